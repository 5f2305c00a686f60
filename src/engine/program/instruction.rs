//! The compiled form: small instructions that name one another by number.
//!
//! Knows nothing of: the typed tree, how instructions are carried out.

use crate::engine::value::terms::{Aggregate, ArithmeticOp, CompareOp, Quantifier, Rounding};
use std::cmp::Ordering;

/// The number of an instruction in its program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// [`Place::depth`] of a fact of the case itself.
pub(crate) const OF_CASE: u8 = u8::MAX;

/// Where a fact lies: `offset` cells from the start of the case, or of the element that is bound at `depth`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) depth: u8,
    pub(crate) offset: u32,
}

/// A stretch of one of the side arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    pub(crate) start: u32,
    pub(crate) length: u32,
}

/// How a date is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stride {
    Days,
    Months,
    WorkingDays,
}

/// One instruction, at most 16 bytes. Places are written out (`depth`, `offset`) to keep it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Instruction {
    Unknown,
    Known(bool),
    Constant(i64),
    /// `texts[_]`
    Text(u32),
    /// The value of a fact.
    Fact {
        depth: u8,
        offset: u32,
    },
    Given {
        depth: u8,
        offset: u32,
    },
    /// The fact, or `otherwise` when there is none.
    Default {
        depth: u8,
        offset: u32,
        otherwise: NodeId,
    },
    Criterion(u32),
    Definition(u32),
    Judgement(u32),
    DecisionIs {
        decision: u32,
        outcome: u32,
    },
    /// `body` with the element at the place bound to 0; `shift` elements are bound where it is called.
    Call {
        body: NodeId,
        depth: u8,
        shift: u8,
        offset: u32,
    },
    Not(NodeId),
    /// Of `operands`.
    All(Stretch),
    Any(Stretch),
    /// Of instructions that lie in a row.
    AllOf(Stretch),
    AnyOf(Stretch),
    Compare {
        op: Comparison,
        left: NodeId,
        right: NodeId,
    },
    /// Texts are compared by their bytes.
    CompareTexts {
        op: Comparison,
        left: NodeId,
        right: NodeId,
    },
    CompareConstant {
        op: Comparison,
        depth: u8,
        offset: u32,
        constant: i64,
    },
    CompareFacts {
        op: Comparison,
        depths: (u8, u8),
        left: u32,
        right: u32,
    },
    /// The left fact with the right one moved by so many months.
    CompareMonths {
        op: Comparison,
        depths: (u8, u8),
        left: u32,
        right: u32,
        months: i32,
    },
    /// A fact with the date that `date` gives, moved by so many months.
    CompareMoved {
        op: Comparison,
        depth: u8,
        offset: u32,
        date: NodeId,
        months: i32,
    },
    CompareDefinition {
        op: Comparison,
        definition: u32,
        constant: i64,
    },
    CompareTextFacts {
        op: Comparison,
        depths: (u8, u8),
        left: u32,
        right: u32,
    },
    /// A fact whose value, from 0 to 63, is a bit of the mask.
    InMask {
        depth: u8,
        offset: u32,
        mask: u64,
    },
    /// Of `constants`, in order.
    OneOf {
        value: NodeId,
        options: Stretch,
    },
    /// Numbers of texts, among `constants`.
    TextOneOf {
        value: NodeId,
        options: Stretch,
    },
    /// `withins[_]`
    Within(u32),
    If {
        condition: NodeId,
        then: NodeId,
        otherwise: NodeId,
    },
    /// The same for texts.
    IfText {
        condition: NodeId,
        then: NodeId,
        otherwise: NodeId,
    },
    /// `loops[_]`
    Quantified(u32),
    /// `loops[_]`
    Aggregated(u32),
    Arithmetic {
        op: Operator,
        left: NodeId,
        right: NodeId,
    },
    /// `divisions[_]`
    Divide(u32),
    Times {
        value: NodeId,
        factor: i64,
    },
    Shift {
        stride: Stride,
        back: bool,
        calendar: u32,
        date: NodeId,
        period: NodeId,
    },
    /// `tables[_]`
    Table(u32),
    /// `ladders[_]`
    Ladder {
        value: NodeId,
        ladder: u32,
    },
    /// Facts of the case itself.
    CaseGiven(u32),
    CaseConstant {
        op: Comparison,
        offset: u32,
        constant: i64,
    },
    CaseFacts {
        op: Comparison,
        left: u32,
        right: u32,
    },
    /// The fact is given, and compares so with a constant.
    CaseGivenConstant {
        op: Comparison,
        offset: u32,
        constant: i64,
    },
    /// There certainly is none.
    CaseMissing(u32),
    /// `fact` is given, and `fact <= other <= fact + months`.
    CaseWithinMonths {
        fact: u32,
        other: u32,
        months: i32,
    },
    /// The left fact is given, and compares so.
    CaseGivenFacts {
        op: Comparison,
        left: u32,
        right: u32,
    },
    CaseMonths {
        op: Comparison,
        left: u32,
        right: u32,
        months: i32,
    },
}

