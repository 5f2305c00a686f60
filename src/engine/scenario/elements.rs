//! Finds what a path of a scenario names in a case.
//!
//! Knows nothing of: what is asked of it.

use crate::engine::case::{Case, Layout, State};
use crate::engine::syntax::tree::{ScenarioPath, ScenarioStep};
use crate::engine::types::{Rulebook, Type};

/// What a path without steps names.
static CASE: Type = Type::Record(0);

/// The first cell and the type of an element or a record. `None` if the case has no such thing, or nobody knows it.
pub(super) fn place<'a>(
    rulebook: &'a Rulebook,
    layout: &Layout,
    case: &Case,
    path: &ScenarioPath,
) -> Option<(usize, &'a Type)> {
    let (mut address, mut ty) = (0_usize, &CASE);
    for step in &path.steps {
        (address, ty) = match (step, ty) {
            (ScenarioStep::Field(name), Type::Record(record)) => {
                let fields = &rulebook.records.get(*record)?.fields;
                let index = fields.iter().position(|it| it.name == name.text)?;
                let offset = *layout.records.get(*record)?.offsets.get(index)?;
                (address.checked_add(usize::try_from(offset).ok()?)?, &fields.get(index)?.ty)
            }
            (ScenarioStep::Element(number), Type::List { element, .. }) => {
                let list = case.cells.get(address).filter(|it| it.state == State::Value)?;
                let (start, length) = list.range();
                let index = usize::try_from(number.checked_sub(1)?).ok().filter(|it| *it < length)?;
                let width = usize::try_from(layout.width(element)).ok()?;
                (start.checked_add(index.checked_mul(width)?)?, &**element)
            }
            _ => return None,
        };
    }
    Some((address, ty))
}
