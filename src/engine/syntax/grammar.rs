//! The parser that pest makes from `grammar/aturan.pest`.
//!
//! Knows nothing of: trees, diagnostics.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pairs;
use std::num::NonZeroUsize;
use std::sync::Once;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/aturan.pest"]
struct RuleFile;

/// How many steps one item may take to read: enough for about half a megabyte of fields or table rows.
const GREATEST_STEPS: NonZeroUsize = NonZeroUsize::new(10_000_000).unwrap();

static LIMIT: Once = Once::new();

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// At this byte, where one of these rules was expected.
    At(usize, Vec<Rule>),
    /// It takes more than the limit of steps.
    TooComplex,
    /// It is nested too deeply for the stack.
    TooDeep,
}

/// Reads a whole text by one rule of the grammar.
pub(crate) fn parse(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Failure> {
    // The limit of pest is one for the process: it is set once and never changed.
    LIMIT.call_once(|| pest::set_call_limit(Some(GREATEST_STEPS)));
    RuleFile::parse(rule, text).map_err(|error| failure(&error))
}

fn failure(error: &Error<Rule>) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => Failure::At(at, positives.clone()),
        ErrorVariant::CustomError { message } if message.starts_with("stack") => Failure::TooDeep,
        ErrorVariant::CustomError { .. } => Failure::TooComplex,
    }
}
