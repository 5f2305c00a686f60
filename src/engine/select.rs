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
            Some(day) => return Ok(day),
            None => wording!("`{text}` bukan tanggal yang ada", "`{text}` is not a date that exists"),
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
fn selecting_path(rulebook: &Rulebook) -> Vec<&str> {
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
