//! Whether a form holds only what a form of these rules can hold: their fields, their lists with no more rows than there may be,
//! values in rows that are there. Looked at before anything of it is read or shown, so that nothing is dropped in silence, and no
//! form costs more than the rules allow.
//!
//! Knows nothing of: HTML, whether the values are right.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::case::Refusal;
use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::Wording;
use crate::server::web::form::{Form, refusal};
use crate::wording;

use super::filled::{ROW, fixed_length, split};
use super::reading::has_fields;

/// So many troubles are told; a form with more was not made here.
const MOST_TOLD: usize = 10;

/// What does not fit.
pub(super) fn unfit(rulebook: &Rulebook, form: &Form) -> Vec<Refusal> {
    let mut fitting = Fitting { rulebook, rows: BTreeMap::new(), all: Type::Record(0) };
    let mut found = Vec::new();
    for row in form.fields().filter(|it| it.0 == ROW).map(|it| it.1) {
        match split(row) {
            Some((list, number)) => {
                fitting.rows.entry(list).or_default().insert(number);
            }
            None => found.push(refusal(row, no_number())),
        }
    }
    let lists =
        fitting.rows.iter().filter_map(|(list, rows)| Some(refusal(*list, fitting.list(list, rows.len()).err()?)));
    let added = Some(form.get("add")).filter(|_| form.has("add"));
    let added = added.and_then(|it| Some(refusal(it, fitting.list(it, fitting.count(it).saturating_add(1)).err()?)));
    let values = form.fields().filter(|it| !it.1.trim().is_empty());
    let values = values.filter_map(|(name, value)| fitting.value(name, value.trim()));
    found.extend(lists.chain(added).chain(values).take(MOST_TOLD));
    found.truncate(MOST_TOLD);
    found
}

struct Fitting<'f> {
    rulebook: &'f Rulebook,
    /// The numbers of the rows that were sent, by the pointer of their list.
    rows: BTreeMap<&'f str, BTreeSet<usize>>,
    /// The facts of a case.
    all: Type,
}

impl Fitting<'_> {
    fn count(&self, list: &str) -> usize {
        self.rows.get(list).map_or(0, BTreeSet::len)
    }

    /// Whether the rules have this list, with room for so many rows.
    fn list(&self, pointer: &str, count: usize) -> Result<(), Wording> {
        match self.place(pointer)? {
            ty @ Type::List { greatest, .. } if has_fields(ty) => {
                if count <= usize::try_from(*greatest).unwrap_or(usize::MAX) {
                    return Ok(());
                }
                Err(wording!(
                    "{pointer}: daftar ini paling banyak berisi {greatest} baris",
                    "{pointer}: this list has {greatest} rows at most"
                ))
            }
            _ => Err(not_of_rules(pointer)),
        }
    }

    /// What is wrong with a field that says something.
    fn value(&self, name: &str, value: &str) -> Option<Refusal> {
        let at = name.find('/').filter(|it| *it == 0 || name.contains(":/"))?;
        let (prefix, pointer) = name.split_at_checked(at)?;
        match prefix {
            // How a list is shown is no value.
            "view:" => None,
            "next:" if split(&format!("/{value}")).is_some() => None,
            "next:" => Some(refusal(pointer, no_number())),
            _ => self.place(pointer).err().map(|it| refusal(pointer, it)),
        }
    }

    /// What is at a place, if the rules have it and the rows around it are there.
    fn place(&self, pointer: &str) -> Result<&Type, Wording> {
        let (mut ty, mut end) = (&self.all, 0_usize);
        for step in pointer.split('/').skip(1) {
            let around = pointer.get(..end).unwrap_or_default();
            ty = match ty {
                Type::Record(record) => self.field(*record, step),
                Type::List { element, .. } if has_fields(ty) => {
                    self.is_row(around, step, ty)?;
                    Some(&**element)
                }
                _ => None,
            }
            .ok_or_else(|| not_of_rules(pointer))?;
            end = end.saturating_add(step.len()).saturating_add(1);
        }
        Ok(ty)
    }

    fn field(&self, record: usize, step: &str) -> Option<&Type> {
        let name = step.replace("~1", "/").replace("~0", "~");
        self.rulebook.records.get(record)?.fields.iter().find(|it| it.name == name).map(|it| &it.ty)
    }

    fn is_row(&self, list: &str, step: &str, ty: &Type) -> Result<(), Wording> {
        let row = format!("{list}/{step}");
        let (_, number) = split(&row).ok_or_else(no_number)?;
        let is_there = self.rows.get(list).is_some_and(|it| it.contains(&number));
        if is_there || fixed_length(ty).is_some_and(|it| number < it) {
            return Ok(());
        }
        Err(wording!(
            "{row}: ada isian untuk baris ini, tetapi barisnya tidak ikut terkirim",
            "{row}: there are values for this row, but the row was not sent"
        ))
    }
}

