//! The ruling document as plain data: what was decided, why, by which rules, on which facts, resting on which law.
//!
//! Fields stand in the order in which the document has its keys. Texts of the rules are borrowed from them.
//! Knows nothing of: how it is worked out, JSON.

use std::borrow::Cow;

use crate::engine::captions::Citation;
use crate::engine::types::{Named, Unit};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The value of the key `format`.
pub const FORMAT: &str = "timbang.ruling/1";

/// One decision about one case (or about one element, for a decision `for every`).
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling<'a> {
    pub rulebook: Identity<'a>,
    /// The version of this program.
    pub engine: &'static str,
    /// The date by which the edition was chosen.
    pub as_of: i64,
    pub edition_reason: Cow<'a, Wording>,
    pub case_sha256: String,
    pub decision: &'a str,
    /// The element that is ruled on; only for a decision `for every`.
    pub element: Option<Element>,
    pub status: RulingStatus,
    pub outcome: Option<&'a Named>,
    /// The rules that decided, in file order; empty when none applied or when they contradict each other.
    pub rules: Vec<RuleCited<'a>>,
    pub because: Wording,
    /// [`Value::Missing`] when the ruling has no end.
    pub valid_until: Value<'a>,
    pub duties: Vec<DutyOwed<'a>>,
    /// The weakest basis that the outcome rests on; the first one of equals.
    pub weakest_basis: Option<&'a Citation>,
    pub criteria: Vec<CriterionResult<'a>>,
    pub definitions: Vec<DefinitionValue<'a>>,
    pub overridden: Vec<Overridden<'a>>,
    pub missing: Vec<Missing<'a>>,
    pub conflicts: Vec<Conflicting<'a>>,
}

/// Which rules were used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    pub name: &'a str,
    pub edition: &'a str,
    pub sha256: &'a str,
}

/// One element of a list in the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// JSON pointer.
    pub path: String,
    pub label: Wording,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulingStatus {
    Decided,
    Undetermined,
    Conflict,
}

/// A rule with its bases.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleCited<'a> {
    pub id: &'a str,
    pub basis: &'a [Citation],
}

#[derive(Clone, Debug, PartialEq)]
pub struct DutyOwed<'a> {
    pub id: &'a str,
    /// With its values filled in.
    pub label: Wording,
    /// [`Value::Missing`] when it has no date.
    pub due: Value<'a>,
}

/// How one criterion turned out.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionResult<'a> {
    pub id: &'a str,
    pub label: &'a Wording,
    pub result: Truth,
    pub basis: &'a [Citation],
    pub reason: Wording,
    pub facts: Vec<Fact<'a>>,
    pub parts: Vec<Part<'a>>,
}

/// How one element turned out in a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<'a> {
    /// JSON pointer of the element.
    pub path: String,
    pub label: Cow<'a, Wording>,
    /// The criterion that was asked of the element, if it was one.
    pub criterion: Option<&'a str>,
    pub result: Truth,
    pub basis: &'a [Citation],
    pub reason: Wording,
    pub facts: Vec<Fact<'a>>,
    pub parts: Vec<Part<'a>>,
}

/// A fact that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<'a> {
    /// JSON pointer.
    pub path: Cow<'a, str>,
    pub label: &'a Wording,
    pub value: Value<'a>,
    /// `claimed`, `verified` or `disputed`, when the case brings evidence.
    pub status: Option<&'static str>,
    pub reference: Option<&'a str>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionValue<'a> {
    pub id: &'a str,
    pub label: &'a Wording,
    pub value: Value<'a>,
}

/// A rule that applied but was beaten.
#[derive(Clone, Debug, PartialEq)]
pub struct Overridden<'a> {
    pub rule: &'a str,
    pub by: Vec<&'a str>,
    pub outcome: Option<&'a Named>,
    pub basis: &'a [Citation],
}

/// Something unknown that can still change the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing<'a> {
    /// A JSON pointer (facts and judgements), or the name of a declaration.
    pub path: Cow<'a, str>,
    pub label: Cow<'a, Wording>,
    pub kind: MissingKind,
    pub why: Cow<'a, Wording>,
    /// The question that a person is asked for it.
    pub question: Option<&'a Wording>,
}

/// What is missing; this is the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingKind {
    Fact,
    Judgement,
    Norm,
    Calendar,
}

/// One of the rules that contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflicting<'a> {
    pub rule: &'a str,
    pub outcome: Option<&'a Named>,
    pub because: Wording,
    pub basis: &'a [Citation],
}

/// A value with what is needed to show it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`: there is none.
    Missing,
    Unknown(Wording),
    Truth(bool),
    Number {
        units: i64,
        scale: u8,
    },
    Date(i64),
    Period {
        count: i64,
        unit: Unit,
    },
    Enum(&'a Named),
    Text(&'a str),
    /// A record that is there; its fields are facts of their own.
    Record,
    /// A list with this many elements.
    List(usize),
}

impl MissingKind {
    /// As the document names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Judgement => "judgement",
            Self::Norm => "norm",
            Self::Calendar => "calendar",
        }
    }
}

impl RulingStatus {
    /// As the document names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Undetermined => "undetermined",
            Self::Conflict => "conflict",
        }
    }
}
