//! The identity of an edition: SHA-256 over the form of its rules that layout, comments and keyword language leave alone.
//!
//! What counts: the files of the edition and of those that it uses, in path order, without scenarios; the sources and
//! calendars that it refers to. Knows nothing of: file names, cases.

use crate::engine::resolve::{Scope, Unit};
use crate::engine::source::Sources;
use crate::engine::syntax::tree;
use crate::engine::types::Rulebook;
use crate::engine::wire::hash::sha256_hex;

pub(super) fn of(_sources: &Sources, units: &[Unit<'_>], scope: &Scope<'_>, rulebook: &Rulebook) -> String {
    let mut text = String::from("timbang.rulebook/1\n");
    for unit in units {
        for item in &unit.tree.items {
            if !matches!(
                item.kind,
                tree::ItemKind::Scenario(_) | tree::ItemKind::Source(_) | tree::ItemKind::Calendar(_)
            ) {
                part(&mut text, &format!("{:?}", item.kind));
            }
        }
    }
    for calendar in &rulebook.calendars {
        if let Some(Some(calendar)) = scope.calendars.get(calendar.name.as_str()) {
            part(&mut text, &format!("{calendar:?}"));
        }
    }
    for source in &rulebook.sources {
        if let Some(Some(source)) = scope.sources.get(source.name.as_str()) {
            part(&mut text, &format!("{source:?}"));
        }
    }
    sha256_hex(text.as_bytes())
}

/// With its length, so that no two lists of parts give one text.
fn part(text: &mut String, part: &str) {
    text.push_str(&part.len().to_string());
    text.push('\n');
    text.push_str(part);
    text.push('\n');
}
