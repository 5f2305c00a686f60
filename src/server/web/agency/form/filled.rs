//! What stands in a form of facts: a text for each field, the rows of each list. It is made from facts that are kept, or from
//! what was sent, and nothing of it is lost on the way between.
//!
//! A field is named by its JSON pointer, with the numbers of the rows as the form counts them: a row keeps its number while
//! others come and go. Knows nothing of: HTML, whether what stands there is right.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde_json::{Map, Value};

use crate::engine::case::Refusal;
use crate::engine::types::{Rulebook, Type};
use crate::server::service::escaped;
use crate::server::web::form::Form;
use crate::server::words::Words;

use crate::server::web::numbers;

use super::fitting::unfit;

/// The state of a fact that is not simply filled in.
pub(in crate::server::web) const UNKNOWN: &str = "~unknown";
/// There is no such thing; something else than not known.
pub(in crate::server::web) const NONE: &str = "~none";
/// A list of nothing.
pub(in crate::server::web) const EMPTY: &str = "~empty";
/// The field that names a row.
pub(in crate::server::web) const ROW: &str = "row";
/// What stands before the pointer in the name of a field that says something.
const PREFIXES: [&str; 5] = ["", "state:", "why:", "drop:", "view:"];

/// The field with the state of a fact.
pub(in crate::server::web) fn state_name(pointer: &str) -> String {
    format!("state:{pointer}")
}

/// The field with the reason why a fact is not known.
pub(in crate::server::web) fn why_name(pointer: &str) -> String {
    format!("why:{pointer}")
}

/// The box that drops what is inside of a group.
pub(super) fn drop_name(pointer: &str) -> String {
    format!("drop:{pointer}")
}

/// The field with the number of the row that comes next.
pub(in crate::server::web) fn next_name(pointer: &str) -> String {
    format!("next:{pointer}")
}

/// All that stands in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::server::web) struct Filled {
    values: BTreeMap<String, String>,
    /// The numbers of the rows by the pointer of their list, in their order.
    rows: BTreeMap<String, Vec<usize>>,
}

impl Filled {
    /// What was sent in a form that was made from these rules.
    ///
    /// # Errors
    /// What no such form can hold.
    pub(in crate::server::web) fn of_form(rulebook: &Rulebook, form: &Form) -> Result<Self, Vec<Refusal>> {
        let unfit = unfit(rulebook, form);
        if !unfit.is_empty() {
            return Err(unfit);
        }
        let mut filled = Self::default();
        let mut rows = BTreeSet::new();
        for (name, value) in form.fields() {
            if name == ROW {
                if rows.insert(value) {
                    filled.add(value);
                }
            } else if name.starts_with('/') || name.contains(":/") {
                filled.values.entry(name.to_owned()).or_insert_with(|| value.replace("\r\n", "\n"));
            }
        }
        Ok(filled)
    }

    /// Facts as they are kept.
    pub(in crate::server::web) fn of_facts(rulebook: &Rulebook, facts: &Value, words: Words) -> Self {
        let mut filled = Self::default();
        if let Some(facts) = facts.as_object() {
            filled.record((rulebook, words), 0, facts, "");
        }
        filled
    }

