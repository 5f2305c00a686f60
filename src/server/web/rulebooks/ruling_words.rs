//! The words of a norm that rule, as a regulation has them: names by their labels, the parts of a condition in a list with letters, a table as one.
//!
//! Knows nothing of: labels, where a name leads.

use std::cell::RefCell;

use maud::{Markup, html};

use crate::engine::reading::{Norm, NormKind};
use crate::engine::syntax::conditions::{Condition, Joint};
use crate::engine::syntax::reading::ReadLine;
use crate::engine::types::{Binding, Type};

use super::leaf::Leaf;
use super::written::{self, Named};

/// All of them; nothing where a norm is told without.
pub(super) fn ruling_words(leaf: &Leaf<'_>, it: &Norm) -> Markup {
    // The header says no more than what stands above it, except of a requirement.
    let skipped = usize::from(it.kind != NormKind::Requirement);
    let lines = leaf.lines(it).get(skipped..).unwrap_or_default();
    let (rows, lines): (Vec<&ReadLine>, Vec<&ReadLine>) = lines.iter().partition(|it| it.words.starts_with('|'));
    // A decision is told by its outcomes and rules, a parameter by its value.
    let is_told_elsewhere = matches!(it.kind, NormKind::Decision | NormKind::Parameter);
    html! {
        @if !(is_told_elsewhere || rows.is_empty() && lines.is_empty()) {
            (about(leaf, it))
            div.norm-text {
                @for line in lines { (one_line(leaf, it, line)) }
                @if !rows.is_empty() { (table(leaf, it, &rows)) }
            }
        }
    }
}

fn one_line(leaf: &Leaf<'_>, it: &Norm, line: &ReadLine) -> Markup {
    html! {
        p class={ "in-" (line.depth.min(12)) } {
            (words(leaf, it, &nameless(it, &line.words)))
            @if let Some(condition) = &line.condition { " " (before_parts(leaf, it, condition)) }
        }
        @if let Some(condition) = &line.condition { (members(leaf, it, condition)) }
    }
}

/// A requirement has its name between the keyword and the condition.
fn nameless(it: &Norm, text: &str) -> String {
    let parts = text.split_once(' ').filter(|_| it.kind == NormKind::Requirement);
    let rest = parts.and_then(|(keyword, rest)| Some((keyword, rest.strip_prefix(it.name.as_str())?)));
    rest.map_or_else(|| text.to_owned(), |(keyword, rest)| format!("{keyword}{rest}"))
}

fn words(leaf: &Leaf<'_>, it: &Norm, text: &str) -> Markup {
    let before = RefCell::new(Before::default());
    written::line(text, &|word: &str| {
        let mut before = before.borrow_mut();
        if before.is_applied && matches!(word, "dari" | "of") {
            before.is_applied = false;
            return Some(Named::Word(leaf.words.say("untuk", "for")));
        }
        before.is_applied = leaf.is_applied(it, word);
        let named = leaf.named(it, &before.name, word, text.trim() != word);
        if named.is_some() {
            word.clone_into(&mut before.name);
        }
        named
    })
}

/// What stands before a word.
#[derive(Debug, Default)]
struct Before {
    /// The last name.
    name: String,
    /// Whether the last word is a norm about whatever comes next: “of” would be read as a part of its label.
    is_applied: bool,
}

/// What stands before the parts of a condition, and of how many of them it is said that they hold.
fn before_parts(leaf: &Leaf<'_>, it: &Norm, condition: &Condition) -> Markup {
    let how_many = match (condition.joint, condition.negated) {
        (None, _) => "",
        (Some(Joint::All), false) => leaf.words.say("semua hal berikut:", "all of the following:"),
        (Some(Joint::Any), false) => leaf.words.say("salah satu dari hal berikut:", "any of the following:"),
        // “Not” before them could be read of each one.
        (Some(Joint::All), true) => leaf.words.say("tidak semua hal berikut:", "not all of the following:"),
        (Some(Joint::Any), true) => leaf.words.say("tidak satu pun dari hal berikut:", "none of the following:"),
    };
    html! { @if !condition.words.is_empty() { (words(leaf, it, &condition.words)) " " } (how_many) }
}

fn members(leaf: &Leaf<'_>, it: &Norm, condition: &Condition) -> Markup {
    html! {
        ol {
            @for member in &condition.members {
                li {
                    @if member.joint.is_some() { (before_parts(leaf, it, member)) (members(leaf, it, member)) }
                    @else { (words(leaf, it, &member.words)) }
                }
            }
        }
    }
}

/// What the name of an element stands for.
fn about(leaf: &Leaf<'_>, it: &Norm) -> Markup {
    let (book, of) = (leaf.rulebook(), leaf.of(it));
    let record = |it: &Binding| match it.ty {
        Type::Record(id) => book.records.get(id).map(|it| it.label.get(leaf.words.0)),
        _ => None,
    };
    html! {
        @if let Some((of, record)) = of.and_then(|it| Some((it, record(it)?))) {
            p.faint { (leaf.words.say("Di sini ", "Here ")) code { (of.name) } (leaf.words.say(" ialah ", " is: ")) (record) "." }
        }
    }
}

fn table(leaf: &Leaf<'_>, it: &Norm, rows: &[&ReadLine]) -> Markup {
    let (head, rows) = rows.split_first().map_or((None, rows), |it| (Some(it.0), it.1));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(leaf.called(it)) {
            table {
                @if let Some(head) = head { thead { tr { @for cell in cells(&head.words) { th scope="col" { (words(leaf, it, cell)) } } } } }
                tbody { @for row in rows { tr { @for cell in cells(&row.words) { td { (words(leaf, it, cell)) } } } } }
            }
        }
    }
}

/// What stands between the bars of a row; a bar in quotes parts nothing.
fn cells(row: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 1;
    let mut quoted = false;
    for (at, sign) in row.char_indices().skip(1) {
        match sign {
            '"' => quoted = !quoted,
            '|' if !quoted => {
                found.push(row.get(start..at).unwrap_or("").trim().trim_start_matches("->").trim());
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_taken_apart_at_its_bars() {
        assert_eq!(cells("| >= 325.0 | {a, b} | -> \"x|y\" |"), [">= 325.0", "{a, b}", "\"x|y\""]);
        assert!(cells("").is_empty());
    }
}
