//! The commentary as Markdown: it reads like a commentary on the regulations, source after source, article after article.

use super::words::{self, Words};
use crate::engine::commentary::{ArticleLaw, Law, SourceLaw, Standing, Tally, Use, UseKind};
use crate::engine::types::Establishedness;

/// Everything on one page.
pub(super) fn document(law: &Law, words: Words) -> String {
    let mut writer = Writer::new(words, Pages::One);
    writer.index(law);
    law.sources.iter().for_each(|it| writer.source(it));
    writer.text
}

/// The name of the first page of [`folder`].
const INDEX: &str = "README.md";

/// A page for each source and one with the contents before them; each with the name of its file.
pub(super) fn folder(law: &Law, words: Words) -> Vec<(String, String)> {
    let mut index = Writer::new(words, Pages::Many);
    index.index(law);
    let mut pages = vec![(INDEX.to_owned(), index.text)];
    for source in &law.sources {
        let mut writer = Writer::new(words, Pages::Many);
        writer.source(source);
        pages.push((page_name(source), writer.text));
    }
    pages
}

/// Whether all sources stand on one page, or each on its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pages {
    One,
    Many,
}

struct Writer {
    words: Words,
    pages: Pages,
    text: String,
}

impl Writer {
    const fn new(words: Words, pages: Pages) -> Self {
        Self { words, pages, text: String::new() }
    }

    fn index(&mut self, law: &Law) {
        self.head(law);
        if !law.sources.is_empty() {
            self.legend();
            self.contents(law);
            self.table(law);
        }
    }

