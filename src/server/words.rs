//! The words and dates of a letter in both languages.
//!
//! Knows nothing of: HTML.

use serde_json::Value;

use crate::engine::value::date;
use crate::engine::wording::Language;

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

/// Speaks one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct Words(pub(in crate::server) Language);

impl Words {
    /// One of two texts.
    pub(in crate::server) fn say(self, id: &'static str, en: &'static str) -> &'static str {
        if self.0 == Language::Indonesian { id } else { en }
    }

    /// As in `lang`.
    pub(in crate::server) fn tag(self) -> &'static str {
        self.say("id", "en")
    }

    /// `22 Juni 2022`
    pub(in crate::server) fn day(self, day: i64) -> String {
        let (year, month, day) = date::civil(day);
        let names = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
        format!("{day} {} {year}", if self.0 == Language::Indonesian { names.0 } else { names.1 })
    }

    /// A pair of wordings in a document: `{"id": …, "en": …}`.
    pub(in crate::server) fn of(self, pair: Option<&Value>) -> &str {
        pair.and_then(|it| it.get(self.tag())).and_then(Value::as_str).unwrap_or_default()
    }

    pub(in crate::server) fn result(self, result: &str) -> &'static str {
        match result {
            "holds" => self.say("Terpenuhi", "Met"),
            "fails" => self.say("Tidak terpenuhi", "Not met"),
            _ => self.say("Belum diketahui", "Not known"),
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
    fn sentences_begin_and_end() {
        assert_eq!(sentence("nilai 340,5"), "Nilai 340,5.");
        assert_eq!(sentence("Selesai."), "Selesai.");
        assert_eq!(sentence(""), "");
    }
}
