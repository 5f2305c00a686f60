//! A letter as a page of HTML for A4, complete in itself: no script, no picture, nothing to load; above it, on a screen, the way back.
//!
//! Knows nothing of: HTTP, who may read a letter.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

use crate::engine::value::date;
use crate::engine::wording::Language;
use crate::server::config::Sender;
use crate::server::service::{Letter, Standing};
use crate::server::words::Words;

use super::annex::annex;
use super::code::square;
use super::conditions::{conditions, is_told, simple};
use super::official::{ending, head, letterhead};
use super::policy::STYLE;

/// Who sends the letter, and the address of the service, under which anyone can check it.
pub(in crate::server) type From<'f> = (&'f Sender, Option<&'f str>);

/// The whole letter in one language.
pub(in crate::server) fn page(letter: &Letter, language: Language, (sender, address): From<'_>) -> String {
    let words = Words(language);
    let title = words.say("Surat putusan", "Letter about ruling");
    let page = html! {
        (DOCTYPE)
        html lang=(words.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " " (letter.ruling_id) }
                // An empty one, so that a browser asks for none.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                (bar(letter, words))
                main {
                    (letterhead(sender))
                    (standing(letter, words))
                    (head(letter, sender, words))
                    (opening(letter, words))
                    @for document in &letter.documents { (ruling(document, &letter.rests_on, words)) }
                    (only_about(letter, words))
                    (ending(letter, sender, words, &verification(letter, words, address)))
                    (annex(letter, words))
                }
            }
        }
    };
    page.into_string()
}

/// What is on the screen alone: the way back, and how a letter comes to paper where no script can print it.
fn bar(letter: &Letter, words: Words) -> Markup {
    html! {
        nav.bar aria-label=(words.say("Di luar surat", "Beside the letter")) {
            a href={ "/rulings/" (letter.ruling_id) } { "← " (words.say("Kembali ke putusan", "Back to the ruling")) }
            span {
                (words.say("Untuk mencetak atau menyimpan sebagai PDF: ", "To print it or save it as a PDF: "))
                kbd { "Ctrl" } "+" kbd { "P" } (words.say(" (di Mac: ⌘P). Baris ini tidak ikut tercetak.", " (on a Mac: ⌘P). This line is not printed."))
            }
        }
    }
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
        Standing::Superseded { by, is_final } => superseded(words, by, *is_final),
        Standing::Expired { on } => (
            words.say("Sudah tidak berlaku", "No longer valid"),
            on.map_or_else(String::new, |it| {
                format!("{} {}.", words.say("Berlaku sampai", "It was valid until"), words.day(it))
            }),
        ),
    };
    html! { div.standing role="note" { strong { (title) } (text) } }
}

fn superseded(words: Words, by: &str, is_final: bool) -> (&'static str, String) {
    let (title, said) = if is_final {
        let said = words.say("Putusan yang lebih baru atas kasus ini:", "The later ruling on this case:");
        (words.say("Sudah digantikan", "Superseded"), said)
    } else {
        let said = words.say(
            "Kasusnya masih diperiksa; ada putusan yang lebih baru:",
            "The case is still being looked at; there is a later ruling:",
        );
        (words.say("Sedang diperiksa kembali", "Being looked at again"), said)
    };
    (title, format!("{said} {by}."))
}