fn no_number() -> Wording {
    wording!("nomor baris tidak dapat dibaca", "the number of a row cannot be read")
}

fn not_of_rules(pointer: &str) -> Wording {
    let pointer: String = pointer.chars().take(100).collect();
    wording!("{pointer}: aturan tidak mengenal isian ini", "{pointer}: the rules know no such field")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sample;

    /// Posts, at most three, each with at most two people; and two scores, always.
    fn rules() -> Rulebook {
        let list = |element, (least, greatest)| Type::List { element: Box::new(element), least, greatest };
        sample::rulebook(
            vec![
                sample::field("posts", list(Type::Record(1), (0, 3))),
                sample::field("scores", list(Type::Record(2), (2, 2))),
                sample::field("name", Type::Text),
            ],
            vec![
                (
                    "post",
                    vec![sample::field("code", Type::Text), sample::field("people", list(Type::Record(2), (0, 2)))],
                ),
                ("person", vec![sample::field("name", Type::Text)]),
            ],
        )
    }

    fn told(fields: &[(&str, &str)]) -> Vec<String> {
        let fields = fields.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        unfit(&rules(), &Form::of(fields, "")).into_iter().map(|it| it.pointer).collect()
    }

    #[test]
    fn what_a_form_of_the_rules_holds_fits() {
        let fields = [
            ("csrf", "x"),
            ("name", "x"),
            ("/name", "x"),
            ("state:/posts", ""),
            ("row", "/posts/2"),
            ("next:/posts", "3"),
            ("view:/posts", "cards"),
            ("/posts/2/code", "c"),
            ("row", "/posts/2/people/7"),
            ("why:/posts/2/people/7/name", "w"),
            ("/scores/1/name", "s"),
            ("/posts/9/code", " "),
            ("add", "/posts/2/people"),
        ];
        assert_eq!(told(&fields), [""; 0]);
    }

    #[test]
    fn no_list_has_more_rows_than_the_rules_allow() {
        let rows = [("row", "/posts/0"), ("row", "/posts/1"), ("row", "/posts/2"), ("row", "/posts/1")];
        assert_eq!(told(&rows), [""; 0]);
        assert_eq!(told(&[&rows[..], &[("row", "/posts/3")]].concat()), ["/posts"]);
        assert_eq!(told(&[&rows[..], &[("add", "/posts")]].concat()), ["/posts"]);
        assert_eq!(told(&[("row", "/q/0")]), ["/q"]);
        assert_eq!(told(&[("row", "/name/0")]), ["/name"]);
        assert_eq!(told(&[("add", "/q")]), ["/q"]);
        assert_eq!(told(&[("row", "/posts/0/people/0")]), ["/posts/0/people"]);
        let many: Vec<String> = (0..5_000).map(|it| format!("/q{it}/0")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|it| ("row", it.as_str())).collect();
        assert_eq!(told(&many).len(), MOST_TOLD);
    }

    #[test]
    fn nothing_is_dropped_in_silence() {
        assert_eq!(told(&[("/posts/5/code", "x")]), ["/posts/5/code"]);
        assert_eq!(told(&[("row", "/posts/12345678"), ("/posts/12345678/code", "x")]).len(), 2);
        assert_eq!(told(&[("row", "/posts/01"), ("/posts/01/code", "x")]).len(), 2);
        assert_eq!(told(&[("state:/posts/5", "~unknown")]), ["/posts/5"]);
        assert_eq!(told(&[("/scores/2/name", "x")]), ["/scores/2/name"]);
        assert_eq!(told(&[("/other", "x")]), ["/other"]);
        assert_eq!(told(&[("next:/posts", "99999999999")]), ["/posts"]);
    }
}
