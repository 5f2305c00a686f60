//! From what stands in a form to the facts of a case, with everything that cannot be read as a fact told at its field.
//!
//! Rows are counted anew in the facts: `places` says which field each fact came from. Knows nothing of: HTML, what the rules
//! demand of the facts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::Wording;
use crate::server::service::escaped;
use crate::server::words::Words;
use crate::wording;

use super::filled::{EMPTY, Filled, NONE, UNKNOWN};
use crate::server::web::{days, numbers};

/// Longer than any case needs a period to be: ten thousand years in days.
const LONGEST_PERIOD: i64 = 3_652_059;

/// The facts of a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::server::web) struct Read {
    pub(in crate::server::web) facts: Map<String, Value>,
    /// The field (or group of fields) of each pointer into the facts.
    pub(in crate::server::web) places: BTreeMap<String, String>,
    /// By the pointers of the form.
    pub(in crate::server::web) refusals: Vec<Refusal>,
}

/// Reads a form that was made from these rules.
pub(in crate::server::web) fn read(rulebook: &Rulebook, filled: &Filled, words: Words) -> Read {
    let mut reading = Reading { rulebook, filled, words, read: Read::default() };
    let facts = reading.record(0, &Place { form: String::new(), facts: String::new() });
    Read { facts, ..reading.read }
}

/// Whether a type has fields of its own; anything else is written as JSON.
pub(in crate::server::web) fn has_fields(ty: &Type) -> bool {
    match ty {
        Type::Broken => false,
        Type::List { element, .. } => !matches!(**element, Type::List { .. } | Type::Broken),
        _ => true,
    }
}

/// A place in the form and in the facts.
struct Place {
    form: String,
    facts: String,
}

impl Place {
    fn below(&self, name: &str) -> Self {
        Self { form: format!("{}/{name}", self.form), facts: format!("{}/{name}", self.facts) }
    }
}

struct Reading<'a> {
    rulebook: &'a Rulebook,
    filled: &'a Filled,
    words: Words,
    read: Read,
}

