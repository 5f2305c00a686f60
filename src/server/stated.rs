//! What is stated in the facts of a case, in the words of its reader: what a place is called, and what stands there.
//!
//! Elements of a list are called as rulings call them: the list, the place in it, and the first text that tells which one it is.
//! Knows nothing of: pages, status, evidence.

use serde_json::{Map, Value};

use crate::engine::types::{Rulebook, Type, Unit};
use crate::engine::value::date;
use crate::engine::wording::{Language, Wording};

use super::words::Words;

/// A place in the facts.
#[derive(Clone, Debug)]
pub(super) struct Spot<'r> {
    /// The labels on the way, the outermost first.
    pub(super) names: Vec<String>,
    pub(super) ty: &'r Type,
    /// Whether there may be nothing there.
    pub(super) optional: bool,
    /// Whether the first label is that of a group: of a record that is not in a list.
    has_group: bool,
}

impl Spot<'_> {
    /// All labels but that of the group, unless there is no other.
    pub(super) fn below_group(&self) -> &[String] {
        match self.names.as_slice() {
            [_, below @ ..] if self.has_group && !below.is_empty() => below,
            all => all,
        }
    }
}

/// The place that a JSON pointer names; none if the rules have no such place.
pub(super) fn spot<'r>(words: Words, rulebook: &'r Rulebook, facts: &Value, path: &str) -> Option<Spot<'r>> {
    let (spot, is_whole) = way(words, rulebook, facts, path);
    is_whole.then_some(spot)
}

/// What a place is called from the outside in, as far as the rules know it, without the texts that tell elements apart.
pub(super) fn called(rulebook: &Rulebook, path: &str, language: Language) -> String {
    way(Words(language), rulebook, &Value::Null, path).0.names.join(" › ")
}

/// As far as the rules have the place, and whether that is all the way.
fn way<'r>(words: Words, rulebook: &'r Rulebook, facts: &Value, path: &str) -> (Spot<'r>, bool) {
    let mut at = Spot { names: Vec::new(), ty: &Type::Record(0), optional: false, has_group: false };
    let (mut value, mut label, mut is_whole) = (Some(facts), None, true);
    for step in path.split('/').skip(1) {
        match at.ty {
            Type::Record(record) => {
                let fields = rulebook.records.get(*record).map_or(&[][..], |it| &it.fields);
                let Some(field) = fields.iter().find(|it| it.name == step) else { return (at, false) };
                at.names.push(field.label.get(words.0).to_owned());
                label = Some(&field.label);
                at.has_group |= at.names.len() == 1 && matches!(field.ty, Type::Record(_));
                (at.ty, at.optional) = (&field.ty, field.optional);
                value = value.and_then(|it| it.get(step));
            }
            Type::List { element, .. } => {
                let number = step.parse::<usize>().ok();
                is_whole &= number.is_some();
                value = value.and_then(|it| it.get(number?));
                (at.ty, at.optional) = (element, false);
                if let Some(list) = at.names.last_mut() {
                    // Of a list in a list, the outer number stays.
                    if let Some(label) = label.take() {
                        one_of(rulebook, label, element).get(words.0).clone_into(list);
                    }
                    list.push_str(&format!(" {}", number.map_or(0, |it| it.saturating_add(1))));
                    if let Some(name) = identifying(rulebook, element, value) {
                        list.push_str(&format!(" ({name})"));
                    }
                }
            }
            _ => return (at, false),
        }
    }
    (at, is_whole)
}

/// Labels below the group that a fact belongs to, in one line.
pub(super) fn named(words: Words, rulebook: &Rulebook, facts: &Value, path: &str) -> String {
    spot(words, rulebook, facts, path).map_or_else(|| path.to_owned(), |it| it.below_group().join(" › "))
}

