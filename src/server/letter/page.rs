//! A letter as a page of HTML for A4, complete in itself: no script, no picture, nothing to load.
//!
//! Knows nothing of: HTTP, who may read a letter.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

use crate::engine::value::date;
use crate::engine::wording::Language;
use crate::server::service::{Change, Letter, Standing};
use crate::server::words::{Words, sentence};

use super::code::square;
use super::policy::STYLE;

/// The whole letter in one language. `address` is that of the service, under which anyone can check the letter.
pub(in crate::server) fn page(letter: &Letter, language: Language, address: Option<&str>) -> String {
    let words = Words(language);
    let title = words.say("Putusan", "Ruling");
    let page = html! {
        (DOCTYPE)
        html lang=(words.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " " (letter.ruling_id) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (standing(letter, words))
                    (letterhead(letter, words))
                    (head(letter, words))
                    (opening(letter, words))
                    @for document in &letter.documents { (ruling(document, words)) }
                    (changes(letter, words))
                    (origin(letter, words))
                    (verification(letter, words, address))
                }
            }
        }
    };
    page.into_string()
}

/// How the ruling stands, so that no one takes it for more than it is.
fn standing(letter: &Letter, words: Words) -> Markup {
    let (title, text) = match &letter.standing {
        Standing::Confirmed { .. } => return html! {},
        Standing::Unconfirmed => (
            words.say("Belum dikukuhkan", "Not confirmed"),
            words
                .say(
                    "Putusan ini belum ditelaah. Jangan dijadikan dasar tindakan.",
                    "Nobody has reviewed this ruling yet. Do not act on it.",
                )
                .to_owned(),
        ),
        Standing::Reopened => (
            words.say("Sedang diperiksa kembali", "Being looked at again"),
            words
                .say(
                    "Kasus ini dibuka kembali; putusan lain dapat menggantikannya.",
                    "The case was reopened; another ruling may take its place.",
                )
                .to_owned(),
        ),
        Standing::Superseded { by } => (
            words.say("Sudah digantikan", "Superseded"),
            format!("{} {by}.", words.say("Putusan yang lebih baru atas kasus ini:", "The later ruling on this case:")),
        ),
        Standing::Expired { on } => (
            words.say("Sudah tidak berlaku", "No longer valid"),
            on.map_or_else(String::new, |it| {
                format!("{} {}.", words.say("Berlaku sampai", "It was valid until"), words.day(it))
            }),
        ),
    };
    html! { div.standing role="note" { strong { (title) } (text) } }
}

/// Which office sends the letter is not known to the service, so its head is plain.
fn letterhead(letter: &Letter, words: Words) -> Markup {
    html! {
        header.kop {
            h1 { (words.say("Putusan", "Ruling")) }
            p { (letter.subject.get(words.0)) }
        }
    }
}

fn head(letter: &Letter, words: Words) -> Markup {
    let agency = letter.agency_name.as_deref().unwrap_or(&letter.agency_id);
    html! {
        p.dated { (words.day(letter.ruled_on)) }
        dl.head {
            dt { (words.say("Nomor", "Number")) } dd { (letter.ruling_id) }
            dt { (words.say("Sifat", "Class")) } dd { "–" }
            dt { (words.say("Lampiran", "Enclosures")) } dd { "–" }
            dt { (words.say("Hal", "Subject")) } dd { (letter.subject.get(words.0)) }
            @if let Some(position) = &letter.position {
                dt { (words.say("Jabatan", "Position")) } dd { (position) }
            }
            @if let Standing::Confirmed { by, on, valid_until } = &letter.standing {
                dt { ("Status") }
                dd {
                    (words.say("Dikukuhkan oleh ", "Confirmed by ")) (by) (words.say(" pada ", " on ")) (words.day(*on))
                    @if let Some(until) = valid_until { (words.say(", berlaku sampai ", ", valid until ")) (words.day(*until)) }
                }
            }
        }
        p.to { (words.say("Yth.", "To")) br; (agency) }
    }
}

