//! Words that the tree, the typed rules and the compiled program share: operators, places in a law, establishedness.
//!
//! Knows nothing of: how they are spelled in a rule file, or evaluated.

/// Where in a source: parts from the outside in, such as article 134, paragraph 2, letter d.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub parts: Vec<(PlacePart, String)>,
}

/// The kind of a part of a law: pasal, ayat, huruf, angka, lampiran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlacePart {
    Article,
    Paragraph,
    Letter,
    Number,
    Appendix,
}

/// How well a norm is established, weakest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Establishedness {
    /// The text of the law was read.
    Verified,
    /// Seen in a secondary source.
    Secondary,
    /// Deduced from texts or data that were seen.
    Inferred,
    /// Nobody has confirmed it.
    Unverified,
}

/// How two values of one type are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Exact arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOp {
    Add,
    Subtract,
    Multiply,
}

/// What happens to digits that do not fit, always stated by the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// What is said of the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    Every,
    Some,
    No,
}

/// What is worked out from the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    Count,
    Sum,
    Least,
    Greatest,
}
