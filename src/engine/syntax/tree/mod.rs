//! The syntax tree: what stands in a file, with its places and without its layout.
//!
//! Nothing here is resolved: a name is the word that was written. `Debug` prints no places, so two trees are equal
//! when their debug texts are. Knows nothing of: what names mean, types, the keyword language of the file.

mod expr;

use crate::engine::source::{FileId, Span};
pub use crate::engine::value::terms::{
    Aggregate, ArithmeticOp, CompareOp, Establishedness, Place, PlacePart, Quantifier, Rounding,
};
use crate::engine::wording::Language;
pub use expr::{Expr, ExprKind};

/// A word chosen by the author: a name, a rule number, an edition.
#[derive(Clone, Debug)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// One file, parsed. Broken parts are left out or are `Broken`; the report says why.
#[derive(Clone, Debug)]
pub struct File {
    pub id: FileId,
    /// Which keyword set the file uses (`language id` on its first line; English without it).
    pub language: Language,
    pub items: Vec<Item>,
}

/// A top-level declaration.
#[derive(Clone, Debug)]
pub struct Item {
    pub span: Span,
    pub kind: ItemKind,
}

#[derive(Clone, Debug)]
pub enum ItemKind {
    Rulebook(Rulebook),
    Use(Use),
    Source(Source),
    Calendar(Calendar),
    Enum(Enum),
    Record(Record),
    Input(Input),
    Require(Require),
    Parameter(Parameter),
    Table(Table),
    Define(Define),
    Criterion(Criterion),
    Judgement(Judgement),
    Decision(Decision),
    Rule(Rule),
    Scenario(Scenario),
    /// An item that could not be read; if its name could, the name still counts as declared.
    Broken(Option<Name>),
}

/// A text in Indonesian and, after `en`, in English. Adjacent strings are already joined.
/// In files with English keywords and with Indonesian ones alike, Indonesian stands first.
#[derive(Clone, Debug, Default)]
pub struct LabelText {
    pub id: Option<StringLiteral>,
    pub en: Option<StringLiteral>,
}

/// A string with its escapes resolved.
#[derive(Clone, Debug)]
pub struct StringLiteral {
    pub text: String,
    pub span: Span,
}

/// `rulebook NAME edition "E"` with `title`, `in force`, `basis`, `gap`.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub name: Name,
    pub edition: StringLiteral,
    pub title: LabelText,
    pub in_force: Option<InForce>,
    pub bases: Vec<Basis>,
    /// `gap before "why"`: the days between the edition before and this one are left without an edition on purpose.
    pub gap_before: Option<StringLiteral>,
}

/// `in force from D [until D] by PATH`; both days are included; no `until`: still in force.
#[derive(Clone, Debug)]
pub struct InForce {
    pub span: Span,
    pub from: DateLiteral,
    pub until: Option<DateLiteral>,
    pub by: Path,
}

/// `use NAME edition "E"`.
#[derive(Clone, Debug)]
pub struct Use {
    pub name: Name,
    pub edition: StringLiteral,
}

/// `source ID` with `title`, `cited as`, `published`, `article …`.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: Name,
    pub title: LabelText,
    /// How it is named in a sentence, such as "PP 11/2017".
    pub cited_as: LabelText,
    /// Where its text can be read (a web address or a gazette), in plain words.
    pub published: Option<StringLiteral>,
    pub articles: Vec<Article>,
}

/// `article 134 paragraph 1 "ringkasan" en "summary"` in a source.
#[derive(Clone, Debug)]
pub struct Article {
    pub span: Span,
    pub place: Place,
    pub summary: LabelText,
    /// `not encoded "alasan" en "reason"`: no rule rests on the article, on purpose. Such an article is commentary.
    pub not_encoded: Option<LabelText>,
}

/// `basis SOURCE [article …] (verified)`.
#[derive(Clone, Debug)]
pub struct Basis {
    pub span: Span,
    pub source: Name,
    pub place: Place,
    pub establishedness: Establishedness,
}

/// `calendar NAME covers D to D` with `label`, `weekend saturday sunday` fixed, and `holiday D "name" [en "…"]`.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub name: Name,
    pub label: LabelText,
    pub from: DateLiteral,
    pub to: DateLiteral,
    pub bases: Vec<Basis>,
    pub holidays: Vec<Holiday>,
}

#[derive(Clone, Debug)]
pub struct Holiday {
    pub date: DateLiteral,
    pub label: LabelText,
}

/// A day of the proleptic Gregorian calendar that exists, as days since 1970-01-01.
#[derive(Clone, Debug)]
pub struct DateLiteral {
    pub span: Span,
    pub days: i64,
}

/// `enum NAME [ordered]`; the lowest value stands first.
#[derive(Clone, Debug)]
pub struct Enum {
    pub name: Name,
    pub ordered: bool,
    pub label: LabelText,
    pub values: Vec<EnumValue>,
}

