//! What would come out, beside what comes out as the case stands.
//!
//! Knows nothing of: what was changed.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::service::{ElementNames, paired};
use crate::server::web::agency::form::called;
use crate::server::web::parts::{Nouns, folded, notice};
use crate::server::web::ruling::beside::{elements, or_whole_list};
use crate::server::web::ruling::{list, pair, signs, text};
use crate::server::words::Words;

/// So many conditions, and so many elements, are told before the others are to be opened.
const CONDITIONS: usize = 8;
const ELEMENTS: usize = 10;

/// Both sides; without a variant only the case as it stands.
pub(super) fn outcome(words: Words, simulated: &Value, rulebook: &Rulebook) -> Markup {
    let before = simulated.pointer("/base/document").unwrap_or(&Value::Null);
    let variant = list(simulated, "variants").first();
    let after = variant.and_then(|it| it.pointer("/outlook/document"));
    if let Value::Array(now) = before {
        return html! { (other_edition(words, simulated)) (of_elements(words, rulebook, now, after)) };
    }
    html! {
        (other_edition(words, simulated))
        div.halves {
            (side(words, words.say("Sekarang", "Now"), before))
            @match after {
                Some(after) => (side(words, words.say("Dengan pengandaian ini", "Supposed so"), after)),
                None => {
                    div.beside.side {
                        h3 { (words.say("Dengan pengandaian ini", "Supposed so")) }
                        p { (words.say("Belum ada yang diubah.", "Nothing is changed yet.")) }
                    }
                }
            }
        }
        @if let (Some(variant), Some(after)) = (variant, after) {
            @if variant.get("differs").and_then(Value::as_bool) == Some(true) {
                (notice("warn", words.say("Hasilnya menjadi lain.", "The outcome would be another one.")))
            } @else {
                (notice("open", words.say("Hasilnya tetap.", "The outcome stays.")))
                (still(words, after))
            }
            (turned(words, list(variant, "criteria"), after))
        }
    }
}

/// That other rules would count, if the date that chooses them is supposed otherwise.
fn other_edition(words: Words, simulated: &Value) -> Markup {
    let edition = |place: &str| simulated.pointer(place).and_then(Value::as_str);
    let (now, then) = (edition("/base/edition"), edition("/variants/0/outlook/edition"));
    let said = match (now, then) {
        (Some(now), Some(then)) if now != then => match words.tag() {
            "id" => {
                format!("Dengan pengandaian ini yang berlaku edisi {then}, bukan edisi {now}: syaratnya dapat lain.")
            }
            _ => format!("Supposed so, edition {then} counts and not edition {now}: its conditions may be others."),
        },
        _ => return html! {},
    };
    notice("warn", &said)
}

/// What would come out. Nothing is decided here.
fn would_be(words: Words, document: &Value) -> Markup {
    match text(document, "status") {
        "decided" => html! { strong { (signs::outcome(words, document)) } },
        other => signs::status(words, other),
    }
}

/// Every element now and supposed so; those that come out otherwise first.
fn of_elements(words: Words, rulebook: &Rulebook, before: &[Value], after: Option<&Value>) -> Markup {
    let names = ElementNames::of(rulebook, before);
    let nouns = Nouns::of(words, names.as_ref());
    let sides = (words.say("Sekarang", "Now"), words.say("Dengan pengandaian ini", "Supposed so"));
    let Some(after) = after.and_then(Value::as_array) else {
        return html! {
            p { (words.say("Belum ada yang diubah.", "Nothing is changed yet.")) }
            div.scroll tabindex="0" role="region" aria-label=(sides.0) {
                table.stacks {
                    caption { (sides.0) " " span.count { (before.len()) } }
                    thead { tr { th scope="col" { (nouns.heading()) } th scope="col" { (words.say("Hasil", "Outcome")) } } }
                    tbody { @for it in before { tr {
                        th scope="row" { (element(words, names.as_ref(), it)) }
                        td data-label=(words.say("Hasil", "Outcome")) { (would_be(words, it)) }
                    } } }
                }
            }
        };
    };
    let found = paired(Some(rulebook), before, after);
    let (turned, added) =
        (found.turned, found.differing.iter().filter(|it| it.here.is_none() || it.there.is_none()).count());
    html! {
        @if turned > 0 || added > 0 {
            (notice("warn", &changed(words, &nouns, (turned, added))))
        } @else {
            (notice("open", &format!("{} {}.", words.say("Hasilnya tetap untuk setiap", "The outcome stays for every"), nouns.one)))
            (still_of_elements(words, names.as_ref(), after))
        }
        (elements(words, &found, sides))
    }
}

