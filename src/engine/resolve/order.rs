//! An order in which definitions and criteria can be typed: each after those that it may name.
//!
//! The names are taken as written, so the order is a guess where they form a circle or where an enum value has the name of
//! a definition; the typed rules tell the truth about circles. Knows nothing of: types.

use super::{Defined, Entity, Scope, mentions};

/// Definitions and criteria only.
#[must_use]
pub fn typing_order(scope: &Scope<'_>) -> Vec<Entity> {
    let mut order = Order { scope, seen: std::collections::BTreeSet::new(), done: Vec::new() };
    for index in 0..scope.definitions.len() {
        order.visit(Entity::Definition(index));
    }
    for index in 0..scope.criteria.len() {
        order.visit(Entity::Criterion(index));
    }
    order.done
}

struct Order<'s, 't> {
    scope: &'s Scope<'t>,
    seen: std::collections::BTreeSet<Entity>,
    done: Vec<Entity>,
}

impl Order<'_, '_> {
    /// Depth first with a stack of its own: a chain of ten thousand definitions must not exhaust the real one.
    fn visit(&mut self, root: Entity) {
        if !self.seen.insert(root) {
            return;
        }
        let mut stack = vec![(root, self.named_in(root))];
        while let Some((entity, open)) = stack.last_mut() {
            match open.pop() {
                Some(next) if self.seen.insert(next) => {
                    let named = self.named_in(next);
                    stack.push((next, named));
                }
                Some(_) => {}
                None => {
                    self.done.push(*entity);
                    stack.pop();
                }
            }
        }
    }

    fn named_in(&self, entity: Entity) -> Vec<Entity> {
        let mut found = Vec::new();
        let mut see = |name: &str| {
            if let Some(it @ (Entity::Definition(_) | Entity::Criterion(_))) = self.scope.find(name) {
                found.push(it);
            }
        };
        match entity {
            Entity::Definition(index) => match self.scope.definitions.get(index) {
                Some((Defined::Define(it), _)) => mentions::in_meaning(&it.meaning, &mut see),
                Some((Defined::Table(it), _)) => mentions::in_table(it, &mut see),
                None => {}
            },
            Entity::Criterion(index) => {
                if let Some(it) = self.scope.criteria.get(index) {
                    mentions::in_meaning(&it.item.condition, &mut see);
                }
            }
            _ => {}
        }
        found
    }
}