#[derive(Clone, Debug)]
pub struct EnumValue {
    pub name: Name,
    pub label: LabelText,
}

/// `record NAME` and its fields.
#[derive(Clone, Debug)]
pub struct Record {
    pub name: Name,
    pub label: LabelText,
    pub fields: Vec<Field>,
}

/// `input` and its fields. Several input items add up.
#[derive(Clone, Debug)]
pub struct Input {
    pub fields: Vec<Field>,
}

/// `NAME : TYPE [optional] [changeable] [verifies NAME] "label" en "label"` with `question` and `help`.
#[derive(Clone, Debug)]
pub struct Field {
    pub span: Span,
    pub name: Name,
    pub ty: TypeName,
    pub optional: bool,
    pub changeable: bool,
    /// The field of the same record beside which a verifier fills in this one.
    pub verifies: Option<Name>,
    pub label: LabelText,
    pub question: LabelText,
    pub help: LabelText,
}

/// A type as written.
#[derive(Clone, Debug)]
pub struct TypeName {
    pub span: Span,
    pub kind: TypeNameKind,
}

#[derive(Clone, Debug)]
pub enum TypeNameKind {
    /// `yes or no`
    Truth,
    /// `0.0..40.0`: the digits of the bounds fix the scale.
    Number {
        least: NumberLiteral,
        greatest: NumberLiteral,
    },
    /// `number`: only for definitions, tables and parameters; the checker works out the bounds.
    AnyNumber,
    Date,
    /// `days`, `months` (years are months), `working days by CALENDAR`
    Period(PeriodUnit),
    Text,
    Named(Name),
    /// `list of A..B T`; no maximum is a diagnostic of the checker.
    List {
        least: Option<u32>,
        greatest: Option<u32>,
        element: Box<TypeName>,
    },
}

/// The unit of a period.
#[derive(Clone, Debug)]
pub enum PeriodUnit {
    Days,
    Months,
    Years,
    /// Working days by the named calendar.
    WorkingDays(Name),
}

/// A number as written: `digits` without the point, `scale` digits after it.
#[derive(Clone, Debug)]
pub struct NumberLiteral {
    pub span: Span,
    pub digits: i64,
    pub scale: u8,
}

/// `require NAME EXPR message "…" en "…"`.
#[derive(Clone, Debug)]
pub struct Require {
    pub name: Name,
    pub condition: Expr,
    pub message: LabelText,
}

/// `parameter NAME : TYPE is VALUE` or `pending "why"`, with `label`, `basis`, `alternatives`.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: Name,
    pub ty: TypeName,
    pub label: LabelText,
    pub value: Meaning,
    pub bases: Vec<Basis>,
    pub alternatives: Vec<Expr>,
}

/// What a declaration stands for: an expression, or a norm whose text is not available.
#[derive(Clone, Debug)]
pub enum Meaning {
    Expr(Expr),
    /// `pending "mengapa" en "why"`
    Pending(LabelText),
    /// It could not be read.
    Broken,
}

/// `table NAME : TYPE` with one or more input columns.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: Name,
    pub ty: TypeName,
    pub label: LabelText,
    pub bases: Vec<Basis>,
    /// One expression a column; what is compared with the cells below it.
    pub columns: Vec<Expr>,
    pub rows: Vec<TableRow>,
}

#[derive(Clone, Debug)]
pub struct TableRow {
    pub span: Span,
    pub cells: Vec<Cell>,
    pub result: Expr,
}

/// One cell of a decision table.
#[derive(Clone, Debug)]
pub struct Cell {
    pub span: Span,
    pub kind: CellKind,
}

#[derive(Clone, Debug)]
pub enum CellKind {
    /// `-`: whatever the value is.
    Any,
    /// `< 175.0`, `>= good`
    Compare(CompareOp, Expr),
    /// `a..b` (both ends) or `a..<b` (without the upper end)
    Range { from: Expr, to: Expr, to_included: bool },
    /// `good` or `{good, very_good}`
    OneOf(Vec<Expr>),
}

/// `define NAME [of s : T] : TYPE as EXPR`.
#[derive(Clone, Debug)]
pub struct Define {
    pub name: Name,
    pub of: Option<Binding>,
    pub ty: TypeName,
    pub label: LabelText,
    pub bases: Vec<Basis>,
    pub meaning: Meaning,
}

/// `s : Successor`
#[derive(Clone, Debug)]
pub struct Binding {
    pub name: Name,
    pub ty: TypeName,
}

/// `criterion NAME [of s : T]` with `label`, `basis`, `holds when`.
#[derive(Clone, Debug)]
pub struct Criterion {
    pub name: Name,
    pub of: Option<Binding>,
    pub label: LabelText,
    pub bases: Vec<Basis>,
    pub condition: Meaning,
}

