//! The reasons of a ruling as a tree: each criterion with its result, why, on which law, element by element.

use super::Writer;
use crate::engine::captions::Citation;
use crate::engine::explain::format;
use crate::engine::explain::ruling::{CriterionResult, Fact, Part};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;
use crate::prose::WIDTH;
use crate::prose::paint::hanging;

/// What one branch of the tree shows.
struct Branch<'a> {
    result: Truth,
    label: &'a Wording,
    reason: &'a Wording,
    basis: &'a [Citation],
    facts: &'a [Fact<'a>],
    parts: &'a [Part<'a>],
}

impl Writer {
    pub(super) fn reasons(&mut self, criteria: &[CriterionResult]) {
        if criteria.is_empty() {
            return;
        }
        self.section(self.word("Alasan", "Reasons"));
        self.counts(criteria);
        for criterion in criteria {
            let branch = Branch {
                result: criterion.result,
                label: criterion.label,
                reason: &criterion.reason,
                basis: criterion.basis,
                facts: &criterion.facts,
                parts: &criterion.parts,
            };
            self.branch("  ", "  ", &branch);
        }
    }

    /// "11 syarat: 1 terpenuhi, 10 gagal"
    fn counts(&mut self, criteria: &[CriterionResult]) {
        let count = |truth| criteria.iter().filter(|it| it.result == truth).count();
        let words = [
            (count(Truth::Yes), self.word("terpenuhi", "met")),
            (count(Truth::No), self.word("tidak terpenuhi", "not met")),
            (count(Truth::Unknown), self.word("belum diketahui", "unknown")),
        ];
        let parts: Vec<String> =
            words.iter().filter(|it| it.0 > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let line = self.paint.faint(&parts.join(", "));
        self.text.push_str(&format!("  {line}\n"));
    }

    fn branch(&mut self, first: &str, rest: &str, branch: &Branch) {
        let mark = match branch.result {
            Truth::Yes => self.paint.good("✓"),
            Truth::No => self.paint.bad("✗"),
            Truth::Unknown => self.paint.open("?"),
        };
        let paint = self.paint;
        let inner = if branch.parts.is_empty() { format!("{rest}  ") } else { format!("{rest}│ ") };
        let label = self.say(branch.label);
        self.text.push_str(&hanging(&format!("{first}{mark} "), &inner, label, WIDTH, |it| paint.strong(it)));
        let reason = self.say(branch.reason);
        if !reason.is_empty() {
            self.text.push_str(&hanging(&inner, &inner, reason, WIDTH, str::to_owned));
        }
        self.evidence(&inner, branch.facts);
        self.bases(&inner, branch.basis);
        for (index, part) in branch.parts.iter().enumerate() {
            let last = index.saturating_add(1) == branch.parts.len();
            self.part(rest, last, part);
        }
    }

    fn part(&mut self, rest: &str, last: bool, part: &Part) {
        let (corner, below) = if last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let branch = Branch {
            result: part.result,
            label: &part.label,
            reason: &part.reason,
            basis: part.basis,
            facts: &part.facts,
            parts: &part.parts,
        };
        self.branch(&format!("{rest}{corner}"), &format!("{rest}{below}"), &branch);
    }

    /// Facts for which the case brings evidence.
    fn evidence(&mut self, margin: &str, facts: &[Fact]) {
        for fact in facts {
            let Some(status) = fact.status else { continue };
            let value = format::value(&fact.value);
            let reference = fact.reference.map(|it| format!(", {it}")).unwrap_or_default();
            let word = match status {
                "verified" => self.word("terverifikasi", "verified"),
                "disputed" => self.word("disengketakan", "disputed"),
                _ => self.word("menurut instansi", "claimed"),
            };
            let line = format!("{}: {} ({word}{reference})", self.say(fact.label), self.say(&value));
            self.text.push_str(&hanging(&format!("{margin}· "), &format!("{margin}  "), &line, WIDTH, str::to_owned));
        }
    }
}
