//! What the rules leave to a person: the ruling waits for the answer, and then says whose it is and why.

use serde_json::json;

use crate::support::{Person, TestApp, on_each_database};

const SOURCES: &str = "bahasa id
sumber LAW
  judul \"Undang-undang contoh\" en \"Example act\"
  disebut \"UU contoh\" en \"Example act\"
  pasal 1
    \"Hibah diberikan bila rencananya dapat dijalankan.\" en \"A grant is given if the plan can be carried out.\"
";

const GRANT: &str = "bahasa id
himpunan grant edisi \"1\"
  judul \"Hibah\" en \"Grant\"
  berlaku sejak 2024-01-01 menurut asked_on
  dasar LAW (terverifikasi)

masukan
  asked_on : tanggal \"Tanggal permohonan\" en \"Date asked\"

pertimbangan plan_convinces
  label \"Rencana meyakinkan\" en \"The plan convinces\"
  ditanyakan kepada reviewer
  pertanyaan \"Apakah rencananya dapat dijalankan?\" en \"Can the plan be carried out?\"
  dasar LAW pasal 1 (terverifikasi)

putusan grant
  label \"Hibah\" en \"Grant\"
  hasil granted \"Diberikan\" en \"Granted\"
  hasil refused \"Ditolak\" en \"Refused\"
  selain itu refused
    dasar LAW pasal 1 (terverifikasi)
    karena \"Rencana tidak meyakinkan\" en \"The plan does not convince\"

aturan G-1
  memutuskan grant adalah granted
  apabila plan_convinces
  dasar LAW pasal 1 (terverifikasi)
  karena \"Rencana meyakinkan\" en \"The plan convinces\"
";

/// Publishes a rulebook that leaves something to judgement.
pub(crate) fn with_grants(app: &mut TestApp) {
    let rules = app.copy_of_rules();
    let folder = rules.join("grant");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, text) in [("sources.aturan", SOURCES), ("grant.aturan", GRANT)] {
        std::fs::write(folder.join(name), text).expect("a file can be written");
    }
    app.kill();
    assert_eq!(app.start_again_with_rules(&rules, &[]), "");
}

/// A verified case that calls for the judgement.
pub(crate) fn verified(agency: &Person, verifier: &Person) -> String {
    let facts = r#"{"rulebook":"grant","case":{"asked_on":"2024-05-01"}}"#;
    let begun = agency.post("/api/v1/cases", facts).with_status(201);
    let case = format!("/api/v1/cases/{}", begun.text("/id"));
    agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    verifier
        .post(&format!("{case}/verification"), r#"{"claimed_date_is_right":true,"rest":"verified"}"#)
        .with_status(200);
    case
}

#[test]
fn a_ruling_waits_for_a_judgement_and_then_says_whose_it_is() {
    on_each_database(|mut app| {
        with_grants(&mut app);
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let reviewer = app.person("reviewer", "budi");
        let case = verified(&agency, &verifier);
        let open = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(
            (open.text("/status"), open.json()["outcome"].as_str()),
            ("undetermined".to_owned(), None),
            "{}",
            open.body
        );
        let ruling = open.header("location").expect("a place").to_owned();
        let confirmed = reviewer.post(&format!("{ruling}/reviews"), r#"{"verdict":"confirmed","reason":"r"}"#);
        assert_eq!(confirmed.with_status(409).text("/code"), "not-confirmable");

        let judge = |name: &str, body: &str| reviewer.put(&format!("{case}/judgements/{name}"), body);
        assert_eq!(judge("plan_convinces", r#"{"answer":"yes"}"#).with_status(422).pointers(), ["/reason"]);
        let other = judge("other", r#"{"answer":"yes","reason":"the budget covers it"}"#).with_status(422);
        assert_eq!(other.pointers(), ["/judgement"], "the name stands in the path: {}", other.body);
        assert_eq!(judge("other", "{}").with_status(422).pointers(), ["/answer", "/reason", "/judgement"]);
        let answer = r#"{"answer":"yes","reason":"the budget covers it"}"#;
        verifier.put(&format!("{case}/judgements/plan_convinces"), answer).with_status(403);
        let judged = judge("plan_convinces", answer).with_status(200);
        assert_eq!(judged.text("/state"), "remanded");

        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!((ruled.text("/status"), ruled.text("/outcome")), ("decided".to_owned(), "granted".to_owned()));
        assert_eq!(ruled.json()["previous"], open.json()["id"]);
        assert!(ruled.body.contains("was answered yes: the budget covers it"), "{}", ruled.body);
        let judged = agency.get(&case).with_status(200).json()["facts"]["judgements"]["plan_convinces"].clone();
        assert_eq!((&judged["answer"], &judged["by"]), (&json!("yes"), &json!("budi")), "{judged}");
        assert_eq!(agency.get(&ruling).with_status(200).body, open.body);
        let history = agency.get(&format!("{case}/history")).with_status(200).json();
        let reasons = history["items"].as_array().expect("acts").iter().map(|it| it["reason"].clone());
        assert!(reasons.into_iter().any(|it| it == json!("the budget covers it")), "{history}");
    });
}
