//! Rules of one decision that contradict each other, or that can never apply, as far as that can be seen on their face.
//!
//! Knows nothing of: cases, evaluation.

use super::atoms::{Demands, Fact};
use super::domain;
use crate::engine::diag::{Code, Report};
use crate::engine::types::{Decision, Expr, ExprKind, Meaning, Read, Rule, Rulebook, Type};
use crate::engine::wording::Wording;
use crate::wording;

/// More contradictions than this in one decision help nobody, and a thousand rules have half a million pairs.
const MOST_TOLD: usize = 50;

/// `W0503`: two rules with different outcomes apply together and neither overrides the other.
pub(super) fn two_rules_decide_differently(rulebook: &Rulebook, decision: &Decision, report: &mut Report) {
    // Each condition is taken apart once: there are many more pairs than rules.
    let rules: Vec<(usize, &Rule, Demands<'_>)> = decision
        .rules
        .iter()
        .filter_map(|&id| known(rulebook, id))
        .map(|(id, rule, condition)| (id, rule, Demands::of(rulebook, condition)))
        .collect();
    let mut told = 0_usize;
    for (position, (first, upper, one)) in rules.iter().enumerate() {
        for (second, lower, other) in rules.iter().skip(position.saturating_add(1)) {
            let settled = upper.overrides.contains(second) || lower.overrides.contains(first);
            if upper.outcome == lower.outcome || settled {
                continue;
            }
            if let Some(when) = both_apply(rulebook, one, other) {
                tell_conflict(upper, lower, &when, report);
                told = told.saturating_add(1);
            }
            if told >= MOST_TOLD {
                return;
            }
        }
    }
}

/// `W0504`: a condition contradicts itself, or a rule that always applies overrides the rule.
pub(super) fn a_rule_never_applies(rulebook: &Rulebook, decision: &Decision, report: &mut Report) {
    for (id, rule, condition) in decision.rules.iter().filter_map(|&id| known(rulebook, id)) {
        let name = &rule.name;
        let message = wording!("aturan `{name}` tidak pernah menentukan putusan", "rule `{name}` never decides");
        if Demands::of(rulebook, condition).impossible {
            report
                .add(Code::RuleNeverApplies, condition.span, message)
                .label(wording!(
                    "syarat-syarat ini tidak mungkin terpenuhi bersama-sama",
                    "these conditions cannot hold together"
                ))
                .help(wording!(
                    "periksa batas-batasnya, atau hapus aturan ini",
                    "check the bounds, or remove the rule"
                ));
            continue;
        }
        let stronger = decision
            .rules
            .iter()
            .filter_map(|&it| known(rulebook, it))
            .find(|(_, it, when)| it.overrides.contains(&id) && always(when));
        if let Some((_, stronger, _)) = stronger {
            report
                .add(Code::RuleNeverApplies, rule.span, message)
                .label(wording!(
                    "aturan `{}` selalu berlaku dan mengesampingkannya",
                    "rule `{}` always applies and overrides it",
                    stronger.name
                ))
                .help(wording!(
                    "beri aturan yang mengesampingkan itu syarat, atau hapus aturan ini",
                    "give the overriding rule a condition, or remove this rule"
                ));
        }
    }
}

fn known(rulebook: &Rulebook, id: usize) -> Option<(usize, &Rule, &Expr)> {
    let rule = rulebook.rules.get(id)?;
    match &rule.condition {
        Meaning::Known(condition) => Some((id, rule, condition)),
        Meaning::Pending(_) => None,
    }
}

fn always(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Constant(constant) => domain::integer(constant) == Some(1),
        ExprKind::All(parts) => parts.iter().all(always),
        _ => false,
    }
}

/// When both conditions certainly hold together, in words; `None` if that cannot be said.
fn both_apply(rulebook: &Rulebook, first: &Demands<'_>, second: &Demands<'_>) -> Option<Wording> {
    let inside = |small: &Demands<'_>, large: &Demands<'_>| small.shapes.iter().all(|it| large.shapes.contains(it));
    let only_facts = first.opaque.is_empty() && second.opaque.is_empty();
    let certain = only_facts || inside(first, second) || inside(second, first);
    if !certain || first.excludes(second) {
        return None;
    }
    let both = first.and(second);
    let shown: Vec<Wording> = both.facts.values().filter_map(|fact| show(rulebook, fact)).collect();
    let join = |pick: fn(&Wording) -> &str, and: &str| shown.iter().map(pick).collect::<Vec<_>>().join(and);
    Some(match (shown.is_empty(), only_facts) {
        (true, true) if both.facts.is_empty() => wording!("setiap perkara", "every case"),
        (false, true) => Wording::new(join(|it| &it.id, " dan "), join(|it| &it.en, " and ")),
        _ => wording!("syarat aturan yang lebih sempit terpenuhi", "the conditions of the narrower rule hold"),
    })
}

fn show(rulebook: &Rulebook, fact: &Fact<'_>) -> Option<Wording> {
    let ExprKind::Read(read) = &fact.expression.kind else { return None };
    if read.local.is_some() {
        return None;
    }
    let stretch = *fact.allowed.first()?;
    let value = domain::show_stretch(rulebook, &fact.expression.ty, stretch);
    let path = path(rulebook, read);
    Some(Wording::new(format!("{path} = {}", value.id), format!("{path} = {}", value.en)))
}

/// The path as it is written in the rules.
fn path(rulebook: &Rulebook, read: &Read) -> String {
    let mut record = Some(0);
    let mut names = Vec::new();
    for &field in &read.fields {
        let Some(declared) = record.and_then(|it: usize| rulebook.records.get(it)).and_then(|it| it.fields.get(field))
        else {
            break;
        };
        names.push(declared.name.as_str());
        record = if let Type::Record(inner) = declared.ty { Some(inner) } else { None };
    }
    names.join(".")
}

fn tell_conflict(upper: &Rule, lower: &Rule, when: &Wording, report: &mut Report) {
    let (first, second) = (&upper.name, &lower.name);
    report
        .add(
            Code::RulesConflict,
            lower.span,
            wording!(
                "aturan `{first}` dan `{second}` bertentangan",
                "rules `{first}` and `{second}` contradict each other"
            ),
        )
        .label(Wording::new(format!("keduanya berlaku untuk {}", when.id), format!("both apply for {}", when.en)))
        .also(upper.span, wording!("aturan ini memberi hasil lain", "this rule gives another outcome"))
        .help(wording!(
            "tulis `mengesampingkan` pada aturan yang lebih khusus, atau buat syaratnya saling meniadakan",
            "write `overrides` on the more special rule, or make the conditions exclude each other"
        ));
}
