//! The program as people use it: each file in `sessions/` is a session that is played again and compared.
//!
//! `UPDATE_EXPECT=1 cargo test --test cli` writes the sessions anew; read the difference before you keep it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops where it is"
)]

mod documents;
mod law;
mod readme;
mod session;

use std::path::Path;

#[test]
fn every_session_plays_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/sessions");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no sessions in {}", folder.display());
    let mut differences = String::new();
    for path in paths {
        let written = std::fs::read_to_string(&path).unwrap();
        let played = session::play(&written);
        if played == written {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, played).unwrap();
        } else {
            differences.push_str(&format!("== {}\n{}", path.display(), session::difference(&written, &played)));
        }
    }
    assert!(differences.is_empty(), "sessions went otherwise (UPDATE_EXPECT=1 writes them anew)\n{differences}");
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let written = std::fs::read_to_string(&path).unwrap();
    let played = readme::played(&written);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &played).unwrap();
    }
    let difference = session::difference(&written, &played);
    assert!(played == written || std::env::var_os("UPDATE_EXPECT").is_some(), "README.md differs {difference}");
}

#[test]
fn a_ruling_that_cannot_be_written_is_not_passed_over() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let answer = std::process::Command::new(env!("CARGO_BIN_EXE_timbang"))
        .args(["eval", "--language", "en", "--rules", "rules/exemption", "--case"])
        .arg("rules/exemption/cases/t01-sulsel-june-2022.json")
        .current_dir(root)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(answer.status.code(), Some(70));
    assert!(String::from_utf8_lossy(&answer.stderr).contains("the output could not be written"));
}

#[test]
fn a_case_may_begin_with_a_byte_order_mark() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = std::fs::read(root.join("rules/exemption/cases/t01-sulsel-june-2022.json")).unwrap();
    let marked = Path::new(env!("CARGO_TARGET_TMPDIR")).join("byte-order-mark.json");
    std::fs::write(&marked, [b"\xEF\xBB\xBF".as_slice(), &case].concat()).unwrap();
    let answer = std::process::Command::new(env!("CARGO_BIN_EXE_timbang"))
        .args(["eval", "--format", "json", "--rules", "rules/exemption", "--case"])
        .arg(&marked)
        .current_dir(root)
        .output()
        .unwrap();
    assert_eq!(answer.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&answer.stdout).contains("open_selection_required"));
}