fn opening(letter: &Letter, words: Words) -> Markup {
    html! {
        p {
            (words.say("Atas kasus", "On the case")) " " (letter.case_id)
            @if let Some(day) = letter.submitted_on {
                (words.say(", yang diajukan pada ", ", submitted on ")) (words.day(day))
            }
            @if let Some(day) = letter.as_of {
                (words.say(" dan diputus menurut aturan yang berlaku pada ", " and ruled under the rules in force on ")) (words.day(day))
            }
            (words.say(", ditetapkan hal berikut.", ", this was decided."))
        }
    }
}

fn ruling(document: &Value, words: Words) -> Markup {
    let list = |name: &str| document.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let (criteria, missing, duties) = (list("criteria"), list("missing"), list("duties"));
    html! {
        div.outcome {
            @if let Some(element) = document.get("element") { p { (words.of(element.get("label"))) } }
            p.what { (outcome(document, words)) }
            p { (sentence(words.of(document.get("because")))) }
            @if let Some(until) = document.get("valid_until").and_then(Value::as_str).and_then(date::parse) {
                p { (words.say("Berlaku sampai", "Valid until")) " " (words.day(until)) "." }
            }
        }
        @if !criteria.is_empty() {
            h2 { (words.say("Alasan", "Reasons")) }
            ol.reasons { @for criterion in &criteria { (reason(criterion, words)) } }
        }
        @if !missing.is_empty() {
            h2 { (words.say("Yang belum diketahui", "What is not known")) }
            ul.plain {
                @for it in &missing {
                    li { (words.of(it.get("label"))) ": " (words.of(it.get("why"))) }
                }
            }
        }
        @if !duties.is_empty() {
            h2 { (words.say("Kewajiban", "Duties")) }
            ul.plain { @for it in &duties { li { (duty(it, words)) } } }
        }
    }
}

fn outcome(document: &Value, words: Words) -> String {
    match document.get("status").and_then(Value::as_str) {
        Some("decided") => words.of(document.pointer("/outcome/label")).to_owned(),
        Some("conflict") => words
            .say("Aturan saling bertentangan; tidak ada putusan", "The rules contradict each other; nothing is decided")
            .to_owned(),
        _ => words.say("Belum dapat ditetapkan", "Undetermined").to_owned(),
    }
}

fn reason(criterion: &Value, words: Words) -> Markup {
    let result = criterion.get("result").and_then(Value::as_str).unwrap_or_default();
    let facts = criterion.get("facts").and_then(Value::as_array).cloned().unwrap_or_default();
    let supported: Vec<String> = facts.iter().filter_map(|it| supported(it, words)).collect();
    html! {
        li {
            span.result { (words.result(result)) } ": " (words.of(criterion.get("label"))) "." br;
            (sentence(words.of(criterion.get("reason"))))
            @if !supported.is_empty() {
                div.faint { (words.say("Fakta", "Facts")) ": " (supported.join("; ")) "." }
            }
            (bases(criterion, words))
        }
    }
}

/// `Nilai total (terverifikasi, BA penilaian)`
fn supported(fact: &Value, words: Words) -> Option<String> {
    let status = words.status(fact.get("status").and_then(Value::as_str)?);
    let label = words.of(fact.get("label"));
    Some(match fact.get("reference").and_then(Value::as_str) {
        Some(reference) => format!("{label} ({status}, {reference})"),
        None => format!("{label} ({status})"),
    })
}

fn bases(criterion: &Value, words: Words) -> Markup {
    let bases = criterion.get("basis").and_then(Value::as_array).cloned().unwrap_or_default();
    html! {
        ul.basis {
            @for it in &bases {
                li {
                    (words.of(it.get("citation"))) " ("
                    (words.establishedness(it.get("establishedness").and_then(Value::as_str).unwrap_or_default())) ")"
                }
            }
        }
    }
}

fn duty(duty: &Value, words: Words) -> String {
    let label = words.of(duty.get("label"));
    match duty.get("due").and_then(Value::as_str).and_then(date::parse) {
        Some(day) => format!("{label}, {} {}", words.say("paling lambat", "by"), words.day(day)),
        None => label.to_owned(),
    }
}

