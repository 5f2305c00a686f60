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
        for verb in ["check", "fmt", "test", "eval", "schema", "law", "explain", "serve", "key", "config", "backup"] {
            assert!(script.contains(verb), "{shell}: {verb}");
        }
    }
}

#[test]
fn every_verb_has_examples_in_its_help() {
    for verb in
        ["check", "fmt", "test", "eval", "schema", "law", "explain", "serve", "key", "config", "backup", "completions"]
    {
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

const FIRST: [&str; 6] = ["eval", "--rules", "rules/exemption", "--format", "json", "--case"];

fn cases() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/exemption/cases");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| it.starts_with('t'))
        .map(|it| format!("rules/exemption/cases/{it}"))
        .collect();
    names.sort();
    names
}

fn ruled(case: &str) -> String {
    let mut arguments = FIRST.to_vec();
    arguments.push(case);
    let output = timbang(&arguments);
    assert_eq!(String::from_utf8(output.stderr.clone()).unwrap(), "", "{case}");
    out(&output)
}

#[test]
fn every_ruling_fits_its_schema_has_its_keys_in_order_and_is_the_same_twice() {
    let schema: serde_json::Value = serde_json::from_str(&out(&timbang(&["schema", "--ruling"]))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let keys = "format rulebook engine as_of edition_reason case_sha256 decision status outcome rules because valid_until \
                duties weakest_basis criteria definitions overridden missing conflicts";
    for case in cases() {
        let text = ruled(&case);
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{case}");
        let places: Vec<_> = keys.split_whitespace().map(|it| text.find(&format!("\n  \"{it}\":"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{case}: {places:?}");
        assert_eq!(ruled(&case), text, "{case}");
    }
}

#[test]
fn every_shipped_case_fits_the_schema_of_its_input() {
    for edition in ["2018", "2024", "2026"] {
        let schema = out(&timbang(&["schema", "--rules", "rules/exemption", "--edition", edition]));
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for case in cases() {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&case);
            let instance: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            let faults: Vec<String> = validator.iter_errors(&instance).map(|it| it.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{case} under {edition}");
        }
    }
}

#[test]
fn many_cases_give_one_document_a_line_in_their_order() {
    let text = ruled_many();
    let documents: Vec<serde_json::Value> = text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(documents.len(), 4);
    assert_eq!(documents[0]["outcome"]["id"], "granted");
    assert_eq!(documents[1]["format"], "timbang.refusal/1");
    assert_eq!(documents[2]["status"], "undetermined");
    assert_eq!(documents[3]["outcome"]["id"], "refused");
}

fn ruled_many() -> String {
    let good = r#"{"asked_on":"2026-06-01","started_on":"2024-06-01","days_asked":10,"emergency":false}"#;
    let lines = [good, "{", r#"{"asked_on":"2026-06-01"}"#, &good.replace("10", "13")].join("\n\n");
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("many.jsonl");
    std::fs::write(&path, lines).unwrap();
    let output = timbang(&["eval", "--rules", "tests/cli/leave", "--format", "json", "--case", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    out(&output)
}

#[test]
fn sarif_names_rules_and_places() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sarif");
    std::fs::create_dir_all(&path).unwrap();
    std::fs::write(path.join("a.aturan"), "rulebook a edition \"1\"\n  titel \"A\"\n").unwrap();
    let output = timbang(&["check", "--format", "sarif", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let is_second_line = |it: &&serde_json::Value| it["locations"][0]["physicalLocation"]["region"]["startLine"] == 2;
    let first = run["results"].as_array().unwrap().iter().find(is_second_line).unwrap();
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(first["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!(rule["id"], first["ruleId"]);
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("```"), "{rule}");
    assert_eq!(first["level"], "error");
}