/// `judgement NAME` with `asked of`, `presumed`, `question`, `label`, `basis`.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub name: Name,
    pub label: LabelText,
    /// The role that answers, such as `reviewer`.
    pub asked_of: Option<Name>,
    pub presumed: Option<bool>,
    pub question: LabelText,
    pub bases: Vec<Basis>,
}

/// `decision NAME [for every p in LIST]` with `label`, `outcome`s and `otherwise`.
#[derive(Clone, Debug)]
pub struct Decision {
    pub name: Name,
    pub for_every: Option<(Name, Path)>,
    pub label: LabelText,
    pub outcomes: Vec<EnumValue>,
    pub otherwise: Option<Otherwise>,
}

/// `otherwise OUTCOME` with `basis` and `because`.
#[derive(Clone, Debug)]
pub struct Otherwise {
    pub span: Span,
    pub outcome: Name,
    pub bases: Vec<Basis>,
    pub because: LabelText,
}

/// `rule ID [overrides ID, …]` with `decides`, `when`, `basis`, `because`, `valid until`, `duty`.
#[derive(Clone, Debug)]
pub struct Rule {
    pub name: Name,
    pub overrides: Vec<Name>,
    /// Decision and outcome.
    pub decides: Option<(Name, Name)>,
    pub condition: Meaning,
    pub bases: Vec<Basis>,
    pub because: LabelText,
    pub valid_until: Option<Expr>,
    pub duties: Vec<Duty>,
}

/// `duty NAME [by EXPR] "label" en "label"`; the date after `by` is when it is due.
#[derive(Clone, Debug)]
pub struct Duty {
    pub name: Name,
    pub due: Option<Expr>,
    pub label: LabelText,
}

/// `scenario "name"` and its lines, in order.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub name: StringLiteral,
    pub lines: Vec<ScenarioLine>,
}

#[derive(Clone, Debug)]
pub struct ScenarioLine {
    pub span: Span,
    pub kind: ScenarioLineKind,
}

#[derive(Clone, Debug)]
pub enum ScenarioLineKind {
    /// `given case "path"`, relative to the folder of the file.
    Given(StringLiteral),
    /// `with PATH is VALUE | is missing | unknown "why" | absent`
    With {
        path: ScenarioPath,
        value: ScenarioValue,
    },
    /// `with parameter NAME is VALUE`
    WithParameter {
        name: Name,
        value: Expr,
    },
    /// `answer NAME yes|no|unknown because "…"`
    Answer {
        judgement: Name,
        answer: Option<bool>,
        because: Option<StringLiteral>,
    },
    /// `expect NAME [of PATH] is OUTCOME_OR_VALUE`
    ExpectIs {
        about: About,
        value: Expr,
    },
    /// `expect NAME [of PATH] holds|fails|unknown`
    ExpectResult {
        about: About,
        result: ExpectedResult,
    },
    /// `expect DECISION [of PATH] valid until DATE`
    ExpectUntil {
        about: About,
        date: Expr,
    },
    /// `expect duty NAME [by DATE]`
    ExpectDuty {
        name: Name,
        due: Option<Expr>,
    },
    /// `expect rule NAME`: it decides.
    ExpectRule {
        name: Name,
    },
    /// `expect undetermined [missing PATH, …]`
    ExpectUndetermined {
        missing: Vec<ScenarioPath>,
    },
    /// `expect conflict`
    ExpectConflict,
    /// `expect refused at PATH`
    ExpectRefused {
        at: ScenarioPath,
    },
    Broken,
}

/// What an expectation is about: a declaration, and the element if it is about one.
#[derive(Clone, Debug)]
pub struct About {
    pub name: Name,
    pub of: Option<ScenarioPath>,
}

/// What a criterion or a definition is expected to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedResult {
    Holds,
    Fails,
    Unknown,
}

/// `succession_plan.positions[1].code`: a place in a case; elements are counted from 1.
#[derive(Clone, Debug)]
pub struct ScenarioPath {
    pub span: Span,
    pub steps: Vec<ScenarioStep>,
}

#[derive(Clone, Debug)]
pub enum ScenarioStep {
    Field(Name),
    /// Counted from 1.
    Element(u32),
}

#[derive(Clone, Debug)]
pub enum ScenarioValue {
    /// A literal or the name of an enum value.
    Value(Expr),
    /// `is missing`: there is none.
    Missing,
    /// `unknown "why"`
    Unknown(StringLiteral),
    /// `absent`: the key is not in the file at all.
    Absent,
}

/// `a.b.c`
#[derive(Clone, Debug)]
pub struct Path {
    pub span: Span,
    pub head: Name,
    pub fields: Vec<Name>,
}
