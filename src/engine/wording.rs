//! Text that exists in both languages.
//!
//! Knows nothing of: anything else in the house.

/// A language in which rules are written and reasons are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// Bahasa Indonesia.
    Indonesian,
    /// English, the language of a file that names none.
    #[default]
    English,
}

/// The same sentence in Indonesian and in English.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Wording {
    pub id: String,
    pub en: String,
}

impl Wording {
    /// Both languages at once, Indonesian first.
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), en: en.into() }
    }

    /// The same text in both languages (names, numbers, signs).
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { id: text.clone(), en: text }
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Indonesian => &self.id,
            Language::English => &self.en,
        }
    }
}

/// `wording!("teks {x}", "text {x}")`: both languages with one set of captured values.
#[macro_export]
macro_rules! wording {
    ($id:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        $crate::engine::wording::Wording::new(format!($id $(, $argument)*), format!($en $(, $argument)*))
    };
}
