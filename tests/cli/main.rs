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