    /// Where the part about a source is found.
    fn target(&self, source: &SourceLaw) -> String {
        match self.pages {
            Pages::One => format!("#{}", anchor(source)),
            Pages::Many => page_name(source),
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A paragraph of its own.
    fn paragraph(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    fn head(&mut self, law: &Law) {
        let words = self.words;
        self.line(words.of("# Hukum yang disandikan", "# The law as encoded"));
        self.paragraph(words.of(
            "Apa yang disandikan dari setiap sumber, pasal demi pasal: oleh aturan yang mana, seberapa pasti dasarnya, apa yang menunggu naskahnya, apa \
             yang dibiarkan terbuka, dan apa yang sengaja tidak disandikan beserta alasannya. Ringkasan pasal ditulis dengan kata-kata sendiri dan tidak \
             menggantikan naskah resminya.",
            "What is encoded from each source, article by article: by which rule, how certain its basis is, what waits for its text, what is left open, and \
             what is left out on purpose, with the reason. Articles are summed up in words of our own, which do not replace the official text.",
        ));
        self.paragraph(words.of(
            "Halaman ini dibuat dari berkas aturan dengan `timbang law --format markdown --language id`; jangan disunting.",
            "This page is made from the rule files by `timbang law --format markdown --language en`; do not edit it.",
        ));
        if law.sources.is_empty() {
            self.paragraph(words.of("Di sini tidak ada sumber yang dinyatakan.", "No source is declared here."));
        }
    }

    /// What the words mean.
    fn legend(&mut self) {
        let words = self.words;
        self.paragraph(words.of("## Arti kata-katanya", "## What the words mean"));
        self.paragraph(words.of("Seberapa jauh sebuah pasal disandikan:", "How far an article is encoded:"));
        self.line("");
        for standing in Standing::ALL {
            self.line(&format!("- **{}**: {}", words.standing(standing), words.standing_means(standing)));
        }
        self.paragraph(words.of("Seberapa pasti sebuah dasar:", "How certain a basis is:"));
        self.line("");
        for how in ESTABLISHED {
            self.line(&format!("- **{}**: {}.", words.establishedness(how), words.established(how)));
        }
    }

    fn contents(&mut self, law: &Law) {
        let words = self.words;
        self.paragraph(words.of("## Daftar isi", "## Contents"));
        self.line("");
        for source in &law.sources {
            let title = escaped(words.say(&source.title));
            let target = self.target(source);
            self.line(&format!("- [{}]({target}): {title}", escaped(words.say(&source.cited_as))));
        }
    }

    fn table(&mut self, law: &Law) {
        let words = self.words;
        self.paragraph(words.of("## Ikhtisar", "## Summary"));
        self.paragraph(words.of(
            "Banyaknya pasal, ayat, huruf, atau angka yang tercantum atau dirujuk; sumber yang dirujuk seluruhnya terhitung satu.",
            "How many articles, paragraphs, letters or numbers are listed or cited; a source that is cited as a whole counts as one.",
        ));
        let headings: Vec<&str> = Standing::ALL.iter().map(|it| words.standing(*it)).collect();
        self.paragraph(&format!("| {} | {} |", words.of("sumber", "source"), headings.join(" | ")));
        self.line("|---|--:|--:|--:|--:|--:|");
        let mut total = Tally::default();
        for source in &law.sources {
            source.articles.iter().for_each(|it| total.count(it.standing()));
            let name = format!("[{}]({})", escaped(words.say(&source.cited_as)), self.target(source));
            self.line(&format!("| {name} | {} |", counts(&source.tally())));
        }
        self.line(&format!("| **{}** | {} |", words.of("semua", "all"), counts(&total)));
    }

    fn source(&mut self, source: &SourceLaw) {
        let words = self.words;
        let name = escaped(words.say(&source.cited_as));
        if self.pages == Pages::One {
            self.paragraph(&format!("<a id=\"{}\"></a>", anchor(source)));
            self.paragraph(&format!("## {name}"));
        } else {
            self.line(&format!("# {name}"));
            self.paragraph(&format!("[{}]({INDEX})", words.of("Semua sumber", "All sources")));
        }
        self.paragraph(&format!("**{}**", escaped(words.say(&source.title))));
        if let Some(published) = &source.published {
            self.paragraph(&format!("{} {}", words.of("Dimuat:", "Published:"), sentence(&escaped(published))));
        }
        let (name, line) = (&source.name, words::line(&source.declared));
        let called = words.of("Dalam aturan bernama", "In the rules it is called");
        self.paragraph(&format!("{called} `{name}` (`{line}`)."));
        if source.articles.is_empty() {
            self.paragraph(words.of("Tidak ada aturan yang merujuk sumber ini.", "No rule cites this source."));
        } else {
            self.paragraph(&format!("{} {}.", words.of("Butirnya:", "Its places:"), words.tally(&source.tally())));
        }
        source.articles.iter().for_each(|it| self.article(it));
    }

    fn article(&mut self, article: &ArticleLaw) {
        let words = self.words;
        let depth = if self.pages == Pages::One { "###" } else { "##" };
        self.paragraph(&format!("{depth} {}", words.place(article)));
        if let Some(summary) = &article.summary {
            self.paragraph(&format!("> {}", escaped(words.say(summary))));
        }
        if let Some(why) = &article.not_encoded {
            let left_out = words.of("**Tidak disandikan**, karena:", "**Not encoded**, because:");
            self.paragraph(&format!("{left_out} {}", sentence(&escaped(words.say(why)))));
        } else if article.uses.is_empty() {
            let standing = Standing::Uncited;
            let (word, means) = (capitalised(words.standing(standing)), words.standing_means(standing));
            self.paragraph(&format!("**{word}.** {means}"));
        }
        for how in ESTABLISHED {
            self.uses(article, how);
        }
        self.open(article);
    }

    /// What rests on the article and is established so.
    fn uses(&mut self, article: &ArticleLaw, how: Establishedness) {
        let words = self.words;
        let uses: Vec<&Use> = article.uses.iter().filter(|it| it.establishedness == how).collect();
        if uses.is_empty() {
            return;
        }
        let (encoded, certain) = (words.of("**Disandikan**", "**Encoded**"), words.establishedness(how));
        self.paragraph(&format!("{encoded}, {certain} ({}):", words.established(how)));
        self.line("");
        for one in uses {
            let lines: Vec<String> = words::lines(one).iter().map(|it| format!("`{it}`")).collect();
            let mut text = format!("- {}{}", capitalised(&self.named(one)), self.within(one));
            if let Some(value) = &one.value {
                text.push_str(&format!(": {} {}", words.of("bernilai", "it is"), escaped(words.say(value))));
            }
            if one.pending.is_some() {
                text.push_str(words.of(": menunggu naskahnya", ": it waits for a text"));
            }
            let written = words.of("Tertulis di", "Written in");
            self.line(&format!("{text}. {written} {}.", lines.join(", ")));
        }
    }

    /// What it is, with its label and its name in the rules.
    fn named(&self, one: &Use) -> String {
        let words = self.words;
        let (kind, name, label) = (words.kind(one.kind), &one.name, escaped(words.say(&one.label)));
        match one.kind {
            UseKind::Rule => format!("{kind} `{name}` {} “{label}”", words.of("yang menetapkan", "which decides")),
            UseKind::Otherwise => {
                format!(
                    "{kind} “{label}” {} (`{name}`)",
                    words.of("bila tidak ada aturan yang berlaku", "if no rule applies")
                )
            }
            UseKind::Rulebook => format!("{kind} “{label}” {}", words.of("seluruhnya", "as a whole")),
            UseKind::Judgement => format!("{kind} “{label}” {} (`{name}`)", words.of("oleh orang", "by a person")),
            _ => format!("{kind} “{label}” (`{name}`)"),
        }
    }

    /// In which rulebook and editions.
    fn within(&self, one: &Use) -> String {
        let words = self.words;
        let Some(rulebook) = &one.rulebook else { return String::new() };
        let editions = words::editions(one);
        let many = words.of("edisi", if editions.len() == 1 { "edition" } else { "editions" });
        let inside = words.of("dalam himpunan", "in the rulebook");
        format!(" {inside} `{rulebook}`, {many} {}", words.listed(&editions))
    }

    /// The questions that are still open.
    fn open(&mut self, article: &ArticleLaw) {
        let words = self.words;
        let questions: Vec<String> = article.uses.iter().flat_map(|it| self.questions(it)).collect();
        if questions.is_empty() {
            return;
        }
        self.paragraph(words.of("Yang masih terbuka:", "What is still open:"));
        self.line("");
        for question in &questions {
            self.line(&format!("- {question}"));
        }
    }

    fn questions(&self, one: &Use) -> Vec<String> {
        let words = self.words;
        let subject = format!("{}{}:", capitalised(&self.named(one)), self.within(one));
        let mut questions = Vec::new();
        if let Some(why) = &one.pending {
            let waits = words.of("menunggu.", "pending.");
            questions.push(format!("{subject} {waits} {}", sentence(&escaped(words.say(why)))));
        }
        if !one.alternatives.is_empty() {
            questions.push(format!("{subject} {}", self.alternatives(one)));
        } else if one.establishedness == Establishedness::Unverified && one.pending.is_none() {
            let unchecked = words.of("dasarnya belum diperiksa siapa pun.", "nobody has checked its basis.");
            questions.push(format!("{subject} {unchecked}"));
        }
        questions
    }

    /// Which values are possible, and why the one that is used is not certain.
    fn alternatives(&self, one: &Use) -> String {
        let words = self.words;
        let others: Vec<String> = one.alternatives.iter().map(|it| escaped(words.say(it))).collect();
        let value = one.value.as_ref().map_or_else(String::new, |it| escaped(words.say(it)));
        let (how, means) = (words.establishedness(one.establishedness), words.established(one.establishedness));
        let (used, open) = (
            words.of("yang dipakai", "the value used is"),
            words.of("hukum juga membuka kemungkinan", "the law also leaves open"),
        );
        let basis = words.of("Dasar nilai yang dipakai:", "The basis of the value used:");
        format!("{used} {value}; {open} {}. {basis} {how} ({means}).", words.listed(&others))
    }
}

/// From the best established on.
const ESTABLISHED: [Establishedness; 4] =
    [Establishedness::Verified, Establishedness::Secondary, Establishedness::Inferred, Establishedness::Unverified];

fn counts(tally: &Tally) -> String {
    let counts: Vec<String> = Standing::ALL.iter().map(|it| tally.of(*it).to_string()).collect();
    counts.join(" | ")
}

fn page_name(source: &SourceLaw) -> String {
    format!("{}.md", source.name)
}

/// The name of a source as the target of a link.
fn anchor(source: &SourceLaw) -> String {
    source.name.to_lowercase()
}

/// Ended by a full stop, if nothing ends it.
fn sentence(text: &str) -> String {
    let ended = text.ends_with(['.', '!', '?', ':']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|it| it.to_uppercase().collect::<String>());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// A text in which Markdown sees no signs of its own.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '|' | '#') {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_are_shown_as_they_are() {
        assert_eq!(escaped("a|b_c <d> [e]"), "a\\|b\\_c \\<d> \\[e\\]");
    }

    #[test]
    fn a_sentence_has_one_end() {
        assert_eq!(["a", "a.", "a?"].map(sentence), ["a.", "a.", "a?"]);
        assert_eq!([capitalised("árt"), capitalised("")], ["Árt", ""]);
    }
}
