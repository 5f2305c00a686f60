//! Decisions and rules: what is decided, when, why, until when, and what beats what.
//!
//! Knows nothing of: which rule wins.

use super::declare::{label, named};
use super::flow::Spot;
use super::graph;
use super::typer::{Bound, Typer};
use crate::engine::diag::Code;
use crate::engine::resolve::{Declared, Entity};
use crate::engine::syntax::tree::{self, Name};
use crate::engine::types::{Decision, Duty, Expr, ForEvery, Meaning, Node, Otherwise, Requirement, Rule, Type};
use crate::wording;
use std::collections::BTreeMap;

impl Typer<'_, '_> {
    pub(super) fn requirements(&mut self) -> Vec<Requirement> {
        let scope = self.scope;
        let mut found = Vec::new();
        for item in scope.requirements.iter().map(|it| it.item) {
            let condition = self.with_element(None, |it| it.truth(&item.condition));
            self.affordable(&[&condition]);
            found.push(Requirement {
                name: item.name.text.clone(),
                condition,
                message: label(&item.message, &item.name.text),
            });
        }
        found
    }

    /// Without the numbers of their rules; `None` for those that have no `otherwise`, as the report says.
    pub(super) fn decisions(&mut self) -> Vec<Option<Decision>> {
        let scope = self.scope;
        scope.decisions.iter().map(|it| self.decision(it)).collect()
    }

    fn decision(&mut self, declared: &Declared<'_, tree::Decision>) -> Option<Decision> {
        let item = declared.item;
        let for_every = item.for_every.as_ref().map(|(name, list)| (name, self.list(list)));
        if let Some((name, (_, element))) = &for_every {
            self.unshadowed(name, element);
        }
        let otherwise = self.otherwise(item);
        let for_every = match for_every {
            None => None,
            Some((name, (Some(list), element))) => Some(ForEvery { name: name.text.clone(), list, element }),
            Some((_, (None, _))) => return None,
        };
        Some(Decision {
            name: item.name.text.clone(),
            label: label(&item.label, &item.name.text),
            for_every,
            outcomes: item.outcomes.iter().map(named).collect(),
            otherwise: otherwise?,
            rules: Vec::new(),
            own: declared.own,
            span: item.name.span,
        })
    }

    fn otherwise(&mut self, item: &tree::Decision) -> Option<Otherwise> {
        let otherwise = item.otherwise.as_ref()?;
        let element = self.element(item);
        let because = self.with_element(element, |it| it.template(&otherwise.because));
        let outcome = item.outcomes.iter().position(|it| it.name.text == otherwise.outcome.text);
        if outcome.is_none() {
            self.unknown_outcome(item, &otherwise.outcome.text, otherwise.outcome.span);
        }
        Some(Otherwise { outcome: outcome?, bases: self.bases(&otherwise.bases), because })
    }

    /// The element that a decision `for every` is about; silent, for the list was looked at where it stands.
    pub(super) fn element(&mut self, decision: &tree::Decision) -> Option<Bound> {
        let (name, list) = decision.for_every.as_ref()?;
        let told = self.report.diagnostics.len();
        let (_, ty) = self.list(list);
        self.report.diagnostics.truncate(told);
        Some(Bound { name: name.text.clone(), ty })
    }

    /// `None` for rules that cannot be placed; the report says why.
    pub(super) fn rules(&mut self) -> Vec<Option<Rule>> {
        let scope = self.scope;
        let decided: Vec<Option<(usize, Option<usize>)>> = scope.rules.iter().map(|it| self.decided(it.item)).collect();
        let mut rules = Vec::new();
        for (declared, place) in scope.rules.iter().zip(&decided) {
            let overrides = self.overridden(declared.item, *place, &decided);
            let rule = self.rule(declared.item, *place, overrides);
            rules.push(rule);
        }
        self.circular_overrides(&rules);
        rules
    }

    /// The decision and the outcome of a rule.
    fn decided(&mut self, rule: &tree::Rule) -> Option<(usize, Option<usize>)> {
        let scope = self.scope;
        let (decision, outcome) = rule.decides.as_ref()?;
        let id = match scope.find(&decision.text) {
            Some(Entity::Decision(id)) => id,
            Some(Entity::Broken) => return None,
            _ => {
                self.unknown_decision(decision);
                return None;
            }
        };
        let item = scope.decisions.get(id)?.item;
        let place = item.outcomes.iter().position(|it| it.name.text == outcome.text);
        if place.is_none() {
            self.unknown_outcome(item, &outcome.text, outcome.span);
        }
        Some((id, place))
    }

    fn unknown_decision(&mut self, name: &Name) {
        let text = &name.text;
        let scope = self.scope;
        let decisions: Vec<&str> = scope.decisions.iter().map(|it| it.item.name.text.as_str()).collect();
        if self.scope.lost.contains(text) {
            return;
        }
        let listed = decisions.join("`, `");
        let otherwise = if listed.is_empty() {
            wording!("nyatakan dengan `putusan {text}`", "declare it with `decision {text}`")
        } else {
            wording!("putusan yang ada: `{listed}`", "the decisions are `{listed}`")
        };
        let help = self.suggester.help(text, decisions.into_iter(), otherwise);
        let diagnostic = self.error(
            Code::UnknownName,
            name.span,
            wording!("putusan `{text}` tidak dinyatakan", "the decision `{text}` is not declared"),
        );
        diagnostic.label(wording!("tidak ada putusan dengan nama ini", "no decision has this name"));
        diagnostic.help(help);
    }

