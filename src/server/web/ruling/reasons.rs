//! The reasons of a ruling as a tree: each condition with its values beside what was demanded, its basis, facts and elements.
//!
//! Knows nothing of: what is around the reasons on the page.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::explain::deciders::Decider;
use crate::engine::explain::measures::{NOT_THERE, THERE};
use crate::engine::value::Truth;
use crate::server::service::{Opened, Weight};
use crate::server::words::Words;

use super::evidence::facts;
use super::signs::{self, Unmet};
use super::source;
use super::time_line::{Kind, Point, time_line};
use super::values::{list, pair, say, shown, text};

/// So many conditions are opened at once; a reader opens the others.
const OPENED: usize = 8;
/// So many elements of one condition are shown; the others are counted.
const MOST_PARTS: usize = 100;

/// Numbered of a ruling, each with its number in the document.
pub(super) type Numbered<'d> = Vec<(usize, &'d Value)>;

/// The conditions of a ruling by what they have to do with it.
pub(super) struct Conditions<'d> {
    /// Those that made it come out so, or that keep it from being decided; all if that cannot be told.
    pub(super) decisive: Numbered<'d>,
    /// Those that only other rules read.
    pub(super) others: Numbered<'d>,
    /// What it says of a decisive one that it is not met.
    pub(super) unmet: Unmet,
}

impl<'d> Conditions<'d> {
    pub(super) fn of(opened: &Opened, document: &'d Value) -> Self {
        let all = || list(document, "criteria").iter().enumerate();
        let rests_on = opened.told.get(opened.element).map_or(&[][..], |it| it.rests_on.as_slice());
        let (decisive, others): (Numbered<'d>, Numbered<'d>) =
            all().partition(|it| rests_on.iter().any(|name| name == text(it.1, "id")));
        if decisive.is_empty() {
            return Self { decisive: all().collect(), others: Vec::new(), unmet: Unmet::Lacking };
        }
        let by_rule = !list(document, "rules").is_empty();
        let unmet = match text(document, "status") {
            "undetermined" => Unmet::Neutral,
            "decided" if by_rule => Unmet::Reason,
            _ => Unmet::Lacking,
        };
        Self { decisive, others, unmet }
    }
}

/// Whether what is told among the conditions is a rule of the decision, which applies or does not.
pub(super) fn is_rule(opened: &Opened, criterion: &Value) -> bool {
    opened.rules.iter().any(|it| it == text(criterion, "id"))
}

/// How a condition turned out, or whether a rule applies.
pub(super) fn sign_of(words: Words, opened: &Opened, criterion: &Value, unmet: Unmet) -> Markup {
    let result = text(criterion, "result");
    if is_rule(opened, criterion) { signs::applies(words, result) } else { signs::told(words, result, unmet) }
}

/// Why, as a sentence; a rule may apply because something is not met.
pub(super) fn because(words: Words, opened: &Opened, criterion: &Value) -> Markup {
    html! {
        @if is_rule(opened, criterion) { (signs::applies_because(words, text(criterion, "result"))) }
        (words.sentence(pair(words, criterion, "reason")))
    }
}

/// All conditions: those that failed first, then what is not known, then those that are met; last those that decided nothing.
/// Rules that are told among them stand before them: one may apply because something is not met.
pub(super) fn reasons(words: Words, opened: &Opened, document: &Value) -> Markup {
    let Conditions { decisive, others, unmet } = Conditions::of(opened, document);
    let is_empty = decisive.is_empty();
    let (rules, criteria): (Numbered<'_>, Numbered<'_>) = decisive.into_iter().partition(|it| is_rule(opened, it.1));
    let of = |result: &str| with_result(&criteria, result);
    let (failed, unknown, met) = (of("fails"), of("unknown"), of("holds"));
    let open = text(document, "status") == "undetermined";
    let not_met = words.say("Tidak terpenuhi", "Not met");
    let not_known = words.say("Belum diketahui", "Not known");
    html! {
        @if is_empty {
            p { (words.say("Putusan ini tidak membaca syarat apa pun.", "This ruling did not read any condition.")) }
        }
        (of_rules(words, opened, &rules))
        @if open { (group(words, opened, (not_known, unmet), (&unknown, OPENED))) }
        (group(words, opened, (not_met, unmet), (&failed, if open { left_of(&unknown) } else { OPENED })))
        @if !open { (group(words, opened, (not_known, unmet), (&unknown, left_of(&failed)))) }
        (group(words, opened, (words.say("Terpenuhi", "Met"), unmet), (&met, 0)))
        @let other = if open { words.say("Lainnya, tidak menahan putusan ini", "Others, which do not hold up this ruling") }
            else { words.say("Dibaca aturan lain, tidak ikut menentukan", "Read by other rules, decided nothing") };
        (group(words, opened, (other, Unmet::Neutral), (&others, 0)))
    }
}

fn with_result<'d>(all: &Numbered<'d>, result: &str) -> Numbered<'d> {
    all.iter().filter(|it| text(it.1, "result") == result).copied().collect()
}

