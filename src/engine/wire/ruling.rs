//! Ruling -> JSON, keys in the order of the format, the same bytes every time.
//!
//! Knows nothing of: how a ruling is worked out.

use super::json::Writer;
use crate::engine::captions::Citation;
use crate::engine::explain::ruling::{
    Conflicting, CriterionResult, DefinitionValue, DutyOwed, FORMAT, Fact, Missing, Overridden, Part, Ruling, Value,
};
use crate::engine::types::Named;
use crate::engine::value::terms::Establishedness;
use crate::engine::value::{Truth, date, number};
use crate::engine::wording::Wording;

/// The ruling document on one line.
#[must_use]
pub fn ruling_json(ruling: &Ruling) -> String {
    document(ruling, false)
}

/// The ruling document with line breaks and indentation.
#[must_use]
pub fn ruling_json_pretty(ruling: &Ruling) -> String {
    document(ruling, true)
}

fn document(ruling: &Ruling, pretty: bool) -> String {
    let mut writer = Writer::new(pretty, 32_768);
    writer.object(|it| {
        head(it, ruling);
        verdict(it, ruling);
        grounds(it, ruling);
    });
    writer.finish()
}

fn head(writer: &mut Writer, ruling: &Ruling) {
    writer.text_member("format", FORMAT);
    writer.member("rulebook", |it| {
        it.object(|it| {
            it.text_member("name", ruling.rulebook.name);
            it.text_member("edition", ruling.rulebook.edition);
            it.text_member("sha256", ruling.rulebook.sha256);
        });
    });
    writer.member("engine", |it| it.object(|it| it.text_member("version", ruling.engine)));
    writer.text_member("as_of", &date::iso(ruling.as_of));
    wording(writer, "edition_reason", &ruling.edition_reason);
    writer.text_member("case_sha256", &ruling.case_sha256);
    writer.text_member("decision", ruling.decision);
    if let Some(element) = &ruling.element {
        writer.member("element", |it| {
            it.object(|it| {
                it.text_member("path", &element.path);
                wording(it, "label", &element.label);
            });
        });
    }
}

fn verdict(writer: &mut Writer, ruling: &Ruling) {
    writer.text_member("status", ruling.status.name());
    outcome(writer, ruling.outcome);
    writer.member("rules", |it| {
        it.array(&ruling.rules, |it, rule| {
            it.object(|it| {
                it.text_member("id", rule.id);
                bases(it, rule.basis);
            });
        });
    });
    wording(writer, "because", &ruling.because);
    writer.member("valid_until", |it| value(it, &ruling.valid_until));
    writer.member("duties", |it| it.array(&ruling.duties, duty));
    writer.member("weakest_basis", |it| match ruling.weakest_basis {
        Some(basis) => citation(it, basis),
        None => it.raw("null"),
    });
}

fn grounds(writer: &mut Writer, ruling: &Ruling) {
    writer.member("criteria", |it| it.array(&ruling.criteria, criterion));
    writer.member("definitions", |it| it.array(&ruling.definitions, definition));
    writer.member("overridden", |it| it.array(&ruling.overridden, overridden));
    writer.member("missing", |it| it.array(&ruling.missing, missing));
    writer.member("conflicts", |it| it.array(&ruling.conflicts, conflicting));
}

fn duty(writer: &mut Writer, duty: &DutyOwed) {
    writer.object(|it| {
        it.text_member("id", duty.id);
        wording(it, "label", &duty.label);
        it.member("due", |it| value(it, &duty.due));
    });
}

fn criterion(writer: &mut Writer, criterion: &CriterionResult) {
    writer.object(|it| {
        it.text_member("id", criterion.id);
        wording(it, "label", criterion.label);
        it.text_member("result", result(criterion.result));
        bases(it, criterion.basis);
        wording(it, "reason", &criterion.reason);
        it.member("facts", |it| it.array(&criterion.facts, fact));
        it.member("parts", |it| it.array(&criterion.parts, part));
    });
}

fn part(writer: &mut Writer, item: &Part) {
    writer.object(|it| {
        it.text_member("path", &item.path);
        wording(it, "label", &item.label);
        if let Some(name) = item.criterion {
            it.text_member("criterion", name);
        }
        it.text_member("result", result(item.result));
        bases(it, item.basis);
        wording(it, "reason", &item.reason);
        it.member("facts", |it| it.array(&item.facts, fact));
        it.member("parts", |it| it.array(&item.parts, part));
    });
}

