//! `timbang explain`: the page of a diagnostic code.

use super::arguments::ExplainArguments;
use super::console::{Console, WIDTH};
use super::exit::Exit;
use super::markdown;
use crate::engine::diag::render::severity_name;
use crate::engine::diag::{Code, Severity};
use crate::engine::wording::{Language, Wording};
use crate::prose::paint::{Paint, paragraph};
use crate::wording;

pub(crate) fn run(asked: &ExplainArguments, console: &Console) -> Exit {
    if asked.codes.is_empty() {
        console.out(&list(console));
        return Exit::Decided;
    }
    let mut exit = Exit::Decided;
    for (index, word) in asked.codes.iter().enumerate() {
        if index > 0 {
            console.out("\n");
        }
        if let Some(code) = find(word) {
            console.out(&page(code, console.language(), Paint::new(console.colour_out())));
        } else {
            console.trouble(&unknown(word));
            exit = Exit::BadInput;
        }
    }
    exit
}

/// By number, by slug or without its letter: `E0302`, `e0302`, `0302`, `optional-without-guard`.
fn find(word: &str) -> Option<Code> {
    let wanted = word.to_lowercase();
    Code::ALL.iter().copied().find(|it| {
        let number = it.number().to_lowercase();
        number == wanted || it.slug() == wanted || number.get(1..) == Some(&wanted)
    })
}

fn unknown(word: &str) -> Wording {
    let wanted = word.to_lowercase();
    let near = Code::ALL
        .iter()
        .flat_map(|it| [it.number(), it.slug()])
        .map(|it| (strsim::damerau_levenshtein(&it.to_lowercase(), &wanted), it))
        .filter(|(distance, it)| *distance <= it.len().div_ceil(4))
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, near)) => wording!(
            "tidak ada kode `{word}`; apakah maksud Anda `{near}`? `timbang explain` menampilkan semua kode",
            "there is no code `{word}`; did you mean `{near}`? `timbang explain` lists all codes"
        ),
        None => wording!(
            "tidak ada kode `{word}`; `timbang explain` menampilkan semua kode",
            "there is no code `{word}`; `timbang explain` lists all codes"
        ),
    }
}

fn list(console: &Console) -> String {
    let paint = Paint::new(console.colour_out());
    let mut text = String::new();
    let mut chapter = "";
    for code in Code::ALL {
        let of_code = code.number().get(1..3).unwrap_or("");
        if of_code != chapter {
            chapter = of_code;
            text.push_str(&paint.strong(console.say(&chapter_title(chapter))));
            text.push('\n');
        }
        let name = title(*code, console.language()).unwrap_or_else(|| code.slug());
        let first = format!("  {}  ", paint_code(*code, paint));
        text.push_str(&paragraph(&first, name, WIDTH));
    }
    text
}

fn paint_code(code: Code, paint: Paint) -> String {
    match code.severity() {
        Severity::Error => paint.bad(code.number()),
        Severity::Warning => paint.open(code.number()),
    }
}

fn chapter_title(chapter: &str) -> Wording {
    match chapter {
        "01" => wording!("Penulisan", "Spelling and syntax"),
        "02" => wording!("Nama", "Names"),
        "03" => wording!("Jenis nilai", "Types"),
        "04" => wording!("Hukum: dasar, edisi, label", "Law: bases, editions, labels"),
        _ => wording!("Isi aturan", "What the rules say"),
    }
}

fn page(code: Code, language: Language, paint: Paint) -> String {
    let head = format!("{} · {} · {}", code.number(), severity_name(code.severity(), language), code.slug());
    format!("{}\n\n{}", paint.strong(&head), markdown::on_terminal(in_language(code, language), paint))
}

/// The first, bold sentence of a page in this language, without its full stop.
pub(crate) fn title(code: Code, language: Language) -> Option<&'static str> {
    let part = in_language(code, language);
    let (_, rest) = part.split_once("**")?;
    let (title, _) = rest.split_once("**")?;
    Some(title.trim_end_matches('.'))
}

/// The part of a page below the heading of this language; the whole page if it has none.
pub(crate) fn in_language(code: Code, language: Language) -> &'static str {
    let page = code.page();
    let heading = match language {
        Language::Indonesian => "\n## Bahasa Indonesia\n",
        Language::English => "\n## English\n",
    };
    let part = page.split_once(heading).map_or(page, |it| it.1);
    part.split_once("\n## ").map_or(part, |it| it.0).trim()
}
