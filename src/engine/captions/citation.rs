//! How a basis is named in a sentence: "PP 11/2017 Pasal 134 ayat (1)".
//!
//! Knows nothing of: which rule rests on it.

use std::sync::OnceLock;

use crate::engine::types::{Article, Basis, Establishedness, Place, PlacePart, Rulebook};
use crate::engine::wording::Wording;

/// A basis, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The name of the source in the rules.
    pub source: String,
    /// The source and the place in it.
    pub text: Wording,
    /// What the article says, in one sentence of our own; `None` if the source does not list it.
    pub summary: Option<Wording>,
    pub establishedness: Establishedness,
    pub written: Written,
}

/// How a writer of documents spelled a citation, kept because the same ones stand in every ruling.
#[derive(Clone, Debug, Default)]
pub struct Written(OnceLock<Box<str>>);

impl Written {
    /// The text of the first call, whatever a later one would write.
    pub fn once(&self, write: impl FnOnce() -> String) -> &str {
        self.0.get_or_init(|| write().into_boxed_str())
    }
}

/// It tells nothing of the citation that the citation does not tell.
impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Written {}

/// The citations of bases, in their order.
#[must_use]
pub fn cite_all(rulebook: &Rulebook, bases: &[Basis]) -> Vec<Citation> {
    bases.iter().filter_map(|basis| cite(rulebook, basis)).collect()
}

fn cite(rulebook: &Rulebook, basis: &Basis) -> Option<Citation> {
    let source = rulebook.sources.get(basis.source)?;
    let mut text = source.cited_as.clone();
    write_place(&mut text, &basis.place);
    Some(Citation {
        source: source.name.clone(),
        text,
        summary: summary(&source.articles, &basis.place).cloned(),
        establishedness: basis.establishedness,
        written: Written::default(),
    })
}

/// "Pasal 134 ayat (1)"; empty for a source as a whole.
#[must_use]
pub fn place(place: &Place) -> Wording {
    let mut text = Wording::default();
    write_place(&mut text, place);
    Wording::new(text.id.trim_start(), text.en.trim_start())
}

/// Writes " Pasal 134 ayat (1)" at the end of a text.
fn write_place(text: &mut Wording, place: &Place) {
    for (part, number) in &place.parts {
        let (id, en) = part_words(*part);
        let bracketed = if *part == PlacePart::Paragraph { format!("({number})") } else { number.clone() };
        text.id.extend([" ", id, " ", &bracketed]);
        text.en.extend([" ", en, " ", &bracketed]);
    }
}

const fn part_words(part: PlacePart) -> (&'static str, &'static str) {
    match part {
        PlacePart::Article => ("Pasal", "article"),
        PlacePart::Paragraph => ("ayat", "paragraph"),
        PlacePart::Letter => ("huruf", "letter"),
        PlacePart::Number => ("angka", "number"),
        PlacePart::Appendix => ("Lampiran", "appendix"),
    }
}

/// The summary of the very place, else of the closest place around it.
fn summary<'a>(articles: &'a [Article], place: &Place) -> Option<&'a Wording> {
    articles
        .iter()
        .filter(|article| !article.place.parts.is_empty() && place.parts.starts_with(&article.place.parts))
        .max_by_key(|article| article.place.parts.len())
        .map(|article| &article.summary)
}
