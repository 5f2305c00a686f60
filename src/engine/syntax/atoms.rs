//! One item as a row of atoms (keywords, names, texts, signs) with the comments between them, and what the layout needs
//! to know of the structure. For the formatter and the canonical form.
//!
//! Knows nothing of: where a line ends, what anything means.

use super::from_pairs::Piece;
use super::grammar::Rule;
use super::keywords;
use crate::engine::wording::Language;

/// A comment, with how it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    pub(crate) text: String,
    /// It follows something else on its line.
    pub(crate) trailing: bool,
    /// It begins in the first column.
    pub(crate) at_margin: bool,
    /// There is an empty line before it.
    pub(crate) after_blank: bool,
}

/// What stands between two atoms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gap {
    pub(crate) comments: Vec<Comment>,
    /// There is a line end.
    pub(crate) broken: bool,
    /// There is an empty line at its end.
    pub(crate) ends_blank: bool,
}

/// A word or sign with the gap before it.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    pub(crate) rule: Rule,
    pub(crate) text: String,
    pub(crate) gap: Gap,
}

/// Lines whose parts stand in columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Columns {
    Values,
    Fields,
    Outcomes,
    Holidays,
    Rows,
}

/// What the layout follows.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Atom(Atom),
    /// A clause, field, value, row or line begins, so many levels deep.
    Line(usize, Option<Columns>),
    /// From here on in this column, if not already further.
    Column(usize),
    ListBegins,
    ListEnds,
    MemberBegins,
    MemberEnds,
}

/// The events of one item and the gap behind it. `language`: in which the keywords are to be spelled.
pub(crate) fn events(text: &str, item: &Piece<'_>, language: Language) -> (Vec<Event>, Gap) {
    events_but(text, item, language, |_| false)
}

