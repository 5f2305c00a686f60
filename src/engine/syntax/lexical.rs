//! What is wrong with the characters of a file, whatever the grammar says: invisible and direction-changing characters,
//! text that is not in its normal form, names of mixed scripts, strings that are not closed.
//!
//! Knows nothing of: keywords, items.

use super::{MOST_DIAGNOSTICS, keywords, span};
use crate::engine::diag::{Code, Report};
use crate::engine::source::FileId;
use crate::engine::value::text::is_hidden;
use crate::engine::wording::Wording;
use crate::wording;
use unicode_normalization::{UnicodeNormalization, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

/// Checks a whole text. Returns the places of what was reported, in order, so that no other pass reports them again.
pub(crate) fn check(file: FileId, text: &str, report: &mut Report) -> Vec<usize> {
    let mut check = Check { file, report, places: Vec::new() };
    let mut offset = 0_usize;
    for line in text.split_inclusive('\n') {
        check.normal_form(offset, line);
        check.line(offset, line);
        offset = offset.saturating_add(line.len());
    }
    check.places.sort_unstable();
    check.places
}

struct Check<'a> {
    file: FileId,
    report: &'a mut Report,
    places: Vec<usize>,
}

impl Check<'_> {
    fn add(&mut self, code: Code, start: usize, end: usize, message: Wording, label: Wording, help: Wording) {
        self.places.push(start);
        if self.places.len() > MOST_DIAGNOSTICS {
            return;
        }
        self.report.add(code, span(self.file, start, end), message).label(label).help(help);
    }

    fn normal_form(&mut self, offset: usize, line: &str) {
        if line.is_ascii() || is_nfc_quick(line.chars()) == unicode_normalization::IsNormalized::Yes {
            return;
        }
        let normal: String = line.nfc().collect();
        if normal == line {
            return;
        }
        let same: usize = line.chars().zip(normal.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let start = offset.saturating_add(same);
        let length = line.get(same..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        self.add(
            Code::NotNormalized,
            start,
            start.saturating_add(length),
            wording!(
                "teks ini tidak dalam bentuk normal Unicode (NFC)",
                "this text is not in Unicode normal form (NFC)"
            ),
            wording!("huruf ini tersusun dari beberapa tanda", "this letter is put together from several marks"),
            wording!("ketiklah huruf ini sebagai satu tanda: {}", "type the letter as one mark: {}", normal.trim()),
        );
    }

    /// Strings, comments and words of one line; a string cannot go on in the next line.
    fn line(&mut self, offset: usize, line: &str) {
        let mut at = 0_usize;
        while let Some(character) = line.get(at..).and_then(|it| it.chars().next()) {
            let rest = line.get(at..).unwrap_or("");
            let length = if character == '"' {
                self.string(offset.saturating_add(at), rest)
            } else if rest.starts_with("--") {
                self.characters(offset.saturating_add(at), rest);
                rest.len()
            } else if keywords::is_word_part(character) {
                let length = rest.find(|it| !keywords::is_word_part(it)).unwrap_or(rest.len());
                self.word(offset.saturating_add(at), rest.get(..length).unwrap_or(""));
                length
            } else {
                self.character(offset.saturating_add(at), character);
                character.len_utf8()
            };
            at = at.saturating_add(length);
        }
    }

    /// Checks one string and returns its length.
    fn string(&mut self, start: usize, rest: &str) -> usize {
        let mut escaped = false;
        for (at, character) in rest.char_indices().skip(1) {
            let here = start.saturating_add(at);
            match character {
                '\r' | '\n' => return self.unclosed(start, rest.get(..at).unwrap_or("")),
                _ if escaped => {
                    escaped = false;
                    if character != '"' && character != '\\' {
                        self.escape(here.saturating_sub(1), character);
                    }
                }
                '\\' => escaped = true,
                '"' => return at.saturating_add(1),
                _ => self.character(here, character),
            }
        }
        self.unclosed(start, rest)
    }

    fn unclosed(&mut self, start: usize, text: &str) -> usize {
        self.add(
            Code::UnclosedString,
            start,
            start.saturating_add(text.trim_end().len()),
            wording!("teks ini tidak ditutup", "this text is not closed"),
            wording!(
                "dimulai di sini dan tidak ada `\"` lagi di baris ini",
                "it begins here, and there is no other `\"` on this line"
            ),
            wording!(
                "tutuplah dengan `\"` di baris yang sama; teks panjang boleh dibagi menjadi beberapa teks berurutan",
                "close it with `\"` on the same line; a long text may be divided into several, one after the other"
            ),
        );
        text.len()
    }

    fn escape(&mut self, start: usize, character: char) {
        self.add(
            Code::UnexpectedText,
            start,
            start.saturating_add(1).saturating_add(character.len_utf8()),
            wording!("`\\{character}` tidak dikenal dalam teks", "`\\{character}` is not known in a text"),
            wording!("hanya `\\\"` dan `\\\\` yang dikenal", "only `\\\"` and `\\\\` are known"),
            wording!("tulislah garis miring terbalik sebagai `\\\\`", "write a backslash as `\\\\`"),
        );
    }

    fn characters(&mut self, offset: usize, text: &str) {
        for (at, character) in text.char_indices() {
            self.character(offset.saturating_add(at), character);
        }
    }

    fn character(&mut self, start: usize, character: char) {
        if !is_hidden(character) {
            return;
        }
        let number = u32::from(character);
        self.add(
            Code::ForbiddenCharacter,
            start,
            start.saturating_add(character.len_utf8()),
            wording!(
                "tanda U+{number:04X} tidak kelihatan dan tidak boleh ada",
                "the character U+{number:04X} cannot be seen and is not allowed"
            ),
            wording!(
                "tanda ini dapat membuat aturan terbaca lain dari yang tertulis",
                "it can make a rule read differently from what it says"
            ),
            wording!("hapuslah tanda ini", "delete it"),
        );
    }

    fn word(&mut self, start: usize, word: &str) {
        if word.is_ascii() {
            return;
        }
        self.characters(start, word);
        let end = start.saturating_add(word.len());
        let mut scripts: Vec<Script> = word
            .chars()
            .map(|it| it.script())
            .filter(|it| !matches!(it, Script::Common | Script::Inherited | Script::Unknown))
            .collect();
        scripts.sort_unstable_by_key(|it| it.full_name());
        scripts.dedup();
        let help =
            wording!("pakailah hanya huruf a sampai z, angka dan `_`", "use only the letters a to z, digits and `_`");
        if let [first, second, ..] = scripts.as_slice() {
            let (first, second) = (first.full_name(), second.full_name());
            self.add(
                Code::MixedScripts,
                start,
                end,
                wording!("`{word}` mencampur beberapa aksara", "`{word}` mixes several scripts"),
                wording!("ada huruf dari {first} dan {second}", "it has letters of {first} and {second}"),
                help,
            );
        } else {
            self.add(
                Code::ForbiddenCharacter,
                start,
                end,
                wording!("`{word}` memuat huruf selain a sampai z", "`{word}` has letters other than a to z"),
                wording!(
                    "nama dan kata kunci hanya memakai huruf a sampai z",
                    "names and keywords use only the letters a to z"
                ),
                help,
            );
        }
    }
}
/// A text in the one form of all that is only written in another width or style (NFKC), so that it can be compared.
#[must_use]
pub fn compatible(text: &str) -> String {
    text.nfkc().collect()
}

/// The first word of a text that has Latin letters beside Cyrillic or Greek ones: many of these look like Latin ones, so that two words
/// are read as one. Words of one script each may stand side by side.
#[must_use]
pub fn mixed_word(text: &str) -> Option<&str> {
    let has = |word: &str, scripts: &[Script]| word.chars().any(|it| scripts.contains(&it.script()));
    let mut words = text.split(|it: char| it.is_whitespace() || it.is_ascii_punctuation());
    words.find(|it| has(it, &[Script::Latin]) && has(it, &[Script::Cyrillic, Script::Greek]))
}
