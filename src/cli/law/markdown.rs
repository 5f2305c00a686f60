//! The commentary as Markdown: it reads like a commentary on the regulations, source after source, article after article.

use super::words::{self, Words};
use crate::engine::commentary::{ArticleLaw, Law, SourceLaw, Standing, Tally, Use, UseKind};
use crate::engine::types::Establishedness;

pub(super) fn document(law: &Law, words: Words) -> String {
    let mut writer = Writer { words, text: String::new() };
    writer.head(law);
    if !law.sources.is_empty() {
        writer.legend();
        writer.contents(law);
        writer.table(law);
        law.sources.iter().for_each(|it| writer.source(it));
    }
    writer.text
}

struct Writer {
    words: Words,
    text: String,
}

impl Writer {
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
        for how in
            [Establishedness::Verified, Establishedness::Secondary, Establishedness::Inferred, Establishedness::Unverified]
        {
            self.line(&format!("- **{}**: {}.", words.establishedness(how), words.established(how)));
        }
    }

    fn contents(&mut self, law: &Law) {
        let words = self.words;
        self.paragraph(words.of("## Daftar isi", "## Contents"));
        self.line("");
        for source in &law.sources {
            let title = escaped(words.say(&source.title));
            self.line(&format!("- [{}](#{}): {title}", escaped(words.say(&source.cited_as)), anchor(source)));
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
            let name = format!("[{}](#{})", escaped(words.say(&source.cited_as)), anchor(source));
            self.line(&format!("| {name} | {} |", counts(&source.tally())));
        }
        self.line(&format!("| **{}** | {} |", words.of("semua", "all"), counts(&total)));
    }

    fn source(&mut self, source: &SourceLaw) {
        let words = self.words;
        self.paragraph(&format!("<a id=\"{}\"></a>", anchor(source)));
        self.paragraph(&format!("## {}", escaped(words.say(&source.cited_as))));
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
        self.paragraph(&format!("### {}", words.place(article)));
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
        } else {
            self.paragraph(words.of("**Disandikan** sebagai:", "**Encoded** as:"));
            self.line("");
            article.uses.iter().for_each(|it| self.one(it));
            self.open(article);
        }
    }

    fn one(&mut self, one: &Use) {
        let words = self.words;
        let how = capitalised(words.establishedness(one.establishedness));
        let lines: Vec<String> = words::lines(one).iter().map(|it| format!("`{it}`")).collect();
        let text = format!(
            "- {}{}. {how}: {}. {} {}.",
            capitalised(&self.named(one)),
            self.within(one),
            words.established(one.establishedness),
            words.of("Tertulis di", "Written in"),
            lines.join(", ")
        );
        self.line(&text);
    }

    /// What it is, with its label and its name in the rules.
    fn named(&self, one: &Use) -> String {
        let words = self.words;
        let (kind, name, label) = (words.kind(one.kind), &one.name, escaped(words.say(&one.label)));
        match one.kind {
            UseKind::Rule => format!("{kind} `{name}` {} “{label}”", words.of("yang menetapkan", "which decides")),
            UseKind::Otherwise => {
                format!("{kind} “{label}” {} (`{name}`)", words.of("bila tidak ada aturan yang berlaku", "if no rule applies"))
            }
            UseKind::Rulebook => format!("{kind} “{label}” {}", words.of("seluruhnya", "as a whole")),
            UseKind::Judgement => format!("{kind} “{label}” {} (`{name}`)", words.of("oleh orang", "by a person")),
            _ => format!("{kind} “{label}” (`{name}`)"),
        }
    }

    /// In which rulebook and editions, and with what value.
    fn within(&self, one: &Use) -> String {
        let words = self.words;
        let mut text = String::new();
        if let Some(value) = &one.value {
            text.push_str(&format!(", {} {},", words.of("bernilai", "which is"), escaped(words.say(value))));
        }
        let Some(rulebook) = &one.rulebook else { return text };
        let editions = words.editions(one);
        let many = words.of("edisi", if editions.len() == 1 { "edition" } else { "editions" });
        let inside = words.of("dalam himpunan", "in the rulebook");
        text.push_str(&format!(" {inside} `{rulebook}`, {many} {}", words.listed(&editions)));
        text
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
        questions.iter().for_each(|it| self.line(&format!("- {it}")));
    }

    fn questions(&self, one: &Use) -> Vec<String> {
        let words = self.words;
        let (name, within) = (capitalised(&self.named(one)), self.within(one));
        let how = format!("{}: {}", words.establishedness(one.establishedness), words.established(one.establishedness));
        let mut questions = Vec::new();
        if let Some(why) = &one.pending {
            let waits = words.of("menunggu naskahnya:", "waits for a text:");
            questions.push(format!("{name}{within} {waits} {}", sentence(&escaped(words.say(why)))));
        }
        let others: Vec<String> = one.alternatives.iter().map(|it| escaped(words.say(it))).collect();
        if !others.is_empty() {
            let (leaves, basis) = (
                words.of("dibiarkan terbuka oleh hukum; alternatif:", "is left open by the law; alternatives:"),
                words.of("Dasar nilai yang dipakai", "The basis of the value that is used is"),
            );
            questions.push(format!("{name}{within} {leaves} {}. {basis} {how}.", words.listed(&others)));
        } else if one.establishedness == Establishedness::Unverified && one.pending.is_none() {
            let rests = words.of("bertumpu pada dasar yang", "rests on a basis that is");
            questions.push(format!("{name}{within} {rests} {how}."));
        }
        questions
    }
}

fn counts(tally: &Tally) -> String {
    let counts: Vec<String> = Standing::ALL.iter().map(|it| tally.of(*it).to_string()).collect();
    counts.join(" | ")
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
