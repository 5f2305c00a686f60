//! Reads a bad piece once more, strictly, and says in words where it stops making sense and what could stand there.
//!
//! Knows nothing of: trees.

use super::from_pairs::Builder;
use super::grammar::{self, Failure, Rule};
use super::keywords::{self, Class};
use super::recover::Bad;
use super::suggest;
use crate::engine::diag::Code;
use crate::engine::wording::{Language, Wording};
use crate::wording;

/// Reports what is wrong with `piece`, which begins at `bad.start` of its item.
pub(crate) fn report(builder: &mut Builder<'_>, piece: &str, bad: Bad) {
    let (at, rules) = match grammar::parse(bad.family.strict(), piece) {
        Err(Failure::At(at, rules)) => (at, rules),
        Err(Failure::TooDeep) => return builder.too_deep(bad.start, bad.end),
        Err(Failure::TooComplex) => return builder.too_complex(bad.start, bad.end),
        Ok(_) => (0, Vec::new()),
    };
    let rest = piece.get(at..).unwrap_or("");
    // What follows a comment is no part of the piece, so the piece ends before it.
    let length = if rest.starts_with("--") { 0 } else { token_length(rest) };
    let found = rest.get(..length).unwrap_or("");
    let start = bad.start.saturating_add(at);
    let span = builder.span(start, start.saturating_add(length));
    let language = builder.language;
    let message = if found.is_empty() {
        wording!("bagian ini belum selesai", "this is not complete")
    } else {
        wording!("`{found}` tidak dapat dibaca di sini", "`{found}` cannot be read here")
    };
    let label = label(&rules, language);
    let help = help(rest, found, &rules, language);
    let unclosed = if rules.contains(&Rule::close) { unclosed(piece.get(..at).unwrap_or("")) } else { None };
    let opened =
        unclosed.map(|it| builder.span(bad.start.saturating_add(it), bad.start.saturating_add(it).saturating_add(1)));
    let diagnostic = builder.report.add(Code::UnexpectedText, span, message);
    diagnostic.label(label);
    if let Some(opened) = opened {
        diagnostic.also(opened, wording!("tanda kurung ini belum ditutup", "this parenthesis is not closed"));
    }
    if let Some(help) = help {
        diagnostic.help(help);
    }
}

/// How long the first token of a text is: a word, a number, a string, else one character.
pub(crate) fn token_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    if keywords::is_word_part(first) {
        return text.find(|it| !keywords::is_word_part(it)).unwrap_or(text.len());
    }
    if first == '"' {
        let line = text.lines().next().unwrap_or(text);
        let close = line.char_indices().skip(1).find(|(_, it)| *it == '"').map(|(at, _)| at.saturating_add(1));
        return close.unwrap_or(line.len());
    }
    for sign in ["->", "<=", ">=", "!=", "..<", ".."] {
        if text.starts_with(sign) {
            return sign.len();
        }
    }
    if first.is_whitespace() { 0 } else { first.len_utf8() }
}

