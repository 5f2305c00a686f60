//! From names to typed rules: every expression gets a type, every number a scale, every guard is checked.
//!
//! Knows nothing of: layout, evaluation.

mod bodies;
mod comparisons;
mod conditions;
mod constants;
mod cost;
mod declare;
mod expectations;
mod expressions;
mod flow;
mod graph;
mod law;
mod lists;
mod names;
mod needs_what;
mod numbers;
mod rules;
mod scenarios;
mod tables;
mod templates;
mod type_names;
mod typer;
mod unused;
mod verifying;
mod words;

use super::{Decision, InForce, Judgement, Rule, Rulebook, Type};
use crate::engine::diag::Report;
use crate::engine::resolve::Scope;
use crate::engine::syntax::tree;
use bodies::Bodies;
use declare::label;
pub(crate) use law::{calendar, declared_calendar, declared_source};
use typer::Typer;
pub use unused::unused_names;

/// Types one edition.
///
/// The rulebook is there if nothing is wrong; its identity is still empty. `scenarios` are those of the edition itself.
#[must_use]
pub fn rulebook(scope: &Scope<'_>, scenarios: &[&tree::Scenario]) -> (Option<Rulebook>, Report) {
    let mut typer = Typer::new(scope);
    typer.declare();
    let in_force = scope.header.and_then(|it| typer.in_force(it));
    let bodies = typer.bodies();
    let requirements = typer.requirements();
    let judgements = typer.judgements();
    let decisions = typer.decisions();
    let rules = typer.rules();
    let order = typer.order();
    typer.scenarios(scenarios);
    let assembled = assemble(bodies, decisions, rules).zip(in_force).zip(scope.header);
    let Some((((bodies, decisions, rules), in_force), header)) = assembled.filter(|_| !typer.report.has_errors())
    else {
        return (None, typer.report);
    };
    let rulebook = Rulebook {
        name: header.name.text.clone(),
        edition: header.edition.text.clone(),
        title: label(&header.title, &header.name.text),
        in_force,
        bases: typer.bases(&header.bases),
        enums: std::mem::take(&mut typer.enums),
        records: std::mem::take(&mut typer.records),
        requirements,
        parameters: bodies.0,
        definitions: bodies.1,
        criteria: bodies.2,
        judgements,
        decisions,
        rules,
        calendars: typer.calendars_used(),
        sources: typer.sources_used(),
        order,
        expressions: typer.expressions(),
        sha256: String::new(),
    };
    (Some(rulebook), typer.report)
}

type Assembled = ((Vec<super::Parameter>, Vec<super::Definition>, Vec<super::Criterion>), Vec<Decision>, Vec<Rule>);

/// All of it, or nothing if a part could not be typed.
fn assemble(bodies: Bodies, decisions: Vec<Option<Decision>>, rules: Vec<Option<Rule>>) -> Option<Assembled> {
    let definitions = bodies.definitions.into_iter().collect::<Option<Vec<_>>>()?;
    let criteria = bodies.criteria.into_iter().collect::<Option<Vec<_>>>()?;
    let mut decisions = decisions.into_iter().collect::<Option<Vec<_>>>()?;
    let rules = rules.into_iter().collect::<Option<Vec<_>>>()?;
    for (id, rule) in rules.iter().enumerate() {
        decisions.get_mut(rule.decision)?.rules.push(id);
    }
    Some(((bodies.parameters, definitions, criteria), decisions, rules))
}

impl Typer<'_, '_> {
    fn in_force(&mut self, header: &tree::Rulebook) -> Option<InForce> {
        let written = header.in_force.as_ref()?;
        let by = self.read(&written.by)?;
        if by.ty != Type::Date {
            let found = self.describe(&by.ty);
            self.wrong_type(by.span, &crate::wording!("tanggal", "a date"), &found);
        }
        let until = written.until.as_ref().map(|it| it.days);
        if until.is_some_and(|until| until < written.from.days) {
            let show = crate::engine::value::date::iso;
            let (first, last) = (show(until.unwrap_or_default()), show(written.from.days));
            self.reversed(written.span, &format!("{first} … {last}"));
        }
        Some(InForce {
            from: written.from.days,
            until,
            by,
            gap_before: header.gap_before.is_some(),
            span: written.span,
        })
    }

    fn judgements(&mut self) -> Vec<Judgement> {
        let scope = self.scope;
        let mut found = Vec::new();
        for item in scope.judgements.iter().map(|it| it.item) {
            let name = label(&item.label, &item.name.text);
            found.push(Judgement {
                name: item.name.text.clone(),
                question: crate::engine::wording::Wording::new(
                    item.question.id.as_ref().map_or_else(|| name.id.clone(), |it| it.text.clone()),
                    item.question.en.as_ref().map_or_else(|| name.en.clone(), |it| it.text.clone()),
                ),
                label: name,
                asked_of: item.asked_of.as_ref().map_or_else(String::new, |it| it.text.clone()),
                presumed: item.presumed,
                bases: self.bases(&item.bases),
                span: item.name.span,
            });
        }
        found
    }
}
