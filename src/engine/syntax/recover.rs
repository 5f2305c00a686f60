//! What could not be read: which piece of text it is, and the one diagnostic it gets.
//!
//! Knows nothing of: what the good pieces mean.

use super::from_pairs::{Builder, Piece};
use super::grammar::Rule;
use super::keywords::{self, Class};
use super::{MOST_DIAGNOSTICS, expected, suggest};
use crate::engine::diag::Code;
use crate::wording;

/// Of what kind a piece of an item is: by which strict rule it is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Header,
    Clause,
    Field,
    Value,
    Row,
    Line,
    Member,
}

impl Family {
    /// The rule that reads such a piece alone.
    pub(crate) const fn strict(self) -> Rule {
        match self {
            Self::Header => Rule::strict_header,
            Self::Clause => Rule::strict_clause,
            Self::Field => Rule::strict_field,
            Self::Value => Rule::strict_value,
            Self::Row => Rule::strict_row,
            Self::Line => Rule::strict_line,
            Self::Member => Rule::strict_member,
        }
    }
}

/// A piece that could not be read, in bytes of the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bad {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) family: Family,
}

/// A piece of an item.
#[derive(Clone, Debug)]
pub(crate) enum Part<'i> {
    Good(Piece<'i>),
    Bad(Bad),
}

/// The kind of piece that a rule stands for; none for what is no piece of its own.
fn family(rule: Rule) -> Family {
    match rule {
        Rule::field | Rule::bad_field => Family::Field,
        Rule::value | Rule::bad_value => Family::Value,
        Rule::row | Rule::bad_row => Family::Row,
        Rule::given_line | Rule::with_line | Rule::answer_line | Rule::expect_line | Rule::bad_line => Family::Line,
        Rule::member | Rule::bad_member | Rule::bad_inner_member => Family::Member,
        Rule::bad_clause | Rule::bad_decision_clause => Family::Clause,
        it if is_clause(it) => Family::Clause,
        _ => Family::Header,
    }
}

pub(crate) const fn is_clause(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::title_clause
            | Rule::in_force_clause
            | Rule::gap_before_clause
            | Rule::cited_as_clause
            | Rule::published_clause
            | Rule::article_clause
            | Rule::label_clause
            | Rule::basis_clause
            | Rule::holiday_clause
            | Rule::message_clause
            | Rule::pending_clause
            | Rule::alternatives_clause
            | Rule::as_clause
            | Rule::holds_when_clause
            | Rule::asked_of_clause
            | Rule::presumed_clause
            | Rule::question_clause
            | Rule::outcome_clause
            | Rule::otherwise_clause
            | Rule::decides_clause
            | Rule::when_clause
            | Rule::because_clause
            | Rule::valid_until_clause
            | Rule::duty_clause
    )
}

const fn is_bad(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::bad_header
            | Rule::bad_clause
            | Rule::bad_decision_clause
            | Rule::bad_value
            | Rule::bad_field
            | Rule::bad_row
            | Rule::bad_line
            | Rule::bad_member
            | Rule::bad_inner_member
    )
}

/// Sorts the pieces of an item into good and bad ones, so that each bad one holds one mistake.
pub(crate) fn parts<'i>(text: &str, pieces: impl Iterator<Item = Piece<'i>>) -> Vec<Part<'i>> {
    let mut parts: Vec<Part<'i>> = Vec::new();
    for piece in pieces {
        let (start, end) = (piece.as_span().start(), piece.as_span().end());
        let kind = family(piece.as_rule());
        let broken = is_bad(piece.as_rule());
        match parts.last() {
            Some(Part::Good(before)) if joins(text, before, start, kind, broken) => {
                let (start, kind) = (before.as_span().start(), family(before.as_rule()));
                // A header stays: its name and what else was read of it are good. All else is read again with the rest.
                if kind == Family::Header {
                    parts.push(Part::Bad(trimmed(text, Bad { start: 0, end, family: kind })));
                } else {
                    parts.pop();
                    add_bad(text, &mut parts, Bad { start, end, family: kind });
                }
            }
            Some(&Part::Bad(before)) if continues(text, before, start) => {
                parts.pop();
                add_bad(text, &mut parts, Bad { start: before.start, end, family: before.family });
            }
            _ if broken => add_bad(text, &mut parts, Bad { start, end, family: kind }),
            _ => parts.push(Part::Good(piece)),
        }
    }
    parts
}

/// Whether what begins at `start` belongs to the good piece before it, which is then not good.
fn joins(text: &str, before: &Piece<'_>, start: usize, kind: Family, broken: bool) -> bool {
    let before_family = family(before.as_rule());
    let same_line = !text.get(before.as_span().end()..start).unwrap_or("").contains('\n');
    if !broken {
        return same_line && kind == before_family && matches!(kind, Family::Value | Family::Row | Family::Member);
    }
    if same_line {
        return true;
    }
    let rest = text.get(start..).unwrap_or("");
    if rest.starts_with('|') {
        return false;
    }
    if !rest.starts_with(keywords::is_word_part) || keywords::at_start(rest, &[Class::Expression]).is_some() {
        return before_family != Family::Header || before.as_rule() == Rule::require_header;
    }
    kind == before_family
        && indentation(text, before.as_span().start()) < indentation(text, start)
        && suggest::closest(rest, clause_phrases()).is_none()
}

