//! Every diagnostic code, once: number, slug, severity.
//!
//! The first two digits name the pass: 01 syntax, 02 names, 03 types, 04 law (bases, editions, labels), 05 analysis.
//! A number is never used again for another thing. Each code has a page in `pages/` and a case under `tests/lang/cases/`.
//! Knows nothing of: the passes that raise them.

use super::Severity;

macro_rules! codes {
    ($($name:ident = $number:literal, $slug:literal, $severity:ident;)*) => {
        /// A stable name for one kind of mistake, such as `E0101`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $slug] $name,)* }

        impl Code {
            /// All codes, in order of number.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The number that people quote, such as `E0101`.
            #[must_use]
            pub const fn number(self) -> &'static str { match self { $(Code::$name => $number,)* } }

            /// A short name in words, such as `unexpected-text`.
            #[must_use]
            pub const fn slug(self) -> &'static str { match self { $(Code::$name => $slug,)* } }

            /// Whether rules with this are refused.
            #[must_use]
            pub const fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity,)* } }

            /// The page that explains it, in Markdown, both languages.
            #[must_use]
            pub const fn page(self) -> &'static str { match self { $(Code::$name => include_str!(concat!("pages/", $number, ".md")),)* } }
        }
    };
}

codes! {
    UnexpectedText = "E0101", "unexpected-text", Error;
    UnknownItem = "E0102", "unknown-item", Error;
    UnclosedString = "E0103", "unclosed-string", Error;
    ForbiddenCharacter = "E0104", "forbidden-character", Error;
    NotNormalized = "E0105", "not-normalized", Error;
    MixedScripts = "E0106", "mixed-scripts", Error;
    OtherLanguage = "E0107", "keyword-of-other-language", Error;
    FileTooLarge = "E0108", "file-too-large", Error;
    TooDeep = "E0109", "too-deep", Error;
    TooManyItems = "E0110", "too-many-items", Error;
    TooManyOperands = "E0111", "too-many-operands", Error;
    TooComplex = "E0112", "too-complex", Error;
    MixedAndOr = "E0113", "and-or-without-parentheses", Error;
    ImpossibleDate = "E0114", "impossible-date", Error;
    ReservedName = "E0115", "reserved-name", Error;
    MissingClause = "E0116", "missing-clause", Error;
    RepeatedClause = "E0117", "repeated-clause", Error;
    NumberTooLong = "E0118", "number-too-long", Error;

    UnknownName = "E0201", "unknown-name", Error;
    DuplicateName = "E0202", "duplicate-name", Error;
    UnknownField = "E0203", "unknown-field", Error;
    UnknownType = "E0204", "unknown-type", Error;
    Cycle = "E0205", "cycle", Error;
    UnusedName = "W0206", "unused-name", Warning;
    UnknownUse = "E0207", "unknown-rulebook", Error;
    NotARecord = "E0208", "not-a-record", Error;
    UnknownOutcome = "E0209", "unknown-outcome", Error;
    ShadowedName = "E0210", "name-already-bound", Error;

    WrongType = "E0301", "wrong-type", Error;
    OptionalWithoutGuard = "E0302", "optional-without-guard", Error;
    Overflow = "E0303", "overflow", Error;
    OutOfBounds = "E0304", "out-of-bounds", Error;
    NoBounds = "E0305", "no-bounds", Error;
    ListWithoutMaximum = "E0306", "list-without-maximum", Error;
    BoundsReversed = "E0307", "bounds-reversed", Error;
    NotOrdered = "E0308", "not-ordered", Error;
    TooManyDigits = "E0309", "too-many-digits", Error;
    AlwaysSame = "W0310", "always-the-same", Warning;
    NeverOptional = "W0311", "never-missing", Warning;
    WrongArgument = "E0312", "wrong-argument", Error;
    TooCostly = "E0313", "too-costly", Error;
    VerifiesWrongly = "E0314", "verifies-wrongly", Error;

    UnknownSource = "E0401", "unknown-source", Error;
    MissingLabel = "E0402", "missing-label", Error;
    MissingBasis = "E0403", "missing-basis", Error;
    UnlistedArticle = "W0404", "unlisted-article", Warning;
    EditionsOverlap = "E0405", "editions-overlap", Error;
    EditionsGap = "E0406", "editions-gap", Error;
    NoRulebook = "E0407", "no-rulebook", Error;
    CalendarCoverage = "E0408", "calendar-coverage", Error;
    ScenarioFault = "E0409", "scenario-fault", Error;
    UnknownCalendar = "E0410", "unknown-calendar", Error;
    CitedThoughNotEncoded = "E0411", "cited-though-not-encoded", Error;

    TableGap = "E0501", "table-gap", Error;
    TableOverlap = "E0502", "table-overlap", Error;
    RulesConflict = "W0503", "rules-conflict", Warning;
    RuleNeverApplies = "W0504", "rule-never-applies", Warning;
    OverrideOfOtherDecision = "E0505", "override-of-other-decision", Error;
}
