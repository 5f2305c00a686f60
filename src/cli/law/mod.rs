//! `timbang law`: what is encoded from each source, article by article, what is open, and what is left out on purpose.

mod json;
mod markdown;
mod text;
mod words;

use std::path::Path;

use super::arguments::{LawArguments, LawFormat};
use super::check;
use super::console::Console;
use super::exit::Exit;
use super::load::shown as shown_path;
use crate::engine::commentary::{self, Law, SourceLaw};
use crate::engine::wording::Wording;
use crate::wording;
use words::Words;

pub(crate) fn run(asked: &LawArguments, console: &Console) -> Exit {
    let (checked, library) = match check::checked(&asked.rules, console) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let mut law = commentary::of(&checked, &library.sources);
    if let Some(wanted) = &asked.source {
        match position(&law, wanted) {
            Ok(index) => law.sources = law.sources.into_iter().skip(index).take(1).collect(),
            Err(unknown) => {
                console.trouble(&unknown);
                return Exit::BadInput;
            }
        }
    }
    if let Some(folder) = &asked.output {
        return written(&law, folder, asked.format, console);
    }
    console.out(&shown(&law, asked.format, console));
    Exit::Decided
}

/// The commentary as pages in a folder.
fn written(law: &Law, folder: &Path, format: LawFormat, console: &Console) -> Exit {
    if format != LawFormat::Markdown {
        console.trouble(&wording!(
            "`--output` hanya untuk `--format markdown`",
            "`--output` is only for `--format markdown`"
        ));
        return Exit::BadInput;
    }
    let pages = markdown::folder(law, Words::new(console.language()));
    let wrote = std::fs::create_dir_all(folder)
        .and_then(|()| pages.iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text)));
    let path = shown_path(folder);
    if let Err(error) = wrote {
        console.trouble(&wording!("{path}: tidak dapat ditulis: {error}", "{path}: cannot be written: {error}"));
        return Exit::BadInput;
    }
    let count = pages.len();
    console.out(&format!(
        "{}\n",
        console.say(&wording!("{count} halaman ditulis di {path}", "{count} pages written to {path}"))
    ));
    Exit::Decided
}

fn shown(law: &Law, format: LawFormat, console: &Console) -> String {
    let words = Words::new(console.language());
    match format {
        LawFormat::Json => json::document(law),
        LawFormat::Markdown => markdown::document(law, words),
        LawFormat::Text => text::document(law, words, console.colour_out()),
    }
}

/// The source of this name in the rules, or as it is cited; great and small letters are the same.
fn position(law: &Law, wanted: &str) -> Result<usize, Wording> {
    let wanted_small = wanted.to_lowercase();
    let names = |it: &SourceLaw| [it.name.to_lowercase(), it.cited_as.id.to_lowercase(), it.cited_as.en.to_lowercase()];
    let found = law.sources.iter().position(|it| names(it).contains(&wanted_small));
    found.ok_or_else(|| unknown(law, wanted))
}

fn unknown(law: &Law, wanted: &str) -> Wording {
    let wanted_small = wanted.to_lowercase();
    let near = law
        .sources
        .iter()
        .map(|it| (strsim::damerau_levenshtein(&it.name.to_lowercase(), &wanted_small), it.name.as_str()))
        .filter(|(distance, name)| *distance <= name.len().div_ceil(3))
        .min_by_key(|(distance, _)| *distance);
    let all: Vec<&str> = law.sources.iter().map(|it| it.name.as_str()).collect();
    match near {
        Some((_, near)) => wording!(
            "tidak ada sumber `{wanted}`; apakah maksud Anda `{near}`?",
            "there is no source `{wanted}`; did you mean `{near}`?"
        ),
        None if all.is_empty() => wording!(
            "tidak ada sumber `{wanted}`; di sini tidak ada sumber yang dinyatakan",
            "there is no source `{wanted}`; no source is declared here"
        ),
        None => {
            let all = all.join(", ");
            wording!("tidak ada sumber `{wanted}`; yang ada: {all}", "there is no source `{wanted}`; there are: {all}")
        }
    }
}
