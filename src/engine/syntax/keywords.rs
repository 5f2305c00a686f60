//! Every keyword once: its grammar rule, what it is for, how it is spelled in English and in Indonesian.
//!
//! The two spellings stand in the same places of a sentence, so a file is translated by replacing its keywords.
//! Knows nothing of: what a keyword means.

use super::grammar::Rule;
use crate::engine::wording::Language;

/// Where a keyword may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// It begins an item, at the start of a line.
    Item,
    /// It begins a clause: its first word cannot be a name that an expression begins with.
    Clause,
    /// It stands in expressions: its first word cannot be a name at all.
    Expression,
    /// It stands inside a header or a clause, where no name could be meant.
    Inner,
}

/// One keyword in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword {
    pub(crate) rule: Rule,
    pub(crate) class: Class,
    pub(crate) en: &'static str,
    pub(crate) id: &'static str,
}

macro_rules! keywords {
    ($($rule:ident = $class:ident, $en:literal, $id:literal;)*) => {
        /// All keywords.
        pub(crate) const ALL: &[Keyword] =
            &[$(Keyword { rule: Rule::$rule, class: Class::$class, en: $en, id: $id },)*];

        /// The keyword that a grammar rule stands for, if it is one.
        pub(crate) const fn of_rule(rule: Rule) -> Option<&'static Keyword> {
            match rule {
                $(Rule::$rule => Some(&Keyword { rule: Rule::$rule, class: Class::$class, en: $en, id: $id }),)*
                _ => None,
            }
        }
    };
}

keywords! {
    kw_language = Inner, "language", "bahasa";
    kw_rulebook = Item, "rulebook", "himpunan";
    kw_use = Item, "use", "memakai";
    kw_source = Item, "source", "sumber";
    kw_calendar = Item, "calendar", "kalender";
    kw_enum = Item, "enum", "pilihan";
    kw_record = Item, "record", "data";
    kw_input = Item, "input", "masukan";
    kw_require = Item, "require", "wajib";
    kw_parameter = Item, "parameter", "parameter";
    kw_table = Item, "table", "tabel";
    kw_define = Item, "define", "definisi";
    kw_criterion = Item, "criterion", "syarat";
    kw_judgement = Item, "judgement", "pertimbangan";
    kw_decision = Item, "decision", "putusan";
    kw_rule = Item, "rule", "aturan";
    kw_scenario = Item, "scenario", "skenario";
    kw_edition = Inner, "edition", "edisi";
    kw_covers = Inner, "covers", "mencakup";
    kw_to = Inner, "to", "sampai";
    kw_ordered = Inner, "ordered", "berurutan";
    kw_overrides = Inner, "overrides", "mengesampingkan";
    kw_for_every = Inner, "for every", "untuk setiap";
    kw_until = Inner, "until", "sampai";
    kw_by = Inner, "by", "menurut";
    kw_due_by = Inner, "by", "paling lambat";
    kw_en = Expression, "en", "en";
    kw_title = Clause, "title", "judul";
    kw_in_force = Clause, "in force from", "berlaku sejak";
    kw_gap_before = Clause, "gap before", "celah sebelumnya";
    kw_cited_as = Clause, "cited as", "disebut";
    kw_published = Clause, "published", "dimuat";
    kw_article = Clause, "article", "pasal";
    kw_paragraph = Clause, "paragraph", "ayat";
    kw_letter = Clause, "letter", "huruf";
    kw_number_place = Clause, "number", "angka";
    kw_appendix = Clause, "appendix", "lampiran";
    kw_not_encoded = Inner, "not encoded", "tidak disandikan";
    kw_label = Clause, "label", "label";
    kw_basis = Clause, "basis", "dasar";
    kw_verified = Inner, "verified", "terverifikasi";
    kw_secondary = Inner, "secondary", "sekunder";
    kw_inferred = Inner, "inferred", "disimpulkan";
    kw_unverified = Inner, "unverified", "belum terverifikasi";
    kw_holiday = Clause, "holiday", "libur";
    kw_message = Clause, "message", "pesan";
    kw_pending = Clause, "pending", "menunggu";
    kw_alternatives = Clause, "alternatives", "alternatif";
    kw_as = Clause, "as", "yaitu";
    kw_holds_when = Clause, "holds when", "terpenuhi apabila";
    kw_asked_of = Clause, "asked of", "ditanyakan kepada";
    kw_presumed = Clause, "presumed", "dianggap";
    kw_question = Clause, "question", "pertanyaan";
    kw_help = Inner, "help", "bantuan";
    kw_optional = Inner, "optional", "opsional";
    kw_changeable = Inner, "changeable", "dapat diubah";
    kw_verifies = Inner, "verifies", "memverifikasi";
    kw_outcome = Clause, "outcome", "hasil";
    kw_otherwise = Clause, "otherwise", "selain itu";
    kw_decides = Clause, "decides", "memutuskan";
    kw_when = Clause, "when", "apabila";
    kw_because = Clause, "because", "karena";
    kw_valid_until = Clause, "valid until", "berlaku sampai";
    kw_duty = Clause, "duty", "kewajiban";
    kw_given_case = Clause, "given case", "diberikan kasus";
    kw_with = Clause, "with", "bila";
    kw_answer = Clause, "answer", "jawab";
    kw_expect = Clause, "expect", "harapkan";
    kw_unknown = Inner, "unknown", "tidak diketahui";
    kw_absent = Inner, "absent", "tidak disebut";
    kw_holds = Inner, "holds", "terpenuhi";
    kw_fails = Inner, "fails", "gagal";
    kw_undetermined = Inner, "undetermined", "belum dapat ditetapkan";
    kw_missing_facts = Inner, "missing", "kurang";
    kw_conflict = Inner, "conflict", "pertentangan";
    kw_refused_at = Inner, "refused at", "ditolak pada";
    kw_yes_or_no = Inner, "yes or no", "ya atau tidak";
    kw_number_type = Inner, "number", "angka";
    kw_date_type = Inner, "date", "tanggal";
    kw_text_type = Inner, "text", "teks";
    kw_list_of = Inner, "list of", "daftar";
    kw_working_days_by = Expression, "working days by", "hari kerja menurut";
    kw_days = Expression, "days", "hari";
    kw_months = Expression, "months", "bulan";
    kw_years = Expression, "years", "tahun";
    kw_or = Expression, "or", "atau";
    kw_and = Expression, "and", "dan";
    kw_not = Expression, "not", "tidak benar";
    kw_all_of = Expression, "all of", "semua dari";
    kw_any_of = Expression, "any of", "salah satu dari";
    kw_every = Expression, "every", "setiap";
    kw_some = Expression, "some", "ada";
    kw_none = Expression, "no", "tiada";
    kw_in = Expression, "in", "dalam";
    kw_where = Expression, "where", "yang";
    kw_has = Expression, "has", "memenuhi";
    kw_less_than = Expression, "less than", "kurang dari";
    kw_at_most = Expression, "at most", "paling banyak";
    kw_more_than = Expression, "more than", "lebih dari";
    kw_at_least = Expression, "at least", "paling kurang";
    kw_is_not_in = Expression, "is not in", "tidak termasuk";
    kw_is_not = Expression, "is not", "bukan";
    kw_is_in = Expression, "is in", "termasuk";
    kw_is_given = Expression, "is given", "terisi";
    kw_is_missing = Expression, "is missing", "kosong";
    kw_is = Expression, "is", "adalah";
    kw_within = Expression, "within", "dalam";
    kw_before = Expression, "before", "sebelum";
    kw_after = Expression, "after", "sesudah";
    kw_both_ends = Expression, "counting both ends", "menghitung kedua ujung";
    kw_rounded_to = Expression, "rounded to", "dibulatkan";
    kw_digits = Expression, "digits", "angka";
    kw_half_up = Expression, "half up", "setengah ke atas";
    kw_half_even = Expression, "half even", "setengah ke genap";
    kw_down = Expression, "down", "ke bawah";
    kw_up = Expression, "up", "ke atas";
    kw_yes = Expression, "yes", "ya";
    kw_no = Expression, "no", "tidak";
    kw_of = Expression, "of", "dari";
    kw_if = Expression, "if", "jika";
    kw_then = Expression, "then", "maka";
    kw_default = Expression, "otherwise", "jika kosong";
    kw_count_of = Expression, "count of", "banyaknya";
    kw_sum_of = Expression, "sum of", "jumlah";
    kw_for = Expression, "for", "untuk";
    kw_least_of = Expression, "least of", "terkecil";
    kw_greatest_of = Expression, "greatest of", "terbesar";
}

