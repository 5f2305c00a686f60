//! The commentary for a terminal, within 100 columns.

use super::words::{self, Words};
use crate::engine::commentary::{ArticleLaw, Law, SourceLaw, Standing, Tally, Use};
use crate::prose::WIDTH;
use crate::prose::paint::{Paint, hanging, paragraph};

pub(super) fn document(law: &Law, words: Words, colour: bool) -> String {
    let mut writer = Writer { words, paint: Paint::new(colour), text: String::new() };
    if law.sources.is_empty() {
        writer.line("", words.of("Di sini tidak ada sumber yang dinyatakan.", "No source is declared here."));
        return writer.text;
    }
    if law.sources.len() > 1 {
        writer.all(law);
    }
    for (index, source) in law.sources.iter().enumerate() {
        if index > 0 || law.sources.len() > 1 {
            writer.text.push('\n');
        }
        writer.source(source);
    }
    writer.text
}

struct Writer {
    words: Words,
    paint: Paint,
    text: String,
}

impl Writer {
    fn line(&mut self, first: &str, text: &str) {
        self.text.push_str(&paragraph(first, text, WIDTH));
    }

    fn all(&mut self, law: &Law) {
        let mut total = Tally::default();
        law.sources.iter().flat_map(|it| &it.articles).for_each(|it| total.count(it.standing()));
        let count = law.sources.len();
        let places = total.all();
        let (sources, of_law) = (self.words.of("Sumber", "Sources"), self.words.of("butir hukum", "places of the law"));
        let head = format!("{sources} {count} · {of_law} {places}");
        self.text.push_str(&format!("{}\n", self.paint.strong(&head)));
        let tally = self.words.tally(&total);
        self.line("  ", &tally);
    }

    fn source(&mut self, source: &SourceLaw) {
        let words = self.words;
        let head = format!("{} · {}", source.name, words.say(&source.cited_as));
        let paint = self.paint;
        self.text.push_str(&hanging("", "  ", &head, WIDTH, |it| paint.strong(it)));
        self.line("  ", words.say(&source.title));
        if let Some(published) = &source.published {
            self.line("  ", published);
        }
        self.line("  ", &words::line(&source.declared));
        if source.articles.is_empty() {
            self.line("  ", words.of("Tidak ada aturan yang merujuk sumber ini.", "No rule cites this source."));
            return;
        }
        self.line("  ", &words.tally(&source.tally()));
        for article in &source.articles {
            self.text.push('\n');
            self.article(article);
        }
    }

    fn article(&mut self, article: &ArticleLaw) {
        let (words, paint) = (self.words, self.paint);
        let standing = article.standing();
        let (mark, word) = (mark(standing), words.standing(standing));
        let painted = match standing {
            Standing::Encoded => paint.good(mark),
            Standing::Open | Standing::Pending => paint.open(mark),
            Standing::NotEncoded | Standing::Uncited => paint.faint(mark),
        };
        let place = paint.strong(&words.place(article));
        self.text.push_str(&format!("  {painted} {place} · {word}\n"));
        if let Some(summary) = &article.summary {
            self.line("    ", words.say(summary));
        }
        if let Some(why) = &article.not_encoded {
            self.line(words.of("    Alasan: ", "    Reason: "), words.say(why));
        }
        if standing == Standing::Uncited {
            self.line("    ", words.standing_means(standing));
        }
        article.uses.iter().for_each(|it| self.one(it));
    }

    fn one(&mut self, one: &Use) {
        let (words, paint) = (self.words, self.paint);
        let mut text = format!("{} {} “{}”", words.kind(one.kind), one.name, words.say(&one.label));
        if let Some(rulebook) = &one.rulebook {
            text.push_str(&format!(" · {rulebook} {}", words::editions(one).join(", ")));
        }
        text.push_str(&format!(" · {}", words.establishedness(one.establishedness)));
        self.line("    - ", &text);
        if let Some(why) = &one.pending {
            self.line(words.of("      menunggu: ", "      pending: "), words.say(why));
        }
        if let Some(value) = &one.value {
            let mut text = format!("{} {}", words.of("bernilai", "is"), words.say(value));
            let others: Vec<&str> = one.alternatives.iter().map(|it| words.say(it)).collect();
            if !others.is_empty() {
                text.push_str(&format!("; {} {}", words.of("alternatif", "alternatives"), others.join(", ")));
            }
            self.line("      ", &text);
        }
        let lines = words::lines(one).join(", ");
        self.text.push_str(&hanging("      ", "      ", &lines, WIDTH, |it| paint.faint(it)));
    }
}

const fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Encoded => "✓",
        Standing::Open => "~",
        Standing::Pending => "?",
        Standing::NotEncoded => "–",
        Standing::Uncited => "·",
    }
}