/// The last `(` that no `)` closes.
fn unclosed(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut in_string = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => in_string = !in_string,
            '\n' => in_string = false,
            '(' if !in_string => open.push(at),
            ')' if !in_string => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// What could stand there, in words.
fn label(rules: &[Rule], language: Language) -> Wording {
    let mut words: Vec<(u8, Wording)> = rules.iter().filter_map(|it| in_words(*it, language)).collect();
    words.sort();
    words.dedup();
    let ends = rules.contains(&Rule::EOI);
    let best = words.first().map(|it| it.0);
    words.retain(|it| Some(it.0) == best || it.0 <= 1);
    words.truncate(6);
    let mut words: Vec<Wording> = words.into_iter().map(|it| it.1).collect();
    if ends {
        words.push(wording!("akhir bagian ini", "the end of this part"));
    }
    if words.is_empty() {
        return wording!("tidak sesuai dengan tata bahasanya", "it does not fit the grammar here");
    }
    let list = Wording::new(join(&words, Language::Indonesian, " atau "), join(&words, Language::English, " or "));
    Wording::new(format!("di sini diharapkan {}", list.id), format!("expected {}", list.en))
}

fn join(words: &[Wording], language: Language, last: &str) -> String {
    let texts: Vec<&str> = words.iter().map(|it| it.get(language)).collect();
    match texts.split_last() {
        Some((end, [])) => (*end).to_owned(),
        Some((end, rest)) => format!("{}{last}{end}", rest.join(", ")),
        None => String::new(),
    }
}

/// A rule in words, with how near to the point it is (0 first).
fn in_words(rule: Rule, language: Language) -> Option<(u8, Wording)> {
    if let Some(keyword) = keywords::of_rule(rule) {
        let rank = match rule {
            Rule::kw_of | Rule::kw_default => 2,
            _ if keyword.class == Class::Clause => 2,
            _ => 1,
        };
        return Some((rank, Wording::same(format!("`{}`", keyword.phrase(language)))));
    }
    let say = |it: Rule| keywords::of_rule(it).map_or("", |it| it.phrase(language));
    let words = match rule {
        Rule::plain_name | Rule::head | Rule::word | Rule::named_type => wording!("nama", "a name"),
        Rule::dashed_name => wording!("nama, seperti `PP-11-2017`", "a name such as `PP-11-2017`"),
        Rule::string | Rule::string_run | Rule::label_text => wording!("teks dalam `\"…\"`", "a text in `\"…\"`"),
        Rule::english => wording!("`en` dengan teks bahasa Inggris", "`en` and the text in English"),
        Rule::date => wording!("tanggal, seperti `2024-09-04`", "a date such as `2024-09-04`"),
        Rule::number => wording!("angka", "a number"),
        Rule::operand | Rule::expression | Rule::condition | Rule::member | Rule::path | Rule::default => {
            wording!("nilai atau syarat", "a value or a condition")
        }
        Rule::infix | Rule::sign => {
            wording!("penghubung seperti `{}` atau `>=`", "an operator such as `{}` or `>=`", say(Rule::kw_and))
        }
        Rule::type_name => wording!("tipe", "a type"),
        Rule::place => wording!("tempat seperti `{} 3`", "a place such as `{} 3`", say(Rule::kw_article)),
        Rule::place_value => wording!("nomor atau huruf", "a number or a letter"),
        Rule::establishedness => wording!(
            "`{}`, `{}`, `{}` atau `{}`",
            "`{}`, `{}`, `{}` or `{}`",
            say(Rule::kw_verified),
            say(Rule::kw_secondary),
            say(Rule::kw_inferred),
            say(Rule::kw_unverified)
        ),
        Rule::unit => wording!(
            "`{}`, `{}` atau `{}`",
            "`{}`, `{}` or `{}`",
            say(Rule::kw_days),
            say(Rule::kw_months),
            say(Rule::kw_years)
        ),
        Rule::cell | Rule::cell_value => wording!("sel", "a cell"),
        Rule::set | Rule::open_brace => wording!("daftar nilai dalam kurung kurawal", "values in braces"),
        Rule::range_sign => wording!("`..`", "`..`"),
        Rule::window => wording!("jangka waktu seperti `12 {}`", "a time such as `12 {}`", say(Rule::kw_months)),
        Rule::scenario_path => wording!("tempat dalam kasus", "a place in the case"),
        Rule::colon => wording!("`:`", "`:`"),
        Rule::comma => wording!("`,`", "`,`"),
        Rule::bar => wording!("`|`", "`|`"),
        Rule::arrow => wording!("`->`", "`->`"),
        Rule::open => wording!("`(`", "`(`"),
        Rule::close => wording!("`)`", "`)`"),
        Rule::close_brace => wording!("kurung kurawal tutup", "a closing brace"),
        _ => return None,
    };
    let rank = match rule {
        Rule::unit => 2,
        Rule::infix | Rule::sign => 1,
        _ => 0,
    };
    Some((rank, words))
}

/// What to write instead, where that can be told.
fn help(rest: &str, found: &str, rules: &[Rule], language: Language) -> Option<Wording> {
    let phrases = rules.iter().filter_map(|it| keywords::of_rule(*it)).map(|it| it.phrase(language));
    if let Some((meant, _)) = suggest::closest(rest, phrases) {
        return Some(wording!("mungkin maksudnya `{meant}`?", "did you mean `{meant}`?"));
    }
    if let Some((meant, length)) = operator_meant(rest, rules, language) {
        return Some(match rest.get(..length) {
            Some(written) if written == meant => misplaced(meant),
            _ => wording!("mungkin maksudnya `{meant}`?", "did you mean `{meant}`?"),
        });
    }
    if found.is_empty() && rules.contains(&Rule::arrow) {
        return Some(wording!(
            "tulislah `->` di depan hasil baris ini: `| … | -> … |`",
            "write `->` before what the row gives: `| … | -> … |`"
        ));
    }
    match found {
        "“" | "”" | "‘" | "’" | "'" | "`" => {
            Some(wording!("pakailah tanda kutip lurus `\"`", "use the straight quotation mark `\"`"))
        }
        "&" => keywords::of_rule(Rule::kw_and)
            .map(|it| it.phrase(language))
            .map(|and| wording!("tulislah `{and}`", "write `{and}`")),
        ";" => Some(wording!("hapuslah titik koma", "delete the semicolon")),
        _ if keywords::is_reserved(found) => Some(wording!(
            "`{found}` adalah kata kunci, jadi tidak dapat menjadi nama",
            "`{found}` is a keyword, so it cannot be a name"
        )),
        _ => None,
    }
}

/// The keyword is spelled rightly, but cannot follow what stands before it.
fn misplaced(keyword: &str) -> Wording {
    wording!(
        "bagian dengan `{keyword}` ditulis dalam tanda kurung `(…)`, atau di depannya kurang kata penghubung",
        "put the part with `{keyword}` in parentheses `(…)`, or write the operator that is missing before it"
    )
}

fn operator_meant(rest: &str, rules: &[Rule], language: Language) -> Option<(&'static str, usize)> {
    if !rules.iter().any(|it| matches!(it, Rule::infix | Rule::postfix | Rule::unit)) {
        return None;
    }
    let operators = keywords::ALL.iter().filter(|it| it.class == Class::Expression).map(|it| it.phrase(language));
    suggest::closest(rest, operators)
}
