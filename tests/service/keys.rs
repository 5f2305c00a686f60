//! Keys: made, listed and revoked at the command line, with traces, and without effect from the moment they are revoked.

use std::time::{Duration, Instant};

use crate::support::{SULSEL, new_case, on_each_database, on_postgres};

/// The public part of a key.
fn public(key: &str) -> &str {
    key.split('_').nth(1).expect("a key has three parts")
}

#[test]
fn a_revoked_key_is_good_for_nothing_at_once() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        agency.get("/api/v1/cases").with_status(200);
        let (code, _, said) = app.verb(&["key", "revoke", public(&agency.key)]);
        assert_eq!(code, Some(0), "{said}");
        let begun = Instant::now();
        agency.get("/api/v1/cases").with_status(401);
        assert!(begun.elapsed() < Duration::from_secs(1));
        let (code, _, said) = app.verb(&["key", "revoke", public(&agency.key)]);
        assert_eq!((code, said.contains("there is no good key")), (Some(2), true), "{said}");
    });
}

#[test]
fn keys_are_listed_for_people_and_programs() {
    on_each_database(|mut app| {
        let agency = app.person("agency", "andi");
        agency.post("/api/v1/cases", &new_case(SULSEL)).with_status(201);
        app.person_of("other", "auditor", "edi");
        app.key(&["create", "--role", "verifier", "--tenant", "demo", "--person", "siti", "--until", "2999-01-31"]);
        // 2020-01-31, 17:00:00 UTC: the end of that day in Jakarta.
        app.while_stopped("update credential set expires_at = 1580490000000000 where person = 'siti'");
        let (_, table, _) = app.verb(&["key", "list", "--tenant", "demo"]);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 3, "{table}");
        assert!(lines[0].starts_with("KEY") && lines[0].contains("LAST ACT"), "{table}");
        assert!(lines[1].contains("demo/agency-of-andi") && lines[1].ends_with("good"), "{table}");
        assert!(lines[2].contains("siti") && lines[2].contains("expired 2020-01-31T17:00"), "{table}");
        let (_, json, _) = app.verb(&["key", "list", "--format", "json"]);
        let keys: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(keys.as_array().map(Vec::len), Some(3));
        assert_eq!(keys[0]["id"], public(&agency.key));
        assert!(keys[0]["last_act_at"].is_string() && keys[1]["last_act_at"].is_null(), "{json}");
        assert!(!json.contains("secret") && !json.contains(agency.key.rsplit('_').next().expect("a secret")));
        let made = app.key(&["create", "--role", "admin", "--tenant", "demo", "--person", "ayu", "--format", "json"]);
        let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
        assert!(made["key"].as_str().is_some_and(|it| it.starts_with("tb_")) && made["good"] == true, "{made}");
    });
}

#[test]
fn a_key_that_would_be_over_is_not_made() {
    on_each_database(|app| {
        let until = |day: &str| {
            let who = ["key", "create", "--role", "auditor", "--tenant", "demo", "--person", "edi", "--until"];
            app.verb(&[&who[..], &[day]].concat())
        };
        let (code, printed, said) = until("2020-01-31");
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{said}");
        assert!(said.contains("--until 2020-01-31 is over") && said.contains("a day to come"), "{said}");
        assert_eq!(app.verb(&["key", "list"]).1, "there are no keys\n");
        assert_eq!(until("2999-12-31").0, Some(0));
    });
}

#[test]
fn names_that_cannot_be_seen_are_refused() {
    on_each_database(|app| {
        for (tenant, person) in [("", "edi"), ("demo", " edi"), ("demo\u{7}", "edi"), ("demo", "")] {
            let arguments = ["key", "create", "--role", "auditor", "--tenant", tenant, "--person", person];
            let (code, printed, said) = app.verb(&arguments);
            assert_eq!((code, printed.as_str(), said.contains("cannot be used")), (Some(2), "", true), "{said}");
        }
        assert_eq!(app.verb(&["key", "list"]).1, "there are no keys\n");
    });
}

#[test]
fn whoever_changes_keys_leaves_traces() {
    on_postgres(|app| {
        let agency = app.person("agency", "andi");
        let id = public(&agency.key);
        app.verb(&["key", "revoke", id]);
        let audit = "set timbang.tenant = 'demo'; select act, role, subject_id from audit order by position";
        assert_eq!(app.sql(audit).expect("rows"), format!("key-creation|operator|{id}\nkey-revocation|operator|{id}"));
        let leaves = "select subject_id, split_part(convert_from(leaf_data, 'UTF8'), E'\\n', 2) from pending_leaf \
            where subject_id like 'key/%' order by position";
        assert_eq!(app.sql(leaves).expect("rows"), format!("key/{id}/creation|type key\nkey/{id}/revocation|type key"));
        let named = "select count(*) from pending_leaf where convert_from(leaf_data, 'UTF8') ~ 'andi|demo'";
        assert_eq!(app.sql(named).expect("a row"), "0");
    });
}
