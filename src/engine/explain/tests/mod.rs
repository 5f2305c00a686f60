//! What a reviewer reads: each sentence beside the condition and the facts it comes from.

mod deciders;
mod documents;
mod random;
mod resting;
mod rules;
mod sentences;
mod shipped;

use crate::engine::Ready;
use crate::engine::captions::Captions;
use crate::engine::case::{Case, Layout};
use crate::engine::explain::view::{Values, View};
use crate::engine::library::{Folder, Library, check};
use crate::engine::reference::Asked;
use crate::engine::source::Sources;
use crate::engine::types::{Expr, Rulebook, Type};
use crate::engine::value::Truth;
use crate::engine::wire::{Completeness, read_case};

/// What the bases of rules in tests name.
const LAW: &str = r#"
source LAW
  title "Contoh" en "Example"
  cited as "Contoh" en "Example"
  published "nowhere: an example"
  article 1 "Begitu." en "So."
"#;

/// The only edition in this text of rules.
fn ready(rules: &str) -> Ready {
    let mut sources = Sources::default();
    let files = vec![sources.add("rules.aturan", format!("{rules}{LAW}"))];
    let folders = vec![Folder { path: String::new(), files, target: true }];
    let checked = check(&Library { sources, folders, shared: Vec::new() });
    assert_eq!(checked.editions.len(), 1, "{:#?}", checked.report);
    Ready::new(checked.editions[0].rulebook.clone())
}

impl<'a> Values<'a> for Asked<'a> {
    fn truth(&mut self, expression: &'a Expr) -> Truth {
        Asked::truth(self, expression)
    }

    fn integer(&mut self, expression: &'a Expr) -> Option<i64> {
        Asked::integer(self, expression)
    }

    fn bind(&mut self, depth: usize, base: usize, ty: &'a Type) {
        Asked::bind(self, depth, base, ty);
    }
}

fn case(rules: &Rulebook, layout: &Layout, json: &str) -> Case {
    read_case(rules, layout, json.as_bytes(), Completeness::PreCheck).unwrap()
}

/// Looks at a case through rules.
fn looking<T>(rules: &Rulebook, json: &str, look: impl for<'a> FnOnce(&mut View<'a, '_>) -> T) -> T {
    let layout = Layout::new(rules);
    let case = case(rules, &layout, json);
    let captions = Captions::new(rules, &layout);
    let mut values = Asked::new(rules, &layout, &case);
    look(&mut View::new(rules, &layout, &captions, &case, &mut values))
}
