//! The connection to PostgreSQL over TLS.

use std::net::TcpListener;
use std::process::Command;

use crate::certificates::Certificates;
use crate::databases::{Cluster, is_root};
use crate::support::{SULSEL, TestApp, fresh_place, refusal, verified_case};

const ENCRYPTED: &str = "
    select count(*) filter (where ssl) || ' of ' || count(*)
      from pg_stat_activity join pg_stat_ssl using (pid)
     where application_name = 'timbang'";

#[test]
fn a_remote_database_is_reached_over_tls_and_only_if_it_is_the_right_one() {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port();
    let options = format!("-c listen_addresses=127.0.0.1 -c port={port}");
    let Some(cluster) = Cluster::start("encryption", true, options.leak()) else { return };
    let (name, folder) = fresh_place();
    std::fs::create_dir_all(&folder).expect("a folder");
    let [right, wrong] = ["right", "wrong"].map(|it| {
        let folder = folder.join(it);
        std::fs::create_dir_all(&folder).expect("a folder");
        Certificates::new(&folder)
    });
    use_certificates(&cluster, &right);
    let address = |host: &str, mode: &str, authority: &Certificates| {
        let authority = authority.authority.display();
        format!("postgres://timbang@{host}:{port}/{name}?sslmode={mode}&sslrootcert={authority}")
    };
    // Another server's certificate, another name, and no encryption where it is required.
    for (host, mode, authority) in
        [("localhost", "verify-full", &wrong), ("127.0.0.1", "verify-full", &right), ("localhost", "verify-ca", &wrong)]
    {
        let said = refusal(&address(host, mode, authority));
        assert!(said.contains("certificate"), "{host} {mode}: {said}");
    }
    for (host, mode) in [("localhost", "verify-full"), ("127.0.0.1", "verify-ca"), ("127.0.0.1", "require")] {
        // The service takes its database away with it.
        cluster.as_superuser(&format!("create database {name} owner timbang"));
        let app = TestApp::start(address(host, mode, &right), &folder.join("service"));
        verified_case(&app, SULSEL);
        let encrypted = cluster.as_superuser(ENCRYPTED);
        let (secret, all) = encrypted.split_once(" of ").expect("two numbers");
        assert_eq!(secret, all, "{mode}");
        assert_ne!(all, "0", "{mode}");
    }
    cluster.as_superuser("alter system set ssl = off");
    cluster.as_superuser("select pg_reload_conf()");
    let said = refusal(&address("localhost", "require", &right));
    assert!(said.to_lowercase().contains("tls") || said.to_lowercase().contains("ssl"), "{said}");
    drop(std::fs::remove_dir_all(&folder));
}

/// The server shows this certificate from now on. It takes only a key that is its own.
fn use_certificates(cluster: &Cluster, certificates: &Certificates) {
    if is_root() {
        let given = Command::new("chown").arg("postgres").arg(&certificates.key).status();
        assert!(given.is_ok_and(|it| it.success()), "the key can be given to postgres");
    }
    for (setting, file) in [("ssl_cert_file", &certificates.server), ("ssl_key_file", &certificates.key)] {
        cluster.as_superuser(&format!("alter system set {setting} = '{}'", file.display()));
    }
    cluster.as_superuser("alter system set ssl = on");
    cluster.as_superuser("select pg_reload_conf()");
}