    /// The text of a field.
    pub(in crate::server::web) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |it| it.trim())
    }

    pub(in crate::server::web) fn set(&mut self, name: String, value: String) {
        self.values.insert(name, value);
    }

    /// The state of a fact: one of the words above, or empty.
    pub(in crate::server::web) fn state(&self, pointer: &str, ty: &Type) -> &str {
        let said = match ty {
            // A choice among values is one among states as well.
            Type::Truth | Type::Enum(_) => self.value(pointer),
            _ => self.value(&state_name(pointer)),
        };
        [UNKNOWN, NONE, EMPTY].into_iter().find(|it| *it == said).unwrap_or_default()
    }

    pub(in crate::server::web) fn why(&self, pointer: &str) -> &str {
        self.value(&why_name(pointer))
    }

    /// The numbers of the rows of a list. One whose length is fixed always has them all.
    pub(in crate::server::web) fn rows(&self, pointer: &str, ty: &Type) -> Vec<usize> {
        let mut rows = self.rows.get(pointer).cloned().unwrap_or_default();
        if let Some(length) = fixed_length(ty) {
            for number in 0..length {
                if !rows.contains(&number) {
                    rows.push(number);
                }
            }
        }
        rows
    }

    /// Whether somebody ticked that what is inside of a group does not count.
    pub(super) fn is_dropped(&self, pointer: &str) -> bool {
        !self.value(&drop_name(pointer)).is_empty()
    }

    /// Whether a value was given at a place or, of a group or a list, anywhere below it.
    pub(super) fn has_value(&self, pointer: &str, ty: &Type) -> bool {
        match ty {
            Type::Truth | Type::Enum(_) => false,
            Type::Record(_) | Type::List { .. } => {
                let inside = format!("{pointer}/");
                let mut below = self.starting(&inside);
                !self.value(pointer).is_empty() || below.any(|it| !it.1.trim().is_empty())
            }
            _ => !self.value(pointer).is_empty(),
        }
    }

    /// Every place that something is said about, some more than once.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        let said = self.values.keys().filter(|it| !it.starts_with("next:"));
        let pointers = said.filter_map(|it| it.get(it.find('/')?..));
        pointers.chain(self.rows.keys().map(String::as_str))
    }

    /// The numbers of the rows that were sent or are kept.
    pub(super) fn numbers(&self, pointer: &str) -> Vec<usize> {
        self.rows.get(pointer).cloned().unwrap_or_default()
    }

    /// The same place with its rows counted as the page shows them: by their order, not by the numbers that they keep.
    pub(in crate::server::web) fn as_shown(&self, pointer: &str) -> String {
        let (mut kept, mut shown) = (String::new(), String::new());
        for step in pointer.split('/').skip(1) {
            let rows = self.rows.get(&kept).map_or(&[][..], Vec::as_slice);
            let place = step.parse().ok().and_then(|number: usize| rows.iter().position(|it| *it == number));
            kept.push_str(&format!("/{step}"));
            shown.push_str(&place.map_or_else(|| format!("/{step}"), |it| format!("/{it}")));
        }
        shown
    }

    /// How many rows of a list were sent or are kept.
    pub(in crate::server::web) fn count(&self, pointer: &str) -> usize {
        self.rows.get(pointer).map_or(0, Vec::len)
    }

    /// The number of the row that comes next: one that no row of this case ever had.
    pub(in crate::server::web) fn next(&self, pointer: &str) -> usize {
        let said = self.value(&next_name(pointer)).parse().unwrap_or(0);
        let after = self.rows.get(pointer).into_iter().flatten().max().map_or(0, |it| it.saturating_add(1));
        after.max(said)
    }

    /// One row more; its pointer.
    pub(in crate::server::web) fn add_row(&mut self, pointer: &str) -> String {
        let number = self.next(pointer);
        self.rows.entry(pointer.to_owned()).or_default().push(number);
        self.set(next_name(pointer), number.saturating_add(1).to_string());
        format!("{pointer}/{number}")
    }

    /// Takes a row away with all that stands in it.
    pub(in crate::server::web) fn remove_row(&mut self, row: &str) {
        if let Some((list, number)) = split(row)
            && let Some(rows) = self.rows.get_mut(list)
        {
            let next = rows.iter().max().map_or(0, |it| it.saturating_add(1));
            rows.retain(|it| *it != number);
            let said = self.value(&next_name(list)).parse().unwrap_or(0);
            self.set(next_name(list), next.max(said).to_string());
            self.forget(row);
        }
    }

    /// Adds or takes away a row, or shows a list the other way, if that is what a button of the form asked for; the row that was
    /// added, or nothing.
    pub(in crate::server::web) fn reshaped(&mut self, form: &Form) -> Option<String> {
        if form.has("add") {
            return Some(self.add_row(form.get("add")));
        }
        if form.has("remove") {
            self.remove_row(form.get("remove"));
            return Some(String::new());
        }
        if form.has("view") {
            self.show_otherwise(form.get("view"));
            return Some(String::new());
        }
        None
    }

    /// Takes all rows of a list away; new ones are counted on, so that none is taken for an old one.
    pub(in crate::server::web) fn clear_rows(&mut self, list: &str) {
        for number in self.rows.get(list).cloned().unwrap_or_default() {
            self.remove_row(&format!("{list}/{number}"));
        }
        self.values.remove(&state_name(list));
    }

    /// Whether anything is said below a place.
    pub(in crate::server::web) fn says_inside(&self, pointer: &str) -> bool {
        PREFIXES.iter().any(|it| self.starting(&format!("{it}{pointer}/")).any(|it| !it.1.trim().is_empty()))
    }

    /// Whether anything is said about a place itself or below it.
    pub(in crate::server::web) fn says_at(&self, pointer: &str) -> bool {
        PREFIXES.iter().any(|it| !self.value(&format!("{it}{pointer}")).is_empty()) || self.says_inside(pointer)
    }

    /// Takes all that another form says at a place, with its rows, to a place of this one.
    pub(in crate::server::web) fn take_over(&mut self, other: &Self, from: &str, to: &str) {
        let inside = format!("{from}/");
        let moved = |pointer: &str| pointer.strip_prefix(from).map(|rest| format!("{to}{rest}"));
        let below = (Bound::Included(inside.as_str()), Bound::Unbounded);
        let below = other.rows.range::<str, _>(below).take_while(|it| it.0.starts_with(&inside));
        for (list, rows) in other.rows.get_key_value(from).into_iter().chain(below) {
            self.rows.extend(moved(list).map(|it| (it, rows.clone())));
        }
        for prefix in PREFIXES.into_iter().chain(["next:"]) {
            let (own, beginning) = (format!("{prefix}{from}"), format!("{prefix}{inside}"));
            for (name, value) in other.values.get_key_value(&own).into_iter().chain(other.starting(&beginning)) {
                let moved = name.strip_prefix(prefix).and_then(moved);
                self.values.extend(moved.map(|it| (format!("{prefix}{it}"), value.clone())));
            }
        }
    }

    /// The fields whose names begin so, without going through all the others.
    fn starting<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = (&'a String, &'a String)> {
        let from = (Bound::Included(beginning), Bound::Unbounded);
        self.values.range::<str, _>(from).take_while(move |it| it.0.starts_with(beginning))
    }

    fn forget(&mut self, row: &str) {
        let inside = format!("{row}/");
        let is_inside = |name: &str| {
            let pointer = name.find('/').and_then(|at| name.get(at..)).unwrap_or_default();
            pointer == row || pointer.starts_with(&inside)
        };
        self.values.retain(|name, _| !is_inside(name));
        self.rows.retain(|name, _| !is_inside(name));
    }

    fn add(&mut self, row: &str) {
        if let Some((list, number)) = split(row) {
            self.rows.entry(list.to_owned()).or_default().push(number);
        }
    }

    fn record(&mut self, of: (&Rulebook, Words), record: usize, facts: &Map<String, Value>, place: &str) {
        for field in of.0.records.get(record).map_or(&[][..], |it| &it.fields) {
            if let Some(value) = facts.get(&field.name) {
                self.fact(of, &field.ty, value, &format!("{place}/{}", escaped(&field.name)));
            }
        }
    }

    fn fact(&mut self, of: (&Rulebook, Words), ty: &Type, value: &Value, pointer: &str) {
        match (value, ty) {
            (Value::Null, _) => self.set_state(pointer, ty, NONE),
            (Value::Object(it), Type::Record(record)) if !is_unknown(it) => self.record(of, *record, it, pointer),
            (Value::Object(it), _) => self.unknown(pointer, ty, it),
            (Value::Array(elements), Type::List { element, .. }) => self.list(of, element, elements, (pointer, ty)),
            _ => self.set(pointer.to_owned(), text(value, ty, of.1)),
        }
    }

    fn unknown(&mut self, pointer: &str, ty: &Type, it: &Map<String, Value>) {
        self.set_state(pointer, ty, UNKNOWN);
        let why = it.get("unknown").and_then(Value::as_str).unwrap_or_default();
        self.set(why_name(pointer), why.to_owned());
    }

    fn list(&mut self, of: (&Rulebook, Words), element: &Type, elements: &[Value], (pointer, ty): (&str, &Type)) {
        if elements.is_empty() {
            self.set_state(pointer, ty, EMPTY);
        }
        for it in elements {
            let row = self.add_row(pointer);
            self.fact(of, element, it, &row);
        }
    }

    fn set_state(&mut self, pointer: &str, ty: &Type, state: &str) {
        let name = match ty {
            Type::Truth | Type::Enum(_) => pointer.to_owned(),
            _ => state_name(pointer),
        };
        self.set(name, state.to_owned());
    }
}

