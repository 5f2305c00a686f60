//! Finding -> ruling: every part of the document, in its order.
//!
//! Knows nothing of: JSON, how the finding was made.

use std::borrow::Cow;

use super::choice::EditionChoice;
use super::criteria;
use super::format;
use super::lists;
use super::missing::Search;
use super::relevant;
use super::resting;
use super::ruling::{
    Conflicting, DefinitionValue, DutyOwed, Element, Identity, Missing, Overridden, RuleCited, Ruling, RulingStatus,
    Value,
};
use super::terms::{self, value_of};
use super::view::View;
use super::words::{Prose, spliced};
use crate::engine::finding::{Finding, Status};
use crate::engine::types::{Decision, ForEvery, Rule, Template, TemplatePiece, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The version of this program, as the document states it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The whole ruling on one decision. For a decision `for every`, `element` says which one (none of them if the list is
/// not known). `None` if there is no such decision or element.
pub fn ruling<'a>(
    view: &mut View<'a, '_>,
    finding: &Finding,
    (decision, element): (usize, Option<u32>),
    choice: &EditionChoice,
    case_sha256: String,
) -> Option<Ruling<'a>> {
    let decided = view.rulebook.decisions.get(decision)?;
    let about = match (&decided.for_every, element) {
        (Some(every), Some(element)) => Some(bind_element(view, every, element)?),
        _ => None,
    };
    let mut ruling = undecided(view, decided, finding, choice);
    ruling.case_sha256 = case_sha256;
    ruling.element = about;
    let winners: Vec<&'a Rule> = finding.winners.iter().filter_map(|it| view.rulebook.rules.get(*it)).collect();
    match finding.status {
        Status::Decided(outcome) => {
            ruling.status = RulingStatus::Decided;
            ruling.outcome = decided.outcomes.get(outcome);
            grounds(view, &mut ruling, decision, finding, &winners);
        }
        Status::Undetermined => ruling.because = because_undetermined(&ruling.missing),
        Status::Conflict => {
            ruling.status = RulingStatus::Conflict;
            ruling.conflicts = conflicts(view, decided, finding, &winners);
            ruling.because = because_conflict(&winners);
        }
    }
    Some(ruling)
}

/// All that is the same whatever the status is.
fn undecided<'a>(
    view: &mut View<'a, '_>,
    decision: &'a Decision,
    finding: &Finding,
    choice: &EditionChoice,
) -> Ruling<'a> {
    let rulebook = view.rulebook;
    Ruling {
        rulebook: Identity { name: &rulebook.name, edition: &rulebook.edition, sha256: &rulebook.sha256 },
        engine: VERSION,
        as_of: choice.as_of,
        edition_reason: Cow::Owned(choice.reason.clone()),
        case_sha256: String::new(),
        decision: &decision.name,
        element: None,
        status: RulingStatus::Undetermined,
        outcome: None,
        rules: Vec::new(),
        because: Wording::default(),
        valid_until: Value::Missing,
        duties: Vec::new(),
        weakest_basis: None,
        criteria: criteria::all(view, decision, finding),
        definitions: definitions(view, finding),
        overridden: overridden(view, decision, finding),
        missing: missing(view, decision, finding),
        conflicts: Vec::new(),
    }
}

/// What an outcome rests on: the winning rules, or the `otherwise`.
fn grounds<'a>(
    view: &mut View<'a, '_>,
    ruling: &mut Ruling<'a>,
    decision: usize,
    finding: &Finding,
    winners: &[&'a Rule],
) {
    ruling.weakest_basis = resting::weakest(view, decision, finding);
    let Some(first) = winners.first() else {
        if let Some(decided) = view.rulebook.decisions.get(decision) {
            ruling.because = filled(view, &decided.otherwise.because);
        }
        return;
    };
    ruling.because = filled(view, &first.because);
    let captions = view.captions;
    ruling.rules = finding
        .winners
        .iter()
        .zip(winners)
        .map(|(index, rule)| RuleCited { id: &rule.name, basis: cited(captions, *index) })
        .collect();
    ruling.valid_until = valid_until(view, winners);
    ruling.duties = duties(view, winners);
}

fn cited(captions: &crate::engine::captions::Captions, rule: usize) -> &[crate::engine::captions::Citation] {
    captions.rules.get(rule).map_or(&[], Vec::as_slice)
}

fn bind_element<'a>(view: &mut View<'a, '_>, every: &'a ForEvery, element: u32) -> Option<Element> {
    view.bind_element(0, &every.list, usize::try_from(element).ok()?)?;
    Some(Element { path: view.element_pointer(0), label: lists::element_label(view, 0) })
}

fn definitions<'a>(view: &mut View<'a, '_>, finding: &Finding) -> Vec<DefinitionValue<'a>> {
    let rulebook = view.rulebook;
    let each = finding.definitions.iter().filter_map(|(id, value)| Some((*id, rulebook.definitions.get(*id)?, *value)));
    each.map(|(id, declared, value)| {
        let value = match (value, &declared.ty) {
            (Some(_), Type::Text) => {
                view.inside(None, |view| view.text_of_definition(id)).map_or(Value::Missing, Value::Text)
            }
            (Some(units), ty) => view.value(ty, units),
            (None, _) => Value::Unknown(terms::why_definition_unknown(view, id)),
        };
        DefinitionValue { id: &declared.name, label: &declared.label, value }
    })
    .collect()
}

