//! Where a setting is wrong, and what is wrong with it, in words.
//!
//! Knows nothing of: which settings there are.

use crate::engine::wording::Wording;
use crate::wording;

/// A setting that cannot be taken, or is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// `timbang.toml:12`, `TIMBANG_LISTEN` or `--listen`.
    pub place: String,
    /// The name with its section; empty if the file cannot be read as TOML.
    pub setting: String,
    pub what: Wording,
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|it| *it == b'\n').count().saturating_add(1)
}

/// What a message of the deserialiser means, in both languages.
pub(super) fn in_words(message: &str) -> Wording {
    let message = message.lines().next().unwrap_or_default();
    if let Some((_, choice)) = message.split_once("unknown variant ").and_then(|it| it.1.split_once(", expected ")) {
        let choice = choice.trim_start_matches("one of ").replace(" or ", ", ");
        return wording!("harus salah satu dari {choice}", "must be one of {choice}");
    }
    if let Some((name, known)) = message.split_once("unknown field ").and_then(|it| it.1.split_once(", expected ")) {
        let known = known.trim_start_matches("one of ");
        return wording!(
            "{name} tidak dikenal di sini; yang ada: {known}",
            "{name} is not known here; known are {known}"
        );
    }
    if let Some((_, name)) = message.split_once("missing field ") {
        return wording!("{name} belum diisi", "{name} is missing");
    }
    match message.rsplit_once("expected ").map_or("", |it| it.1) {
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => {
            wording!("harus bilangan bulat yang tidak negatif", "must be a whole number that is not negative")
        }
        "a string" | "path string" => wording!("harus teks di antara tanda kutip", "must be a text in quotes"),
        "a boolean" => wording!("harus `true` atau `false`", "must be `true` or `false`"),
        "a sequence" => wording!("harus daftar, misalnya `[\"a\", \"b\"]`", "must be a list, such as `[\"a\", \"b\"]`"),
        _ => Wording::same(message.to_owned()),
    }
}

/// What is said of a name that is not there, with the most similar one that is.
pub(super) fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Wording {
    match similar(name, known) {
        Some(meant) => {
            wording!("tidak dikenal; mungkin maksudnya `{meant}`", "is not known; perhaps `{meant}` was meant")
        }
        None => wording!(
            "tidak dikenal; `timbang config --default` menampilkan semua pengaturan",
            "is not known; `timbang config --default` shows every setting"
        ),
    }
}

/// The name that is most like this one, if one is.
pub(super) fn similar<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.map(|it| (strsim::damerau_levenshtein(name, it), it));
    near.filter(|it| it.0 > 0 && it.0 <= 1 + name.len() / 6).min().map(|it| it.1)
}
