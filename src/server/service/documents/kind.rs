//! Which kinds of documents are taken, and whether bytes are of the kind they are said to be.
//!
//! Knows nothing of: where documents are kept, who sends them.

const PDF: &str = "application/pdf";
const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";
const TEXT: &str = "text/plain";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The end record of a ZIP file: its length without a comment, and the longest comment.
const END: usize = 22;
const LONGEST_COMMENT: usize = 65_535;
/// One entry of the list of a ZIP file, without its texts.
const ENTRY: usize = 46;

/// A kind of document that is taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    pub(crate) media_type: &'static str,
    /// Without the dot.
    pub(crate) ending: &'static str,
    /// Whether browsers show it without running what is in it as a page of ours.
    pub(crate) is_shown: bool,
    is: fn(&[u8]) -> bool,
}

/// Every kind that is taken.
pub(crate) const KINDS: [Kind; 6] = [
    Kind { media_type: PDF, ending: "pdf", is_shown: true, is: |bytes| bytes.starts_with(b"%PDF-") },
    Kind { media_type: PNG, ending: "png", is_shown: true, is: |bytes| bytes.starts_with(b"\x89PNG\r\n\x1a\n") },
    Kind { media_type: JPEG, ending: "jpg", is_shown: true, is: |bytes| bytes.starts_with(b"\xff\xd8\xff") },
    Kind { media_type: TEXT, ending: "txt", is_shown: false, is: is_text },
    Kind { media_type: XLSX, ending: "xlsx", is_shown: false, is: |bytes| is_office(bytes, b"xl/") },
    Kind { media_type: DOCX, ending: "docx", is_shown: false, is: |bytes| is_office(bytes, b"word/") },
];

impl Kind {
    /// The kind of a media type; parameters after a semicolon do not count.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        KINDS.into_iter().find(|it| it.media_type.eq_ignore_ascii_case(essence))
    }

    /// The kind of a file with this name, by its ending.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        let ending = if ending == "jpeg" { "jpg" } else { ending.as_str() };
        KINDS.into_iter().find(|it| it.ending == ending)
    }

    /// Whether the bytes begin (and, where it matters, are built) like this kind.
    pub(crate) fn fits(self, bytes: &[u8]) -> bool {
        (self.is)(bytes)
    }
}

/// UTF-8 without control characters other than line breaks and tabs.
fn is_text(bytes: &[u8]) -> bool {
    let allowed = |it: char| !it.is_control() || matches!(it, '\t' | '\n' | '\r' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|it| it.chars().all(allowed))
}

/// A ZIP file with the parts of an office document, and without a program inside.
fn is_office(bytes: &[u8], folder: &[u8]) -> bool {
    let names = names_in_zip(bytes).unwrap_or_default();
    bytes.starts_with(b"PK\x03\x04")
        && names.contains(&b"[Content_Types].xml".as_slice())
        && names.iter().any(|it| it.starts_with(folder))
        && !names.iter().any(|it| it.ends_with(b"vbaProject.bin"))
}

/// The names in the list at the end of a ZIP file; nothing is unpacked.
fn names_in_zip(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let earliest = bytes.len().saturating_sub(END + LONGEST_COMMENT);
    let tail = bytes.get(earliest..)?;
    let end = earliest + tail.windows(4).rposition(|it| it == b"PK\x05\x06")?;
    let (count, mut at) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    // The comment ends the file: nothing is cut off, and nothing hides behind it.
    if end.checked_add(END)?.checked_add(number(bytes, end + 20, 2)?)? != bytes.len() {
        return None;
    }
    let mut names = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let lengths = [number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?];
        let name = at.checked_add(ENTRY)?;
        names.push(bytes.get(name..name.checked_add(*lengths.first()?)?)?);
        at = lengths.iter().try_fold(name, |sum, it| sum.checked_add(*it))?;
    }
    Some(names)
}

/// A little-endian number.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |number, digit| (number << 8) | usize::from(*digit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP file with empty entries of these names.
    fn zip(names: &[&str]) -> Vec<u8> {
        let (mut entries, mut list) = (Vec::new(), Vec::new());
        for name in names {
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            list.extend_from_slice(b"PK\x01\x02");
            list.extend_from_slice(&[0; 24]);
            list.extend_from_slice(&length);
            list.extend_from_slice(&[0; 16]);
            list.extend_from_slice(name.as_bytes());
            entries.extend_from_slice(b"PK\x03\x04");
            entries.extend_from_slice(&[0; 22]);
            entries.extend_from_slice(&length);
            entries.extend_from_slice(&[0; 2]);
            entries.extend_from_slice(name.as_bytes());
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let start = u32::try_from(entries.len()).unwrap().to_le_bytes();
        entries.extend_from_slice(&list);
        entries.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        entries.extend_from_slice(&count);
        entries.extend_from_slice(&count);
        entries.extend_from_slice(&[0; 4]);
        entries.extend_from_slice(&start);
        entries.extend_from_slice(&[0; 2]);
        entries
    }

    fn fits(media_type: &str, bytes: &[u8]) -> bool {
        Kind::of(media_type).is_some_and(|it| it.fits(bytes))
    }

    #[test]
    fn bytes_tell_their_kind() {
        assert!(fits("application/pdf", b"%PDF-1.7\n"));
        assert!(fits("Text/Plain; charset=utf-8", "é\n".as_bytes()));
        assert!(!fits("text/plain", b"\0"));
        assert!(!fits("text/plain", b"\xff"));
        assert!(!fits("image/png", b"%PDF-1.7\n"));
        assert!(!fits("text/html", b"<p>"));
    }

    #[test]
    fn office_documents_are_told_by_their_parts() {
        let (sheet, text) =
            (zip(&["[Content_Types].xml", "xl/workbook.xml"]), zip(&["[Content_Types].xml", "word/document.xml"]));
        assert!(fits(XLSX, &sheet) && fits(DOCX, &text));
        assert!(!fits(XLSX, &text) && !fits(DOCX, &sheet));
        assert!(!fits(DOCX, &zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])));
        assert!(!fits(DOCX, &zip(&["word/document.xml"])));
    }

    #[test]
    fn a_list_that_leads_nowhere_is_no_document() {
        let whole = zip(&["[Content_Types].xml", "xl/workbook.xml"]);
        for end in 0..whole.len() {
            assert!(!fits(XLSX, &whole[..end]));
        }
        let mut lost = whole;
        let at = lost.len() - 6;
        lost[at..at + 4].fill(0xff);
        assert!(!fits(XLSX, &lost));
    }
}
