//! Which edition a form of facts is made from: that of the case's date, or of today; and which editions ask for the same facts.
//!
//! Knows nothing of: HTML, how a case is kept.

use std::sync::Arc;

use serde_json::Value;

use crate::engine::types::{Rulebook, Type};
use crate::engine::value::date;
use crate::server::clock;
use crate::server::service::{Book, Law};

/// Today in Jakarta.
pub(super) fn today() -> i64 {
    clock::jakarta_day(clock::now())
}

/// The edition of this name; else that of a date, that of today, or the last one.
pub(super) fn chosen<'b>(book: &'b Book, name: &str, dated: Option<i64>) -> Option<&'b Arc<Law>> {
    let named = book.laws.iter().find(|it| it.row.edition == name);
    let of_date = || dated.and_then(|it| book.law_on(it));
    named.or_else(of_date).or_else(|| book.law_on(today())).or_else(|| book.laws.last())
}

/// The pointer of the date that selects the edition.
pub(super) fn date_pointer(book: &Book) -> String {
    book.date_path().iter().flat_map(|it| ["/", it]).collect()
}

/// The date that selects the edition, as the facts have it.
pub(super) fn dated(book: &Book, facts: &Value) -> Option<i64> {
    facts.pointer(&date_pointer(book)).and_then(Value::as_str).and_then(date::parse)
}

/// Whether two editions ask for the same facts, whatever they call them.
pub(super) fn ask_alike(one: &Rulebook, other: &Rulebook) -> bool {
    records_alike((one, 0), (other, 0))
}

fn records_alike(one: (&Rulebook, usize), other: (&Rulebook, usize)) -> bool {
    let (Some(left), Some(right)) = (one.0.records.get(one.1), other.0.records.get(other.1)) else { return false };
    left.fields.len() == right.fields.len()
        && left.fields.iter().zip(&right.fields).all(|(left, right)| {
            left.name == right.name
                && left.optional == right.optional
                && types_alike((one.0, &left.ty), (other.0, &right.ty))
        })
}

fn types_alike(one: (&Rulebook, &Type), other: (&Rulebook, &Type)) -> bool {
    match (one.1, other.1) {
        (Type::Record(left), Type::Record(right)) => records_alike((one.0, *left), (other.0, *right)),
        (Type::List { element: left, .. }, Type::List { element: right, .. }) => {
            types_alike((one.0, left), (other.0, right))
        }
        (Type::Enum(left), Type::Enum(right)) => {
            let names = |book: &Rulebook, index: usize| {
                let values = book.enums.get(index).map(|it| it.values.iter().map(|it| it.name.clone()));
                values.map(Iterator::collect::<Vec<String>>)
            };
            names(one.0, *left) == names(other.0, *right)
        }
        (Type::Period(_), Type::Period(_)) => true,
        (left, right) => left == right,
    }
}
