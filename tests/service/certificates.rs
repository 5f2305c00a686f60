//! A certificate authority of a test's own, and a server's certificate for `localhost`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// PEM files: who vouches, the server's certificate, and its key.
pub(crate) struct Certificates {
    pub(crate) authority: PathBuf,
    pub(crate) server: PathBuf,
    pub(crate) key: PathBuf,
}

impl Certificates {
    /// Files in a folder that is there.
    pub(crate) fn new(folder: &Path) -> Self {
        let file = |name: &str| folder.join(name);
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        let own = [
            "req",
            "-x509",
            "-days",
            "2",
            "-subj",
            "/CN=Authority of a test",
            "-keyout",
            "authority.key",
            "-out",
            "authority.pem",
        ];
        openssl(folder, &[&own[..], &key].concat());
        let asked = ["req", "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr"];
        openssl(folder, &[&asked[..], &key].concat());
        std::fs::write(file("server.ext"), "subjectAltName=DNS:localhost\n").expect("a file");
        let signed =
            ["x509", "-req", "-days", "2", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "authority.key"];
        openssl(folder, &[&signed[..], &["-CAcreateserial", "-extfile", "server.ext", "-out", "server.pem"]].concat());
        Self { authority: file("authority.pem"), server: file("server.pem"), key: file("server.key") }
    }
}

fn openssl(folder: &Path, arguments: &[&str]) {
    let status = Command::new("openssl").current_dir(folder).args(arguments).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|it| it.success()), "openssl {arguments:?}");
}