/// What one element of a list is called, by the labels of the list and of what is in it.
pub(super) fn one_of(rulebook: &Rulebook, list: &Wording, element: &Type) -> Wording {
    let Type::Record(record) = element else { return list.clone() };
    let label = rulebook.records.get(*record).map(|it| &it.label).filter(|it| !it.en.is_empty());
    label.map_or_else(|| list.clone(), |it| Wording { id: list.id.clone(), en: it.en.clone() })
}

fn identifying<'v>(rulebook: &Rulebook, element: &Type, value: Option<&'v Value>) -> Option<&'v str> {
    let Type::Record(record) = element else { return None };
    let field = rulebook.records.get(*record)?.fields.iter().find(|it| it.ty == Type::Text)?;
    value?.get(&field.name)?.as_str()
}

/// A value in one line of text, without what is inside lists and records.
pub(super) fn one_line(words: Words, rulebook: &Rulebook, ty: &Type, value: Option<&Value>) -> String {
    match value {
        None => words.say("belum diisi", "not stated").to_owned(),
        Some(Value::Null) => words.say("tidak ada", "there is none").to_owned(),
        Some(Value::Object(object)) => match unknown(object) {
            Some("") => words.say("tidak diketahui", "not known").to_owned(),
            Some(why) => format!("{}: {why}", words.say("tidak diketahui", "not known")),
            None => entries(words, object.len()),
        },
        Some(Value::Array(elements)) => entries(words, elements.len()),
        Some(value) => plain(words, rulebook, ty, value),
    }
}

/// A value that is one text.
pub(super) fn plain(words: Words, rulebook: &Rulebook, ty: &Type, value: &Value) -> String {
    match (ty, value) {
        (Type::Truth, Value::Bool(it)) => {
            (if *it { words.say("Ya", "Yes") } else { words.say("Tidak", "No") }).to_owned()
        }
        (Type::Number { .. }, value) => number(words, &text(value)),
        (Type::Date, Value::String(iso)) => date::parse(iso).map_or_else(|| iso.clone(), |it| words.day(it)),
        (Type::Period(unit), value) => period(words, *unit, &text(value)),
        (Type::Enum(index), Value::String(name)) => {
            let values = rulebook.enums.get(*index).map_or(&[][..], |it| &it.values);
            values
                .iter()
                .find(|it| it.name == *name)
                .map_or_else(|| name.clone(), |it| it.label.get(words.0).to_owned())
        }
        (_, value) => text(value),
    }
}

/// Why a fact is not known, if that is what is stated.
pub(super) fn unknown(object: &Map<String, Value>) -> Option<&str> {
    if object.len() == 1 { object.get("unknown").and_then(Value::as_str) } else { None }
}

/// A period with its unit.
pub(super) fn period(words: Words, unit: Unit, count: &str) -> String {
    let many = unit_name(words, unit);
    let one = many.strip_suffix('s').filter(|_| count == "1" && words.0 == Language::English);
    format!("{count} {}", one.unwrap_or(many))
}

/// The unit of a period, in the plural.
pub(super) fn unit_name(words: Words, unit: Unit) -> &'static str {
    match unit {
        Unit::Days => words.say("hari", "days"),
        Unit::Months => words.say("bulan", "months"),
        Unit::WorkingDays(_) => words.say("hari kerja", "working days"),
    }
}