fn of_rules(words: Words, opened: &Opened, rules: &Numbered<'_>) -> Markup {
    let groups = [
        ("holds", words.say("Aturan yang berlaku", "Rules that apply"), 0),
        ("unknown", words.say("Aturan yang belum diketahui berlakunya", "Rules not known to apply"), OPENED),
        ("fails", words.say("Aturan yang tidak berlaku", "Rules that do not apply"), OPENED),
    ];
    html! {
        @for (result, title, opens) in groups { (group(words, opened, (title, Unmet::Neutral), (&with_result(rules, result), opens))) }
    }
}

/// How many more are opened after these.
fn left_of(before: &[(usize, &Value)]) -> usize {
    OPENED.saturating_sub(before.len())
}

/// Under a title conditions of which so many are opened.
fn group(
    words: Words,
    opened: &Opened,
    (title, unmet): (&str, Unmet),
    (criteria, open): (&[(usize, &Value)], usize),
) -> Markup {
    html! {
        @if !criteria.is_empty() {
            h3 { (title) " " span.count { (criteria.len()) } }
            div.tree {
                @for (place, (number, criterion)) in criteria.iter().enumerate() {
                    (one(words, opened, (*number, criterion, unmet), place < open || leads(opened, list(criterion, "parts"))))
                }
            }
        }
    }
}

fn one(words: Words, opened: &Opened, (number, criterion, unmet): (usize, &Value, Unmet), open: bool) -> Markup {
    let name = text(criterion, "id");
    let place = if is_rule(opened, criterion) { format!("rule-{name}") } else { format!("criterion-{name}") };
    let weights = opened.weighed.get(name).map_or(&[][..], Vec::as_slice);
    html! {
        details.criterion id={ "c" (number) } open[open] {
            summary {
                (sign_of(words, opened, criterion, unmet))
                span.label { (pair(words, criterion, "label")) }
                @if let Some(weight) = telling(weights, text(criterion, "result")) { (in_short(words, weight)) }
            }
            div.inside {
                p { (because(words, opened, criterion)) }
                (measures(words, weights))
                @for weight in drawn(weights) { (days(words, weight)) }
                (source::bases(words, opened, criterion))
                (facts(words, opened, list(criterion, "facts")))
                (parts(words, opened, list(criterion, "parts")))
                @if let Some(text) = opened.texts.get(name) {
                    details.text { summary { (words.say("Bunyi aturannya", "The text of the rule")) } (source::lines(words, opened, (&place, text))) }
                }
            }
        }
    }
}

/// The measure that says most: the first that turned out as the whole. Where none did, something else made the whole turn out so.
pub(super) fn telling<'w>(weights: &'w [Weight], result: &str) -> Option<&'w Weight> {
    weights.iter().find(|it| it.result == result)
}

/// A value beside what is demanded, in one line.
pub(super) fn in_short(words: Words, weight: &Weight) -> Markup {
    html! {
        span.short {
            strong { (shown(words, &weight.value)) }
            (sources(words, weight))
            @if weight.threshold.is_some() || !say(words, &weight.demanded).is_empty() {
                span.faint { (wanted(words, weight)) }
                @if let Some(threshold) = &weight.threshold { " " strong { (shown(words, threshold)) } }
                @let named = say(words, &weight.named);
                // Of a level that was worked out, the number at which it begins says more than its name; a day asked needs its name.
                @if !weight.source.is_empty() && !named.is_empty() { span.faint { " (" (words.dated(named)) ")" } }
            }
        }
    }
}

/// What is demanded, after the value: "tidak ada · diminta ada", "none, but there has to be one".
fn wanted(words: Words, weight: &Weight) -> String {
    let said = match say(words, &weight.demanded) {
        THERE => "there has to be one",
        NOT_THERE => "there must be none",
        other => return format!(" · {} {other}", words.say("diminta", "wanted")),
    };
    if weight.result == "fails" { format!(", but {said}") } else { format!(" · {said}") }
}

/// What a value was worked out from, beside it: a level says little without its number.
fn sources(words: Words, weight: &Weight) -> Markup {
    // What has the same value says nothing new.
    let told: Vec<_> = weight.source.iter().filter(|it| it.1 != weight.value).collect();
    html! {
        @if !told.is_empty() {
            span.faint {
                " ("
                @for (number, (label, value)) in told.iter().enumerate() {
                    @if number > 0 { "; " }
                    (say(words, label)) " " (shown(words, value))
                }
                ")"
            }
        }
    }
}

fn measures(words: Words, weights: &[Weight]) -> Markup {
    html! {
        @if !weights.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(words.say("Nilai dan ambang", "Values and thresholds")) {
                table.measures {
                    thead { tr {
                        th scope="col" { (words.say("Yang dinilai", "What was weighed")) }
                        th scope="col" { (words.say("Nilai", "Value")) }
                        th scope="col" { (words.say("Yang diminta", "What is wanted")) }
                        th scope="col" { (words.say("Hasil", "Result")) }
                    } }
                    tbody { @for it in weights { (measure(words, it)) } }
                }
            }
        }
    }
}