    fn overridden(
        &mut self,
        rule: &tree::Rule,
        place: Option<(usize, Option<usize>)>,
        decided: &[Option<(usize, Option<usize>)>],
    ) -> Vec<usize> {
        let scope = self.scope;
        let mut found = Vec::new();
        for name in &rule.overrides {
            let index = match scope.rule_names.get(name.text.as_str()) {
                Some(Some(index)) => *index,
                Some(None) => continue,
                None => {
                    self.unknown_rule(name);
                    continue;
                }
            };
            let other = decided.get(index).copied().flatten();
            match (place, other) {
                (Some((own, _)), Some((other, _))) if own != other => self.other_decision(rule, name, index),
                _ => found.push(index),
            }
        }
        found
    }

    fn unknown_rule(&mut self, name: &Name) {
        let text = &name.text;
        if self.scope.lost.contains(text) {
            return;
        }
        let scope = self.scope;
        let otherwise = wording!("sebut aturan yang dinyatakan", "name a rule that is declared");
        let help = self.suggester.help(text, scope.rule_names.keys().copied(), otherwise);
        let diagnostic = self.error(
            Code::UnknownName,
            name.span,
            wording!("aturan `{text}` tidak dinyatakan", "the rule `{text}` is not declared"),
        );
        diagnostic.label(wording!("tidak ada aturan dengan nama ini", "no rule has this name"));
        diagnostic.help(help);
    }

    fn other_decision(&mut self, rule: &tree::Rule, name: &Name, other: usize) {
        let (own, text) = (&rule.name.text, &name.text);
        let there = self.scope.rules.get(other).map(|it| it.item.name.span);
        let diagnostic = self.error(
            Code::OverrideOfOtherDecision,
            name.span,
            wording!(
                "`{own}` mengesampingkan `{text}`, yang memutuskan hal lain",
                "`{own}` overrides `{text}`, which decides something else"
            ),
        );
        diagnostic.label(wording!("putusannya lain", "of another decision")).help(wording!(
            "hapus nama ini; aturan hanya mengesampingkan aturan dari putusan yang sama",
            "delete this name; a rule only overrides rules of its own decision"
        ));
        if let Some(there) = there {
            diagnostic.also(there, wording!("aturan itu", "that rule"));
        }
    }

    fn rule(
        &mut self,
        item: &tree::Rule,
        place: Option<(usize, Option<usize>)>,
        overrides: Vec<usize>,
    ) -> Option<Rule> {
        let decision = place.and_then(|it| self.scope.decisions.get(it.0)).map(|it| it.item);
        let element = decision.and_then(|it| self.element(it));
        let (condition, because, valid_until, duties) = self.with_element(element, |typer| {
            typer.reads.clear();
            let (condition, given) = typer.rule_condition(&item.condition);
            if let Some((decision, _)) = place {
                typer.named_by(Node::Decision(decision));
            }
            typer.where_given(&given, |it| {
                let because = it.template(&item.because);
                let valid_until = item.valid_until.as_ref().map(|date| it.date(date));
                let duties = item.duties.iter().map(|duty| it.duty(duty)).collect();
                (condition, because, valid_until, duties)
            })
        });
        let bases = self.bases(&item.bases);
        let (decision, outcome) = place?;
        Some(Rule {
            name: item.name.text.clone(),
            decision,
            outcome: outcome?,
            overrides,
            condition,
            bases,
            because,
            valid_until,
            duties,
            span: item.name.span,
        })
    }

    /// The condition, and what is known to be there when it holds.
    fn rule_condition(&mut self, meaning: &tree::Meaning) -> (Meaning<Expr>, Vec<Spot>) {
        match meaning {
            tree::Meaning::Expr(expr) => {
                let typed = self.truth(expr);
                self.affordable(&[&typed]);
                let given = self.implied_by(&typed).when_yes;
                (Meaning::Known(typed), given)
            }
            tree::Meaning::Pending(why) => (Meaning::Pending(label(why, "")), Vec::new()),
            tree::Meaning::Broken => (Meaning::Pending(label(&tree::LabelText::default(), "")), Vec::new()),
        }
    }

    fn date(&mut self, expr: &tree::Expr) -> Expr {
        let typed = self.expr(expr, Some(&Type::Date));
        let typed = self.of_type(typed, &Type::Date);
        self.affordable(&[&typed]);
        typed
    }

    fn duty(&mut self, duty: &tree::Duty) -> Duty {
        Duty {
            name: duty.name.text.clone(),
            label: self.template(&duty.label),
            due: duty.due.as_ref().map(|it| self.date(it)),
        }
    }

    fn circular_overrides(&mut self, rules: &[Option<Rule>]) {
        let edges: BTreeMap<usize, Vec<usize>> =
            rules.iter().enumerate().filter_map(|(id, rule)| Some((id, rule.as_ref()?.overrides.clone()))).collect();
        for circle in graph::circles(&edges) {
            let of: Vec<&Rule> = circle.iter().filter_map(|it| rules.get(*it)?.as_ref()).collect();
            let names: Vec<String> = of.iter().map(|it| it.name.clone()).collect();
            let chain = graph::chain(&names);
            if let Some(first) = of.first() {
                self.error(
                    Code::Cycle,
                    first.span,
                    wording!(
                        "aturan-aturan ini saling mengesampingkan: {chain}",
                        "these rules override each other: {chain}"
                    ),
                )
                .label(wording!("berputar", "in a circle"))
                .help(wording!("hapus salah satu `mengesampingkan`", "delete one of the `overrides`"));
            }
        }
    }
}
