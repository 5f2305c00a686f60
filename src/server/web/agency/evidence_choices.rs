//! What evidence can be for: groups, lists, their entries and facts, by their names. A choice among thousands is none, so it is bounded.
//!
//! Knows nothing of: what evidence there is, how it is recorded.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::Language;
use crate::server::service::{around, escaped};
use crate::server::stated::spot;
use crate::server::words::Words;

use super::form::called;

/// So many places are offered at once.
const MOST: usize = 300;

/// What a page speaks of: its language, the rules, and the facts.
type About<'a> = (Words, &'a Rulebook, &'a Value);

/// How deep in lists a place is: what is left out first is deepest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// In no list.
    Outside,
    /// An entry of a list.
    Entry,
    /// A list in an entry, or an entry of that.
    Inside,
    /// A single fact of an entry.
    Fact,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    path: String,
    depth: Depth,
    is_list: bool,
}

/// A place that is not offered, as it was named: a list, and the number of its entry, counted from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Within {
    pub(super) list: String,
    pub(super) entry: String,
}

impl Within {
    /// The place; nothing if the number is none. Without a number it is the whole list.
    pub(super) fn path(&self) -> Option<String> {
        if self.entry.is_empty() {
            return Some(self.list.clone());
        }
        let entry = self.entry.parse::<usize>().ok()?.checked_sub(1)?;
        Some(format!("{}/{entry}", self.list))
    }
}

/// The places that are offered.
#[derive(Debug)]
pub(super) struct Choices {
    places: Vec<Place>,
    /// How many are not.
    left_out: usize,
    /// Lists some of whose entries may be among those.
    lists: Vec<String>,
}

impl Choices {
    /// All of which the case says something, if they are few; else the outer ones, and what is in the one that was chosen.
    pub(super) fn of(rulebook: &Rulebook, facts: &Value, chosen: &str) -> Self {
        let mut all = Vec::new();
        collect((rulebook, &Type::Record(0)), facts, (String::new(), Depth::Outside), &mut all);
        let lists = all.iter().filter(|it| it.is_list).take(MOST).map(|it| it.path.clone()).collect();
        let (inside, count) = (format!("{chosen}/"), all.len());
        let outside: BTreeSet<&str> = if chosen.is_empty() { BTreeSet::new() } else { around(chosen).collect() };
        let is_near =
            |it: &Place| !chosen.is_empty() && (it.path.starts_with(&inside) || outside.contains(it.path.as_str()));
        // Single facts of entries are offered for all entries, for the one that was chosen, or for none.
        let offered = all.into_iter().filter(|it| count <= MOST || it.depth < Depth::Fact || is_near(it));
        let mut order: Vec<(usize, Place)> = offered.enumerate().collect();
        order.sort_by_cached_key(|(number, it)| (!is_near(it), it.depth, *number));
        order.truncate(MOST);
        order.sort_by_key(|it| it.0);
        let places: Vec<Place> = order.into_iter().map(|it| it.1).collect();
        Self { left_out: count.saturating_sub(places.len()), places, lists }
    }

    /// The places by the groups that they are in.
    pub(super) fn options(&self, about: About<'_>, chosen: &str) -> Markup {
        let (words, rulebook, _) = about;
        let group = |it: &Place| it.path.split('/').nth(1).unwrap_or_default().to_owned();
        html! {
            @for all in self.places.chunk_by(|one, other| group(one) == group(other)) {
                @let label = all.first().map(|it| called(rulebook, &format!("/{}", group(it)), words.0)).unwrap_or_default();
                @if let [only] = all { (option(about, only, chosen)) }
                @else { optgroup label=(label) { @for it in all { (option(about, it, chosen)) } } }
            }
        }
    }

    /// From the choice to what is not in it.
    pub(super) fn way_to_others(&self, words: Words) -> Markup {
        html! { @if self.left_out > 0 { p.help { a href="#within" { (words.say("Tidak ada dalam pilihan?", "Not among the choices?")) } } } }
    }