fn fact(writer: &mut Writer, fact: &Fact) {
    writer.object(|it| {
        it.text_member("path", &fact.path);
        wording(it, "label", fact.label);
        it.member("value", |it| value(it, &fact.value));
        if let Some(status) = fact.status {
            it.text_member("status", status);
        }
        if let Some(reference) = fact.reference {
            it.text_member("reference", reference);
        }
    });
}

fn definition(writer: &mut Writer, definition: &DefinitionValue) {
    writer.object(|it| {
        it.text_member("id", definition.id);
        wording(it, "label", definition.label);
        it.member("value", |it| value(it, &definition.value));
    });
}

fn overridden(writer: &mut Writer, beaten: &Overridden) {
    writer.object(|it| {
        it.text_member("rule", beaten.rule);
        it.member("by", |it| it.array(&beaten.by, |it, name| it.string(name)));
        outcome(it, beaten.outcome);
        bases(it, beaten.basis);
    });
}

fn missing(writer: &mut Writer, missing: &Missing) {
    writer.object(|it| {
        it.text_member("path", &missing.path);
        wording(it, "label", &missing.label);
        it.text_member("kind", missing.kind.name());
        wording(it, "why", &missing.why);
        if let Some(question) = missing.question {
            wording(it, "question", question);
        }
    });
}

fn conflicting(writer: &mut Writer, rule: &Conflicting) {
    writer.object(|it| {
        it.text_member("rule", rule.rule);
        outcome(it, rule.outcome);
        wording(it, "because", &rule.because);
        bases(it, rule.basis);
    });
}

fn outcome(writer: &mut Writer, outcome: Option<&Named>) {
    writer.member("outcome", |it| match outcome {
        Some(outcome) => it.object(|it| {
            it.text_member("id", &outcome.name);
            wording(it, "label", &outcome.label);
        }),
        None => it.raw("null"),
    });
}

fn bases(writer: &mut Writer, bases: &[Citation]) {
    writer.member("basis", |it| it.array(bases, citation));
}

fn citation(writer: &mut Writer, basis: &Citation) {
    if writer.is_pretty() {
        return spelled(writer, basis);
    }
    writer.raw(basis.written.once(|| {
        let mut alone = Writer::new(false, 512);
        spelled(&mut alone, basis);
        alone.finish()
    }));
}

fn spelled(writer: &mut Writer, basis: &Citation) {
    writer.object(|it| {
        it.text_member("source", &basis.source);
        wording(it, "citation", &basis.text);
        if let Some(summary) = &basis.summary {
            wording(it, "summary", summary);
        }
        it.text_member("establishedness", establishedness(basis.establishedness));
    });
}

fn value(writer: &mut Writer, shown: &Value) {
    match shown {
        Value::Missing => writer.raw("null"),
        Value::Unknown(why) => writer.object(|it| wording(it, "unknown", why)),
        Value::Truth(yes) => writer.raw(if *yes { "true" } else { "false" }),
        Value::Number { units, scale: 0 } | Value::Period { count: units, .. } => writer.number(*units),
        Value::Number { units, scale } => writer.quoted(|out| number::write(out, *units, *scale)),
        Value::Date(day) => writer.quoted(|out| date::write_iso(out, *day)),
        Value::Enum(named) => writer.string(&named.name),
        Value::Text(text) => writer.string(text),
        Value::Record => writer.object(|it| it.member("given", |it| it.raw("true"))),
        Value::List(length) => writer.object(|it| it.member("elements", |it| it.raw(&length.to_string()))),
    }
}

fn wording(writer: &mut Writer, key: &str, text: &Wording) {
    writer.member(key, |it| it.pair(("id", &text.id), ("en", &text.en)));
}

const fn result(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "holds",
        Truth::No => "fails",
        Truth::Unknown => "unknown",
    }
}

const fn establishedness(how: Establishedness) -> &'static str {
    match how {
        Establishedness::Verified => "verified",
        Establishedness::Secondary => "secondary",
        Establishedness::Inferred => "inferred",
        Establishedness::Unverified => "unverified",
    }
}
