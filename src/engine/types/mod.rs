//! The typed rules of one edition: every name is an index, every expression has a type, every number a scale.
//!
//! This is what the reference interpreter walks, the analysis reads and the program is compiled from.
//! Knows nothing of: how the text was spelled or laid out, cases, evaluation.

pub mod expr;
pub mod from_syntax;
mod walk;

use super::source::Span;
use super::value::Calendar;
pub use super::value::terms::{Establishedness, Place, PlacePart};
use super::wording::Wording;
pub use expr::{Constant, Expr, ExprKind, Read, Template, TemplatePiece};

/// One edition of one rulebook, with everything it uses, ready to be ruled with.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub name: String,
    pub edition: String,
    pub title: Wording,
    pub in_force: InForce,
    pub bases: Vec<Basis>,
    pub enums: Vec<Enum>,
    /// `records[0]` is the case itself: its fields are the inputs, in the order of the files.
    pub records: Vec<Record>,
    pub requirements: Vec<Requirement>,
    pub parameters: Vec<Parameter>,
    /// Definitions and tables, in file order.
    pub definitions: Vec<Definition>,
    pub criteria: Vec<Criterion>,
    pub judgements: Vec<Judgement>,
    /// Own decisions first, then those of used rulebooks.
    pub decisions: Vec<Decision>,
    pub rules: Vec<Rule>,
    pub sources: Vec<Source>,
    pub calendars: Vec<NamedCalendar>,
    /// Definitions and criteria (without an element) and decisions that something reads, each after all that it reads.
    pub order: Vec<Node>,
    /// How many [`Expr`]s there are: their ids are `0..expressions`.
    pub expressions: u32,
    /// SHA-256 of the canonical form, as 64 hexadecimal digits.
    pub sha256: String,
}

/// Something that is worked out: used for orders and dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Definition(usize),
    Criterion(usize),
    /// A decision that something reads.
    Decision(usize),
}

/// When an edition is in force: both days included, `until` is `None` while it still is.
#[derive(Clone, Debug)]
pub struct InForce {
    pub from: i64,
    pub until: Option<i64>,
    /// The date of the case that selects the edition.
    pub by: Read,
    /// The days before `from` that no edition covers are left open on purpose.
    pub gap_before: bool,
    pub span: Span,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    Truth,
    /// Units of ten to the minus `scale`, from `least` to `greatest` (in those units, both included).
    Number {
        scale: u8,
        least: i64,
        greatest: i64,
    },
    Date,
    Period(Unit),
    Enum(usize),
    Text,
    Record(usize),
    /// A list of `least..=greatest` elements.
    List {
        element: Box<Type>,
        least: u32,
        greatest: u32,
    },
    /// It could not be worked out; the report says why. Never in rules that passed the check.
    Broken,
}

/// The unit of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Days,
    Months,
    /// Working days by `calendars[_]`.
    WorkingDays(usize),
}

/// An enumeration; `values` from the lowest to the highest. The ordinal of a value is its index.
#[derive(Clone, Debug)]
pub struct Enum {
    pub name: String,
    pub label: Wording,
    pub ordered: bool,
    pub values: Vec<Named>,
}

/// A name with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub label: Wording,
}

#[derive(Clone, Debug)]
pub struct Record {
    pub name: String,
    pub label: Wording,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub ty: Type,
    /// `null` ("there is none") is allowed.
    pub optional: bool,
    /// The agency can act on it; remedies touch only these.
    pub changeable: bool,
    /// The name of the field of the same record beside which this one stands: a verifier fills it in, an agency never does.
    pub verifies: Option<String>,
    pub label: Wording,
    pub question: Option<Wording>,
    pub help: Option<Wording>,
}

/// A case that answers no to `condition` contradicts itself and is refused; unknown is accepted.
#[derive(Clone, Debug)]
pub struct Requirement {
    pub name: String,
    pub condition: Expr,
    pub message: Wording,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub label: Wording,
    pub ty: Type,
    pub value: Meaning<Constant>,
    pub bases: Vec<Basis>,
    /// Other values that the law leaves open.
    pub alternatives: Vec<Constant>,
    pub span: Span,
}

/// What a declaration stands for, or why it is not known.
#[derive(Clone, Debug)]
pub enum Meaning<T> {
    Known(T),
    /// A norm whose text is not available.
    Pending(Wording),
}

