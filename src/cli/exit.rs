//! How the program ends.

use std::process::ExitCode;

/// What the exit code tells a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Decided, or done without errors (warnings included).
    Decided = 0,
    /// The rules have errors, files are not formatted, or scenarios failed.
    Faulty = 1,
    /// The case or the arguments cannot be used.
    BadInput = 2,
    /// What is unknown can still change the outcome.
    Undetermined = 3,
    /// Winning rules contradict each other.
    Conflict = 4,
    /// A mistake in Timbang itself.
    Internal = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
