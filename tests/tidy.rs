//! The house rules, as a test: each one fails with file, line, rule and what to do.

#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "places in a text come from a search in it")]

#[path = "tidy/codes.rs"]
mod codes;
#[path = "tidy/floors.rs"]
mod floors;
#[path = "tidy/heads.rs"]
mod heads;
#[path = "tidy/lengths.rs"]
mod lengths;
#[path = "tidy/tree.rs"]
mod tree;
#[path = "tidy/words.rs"]
mod words;

use std::fmt;

/// One broken rule.
struct Breach {
    file: String,
    line: usize,
    rule: String,
    remedy: &'static str,
}

impl fmt::Display for Breach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}\n    to do: {}", self.file, self.line, self.rule, self.remedy)
    }
}

fn none(breaches: &[Breach]) {
    let list: Vec<String> = breaches.iter().map(Breach::to_string).collect();
    assert!(breaches.is_empty(), "{} broken house rules\n{}", list.len(), list.join("\n"));
}

#[test]
fn floors_import_only_what_they_may() {
    none(&floors::imports(&tree::rust_files("src/engine")));
}

#[test]
fn rooms_of_the_server_name_only_what_they_may() {
    none(&floors::rooms(&tree::rust_files("src/server")));
}

#[test]
fn foreign_crates_stay_on_their_floors() {
    none(&floors::foreign_crates(&tree::rust_files("src")));
}

#[test]
fn the_engine_is_pure() {
    none(&floors::impure_words(&tree::rust_files("src/engine")));
}

#[test]
fn every_file_begins_with_what_it_does() {
    none(&heads::missing(&tree::rust_files("")));
}

#[test]
fn files_and_functions_stay_short() {
    none(&lengths::too_long(&tree::rust_files("")));
}

#[test]
fn nothing_is_left_undone_and_nothing_panics() {
    none(&words::forbidden(&tree::rust_files("src")));
}

#[test]
fn names_are_whole_words() {
    none(&words::abbreviations(&tree::rust_files("")));
}

#[test]
fn every_migration_is_run_on_both_databases() {
    none(&codes::migrations_not_run());
}

#[test]
fn no_file_names_a_machine() {
    none(&words::machine_paths(&tree::text_files()));
}

#[test]
fn every_diagnostic_code_has_a_page_and_a_case() {
    none(&codes::without_page());
    none(&codes::without_case());
    none(&codes::pages_without_code());
}

#[test]
fn the_readme_names_every_folder() {
    none(&codes::folders_not_in_readme());
}
