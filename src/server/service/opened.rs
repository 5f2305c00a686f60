//! A ruling opened for a reader: its letter, and beside it the values that were weighed, the rules' own text, and its history.
//!
//! Knows nothing of: how it is shown.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::explain::deciders::Told;
use crate::engine::explain::measures::{DayKind, Measure, Shown, Weighed};
use crate::engine::explain::ruling::{Fact, Part, Ruling};
use crate::engine::source::{Sources, Span};
use crate::engine::value::Truth;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::store::{CaseRow, EventRow, ReviewRow, RulingRow};

use super::changes::{self, Changes};
use super::documents::Documents;
use super::laws::Law;
use super::letters::{Letter, title_of};
use super::prose::same;
use super::remedies::Sufficient;
use super::replay::decision_of;
use super::texts::Texts;
use super::{Book, Service, ServiceError};

/// All of a ruling.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) letter: Letter,
    pub(crate) ruling: RulingRow,
    pub(crate) case: CaseRow,
    /// The facts that were ruled on, with their evidence.
    pub(crate) facts: Value,
    /// The documents that this evidence names.
    pub(crate) documents: Documents,
    pub(crate) reviews: Vec<ReviewRow>,
    pub(crate) history: Vec<EventRow>,
    /// What the rulebook is called.
    pub(crate) rulebook: Wording,
    /// From and until when the edition is in force, as days are stored.
    pub(crate) in_force: Option<(String, Option<String>)>,
    /// Values as readers see them, by the pointer of a fact or the name of a definition. Empty if ruling again does not give the same document: nothing is shown that the ruling
    /// did not say.
    pub(crate) shown: BTreeMap<String, Shown>,
    /// What decided, for each of the documents in their order; empty as well.
    pub(crate) told: Vec<Told>,
    /// The number of the document whose reasons are wanted.
    pub(crate) element: usize,
    /// What would change the ruling on the element that was asked for; none for a decision on the whole case.
    pub(crate) of_element: Option<(Changes, Vec<Sufficient>)>,
    /// By the name of a criterion or rule; empty as well.
    pub(crate) weighed: BTreeMap<String, Vec<Weight>>,
    /// The rules of the decision, in the order of the file.
    pub(crate) rules: Vec<String>,
    /// The text of criteria, rules and of the decision, by name.
    pub(crate) texts: BTreeMap<String, RuleText>,
}

/// A value beside what was demanded of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weight {
    /// `holds`, `fails` or `unknown`.
    pub(crate) result: &'static str,
    pub(crate) subject: Wording,
    pub(crate) value: Shown,
    pub(crate) demanded: Wording,
    /// Nothing if the demand says it all.
    pub(crate) threshold: Option<Shown>,
    pub(crate) named: Wording,
    /// The name and value of what the value was worked out from.
    pub(crate) source: Vec<(Wording, Shown)>,
    /// In the order of time.
    pub(crate) days: Vec<WeighedDay>,
}

/// A day on a time line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WeighedDay {
    /// Since 1970-01-01.
    pub(crate) day: i64,
    /// `looked`, `from` or `limit`.
    pub(crate) kind: &'static str,
    pub(crate) label: Wording,
}

/// A stretch of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    pub(crate) path: String,
    /// The number of the first line, from 1.
    pub(crate) first: usize,
    /// Each line, and whether it decided.
    pub(crate) lines: Vec<(String, bool)>,
}

impl Service {
    /// A ruling that this actor may see, with all that its reasons rest on. Of a ruling on the elements of a list, what would change it
    /// is worked out for one of them: this one, else the first that calls for attention.
    pub(crate) async fn opened(
        &self,
        actor: &Actor,
        ruling_id: &str,
        element: Option<usize>,
    ) -> Result<Opened, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let ruling = scoped.ruling(ruling_id).await?.ok_or(ServiceError::NotFound)?;
        let case = scoped.case(&ruling.case_id).await?.ok_or(ServiceError::NotFound)?;
        let snapshot = scoped.snapshot(&case, ruling.snapshot).await?;
        let reviews = scoped.reviews(&ruling).await?;
        let letter = self.letter_of(actor, (&ruling, &case), &snapshot, &reviews).await?;
        let book = self.book_of(&ruling).await?;
        let law = book.as_ref().and_then(|it| it.laws.first());
        let rulebook = title_of(&ruling, book.as_ref());
        let in_force = law.map(|it| (it.row.in_force_from.clone(), it.row.in_force_until.clone()));
        let made_again =
            book.as_ref().and_then(|it| made_again(it, &ruling, &snapshot.facts, (&letter.documents, element)));
        let Again { shown, told, element, of_element, weighed, rules, texts } = made_again.unwrap_or_default();
        let facts = serde_json::from_str(&snapshot.facts).unwrap_or_default();
        let documents = self.documents_in(actor, &case.agency_id, &facts).await?;
        let history = scoped.events(&case).await?;
        Ok(Opened {
            letter,
            ruling,
            case,
            facts,
            documents,
            reviews,
            history,
            rulebook,
            in_force,
            shown,
            told,
            element,
            of_element,
            weighed,
            rules,
            texts,
        })
    }
}

