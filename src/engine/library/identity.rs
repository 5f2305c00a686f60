//! The identity of an edition: SHA-256 over the form of its rules that layout, comments and keyword language leave alone.
//!
//! What counts: the files of the edition and of those that it uses, in path order, without scenarios; the sources and
//! calendars that it refers to, wherever they are declared, without the articles that are `not encoded` (no norm may rest
//! on them, so no ruling shows them). Knows nothing of: file names, cases.

use crate::engine::resolve::{Scope, Unit};
use crate::engine::source::{Sources, Span};
use crate::engine::syntax::{canonical, tree};
use crate::engine::types::Rulebook;
use crate::engine::wire::hash::sha256_hex;
use crate::engine::wording::Language;
use std::collections::BTreeMap;

/// The texts in which an edition was read.
pub(super) struct Texts<'a> {
    pub sources: &'a Sources,
    pub units: &'a [Unit<'a>],
    pub shared: &'a [&'a tree::File],
}

pub(super) fn of(texts: &Texts<'_>, scope: &Scope<'_>, rulebook: &Rulebook) -> String {
    let mut text = String::from("timbang.rulebook/1\n");
    for unit in texts.units {
        for item in unit.tree.items.iter().filter(|it| counts(&it.kind)) {
            part(&mut text, &texts.item(item.span, unit.tree.language));
        }
    }
    let declared = texts.sources_and_calendars();
    let calendars =
        rulebook.calendars.iter().filter_map(|it| (*scope.calendars.get(it.name.as_str())?).map(|it| &it.name));
    let mut referred: Vec<&tree::Name> = calendars.collect();
    let sources = rulebook.sources.iter().filter_map(|it| (*scope.sources.get(it.name.as_str())?).map(|it| &it.name));
    referred.extend(sources);
    for name in referred {
        if let Some((span, language)) = declared.get(&name.span) {
            part(&mut text, &texts.item(*span, *language));
        }
    }
    sha256_hex(text.as_bytes())
}

/// Sources and calendars count only if something refers to them.
const fn counts(kind: &tree::ItemKind) -> bool {
    !matches!(kind, tree::ItemKind::Scenario(_) | tree::ItemKind::Source(_) | tree::ItemKind::Calendar(_))
}

impl Texts<'_> {
    /// One item in its canonical form.
    fn item(&self, span: Span, language: Language) -> String {
        let head = match language {
            Language::Indonesian => "bahasa id\n",
            Language::English => "language en\n",
        };
        canonical(&format!("{head}{}", self.sources.slice(span)), true)
    }

    /// The item of each name, by the place of the name.
    fn sources_and_calendars(&self) -> BTreeMap<Span, (Span, Language)> {
        let files = self.units.iter().map(|it| it.tree).chain(self.shared.iter().copied());
        let mut found = BTreeMap::new();
        for file in files {
            for item in &file.items {
                let name = match &item.kind {
                    tree::ItemKind::Source(it) => &it.name,
                    tree::ItemKind::Calendar(it) => &it.name,
                    _ => continue,
                };
                found.insert(name.span, (item.span, file.language));
            }
        }
        found
    }
}

/// With its length, so that no two lists of parts give one text.
fn part(text: &mut String, part: &str) {
    text.push_str(&part.len().to_string());
    text.push('\n');
    text.push_str(part);
}