/// On what the outcome hangs.
fn changes(letter: &Letter, words: Words) -> Markup {
    let Some(changes) = &letter.changes else { return html! {} };
    let lead = if changes.alone.is_empty() {
        words.say(
            "Hasil lain hanya mungkin bila semua hal ini bersama-sama menjadi lain:",
            "Another outcome was possible only if all of these had been different together:",
        )
    } else {
        words.say(
            "Hasil lain mungkin bila salah satu hal ini lain:",
            "Another outcome was possible if one of these had been different:",
        )
    };
    let hangs_on = if changes.alone.is_empty() { &changes.together } else { &changes.alone };
    html! {
        @if !hangs_on.is_empty() {
            h2 { (words.say("Yang dapat mengubah putusan", "What could have changed the ruling")) }
            p { (lead) }
            ul.plain { @for it in hangs_on { li { (change(it, words)) } } }
        }
    }
}

fn change(change: &Change, words: Words) -> Markup {
    let say = |id: &str, en: &str| if words.0 == Language::Indonesian { id.to_owned() } else { en.to_owned() };
    let own: Vec<String> =
        change.facts.iter().filter(|it| it.changeable).map(|it| say(&it.label.id, &it.label.en)).collect();
    html! {
        (say(&change.label.id, &change.label.en))
        @if !own.is_empty() {
            " " span.faint { "(" (words.say("dapat diubah instansi: ", "the agency can act on: ")) (own.join(", ")) ")" }
        }
    }
}

/// Which rules were used.
fn origin(letter: &Letter, words: Words) -> Markup {
    let document = letter.documents.first();
    let weakest = document.and_then(|it| it.get("weakest_basis")).filter(|it| !it.is_null());
    html! {
        h2 { (words.say("Aturan yang dipakai", "The rules that were used")) }
        p { (sentence(words.of(document.and_then(|it| it.get("edition_reason"))))) }
        @if let Some(weakest) = weakest {
            p {
                (words.say("Dasar terlemah: ", "Weakest basis: ")) (words.of(weakest.get("citation"))) " ("
                (words.establishedness(weakest.get("establishedness").and_then(Value::as_str).unwrap_or_default())) ")."
            }
        }
        p.hash { (words.say("Edisi ", "Edition ")) (letter.edition) " · SHA-256 " (letter.rulebook_sha256) }
    }
}

/// The code, and what to do with it.
fn verification(letter: &Letter, words: Words, address: Option<&str>) -> Markup {
    let path = format!("/check/{}/{}", letter.ruling_id, letter.code());
    html! {
        div.verify {
            @if let Some(address) = address {
                (square(&format!("{address}{path}"), words.say("Kode QR menuju halaman pemeriksaan", "QR code that leads to the page for checking")))
            }
            div {
                p { (words.say("Kode verifikasi", "Verification code")) }
                p.code { (letter.code()) }
                p {
                    (words.say(
                        "Siapa pun dapat memeriksa surat ini, tanpa masuk, pada halaman",
                        "Anyone can check this letter, without signing in, on the page",
                    ))
                    " " span.path translate="no" { (address.unwrap_or_default()) (path) } "."
                }
                p {
                    (words.say(
                        "Kode ini adalah awal SHA-256 dokumen putusan. Tanda terima putusan membuktikan selebihnya (",
                        "The code is the beginning of the SHA-256 of the ruling document. The receipt of the ruling proves the rest (",
                    ))
                    code { "GET /api/v1/rulings/" (letter.ruling_id) "/receipt" }
                    (words.say("; cara memeriksanya pada docs/receipt.md).", "; docs/receipt.md tells how to check it)."))
                }
                p.hash { "SHA-256 " (letter.document_sha256) }
                p { strong { (words.say("Surat ini tidak ditandatangani secara elektronik.", "This letter is not signed electronically.")) } }
            }
        }
    }
}
