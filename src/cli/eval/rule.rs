//! Rulings on one case after the other, under the edition that each case calls for.

use std::sync::Arc;

use crate::cli::arguments::EvalArguments;
use crate::engine::case::Refusal;
use crate::engine::explain::ruling::Ruling;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::engine::{Checked, Edition, Ready, select};
use crate::wording;

/// The editions of one rulebook, ready, with what was asked.
pub(super) struct Bench {
    editions: Vec<Ready>,
    as_of: Option<i64>,
    decision: Option<String>,
    completeness: Completeness,
}

/// How one case ended.
pub(super) enum Outcome {
    Ruled,
    Refused(Vec<Refusal>),
}

impl Bench {
    /// Chooses the rulebook: the only one, or the one that makes the decision asked for.
    pub(super) fn new(checked: &Checked, asked: &EvalArguments) -> Result<Self, Wording> {
        let wanted = asked.decision.as_deref();
        let fitting = deciding(checked, wanted);
        let Some(first) = fitting.first() else {
            return Err(no_such_decision(checked, wanted));
        };
        if fitting.iter().any(|it| it.rulebook.name != first.rulebook.name) {
            return Err(several_rulebooks(&fitting));
        }
        let completeness = if asked.complete { Completeness::Complete } else { Completeness::PreCheck };
        let editions = fitting.iter().map(|it| Ready::new(it.rulebook.clone())).collect();
        Ok(Self { editions, as_of: asked.as_of, decision: asked.decision.clone(), completeness })
    }

    /// Rules on a case and hands on each ruling with the label of its decision.
    pub(super) fn rule(&self, json: &[u8], mut hand_on: impl FnMut(&Ruling, &Wording)) -> Outcome {
        let rulebooks: Vec<_> = self.editions.iter().map(Ready::rulebook).collect();
        let (index, choice) = match select::select(&rulebooks, json, self.as_of) {
            Ok(chosen) => chosen,
            Err(refused) => return Outcome::Refused(self.all_refusals(*refused, json)),
        };
        let Some(ready) = self.editions.get(index) else {
            return Outcome::Refused(Vec::new());
        };
        let case = match ready.accept(json, self.completeness) {
            Ok(case) => case,
            Err(refusals) => return Outcome::Refused(refusals),
        };
        let Some(decision) = self.decision_of(ready) else {
            return Outcome::Refused(vec![not_decided_here(ready, self.decision.as_deref())]);
        };
        let label = ready.rulebook().decisions.get(decision).map(|it| it.label.clone()).unwrap_or_default();
        for ruling in ready.rulings(&case, decision, &choice) {
            hand_on(&ruling, &label);
        }
        Outcome::Ruled
    }

    /// Why no edition fits, and what else is wrong with the case, as far as the latest edition can tell. A text that is
    /// not JSON has no date; reading it tells where it breaks.
    fn all_refusals(&self, refused: select::NotSelected, json: &[u8]) -> Vec<Refusal> {
        let latest = refused.latest.and_then(|it| self.editions.get(it)).or_else(|| self.editions.last());
        let others = latest.map(|it| it.accept(json, self.completeness).err().unwrap_or_default()).unwrap_or_default();
        if refused.latest.is_none() && !others.is_empty() {
            return others;
        }
        let pointer = refused.refusal.pointer.clone();
        let others = others.into_iter().filter(|it| it.pointer != pointer);
        std::iter::once(refused.refusal).chain(others).collect()
    }

    fn decision_of(&self, ready: &Ready) -> Option<usize> {
        let decisions = &ready.rulebook().decisions;
        match &self.decision {
            Some(name) => decisions.iter().position(|it| it.name == *name),
            None => decisions.iter().position(|it| it.own).or((!decisions.is_empty()).then_some(0)),
        }
    }
}

/// The editions that declare the decision themselves; if there are none, those that have it from a used rulebook.
fn deciding<'a>(checked: &'a Checked, wanted: Option<&str>) -> Vec<&'a Arc<Edition>> {
    let decides = |edition: &Edition, own: bool| {
        let mut decisions = edition.rulebook.decisions.iter().filter(|it| it.own || !own);
        decisions.any(|it| wanted.is_none_or(|name| it.name == name))
    };
    let own: Vec<_> = checked.editions.iter().filter(|it| decides(it, true)).collect();
    if own.is_empty() { checked.editions.iter().filter(|it| decides(it, false)).collect() } else { own }
}

fn no_such_decision(checked: &Checked, wanted: Option<&str>) -> Wording {
    let mut names: Vec<&str> =
        checked.editions.iter().flat_map(|it| &it.rulebook.decisions).map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let list = names.join(", ");
    match wanted {
        Some(name) => wording!(
            "tidak ada putusan `{name}` di sini; yang ada: {list}",
            "there is no decision `{name}` here; there are: {list}"
        ),
        None => wording!("aturan di sini tidak memuat putusan", "the rules here make no decision"),
    }
}

fn several_rulebooks(editions: &[&Arc<Edition>]) -> Wording {
    let mut names: Vec<&str> = editions.iter().map(|it| it.rulebook.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let list = names.join(", ");
    wording!(
        "ada lebih dari satu himpunan di sini ({list}); pilih foldernya dengan --rules, atau putusannya dengan --decision",
        "there is more than one rulebook here ({list}); choose its folder with --rules, or the decision with --decision"
    )
}

fn not_decided_here(ready: &Ready, wanted: Option<&str>) -> Refusal {
    let edition = &ready.rulebook().edition;
    let name = wanted.unwrap_or("");
    let message = wording!(
        "edisi {edition} tidak memuat putusan `{name}`",
        "edition {edition} does not make the decision `{name}`"
    );
    Refusal { pointer: String::new(), code: "C0304", message, expected: Wording::default() }
}
