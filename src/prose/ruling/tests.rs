//! The layout of a ruling, on one made by hand.

use std::borrow::Cow;

use super::*;
use crate::engine::captions::Written;
use crate::engine::explain::ruling::{
    CriterionResult, DefinitionValue, Identity, Missing, MissingKind, Part, RuleCited,
};
use crate::engine::types::Named;
use crate::engine::value::Truth;
use crate::wording;

fn citation() -> Vec<Citation> {
    vec![Citation {
        source: "PP-11-2017".into(),
        text: wording!("PP 11/2017 Pasal 199 ayat (1)", "GR 11/2017 article 199 paragraph (1)"),
        summary: Some(wording!("kelompok ditetapkan setiap tahun", "the group is set every year")),
        establishedness: Establishedness::Inferred,
        written: Written::default(),
    }]
}

fn played(language: Language, colour: bool) -> String {
    let cited = citation();
    let refused = Named { name: "open".into(), label: wording!("Wajib seleksi terbuka", "Open selection required") };
    let decision = wording!("Pengecualian dari seleksi terbuka", "Exemption from open selection");
    let group = wording!("Kelompok rencana suksesi ditetapkan", "Succession group set");
    let answer = wording!("Persetujuan", "Approval");
    let choice = wording!("edisi 2018 berlaku sampai 03-09-2024", "edition 2018 is in force until 3 September 2024");
    let part = |result, label: &str| Part {
        path: "/plan/0".into(),
        label: Cow::Owned(Wording::same(label)),
        criterion: Some("qualified"),
        result,
        basis: &cited,
        reason: wording!("kotak 6, paling kurang 7", "box 6, at least 7"),
        facts: Vec::new(),
        parts: Vec::new(),
    };
    let ruling = Ruling {
        rulebook: Identity { name: "exemption", edition: "2018", sha256: "00" },
        engine: "0.1.0",
        as_of: 19_000,
        edition_reason: Cow::Borrowed(&choice),
        case_sha256: "11".into(),
        decision: "exemption",
        element: None,
        status: RulingStatus::Decided,
        outcome: Some(&refused),
        rules: vec![RuleCited { id: "EX-2", basis: &cited }],
        because: wording!("syarat tidak terpenuhi", "the conditions are not met"),
        valid_until: Value::Missing,
        duties: Vec::new(),
        weakest_basis: cited.first(),
        criteria: vec![CriterionResult {
            id: "group",
            label: &group,
            result: Truth::No,
            basis: &cited,
            reason: wording!("ditetapkan 15-01-2020, lebih dari 12 bulan", "set 15 January 2020, over 12 months"),
            facts: Vec::new(),
            parts: vec![part(Truth::No, "Suksesor 1"), part(Truth::Yes, "Suksesor 2")],
        }],
        definitions: vec![DefinitionValue {
            id: "total",
            label: &group,
            value: Value::Number { units: 3405, scale: 1 },
        }],
        overridden: Vec::new(),
        missing: vec![Missing {
            path: "/approval".into(),
            label: Cow::Borrowed(&answer),
            kind: MissingKind::Fact,
            why: Cow::Owned(wording!("tidak disebut", "not mentioned")),
            question: None,
        }],
        conflicts: Vec::new(),
    };
    text(&ruling, &decision, language, colour)
}

#[test]
fn reads_from_the_outcome_to_the_reasons() {
    let expected = "\
Pengecualian dari seleksi terbuka: Wajib seleksi terbuka
Syarat tidak terpenuhi.

Aturan          exemption · Edisi 2018 berlaku sampai 03-09-2024.
Dasar terlemah  PP 11/2017 Pasal 199 ayat (1) (disimpulkan)
Menurut aturan  EX-2
                § PP 11/2017 Pasal 199 ayat (1) (disimpulkan)

Alasan
  1 tidak terpenuhi
  ✗ Kelompok rencana suksesi ditetapkan
  │ ditetapkan 15-01-2020, lebih dari 12 bulan
  │ § PP 11/2017 Pasal 199 ayat (1) (disimpulkan): kelompok ditetapkan setiap tahun
  ├ ✗ Suksesor 1
  │   kotak 6, paling kurang 7
  │   § PP 11/2017 Pasal 199 ayat (1) (disimpulkan)
  └ ✓ Suksesor 2
      kotak 6, paling kurang 7
      § PP 11/2017 Pasal 199 ayat (1) (disimpulkan)

Yang masih diperlukan
  ? Persetujuan (/approval): tidak disebut

Nilai yang dihitung
  = Kelompok rencana suksesi ditetapkan: 340,5
";
    let text = played(Language::Indonesian, false);
    assert_eq!(text, expected, "{text}");
}

#[test]
fn colour_changes_no_letter_and_stays_within_the_width() {
    for language in [Language::Indonesian, Language::English] {
        let (plain, painted) = (played(language, false), played(language, true));
        assert!(painted.contains('\u{1b}') && !plain.contains('\u{1b}'));
        for (one, other) in plain.lines().zip(painted.lines()) {
            assert_eq!(crate::prose::paint::columns(one), crate::prose::paint::columns(other), "{other}");
            assert!(one.chars().count() <= WIDTH, "{one}");
        }
    }
}
