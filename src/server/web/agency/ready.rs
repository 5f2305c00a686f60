//! How ready a draft is: what keeps it from being submitted, and which of the facts that were read have no evidence.
//!
//! Knows nothing of: how a case is submitted, how evidence is attached.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::engine::wording::Language;
use crate::server::service::{FactStatus, all_facts, around};
use crate::server::web::parts::{folded, query};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::form::{called, fact_of, id, in_words};

/// So many facts are told one by one before the others are to be opened.
pub(super) const FACTS: usize = 10;
/// So many are told at all.
const MOST: usize = 100;
/// So many facts without evidence are told at all.
const MOST_BARE: usize = 36;

/// Everything that keeps a case from being submitted, each with the way to its field.
pub(super) fn not_ready(viewer: &Viewer, rulebook: &Rulebook, case: &str, missing: &[Refusal]) -> Markup {
    let words = viewer.words;
    let items: Vec<Markup> = missing.iter().take(MOST).map(|it| one(words, rulebook, case, it)).collect();
    html! {
        (folded("", &items, (FACTS, words.say("Lainnya", "Others"))))
        @if missing.len() > MOST { p { (words.say("Dan lainnya: ", "And others: ")) (missing.len().saturating_sub(MOST)) "." } }
    }
}

fn one(words: Words, rulebook: &Rulebook, case: &str, refusal: &Refusal) -> Markup {
    let pointer = fact_of(&refusal.pointer);
    let said = in_words(refusal.clone());
    html! {
        a href={ "/cases/" (case) "/facts#" (id(&pointer)) } { (called(rulebook, &pointer, words.0)) }
        ": " (said.message.get(words.0))
    }
}

/// Facts that were read and have no evidence, with how many values of each were read; a list is one fact.
pub(super) struct Bare(Vec<(String, usize)>);

impl Bare {
    /// Of the facts that these ruling documents and changes read. The date that selects the edition is that of the request itself.
    pub(super) fn of(rulebook: &Rulebook, facts: &Value, (date, read): (&str, &[&Value])) -> Self {
        let lines = all_facts(rulebook, facts);
        let places: BTreeMap<&str, usize> = lines.iter().enumerate().map(|it| (it.1.path.as_str(), it.0)).collect();
        let evidence = facts.get("evidence");
        let mut paths = BTreeSet::new();
        for it in read {
            collect(it, &mut paths);
        }
        let mut counts = vec![0_usize; lines.len()];
        for path in paths.into_iter().filter(|it| *it != date) {
            let has_evidence = around(path).any(|it| evidence.and_then(|all| all.get(it)).is_some());
            let place = around(path).find_map(|it| places.get(it)).filter(|_| !has_evidence);
            if let Some(count) = place.and_then(|it| counts.get_mut(*it)) {
                *count = count.saturating_add(1);
            }
        }
        let bare = lines.iter().zip(counts).filter(|it| it.1 > 0 && it.0.status != FactStatus::Unknown);
        Self(bare.map(|(line, count)| (line.path.clone(), count)).collect())
    }

    /// Advice: a case can be submitted without evidence, and its verifier will ask for it.
    pub(super) fn advice(&self, viewer: &Viewer, rulebook: &Rulebook, case: &str) -> Markup {
        let words = viewer.words;
        let count = self.0.len();
        if count == 0 {
            return html! { p { (words.say("Setiap fakta yang dibaca untuk hasil ini mempunyai bukti.", "Every fact that is read for this outcome has evidence.")) } };
        }
        let items: Vec<Markup> = self.0.iter().take(MOST_BARE).map(|it| named(words, rulebook, case, it)).collect();
        html! {
            p { strong { (counted(words, count)) } " " (words.say(
                "Kasusnya tetap dapat diajukan, tetapi verifikator tidak mempunyai pegangan untuk memeriksanya.",
                "The case can be submitted all the same, but the verifier has nothing to check them by.",
            )) }
            (folded("bare", &items, (FACTS, words.say("Fakta lain tanpa bukti", "Other facts without evidence"))))
            @if count > MOST_BARE { p { (words.say("Dan lainnya: ", "And others: ")) (count.saturating_sub(MOST_BARE)) "." } }
        }
    }
}

fn counted(words: Words, count: usize) -> String {
    match words.0 {
        Language::Indonesian => format!("{count} fakta yang dibaca untuk hasil ini belum mempunyai bukti."),
        Language::English if count == 1 => "One fact that is read for this outcome has no evidence yet.".to_owned(),
        Language::English => format!("{count} facts that are read for this outcome have no evidence yet."),
    }
}

fn named(words: Words, rulebook: &Rulebook, case: &str, (path, count): &(String, usize)) -> Markup {
    let address = query(&format!("/cases/{case}/evidence"), &[("fact", path)]);
    html! {
        a href={ (address) "#fact" } { (called(rulebook, path, words.0)) }
        @if *count > 1 { " (" (count) " " (words.say("nilai", "values")) ")" }
    }
}

/// The places of all facts in what was read, wherever in it they stand.
fn collect<'v>(read: &'v Value, paths: &mut BTreeSet<&'v str>) {
    match read {
        Value::Array(all) => all.iter().for_each(|it| collect(it, paths)),
        Value::Object(members) => {
            let facts = members.get("facts").and_then(Value::as_array).into_iter().flatten();
            paths.extend(facts.filter_map(|it| it.get("path")?.as_str()));
            for inside in ["criteria", "parts", "alone", "together"] {
                if let Some(it) = members.get(inside) {
                    collect(it, paths);
                }
            }
        }
        _ => {}
    }
}