/// The same without the lines that `left_out` picks.
pub(crate) fn events_but(
    text: &str,
    item: &Piece<'_>,
    language: Language,
    left_out: fn(&Piece<'_>) -> bool,
) -> (Vec<Event>, Gap) {
    let mut walk = Walk { text, language, left_out, events: Vec::new(), end: item.as_span().start(), first: true };
    walk.item(item);
    let gap = gap(text.get(walk.end..).unwrap_or(""), true);
    (walk.events, gap)
}

/// The events of pieces that follow each other, without what makes a line of them.
pub(crate) fn events_of(text: &str, pieces: &[Piece<'_>], language: Language) -> Vec<Event> {
    let end = pieces.first().map_or(0, |it| it.as_span().start());
    let mut walk = Walk { text, language, left_out: |_| false, events: Vec::new(), end, first: true };
    for it in pieces {
        walk.walk(it);
    }
    walk.events
}

struct Walk<'a> {
    text: &'a str,
    language: Language,
    left_out: fn(&Piece<'_>) -> bool,
    events: Vec<Event>,
    end: usize,
    first: bool,
}

/// Rules that are one atom: nothing inside them is looked at.
fn is_atom(rule: Rule) -> bool {
    keywords::of_rule(rule).is_some()
        || matches!(
            rule,
            Rule::string
                | Rule::number
                | Rule::date
                | Rule::plain_name
                | Rule::dashed_name
                | Rule::head
                | Rule::word
                | Rule::path
                | Rule::scenario_path
                | Rule::place_value
                | Rule::range_sign
                | Rule::sign
                | Rule::cell_sign
                | Rule::cell_any
                | Rule::colon
                | Rule::comma
                | Rule::bar
                | Rule::arrow
                | Rule::open
                | Rule::close
                | Rule::open_brace
                | Rule::close_brace
                | Rule::bad_header
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

/// Whether the rule is a line of an item.
pub(crate) const fn is_line(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::value
            | Rule::field
            | Rule::row
            | Rule::given_line
            | Rule::with_line
            | Rule::answer_line
            | Rule::expect_line
    ) || super::recover::is_clause(rule)
}

/// In which columns the parts of a line stand, if in any.
const fn columns(rule: Rule) -> Option<Columns> {
    match rule {
        Rule::value => Some(Columns::Values),
        Rule::field => Some(Columns::Fields),
        Rule::row => Some(Columns::Rows),
        Rule::outcome_clause => Some(Columns::Outcomes),
        Rule::holiday_clause => Some(Columns::Holidays),
        _ => None,
    }
}

/// The column in which a part of a line begins.
const fn column(columns: Columns, part: Rule) -> Option<usize> {
    let of_field = matches!(columns, Columns::Fields);
    match part {
        Rule::colon => Some(1),
        Rule::optional_mark | Rule::changeable_mark | Rule::verifies_mark => Some(2),
        Rule::label_text => Some(if of_field { 3 } else { 1 }),
        Rule::english => Some(if of_field { 4 } else { 2 }),
        Rule::field_question => Some(5),
        Rule::field_help => Some(6),
        _ => None,
    }
}

impl Walk<'_> {
    fn item(&mut self, item: &Piece<'_>) {
        let mut beneath_otherwise = false;
        for part in item.clone().into_inner() {
            let rule = part.as_rule();
            if !is_line(rule) {
                self.walk(&part);
                continue;
            }
            if (self.left_out)(&part) {
                continue;
            }
            let columns = columns(rule);
            let belongs = matches!(rule, Rule::basis_clause | Rule::because_clause);
            let level = if beneath_otherwise && belongs { 2 } else { 1 };
            beneath_otherwise = rule == Rule::otherwise_clause || (beneath_otherwise && belongs);
            self.events.push(Event::Line(level, columns));
            match columns {
                Some(columns) => self.columns(&part, columns),
                None => self.walk(&part),
            }
        }
    }

    fn columns(&mut self, line: &Piece<'_>, columns: Columns) {
        let mut bars = 0_usize;
        for part in line.clone().into_inner() {
            if part.as_rule() == Rule::bar {
                self.events.push(Event::Column(bars));
                bars = bars.saturating_add(1);
            }
            if let Some(at) = column(columns, part.as_rule()) {
                self.events.push(Event::Column(at));
            }
            if part.as_rule() == Rule::label_text {
                for piece in part.into_inner() {
                    if let Some(at) = column(columns, piece.as_rule()) {
                        self.events.push(Event::Column(at));
                    }
                    self.walk(&piece);
                }
            } else {
                self.walk(&part);
            }
        }
    }

    fn walk(&mut self, piece: &Piece<'_>) {
        let rule = piece.as_rule();
        if is_atom(rule) {
            self.atom(piece);
            return;
        }
        match rule {
            Rule::list | Rule::inner_list => {
                let mut parts = piece.clone().into_inner();
                if let Some(keyword) = parts.next() {
                    self.atom(&keyword);
                }
                self.events.push(Event::ListBegins);
                for part in parts {
                    self.events.push(Event::MemberBegins);
                    self.walk(&part);
                    self.events.push(Event::MemberEnds);
                }
                self.events.push(Event::ListEnds);
            }
            _ => {
                for part in piece.clone().into_inner() {
                    self.walk(&part);
                }
            }
        }
    }

    fn atom(&mut self, piece: &Piece<'_>) {
        let span = piece.as_span();
        let between = self.text.get(self.end..span.start()).unwrap_or("");
        let gap = if self.first { Gap::default() } else { gap(between, true) };
        let text = match keywords::of_rule(piece.as_rule()) {
            Some(keyword) => keyword.phrase(self.language).to_owned(),
            None => piece.as_str().trim().to_owned(),
        };
        self.end = span.end();
        self.first = false;
        self.events.push(Event::Atom(Atom { rule: piece.as_rule(), text, gap }));
    }
}

/// What a text of blanks and comments holds. `follows`: something stands before it on its first line.
pub(crate) fn gap(text: &str, follows: bool) -> Gap {
    let mut gap = Gap::default();
    let mut blank = false;
    for (index, line) in text.split('\n').enumerate() {
        let content = line.trim();
        let first = index == 0 && follows;
        if content.starts_with("--") {
            gap.comments.push(Comment {
                text: content.to_owned(),
                trailing: first,
                at_margin: !first && line.starts_with("--"),
                after_blank: blank,
            });
            blank = false;
        } else if content.is_empty() && !first {
            blank = true;
        }
        gap.broken = gap.broken || index > 0;
    }
    // The last piece is not a line of its own: the next atom stands on it.
    let mut ends = text.rsplit('\n').skip(1).peekable();
    let lines = text.matches('\n').count();
    gap.ends_blank = lines > usize::from(follows) && ends.peek().is_some_and(|it| it.trim().is_empty());
    gap
}
