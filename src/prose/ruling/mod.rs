//! A ruling as people read it on a terminal, within 100 columns, with and without colour.

mod reasons;
#[cfg(test)]
mod tests;

use crate::engine::captions::Citation;
use crate::engine::explain::format;
use crate::engine::explain::ruling::{
    Conflicting, DefinitionValue, DutyOwed, Missing, Overridden, Ruling, RulingStatus, Value,
};
use crate::engine::value::terms::Establishedness;
use crate::engine::wording::{Language, Wording};
use crate::prose::WIDTH;
use crate::prose::paint::{Paint, hanging, harmless, paragraph};

/// Writes in one language, painted or not, and remembers which articles were already summed up.
pub(crate) struct Writer {
    paint: Paint,
    language: Language,
    text: String,
    summed_up: Vec<String>,
}

/// The whole ruling; `decision` is the label of what was decided.
pub(crate) fn text(ruling: &Ruling, decision: &Wording, language: Language, colour: bool) -> String {
    let mut writer = Writer { paint: Paint::new(colour), language, text: String::new(), summed_up: Vec::new() };
    writer.headline(ruling, decision);
    writer.origin(ruling);
    writer.rules(ruling);
    writer.reasons(&ruling.criteria);
    writer.conflicts(&ruling.conflicts);
    writer.missing(&ruling.missing);
    writer.overridden(&ruling.overridden);
    writer.definitions(&ruling.definitions);
    writer.duties(&ruling.duties);
    harmless(&writer.text)
}

/// How well a basis is established, in words.
pub(crate) fn establishedness(how: Establishedness, language: Language) -> &'static str {
    let (id, en) = match how {
        Establishedness::Verified => ("terverifikasi", "verified"),
        Establishedness::Secondary => ("sumber sekunder", "secondary source"),
        Establishedness::Inferred => ("disimpulkan", "inferred"),
        Establishedness::Unverified => ("belum terverifikasi", "unverified"),
    };
    if language == Language::Indonesian { id } else { en }
}

