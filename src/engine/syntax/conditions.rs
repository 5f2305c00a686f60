//! A condition as a reader takes it: whole, or its parts one by one, each in the keyword language of the reader.
//!
//! Knows nothing of: what names mean, how it is shown.

use super::atoms::{self, Comment, Event};
use super::from_pairs::Piece;
use super::grammar::Rule;
use super::layout;
use crate::engine::wording::Language;

/// A condition, or one part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// All of it; if it has parts, what stands before them.
    pub words: String,
    pub joint: Option<Joint>,
    /// What is said of the parts is not so: none of them, or not all of them.
    pub negated: bool,
    pub members: Vec<Condition>,
}

/// Of how many parts it is said that they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    All,
    Any,
}

/// The words before a condition with parts, and the condition; nothing if it has none.
pub(super) fn led(text: &str, clause: &Piece<'_>, language: Language) -> Option<(String, Condition)> {
    let before: Vec<Piece<'_>> = clause.clone().into_inner().take_while(|it| it.as_rule() != Rule::condition).collect();
    let found = clause.clone().into_inner().find(|it| it.as_rule() == Rule::condition)?;
    let condition = Reader { text, language }.condition(&found);
    condition.joint.is_some().then(|| (words(text, &before, language), condition))
}

/// Pieces that follow each other on one line; what was remarked in between stands at its end.
pub(super) fn words(text: &str, pieces: &[Piece<'_>], language: Language) -> String {
    let mut events = atoms::events_of(text, pieces, language);
    let mut remarks = Vec::new();
    for event in &mut events {
        if let Event::Atom(atom) = event {
            remarks.append(&mut std::mem::take(&mut atom.gap).comments);
        }
    }
    let lines = layout::lay_out(events, &atoms::Gap::default());
    let words: Vec<&str> = lines.iter().map(|it| it.trim()).collect();
    let mut words = words.join(" ");
    remark(&mut words, &remarks);
    words
}

fn remark(words: &mut String, remarks: &[Comment]) {
    for it in remarks {
        if words.contains("-- ") {
            words.extend([" ", it.text.trim_start_matches('-').trim()]);
        } else {
            words.extend([" -- ", it.text.trim_start_matches('-').trim()]);
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    language: Language,
}

impl<'a> Reader<'a> {
    /// Of a condition, a list, an expression or what stands in parentheses.
    fn condition(&self, piece: &Piece<'a>) -> Condition {
        match piece.as_rule() {
            Rule::condition => piece.clone().into_inner().next().map(|it| self.condition(&it)).unwrap_or_default(),
            Rule::list | Rule::inner_list => self.list(piece),
            Rule::expression | Rule::member => self.chain(&tokens(piece)),
            _ => self.whole(std::slice::from_ref(piece)),
        }
    }

    fn whole(&self, pieces: &[Piece<'a>]) -> Condition {
        Condition { words: words(self.text, pieces, self.language), ..Condition::default() }
    }

    fn list(&self, piece: &Piece<'a>) -> Condition {
        let mut parts = piece.clone().into_inner();
        let is_all = parts.next().is_some_and(|it| it.as_rule() == Rule::kw_all_of);
        let members: Vec<Vec<Piece<'a>>> = parts.map(|it| vec![it]).collect();
        self.joined(if is_all { Joint::All } else { Joint::Any }, piece, &members)
    }

    /// Operands and operators in their order: parts if they are joined by one kind of `and` or `or`.
    fn chain(&self, tokens: &[Piece<'a>]) -> Condition {
        let mut members: Vec<Vec<Piece<'a>>> = vec![Vec::new()];
        let mut joints = Vec::new();
        let mut is_open = false;
        for token in tokens {
            // How far a quantifier reaches is said by nothing behind it but the end.
            is_open = is_open || matches!(token.as_rule(), Rule::quantifier | Rule::conditional);
            match joint(token).filter(|_| !is_open) {
                Some(it) => {
                    joints.push(it);
                    members.push(Vec::new());
                }
                None => {
                    if let Some(it) = members.last_mut() {
                        it.push(token.clone());
                    }
                }
            }
        }
        let Some(first) = joints.first() else { return self.operand(tokens) };
        if joints.iter().any(|it| it != first) {
            return self.whole(tokens);
        }
        let Some(start) = tokens.first() else { return Condition::default() };
        self.joined(*first, start, &members)
    }

    /// Every part with what was remarked beside it, from where the first begins.
    fn joined(&self, joint: Joint, from: &Piece<'a>, members: &[Vec<Piece<'a>>]) -> Condition {
        let mut found: Vec<Condition> = Vec::new();
        let mut end = from.as_span().start();
        for member in members {
            let (Some(first), Some(last)) = (member.first(), member.last()) else { continue };
            let between = self.text.get(end..first.as_span().start()).unwrap_or("");
            let (behind, before): (Vec<_>, Vec<_>) =
                atoms::gap(between, true).comments.into_iter().partition(|it| it.trailing);
            if let Some(it) = found.last_mut() {
                remark(&mut it.words, &behind);
            }
            let mut own = self.part(member);
            remark(&mut own.words, &before);
            found.push(own);
            end = last.as_span().end();
        }
        Condition { joint: Some(joint), members: found, ..Condition::default() }
    }

    fn part(&self, member: &[Piece<'a>]) -> Condition {
        match member {
            [only] if only.as_rule() == Rule::member => {
                only.clone().into_inner().next().map(|it| self.condition(&it)).unwrap_or_default()
            }
            _ => self.operand(member),
        }
    }

    /// What stands before a condition with parts (`not`, a quantifier), and that condition; else all as one.
    fn operand(&self, tokens: &[Piece<'a>]) -> Condition {
        let is_prefix = |it: &Piece<'_>| matches!(it.as_rule(), Rule::kw_not | Rule::quantifier | Rule::conditional);
        let count = tokens.iter().take_while(|it| is_prefix(it)).count();
        let Some((prefixes, rest)) = tokens.split_at_checked(count) else { return self.whole(tokens) };
        let inner = match rest {
            [group] if group.as_rule() == Rule::group => {
                let inside =
                    group.clone().into_inner().find(|it| matches!(it.as_rule(), Rule::expression | Rule::inner_list));
                inside.map(|it| self.condition(&it)).unwrap_or_default()
            }
            _ if prefixes.iter().any(|it| it.as_rule() != Rule::kw_not) => self.chain(rest),
            _ => Condition::default(),
        };
        if inner.joint.is_none() || self.is_remarked(prefixes, rest) {
            return self.whole(tokens);
        }
        // Directly before the parts, `not` is said of them; anywhere else it stands where it is written.
        let is_last = prefixes.last().is_some_and(|it| it.as_rule() == Rule::kw_not) && inner.words.is_empty();
        if is_last
            && (inner.negated || prefixes.iter().rev().take(2).filter(|it| it.as_rule() == Rule::kw_not).count() > 1)
        {
            return self.whole(tokens);
        }
        let told = if is_last { prefixes.split_last().map_or(prefixes, |it| it.1) } else { prefixes };
        let before = words(self.text, told, self.language);
        let words = [before, inner.words].join(" ").trim().to_owned();
        Condition { words, negated: is_last || inner.negated, ..inner }
    }

    /// Whether something is remarked between what stands before a condition and its parts: it would lose its place.
    fn is_remarked(&self, prefixes: &[Piece<'a>], rest: &[Piece<'a>]) -> bool {
        let ends = prefixes.iter().map(|it| it.as_span().end());
        let begins = prefixes.iter().skip(1).chain(rest.first()).map(|it| it.as_span().start());
        ends.zip(begins).any(|(end, begin)| self.text.get(end..begin).is_some_and(|it| it.contains("--")))
            || prefixes.iter().any(|it| it.as_str().contains("--"))
    }
}

/// Operands taken apart, operators as they are.
fn tokens<'i>(piece: &Piece<'i>) -> Vec<Piece<'i>> {
    let inner = |it: Piece<'i>| {
        if it.as_rule() == Rule::operand { it.into_inner().collect::<Vec<_>>() } else { vec![it] }
    };
    piece.clone().into_inner().flat_map(inner).collect()
}

fn joint(token: &Piece<'_>) -> Option<Joint> {
    if token.as_rule() != Rule::infix {
        return None;
    }
    match token.clone().into_inner().next()?.as_rule() {
        Rule::kw_and => Some(Joint::All),
        Rule::kw_or => Some(Joint::Any),
        _ => None,
    }
}
