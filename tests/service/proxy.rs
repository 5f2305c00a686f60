//! A go-between for PostgreSQL that can break the connection at the worst moment: when a commit is asked for.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

const SOCKET: &str = ".s.PGSQL.5432";
/// The simple query `commit`, as it goes over the connection.
const COMMIT: &[u8] = b"Q\0\0\0\x0bcommit\0";

const PASS: u8 = 0;
const CUT_BEFORE: u8 = 1;
const CUT_AFTER: u8 = 2;
const CUT_AFTER_AND_CLOSE: u8 = 3;
const CLOSED: u8 = 4;

/// Passes everything on until it is told otherwise. Gone when dropped.
pub(crate) struct Proxy {
    folder: PathBuf,
    mode: Arc<AtomicU8>,
}

impl Proxy {
    /// In front of the server whose socket is in `server`.
    pub(crate) fn before(server: &Path) -> Self {
        let folder = server.with_extension("proxy");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let listener = UnixListener::bind(folder.join(SOCKET)).expect("a socket can be made");
        let mode = Arc::new(AtomicU8::new(PASS));
        let (shared, server) = (Arc::clone(&mode), server.join(SOCKET));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (mode, server) = (Arc::clone(&shared), server.clone());
                thread::spawn(move || between(client, &server, &mode));
            }
        });
        Self { folder, mode }
    }

    /// The same database through this proxy.
    pub(crate) fn address(&self, database: &str) -> String {
        let (before, _) = database.split_once("?host=").expect("an address with the folder of a socket");
        format!("{before}?host={}", self.folder.display())
    }

    /// The next commit never reaches the server.
    pub(crate) fn cut_before_commit(&self) {
        self.mode.store(CUT_BEFORE, Ordering::SeqCst);
    }

    /// The next commit is done by the server, and its answer never arrives.
    pub(crate) fn cut_after_commit(&self) {
        self.mode.store(CUT_AFTER, Ordering::SeqCst);
    }

    /// The same, and afterwards the server cannot be reached any more.
    pub(crate) fn cut_after_commit_and_close(&self) {
        self.mode.store(CUT_AFTER_AND_CLOSE, Ordering::SeqCst);
    }

    /// The server can be reached again.
    pub(crate) fn open(&self) {
        self.mode.store(PASS, Ordering::SeqCst);
    }

    /// Whether what was to be cut was cut.
    pub(crate) fn has_cut(&self) -> bool {
        matches!(self.mode.load(Ordering::SeqCst), PASS | CLOSED)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn between(mut client: UnixStream, server: &Path, mode: &AtomicU8) {
    let Ok(mut server) = UnixStream::connect(server) else { return };
    let (Ok(mut back), Ok(mut to_client)) = (server.try_clone(), client.try_clone()) else { return };
    let answers = thread::spawn(move || {
        drop(std::io::copy(&mut back, &mut to_client));
        drop(to_client.shutdown(Shutdown::Both));
    });
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = client.read(&mut bytes) {
        let asked = &bytes[..length];
        let now = mode.load(Ordering::SeqCst);
        let commits = asked.windows(COMMIT.len()).any(|it| it == COMMIT);
        if now == CLOSED || commits && cut(asked, now, &client, &mut server, mode) {
            break;
        }
        if server.write_all(asked).is_err() {
            break;
        }
    }
    drop(client.shutdown(Shutdown::Both));
    drop(server.shutdown(Shutdown::Both));
    drop(answers.join());
}

/// Breaks the connection around a commit, if that was wanted; says whether it did.
fn cut(asked: &[u8], now: u8, client: &UnixStream, server: &mut UnixStream, mode: &AtomicU8) -> bool {
    let next = if now == CUT_AFTER_AND_CLOSE { CLOSED } else { PASS };
    if now == PASS || mode.compare_exchange(now, next, Ordering::SeqCst, Ordering::SeqCst).is_err() {
        return false;
    }
    drop(client.shutdown(Shutdown::Both));
    if now != CUT_BEFORE {
        drop(server.write_all(asked));
        // Long enough for the server to have done it.
        thread::sleep(std::time::Duration::from_millis(300));
    }
    true
}
