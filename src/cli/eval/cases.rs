//! Where cases come from: one file, standard input, many lines of one file, a folder of files.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::cli::load::{LARGEST, Trouble, reason, shown, too_large};
use crate::engine::wording::Wording;
use crate::wording;

/// One case as it came, with the name under which people find it again.
pub(super) struct RawCase {
    pub(super) name: String,
    pub(super) json: Vec<u8>,
}

/// A case that was read, or why it could not be.
pub(super) type Read1 = Result<RawCase, Trouble>;

/// Cases in the order in which they are ruled on.
pub(super) enum Cases {
    One(RawCase),
    Files(Vec<PathBuf>),
    Lines { path: String, reader: BufReader<File>, bytes: u64 },
}

impl Cases {
    /// Finds the cases at a path; `-` is standard input.
    pub(super) fn find(path: &Path) -> Result<Self, Trouble> {
        let trouble = |what| Trouble { path: shown(path), what };
        if path.as_os_str() == "-" {
            let json = limited(io::stdin().lock()).map_err(trouble)?;
            return Ok(Self::One(RawCase { name: "-".into(), json }));
        }
        if path.is_dir() {
            return folder(path).map_err(trouble);
        }
        let file = File::open(path).map_err(|error| trouble(reason(&error)))?;
        if path.extension().is_some_and(|it| it == "jsonl" || it == "ndjson") {
            let bytes = file.metadata().map_or(0, |it| it.len());
            return Ok(Self::Lines { path: shown(path), reader: BufReader::new(file), bytes });
        }
        Ok(Self::One(RawCase { name: shown(path), json: limited(file).map_err(trouble)? }))
    }

    /// How long the way is: in bytes for lines, else in files.
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::One(_) => 1,
            Self::Files(paths) => u64::try_from(paths.len()).unwrap_or(u64::MAX),
            Self::Lines { bytes, .. } => *bytes,
        }
    }

    /// Reads one case after the other and hands each on with how far the way went.
    pub(super) fn each(self, mut rule: impl FnMut(Read1, u64)) {
        match self {
            Self::One(case) => rule(Ok(case), 1),
            Self::Files(paths) => {
                for path in paths {
                    rule(of_file(&path), 1);
                }
            }
            Self::Lines { path, reader, .. } => lines(&path, reader, rule),
        }
    }
}

fn folder(path: &Path) -> Result<Cases, Wording> {
    let entries = std::fs::read_dir(path).map_err(|error| reason(&error))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|it| it.path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "json") && it.is_file());
    files.sort();
    if files.is_empty() {
        return Err(wording!(
            "tidak ada berkas kasus (*.json) di folder ini",
            "there is no case (*.json) in this folder"
        ));
    }
    Ok(Cases::Files(files))
}

fn of_file(path: &Path) -> Read1 {
    let read = File::open(path).map_err(|error| reason(&error)).and_then(limited);
    match read {
        Ok(json) => Ok(RawCase { name: shown(path), json }),
        Err(what) => Err(Trouble { path: shown(path), what }),
    }
}

fn lines(path: &str, mut reader: BufReader<File>, mut rule: impl FnMut(Read1, u64)) {
    let mut number = 0_u64;
    loop {
        number = number.saturating_add(1);
        let name = format!("{path}:{number}");
        let mut json = Vec::new();
        let read = reader.by_ref().take(LARGEST).read_until(b'\n', &mut json);
        let length = u64::try_from(json.len()).unwrap_or(u64::MAX);
        match read {
            Ok(0) => return,
            Ok(_) if json.trim_ascii().is_empty() => {}
            Ok(_) if length >= LARGEST => return rule(Err(Trouble { path: name, what: too_large() }), length),
            Ok(_) => rule(Ok(RawCase { name, json }), length),
            Err(error) => return rule(Err(Trouble { path: name, what: reason(&error) }), length),
        }
    }
}

fn limited(reader: impl Read) -> Result<Vec<u8>, Wording> {
    let mut bytes = Vec::new();
    reader.take(LARGEST.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|it| it > LARGEST) {
        return Err(too_large());
    }
    // Editors on Windows begin a file with this mark; it says nothing and JSON does not know it.
    Ok(bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes))
}
