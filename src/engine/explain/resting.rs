//! The weakest basis that an outcome rests on.
//!
//! With winning rules: theirs and that of all they read. With `otherwise`: its own, and that of the criteria and
//! definitions whose failing kept the other rules from applying. Knows nothing of: prose, documents.

use super::view::View;
use crate::engine::captions::Citation;
use crate::engine::captions::weakest::{self, weaker};
use crate::engine::finding::Finding;
use crate::engine::types::{Expr, ExprKind, Meaning};
use crate::engine::value::Truth;

/// The first of the weakest citations.
pub(super) fn weakest<'a>(view: &mut View<'a, '_>, decision: usize, finding: &Finding) -> Option<&'a Citation> {
    let captions = view.captions;
    if !finding.winners.is_empty() {
        let of_rules = finding.winners.iter().map(|it| captions.weakest_of_rules.get(*it).and_then(Option::as_ref));
        return of_rules.fold(None, weaker);
    }
    let mut found = captions.otherwise.get(decision).and_then(|it| weakest::weakest(it));
    let decided = view.rulebook.decisions.get(decision)?;
    for (rule, truth) in decided.rules.iter().zip(&finding.rules) {
        let condition = view.rulebook.rules.get(*rule).map(|it| &it.condition);
        if let (Truth::No, Some(Meaning::Known(condition))) = (truth, condition) {
            found = weaker(found, settled(view, condition));
        }
    }
    found
}

/// What made a known condition turn out as it did.
fn settled<'a>(view: &mut View<'a, '_>, condition: &'a Expr) -> Option<&'a Citation> {
    let captions = view.captions;
    match &condition.kind {
        ExprKind::Criterion { id, .. } => captions.weakest_of_criteria.get(*id).and_then(Option::as_ref),
        ExprKind::Definition { id, .. } => captions.weakest_of_definitions.get(*id).and_then(Option::as_ref),
        ExprKind::Parameter(id) => captions.parameters.get(*id).and_then(|it| weakest::weakest(it)),
        ExprKind::Judgement(id) => captions.judgements.get(*id).and_then(|it| weakest::weakest(it)),
        ExprKind::All(members) | ExprKind::Any(members) => {
            let truth = view.truth(condition);
            members.iter().fold(None, |kept, member| {
                if view.truth(member) == truth { weaker(kept, settled(view, member)) } else { kept }
            })
        }
        _ => condition.parts().into_iter().fold(None, |kept, child| weaker(kept, settled(view, child))),
    }
}
