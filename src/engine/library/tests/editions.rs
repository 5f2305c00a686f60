//! Editions in time, used rulebooks, identity.

use super::*;
use crate::engine::syntax::format::format;

fn edition(number: u32, interval: &str) -> String {
    FRAME.replace("edition \"1\"", &format!("edition \"{number}\"")).replace("from 2024-01-01", interval)
        + &rule("A-1", "wanted")
}

fn codes(texts: &[&str]) -> Vec<&'static str> {
    let (checked, _) = check_texts(texts);
    checked.report.diagnostics.iter().map(|it| it.code.number()).collect()
}

#[test]
fn editions_meet_or_say_why_not() {
    let first = edition(1, "from 2020-01-01 until 2023-12-31");
    let meets = edition(2, "from 2024-01-01");
    let (checked, _) = check_texts(&[&meets, &first]);
    let order: Vec<&str> = checked.editions.iter().map(|it| it.rulebook.edition.as_str()).collect();
    assert_eq!(order, ["1", "2"], "in the order of time, not of folders");
    assert_eq!(codes(&[&first, &edition(2, "from 2023-12-31")]), ["E0405"]);
    assert_eq!(codes(&[&first, &edition(2, "from 2024-01-02")]), ["E0406"]);
    assert_eq!(codes(&[&edition(1, "from 2020-01-01"), &meets]), ["E0405"], "an open end overlaps all that follows");
    let declared =
        edition(2, "from 2024-01-02").replace("  title \"Contoh\"", "  gap before \"belum ada\"\n  title \"Contoh\"");
    assert_eq!(codes(&[&first, &declared]), [""; 0]);
    assert_eq!(codes(&[&edition(1, "from 2024-01-01 until 2023-01-01")]), ["E0307"]);
}

#[test]
fn a_used_rulebook_brings_its_names_and_its_inputs() {
    let used = "rulebook base edition \"7\"\n  title \"Dasar\" en \"Base\"\n  in force from 2000-01-01 by asked_on\n\n\
                input\n  asked_on : date \"T\" en \"D\"\n  age : 0..120 \"U\" en \"A\"\n\n\
                source LAW\n  title \"U\" en \"A\"\n  article 1 \"Isi\" en \"Content\"\n\n\
                criterion adult\n  label \"D\" en \"A\"\n  basis LAW article 1 (verified)\n  holds when age >= 17\n";
    let using = |text: &str| format!("{}\n{text}", FRAME.replace("\nrulebook", "\nuse base edition \"7\"\n\nrulebook"));
    let frame = using(&rule("A-1", "wanted and adult and age < 60"));
    let frame = frame.get(frame.find("use base").unwrap_or(0)..).unwrap_or("").to_owned();
    let (checked, sources) = check_texts(&[&frame, used]);
    assert_eq!(shown(&checked, &sources), "");
    let own = checked.editions.iter().find(|it| it.rulebook.name == "example").unwrap();
    let inputs: Vec<&str> = own.rulebook.records[0].fields.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(inputs, ["asked_on", "wanted", "age"]);

    assert_eq!(codes(&[&frame.replace("edition \"7\"", "edition \"8\""), used]).first(), Some(&"E0207"));
    assert_eq!(codes(&[&frame.replace("asked_on : date", "asked_on : date optional"), used]), ["E0202"]);
    assert_eq!(
        codes(&[&format!("{frame}{}", criterion("wanted").replace("criterion c", "criterion adult")), used]),
        ["E0202"]
    );
    let circular = used.replace("\n\ninput", "\n\nuse example edition \"1\"\n\ninput");
    assert!(codes(&[&frame, &circular]).contains(&"E0205"));
}

fn identity(text: &str) -> String {
    let (checked, sources) = check_texts(&[text]);
    match checked.editions.first() {
        Some(edition) => edition.rulebook.sha256.clone(),
        None => panic!("{}", shown(&checked, &sources)),
    }
}

#[test]
fn layout_comments_and_scenarios_do_not_change_the_identity_but_every_norm_does() {
    let text = format!("{FRAME}{}", rule("A-1", "wanted and asked_on >= 2024-01-01"));
    let same = identity(&text);
    assert_eq!(same.len(), 64);
    assert_eq!(identity(&text.replace("when wanted and", "when    wanted   -- note\n    and")), same);
    assert_eq!(identity(&text.replace("\"Diberikan\"", "\"Dibe\" \"rikan\"")), same);
    assert_eq!(identity(&format!("{text}\nscenario \"s\"\n  expect aid is granted\n")), same);
    assert_eq!(identity(&format!("{text}\nsource OTHER\n  title \"L\" en \"O\"\n")), same, "nothing refers to it");
    let translated = format(&text, Some(Language::Indonesian)).unwrap();
    assert!(translated.contains("putusan aid"));
    assert_eq!(identity(&translated), same);
    assert_ne!(identity(&text.replace(">= 2024", "> 2024")), same);
    assert_ne!(identity(&text.replace("\"Isi\"", "\"Lain\"")), same);
    assert_ne!(identity(&text.replace("(verified)\n  because", "(inferred)\n  because")), same);
}

#[test]
fn a_folder_holds_one_rulebook() {
    assert_eq!(codes(&["input\n  a : date \"A\" en \"A\"\n"]), ["E0407"]);
    assert!(codes(&[&format!("{FRAME}\n{FRAME}")]).contains(&"E0407"));
    let large = format!("{FRAME}-- {}\n", "x".repeat(1 << 20));
    assert_eq!(codes(&[&large]), ["E0108"], "its header may well be there");
    let broken = FRAME.replace("rulebook example edition \"1\"", "rulebook edition 1") + &rule("A-1", "wantedd");
    assert_eq!(codes(&[&broken]), ["E0101", "E0201"], "a broken header hides nothing");
}

#[test]
fn a_calendar_is_sound_and_known() {
    let calendar = |text: &str| {
        found(&format!("\ncalendar k covers {text}\n{}", criterion("asked_on + 3 working days by k = asked_on")))
    };
    assert_eq!(calendar("2024-01-01 to 2024-12-31\n  holiday 2024-01-01 \"T\" en \"N\""), [""; 0]);
    assert_eq!(calendar("2024-12-31 to 2024-01-01"), ["E0408 2024-12-31 to 2024-01-01"]);
    assert_eq!(calendar("0001-01-01 to 9999-12-31"), ["E0408 0001-01-01 to 9999-12-31"]);
    assert_eq!(calendar("2024-01-01 to 2024-12-31\n  holiday 2025-01-01 \"T\" en \"N\""), ["E0408 2025-01-01"]);
    assert_eq!(
        calendar("2024-01-01 to 2024-12-31\n  holiday 2024-01-01 \"T\" en \"N\"\n  holiday 2024-01-01 \"T\" en \"N\""),
        ["E0408 2024-01-01"]
    );
    assert_eq!(found(&criterion("asked_on + 3 working days by kk = asked_on")), ["E0410 kk"]);
}