/// Rules that apply but are beaten by others that apply.
fn overridden<'a>(view: &View<'a, '_>, decision: &'a Decision, finding: &Finding) -> Vec<Overridden<'a>> {
    let rulebook = view.rulebook;
    let applying: Vec<(usize, &'a Rule)> = decision
        .rules
        .iter()
        .zip(&finding.rules)
        .filter(|(_, truth)| **truth == Truth::Yes)
        .filter_map(|(index, _)| Some((*index, rulebook.rules.get(*index)?)))
        .collect();
    let beaten = |(index, rule): &(usize, &'a Rule)| {
        let by: Vec<&str> =
            applying.iter().filter(|(_, it)| it.overrides.contains(index)).map(|(_, it)| it.name.as_str()).collect();
        (!by.is_empty()).then(|| Overridden {
            rule: &rule.name,
            by,
            outcome: decision.outcomes.get(rule.outcome),
            basis: cited(view.captions, *index),
        })
    };
    applying.iter().filter_map(beaten).collect()
}

fn missing<'a>(view: &mut View<'a, '_>, decision: &'a Decision, finding: &Finding) -> Vec<Missing<'a>> {
    if finding.status != Status::Undetermined {
        return Vec::new();
    }
    let mut search = Search::new((&decision.name, &decision.label));
    if let Some(every) = &decision.for_every {
        // Without the list there is no telling whom to rule on.
        search.fact(view, &every.list);
    }
    for rule in relevant::rules_that_matter(view.rulebook, decision, &finding.rules) {
        search.rule(view, decision, rule);
    }
    super::order::in_input_order(view.rulebook, search.found)
}

fn conflicts<'a>(
    view: &mut View<'a, '_>,
    decision: &'a Decision,
    finding: &Finding,
    winners: &[&'a Rule],
) -> Vec<Conflicting<'a>> {
    let each = finding.winners.iter().zip(winners);
    each.map(|(index, rule)| Conflicting {
        rule: &rule.name,
        outcome: decision.outcomes.get(rule.outcome),
        because: filled(view, &rule.because),
        basis: cited(view.captions, *index),
    })
    .collect()
}

fn because_undetermined(missing: &[Missing]) -> Wording {
    let names: Vec<Wording> = missing.iter().map(|it| it.label.clone().into_owned()).collect();
    if names.is_empty() {
        return Wording::new("Belum dapat ditetapkan", "It cannot be determined yet");
    }
    let listed = format::enumeration(&names);
    spliced([
        ("Belum dapat ditetapkan karena belum diketahui: ", "It cannot be determined yet, for these are not known: "),
        (&listed.id, &listed.en),
    ])
}

fn because_conflict(winners: &[&Rule]) -> Wording {
    let names: Vec<Wording> = winners.iter().map(|it| Wording::same(it.name.clone())).collect();
    let listed = format::enumeration(&names);
    spliced([
        ("Aturan ", "The rules "),
        (&listed.id, &listed.en),
        (" sama-sama berlaku tetapi hasilnya berbeda", " both apply but give different outcomes"),
    ])
}

/// A sentence with its values filled in.
fn filled<'a>(view: &mut View<'a, '_>, template: &'a Template) -> Wording {
    let mut text = Wording::default();
    for piece in &template.id {
        match piece {
            TemplatePiece::Text(plain) => text.id.push_str(plain),
            TemplatePiece::Value(value) => text.id.push_str(&format::value(&value_of(view, value)).id),
        }
    }
    for piece in &template.en {
        match piece {
            TemplatePiece::Text(plain) => text.en.push_str(plain),
            TemplatePiece::Value(value) => text.en.push_str(&format::value(&value_of(view, value)).en),
        }
    }
    text
}

/// The earliest end of the winning rules; unknown if any of them is.
fn valid_until<'a>(view: &mut View<'a, '_>, winners: &[&'a Rule]) -> Value<'a> {
    let mut earliest: Option<i64> = None;
    let mut unknown = Prose::new();
    for end in winners.iter().filter_map(|it| it.valid_until.as_ref()) {
        match view.integer(end) {
            Some(day) => earliest = Some(earliest.map_or(day, |it| it.min(day))),
            None => terms::unknown(view, end, &mut unknown),
        }
    }
    let unknown = unknown.finish();
    match earliest {
        _ if !unknown.id.is_empty() => Value::Unknown(unknown),
        Some(day) => Value::Date(day),
        None => Value::Missing,
    }
}

/// The duties of all winning rules, each name once.
fn duties<'a>(view: &mut View<'a, '_>, winners: &[&'a Rule]) -> Vec<DutyOwed<'a>> {
    let mut owed: Vec<DutyOwed<'a>> = Vec::new();
    for duty in winners.iter().flat_map(|it| &it.duties) {
        let due = duty.due.as_ref().map_or(Value::Missing, |it| value_of(view, it));
        let duty = DutyOwed { id: &duty.name, label: filled(view, &duty.label), due };
        if !owed.contains(&duty) {
            owed.push(duty);
        }
    }
    owed
}