/// The length of a list that has no other, if it is short.
pub(in crate::server::web) fn fixed_length(ty: &Type) -> Option<usize> {
    match ty {
        Type::List { least, greatest, .. } if least == greatest && *least <= 8 => usize::try_from(*least).ok(),
        _ => None,
    }
}

/// The list that a row is in, and its number.
pub(in crate::server::web) fn split(row: &str) -> Option<(&str, usize)> {
    let (list, number) = row.rsplit_once('/')?;
    // Another way to write the same number would name the fields of another row.
    let is_plain = number == "0" || !number.starts_with('0');
    let is_number = is_plain && number.bytes().all(|it| it.is_ascii_digit()) && number.len() <= 6;
    Some((list, number.parse().ok().filter(|_| is_number)?))
}

/// `{"unknown": "why"}`
fn is_unknown(it: &Map<String, Value>) -> bool {
    it.len() == 1 && it.get("unknown").is_some_and(Value::is_string)
}

/// A value as it is typed.
fn text(value: &Value, ty: &Type, words: Words) -> String {
    match (value, ty) {
        (Value::String(it), Type::Number { .. }) => numbers::typed(it, words.0),
        (Value::String(it), _) => it.clone(),
        (other, Type::Number { .. }) => numbers::typed(&other.to_string(), words.0),
        (other, _) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_never_gets_the_number_of_one_that_is_gone() {
        let mut filled = Filled::default();
        assert_eq!(filled.add_row("/a"), "/a/0");
        assert_eq!(filled.add_row("/a"), "/a/1");
        filled.set("/a/1/b".to_owned(), "x".to_owned());
        filled.set("why:/a/1/b".to_owned(), "y".to_owned());
        filled.remove_row("/a/1");
        assert_eq!((filled.value("/a/1/b"), filled.why("/a/1/b")), ("", ""));
        assert_eq!(filled.add_row("/a"), "/a/2");
        filled.clear_rows("/a");
        assert_eq!(filled.add_row("/a"), "/a/3");
    }

    #[test]
    fn what_is_said_at_a_place_is_taken_over_to_another_form() {
        let mut before = Filled::default();
        let row = before.add_row("/a/1/b");
        before.set(format!("{row}/c"), "x".to_owned());
        before.set(why_name(&format!("{row}/c")), "y".to_owned());
        before.set("/a/1/bc".to_owned(), "z".to_owned());
        let mut after = Filled::default();
        after.take_over(&before, "/a/1/b", "/a/7/b");
        assert_eq!((after.value("/a/7/b/0/c"), after.why("/a/7/b/0/c"), after.value("/a/7/bc")), ("x", "y", ""));
        assert_eq!(after.add_row("/a/7/b"), "/a/7/b/1");
        assert!(before.says_at("/a/1/b") && !before.says_at("/a/1/c"));
    }

    #[test]
    fn a_row_is_called_by_its_place_on_the_page() {
        let mut filled = Filled::default();
        for list in ["/a", "/a", "/a", "/a/2/b", "/a/2/b", "/a/2/b"] {
            filled.add_row(list);
        }
        filled.remove_row("/a/0");
        filled.remove_row("/a/2/b/1");
        assert_eq!(filled.as_shown("/a/2/b/2/c"), "/a/1/b/1/c");
        assert_eq!(filled.as_shown("/a/1"), "/a/0");
        for other in ["", "/x/3/y", "/a/9", "/a/b"] {
            assert_eq!(filled.as_shown(other), other);
        }
    }

    #[test]
    fn what_a_button_asked_for_is_done_to_the_form() {
        let pressed = |name: &str, value: &str| Form::of(vec![(name.to_owned(), value.to_owned())], "");
        let mut filled = Filled::default();
        assert_eq!(filled.reshaped(&pressed("/a", "1")), None);
        assert_eq!(filled.reshaped(&pressed("add", "/a")).as_deref(), Some("/a/0"));
        assert_eq!(filled.reshaped(&pressed("remove", "/a/0")).as_deref(), Some(""));
        assert_eq!(filled.numbers("/a"), [0_usize; 0]);
        let before = filled.clone();
        assert_eq!(filled.reshaped(&pressed("view", "/a")).as_deref(), Some(""));
        assert_ne!(filled, before);
        assert_eq!(filled.reshaped(&pressed("view", "/a")).as_deref(), Some(""));
    }

    #[test]
    fn a_row_has_a_number() {
        assert_eq!(split("/a/12"), Some(("/a", 12)));
        for wrong in ["", "/a/", "/a/x", "/a/-1", "/a/+1", "/a/01", "/a/99999999"] {
            assert!(split(wrong).is_none(), "{wrong}");
        }
    }
}