/// A definition or a table. With `of`, its body reads local 0, an element of that type.
#[derive(Clone, Debug)]
pub struct Definition {
    pub name: String,
    pub label: Wording,
    pub of: Option<Binding>,
    pub ty: Type,
    pub bases: Vec<Basis>,
    pub body: Meaning<Body>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Binding {
    pub name: String,
    pub ty: Type,
}

#[derive(Clone, Debug)]
pub enum Body {
    Expr(Expr),
    Table(Table),
}

/// A decision table. It decides if all rows that may match agree; else it is unknown.
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Expr>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Cell>,
    pub result: Expr,
    pub span: Span,
}

/// What a column must be for the row to match. Constants have the type (and scale) of the column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Any,
    /// Both ends included; `None`: no end on that side. Comparisons become this (`< 175.0` at scale 1 is `..=1749`).
    Between {
        least: Option<i64>,
        greatest: Option<i64>,
    },
    OneOf(Vec<Constant>),
    Not(Constant),
}

/// With `of`, the condition reads local 0, an element of that type.
#[derive(Clone, Debug)]
pub struct Criterion {
    pub name: String,
    pub label: Wording,
    pub of: Option<Binding>,
    pub bases: Vec<Basis>,
    pub condition: Meaning<Expr>,
    pub span: Span,
}

/// A question for a person.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub name: String,
    pub label: Wording,
    pub question: Wording,
    /// The role that answers, such as `reviewer`.
    pub asked_of: String,
    /// What counts until it is answered; `None`: unknown.
    pub presumed: Option<bool>,
    pub bases: Vec<Basis>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Decision {
    pub name: String,
    pub label: Wording,
    /// One ruling for every element of the list, bound to local 0.
    pub for_every: Option<ForEvery>,
    pub outcomes: Vec<Named>,
    pub otherwise: Otherwise,
    /// The rules that decide it, in file order.
    pub rules: Vec<usize>,
    /// Declared by this rulebook, not by a used one.
    pub own: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ForEvery {
    pub name: String,
    pub list: Read,
    pub element: Type,
}

/// What holds when no rule applies.
#[derive(Clone, Debug)]
pub struct Otherwise {
    pub outcome: usize,
    pub bases: Vec<Basis>,
    pub because: Template,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub name: String,
    pub decision: usize,
    pub outcome: usize,
    /// Rules of the same decision that this one beats.
    pub overrides: Vec<usize>,
    pub condition: Meaning<Expr>,
    pub bases: Vec<Basis>,
    pub because: Template,
    pub valid_until: Option<Expr>,
    pub duties: Vec<Duty>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Duty {
    pub name: String,
    pub label: Template,
    pub due: Option<Expr>,
}

/// A law, a decision, a statement: what a basis points to.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub title: Wording,
    /// How it is named in a sentence, such as "PP 11/2017".
    pub cited_as: Wording,
    pub published: Option<String>,
    /// Those on which a norm may rest.
    pub articles: Vec<Article>,
}

#[derive(Clone, Debug)]
pub struct Article {
    pub place: Place,
    /// One sentence in our own words.
    pub summary: Wording,
}

/// A pointer to the law, with how well it is established.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Index in `sources`.
    pub source: usize,
    pub place: Place,
    pub establishedness: Establishedness,
}

#[derive(Clone, Debug)]
pub struct NamedCalendar {
    pub name: String,
    pub label: Wording,
    pub calendar: Calendar,
    pub bases: Vec<Basis>,
}

/// A source with all that is said of it, whether or not anything rests on it. For the commentary: no ruling reads it.
#[derive(Clone, Debug)]
pub struct DeclaredSource {
    pub source: Source,
    /// Articles on which no norm rests, on purpose.
    pub not_encoded: Vec<NotEncoded>,
    pub span: Span,
}

/// An article that is deliberately not encoded.
#[derive(Clone, Debug)]
pub struct NotEncoded {
    pub article: Article,
    /// The reason, in one sentence.
    pub why: Wording,
}

/// A calendar with the sources of its holidays. For the commentary: no ruling reads it.
#[derive(Clone, Debug)]
pub struct DeclaredCalendar {
    pub name: String,
    pub label: Wording,
    /// The name of a source, the place in it, and how well it is established.
    pub bases: Vec<(String, Place, Establishedness)>,
    pub span: Span,
}