fn opening(letter: &Letter, words: Words) -> Markup {
    html! {
        p {
            (words.say("Atas kasus", "On the case")) " " (letter.case_id)
            @if let Some(position) = &letter.position {
                (words.say(" untuk jabatan ", " for the position ")) (position)
            }
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

/// What the same rules decide besides, so that nobody takes the letter for one on all of it.
fn only_about(letter: &Letter, words: Words) -> Markup {
    let others: Vec<&str> = letter.other_subjects.iter().map(|it| it.get(words.0)).collect();
    html! {
        @if !others.is_empty() {
            p {
                (words.say("Putusan ini hanya tentang ", "This ruling is only about ")) "“" (letter.subject.get(words.0)) "”. "
                (words.say("Hal berikut diputus tersendiri: ", "The following is decided separately: ")) (others.join("; ")) "."
            }
        }
    }
}

/// The outcome alone: reasons stand in the annex.
fn ruling(document: &Value, rests_on: &[String], words: Words) -> Markup {
    let list = |name: &str| document.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let (missing, duties) = (list("missing"), list("duties"));
    let status = document.get("status").and_then(Value::as_str).unwrap_or_default();
    html! {
        div.outcome {
            @if let Some(element) = document.get("element") { p { (words.of(element.get("label"))) } }
            p.what { (words.outcome(status, document.pointer("/outcome/label"))) }
            p { (words.sentence(words.of(document.get("because")))) }
            @if let Some(until) = document.get("valid_until").and_then(Value::as_str).and_then(date::parse) {
                p { (words.say("Berlaku sampai", "Valid until")) " " (words.day(until)) "." }
            }
        }
        (in_short(document, rests_on, words))
        @if !missing.is_empty() {
            h2 { (words.say("Yang belum diketahui", "What is not known")) }
            ul.plain {
                @for it in &missing {
                    li { (words.of(it.get("label"))) ": " (words.dated(words.of(it.get("why")))) }
                }
            }
        }
        @if !duties.is_empty() {
            h2 { (words.say("Kewajiban", "Duties")) }
            ul.plain { @for it in &duties { li { (duty(it, words)) } } }
        }
    }
}

/// Which conditions failed, or that none did.
fn in_short(document: &Value, rests_on: &[String], words: Words) -> Markup {
    let all = conditions(document, rests_on);
    let (failed, met) = (simple(&all, "fails"), simple(&all, "holds"));
    let told_all = all.iter().all(|it| it.decides);
    let has_rules = document.get("rules").and_then(Value::as_array).is_some_and(|it| !it.is_empty());
    let by_rule = has_rules && is_told(document, rests_on);
    html! {
        @if !failed.is_empty() {
            p {
                @if by_rule {
                    (words.say("Yang tidak terpenuhi, sehingga aturannya berlaku: ", "Not met, which is why the rule applies: "))
                } @else { (words.say("Syarat yang tidak terpenuhi: ", "Conditions that are not met: ")) }
                (failed.iter().map(|it| words.of(it.document.get("label"))).collect::<Vec<_>>().join("; ")) ". "
                (words.say("Alasan, fakta, dan dasarnya ada pada Lampiran.", "The annex gives reasons, facts and basis."))
            }
        } @else if !all.is_empty() {
            p {
                // Where no rule applies, what is met may be what stood in its way.
                @if has_rules && met.len() == all.iter().filter(|it| it.decides && !it.is_whole).count() {
                    @if told_all { (words.say("Semua syarat yang diperiksa terpenuhi. ", "All conditions that were looked at are met. ")) }
                    @else { (words.say("Semua syarat yang menentukan terpenuhi. ", "All conditions that decided are met. ")) }
                }
                (words.say("Alasan, fakta, dan dasarnya ada pada Lampiran.", "The annex gives reasons, facts and basis."))
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

/// The code, and what to do with it.
fn verification(letter: &Letter, words: Words, address: Option<&str>) -> Markup {
    let path = format!("/check/{}/{}", letter.ruling_id, letter.code());
    html! {
        div.verify {
            @if let Some(address) = address {
                (square(&format!("{address}{path}"), words.say("Kode QR menuju halaman pemeriksaan", "QR code that leads to the page for checking")))
            }
            div {
                p { (words.say("Kode verifikasi", "Verification code")) ": " span.code { (letter.code()) } }
                p {
                    (words.say(
                        "Siapa pun dapat memeriksa surat ini, tanpa masuk, pada halaman",
                        "Anyone can check this letter, without signing in, on the page",
                    ))
                    " " span.path translate="no" { (address.unwrap_or_default()) (path) } "."
                }
                p { strong { (unsigned(words)) } }
            }
        }
    }
}

fn unsigned(words: Words) -> &'static str {
    words.say(
        "Surat ini dicetak oleh program Timbang dan tidak ditandatangani secara elektronik.",
        "This letter was printed by the program Timbang and is not signed electronically.",
    )
}
