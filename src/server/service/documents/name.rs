//! The name of a document as it is kept: what its owner called it, without anything that could mislead or do harm.
//!
//! Knows nothing of: what is in the document.

use crate::engine::value::text::is_hidden;

/// The longest name in characters.
const LONGEST: usize = 150;

/// The last part of a path, without control and direction characters; `document.ENDING` if nothing is left.
pub(super) fn kept(given: &str, ending: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless: String = last.chars().map(|it| if is_harmless(it) { it } else { '_' }).collect();
    let name = harmless.trim_matches(|it: char| it.is_whitespace() || it == '.');
    if name.trim_matches('_').is_empty() {
        return format!("document.{ending}");
    }
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    // The ending tells what it is; it stays.
    let cut: String = name.chars().take(LONGEST.saturating_sub(ending.len() + 1)).collect();
    format!("{}.{ending}", cut.trim_end_matches(['.', ' ']))
}

/// No control character, nothing that turns the direction of writing or cannot be seen, no sign that file systems forbid.
fn is_harmless(character: char) -> bool {
    !character.is_control() && !is_hidden(character) && !matches!(character, '"' | '<' | '>' | '|' | ':' | '*' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_is_kept() {
        assert_eq!(kept("SK Penilaian 2024.pdf", "pdf"), "SK Penilaian 2024.pdf");
        assert_eq!(kept("../../etc/passwd", "txt"), "passwd");
        assert_eq!(kept("C:\\Users\\andi\\surat.docx", "docx"), "surat.docx");
        assert_eq!(kept("\u{202e}fdp.exe", "pdf"), "_fdp.exe");
        assert_eq!(kept("a\r\nb\".pdf", "pdf"), "a__b_.pdf");
        assert_eq!(kept(" .. ", "pdf"), "document.pdf");
        assert_eq!(kept("", "png"), "document.png");
        let long = kept(&"é".repeat(400), "pdf");
        assert_eq!((long.chars().count(), long.ends_with("é.pdf")), (150, true));
    }
}