fn measure(words: Words, weight: &Weight) -> Markup {
    let named = say(words, &weight.named);
    html! {
        tr {
            th scope="row" { (words.dated(say(words, &weight.subject))) }
            td.value { (shown(words, &weight.value)) (sources(words, weight)) }
            td {
                (say(words, &weight.demanded))
                @if let Some(threshold) = &weight.threshold { " " strong.value { (shown(words, threshold)) } }
                @if !named.is_empty() { div.faint { (words.dated(named)) } }
            }
            td { (signs::result(words, weight.result)) }
        }
    }
}

/// Where time was counted, that is drawn; else the days that were compared in vain.
fn drawn(weights: &[Weight]) -> Vec<&Weight> {
    let counted: Vec<&Weight> = weights.iter().filter(|it| it.days.iter().any(|it| it.kind == "from")).collect();
    if counted.is_empty() { weights.iter().filter(|it| it.result == "fails").collect() } else { counted }
}

/// Date arithmetic as a picture and in words.
fn days(words: Words, weight: &Weight) -> Markup {
    let point = |it: &crate::server::service::WeighedDay| {
        let kind = match it.kind {
            "from" => Kind::From,
            "limit" => Kind::Limit,
            _ => Kind::Looked,
        };
        let label = words.dated(say(words, &it.label));
        let label = match (kind, label.is_empty()) {
            (Kind::Limit, false) => format!("{}: {label}", words.say("batas", "limit")),
            (Kind::Limit, true) => words.say("batas", "limit").to_owned(),
            _ => label,
        };
        Point { day: it.day, label, kind }
    };
    let points: Vec<Point> = weight.days.iter().map(point).collect();
    let holds = match weight.result {
        "holds" => Some(true),
        "fails" => Some(false),
        _ => None,
    };
    html! { @if points.len() > 1 { (time_line(words, &points, holds)) } }
}

/// What was asked of single elements.
fn parts(words: Words, opened: &Opened, parts: &[Value]) -> Markup {
    html! {
        @if !parts.is_empty() {
            p.label-of { (words.say("Satu per satu", "One by one")) " " span.count { (parts.len()) } }
            div.tree {
                @for part in parts.iter().take(MOST_PARTS) { (one_part(words, opened, part)) }
            }
            @if parts.len() > MOST_PARTS {
                p.faint {
                    (words.say("Sisanya ada dalam dokumen putusan: ", "The others are in the ruling document: "))
                    (parts.len().saturating_sub(MOST_PARTS))
                }
            }
        }
    }
}

/// Whether one of these parts, or a part inside it, is what failed or is not known: that is opened for the reader.
fn leads(opened: &Opened, parts: &[Value]) -> bool {
    let Some(told) = opened.told.get(opened.element) else { return false };
    let decides = |part: &Value| told.deciders.iter().any(|it| it.result != Truth::Yes && is_about(it, part));
    parts.iter().any(|it| decides(it) || leads(opened, list(it, "parts")))
}

fn is_about(decider: &Decider, part: &Value) -> bool {
    decider.criterion.as_deref() == Some(text(part, "criterion")) && decider.path == text(part, "path")
}

fn one_part(words: Words, opened: &Opened, part: &Value) -> Markup {
    html! {
        details.part open[leads(opened, std::slice::from_ref(part))] {
            summary {
                (signs::result(words, text(part, "result")))
                span.label { (pair(words, part, "label")) }
                // Beside its own result, what is demanded of its contrary would mislead.
                @if let Some(it) = opened.told.get(opened.element).and_then(|it| it.deciders.iter().find(|it| is_about(it, part) && !it.negated)) {
                    (super::elements::valued(words, it))
                }
            }
            div.inside {
                p { (words.sentence(pair(words, part, "reason"))) }
                (source::bases(words, opened, part))
                (facts(words, opened, list(part, "facts")))
                (parts(words, opened, list(part, "parts")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::explain::measures::Shown;
    use crate::engine::wording::{Language, Wording};

    #[test]
    fn what_has_to_be_there_is_told_as_a_sentence_would() {
        let said = |result, demanded: Wording| {
            let value = Shown::Text(Wording::new("tidak ada", "none"));
            let (subject, named, days) = (Wording::default(), Wording::default(), Vec::new());
            let weight = Weight { result, subject, value, demanded, threshold: None, named, source: Vec::new(), days };
            [Language::Indonesian, Language::English].map(|it| wanted(Words(it), &weight))
        };
        let there = said("fails", Wording::new("ada", THERE));
        assert_eq!(there, [" · diminta ada", ", but there has to be one"]);
        assert_eq!(
            said("holds", Wording::new("tidak ada", NOT_THERE)),
            [" · diminta tidak ada", " · there must be none"]
        );
        assert_eq!(said("fails", Wording::new("ya", "yes")), [" · diminta ya", " · wanted yes"]);
    }
}
