//! A copy that is taken while the service writes is whole, and a service that starts on it has everything that was answered before.

use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::support::{SULSEL, TestApp, fresh_key, new_case, on_each_database};

#[test]
fn a_copy_under_load_is_whole_and_serves() {
    on_each_database(|app| {
        let copy = app.folder().join("copy.db");
        let path = copy.to_str().expect("UTF-8");
        if !app.is_sqlite() {
            let (code, _, said) = app.verb(&["backup", path]);
            assert_eq!((code, said.contains("pg_dump"), copy.exists()), (Some(2), true, false), "{said}");
            return;
        }
        let agency = app.person("agency", "andi");
        let before: Vec<(String, String)> = (0..5).map(|_| begun(&agency)).collect();
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    begun(&agency);
                }
            });
            let (code, said, wrong) = app.verb(&["backup", path]);
            over.store(true, Ordering::Relaxed);
            assert_eq!((code, said.contains("a whole copy")), (Some(0), true), "{wrong}");
        });
        assert_eq!(copy.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
        let (code, _, said) = app.verb(&["backup", path]);
        assert_eq!((code, said.contains("is not overwritten")), (Some(2), true), "{said}");
        let names: Vec<_> =
            std::fs::read_dir(app.folder()).expect("a folder").flatten().map(|it| it.file_name()).collect();
        assert!(!names.iter().any(|it| it.to_string_lossy().contains(".part")), "{names:?}");
        let restored = TestApp::start(format!("sqlite:{path}"), &app.folder().join("restored"));
        let agency = agency.at(&restored);
        for (key, body) in before {
            let again = agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
            assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &body));
        }
    });
}

/// A new case: its key and the answer.
fn begun(agency: &crate::support::Person) -> (String, String) {
    let key = fresh_key();
    let reply = agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
    (key, reply.body)
}

#[test]
fn a_database_that_is_not_there_cannot_be_copied() {
    on_each_database(|app| {
        if app.is_sqlite() {
            let absent = format!("database=sqlite:{}", app.folder().join("absent.db").display());
            let copy = app.folder().join("copy.db");
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_timbang"))
                .args(["backup", "--language", "en", "--set", &absent])
                .arg(&copy)
                .output()
                .expect("the program runs");
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("absent.db cannot be opened"), "{said}");
            assert!(!copy.exists() && !app.folder().join("absent.db").exists());
        }
    });
}
