//! Reading one text from disk, or saying why it cannot be read.

use std::io::{self, Read};
use std::path::Path;

use super::Trouble;
use crate::engine::wording::Wording;
use crate::wording;

/// Larger files are not even read; the engine has its own, lower limits.
pub(crate) const LARGEST: u64 = 64 * 1024 * 1024;

/// A file as text.
pub(crate) fn read_text(path: &Path) -> Result<String, Trouble> {
    read(path).map_err(|what| Trouble { path: shown(path), what })
}

/// How a path is shown: from the working folder if it is inside.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let inside = path.strip_prefix(&here).or_else(|_| path.strip_prefix(".")).unwrap_or(path);
    let inside = if inside.as_os_str().is_empty() { Path::new(".") } else { inside };
    inside.display().to_string()
}

/// Standard input as text.
pub(crate) fn read_input() -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| wording!("tidak dapat dibaca: {error}", "cannot be read: {error}"))
        .and_then(|_| decoded(bytes))
        .map_err(|what| Trouble { path: "-".into(), what })
}

fn read(path: &Path) -> Result<String, Wording> {
    let kind = std::fs::metadata(path).map_err(|error| reason(&error))?;
    if kind.is_dir() {
        return Err(wording!("ini folder, bukan berkas", "this is a folder, not a file"));
    }
    if !kind.is_file() {
        return Err(wording!("bukan berkas biasa", "is not a regular file"));
    }
    if kind.len() > LARGEST {
        return Err(too_large());
    }
    decoded(std::fs::read(path).map_err(|error| reason(&error))?)
}

/// What can be read of a file that is no text, with a character in place of each bad byte that no rule may contain: whatever edition it
/// belongs to keeps its place among the others, and stays faulty.
pub(super) fn remains(path: &Path) -> Option<String> {
    std::fs::metadata(path).ok().filter(|it| it.is_file() && it.len() <= LARGEST)?;
    let bytes = std::fs::read(path).ok().filter(|it| std::str::from_utf8(it).is_err())?;
    Some(String::from_utf8_lossy(&bytes).replace(char::REPLACEMENT_CHARACTER, "\u{FFFB}"))
}

/// Why a file cannot be read.
pub(crate) fn reason(error: &io::Error) -> Wording {
    match error.kind() {
        io::ErrorKind::NotFound => wording!("tidak ada di sini", "there is no such file or folder"),
        io::ErrorKind::PermissionDenied => wording!("tidak boleh dibaca", "may not be read"),
        _ if error.raw_os_error() == Some(TOO_MANY_LINKS) => link_loop(),
        _ => wording!("tidak dapat dibaca: {error}", "cannot be read: {error}"),
    }
}

/// `ELOOP`: a link that leads to itself.
const TOO_MANY_LINKS: i32 = 40;

/// A link that leads back to where it is.
pub(super) fn link_loop() -> Wording {
    wording!(
        "tautan ini kembali ke tempatnya sendiri; hapus tautan itu",
        "this link leads back to where it is; remove the link"
    )
}

fn decoded(bytes: Vec<u8>) -> Result<String, Wording> {
    if u64::try_from(bytes.len()).is_ok_and(|it| it > LARGEST) {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count().saturating_add(1);
        wording!(
            "bukan teks UTF-8: bita yang salah pada baris {line}, kolom {column}; simpan ulang berkas sebagai UTF-8",
            "is not UTF-8 text: bad byte at line {line}, column {column}; save the file again as UTF-8"
        )
    })
}

/// Too large to be read.
pub(crate) fn too_large() -> Wording {
    wording!("lebih besar dari 64 MiB", "is larger than 64 MiB")
}