impl Writer {
    fn say<'a>(&self, wording: &'a Wording) -> &'a str {
        wording.get(self.language)
    }

    fn word(&self, id: &'static str, en: &'static str) -> &'static str {
        if self.language == Language::Indonesian { id } else { en }
    }

    fn headline(&mut self, ruling: &Ruling, decision: &Wording) {
        let subject = match &ruling.element {
            Some(element) => format!("{}, {}", self.say(decision), self.say(&element.label)),
            None => self.say(decision).to_owned(),
        };
        let verdict = match (ruling.status, ruling.outcome) {
            (RulingStatus::Decided, Some(outcome)) => self.say(&outcome.label).to_owned(),
            (RulingStatus::Conflict, _) => {
                self.word("aturan saling bertentangan", "the rules contradict each other").into()
            }
            _ => self.word("belum dapat ditetapkan", "undetermined").to_owned(),
        };
        let paint = self.paint;
        let status = ruling.status;
        let head = format!("{subject}: {verdict}");
        self.text.push_str(&hanging("", "", &head, WIDTH, |line| match status {
            RulingStatus::Decided => paint.strong(line),
            RulingStatus::Undetermined => paint.open(line),
            RulingStatus::Conflict => paint.bad(line),
        }));
        let because = self.say(&ruling.because);
        if !because.is_empty() {
            self.text.push_str(&paragraph("", &sentence(because), WIDTH));
        }
    }

    /// Which rules were applied, why these, and until when the ruling holds.
    fn origin(&mut self, ruling: &Ruling) {
        let used = format!("{} · {}", ruling.rulebook.name, sentence(self.say(&ruling.edition_reason)));
        let rules = self.word("Aturan", "Rules");
        self.text.push('\n');
        self.row(rules, &used);
        if ruling.valid_until != Value::Missing {
            let until = format::value(&ruling.valid_until);
            let title = self.word("Berlaku sampai", "Valid until");
            self.row(title, self.say(&until).to_owned().as_str());
        }
        if let Some(weakest) = ruling.weakest_basis {
            let title = self.word("Dasar terlemah", "Weakest basis");
            let cited = self.citation(weakest);
            self.row(title, &cited);
        }
    }

    /// The rules that decided, with what they rest on, one a line.
    fn rules(&mut self, ruling: &Ruling) {
        for rule in &ruling.rules {
            let title = self.word("Menurut aturan", "By rule");
            self.row(title, rule.id);
            for basis in rule.basis {
                let line = self.citation(basis);
                self.row("", &format!("§ {line}"));
            }
        }
    }

    /// A title in a column of its own, and its text.
    fn row(&mut self, title: &str, text: &str) {
        let paint = self.paint;
        let first = format!("{}  ", paint.faint(&format!("{title:<14}")));
        self.text.push_str(&hanging(&first, &" ".repeat(16), text, WIDTH, str::to_owned));
    }

    fn section(&mut self, title: &str) {
        self.text.push('\n');
        self.text.push_str(&self.paint.strong(title));
        self.text.push('\n');
    }

    /// "PP 11/2017 Pasal 134 ayat (1) (terverifikasi)"
    fn citation(&self, citation: &Citation) -> String {
        format!("{} ({})", self.say(&citation.text), establishedness(citation.establishedness, self.language))
    }

    fn conflicts(&mut self, conflicts: &[Conflicting]) {
        if conflicts.is_empty() {
            return;
        }
        self.section(self.word("Aturan yang bertentangan", "Rules that contradict each other"));
        for rule in conflicts {
            let outcome = rule.outcome.map_or("", |it| self.say(&it.label));
            let line = format!("{} → {outcome}. {}", rule.rule, self.say(&rule.because));
            self.text.push_str(&paragraph("  ! ", &line, WIDTH));
            self.bases("    ", rule.basis);
        }
    }

    fn missing(&mut self, missing: &[Missing]) {
        if missing.is_empty() {
            return;
        }
        self.section(self.word("Yang masih diperlukan", "Still needed"));
        for item in missing {
            let head = format!("{} ({}): {}", self.say(&item.label), item.path, self.say(&item.why));
            self.text.push_str(&paragraph("  ? ", &head, WIDTH));
            if let Some(question) = item.question {
                let paint = self.paint;
                self.text.push_str(&hanging("    ", "    ", self.say(question), WIDTH, |it| paint.faint(it)));
            }
        }
    }

    fn overridden(&mut self, overridden: &[Overridden]) {
        if overridden.is_empty() {
            return;
        }
        self.section(self.word("Dikesampingkan", "Overridden"));
        for rule in overridden {
            let outcome = rule.outcome.map_or("", |it| self.say(&it.label));
            let by = self.word("dikesampingkan oleh", "overridden by");
            let line = format!("{} → {outcome}, {by} {}", rule.rule, rule.by.join(", "));
            self.text.push_str(&paragraph("  - ", &line, WIDTH));
            self.bases("    ", rule.basis);
        }
    }

    fn definitions(&mut self, definitions: &[DefinitionValue]) {
        if definitions.is_empty() {
            return;
        }
        self.section(self.word("Nilai yang dihitung", "Values worked out"));
        for definition in definitions {
            let label = self.say(definition.label);
            let label = if label.is_empty() { definition.id } else { label };
            let value = format::value(&definition.value);
            self.text.push_str(&paragraph("  = ", &format!("{label}: {}", self.say(&value)), WIDTH));
        }
    }

    fn duties(&mut self, duties: &[DutyOwed]) {
        if duties.is_empty() {
            return;
        }
        self.section(self.word("Kewajiban", "Duties"));
        for duty in duties {
            let mut line = self.say(&duty.label).to_owned();
            if duty.due != Value::Missing {
                let due = format::value(&duty.due);
                line.push_str(&format!(", {} {}", self.word("paling lambat", "by"), self.say(&due)));
            }
            self.text.push_str(&paragraph("  • ", &line, WIDTH));
        }
    }

    /// One line a basis; what the article says stands beside it the first time.
    fn bases(&mut self, margin: &str, bases: &[Citation]) {
        let paint = self.paint;
        for basis in bases {
            let mut line = self.citation(basis);
            if let Some(summary) = &basis.summary {
                let key = self.say(&basis.text).to_owned();
                if !self.summed_up.contains(&key) {
                    line.push_str(&format!(": {}", self.say(summary)));
                    self.summed_up.push(key);
                }
            }
            let rest = format!("{margin}  ");
            self.text.push_str(&hanging(&format!("{margin}§ "), &rest, &line, WIDTH, |it| paint.faint(it)));
        }
    }
}

/// Ended by a full stop, begun with a capital.
fn sentence(text: &str) -> String {
    let mut characters = text.trim().chars();
    let first: String = characters.next().map(|it| it.to_uppercase().collect()).unwrap_or_default();
    let whole = format!("{first}{}", characters.as_str());
    if whole.ends_with(['.', '!', '?']) { whole } else { whole + "." }
}
