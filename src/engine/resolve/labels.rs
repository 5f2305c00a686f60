//! Labels in both languages: a ruling is read in Indonesian and in English.
//!
//! Knows nothing of: what the labels say.

use super::Scope;
use crate::engine::diag::{Code, Report};
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, LabelText, Meaning};
use crate::engine::wording::Wording;
use crate::wording;

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut labels = Labels { report };
    if let Some(header) = scope.header {
        labels.needed(&header.title, header.name.span, "title", "judul");
    }
    for it in &scope.enums {
        labels.complete(&it.item.label);
        it.item.values.iter().for_each(|value| labels.beside(&value.label, &value.name));
    }
    for it in &scope.records {
        labels.complete(&it.item.label);
        it.item.fields.iter().for_each(|field| labels.field(field));
    }
    scope.inputs.iter().for_each(|it| labels.field(it.item));
    meanings(scope, &mut labels);
    scope.decisions.iter().for_each(|it| labels.decision(it.item));
    scope.rules.iter().for_each(|it| labels.rule(it.item));
    for it in scope.sources.values().flatten() {
        labels.source(it);
    }
    scope.calendars.values().flatten().for_each(|it| labels.complete(&it.label));
}

fn meanings(scope: &Scope<'_>, labels: &mut Labels<'_>) {
    for it in &scope.requirements {
        labels.needed(&it.item.message, it.item.name.span, "message", "pesan");
    }
    for it in &scope.parameters {
        labels.labelled(&it.item.label, &it.item.name);
        labels.pending(&it.item.value, &it.item.name);
    }
    for (it, _) in &scope.definitions {
        labels.labelled(it.label(), it.name());
        if let super::Defined::Define(define) = it {
            labels.pending(&define.meaning, &define.name);
        }
    }
    for it in &scope.criteria {
        labels.labelled(&it.item.label, &it.item.name);
        labels.pending(&it.item.condition, &it.item.name);
    }
    for it in &scope.judgements {
        labels.labelled(&it.item.label, &it.item.name);
        labels.complete(&it.item.question);
    }
}

struct Labels<'r> {
    report: &'r mut Report,
}

impl Labels<'_> {
    fn field(&mut self, field: &tree::Field) {
        self.beside(&field.label, &field.name);
        self.complete(&field.question);
        self.complete(&field.help);
    }

    fn decision(&mut self, decision: &tree::Decision) {
        self.labelled(&decision.label, &decision.name);
        decision.outcomes.iter().for_each(|it| self.beside(&it.label, &it.name));
        if let Some(otherwise) = &decision.otherwise {
            self.needed(&otherwise.because, otherwise.outcome.span, "because", "karena");
        }
    }

    fn rule(&mut self, rule: &tree::Rule) {
        self.needed(&rule.because, rule.name.span, "because", "karena");
        self.pending(&rule.condition, &rule.name);
        rule.duties.iter().for_each(|it| self.beside(&it.label, &it.name));
    }

    fn source(&mut self, source: &tree::Source) {
        self.needed(&source.title, source.name.span, "title", "judul");
        self.complete(&source.cited_as);
        for article in &source.articles {
            self.needed_text(&article.summary, article.span, Wording::same("\"ringkasan\" en \"summary\""));
            article.not_encoded.iter().for_each(|why| self.complete(why));
        }
    }

    fn pending(&mut self, meaning: &Meaning, name: &tree::Name) {
        if let Meaning::Pending(why) = meaning {
            self.needed(why, name.span, "pending", "menunggu");
        }
    }

    fn labelled(&mut self, label: &LabelText, name: &tree::Name) {
        self.needed(label, name.span, "label", "label");
    }

    /// A label that follows its name directly.
    fn beside(&mut self, label: &LabelText, name: &tree::Name) {
        let text = &name.text;
        self.needed_text(label, name.span, Wording::same(format!("{text} … \"keterangan\" en \"label\"")));
    }

    /// A label after a keyword.
    fn needed(&mut self, label: &LabelText, at: Span, english: &str, indonesian: &str) {
        let clause = wording!("{indonesian} \"keterangan\" en \"label\"", "{english} \"keterangan\" en \"label\"");
        self.needed_text(label, at, clause);
    }

    fn needed_text(&mut self, label: &LabelText, at: Span, clause: Wording) {
        if label.id.is_none() && label.en.is_none() {
            let (id, en) = (clause.id, clause.en);
            self.report
                .add(
                    Code::MissingLabel,
                    at,
                    wording!("tidak ada keterangan dalam kedua bahasa", "there is no label in the two languages"),
                )
                .label(wording!("perlu keterangan", "needs a label"))
                .help(Wording::new(format!("tambahkan `{id}`"), format!("add `{en}`")));
            return;
        }
        self.complete(label);
    }

    /// A label that may be left out, but not in one language alone.
    fn complete(&mut self, label: &LabelText) {
        match (&label.id, &label.en) {
            (Some(given), None) => {
                self.report
                    .add(
                        Code::MissingLabel,
                        given.span,
                        wording!("keterangan ini tidak ada dalam bahasa Inggris", "the label has no English text"),
                    )
                    .label(wording!("hanya bahasa Indonesia", "in Indonesian only"))
                    .help(wording!("tambahkan `en \"…\"` sesudahnya", "add `en \"…\"` after it"));
            }
            (None, Some(given)) => {
                self.report
                    .add(
                        Code::MissingLabel,
                        given.span,
                        wording!("keterangan ini tidak ada dalam bahasa Indonesia", "the label has no Indonesian text"),
                    )
                    .label(wording!("hanya bahasa Inggris", "in English only"))
                    .help(wording!(
                        "tulis teks Indonesia lebih dahulu: `\"…\" en \"…\"`",
                        "write the Indonesian text first: `\"…\" en \"…\"`"
                    ));
            }
            _ => {}
        }
    }
}
