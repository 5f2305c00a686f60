//! Declarations that nothing names: often a criterion that was forgotten in its rule.
//!
//! Knows nothing of: what is wrong otherwise; it is asked only of rules without errors.

use crate::engine::diag::{Code, Report};
use crate::engine::resolve::{Entity, Scope};
use crate::engine::syntax::tree::Name;
use crate::engine::types::{ExprKind, Rulebook, Type};
use crate::wording;
use std::collections::BTreeSet;

/// Reports them.
pub fn unused_names(scope: &Scope<'_>, rulebook: &Rulebook, report: &mut Report) {
    // A rulebook that decides nothing is there to be used by others.
    if !rulebook.decisions.iter().any(|it| it.own) {
        return;
    }
    let used = used(rulebook);
    let mut unused = |name: &Name, own: bool, entity: Entity| {
        if own && !used.contains(&entity) {
            warn(name, report);
        }
    };
    for (id, it) in scope.enums.iter().enumerate() {
        unused(&it.item.name, it.own, Entity::Enum(id));
    }
    for (id, it) in scope.records.iter().enumerate() {
        unused(&it.item.name, it.own, Entity::Record(id));
    }
    for (id, it) in scope.parameters.iter().enumerate() {
        unused(&it.item.name, it.own, Entity::Parameter(id));
    }
    for (id, (defined, own)) in scope.definitions.iter().enumerate() {
        unused(defined.name(), *own, Entity::Definition(id));
    }
    for (id, it) in scope.criteria.iter().enumerate() {
        unused(&it.item.name, it.own, Entity::Criterion(id));
    }
    for (id, it) in scope.judgements.iter().enumerate() {
        unused(&it.item.name, it.own, Entity::Judgement(id));
    }
}

fn warn(name: &Name, report: &mut Report) {
    let text = &name.text;
    report
        .add(
            Code::UnusedName,
            name.span,
            wording!("`{text}` tidak dipakai di mana pun", "`{text}` is not used anywhere"),
        )
        .label(wording!("tidak dipakai", "not used"))
        .help(wording!(
            "sebut di tempat yang membutuhkannya, atau hapus pernyataannya",
            "name it where it is needed, or delete the declaration"
        ));
}

fn used(rulebook: &Rulebook) -> BTreeSet<Entity> {
    let mut used = BTreeSet::new();
    for expr in rulebook.expressions() {
        expr.walk(&mut |it| {
            used.extend(match &it.kind {
                ExprKind::Parameter(id) => Some(Entity::Parameter(*id)),
                ExprKind::Definition { id, .. } => Some(Entity::Definition(*id)),
                ExprKind::Criterion { id, .. } => Some(Entity::Criterion(*id)),
                ExprKind::Judgement(id) => Some(Entity::Judgement(*id)),
                _ => None,
            });
        });
    }
    let fields = rulebook.records.iter().flat_map(|it| &it.fields).map(|it| &it.ty);
    let values = rulebook.parameters.iter().map(|it| &it.ty).chain(rulebook.definitions.iter().map(|it| &it.ty));
    let bound = rulebook.definitions.iter().map(|it| &it.of).chain(rulebook.criteria.iter().map(|it| &it.of));
    used.extend(fields.chain(values).chain(bound.flatten().map(|it| &it.ty)).filter_map(type_used));
    used
}

fn type_used(ty: &Type) -> Option<Entity> {
    match ty {
        Type::Enum(id) => Some(Entity::Enum(*id)),
        Type::Record(id) => id.checked_sub(1).map(Entity::Record),
        Type::List { element, .. } => type_used(element),
        _ => None,
    }
}
