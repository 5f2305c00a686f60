//! What is recorded now beside what stands in a form: which fields differ, and what the other side says.
//!
//! Knows nothing of: HTML around a field, who recorded it.

use std::collections::BTreeSet;

use crate::engine::types::{Rulebook, Type};
use crate::engine::value::date;
use crate::server::service::type_at;
use crate::server::words::Words;

use super::filled::{EMPTY, Filled, NONE, UNKNOWN, state_name};

/// What is recorded now, and the fields of a form that say something else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::server::web) struct Recorded {
    filled: Filled,
    pub(in crate::server::web) otherwise: BTreeSet<String>,
}

impl Recorded {
    /// Holds a form against what is recorded.
    pub(in crate::server::web) fn beside(recorded: Filled, form: &Filled) -> Self {
        let places = recorded.places().chain(form.places()).map(str::to_owned);
        let otherwise = places.filter(|it| says(&recorded, it) != says(form, it)).collect();
        Self { filled: recorded, otherwise }
    }

    /// Whether something at this place or below it is recorded otherwise.
    pub(super) fn differs_inside(&self, pointer: &str) -> bool {
        let inside = format!("{pointer}/");
        self.otherwise.iter().any(|it| it == pointer || it.starts_with(&inside))
    }

    /// What is recorded of a fact, if the form says something else.
    pub(super) fn of(&self, (rulebook, words): (&Rulebook, Words), pointer: &str, ty: &Type) -> Option<String> {
        self.otherwise.contains(pointer).then(|| self.in_words(rulebook, words, (pointer, ty)))
    }

    fn in_words(&self, rulebook: &Rulebook, words: Words, (pointer, ty): (&str, &Type)) -> String {
        let text = self.filled.value(pointer);
        match (self.filled.state(pointer, ty), ty) {
            (UNKNOWN, _) => format!("{}: {}", words.say("belum diketahui", "not known"), self.filled.why(pointer)),
            (NONE, _) => words.say("tidak ada", "there is none").to_owned(),
            (EMPTY, _) => words.say("daftar kosong", "an empty list").to_owned(),
            (_, Type::List { .. }) => words.counted(self.filled.rows(pointer, ty).len(), "baris", ("row", "rows")),
            (_, Type::Record(_)) => words.say("diisi satu per satu", "filled in one by one").to_owned(),
            _ if text.is_empty() => words.say("belum diisi", "not filled in").to_owned(),
            (_, Type::Date) => date::parse(text).map_or_else(|| text.to_owned(), |it| words.day(it)),
            _ => chosen(rulebook, words, Some(ty), text),
        }
    }
}

/// All that a form says at one place.
fn says<'f>(filled: &'f Filled, pointer: &str) -> (&'f str, &'f str, &'f str, Vec<usize>) {
    let (value, state) = (filled.value(pointer), filled.value(&state_name(pointer)));
    let unknown = value == UNKNOWN || state == UNKNOWN;
    (value, state, if unknown { filled.why(pointer) } else { "" }, filled.numbers(pointer))
}

/// What was chosen, as its label has it; as it is if nothing was to be chosen. Values of two kinds may have the same name.
fn chosen(rulebook: &Rulebook, words: Words, ty: Option<&Type>, text: &str) -> String {
    match (ty, text) {
        (Some(Type::Truth), "true") => words.say("ya", "yes").to_owned(),
        (Some(Type::Truth), "false") => words.say("tidak", "no").to_owned(),
        (Some(Type::Enum(id)), name) => {
            let found = rulebook.enums.get(*id).and_then(|it| it.values.iter().find(|it| it.name == name));
            found.map_or_else(|| name.to_owned(), |it| it.label.get(words.0).to_owned())
        }
        _ => text.to_owned(),
    }
}

/// What was typed into a form, by the names of its fields, to be copied.
pub(in crate::server::web) fn typed_text(
    (rulebook, words): (&Rulebook, Words),
    filled: &Filled,
) -> Vec<(String, String)> {
    let mut places: Vec<&str> = filled.places().collect();
    places.dedup();
    let line = |pointer: &str| {
        let (value, state, why, _) = says(filled, pointer);
        let said = match if value.starts_with('~') { value } else { state } {
            UNKNOWN => format!("{}: {why}", words.say("belum diketahui", "not known")),
            NONE => words.say("tidak ada", "there is none").to_owned(),
            EMPTY => words.say("daftar kosong", "an empty list").to_owned(),
            _ => chosen(rulebook, words, type_at(rulebook, pointer), value),
        };
        (super::called(rulebook, &filled.as_shown(pointer), words.0), said)
    };
    places.into_iter().collect::<BTreeSet<_>>().into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sample;
    use crate::engine::types::{Enum, Named};
    use crate::engine::wording::{Language, Wording};

    fn filled(values: &[(&str, &str)]) -> Filled {
        let mut filled = Filled::default();
        for (name, value) in values {
            filled.set((*name).to_owned(), (*value).to_owned());
        }
        filled
    }

    #[test]
    fn what_is_recorded_otherwise_is_found_on_both_sides() {
        let recorded = filled(&[("/a", "1"), ("/b", "2"), ("state:/c", NONE), ("why:/d", "old")]);
        let form = filled(&[("/a", "1 "), ("/b", "3"), ("state:/c", ""), ("/e", "x"), ("why:/d", "typed"), ("/f", "")]);
        let beside = Recorded::beside(recorded, &form);
        assert_eq!(beside.otherwise.iter().map(String::as_str).collect::<Vec<_>>(), ["/b", "/c", "/e"]);
        assert!(beside.differs_inside("/b") && !beside.differs_inside("/a"));
    }

    #[test]
    fn a_choice_is_called_as_its_own_values_are() {
        let value = |name: &str, label: &str| Named { name: name.to_owned(), label: Wording::same(label) };
        let choices = |name: &str, label| Enum { values: vec![value("none", label)], ..sample::enumeration(name, &[]) };
        let fields = vec![
            sample::field("plan", Type::Enum(0)),
            sample::field("grade", Type::Enum(1)),
            sample::field("open", Type::Truth),
            sample::field("note", Type::Text),
        ];
        let rulebook = Rulebook {
            enums: vec![choices("plan", "Tanpa rencana"), choices("grade", "Tanpa nilai")],
            ..sample::rulebook(fields, vec![])
        };
        let form = filled(&[("/grade", "none"), ("/note", "none"), ("/open", "true"), ("/plan", "none")]);
        let typed = typed_text((&rulebook, Words(Language::Indonesian)), &form);
        let said: Vec<&str> = typed.iter().map(|it| it.1.as_str()).collect();
        assert_eq!(said, ["Tanpa nilai", "none", "ya", "Tanpa rencana"]);
    }

    #[test]
    fn rows_that_are_not_there_any_more_are_a_difference() {
        let (mut recorded, mut form) = (Filled::default(), Filled::default());
        recorded.add_row("/list");
        form.add_row("/list");
        assert!(Recorded::beside(recorded.clone(), &form).otherwise.is_empty());
        form.add_row("/list");
        assert!(Recorded::beside(recorded, &form).otherwise.contains("/list"));
    }
}
