//! The words of the commentary that its text and its Markdown share.

use crate::engine::captions::citation;
use crate::engine::commentary::{ArticleLaw, At, Standing, Tally, Use, UseKind, Written};
use crate::engine::types::Establishedness;
use crate::engine::wording::{Language, Wording};
use crate::prose::ruling;

/// Speaks one language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    language: Language,
}

impl Words {
    pub(super) const fn new(language: Language) -> Self {
        Self { language }
    }

    pub(super) fn say(self, wording: &Wording) -> &str {
        wording.get(self.language)
    }

    /// One of two texts.
    pub(super) fn of(self, id: &'static str, en: &'static str) -> &'static str {
        if self.language == Language::Indonesian { id } else { en }
    }

    /// "Pasal 134 ayat (1)", or the source as a whole.
    pub(super) fn place(self, article: &ArticleLaw) -> String {
        if article.place.parts.is_empty() {
            return self.of("Sumber ini seluruhnya", "This source as a whole").to_owned();
        }
        let mut text = self.say(&citation::place(&article.place)).to_owned();
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text
    }

    pub(super) fn kind(self, kind: UseKind) -> &'static str {
        match kind {
            UseKind::Rulebook => self.of("himpunan", "rulebook"),
            UseKind::Parameter => self.of("parameter", "parameter"),
            UseKind::Definition => self.of("definisi", "definition"),
            UseKind::Table => self.of("tabel", "table"),
            UseKind::Criterion => self.of("syarat", "criterion"),
            UseKind::Judgement => self.of("pertimbangan", "judgement"),
            UseKind::Otherwise => self.of("hasil", "outcome"),
            UseKind::Rule => self.of("aturan", "rule"),
            UseKind::Calendar => self.of("kalender", "calendar"),
        }
    }

    pub(super) fn establishedness(self, how: Establishedness) -> &'static str {
        ruling::establishedness(how, self.language)
    }

    /// What a level of establishedness means.
    pub(super) fn established(self, how: Establishedness) -> &'static str {
        match how {
            Establishedness::Verified => self.of("naskahnya dibaca", "the text was read"),
            Establishedness::Secondary => self.of(
                "dikutip lembaga, pers, atau aplikasi instansi; naskahnya belum dibaca",
                "quoted by an authority, the press or an agency's software; the text was not read",
            ),
            Establishedness::Inferred => self.of(
                "tidak tertulis begitu; ditarik dari naskah atau praktiknya",
                "not written so; it follows from the text or from practice",
            ),
            Establishedness::Unverified => self.of("belum ada yang memeriksanya", "nobody has checked it"),
        }
    }

    pub(super) fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Encoded => self.of("disandikan", "encoded"),
            Standing::Open => self.of("terbuka", "open"),
            Standing::Pending => self.of("menunggu", "pending"),
            Standing::NotEncoded => self.of("tidak disandikan", "not encoded"),
            Standing::Uncited => self.of("tidak dirujuk", "not cited"),
        }
    }

    /// What a standing means, as a sentence.
    pub(super) fn standing_means(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Encoded => self.of(
                "Semua yang bertumpu padanya diketahui, dan dasarnya dibaca, dikutip, atau disimpulkan.",
                "Everything that rests on it is known, and its basis was read, quoted or inferred.",
            ),
            Standing::Open => self.of(
                "Ada parameter yang mempunyai alternatif, atau dasar yang belum diperiksa siapa pun.",
                "There is a parameter with alternatives, or a basis that nobody has checked.",
            ),
            Standing::Pending => self.of(
                "Sedikitnya satu hal yang bertumpu padanya menunggu naskah yang belum dibaca; sampai saat itu tidak diketahui, tidak diduga.",
                "At least one thing that rests on it waits for a text that was not read; until then it is unknown, not guessed.",
            ),
            Standing::NotEncoded => self.of(
                "Sengaja tidak disandikan; alasannya disebut.",
                "Left out on purpose; the reason is given.",
            ),
            Standing::Uncited => self.of(
                "Tercantum pada sumbernya, tetapi tidak ada aturan yang merujuknya.",
                "Listed in its source, but no rule cites it.",
            ),
        }
    }

    /// "disandikan 20 · terbuka 3": what there is none of is left out.
    pub(super) fn tally(self, tally: &Tally) -> String {
        let counted = Standing::ALL.iter().map(|it| (self.standing(*it), tally.of(*it))).filter(|it| it.1 > 0);
        let parts: Vec<String> = counted.map(|(word, count)| format!("{word} {count}")).collect();
        parts.join(" · ")
    }

    /// "satu, dua, dan tiga" and "one, two and three".
    pub(super) fn listed(self, items: &[String]) -> String {
        let (last, two) = (self.of(", dan ", " and "), self.of(" dan ", " and "));
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [one, other] => format!("{one}{two}{other}"),
            [first @ .., end] => format!("{}{last}{end}", first.join(", ")),
        }
    }
}

/// The editions in which something is written, each once.
pub(super) fn editions(one: &Use) -> Vec<String> {
    let mut editions: Vec<String> = Vec::new();
    for edition in one.written.iter().filter_map(|it| it.edition.as_ref()) {
        if !editions.contains(edition) {
            editions.push(edition.clone());
        }
    }
    editions
}

/// `rules/exemption/2018/exemption.aturan:45`
pub(super) fn line(at: &At) -> String {
    format!("{}:{}", at.path, at.line)
}

/// The lines in which something is written.
pub(super) fn lines(one: &Use) -> Vec<String> {
    one.written.iter().map(|Written { at, .. }| line(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_as_each_language_ends_them() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        let (id, en) = (Words::new(Language::Indonesian), Words::new(Language::English));
        assert_eq!([id.listed(&items), en.listed(&items)], ["a, b, dan c", "a, b and c"]);
        assert_eq!(
            [id.listed(items.get(..2).unwrap()), en.listed(items.get(..1).unwrap()), en.listed(&[])],
            ["a dan b", "a", ""]
        );
    }
}
