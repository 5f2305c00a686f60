//! ZIP files: unpacked within a limit whatever they claim to hold, and packed as plainly as possible.
//!
//! What was unpacked is packed again without compression, so that whoever reads it next cannot be surprised. Knows nothing of: spreadsheets.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// All that a file may hold once it is unpacked, in bytes.
pub(super) const MOST_BYTES: usize = 32 << 20;
/// So many parts a spreadsheet may have.
const MOST_PARTS: usize = 2_000;

/// The end record of a ZIP file: its length without a comment, and the longest comment.
const END: usize = 22;
const LONGEST_COMMENT: usize = 65_535;
/// An entry of the list, and the head of a part, without their texts.
const ENTRY: usize = 46;
const HEAD: usize = 30;

/// A part with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Why a file was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unpackable {
    /// It is no ZIP file, or not a whole one.
    Broken,
    /// It holds more than is read.
    TooLarge,
}

use Unpackable::{Broken, TooLarge};

/// Every part of a ZIP file.
///
/// # Errors
/// If it is broken, or holds more than is read: first by what it claims, then by what comes out.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<Part>, Unpackable> {
    let entries = entries(bytes).ok_or(Broken)?;
    let claimed = entries.iter().try_fold(0_usize, |sum, it| sum.checked_add(it.claimed));
    if entries.len() > MOST_PARTS || claimed.is_none_or(|it| it > MOST_BYTES) {
        return Err(TooLarge);
    }
    let (mut parts, mut left) = (Vec::new(), MOST_BYTES);
    for entry in entries {
        let packed = entry.packed(bytes).ok_or(Broken)?;
        let part = match entry.method {
            0 => packed.to_vec(),
            8 => inflated(packed, left)?,
            _ => return Err(Broken),
        };
        left = left.checked_sub(part.len()).ok_or(TooLarge)?;
        parts.push(Part { name: entry.name, bytes: part });
    }
    Ok(parts)
}

fn inflated(packed: &[u8], most: usize) -> Result<Vec<u8>, Unpackable> {
    let mut part = Vec::new();
    let one_more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    DeflateDecoder::new(packed).take(one_more).read_to_end(&mut part).map_err(|_| Broken)?;
    if part.len() > most { Err(TooLarge) } else { Ok(part) }
}

struct Entry {
    name: String,
    method: usize,
    /// Packed, and (as the file claims) unpacked.
    size: usize,
    claimed: usize,
    head: usize,
}

impl Entry {
    fn packed<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        if bytes.get(self.head..self.head.checked_add(4)?)? != b"PK\x03\x04" {
            return None;
        }
        let texts = number(bytes, self.head + 26, 2)?.checked_add(number(bytes, self.head + 28, 2)?)?;
        let start = self.head.checked_add(HEAD)?.checked_add(texts)?;
        bytes.get(start..start.checked_add(self.size)?)
    }
}

/// The list at the end of a ZIP file.
fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    let earliest = bytes.len().saturating_sub(END + LONGEST_COMMENT);
    let tail = bytes.get(earliest..)?;
    let end = earliest + tail.windows(4).rposition(|it| it == b"PK\x05\x06")?;
    bytes.get(end..end.checked_add(END)?)?;
    let (count, mut at) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    let mut entries = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let length = number(bytes, at + 28, 2)?;
        let name = at.checked_add(ENTRY)?;
        entries.push(Entry {
            name: String::from_utf8(bytes.get(name..name.checked_add(length)?)?.to_vec()).ok()?,
            method: number(bytes, at + 10, 2)?,
            size: number(bytes, at + 20, 4)?,
            claimed: number(bytes, at + 24, 4)?,
            head: number(bytes, at + 42, 4)?,
        });
        let texts = number(bytes, at + 30, 2)?.checked_add(number(bytes, at + 32, 2)?)?;
        at = name.checked_add(length)?.checked_add(texts)?;
    }
    Some(entries)
}

/// A little-endian number.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |number, digit| (number << 8) | usize::from(*digit)))
}

/// A ZIP file of these parts, not compressed.
pub(super) fn packed(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut list) = (Vec::new(), Vec::new());
    for part in parts {
        let mut sum = Crc::new();
        sum.update(&part.bytes);
        let (head, size, name) = (four(file.len()), four(part.bytes.len()), two(part.name.len()));
        // Version, flags (names are UTF-8), method, time and day (1980-01-01), sum, both sizes, length of the name.
        let mut about = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        about.extend_from_slice(&sum.sum().to_le_bytes());
        about.extend_from_slice(&size);
        about.extend_from_slice(&size);
        about.extend_from_slice(&name);
        list.extend_from_slice(b"PK\x01\x02\x14\0");
        list.extend_from_slice(&about);
        list.extend_from_slice(&[0; 12]);
        list.extend_from_slice(&head);
        list.extend_from_slice(part.name.as_bytes());
        file.extend_from_slice(b"PK\x03\x04");
        file.extend_from_slice(&about);
        file.extend_from_slice(&[0; 2]);
        file.extend_from_slice(part.name.as_bytes());
        file.extend_from_slice(&part.bytes);
    }
    let (start, size, count) = (four(file.len()), four(list.len()), two(parts.len()));
    file.extend_from_slice(&list);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend_from_slice(&count);
    file.extend_from_slice(&count);
    file.extend_from_slice(&size);
    file.extend_from_slice(&start);
    file.extend_from_slice(&[0; 2]);
    file
}

fn four(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn two(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<Part> {
        ["a.xml", "xl/b.xml"].map(|it| Part { name: it.to_owned(), bytes: it.repeat(100).into_bytes() }).to_vec()
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        assert_eq!(unpacked(&packed(&parts())).unwrap(), parts());
    }

    #[test]
    fn whatever_is_cut_or_changed_ends_nothing() {
        let whole = packed(&parts());
        for end in 0..whole.len() {
            assert!(unpacked(&whole[..end]).is_err());
        }
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 0xff;
            let _ = unpacked(&other);
        }
    }

    #[test]
    fn a_file_that_claims_or_holds_too_much_is_refused() {
        let mut claims = packed(&parts());
        let list = claims.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
        claims[list + 24..list + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(unpacked(&claims), Err(TooLarge));
        let zeros = vec![0_u8; MOST_BYTES + 1];
        let mut squeezed = Vec::new();
        flate2::read::DeflateEncoder::new(&zeros[..], flate2::Compression::best()).read_to_end(&mut squeezed).unwrap();
        assert_eq!(inflated(&squeezed, MOST_BYTES), Err(TooLarge));
        assert_eq!(inflated(&squeezed, MOST_BYTES + 1).map(|it| it.len()), Ok(MOST_BYTES + 1));
    }
}
