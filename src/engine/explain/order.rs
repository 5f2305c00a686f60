//! What is missing, in the order in which the rulebook asks for it.
//!
//! Knows nothing of: why it is missing.

use super::ruling::{Missing, MissingKind};
use crate::engine::types::{Rulebook, Type};

/// Facts in the order of the inputs and elements, then judgements, norms and calendars in the order of their
/// declaration; each once.
#[must_use]
pub(super) fn in_input_order<'a>(rulebook: &Rulebook, missing: Vec<Missing<'a>>) -> Vec<Missing<'a>> {
    let mut keyed: Vec<_> = missing.into_iter().map(|it| (it.kind, place(rulebook, &it), it)).collect();
    keyed.sort_by(|(kind, place, _), (other_kind, other_place, _)| (kind, place).cmp(&(other_kind, other_place)));
    keyed.into_iter().map(|(_, _, it)| it).collect()
}

fn place(rulebook: &Rulebook, missing: &Missing) -> Vec<usize> {
    let path: &str = &missing.path;
    match missing.kind {
        MissingKind::Fact => fact_place(rulebook, path),
        MissingKind::Judgement => {
            let name = path.strip_prefix("/judgements/").unwrap_or(path);
            vec![index_of(rulebook.judgements.iter().map(|it| it.name.as_str()), name)]
        }
        MissingKind::Norm => {
            let parameters = rulebook.parameters.iter().map(|it| it.name.as_str());
            let definitions = rulebook.definitions.iter().map(|it| it.name.as_str());
            let criteria = rulebook.criteria.iter().map(|it| it.name.as_str());
            let rules = rulebook.rules.iter().map(|it| it.name.as_str());
            vec![index_of(parameters.chain(definitions).chain(criteria).chain(rules), path)]
        }
        MissingKind::Calendar => vec![index_of(rulebook.calendars.iter().map(|it| it.name.as_str()), path)],
    }
}

fn index_of<'n>(mut names: impl Iterator<Item = &'n str>, name: &str) -> usize {
    names.position(|it| it == name).unwrap_or(usize::MAX)
}

/// The index of each field and element on the way.
fn fact_place(rulebook: &Rulebook, pointer: &str) -> Vec<usize> {
    let mut place = Vec::new();
    let case = Type::Record(0);
    let mut ty = &case;
    for step in pointer.split('/').skip(1) {
        match ty {
            Type::Record(record) => {
                let fields = rulebook.records.get(*record).map_or(&[][..], |it| it.fields.as_slice());
                let index = index_of(fields.iter().map(|it| it.name.as_str()), step);
                place.push(index);
                ty = fields.get(index).map_or(&Type::Broken, |it| &it.ty);
            }
            Type::List { element, .. } => {
                place.push(step.parse().unwrap_or(usize::MAX));
                ty = element;
            }
            _ => break,
        }
    }
    place
}