/// How two values are compared: which of less (1), equal (2) and greater (4) satisfy it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Comparison {
    Less = 1,
    Equal = 2,
    LessOrEqual = 3,
    Greater = 4,
    NotEqual = 5,
    GreaterOrEqual = 6,
}

/// As [`ArithmeticOp`], with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
}

/// A quantifier or an aggregate over a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loop {
    pub(crate) kind: LoopKind,
    pub(crate) list: Place,
    /// Cells of one element.
    pub(crate) width: u32,
    /// Where the element is bound.
    pub(crate) depth: u8,
    pub(crate) filter: Filter,
    /// The condition, or the value; counting needs none.
    pub(crate) body: Option<NodeId>,
}

/// Which elements count.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Filter {
    All,
    /// A text of the element (so many cells from its start) is that of a fact outside.
    SameText {
        offset: u32,
        wanted: Place,
    },
    Condition(NodeId),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum LoopKind {
    Quantifier(Quantifier),
    Aggregate(Aggregate),
}

/// `value` lies within a period before or after an anchor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Within {
    pub(crate) value: NodeId,
    pub(crate) period: NodeId,
    pub(crate) anchor: NodeId,
    pub(crate) stride: Stride,
    pub(crate) calendar: u32,
    pub(crate) before: bool,
    pub(crate) counting_both_ends: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Division {
    pub(crate) left: (NodeId, u8),
    pub(crate) right: (NodeId, u8),
    pub(crate) digits: u8,
    pub(crate) rounding: Rounding,
}

/// A decision table.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<NodeId>,
    /// Where the values of the columns are kept while rows are tried.
    pub(crate) scratch: usize,
    pub(crate) rows: Vec<Row>,
    /// The results are texts, to be compared as such.
    pub(crate) texts: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Test>,
    pub(crate) result: NodeId,
}

/// What a column must be. A known column answers yes or no, an unknown one unknown, except to `Any`.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Any,
    Between {
        least: i64,
        greatest: i64,
    },
    /// In order.
    OneOf(Vec<i64>),
    Not(i64),
    /// Numbers of texts.
    TextOneOf(Vec<u32>),
    TextNot(u32),
}

impl Instruction {
    /// Whether it is a condition wherever it stands (facts, definitions and calls may be conditions or not).
    pub(crate) const fn is_condition(&self) -> bool {
        matches!(
            self,
            Self::Known(_)
                | Self::Given { .. }
                | Self::Criterion(_)
                | Self::Judgement(_)
                | Self::DecisionIs { .. }
                | Self::Not(_)
                | Self::All(_)
                | Self::Any(_)
                | Self::AllOf(_)
                | Self::AnyOf(_)
                | Self::Compare { .. }
                | Self::CompareTexts { .. }
                | Self::CompareConstant { .. }
                | Self::CompareFacts { .. }
                | Self::CompareMonths { .. }
                | Self::CompareMoved { .. }
                | Self::CompareDefinition { .. }
                | Self::CompareTextFacts { .. }
                | Self::CaseGiven(_)
                | Self::CaseMissing(_)
                | Self::CaseConstant { .. }
                | Self::CaseGivenConstant { .. }
                | Self::CaseFacts { .. }
                | Self::CaseGivenFacts { .. }
                | Self::CaseMonths { .. }
                | Self::CaseWithinMonths { .. }
                | Self::InMask { .. }
                | Self::OneOf { .. }
                | Self::TextOneOf { .. }
                | Self::Within(_)
                | Self::Quantified(_)
        )
    }
}

impl From<CompareOp> for Comparison {
    fn from(op: CompareOp) -> Self {
        match op {
            CompareOp::Equal => Self::Equal,
            CompareOp::NotEqual => Self::NotEqual,
            CompareOp::Less => Self::Less,
            CompareOp::LessOrEqual => Self::LessOrEqual,
            CompareOp::Greater => Self::Greater,
            CompareOp::GreaterOrEqual => Self::GreaterOrEqual,
        }
    }
}

impl Comparison {
    /// The same comparison with its sides exchanged.
    pub(crate) const fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }

    /// Whether it holds between two values.
    #[inline]
    pub(crate) fn holds<T: Ord + Copy>(self, left: T, right: T) -> bool {
        let found = match left.cmp(&right) {
            Ordering::Less => Self::Less,
            Ordering::Equal => Self::Equal,
            Ordering::Greater => Self::Greater,
        };
        self as u8 & found as u8 != 0
    }
}

impl From<ArithmeticOp> for Operator {
    fn from(op: ArithmeticOp) -> Self {
        match op {
            ArithmeticOp::Add => Self::Add,
            ArithmeticOp::Subtract => Self::Subtract,
            ArithmeticOp::Multiply => Self::Multiply,
        }
    }
}

const _: () = assert!(size_of::<Instruction>() <= 16);