fn number(words: Words, text: &str) -> String {
    if words.0 == Language::Indonesian { text.replace('.', ",") } else { text.to_owned() }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// How many elements a list has, or parts a record.
pub(super) fn entries(words: Words, count: usize) -> String {
    words.counted(count, "isian", ("entry", "entries"))
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::server::service::{TextFile, Texts};

    const SOURCES: &str = "bahasa id
sumber LAW
  judul \"Undang-undang contoh\" en \"Example act\"
  disebut \"UU contoh\" en \"Example act\"
  pasal 1
    \"Hibah diberikan bila diminta.\" en \"A grant is given if it is asked for.\"
";

    const GRANT: &str = "bahasa id
himpunan grant edisi \"1\"
  judul \"Hibah\" en \"Grant\"
  berlaku sejak 2024-01-01 menurut asked_on
  dasar LAW (terverifikasi)

data Office
  label \"Kantor\" en \"Office\"
  staff : 0.0..400.0 opsional \"Pegawai\" en \"Staff\"

masukan
  asked_on : tanggal \"Tanggal permohonan\" en \"Date asked\"
  office : Office \"Kantor\" en \"Office\"
  many : ya atau tidak \"Banyak\" en \"Many\"
  offices : daftar 0..9 Office \"Kantor lain\" en \"Other offices\"

putusan grant
  label \"Hibah\" en \"Grant\"
  hasil granted \"Diberikan\" en \"Granted\"
  hasil refused \"Ditolak\" en \"Refused\"
  selain itu refused
    dasar LAW pasal 1 (terverifikasi)
    karena \"Tidak banyak\" en \"Not many\"

aturan G-1
  memutuskan grant adalah granted
  apabila many
  dasar LAW pasal 1 (terverifikasi)
  karena \"Banyak\" en \"Many\"
";

    /// A small rulebook.
    pub(in crate::server) fn rulebook() -> Arc<Rulebook> {
        let file = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
        let texts = Texts::new(vec![file("grant/grant.aturan", GRANT), file("sources.aturan", SOURCES)]);
        let checked = crate::engine::check(&texts.library("grant"));
        checked.editions.first().map(|it| Arc::clone(&it.rulebook)).expect("an edition")
    }

    #[test]
    fn a_place_inside_a_list_has_its_number_and_its_kind() {
        let rulebook = rulebook();
        let facts = json!({"offices": [{"staff": "1.5"}]});
        let at = |path: &str| spot(Words(Language::English), &rulebook, &facts, path);
        assert_eq!(at("/offices/0").expect("an element").names, ["Office 1"]);
        let staff = at("/offices/0/staff").expect("a value");
        assert_eq!((staff.names.join(" › "), staff.optional), ("Office 1 › Staff".to_owned(), true));
        assert!(matches!(staff.ty, Type::Number { .. }));
        for nowhere in ["/other", "/offices/x", "/asked_on/0"] {
            assert!(at(nowhere).is_none(), "{nowhere}");
        }
        let said = |path: &str| named(Words(Language::English), &rulebook, &facts, path);
        assert_eq!(said("/office/staff"), "Staff");
        assert_eq!(said("/offices/0/staff"), "Office 1 › Staff", "an entry of a list is no group");
    }

    #[test]
    fn values_are_read_in_the_language_of_the_reader() {
        let rulebook = rulebook();
        let said = |ty: &Type, value: Value| {
            [Language::Indonesian, Language::English].map(|it| plain(Words(it), &rulebook, ty, &value))
        };
        let number = Type::Number { scale: 1, least: 0, greatest: 4000 };
        assert_eq!(said(&number, json!("340.5")), ["340,5", "340.5"]);
        assert_eq!(said(&Type::Date, json!("2022-06-22")), ["22 Juni 2022", "22 June 2022"]);
        assert_eq!(said(&Type::Truth, json!(false)), ["Tidak", "No"]);
        assert_eq!(said(&Type::Period(Unit::Months), json!(12)), ["12 bulan", "12 months"]);
        assert_eq!(said(&Type::Period(Unit::Days), json!(1)), ["1 hari", "1 day"]);
        assert_eq!(said(&Type::Text, json!("a.b")), ["a.b", "a.b"]);
    }

    #[test]
    fn unknown_missing_and_not_stated_are_three_things() {
        let rulebook = rulebook();
        let line = |value: Option<&Value>| one_line(Words(Language::English), &rulebook, &Type::Date, value);
        assert_eq!(line(None), "not stated");
        assert_eq!(line(Some(&Value::Null)), "there is none");
        assert_eq!(line(Some(&json!({"unknown": "why"}))), "not known: why");
        assert_eq!(line(Some(&json!({"a": 1, "b": 2}))), "2 entries");
    }
}
