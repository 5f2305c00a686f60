//! Which edition of a rulebook a case is ruled by: the one in force on the case's own date, or on a date that was asked for.
//!
//! Knows nothing of: files, how the rest of the case is read.

use super::case::Refusal;
use super::explain::choice::{EditionChoice, interval};
use super::explain::format;
use super::types::{Rulebook, Type};
use super::value::date;
use super::wire::peek::{Peeked, peek};
use super::wording::Wording;
use crate::wording;

/// No edition could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSelected {
    /// Why, at the date that should select.
    pub refusal: Refusal,
    /// The edition (by place in the list) that the rest of the case is checked against, so that all faults show; `None`
    /// when there is no edition at all or the text is not JSON (reading it tells where).
    pub latest: Option<usize>,
}

/// The edition (by place in the list) that a case is ruled by, with the reason. All editions are of one rulebook.
/// `as_of` chooses by that date instead of the case's own; the facts stay.
///
/// # Errors
/// The selecting date is missing, unknown, not a date, or in no edition.
pub fn select(
    editions: &[&Rulebook],
    json: &[u8],
    as_of: Option<i64>,
) -> Result<(usize, EditionChoice), Box<NotSelected>> {
    let latest = (0..editions.len()).max_by_key(|it| editions.get(*it).map(|it| it.in_force.from));
    let Some(newest) = latest.and_then(|it| editions.get(it)) else {
        let message = wording!("tidak ada edisi yang dapat dipakai", "there is no edition that can be used");
        return Err(refused("C0301", String::new(), message, Wording::default(), None));
    };
    let path = selecting_path(newest);
    let pointer: String = path.iter().flat_map(|it| ["/", it]).collect();
    let day = match as_of {
        Some(day) => day,
        None => case_date(json, &path, editions, &pointer, latest)?,
    };
    match editions.iter().position(|it| is_in_force(it, day)) {
        Some(index) => {
            let choice = editions.get(index).map(|it| EditionChoice::new(it, day, as_of.is_some()));
            choice.map(|it| (index, it)).ok_or_else(|| none_in_force(day, pointer, editions, latest))
        }
        None => Err(none_in_force(day, pointer, editions, latest)),
    }
}

fn case_date(
    json: &[u8],
    path: &[&str],
    editions: &[&Rulebook],
    pointer: &str,
    latest: Option<usize>,
) -> Result<i64, Box<NotSelected>> {
    let message = match peek(json, path) {
        Peeked::Text(text) => match date::parse(&text) {
            Some(_) if is_disputed(json, path) => wording!(
                "tanggal yang menentukan edisi belum diketahui: buktinya disengketakan",
                "the date that selects the edition is not known: its evidence is disputed"
            ),
            Some(day) => return Ok(day),
            None => wording!(
                "`{text}` bukan tanggal: tulis tahun-bulan-hari dari tanggal yang ada, seperti \"2024-09-04\"",
                "`{text}` is not a date: write year-month-day of a day that exists, like \"2024-09-04\""
            ),
        },
        Peeked::Null | Peeked::Absent => {
            wording!("tanggal yang menentukan edisi tidak ada", "the date that selects the edition is missing")
        }
        Peeked::Unknown(why) => wording!(
            "tanggal yang menentukan edisi belum diketahui: {why}",
            "the date that selects the edition is not known: {why}"
        ),
        Peeked::Other => {
            wording!("yang menentukan edisi harus tanggal", "what selects the edition must be a date")
        }
        Peeked::NotJson => {
            let message = wording!("berkas kasus bukan JSON yang sah", "the case file is not valid JSON");
            return Err(refused("C0302", String::new(), message, Wording::default(), None));
        }
    };
    Err(refused("C0302", pointer.to_owned(), message, intervals(editions), latest))
}

/// Whether the evidence of the fact at this path, or of a record around it, is disputed.
fn is_disputed(json: &[u8], path: &[&str]) -> bool {
    if peek(json, &["evidence"]) == Peeked::Absent {
        return false;
    }
    let mut pointer = String::new();
    path.iter().any(|step| {
        pointer = [&pointer, "/", step].concat();
        matches!(peek(json, &["evidence", &pointer, "status"]), Peeked::Text(status) if status == "disputed")
    })
}

fn none_in_force(day: i64, pointer: String, editions: &[&Rulebook], latest: Option<usize>) -> Box<NotSelected> {
    let day = format::civil(day);
    let message = wording!("tidak ada edisi yang berlaku pada {}", "no edition is in force on {}", day.id);
    let message = Wording { en: message.en.replace(&day.id, &day.en), ..message };
    refused("C0303", pointer, message, intervals(editions), latest)
}

fn refused(
    code: &'static str,
    pointer: String,
    message: Wording,
    expected: Wording,
    latest: Option<usize>,
) -> Box<NotSelected> {
    Box::new(NotSelected { refusal: Refusal { pointer, code, message, expected }, latest })
}

