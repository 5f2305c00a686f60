//! What a reviewer reads: each sentence beside the condition and the facts it comes from.

mod deciders;
mod documents;
mod random;
mod resting;
mod rules;
mod sentences;
mod shipped;

use crate::engine::captions::Captions;
use crate::engine::case::{Case, Layout};
use crate::engine::explain::view::{Values, View};
use crate::engine::reference::Asked;
use crate::engine::types::{Expr, Rulebook, Type};
use crate::engine::value::Truth;
use crate::engine::wire::{Completeness, read_case};

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
