//! The words and dates of a letter in both languages.
//!
//! Knows nothing of: HTML.

use std::fmt::Display;

use serde_json::Value;

use crate::engine::value::date;
use crate::engine::wording::{Language, Wording};

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

/// The number of the month that is called so, in either language.
pub(in crate::server) fn month_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let found = MONTHS.iter().position(|it| it.0.to_lowercase() == name || it.1.to_lowercase() == name)?;
    u32::try_from(found.saturating_add(1)).ok()
}

/// Speaks one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct Words(pub(in crate::server) Language);

impl Words {
    /// One of two texts.
    pub(in crate::server) fn say(self, id: &'static str, en: &'static str) -> &'static str {
        if self.0 == Language::Indonesian { id } else { en }
    }

    /// As in `lang`.
    /// So many things; English has a word for one of them, Indonesian has not.
    pub(in crate::server) fn counted<N>(self, count: N, id: &str, (one, many): (&str, &str)) -> String
    where
        N: Copy + Display + PartialEq + From<u8>,
    {
        let name = match self.0 {
            Language::Indonesian => id,
            Language::English if count == N::from(1) => one,
            Language::English => many,
        };
        format!("{count} {name}")
    }

    pub(in crate::server) fn tag(self) -> &'static str {
        self.say("id", "en")
    }

    /// `22 Juni 2022`
    pub(in crate::server) fn day(self, day: i64) -> String {
        let (year, month, day) = date::civil(day);
        let names = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
        format!("{day} {} {year}", if self.0 == Language::Indonesian { names.0 } else { names.1 })
    }

    /// A text of a document with its days written out: Indonesian documents have them as `31-12-2025`.
    pub(in crate::server) fn dated(self, text: &str) -> String {
        if self.0 == Language::Indonesian { self.days_written_out(text) } else { text.to_owned() }
    }

    /// The same as a sentence.
    pub(in crate::server) fn sentence(self, text: &str) -> String {
        sentence(&self.dated(text))
    }

    /// Digits with dashes that are a day, and stand by themselves.
    fn days_written_out(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(|it: char| !it.is_ascii_digit() && it != '-') {
            let end = piece.trim_end_matches(|it: char| !it.is_ascii_digit() && it != '-');
            // What is part of a longer word or number is no day.
            let is_inside = out.chars().next_back().is_some_and(char::is_alphanumeric)
                || piece.chars().next_back().is_some_and(char::is_alphabetic);
            match day_of(end).filter(|_| !is_inside) {
                Some(day) => {
                    out.push_str(&self.day(day));
                    out.push_str(piece.strip_prefix(end).unwrap_or_default());
                }
                None => out.push_str(piece),
            }
        }
        out
    }

    /// A pair of wordings in a document: `{"id": …, "en": …}`.
    pub(in crate::server) fn of(self, pair: Option<&Value>) -> &str {
        pair.and_then(|it| it.get(self.tag())).and_then(Value::as_str).unwrap_or_default()
    }

    /// An edition of a rulebook, by the title of the rulebook.
    pub(in crate::server) fn edition(self, title: &Wording, edition: &str) -> String {
        format!("{}, {} {edition}", title.get(self.0), self.say("edisi", "edition"))
    }

    pub(in crate::server) fn result(self, result: &str) -> &'static str {
        match result {
            "holds" => self.say("Terpenuhi", "Met"),
            "fails" => self.say("Tidak terpenuhi", "Not met"),
            _ => self.say("Belum diketahui", "Not known"),
        }
    }

    /// What came out, by the status of a document and the label of its outcome: the label, or why there is none.
    pub(in crate::server) fn outcome<'d>(self, status: &str, label: Option<&'d Value>) -> &'d str {
        match status {
            "decided" => self.of(label),
            "conflict" => self.say(
                "Aturan saling bertentangan; tidak ada putusan",
                "The rules contradict each other; nothing is decided",
            ),
            _ => self.say("Belum dapat ditetapkan", "Undetermined"),
        }
    }

    pub(in crate::server) fn establishedness(self, how: &str) -> &'static str {
        match how {
            "verified" => self.say("naskahnya sudah dibaca", "the text was read"),
            "secondary" => self.say("menurut sumber sekunder", "from a secondary source"),
            "inferred" => self.say("disimpulkan", "inferred"),
            _ => self.say("belum terverifikasi", "unverified"),
        }
    }

    pub(in crate::server) fn status(self, status: &str) -> &'static str {
        match status {
            "verified" => self.say("terverifikasi", "verified"),
            "disputed" => self.say("disengketakan", "disputed"),
            _ => self.say("pernyataan instansi", "claimed by the agency"),
        }
    }
}

/// A sentence with a capital letter and a full stop.
pub(in crate::server) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return String::new() };
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), characters.as_str())
}

fn day_of(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split('-').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let fits = (day.len(), month.len(), year.len()) == (2, 2, 4);
    date::parse(&format!("{year}-{month}-{day}")).filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_out() {
        let day = date::parse("2022-05-01").unwrap();
        assert_eq!(Words(Language::Indonesian).day(day), "1 Mei 2022");
        assert_eq!(Words(Language::English).day(day), "1 May 2022");
    }

    #[test]
    fn one_thing_is_told_in_the_singular() {
        let said = |count: u32| {
            [Language::Indonesian, Language::English].map(|it| Words(it).counted(count, "butir", ("item", "items")))
        };
        assert_eq!([0, 1, 2].map(said), [["0 butir", "0 items"], ["1 butir", "1 item"], ["2 butir", "2 items"]]);
    }

    #[test]
    fn sentences_begin_and_end() {
        assert_eq!(sentence("nilai 340,5"), "Nilai 340,5.");
        assert_eq!(sentence("Selesai."), "Selesai.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn days_in_sentences_are_written_out_and_nothing_else_is_touched() {
        let id = Words(Language::Indonesian);
        assert_eq!(
            id.dated("sesudah 31-12-2025 (batas 01-02-2024)."),
            "sesudah 31 Desember 2025 (batas 1 Februari 2024)."
        );
        for kept in
            ["PP-11-2017 pasal 3", "12-2025", "31-02-2025", "x31-12-2025", "31-12-2025x", "1-31-12-2025", "", "-"]
        {
            assert_eq!(id.dated(kept), kept);
        }
        assert_eq!(Words(Language::English).dated("31-12-2025"), "31-12-2025");
    }
}