/// Whether what begins at `start` belongs to the bad piece before it.
fn continues(text: &str, before: Bad, start: usize) -> bool {
    before.family != Family::Header
        && (!text.get(before.end..start).unwrap_or("").contains('\n')
            || indentation(text, before.start) < indentation(text, start))
}

fn add_bad(text: &str, parts: &mut Vec<Part<'_>>, bad: Bad) {
    parts.extend(bad_parts(text, bad).into_iter().map(Part::Bad));
}

/// A bad piece, cut where a line begins no deeper than the piece itself.
pub(crate) fn bad_parts(text: &str, bad: Bad) -> Vec<Bad> {
    let mut found = Vec::new();
    let depth = indentation(text, bad.start);
    let mut start = bad.start;
    let mut offset = bad.start;
    for line in text.get(bad.start..bad.end).unwrap_or("").split_inclusive('\n') {
        let content = line.trim_start();
        let begins = content.starts_with(|it: char| it == '|' || keywords::is_word_part(it));
        let cut = offset > bad.start && begins && indentation(text, offset) <= depth && bad.family != Family::Header;
        if cut && keywords::at_start(content, &[Class::Expression]).is_none() {
            found.push(trimmed(text, Bad { start, end: offset, ..bad }));
            start = offset.saturating_add(line.len().saturating_sub(content.len()));
        }
        offset = offset.saturating_add(line.len());
    }
    found.push(trimmed(text, Bad { start, ..bad }));
    found
}

fn trimmed(text: &str, bad: Bad) -> Bad {
    let length = text.get(bad.start..bad.end).unwrap_or("").trim_end().len();
    Bad { end: bad.start.saturating_add(length), ..bad }
}

/// How many blanks the line of this place begins with.
pub(crate) fn indentation(text: &str, at: usize) -> usize {
    let start = text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it.saturating_add(1));
    let line = text.get(start..).unwrap_or("");
    line.len().saturating_sub(line.trim_start_matches([' ', '\t']).len())
}

/// All phrases that begin a clause.
pub(crate) fn clause_phrases() -> impl Iterator<Item = &'static str> {
    keywords::ALL.iter().filter(|it| it.class == Class::Clause).flat_map(|it| [it.en, it.id])
}

/// The clause keyword that a bad piece begins with or was meant to begin with.
pub(crate) fn meant_clause(text: &str, bad: Bad) -> Option<Rule> {
    let piece = text.get(bad.start..bad.end).unwrap_or("");
    if let Some((keyword, _, _)) = keywords::at_start(piece, &[Class::Clause]) {
        return Some(keyword.rule);
    }
    let (phrase, _) = suggest::closest(piece, clause_phrases())?;
    keywords::ALL.iter().find(|it| it.class == Class::Clause && (it.en == phrase || it.id == phrase)).map(|it| it.rule)
}

/// Reports one bad piece: a wrong keyword, or what its strict reading meets. `allowed` are the clauses of the item.
pub(crate) fn report(builder: &mut Builder<'_>, text: &str, bad: Bad, allowed: &[Rule]) {
    if builder.is_covered(bad.start, bad.end) || builder.report.diagnostics.len() > MOST_DIAGNOSTICS {
        return;
    }
    let piece = text.get(bad.start..bad.end).unwrap_or("");
    let takes_keyword = matches!(bad.family, Family::Clause | Family::Line);
    if takes_keyword && keywords::at_start(piece, &[Class::Clause]).is_none() {
        wrong_keyword(builder, piece, bad, allowed);
        return;
    }
    expected::report(builder, piece, bad);
}

fn wrong_keyword(builder: &mut Builder<'_>, piece: &str, bad: Bad, allowed: &[Rule]) {
    let language = builder.language;
    let phrases: Vec<&'static str> =
        allowed.iter().filter_map(|it| keywords::of_rule(*it)).map(|it| it.phrase(language)).collect();
    let near = suggest::closest(piece, phrases.iter().copied());
    let length = near.map_or_else(|| expected::token_length(piece), |it| it.1);
    let word = piece.get(..length).unwrap_or("");
    let list: Vec<String> = phrases.iter().map(|it| format!("`{it}`")).collect();
    let list = list.join(", ");
    let and = builder.word(Rule::kw_and);
    let span = builder.span(bad.start, bad.start.saturating_add(length));
    let diagnostic = builder.report.add(
        Code::UnexpectedText,
        span,
        wording!("`{word}` tidak memulai klausul apa pun di sini", "`{word}` does not begin a clause here"),
    );
    if let Some((meant, _)) = near {
        diagnostic
            .label(wording!("kata kunci ini tidak dikenal", "this keyword is not known"))
            .help(wording!("mungkin maksudnya `{meant}`?", "did you mean `{meant}`?"));
    } else if list.is_empty() {
        diagnostic
            .label(wording!("butir ini tidak punya klausul", "this item has no clauses"))
            .help(wording!("hapuslah baris ini", "delete this line"));
    } else {
        diagnostic.label(wording!("klausul butir ini: {list}", "the clauses of this item: {list}")).help(wording!(
            "mulailah dengan salah satunya; bila ini lanjutan baris di atasnya, kurang kata penghubung seperti `{and}`",
            "begin with one of them; if this goes on with the line above, a word such as `{and}` is missing"
        ));
    }
}
