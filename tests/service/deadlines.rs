//! What is due, by whom and until when; and pages of cases.

use serde_json::json;

use crate::support::{Person, SULSEL, TestApp, fresh_place, on_each_database, refusal_with, verified_case};

const PERIODS: [(&str, &str); 4] =
    [("periods.verify", "5"), ("periods.rule", "5"), ("periods.review", "5"), ("periods.object", "5")];

fn submitted(app: &TestApp) -> (String, Person, Person) {
    let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
    let case = agency.begin(SULSEL);
    agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    (case, agency, verifier)
}

fn count(person: &Person, path: &str) -> usize {
    person.get(path).with_status(200).json()["items"].as_array().expect("a list").len()
}

#[test]
fn a_case_tells_who_has_to_act_and_without_a_period_there_is_no_last_day() {
    on_each_database(|app| {
        let (case, agency, _) = submitted(&app);
        let shown = agency.get(&case).with_status(200).json();
        assert_eq!(shown["waits"]["step"], "verification");
        assert_eq!(shown["waits"]["by"], json!(["verifier"]));
        assert_eq!(shown["waits"]["since"], shown["submitted_on"]);
        assert_eq!((&shown["waits"]["due"], &shown["waits"]["late"]), (&json!(null), &json!(false)));
        assert_eq!(count(&agency, "/api/v1/deadlines"), 0);
    });
}

#[test]
fn each_step_has_its_last_day() {
    on_each_database(|mut app| {
        app.start_again_with(&PERIODS);
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let due = |step: &str| {
            let shown = agency.get(&case).with_status(200).json();
            assert_eq!(shown["waits"]["step"], step, "{shown}");
            let day = shown["waits"]["due"].as_str().unwrap_or_else(|| panic!("no last day: {shown}")).to_owned();
            assert!(day.as_str() > shown["waits"]["since"].as_str().expect("a day"), "{shown}");
        };
        due("ruling");
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        due("review");
        let confirmed = r#"{"verdict":"confirmed","reason":"clear"}"#;
        reviewer.post(&format!("/api/v1/rulings/{ruled}/reviews"), confirmed).with_status(201);
        due("objection");
        assert_eq!(count(&verifier, "/api/v1/deadlines"), 1);
        // An agency sees its own only.
        assert_eq!(count(&app.person("agency", "rina"), "/api/v1/deadlines"), 0);
    });
}

#[test]
fn what_is_late_is_listed_and_a_late_objection_is_refused() {
    on_each_database(|mut app| {
        app.start_again_with(&PERIODS);
        let (late, _, _) = submitted(&app);
        let (case, _, verifier, reviewer) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let confirmed = r#"{"verdict":"confirmed","reason":"clear"}"#;
        reviewer.post(&format!("/api/v1/rulings/{ruled}/reviews"), confirmed).with_status(201);
        app.while_stopped("update case_file set due_on = '2026-11-20'");
        app.start_again();
        let agency = app.person("agency", "andi");
        let listed = agency.get("/api/v1/deadlines?state=late").with_status(200).json();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "a right that ended is not late: {listed}");
        assert_eq!(listed["items"][0]["waits"]["late"], true);
        assert!(late.ends_with(listed["items"][0]["id"].as_str().expect("an identity")));
        assert_eq!(count(&agency, "/api/v1/cases?due=late"), 1);
        let refused = agency.post(&format!("{case}/objection"), r#"{"reason":"too late"}"#).with_status(409);
        assert_eq!((refused.text("/code"), refused.text("/due")), ("too-late".to_owned(), "2026-11-20".to_owned()));
        let shown = agency.get(&case).with_status(200).json();
        assert_eq!((&shown["waits"], &shown["steps"]), (&json!(null), &json!([])));
    });
}

#[test]
fn a_day_beyond_the_calendar_is_not_guessed() {
    on_each_database(|mut app| {
        // The calendar that is shipped ends in 2027.
        app.start_again_with(&[("periods.verify", "500")]);
        let (case, agency, _) = submitted(&app);
        let shown = agency.get(&case).with_status(200).json();
        assert_eq!(shown["waits"]["due"], json!(null));
        assert!(shown["waits"]["due_unknown"]["en"].as_str().is_some_and(|it| it.contains("2027-12-31")), "{shown}");
        assert_eq!(count(&agency, "/api/v1/deadlines?state=unknown"), 1);
        assert_eq!(count(&agency, "/api/v1/deadlines?state=late"), 0);
    });
}

#[test]
fn a_calendar_that_the_rules_do_not_have_is_told_at_the_start() {
    let (_, folder) = fresh_place();
    let database = format!("sqlite:{}", folder.join("timbang.db").display());
    let told = refusal_with(&database, &[("periods.calendar", "mars"), ("periods.rule", "3")]);
    assert!(told.contains("mars") && told.contains("indonesia"), "{told}");
    drop(std::fs::remove_dir_all(folder));
}

#[test]
fn cases_come_in_pages_either_way() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let begun: Vec<String> =
            (0..3).map(|_| agency.begin(SULSEL).rsplit('/').next().expect("an identity").to_owned()).collect();
        let page = |path: &str| {
            let json = agency.get(path).with_status(200).json();
            let items = json["items"].as_array().expect("a list");
            let ids: Vec<String> = items.iter().map(|it| it["id"].as_str().expect("an id").to_owned()).collect();
            (ids, json["next"].as_str().map(str::to_owned))
        };
        let (first, next) = page("/api/v1/cases?limit=2");
        assert_eq!(first, begun[..2]);
        let (second, end) = page(&format!("/api/v1/cases?limit=2&cursor={}", next.expect("more")));
        assert_eq!((second.as_slice(), end), (&begun[2..], None));
        let (newest, next) = page("/api/v1/cases?order=newest&limit=1");
        assert_eq!(newest, begun[2..]);
        let (older, _) = page(&format!("/api/v1/cases?order=newest&cursor={}", next.expect("more")));
        assert_eq!(older, [begun[1].clone(), begun[0].clone()]);
        for (query, pointer) in
            [("limit=0", "/limit"), ("limit=201", "/limit"), ("limit=x", "/limit"), ("cursor=x", "/cursor")]
        {
            assert_eq!(agency.get(&format!("/api/v1/cases?{query}")).with_status(422).pointers(), [pointer], "{query}");
        }
        assert_eq!(agency.get("/api/v1/deadlines?cursor=2026-01-01_x").with_status(422).pointers(), ["/cursor"]);
    });
}
