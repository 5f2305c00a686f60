//! What the elements of a list are called in sentences and headings: as the rules have it, else by a word for anything.
//!
//! Knows nothing of: where the words stand.

use crate::engine::wording::Language;
use crate::server::service::ElementNames;
use crate::server::words::Words;

/// The words for one element and for several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server::web) struct Nouns {
    pub(in crate::server::web) one: String,
    pub(in crate::server::web) many: String,
    language: Language,
}

impl Nouns {
    pub(in crate::server::web) fn of(words: Words, names: Option<&ElementNames>) -> Self {
        let language = words.0;
        if let Some(it) = names {
            return Self { one: inside(it.one.get(language)), many: inside(it.all.get(language)), language };
        }
        let (one, many) = (words.say("unsur", "element"), words.say("unsur", "elements"));
        Self { one: one.to_owned(), many: many.to_owned(), language }
    }

    /// One, as a heading.
    pub(in crate::server::web) fn heading(&self) -> String {
        let mut signs = self.one.chars();
        signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
    }

    /// So many of them.
    pub(in crate::server::web) fn counted(&self, count: usize) -> String {
        let is_one = count == 1 && self.language == Language::English;
        format!("{count} {}", if is_one { &self.one } else { &self.many })
    }
}

/// A label within a sentence; one that begins with an abbreviation keeps its capitals.
fn inside(label: &str) -> String {
    let mut signs = label.chars();
    let Some(first) = signs.next() else { return String::new() };
    let rest = signs.as_str();
    if rest.starts_with(char::is_uppercase) {
        label.to_owned()
    } else {
        first.to_lowercase().chain(rest.chars()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Wording;

    #[test]
    fn elements_are_called_as_the_rules_have_it() {
        let names = ElementNames { one: Wording::new("Calon", "Candidate"), all: Wording::new("Calon", "Candidates") };
        let (id, en) = (Words(Language::Indonesian), Words(Language::English));
        assert_eq!(Nouns::of(id, Some(&names)).counted(1), "1 calon");
        assert_eq!(Nouns::of(en, Some(&names)).counted(1), "1 candidate");
        assert_eq!(Nouns::of(en, Some(&names)).counted(9), "9 candidates");
        assert_eq!(Nouns::of(en, Some(&names)).heading(), "Candidate");
        assert_eq!(Nouns::of(id, None).counted(2), "2 unsur");
        assert_eq!(inside("JPT yang dituju"), "JPT yang dituju");
    }
}
