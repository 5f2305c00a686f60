//! A receipt can be checked by anyone, with nothing but Python and the page that says how.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{SULSEL, fresh_place, on_each_database, verified_case};

/// Runs the program of `docs/receipt.md` on a receipt: whether it is valid, and what was said.
fn checked(receipt: &Value) -> (bool, String) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/receipt.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let program = page.split_once("```python\n").and_then(|it| it.1.split_once("\n```")).expect("a program").0;
    assert!(program.lines().count() <= 30, "it fits on one page");
    let (_, folder) = fresh_place();
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let (check, file) = (folder.join("check.py"), folder.join("receipt.json"));
    std::fs::write(&check, program).expect("the program can be written");
    std::fs::write(&file, receipt.to_string()).expect("the receipt can be written");
    let output = Command::new("python3").args([&check, &file]).output().expect("Python runs");
    drop(std::fs::remove_dir_all(folder));
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_receipt_is_valid_and_a_changed_one_is_not() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let receipt = agency.get(&format!("/api/v1/rulings/{}/receipt", ruled.text("/id"))).with_status(200).json();
        assert_eq!(
            (&receipt["recorded"]["state"], &receipt["recorded"]["in_log"]),
            (&json!("recorded"), &json!(false))
        );
        let (valid, said) = checked(&receipt);
        assert!(valid, "{said}");
        assert!(said.contains(&ruled.text("/document_sha256")), "{said}");
        let opened: Vec<&String> = receipt["opened"].as_object().expect("parts").keys().collect();
        assert_eq!(opened, ["case", "document", "facts", "outcome", "person", "tenant"]);
        for name in opened {
            let mut changed = receipt.clone();
            let text = changed["opened"][name]["value"].as_str().expect("a text").to_owned();
            changed["opened"][name]["value"] = json!(format!("{text} "));
            let (valid, said) = checked(&changed);
            assert!(!valid && said.contains(name.as_str()), "{name}: {said}");
        }
        for member in ["leaf", "leaf_hash", "ruling"] {
            let mut changed = receipt.clone();
            let text = format!("x{}", changed[member].as_str().expect("a text"));
            changed[member] = json!(text);
            assert!(!checked(&changed).0, "{member}");
        }
        // The keys of single parts open nothing else.
        let all = receipt.to_string();
        assert!(!all.contains("salt"), "{all}");
    });
}

#[test]
fn facts_and_document_in_a_receipt_are_those_of_the_ruling() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let before = agency.get(&case).with_status(200).json();
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        // What happens to the case later does not change the receipt of the ruling.
        agency.post(&format!("{case}/objection"), r#"{"reason":"the total is wrong"}"#).with_status(200);
        let corrected = r#"{"corrections":{"/assessment/total":"341.0"}}"#;
        verifier.post(&format!("{case}/verification"), corrected).with_status(200);
        let receipt = agency.get(&format!("/api/v1/rulings/{}/receipt", ruled.text("/id"))).with_status(200).json();
        let parsed = |name: &str| -> Value {
            serde_json::from_str(receipt["opened"][name]["value"].as_str().expect("a text")).expect("JSON")
        };
        assert_eq!(parsed("facts"), before["facts"]);
        assert_eq!(parsed("document"), ruled.json()["document"]);
    });
}