impl Keyword {
    /// Its spelling in one language.
    pub(crate) const fn phrase(&self, language: Language) -> &'static str {
        match language {
            Language::Indonesian => self.id,
            Language::English => self.en,
        }
    }

    /// Whether `text` begins with this keyword in `language` (its words, with any blanks between them); gives its length.
    pub(crate) fn length_at_start(&self, language: Language, text: &str) -> Option<usize> {
        let mut rest = text;
        for (index, word) in self.phrase(language).split(' ').enumerate() {
            if index > 0 {
                let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
                if trimmed.len() == rest.len() {
                    return None;
                }
                rest = trimmed;
            }
            rest = rest.strip_prefix(word)?;
            if rest.chars().next().is_some_and(is_word_part) {
                return None;
            }
        }
        Some(text.len().saturating_sub(rest.len()))
    }
}

/// Whether a character can be part of a word (letters that names may not have are reported on their own).
pub(crate) fn is_word_part(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// The keyword of one of the classes with which `text` begins, in either language; the longest one counts.
pub(crate) fn at_start(text: &str, wanted: &[Class]) -> Option<(&'static Keyword, Language, usize)> {
    let mut best: Option<(&'static Keyword, Language, usize)> = None;
    for keyword in ALL.iter().filter(|it| wanted.contains(&it.class)) {
        for language in [Language::English, Language::Indonesian] {
            if let Some(length) = keyword.length_at_start(language, text)
                && best.is_none_or(|(_, _, other)| other < length)
            {
                best = Some((keyword, language, length));
            }
        }
    }
    best
}

/// Whether the word cannot be the name of an input, a definition, a value or a bound element.
pub(crate) fn is_reserved(word: &str) -> bool {
    is_first_word(word, &[Class::Clause, Class::Expression])
}

/// Whether the word cannot even be the name of a field of a record.
pub(crate) fn is_reserved_for_fields(word: &str) -> bool {
    is_first_word(word, &[Class::Expression])
}

fn is_first_word(word: &str, wanted: &[Class]) -> bool {
    ALL.iter()
        .filter(|it| wanted.contains(&it.class))
        .any(|it| [it.en, it.id].iter().any(|phrase| phrase.split(' ').next() == Some(word)))
}

/// Whether a line begins with a word that begins a clause of any item.
pub(crate) fn begins_clause(line: &str) -> bool {
    let word = line.split(|it| !is_word_part(it)).next().unwrap_or("");
    !word.is_empty() && is_first_word(word, &[Class::Clause])
}
