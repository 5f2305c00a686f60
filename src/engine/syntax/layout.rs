//! The common layout of one item: which atoms begin a line, how deep it stands, what stands in columns.
//!
//! Clauses stand two blanks deep, what goes on two deeper than the line that it goes on from; members of a list have a
//! line each. Line ends of the author inside a clause stay. Knows nothing of: keywords, items beside this one.

use super::atoms::{Atom, Gap};
use super::atoms::{Columns, Comment, Event};
use super::grammar::Rule;

const STEP: usize = 2;

/// A line of output.
#[derive(Clone, Debug, Default)]
struct Line {
    depth: usize,
    columns: Option<Columns>,
    cells: Vec<String>,
    comment: Option<String>,
    after_blank: bool,
}

/// Lays an item out. Comments in the first column behind it are left to the caller.
pub(crate) fn lay_out(events: Vec<Event>, behind: &Gap) -> Vec<String> {
    let mut layout = Layout { lines: Vec::new(), stack: vec![STEP * 2], before: None, begins: Begins::Item };
    for event in events {
        layout.event(event);
    }
    for comment in behind.comments.iter().take_while(|it| !it.at_margin) {
        layout.comment(comment, STEP);
    }
    layout.finish()
}

/// What the next atom begins, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    Nothing,
    Item,
    Line(usize, Option<Columns>),
    Member,
}

struct Layout {
    lines: Vec<Line>,
    /// How deep a line that goes on stands: for the clause, and for each open parenthesis, list and member in it.
    stack: Vec<usize>,
    before: Option<Rule>,
    begins: Begins,
}

impl Layout {
    fn event(&mut self, event: Event) {
        match event {
            Event::Atom(atom) => self.atom(&atom),
            Event::Line(level, columns) => {
                self.begins = Begins::Line(level, columns);
                self.stack = vec![STEP.saturating_mul(level.saturating_add(1))];
            }
            Event::Column(at) => self.column(at),
            Event::ListBegins => self.push(),
            Event::MemberBegins => self.begins = Begins::Member,
            Event::ListEnds | Event::MemberEnds => {
                self.stack.pop();
            }
        }
    }

    fn line_depth(&self) -> usize {
        self.lines.iter().rev().find(|it| !it.cells.is_empty()).map_or(0, |it| it.depth)
    }

    fn push(&mut self) {
        self.stack.push(self.line_depth().saturating_add(STEP));
    }

    fn column(&mut self, at: usize) {
        if self.begins != Begins::Nothing {
            return;
        }
        if let Some(line) = self.lines.last_mut().filter(|it| it.columns.is_some()) {
            while line.cells.len() <= at {
                line.cells.push(String::new());
            }
        }
    }

    fn atom(&mut self, atom: &Atom) {
        let closes = matches!(atom.rule, Rule::close | Rule::close_brace);
        let goes_on = self.stack.last().copied().unwrap_or(STEP);
        let depth = match self.begins {
            Begins::Item => 0,
            Begins::Line(level, _) => STEP.saturating_mul(level),
            Begins::Nothing if closes => goes_on.saturating_sub(STEP),
            Begins::Nothing | Begins::Member => goes_on,
        };
        for comment in &atom.gap.comments {
            self.comment(comment, depth);
        }
        let commented = self.lines.last().is_some_and(|it| it.comment.is_some());
        if self.begins != Begins::Nothing || atom.gap.broken || commented {
            let (columns, may_be_blank) = match self.begins {
                Begins::Line(_, columns) => (columns, true),
                _ => (None, false),
            };
            let after_blank = may_be_blank && atom.gap.ends_blank;
            self.lines.push(Line { depth, columns, cells: vec![String::new()], comment: None, after_blank });
            self.before = None;
        }
        self.put(atom);
        if self.begins == Begins::Member {
            self.stack.push(depth.saturating_add(STEP));
        }
        self.begins = Begins::Nothing;
        match atom.rule {
            Rule::open | Rule::open_brace => self.push(),
            Rule::close | Rule::close_brace => {
                self.stack.pop();
            }
            _ => {}
        }
    }

    fn put(&mut self, atom: &Atom) {
        let tight = self.before.is_some_and(|before| {
            matches!(before, Rule::open | Rule::open_brace | Rule::range_sign)
                || matches!(atom.rule, Rule::close | Rule::close_brace | Rule::comma | Rule::range_sign)
        });
        if let Some(cell) = self.lines.last_mut().and_then(|it| it.cells.last_mut()) {
            if !cell.is_empty() && !tight {
                cell.push(' ');
            }
            cell.push_str(&atom.text);
        }
        self.before = Some(atom.rule);
    }

    fn comment(&mut self, comment: &Comment, depth: usize) {
        let text = Some(comment.text.clone());
        match self.lines.last_mut() {
            Some(line) if comment.trailing && line.comment.is_none() => line.comment = text,
            _ => {
                let after_blank = comment.after_blank && matches!(self.begins, Begins::Line(..));
                self.lines.push(Line { depth, columns: None, cells: Vec::new(), comment: text, after_blank });
            }
        }
    }

    fn finish(mut self) -> Vec<String> {
        for columns in [Columns::Values, Columns::Fields, Columns::Outcomes, Columns::Holidays, Columns::Rows] {
            self.align(columns);
        }
        let mut text = Vec::new();
        for line in &self.lines {
            if line.after_blank && !text.is_empty() {
                text.push(String::new());
            }
            text.push(line.text());
        }
        text
    }

    /// Pads the cells of all lines of one kind to the width of their column.
    fn align(&mut self, columns: Columns) {
        let mut widths: Vec<usize> = Vec::new();
        for line in self.lines.iter().filter(|it| it.columns == Some(columns)) {
            for (at, cell) in line.cells.iter().enumerate().take(line.last_cell()) {
                let width = cell.chars().count();
                match widths.get_mut(at) {
                    Some(known) => *known = width.max(*known),
                    None => widths.push(width),
                }
            }
        }
        for line in self.lines.iter_mut().filter(|it| it.columns == Some(columns)) {
            let last = line.last_cell();
            for (cell, width) in line.cells.iter_mut().zip(&widths).take(last) {
                let missing = width.saturating_sub(cell.chars().count());
                cell.extend(std::iter::repeat_n(' ', missing));
            }
        }
    }
}

impl Line {
    /// The index of the last cell in which something stands.
    fn last_cell(&self) -> usize {
        self.cells.iter().rposition(|it| !it.is_empty()).unwrap_or(0)
    }

    fn text(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        let mut parts = cells.join(" ");
        parts.truncate(parts.trim_end().len());
        if let Some(comment) = &self.comment {
            if !parts.is_empty() {
                parts.push(' ');
            }
            parts.push_str(comment);
        }
        format!("{:depth$}{parts}", "", depth = self.depth)
    }
}