fn changed(words: Words, nouns: &Nouns, (turned, added): (usize, usize)) -> String {
    let (turned, added) = (nouns.counted(turned), nouns.counted(added));
    if words.tag() == "id" {
        format!("{turned} hasilnya menjadi lain; {added} bertambah atau hilang.")
    } else {
        format!("{turned} would come out otherwise; {added} new or gone.")
    }
}

fn element(words: Words, names: Option<&ElementNames>, document: &Value) -> String {
    let label = document.pointer("/element/label").unwrap_or(&Value::Null);
    or_whole_list(words, words.of(Some(&names.map_or_else(|| label.clone(), |it| it.label(label))))).to_owned()
}

/// What stands between a case and another outcome, in short.
fn still(words: Words, document: &Value) -> Markup {
    let open = open_conditions(words, document);
    html! {
        @if !open.is_empty() {
            h3 { (still_open(words)) }
            (folded("plain", &open, (CONDITIONS, words.say("Syarat lain", "Other conditions"))))
        }
    }
}

/// The same of each element, to be opened.
fn still_of_elements(words: Words, names: Option<&ElementNames>, documents: &[Value]) -> Markup {
    let each = documents.iter().map(|it| (it, open_conditions(words, it))).filter(|it| !it.1.is_empty());
    let items: Vec<Markup> = each
        .map(|(document, open)| {
            html! { details { summary { (element(words, names, document)) " (" (open.len()) ")" } ul.plain { @for it in &open { li { (it) } } } } }
        })
        .collect();
    html! {
        @if !items.is_empty() {
            h3 { (still_open(words)) }
            (folded("plain", &items, (ELEMENTS, words.say("Yang lain", "Others"))))
        }
    }
}

fn still_open(words: Words) -> &'static str {
    words.say("Masih belum terpenuhi atau belum diketahui", "Still not met, or not known")
}

/// The conditions that are not met, then those of which it is not known.
fn open_conditions(words: Words, document: &Value) -> Vec<Markup> {
    let of = |result: &'static str| list(document, "criteria").iter().filter(move |it| text(it, "result") == result);
    let one = |it: &Value| html! { (signs::result(words, text(it, "result"))) " " (pair(words, it, "label")) };
    of("fails").chain(of("unknown")).map(one).collect()
}

fn side(words: Words, title: &str, document: &Value) -> Markup {
    let it = document;
    html! {
        div.beside.side {
            h3 { (title) }
            @if it.is_object() {
                p.what { (would_be(words, it)) }
                p { (words.sentence(pair(words, it, "because"))) }
                @let missing = list(it, "missing");
                @if !missing.is_empty() {
                    p.faint { (words.say("Ditunggu: ", "It waits for: ")) (missing.iter().map(|it| pair(words, it, "label")).collect::<Vec<_>>().join(", ")) }
                }
            }
        }
    }
}

fn turned(words: Words, turned: &[Value], after: &Value) -> Markup {
    let reason = |name: &str| {
        let found = list(after, "criteria").iter().find(|it| text(it, "id") == name);
        found.map_or_else(String::new, |it| words.sentence(pair(words, it, "reason")))
    };
    html! {
        @if turned.is_empty() {
            p { (words.say("Tidak ada syarat yang berubah.", "No condition turns out otherwise.")) }
        } @else {
            h3 #turned { (words.say("Syarat yang berubah", "Conditions that turn out otherwise")) }
            ul.plain.turned aria-labelledby="turned" {
                @for it in turned {
                    li {
                        strong { (pair(words, it, "label")) }
                        div {
                            span.visually-hidden { (words.say("Sekarang: ", "Now: ")) } (signs::result(words, text(it, "before")))
                            " " span.faint aria-hidden="true" { "→" } " "
                            span.visually-hidden { (words.say("Menjadi: ", "Then: ")) } (signs::result(words, text(it, "after")))
                        }
                        p { (reason(text(it, "criterion"))) }
                    }
                }
            }
        }
    }
}

/// What is wrong with what was put in, all of it.
pub(super) fn refused(words: Words, rulebook: &Rulebook, refusals: &[Refusal]) -> Markup {
    let mut told: Vec<(String, &str)> = Vec::new();
    for it in refusals {
        let said = (called(rulebook, &it.pointer, words.0), it.message.get(words.0));
        if !told.contains(&said) {
            told.push(said);
        }
    }
    html! {
        div.notice.bad role="alert" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { (words.say("Dengan nilai ini kasus tidak dapat diputus. Perbaiki dahulu:", "With these values the case cannot be ruled on. Mend first:")) }
                ul { @for (name, message) in &told { li {
                    @if !name.is_empty() { strong { (name) } ": " }
                    (message)
                } } }
            }
        }
    }
}