    /// Whether there is such a place among the lists, or it is an entry of one of them.
    pub(super) fn finds(&self, facts: &Value, path: &str) -> bool {
        self.lists
            .iter()
            .any(|it| path.strip_prefix(it.as_str()).is_some_and(|it| it.is_empty() || it.starts_with('/')))
            && facts.pointer(path).is_some()
    }

    /// That there are more, and how they are found: fields of the form around them, whose button records nothing.
    pub(super) fn finding(
        &self,
        (words, rulebook, facts): About<'_>,
        action: &str,
        (typed, errors): (&Within, &Markup),
    ) -> Markup {
        let count = self.left_out;
        let is_wrong = (!errors.0.is_empty()).then_some("true");
        let text = match words.0 {
            Language::Indonesian => format!(
                "Pilihan di atas tidak memuat semuanya: masih ada {count} data di dalam daftar. Sebut daftarnya dan nomor isiannya, lalu pilih."
            ),
            Language::English => format!(
                "The choices above do not hold everything: lists have {count} more. Name the list and the number of its entry, then choose."
            ),
        };
        html! {
            @if count > 0 || !typed.entry.is_empty() {
                fieldset {
                    legend { (words.say("Data yang tidak ada dalam pilihan", "Facts that are not among the choices")) }
                    p.help { (text) }
                    div.search {
                        div.field {
                            label for="within" { (words.say("Daftar", "List")) }
                            select #within name="within" {
                                @for it in &self.lists { option value=(it) selected[*it == typed.list] { (name(words, rulebook, facts, it)) } }
                            }
                        }
                        div.field {
                            label for="entry" { (words.say("Nomor isian", "Number of the entry")) }
                            input #entry type="text" name="entry" autocomplete="off" inputmode="numeric" value=(typed.entry) aria-invalid=[is_wrong] aria-describedby=[is_wrong.map(|_| "entry-errors")];
                            (errors)
                        }
                        button type="submit" name="find" value="1" formnovalidate formaction={ (action) "#fact" } { (words.say("Pilih isian ini", "Choose this entry")) }
                    }
                }
            }
        }
    }
}

fn option((words, rulebook, facts): About<'_>, it: &Place, chosen: &str) -> Markup {
    html! { option value=(it.path) selected[it.path == chosen] { (name(words, rulebook, facts, &it.path)) } }
}

/// What a place is called from the outside in, with the texts that tell entries apart.
pub(super) fn name(words: Words, rulebook: &Rulebook, facts: &Value, path: &str) -> String {
    spot(words, rulebook, facts, path).map_or_else(|| called(rulebook, path, words.0), |it| it.names.join(" › "))
}

fn collect((rulebook, ty): (&Rulebook, &Type), value: &Value, (path, depth): (String, Depth), found: &mut Vec<Place>) {
    let is_list = matches!((ty, value), (Type::List { .. }, Value::Array(all)) if !all.is_empty());
    if !path.is_empty() {
        found.push(Place { path: path.clone(), depth, is_list });
    }
    match (ty, value) {
        (Type::Record(record), Value::Object(facts)) => {
            let fields = rulebook.records.get(*record).map_or(&[][..], |it| &it.fields);
            for field in fields.iter().filter(|it| it.verifies.is_none()) {
                let Some(value) = facts.get(&field.name) else { continue };
                let depth = match (depth, &field.ty) {
                    (Depth::Outside, _) => Depth::Outside,
                    (_, Type::List { .. }) => Depth::Inside,
                    _ => Depth::Fact,
                };
                collect((rulebook, &field.ty), value, (format!("{path}/{}", escaped(&field.name)), depth), found);
            }
        }
        (Type::List { element, .. }, Value::Array(elements)) if matches!(**element, Type::Record(_)) => {
            let depth = if depth == Depth::Outside { Depth::Entry } else { Depth::Inside };
            for (number, it) in elements.iter().enumerate() {
                collect((rulebook, element), it, (format!("{path}/{number}"), depth), found);
            }
        }
        _ => {}
    }
}
