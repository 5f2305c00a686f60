//! Expression text with how tightly it binds, so that parentheses are put where they are needed.

/// How tightly an expression binds, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Takes all that follows: `if`, quantifiers, aggregates.
    Open,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Primary,
}

#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) level: Level,
}

impl Written {
    pub(crate) fn new(level: Level, text: impl Into<String>) -> Self {
        Self { text: text.into(), level }
    }

    pub(crate) fn primary(text: impl Into<String>) -> Self {
        Self::new(Level::Primary, text)
    }

    /// The text, in parentheses if it binds more loosely than asked.
    pub(crate) fn at(&self, level: Level) -> String {
        if self.level < level { format!("({})", self.text) } else { self.text.clone() }
    }
}