impl Reading<'_> {
    fn record(&mut self, record: usize, place: &Place) -> Map<String, Value> {
        let rulebook = self.rulebook;
        let mut facts = Map::new();
        for field in rulebook.records.get(record).map_or(&[][..], |it| &it.fields) {
            let below = place.below(&escaped(&field.name));
            if let Some(value) = self.fact(&field.ty, field.optional, &below) {
                facts.insert(field.name.clone(), value);
            }
        }
        facts
    }

    /// `None` if nothing is said.
    fn fact(&mut self, ty: &Type, optional: bool, place: &Place) -> Option<Value> {
        self.read.places.insert(place.facts.clone(), place.form.clone());
        let state = self.filled.state(&place.form, ty);
        // Nothing is dropped in silence: either the value counts or the state.
        let dropped = self.filled.is_dropped(&place.form);
        if !state.is_empty() && !dropped && self.filled.has_value(&place.form, ty) {
            return self.refuse(place, contradicts(state, ty));
        }
        match state {
            UNKNOWN => Some(self.unknown(place)),
            NONE if optional => Some(Value::Null),
            NONE => self.refuse(place, wording!("tidak boleh dinyatakan tidak ada", "cannot be said not to exist")),
            EMPTY => Some(json!([])),
            _ if !has_fields(ty) => self.as_json(place),
            _ => self.given(ty, place),
        }
    }

    fn given(&mut self, ty: &Type, place: &Place) -> Option<Value> {
        match ty {
            Type::Record(record) => {
                let facts = self.record(*record, place);
                (!facts.is_empty()).then_some(Value::Object(facts))
            }
            Type::List { element, .. } => self.list(ty, element, place),
            _ => self.single(ty, place),
        }
    }

    /// Rows that say nothing at all are rows all the same: somebody added them.
    fn list(&mut self, ty: &Type, element: &Type, place: &Place) -> Option<Value> {
        let mut elements = Vec::new();
        let mut says = false;
        for (index, number) in self.filled.rows(&place.form, ty).into_iter().enumerate() {
            let row = Place { form: format!("{}/{number}", place.form), facts: format!("{}/{index}", place.facts) };
            let value = self.fact(element, false, &row);
            says |= value.is_some() || super::filled::fixed_length(ty).is_none();
            elements.push((row, value));
        }
        if !says {
            return None;
        }
        let mut list = Vec::new();
        for (row, value) in elements {
            list.push(value.unwrap_or_else(|| self.nothing(element, &row)));
        }
        Some(Value::Array(list))
    }

    /// An element is there or not: one that is there says something, if only that it is not known.
    fn nothing(&mut self, element: &Type, row: &Place) -> Value {
        if let Type::Record(_) = element {
            return json!({});
        }
        if !self.read.refusals.iter().any(|it| it.pointer == row.form) {
            self.refuse(row, wording!("harus diisi, atau hapus barisnya", "is needed, or remove the row"));
        }
        Value::Null
    }

    fn single(&mut self, ty: &Type, place: &Place) -> Option<Value> {
        let text = self.filled.value(&place.form);
        if text.is_empty() {
            return None;
        }
        let value = match ty {
            Type::Truth => truth(text),
            Type::Number { scale: 0, least, greatest } => self.whole(text, (*least, *greatest)),
            Type::Number { scale, least, greatest } => {
                numbers::accepted(text, (*scale, *least, *greatest), self.words.0).map(Value::from)
            }
            Type::Period(_) => self.whole(text, (0, LONGEST_PERIOD)),
            Type::Date => days::day(text, self.words.0).map(Value::from),
            Type::Enum(index) => self.choice(text, *index),
            _ => Ok(Value::from(text)),
        };
        match value {
            Ok(value) => Some(value),
            Err(message) => self.refuse(place, message),
        }
    }

    fn whole(&self, text: &str, (least, greatest): (i64, i64)) -> Result<Value, Wording> {
        let number = numbers::accepted(text, (0, least, greatest), self.words.0)?;
        Ok(number.parse::<i64>().map_or(Value::Null, Value::from))
    }

    fn choice(&self, text: &str, index: usize) -> Result<Value, Wording> {
        let values = self.rulebook.enums.get(index).map_or(&[][..], |it| &it.values);
        match values.iter().find(|it| it.name == text) {
            Some(found) => Ok(Value::from(found.name.as_str())),
            None => Err(wording!("bukan salah satu pilihan", "is not one of the choices")),
        }
    }

    /// Not known is something to say, with its reason.
    fn unknown(&mut self, place: &Place) -> Value {
        let why = self.filled.why(&place.form);
        if why.is_empty() {
            self.refuse(place, wording!("tuliskan mengapa belum diketahui", "say why this is not known"));
        }
        json!({"unknown": why})
    }

    fn as_json(&mut self, place: &Place) -> Option<Value> {
        let text = self.filled.value(&place.form);
        if text.is_empty() {
            return None;
        }
        match serde_json::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                self.refuse(
                    place,
                    wording!("bukan JSON: baris {line}, kolom {column}", "is no JSON: line {line}, column {column}"),
                )
            }
        }
    }

    fn refuse(&mut self, place: &Place, message: Wording) -> Option<Value> {
        let expected = Wording::default();
        self.read.refusals.push(Refusal { pointer: place.form.clone(), code: "S0102", message, expected });
        None
    }
}

/// A value stands beside a state that excludes one.
fn contradicts(state: &str, ty: &Type) -> Wording {
    let (id, en) = match state {
        UNKNOWN => ("Belum diketahui", "Not known"),
        NONE => ("Tidak ada", "There is none"),
        _ => ("Kosong", "Empty"),
    };
    if let Type::Record(_) | Type::List { .. } = ty {
        return wording!(
            "dinyatakan “{id}”, padahal ada isian di dalamnya: pilih bahwa diisi di bawah, atau centang bahwa isian itu dibuang",
            "said to be “{en}”, but something is filled in below: choose that it is filled in below, or tick that it is dropped"
        );
    }
    wording!(
        "ada nilainya, padahal dinyatakan “{id}”: kosongkan nilainya, atau pilih “Diisi”",
        "there is a value, but it is said to be “{en}”: clear the value, or choose “Filled in”"
    )
}

fn truth(text: &str) -> Result<Value, Wording> {
    match text {
        "true" => Ok(Value::Bool(true)),
        "false" => Ok(Value::Bool(false)),
        _ => Err(wording!("pilih ya atau tidak", "choose yes or no")),
    }
}