/// What making the ruling again tells beyond its document.
#[derive(Default)]
struct Again {
    shown: BTreeMap<String, Shown>,
    told: Vec<Told>,
    element: usize,
    of_element: Option<(Changes, Vec<Sufficient>)>,
    weighed: BTreeMap<String, Vec<Weight>>,
    rules: Vec<String>,
    texts: BTreeMap<String, RuleText>,
}

/// Nothing if the rules that were kept now come to another document.
fn made_again(
    book: &Book,
    ruling: &RulingRow,
    facts: &str,
    (documents, element): (&[Value], Option<usize>),
) -> Option<Again> {
    let law = book.laws.first()?;
    let accepted = book.read(facts.as_bytes(), None, Completeness::Complete).ok()?;
    let decision = documents.first().and_then(decision_of)?;
    let index = law.ready.rulebook().decisions.iter().position(|it| it.name == decision)?;
    let rulings = law.ready.rulings(&accepted.case, index, &accepted.choice);
    if !same(&rulings, &ruling.document) {
        return None;
    }
    let rulebook = law.ready.rulebook();
    let of_decision = rulebook.decisions.get(index).map_or(&[][..], |it| it.rules.as_slice());
    let rules: Vec<String> =
        of_decision.iter().filter_map(|it| rulebook.rules.get(*it)).map(|it| it.name.clone()).collect();
    let names: Vec<String> = names_in(documents).into_iter().filter(|it| !rules.contains(it)).collect();
    let names: Vec<&str> = names.iter().chain(&rules).map(String::as_str).collect();
    let all = law.ready.weighed(&accepted.case, &names);
    let sources = Texts::kept(&law.row.texts).map(|it| it.library(&law.row.rulebook).sources).unwrap_or_default();
    let mut texts: BTreeMap<String, RuleText> =
        all.iter().filter_map(|(name, it)| Some((name.clone(), text_of(&sources, it.whole, &it.decisive)?))).collect();
    texts.extend(text_of_decision(law, &sources, decision).map(|it| (decision.to_owned(), it)));
    let weights = |it: Weighed| it.measures.into_iter().map(weight).collect::<Vec<_>>();
    let weighed = all.into_iter().map(|(name, it)| (name, weights(it))).collect();
    let told = law.ready.told(&accepted.case, index);
    let element = element.filter(|it| *it < rulings.len()).unwrap_or_else(|| first_to_see(documents, &told));
    let number = u32::try_from(element).ok();
    let of_element = number.zip(rulings.get(element).filter(|it| it.element.is_some()));
    let of_element = of_element.and_then(|(number, it)| changes::of_element(&accepted, (index, number), it));
    Some(Again { shown: shown(&rulings), told, element, of_element, weighed, rules, texts })
}

