//! The name of a document as it is kept: what its owner called it, without anything that could mislead or do harm.
//!
//! Knows nothing of: what is in the document.

use crate::engine::value::text::is_hidden;

use super::kind::Kind;

/// The longest name in characters.
const LONGEST: usize = 150;

/// The last part of a path, without control and direction characters, and with an ending of its kind: whoever opens it has it opened
/// as what it is. `document.ENDING` if nothing is left.
pub(super) fn kept(given: &str, kind: Kind) -> String {
    let ending = kind.ending;
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless: String = last.chars().map(|it| if is_harmless(it) { it } else { '_' }).collect();
    let name = harmless.trim_matches(|it: char| it.is_whitespace() || it == '.');
    if name.trim_matches('_').is_empty() {
        return format!("document.{ending}");
    }
    let is_told = Kind::of_name(name).is_some_and(|it| it.ending == ending);
    if is_told && name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let stem = if is_told { name.rsplit_once('.').map_or(name, |it| it.0) } else { name };
    let cut: String = stem.chars().take(LONGEST.saturating_sub(ending.len() + 1)).collect();
    format!("{}.{ending}", cut.trim_end_matches(['.', ' ']))
}

/// No control character, nothing that turns the direction of writing or cannot be seen, no sign that file systems forbid.
fn is_harmless(character: char) -> bool {
    !character.is_control() && !is_hidden(character) && !matches!(character, '"' | '<' | '>' | '|' | ':' | '*' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(given: &str, ending: &str) -> String {
        kept(given, Kind::of_name(&format!("x.{ending}")).expect("a kind"))
    }

    #[test]
    fn only_the_name_is_kept() {
        assert_eq!(named("SK Penilaian 2024.pdf", "pdf"), "SK Penilaian 2024.pdf");
        assert_eq!(named("../../etc/passwd", "txt"), "passwd.txt");
        assert_eq!(named("C:\\Users\\andi\\surat.docx", "docx"), "surat.docx");
        assert_eq!(named("a\r\nb\".pdf", "pdf"), "a__b_.pdf");
        assert_eq!(named(" .. ", "pdf"), "document.pdf");
        assert_eq!(named("", "png"), "document.png");
        let long = named(&"é".repeat(400), "pdf");
        assert_eq!((long.chars().count(), long.ends_with("é.pdf")), (150, true));
        assert_eq!(named(&format!("{}.pdf", "e".repeat(147)), "pdf"), format!("{}.pdf", "e".repeat(146)));
    }

    #[test]
    fn a_name_ends_as_its_kind_does() {
        assert_eq!(named("\u{202e}fdp.exe", "pdf"), "_fdp.exe.pdf");
        assert_eq!(named("surat.hta", "txt"), "surat.hta.txt");
        assert_eq!(named("sk.pdf.exe", "pdf"), "sk.pdf.exe.pdf");
        assert_eq!(named("sk.exe.", "pdf"), "sk.exe.pdf");
        assert_eq!(named("foto.pdf", "png"), "foto.pdf.png");
        assert_eq!(named("SK.PDF", "pdf"), "SK.PDF");
        assert_eq!(named("foto.jpeg", "jpg"), "foto.jpeg");
        assert_eq!(named("foto.JPG", "jpg"), "foto.JPG");
        assert_eq!(named(".pdf", "pdf"), "pdf.pdf");
    }
}
