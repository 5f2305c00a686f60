//! What a draft would change in the rulings that were recorded.

use serde_json::json;

use crate::browser::Browser;
use crate::publishing::Desk;
use crate::support::{on_each_database, verified_case};

#[test]
fn an_outcome_that_stays_until_another_day_is_told_apart() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let (case, _, verifier, _) = verified_case(&app, "t02-sulsel-january-2026.json");
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.text("/document/valid_until"), "2026-12-01");
        let mut draft = desk.begin();
        draft.change("exemption/2026/exemption.aturan", |it| {
            it.replace(
                "shortest_evaluation_months : bulan adalah 12 bulan",
                "shortest_evaluation_months : bulan adalah 6 bulan",
            )
        });
        let draft = desk.keep(&draft);
        let impact = desk.publisher.post(&format!("{}/impact", draft.path), "").with_status(200).json();
        assert_eq!((&impact["changed"], &impact["changed_cases"]), (&json!(0), &json!([])));
        assert_eq!((&impact["terms_changed"], &impact["counts"][0]["terms_changed"]), (&json!(1), &json!(1)));
        let told = &impact["changed_terms"][0];
        assert_eq!(told["case"], case.rsplit('/').next().unwrap());
        let change = json!({"element": null, "duty": null, "from": ["2026-12-01"], "to": ["2026-07-03"]});
        assert_eq!(told["changes"], json!([change]));
        let mut browser = Browser::with_key(&app, &desk.publisher.key);
        let page = browser.get(&format!("{}/impact", draft.path.trim_start_matches("/api/v1"))).with_status(200).body;
        for shown in ["hasil sama", "masa berlaku berubah: ", ">1 Desember 2026</time> → <time", ">3 Juli 2026</time>"]
        {
            assert!(page.contains(shown), "no {shown} in {page}");
        }
    });
}
