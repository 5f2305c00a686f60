//! The stories of the demonstration: whose case, which facts, what happened to it.
//!
//! Cases named after a file are those of a rulebook's own scenarios. All others hold what is published about an agency and say of
//! everything else that it is not published. Two are examples, and say so in the name of their agency: no agency publishes whom it
//! wants to promote. Knows nothing of: HTTP.

use serde_json::{Value, json};

use super::agencies;

/// Someone who acts.
pub(super) struct Person {
    pub(super) role: &'static str,
    pub(super) name: &'static str,
}

/// Whoever gets a key that is shown.
pub(super) const PEOPLE: [Person; 7] = [
    Person { role: "agency", name: CLERK },
    Person { role: "verifier", name: "Siti" },
    Person { role: "reviewer", name: "Budi" },
    Person { role: "policy", name: "Rini" },
    Person { role: "publisher", name: "Hasan" },
    Person { role: "auditor", name: "Dewi" },
    Person { role: "admin", name: "Agus" },
];

/// Who acts for every agency.
pub(super) const CLERK: &str = "Andi";

/// The agency whose key is shown.
pub(super) const HOME: &str = "Provinsi Sulawesi Selatan";

/// What happens to a case.
pub(super) enum Act {
    Submit,
    Verify,
    Rule,
    Confirm(&'static str),
    Remand(&'static str),
    Return(&'static str),
    Object(&'static str),
    Withdraw(&'static str),
}

/// One case.
pub(super) struct Story {
    pub(super) agency: &'static str,
    rulebook: &'static str,
    facts: Facts,
    pub(super) acts: &'static [Act],
}

enum Facts {
    /// A case file of the rulebook.
    File(&'static str),
    /// The same, as an example of this agency.
    Example(&'static str),
    /// What is published about the agency, for a request on this day.
    Published(&'static str),
}

use Act::{Confirm, Object, Remand, Return, Rule, Submit, Verify, Withdraw};
use Facts::{Example, File, Published};

/// A case file of a rulebook, by folder and name.
macro_rules! file {
    ($path:literal) => {
        include_str!(concat!("../../../rules/", $path, ".json"))
    };
}

const EXEMPTION: &str = "exemption";
const SUCCESSION: &str = "succession";

pub(super) const STORIES: &[Story] = &[
    Story {
        agency: HOME,
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t01-sulsel-june-2022")),
        acts: &[Submit, Verify, Rule, Confirm("Sesuai berkas; data talenta sudah kedaluwarsa.")],
    },
    Story {
        agency: HOME,
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t02-sulsel-january-2026")),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kabupaten Buleleng",
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t03-buleleng-september-2024")),
        acts: &[Submit, Verify, Rule, Confirm("Semua syarat terpenuhi dan buktinya ada.")],
    },
    Story {
        agency: "Kabupaten Buleleng",
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t04-buleleng-august-2025-no-successor")),
        acts: &[Submit, Verify, Rule, Object("Suksesor untuk jabatan ini ditetapkan sesudah berkas dikirim.")],
    },
    Story {
        agency: "Kota Semarang",
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t06-kota-semarang-september-2022")),
        acts: &[Submit, Verify, Rule, Remand("Nilai total belum ada; minta surat penetapannya.")],
    },
    Story {
        agency: "Komisi Pemberantasan Korupsi",
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t07-kpk-december-2021")),
        acts: &[Submit, Verify, Rule, Confirm("Sesuai berkas.")],
    },
    Story {
        agency: "Kabupaten Semarang",
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t08-kabupaten-semarang-2022")),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kota Pekanbaru",
        rulebook: EXEMPTION,
        facts: File(file!("exemption/cases/t11-pekanbaru-january-2026")),
        acts: &[Submit, Verify],
    },
    Story { agency: "Provinsi Jawa Barat", rulebook: EXEMPTION, facts: Published("2022-11-01"), acts: &[] },
    Story { agency: "Provinsi Sumatera Barat", rulebook: EXEMPTION, facts: Published("2024-11-04"), acts: &[Submit] },
    Story { agency: "Kabupaten Bandung", rulebook: EXEMPTION, facts: Published("2024-12-02"), acts: &[Submit, Verify] },
    Story {
        agency: "Provinsi Kepulauan Riau",
        rulebook: EXEMPTION,
        facts: Published("2023-12-11"),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kota Malang",
        rulebook: EXEMPTION,
        facts: Published("2022-12-12"),
        acts: &[Submit, Return("Lampirkan keputusan tentang kelompok rencana suksesi.")],
    },
    Story {
        agency: "Kabupaten Sukoharjo",
        rulebook: EXEMPTION,
        facts: Published("2021-12-08"),
        acts: &[Submit, Withdraw("Menunggu penilaian berikutnya.")],
    },
    Story { agency: "Kejaksaan RI", rulebook: EXEMPTION, facts: Published("2023-12-13"), acts: &[Submit] },
    Story {
        agency: "Provinsi Jawa Tengah",
        rulebook: EXEMPTION,
        facts: Published("2021-12-20"),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kementerian Perindustrian",
        rulebook: EXEMPTION,
        facts: Published("2020-12-14"),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kota Bandung",
        rulebook: EXEMPTION,
        facts: Published("2022-12-19"),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kabupaten Lombok Timur",
        rulebook: EXEMPTION,
        facts: Published("2025-02-17"),
        acts: &[Submit, Verify, Rule],
    },
    Story {
        agency: "Kabupaten Buleleng",
        rulebook: SUCCESSION,
        facts: File(file!("succession/cases/t03-buleleng-september-2024")),
        acts: &[Submit, Verify, Rule, Confirm("Rencana suksesi sesuai berkas.")],
    },
    Story {
        agency: "Kota Pekanbaru",
        rulebook: SUCCESSION,
        facts: File(file!("succession/cases/t11-pekanbaru-january-2026")),
        acts: &[Submit, Verify, Rule],
    },
    // The rules leave one question of it to a person.
    Story {
        agency: "Kabupaten Ciamis",
        rulebook: "pandemic_selection",
        facts: File(file!("pandemic-selection/cases/t16-ciamis-october-2020")),
        acts: &[Submit, Verify],
    },
    Story {
        agency: HOME,
        rulebook: SUCCESSION,
        facts: Example(file!("succession/cases/e03-nine-people")),
        acts: &[Submit, Return("Lampirkan keputusan tentang kelompok rencana suksesi.")],
    },
    Story {
        agency: HOME,
        rulebook: "self_assessment",
        facts: Example(file!("self-assessment/cases/2026-ministry-claims")),
        acts: &[],
    },
    // The last one has no acts: when it is there, so is all before it.
    Story { agency: HOME, rulebook: EXEMPTION, facts: Published("2026-03-02"), acts: &[] },
];

/// A verifier who found the claims and the claimed date right.
pub(super) const VERIFIED: &str = r#"{"claimed_date_is_right":true,"rest":"verified","reason":"Sesuai berkas."}"#;

/// The request that begins the case of a story.
pub(super) fn request(story: &Story) -> Result<String, String> {
    let facts = match story.facts {
        File(text) => serde_json::from_str(text).map_err(|it| it.to_string())?,
        Example(text) => example(story.agency, text)?,
        Published(day) => known(story.agency, day)?,
    };
    Ok(json!({"rulebook": story.rulebook, "case": facts}).to_string())
}

/// The facts of a file under the name of an agency, which says that they are an example.
fn example(agency: &str, text: &str) -> Result<Value, String> {
    let mut facts: Value = serde_json::from_str(text).map_err(|it| it.to_string())?;
    let whose = facts.get_mut("agency").and_then(Value::as_object_mut).ok_or("the example has no agency")?;
    whose.insert("name".to_owned(), json!(format!("{agency} (contoh)")));
    whose.insert("kind".to_owned(), json!(agencies::kind(agency)));
    Ok(facts)
}

/// What is published about the agency; all the rest is unknown, and says why.
fn known(agency: &str, day: &str) -> Result<Value, String> {
    let published = agencies::latest(agency).ok_or("it is not on the list of agencies")?;
    let unknown = |why: &str| json!({"unknown": why});
    let total = match (published.score, published.category) {
        ("", "") => unknown("tidak dipublikasikan"),
        ("", category) => unknown(&format!("hanya kategori yang dipublikasikan: {category}")),
        (score, _) => json!(score),
    };
    Ok(json!({
        "agency": {"name": agency, "kind": agencies::kind(agency)},
        "assessment": {
            "determined_on": unknown(&format!("hanya tahun yang dipublikasikan: {}", published.year)),
            "total": total,
            "aspects": unknown("tidak dipublikasikan"),
        },
        "talent_management": {
            "regulation_set_on": unknown("tidak dipublikasikan"),
            "committee_formed_on": unknown("tidak dipublikasikan"),
            "data_updated_on": unknown("tidak dipublikasikan"),
        },
        "succession_plan": unknown("tidak dipublikasikan"),
        "approval": unknown("tidak dipublikasikan"),
        "reports": {"last_report_on": unknown("tidak dipublikasikan")},
        "request": {
            "submitted_on": day,
            "position": {"code": "JPT-01", "title": "Kepala Dinas", "level": "pratama"},
        },
    }))
}

/// The body of a step that only needs a reason.
pub(super) fn reason(reason: &str) -> String {
    json!({"reason": reason}).to_string()
}

/// The body of a review.
pub(super) fn verdict(verdict: &str, reason: &str) -> String {
    json!({"verdict": verdict, "reason": reason}).to_string()
}
