//! What was refused, brought from the places of the facts to the fields of the form, in words for people; and what fields are called.
//!
//! Knows nothing of: HTML, who asks.

use std::collections::BTreeMap;

use crate::engine::case::Refusal;
use crate::engine::wording::Wording;
use crate::wording;

/// Refusals of a use case at the fields that they are about.
pub(in crate::server::web) fn at_fields(refusals: Vec<Refusal>, places: &BTreeMap<String, String>) -> Vec<Refusal> {
    let moved = refusals.into_iter().map(|it| {
        let pointer = field_of(&fact_of(&it.pointer), places);
        in_words(Refusal { pointer, ..it })
    });
    moved.collect()
}

/// The fact that a refusal is about: evidence counts for the fact that it supports.
pub(in crate::server::web) fn fact_of(pointer: &str) -> String {
    let inside = pointer.strip_prefix("/case").unwrap_or(pointer);
    let Some(evidence) = inside.strip_prefix("/evidence/") else { return inside.to_owned() };
    let step = evidence.split('/').next().unwrap_or_default();
    step.replace("~1", "/").replace("~0", "~")
}

/// The field of a fact, or of the nearest thing around it that has one.
fn field_of(fact: &str, places: &BTreeMap<String, String>) -> String {
    let mut near = fact;
    loop {
        if let Some(form) = places.get(near) {
            let rest = fact.get(near.len()..).unwrap_or_default();
            return format!("{form}{rest}");
        }
        match near.rsplit_once('/') {
            Some((around, _)) if !around.is_empty() => near = around,
            _ => return fact.to_owned(),
        }
    }
}

/// What is said to programs, said to people.
pub(in crate::server::web) fn in_words(refusal: Refusal) -> Refusal {
    let said = match refusal.code {
        "C0107" => wording!("belum diisi", "is not filled in"),
        "C0108" => wording!("harus diisi", "is needed"),
        "C0112" => wording!("bukan salah satu pilihan", "is not one of the choices"),
        "C0120" => wording!(
            "data ini belum diisi, tetapi ada bukti untuknya: isilah, atau hapus buktinya di halaman Bukti",
            "this is not filled in, but there is evidence for it: fill it in, or remove the evidence on the page Evidence"
        ),
        _ => return refusal,
    };
    Refusal { message: said, expected: Wording::default(), ..refusal }
}

/// The identity of the element of a field on the page.
pub(in crate::server::web) fn id(pointer: &str) -> String {
    format!("f{pointer}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_stands_at_the_field_that_it_came_from() {
        let places: BTreeMap<String, String> =
            [("/a", "/a"), ("/a/0", "/a/3"), ("/a/0/b", "/a/3/b")].map(|it| (it.0.to_owned(), it.1.to_owned())).into();
        let at = |pointer: &str| {
            let refusal = Refusal {
                pointer: pointer.to_owned(),
                code: "C0101",
                message: Wording::default(),
                expected: Wording::default(),
            };
            at_fields(vec![refusal], &places).remove(0).pointer
        };
        assert_eq!(at("/case/a/0/b"), "/a/3/b");
        assert_eq!(at("/case/a/0/c"), "/a/3/c");
        assert_eq!(at("/case/a/1"), "/a/1");
        assert_eq!(at("/case/evidence/~1a~10~1b/sha256"), "/a/3/b");
        assert_eq!(at("/case"), "");
    }
}