fn shown(rulings: &[Ruling<'_>]) -> BTreeMap<String, Shown> {
    let mut found = BTreeMap::new();
    for ruling in rulings {
        found.extend(ruling.definitions.iter().map(|it| (it.id.to_owned(), Shown::of(&it.value))));
        for criterion in &ruling.criteria {
            facts_shown(&criterion.facts, &mut found);
            parts_shown(&criterion.parts, &mut found);
        }
    }
    found
}

fn facts_shown(facts: &[Fact<'_>], found: &mut BTreeMap<String, Shown>) {
    found.extend(facts.iter().map(|it| (it.path.to_string(), Shown::of(&it.value))));
}

fn parts_shown(parts: &[Part<'_>], found: &mut BTreeMap<String, Shown>) {
    for part in parts {
        facts_shown(&part.facts, found);
        parts_shown(&part.parts, found);
    }
}

/// How a document looks to a reader: `unknown` if nothing is decided, `fails` if a condition decided by not being met, else `holds`.
pub(crate) fn came_out(document: &Value, told: Option<&Told>) -> &'static str {
    if document.get("status").and_then(Value::as_str) != Some("decided") {
        return "unknown";
    }
    let fails = match told {
        Some(told) => told.deciders.iter().any(|it| it.result == Truth::No),
        None => document.get("rules").and_then(Value::as_array).is_some_and(Vec::is_empty),
    };
    if fails { "fails" } else { "holds" }
}

/// The number of the document that a reader should see first: where something failed, else where something is not known, else the first.
fn first_to_see(documents: &[Value], told: &[Told]) -> usize {
    let results: Vec<&str> = documents.iter().enumerate().map(|(at, it)| came_out(it, told.get(at))).collect();
    let first = |wanted: &str| results.iter().position(|it| *it == wanted);
    first("fails").or_else(|| first("unknown")).unwrap_or_default()
}

/// Every criterion and rule that the documents name, each once.
fn names_in(documents: &[Value]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (list, key) in [("criteria", "id"), ("rules", "id"), ("overridden", "rule"), ("conflicts", "rule")] {
        let all = documents.iter().filter_map(|it| it.get(list)?.as_array()).flatten();
        names.extend(all.filter_map(|it| it.get(key)?.as_str()).map(str::to_owned));
    }
    names.sort();
    names.dedup();
    names
}

pub(crate) fn weight(it: Measure) -> Weight {
    let kind = |it| match it {
        DayKind::Looked => "looked",
        DayKind::From => "from",
        DayKind::Limit => "limit",
    };
    let days = it.days.into_iter().map(|it| WeighedDay { day: it.day, kind: kind(it.kind), label: it.label });
    Weight {
        result: it.result.result_name(),
        subject: it.subject,
        value: it.value,
        demanded: it.demanded,
        threshold: it.threshold,
        named: it.named,
        source: it.source,
        days: days.collect(),
    }
}

/// A declaration is named by its first line; what belongs to it stands indented below.
fn text_of(sources: &Sources, named: Span, decisive: &[Span]) -> Option<RuleText> {
    let file = sources.file(named.file)?;
    let line_of = |at: u32| sources.position(named.file, at).0;
    let stretch = |it: &Span| line_of(it.start)..=line_of(it.end.saturating_sub(1).max(it.start));
    let decided: Vec<_> = decisive.iter().filter(|it| it.file == named.file).map(stretch).collect();
    let first = line_of(named.start);
    let mut rest = file.text.lines().enumerate().skip(first.saturating_sub(1));
    let head = rest.next()?;
    let body = rest.take_while(|it| it.1.starts_with([' ', '\t']));
    let lines = std::iter::once(head).chain(body).map(|(index, line)| {
        let number = index.saturating_add(1);
        (line.to_owned(), decided.iter().any(|it| it.contains(&number)))
    });
    Some(RuleText { path: file.path.clone(), first, lines: lines.collect() })
}

/// The decision itself; its last part says what holds if no rule applies.
fn text_of_decision(law: &Law, sources: &Sources, name: &str) -> Option<RuleText> {
    let decision = law.ready.rulebook().decisions.iter().find(|it| it.name == name)?;
    let mut text = text_of(sources, decision.span, &[])?;
    let otherwise = |it: &str| ["selain itu", "otherwise"].iter().any(|word| it.trim_start().starts_with(word));
    let from = text.lines.iter().position(|it| otherwise(&it.0));
    for line in text.lines.iter_mut().skip(from.unwrap_or(usize::MAX)) {
        line.1 = true;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_those_that_decided_are_marked() {
        let mut sources = Sources::default();
        let text = "head\nrule a\n  if b\n  and c\n-- about what follows\nrule d\n";
        let file = sources.add("x.aturan", text);
        let at = |part: &str| u32::try_from(text.find(part).unwrap()).unwrap();
        let whole = Span { file, start: at("rule a"), end: at("rule a") + 6 };
        let decisive = Span { file, start: at("and c"), end: at("and c") + 5 };
        let found = text_of(&sources, whole, &[decisive]).unwrap();
        assert_eq!((found.path.as_str(), found.first), ("x.aturan", 2));
        let lines: Vec<(&str, bool)> = found.lines.iter().map(|it| (it.0.as_str(), it.1)).collect();
        assert_eq!(lines, [("rule a", false), ("  if b", false), ("  and c", true)]);
    }
}
