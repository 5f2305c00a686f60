//! Every criterion that a decision reads, with its reason, facts and parts.
//!
//! A rule whose condition says more than which criteria must hold has an entry of its own, under its name: else nobody
//! would learn why it did or did not apply. Knows nothing of: who wins.

use super::facts;
use super::format::capitalised;
use super::parts;
use super::prose;
use super::ruling::CriterionResult;
use super::view::View;
use crate::engine::finding::Finding;
use crate::engine::types::{Decision, Meaning};
use crate::engine::value::Truth;

/// The criteria in file order, then the rules that need a word.
pub(super) fn all<'a>(view: &mut View<'a, '_>, decision: &'a Decision, finding: &Finding) -> Vec<CriterionResult<'a>> {
    let mut results = Vec::with_capacity(finding.criteria.len());
    for (id, result) in &finding.criteria {
        results.extend(criterion(view, *id, *result));
    }
    for (rule, truth) in decision.rules.iter().zip(&finding.rules) {
        let tells = match truth {
            Truth::Yes => finding.winners.contains(rule),
            Truth::No => finding.winners.is_empty(),
            Truth::Unknown => true,
        };
        if tells {
            results.extend(inline_rule(view, *rule, *truth));
        }
    }
    results
}

fn criterion<'a>(view: &mut View<'a, '_>, id: usize, result: Truth) -> Option<CriterionResult<'a>> {
    let declared = view.rulebook.criteria.get(id)?;
    let mut inner = Vec::new();
    let reason = view.inside(None, |view| match &declared.condition {
        Meaning::Pending(why) => capitalised(why.clone()),
        Meaning::Known(condition) => {
            parts::parts(view, condition, &mut inner);
            prose::why(view, condition, result)
        }
    });
    Some(CriterionResult {
        id: &declared.name,
        label: &declared.label,
        result,
        basis: view.captions.criteria.get(id).map_or(&[], Vec::as_slice),
        reason,
        facts: facts::of_criterion(view, id),
        parts: inner,
    })
}

fn inline_rule<'a>(view: &mut View<'a, '_>, id: usize, result: Truth) -> Option<CriterionResult<'a>> {
    let captions = view.captions;
    let inline = captions.inline_rules.get(id)?.as_ref()?;
    let rule = view.rulebook.rules.get(id)?;
    let condition = rule.condition.known()?;
    let mut inner = Vec::new();
    parts::parts(view, condition, &mut inner);
    Some(CriterionResult {
        id: &rule.name,
        label: &inline.label,
        result,
        basis: captions.rules.get(id).map_or(&[], Vec::as_slice),
        reason: prose::why(view, condition, result),
        facts: facts::planned(view, &inline.facts),
        parts: inner,
    })
}