/// "tanggal dalam salah satu edisi: 2018 (04-09-2018 s.d. 03-09-2024), 2024 (sejak 04-09-2024)"
fn intervals(editions: &[&Rulebook]) -> Wording {
    let mut ordered = editions.to_vec();
    ordered.sort_by_key(|it| it.in_force.from);
    let each: Vec<Wording> = ordered
        .iter()
        .map(|it| {
            let when = interval(it);
            Wording::new(format!("{} ({})", it.edition, when.id), format!("{} ({})", it.edition, when.en))
        })
        .collect();
    let join = |text: fn(&Wording) -> &str| each.iter().map(text).collect::<Vec<_>>().join(", ");
    Wording {
        id: format!("tanggal dalam salah satu edisi: {}", join(|it| &it.id)),
        en: format!("a date within one of the editions: {}", join(|it| &it.en)),
    }
}

fn is_in_force(rulebook: &Rulebook, day: i64) -> bool {
    rulebook.in_force.from <= day && rulebook.in_force.until.is_none_or(|it| day <= it)
}

/// The names of the fields on the way to the selecting date.
#[must_use]
pub fn selecting_path(rulebook: &Rulebook) -> Vec<&str> {
    let mut record = Some(0);
    let mut names = Vec::new();
    for &index in &rulebook.in_force.by.fields {
        let field = record.and_then(|it: usize| rulebook.records.get(it)).and_then(|it| it.fields.get(index));
        let Some(field) = field else { break };
        names.push(field.name.as_str());
        record = match field.ty {
            Type::Record(inner) => Some(inner),
            _ => None,
        };
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sample::{field, rulebook};
    use crate::engine::types::{Read, Type};

    fn edition(name: &str, from: &str, until: Option<&str>) -> Rulebook {
        let mut rules = rulebook(
            vec![field("request", Type::Record(1))],
            vec![("Request", vec![field("title", Type::Text), field("asked_on", Type::Date)])],
        );
        rules.edition = name.into();
        rules.in_force.by = Read { fields: vec![0, 1], ty: Type::Date, ..rules.in_force.by };
        rules.in_force.from = date::parse(from).unwrap();
        rules.in_force.until = until.and_then(date::parse);
        rules
    }

    fn chosen(json: &str, as_of: Option<&str>) -> Result<usize, (String, &'static str, Option<usize>)> {
        let (newer, older) = (edition("2024", "2024-09-04", None), edition("2018", "2018-09-04", Some("2024-09-03")));
        select(&[&newer, &older], json.as_bytes(), as_of.and_then(date::parse))
            .map(|it| it.0)
            .map_err(|it| (it.refusal.pointer, it.refusal.code, it.latest))
    }

    fn asked_on(date: &str) -> String {
        format!(r#"{{"request":{{"title":"x","asked_on":{date}}}}}"#)
    }

    #[test]
    fn the_first_and_the_last_day_belong_to_the_edition() {
        for (date, index) in [("2018-09-04", 1), ("2024-09-03", 1), ("2024-09-04", 0), ("2099-01-01", 0)] {
            assert_eq!(chosen(&asked_on(&format!("\"{date}\"")), None), Ok(index), "{date}");
        }
    }

    #[test]
    fn a_date_that_is_asked_for_needs_none_in_the_case() {
        assert_eq!(chosen("{}", Some("2020-01-01")), Ok(1));
        let refused = Err(("/request/asked_on".into(), "C0303", Some(0)));
        assert_eq!(chosen(&asked_on("\"2020-01-01\""), Some("2000-01-01")), refused);
    }

    #[test]
    fn without_a_date_the_rest_is_checked_against_the_latest_edition() {
        for json in [
            "{}".to_owned(),
            asked_on("null"),
            asked_on("7"),
            asked_on("\"2023-02-29\""),
            asked_on(r#"{"unknown":"later"}"#),
            r#"{"request":{"unknown":"later"}}"#.to_owned(),
        ] {
            assert_eq!(chosen(&json, None), Err(("/request/asked_on".into(), "C0302", Some(0))), "{json}");
        }
        assert_eq!(chosen("{", None), Err((String::new(), "C0302", None)));
    }

    #[test]
    fn a_disputed_date_selects_nothing() {
        let disputed = |pointer: &str, status: &str| {
            let evidence = format!(r#","evidence":{{"{pointer}":{{"status":"{status}"}}}}}}"#);
            asked_on("\"2020-01-01\"").trim_end_matches('}').to_owned() + "}" + &evidence
        };
        let refused = Err(("/request/asked_on".into(), "C0302", Some(0)));
        assert_eq!(chosen(&disputed("/request/asked_on", "disputed"), None), refused);
        assert_eq!(chosen(&disputed("/request", "disputed"), None), refused, "so is all that lies in it");
        assert_eq!(chosen(&disputed("/request/asked_on", "verified"), None), Ok(1));
        assert_eq!(chosen(&disputed("/request/title", "disputed"), None), Ok(1));
        assert_eq!(chosen(&disputed("/request/asked_on", "disputed"), Some("2020-01-01")), Ok(1));
    }

    #[test]
    fn a_refusal_names_every_interval() {
        let (newer, older) = (edition("2024", "2024-09-04", None), edition("2018", "2018-09-04", Some("2024-09-03")));
        let refused = select(&[&newer, &older], asked_on("\"2018-09-03\"").as_bytes(), None).unwrap_err();
        assert_eq!(refused.refusal.message.id, "tidak ada edisi yang berlaku pada 03-09-2018");
        assert_eq!(
            refused.refusal.expected.en,
            "a date within one of the editions: 2018 (from 4 September 2018 to 3 September 2024), \
             2024 (since 4 September 2024)"
        );
    }
}
