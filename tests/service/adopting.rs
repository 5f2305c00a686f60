//! Rules in the operator's folder that differ from what is published: never taken in silence, adopted with a reason.

use std::path::Path;

use crate::publishing::{PUBLICATIONS, RULES_2018, editions};
use crate::support::on_each_database;

const SCENARIOS_2018: &str = "exemption/2018/scenarios.aturan";

#[test]
fn a_folder_that_changed_is_not_taken_in_silence() {
    on_each_database(|mut app| {
        let auditor = app.person("auditor", "dewi");
        let before = editions(&auditor);
        let folder = app.copy_of_rules();
        change(&folder.join(RULES_2018), "325.0", "326.0");
        app.kill();
        let said = app.start_again_with_rules(&folder, &[]);
        assert!(said.contains("--adopt-rules"), "{said}");
        assert_eq!(editions(&auditor.at(&app)), before);
        app.kill();
        // The scenarios still expect the other threshold.
        let said = app.start_again_with_rules(&folder, &["--adopt-rules", "the threshold was mistyped"]);
        assert!(said.contains("`timbang test`"), "{said}");
        assert_eq!(editions(&auditor.at(&app)), before);
        app.kill();
        change(&folder.join(SCENARIOS_2018), "325.0", "326.0");
        let said = app.start_again_with_rules(&folder, &["--adopt-rules", "the threshold was mistyped"]);
        assert!(said.contains("publication 1") || said.contains("publikasi 1"), "{said}");
        let auditor = auditor.at(&app);
        assert_ne!(editions(&auditor), before);
        let history = auditor.get(PUBLICATIONS).with_status(200).json();
        assert_eq!(history["items"][0]["reason"], "the threshold was mistyped");
        assert_eq!(history["items"][0]["approver"], "operator");
        assert_eq!(history["items"][1]["in_force"], false);
        app.kill();
        assert_eq!(app.start_again_with_rules(&folder, &[]), "");
    });
}

fn change(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("a text");
    assert!(text.contains(from));
    std::fs::write(path, text.replace(from, to)).expect("it can be written");
}
