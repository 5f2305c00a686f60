//! A form of facts gives back what it was shown, as a table and as cards: opening and saving changes nothing.

use std::path::Path;

use serde_json::Value;

use crate::browser::{Browser, controls};
use crate::client::Reply;
use crate::pages_verified::claims;
use crate::support::{Person, on_each_database};

fn sent(browser: &mut Browser, shown: &Reply, address: &str, more: &[(&str, &str)]) -> Reply {
    let all = controls(&shown.body, address);
    let fields = all.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    let fields: Vec<(&str, &str)> = fields
        .filter(|it| it.0 != "do" && !more.iter().any(|other| other.0 == it.0))
        .chain(more.iter().copied())
        .collect();
    browser.post(shown, address, &fields)
}

fn facts_of(agency: &Person, case: &str) -> Value {
    let mut facts = agency.get(&format!("/api/v1/cases/{case}")).with_status(200).json()["facts"].clone();
    facts.as_object_mut().expect("facts").remove("evidence");
    facts
}

/// The cases that come with the rules: rulebook and facts.
fn shipped() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for rulebook in ["exemption", "filling", "open_selection", "self_assessment", "succession"] {
        let folder = Path::new("rules").join(rulebook.replace('_', "-")).join("cases");
        let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut files: Vec<_> = files.map(|it| it.expect("a file").path()).collect();
        files.sort();
        let facts = files.iter().map(|it| std::fs::read_to_string(it).expect("a case"));
        all.extend(facts.map(|it| (rulebook.to_owned(), claims(&it).to_string())));
    }
    all
}

#[test]
fn opening_and_saving_changes_nothing() {
    let cases = shipped();
    assert!(cases.len() > 20, "only {} cases", cases.len());
    on_each_database(|mut app| {
        app.kill();
        app.start_again_with_rules(Path::new("rules"), &[]);
        let agency = app.person("agency", "andi");
        let mut browser = Browser::with_key(&app, &agency.key);
        for (rulebook, facts) in &cases {
            let body = format!(r#"{{"rulebook":"{rulebook}","case":{facts}}}"#);
            let id = agency.post("/api/v1/cases", &body).with_status(201).text("/id");
            let (address, before) = (format!("/cases/{id}/facts"), facts_of(&agency, &id));
            let shown = browser.get(&address).with_status(200);
            let saved = sent(&mut browser, &shown, &address, &[("do", "save")]);
            assert_eq!(saved.status, 303, "{rulebook}: {}", saved.body);
            assert_eq!(facts_of(&agency, &id), before, "{rulebook}");
            let address = format!("/cases/{id}/what-if");
            let shown = browser.get(&address).with_status(200);
            let tried = sent(&mut browser, &shown, &address, &[]);
            assert!(tried.body.contains("Belum ada yang diubah."), "{rulebook}, {facts}: {}", tried.body);
        }
        a_table_becomes_cards_and_nothing_typed_is_lost(&agency, &mut browser);
        what_a_row_says_of_a_whole_group_keeps_its_place(&agency, &mut browser);
    });
}

fn a_table_becomes_cards_and_nothing_typed_is_lost(agency: &Person, browser: &mut Browser) {
    let nine = include_str!("../../rules/succession/cases/e03-nine-people.json");
    let body = format!(r#"{{"rulebook":"succession","case":{nine}}}"#);
    let id = agency.post("/api/v1/cases", &body).with_status(201).text("/id");
    let (address, before) = (format!("/cases/{id}/facts"), facts_of(agency, &id));

    let table = browser.get(&address).with_status(200);
    assert!(table.body.contains("class=\"rows wide\"") && table.body.contains("scope=\"colgroup\""));
    let typed = [("/candidates/0/code", "C-01 diketik"), ("view", "/candidates")];
    let cards = sent(browser, &table, &address, &typed).with_status(200);
    assert!(!cards.body.contains("class=\"rows wide\"") && cards.body.contains("C-01 diketik · "));
    assert_eq!(facts_of(agency, &id), before, "looking at it otherwise saves nothing");

    // Every row of the table has its own place for what is wrong, and a list inside of it opens where it is wrong.
    let back = sent(browser, &cards, &address, &[("view", "/candidates")]).with_status(200);
    let wrong = [("/candidates/8/talent/performance", "seratus"), ("/candidates/2/held/0/started_on", "kemarin")];
    let refused = sent(browser, &back, &address, &wrong).with_status(422).body;
    assert!(refused.contains("id=\"f/candidates/8/talent/performance-errors\""), "{refused}");
    assert!(refused.contains("class=\"more\" id=\"f/candidates/2/held\" open"), "{refused}");
    assert!(!refused.contains("class=\"more\" id=\"f/candidates/3/held\" open"), "{refused}");
    assert!(refused.contains("C-01 diketik"));

    let saved = sent(browser, &back, &address, &[("do", "save")]);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let mut expected = before;
    expected["candidates"][0]["code"] = Value::from("C-01 diketik");
    assert_eq!(facts_of(agency, &id), expected);
}

fn what_a_row_says_of_a_whole_group_keeps_its_place(agency: &Person, browser: &mut Browser) {
    let nine = include_str!("../../rules/succession/cases/e03-nine-people.json");
    let mut facts: Value = serde_json::from_str(nine).expect("a case");
    facts["candidates"][4]["talent"] = serde_json::json!({"unknown": "belum dipetakan"});
    facts["candidates"][5]["held"] = serde_json::json!([]);
    let body = format!(r#"{{"rulebook":"succession","case":{facts}}}"#);
    let id = agency.post("/api/v1/cases", &body).with_status(201).text("/id");
    let (address, before) = (format!("/cases/{id}/facts"), facts_of(agency, &id));
    let shown = browser.get(&address).with_status(200);
    assert!(shown.body.contains("belum dipetakan"), "{}", shown.body);
    let saved = sent(browser, &shown, &address, &[("do", "save")]);
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(facts_of(agency, &id), before);
}
