//! What scripts read: standard output is the document alone.

use std::process::{Command, Output};

fn timbang(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_timbang"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .args(arguments)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn completions_name_every_verb() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = out(&timbang(&["completions", shell]));
        for verb in ["check", "fmt", "test", "eval", "schema", "explain", "completions"] {
            assert!(script.contains(verb), "{shell}: {verb}");
        }
    }
}

#[test]
fn every_verb_has_examples_in_its_help() {
    for verb in ["check", "fmt", "test", "eval", "schema", "explain", "completions"] {
        let help = out(&timbang(&[verb, "--help"]));
        assert!(help.contains(&format!("  timbang {verb}")), "{help}");
        let widest = help.lines().map(|it| it.chars().count()).max().unwrap_or(0);
        assert!(widest <= 100, "{verb}: {widest} columns");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let shell = format!("{} explain | head -n 1", env!("CARGO_BIN_EXE_timbang"));
    let output = Command::new("sh").args(["-c", &shell]).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
