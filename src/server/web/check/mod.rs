//! `/check`: whether a letter belongs to a ruling that was recorded, for anyone who holds it.
//!
//! Knows nothing of: who asks; it is told to everyone alike.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Checked, Standing, is_identity};
use crate::server::words::Words;

use super::at;
use super::parts::{Nouns, escaped, notice};
use super::ruling::signs;
use super::seen::Viewer;
use super::shell::{page, page_of};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/check").route(web::get().to(ask)))
        .service(at("/check/{ruling}/{code}").route(web::get().to(check)));
}

/// The longest code that is looked at.
const LONGEST_CODE: usize = 64;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    ruling: String,
    code: String,
}

/// The form; filled in, it leads to the address that stands on the letter.
async fn ask(viewer: Viewer, asked: Query<Asked>) -> HttpResponse {
    let (ruling, code) = (asked.ruling.trim(), asked.code.trim());
    if !ruling.is_empty() && !code.is_empty() {
        let address = format!("/check/{}/{}", escaped(ruling), escaped(code));
        return HttpResponse::SeeOther().insert_header((LOCATION, address)).finish();
    }
    let words = viewer.words;
    let half = !ruling.is_empty() || !code.is_empty();
    let body = html! {
        div.narrow {
            (title(words))
            p.lead { (words.say(
                "Periksa apakah sebuah surat putusan memang berasal dari putusan yang tercatat di layanan ini.",
                "See whether a letter really belongs to a ruling that is recorded by this service.",
            )) }
            @if half { (notice("bad", words.say("Isi nomor dan kodenya.", "Give both the number and the code."))) }
            (form(words, ruling, code))
        }
    };
    page(&viewer, words.say("Periksa surat", "Check a letter"), &body)
}

async fn check(viewer: Viewer, context: Data<Context>, asked: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let words = viewer.words;
    let (ruling, code) = asked.into_inner();
    let can_be = is_identity(&ruling) && code.len() <= LONGEST_CODE;
    let found = if can_be { context.service.checked(&ruling, &code).await? } else { None };
    let (status, answer) = match &found {
        Some(checked) => (StatusCode::OK, told(words, checked)),
        None => (StatusCode::NOT_FOUND, unknown(words)),
    };
    let body = html! {
        div.narrow {
            (title(words))
            (answer)
            h2 { (words.say("Periksa surat lain", "Check another letter")) }
            (form(words, "", ""))
        }
    };
    Ok(page_of(status, &viewer, words.say("Periksa surat", "Check a letter"), &body))
}

fn title(words: Words) -> Markup {
    html! { h1 { (words.say("Periksa surat putusan", "Check the letter of a ruling")) } }
}

fn form(words: Words, ruling: &str, code: &str) -> Markup {
    html! {
        form.stack method="get" action="/check" {
            div.field {
                label for="ruling" { (words.say("Nomor putusan", "Number of the ruling")) }
                input #ruling name="ruling" value=(ruling) required maxlength="100" autocomplete="off" spellcheck="false" aria-describedby="ruling-help";
                p.help #ruling-help { (words.say("Tertulis pada surat sesudah “Nomor”.", "It stands on the letter after “Number”.")) }
            }
            div.field {
                label for="code" { (words.say("Kode verifikasi", "Verification code")) }
                input #code name="code" value=(code) required maxlength="64" autocomplete="off" spellcheck="false" aria-describedby="code-help";
                p.help #code-help { (words.say(
                    "Dua puluh huruf dan angka di akhir surat; tanda hubung boleh ditinggalkan.",
                    "Twenty letters and digits at the end of the letter; the dashes may be left out.",
                )) }
            }
            button.primary type="submit" { (words.say("Periksa", "Check")) }
        }
    }
}

/// The same words for a code that is wrong and a ruling that is not there.
fn unknown(words: Words) -> Markup {
    html! {
        (notice("bad", words.say(
            "Tidak ada putusan tercatat dengan nomor dan kode ini.",
            "No ruling is recorded under this number with this code.",
        )))
        p { (words.say(
            "Periksa sekali lagi ketikannya. Jika tetap tidak ditemukan, surat itu tidak berasal dari layanan ini atau sudah diubah: tanyakan kepada instansi yang memberikannya.",
            "Look once more at what was typed. If it is still not found, the letter does not come from this service or was altered: ask the office that gave it to you.",
        )) }
    }
}

/// Nothing but what stands on the letter, and how the ruling stands now.
fn told(words: Words, checked: &Checked) -> Markup {
    html! {
        (notice("good", words.say(
            "Surat dengan kode ini berasal dari putusan yang tercatat.",
            "A letter with this code belongs to a ruling that is recorded.",
        )))
        dl.facts {
            dt { (words.say("Nomor", "Number")) } dd { code { (checked.ruling_id) } }
            dt { (words.say("Tanggal", "Date")) } dd { (words.day(checked.dated)) }
            dt { (words.say("Hal", "Subject")) } dd { (checked.subject.get(words.0)) }
            dt { (words.say("Instansi", "Agency")) } dd { (checked.agency) }
            @if let Some(position) = &checked.position { dt { (words.say("Jabatan", "Position")) } dd { (position) } }
            dt { (words.say("Aturan", "Rules")) } dd { (words.edition(&checked.rulebook, &checked.edition)) }
            dt { (words.say("Hasil", "Outcome")) }
            dd {
                @match &checked.outcome {
                    _ if !checked.elements.is_empty() => { (signs::status(words, &checked.status)) " " strong { (summary(words, checked)) } }
                    Some(label) => { (signs::status(words, &checked.status)) " " strong { (words.of(Some(label))) } }
                    None => { (signs::status(words, &checked.status)) }
                }
            }
            dt { (words.say("Keadaan sekarang", "How it stands now")) }
            dd { (signs::standing(words, &nameless(&checked.standing))) }
        }
        (only_about(words, checked))
        (elements(words, checked))
        p { (words.say(
            "Cocokkan isi surat dengan yang tertulis di sini: halaman ini tidak memeriksa kalimat lain pada surat.",
            "Compare the letter with what is written here: this page does not check the other sentences of the letter.",
        )) }
    }
}

/// What the same rules decide besides, as it stands on the letter: so that nobody is shown a letter as one on all of it.
fn only_about(words: Words, checked: &Checked) -> Markup {
    let others: Vec<&str> = checked.other_subjects.iter().map(|it| it.get(words.0)).collect();
    html! {
        @if !others.is_empty() {
            p.only-about {
                (words.say("Putusan ini hanya tentang ", "This ruling is only about ")) "“" (checked.subject.get(words.0)) "”. "
                (words.say("Yang juga diputus aturan ini, tetapi tidak di sini: ", "The rules decide as well, but not here: "))
                (others.join("; ")) "."
            }
        }
    }
}

/// How many elements came out how.
fn summary(words: Words, checked: &Checked) -> String {
    let elements = &checked.elements;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for it in elements {
        let count = counts.entry(words.outcome(&it.status, it.outcome.as_ref())).or_default();
        *count = count.saturating_add(1);
    }
    let each: Vec<String> = counts.into_iter().map(|(outcome, count)| format!("{count} {outcome}")).collect();
    let all = Nouns::of(words, checked.element_names.as_ref()).counted(elements.len());
    format!("{} {all}: {}", words.say("dari", "of"), each.join(" · "))
}

/// Each element with its outcome, and nothing else of it: so much stands on the letter that whoever has the code holds.
fn elements(words: Words, checked: &Checked) -> Markup {
    let (elements, nouns) = (&checked.elements, Nouns::of(words, checked.element_names.as_ref()));
    let title = format!("{} {}", words.say("Hasil setiap", "The outcome for each"), nouns.one);
    html! {
        @if !elements.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(title) {
                table.stacks {
                    caption { (title) " " span.count { (elements.len()) } }
                    thead { tr {
                        th scope="col" { (nouns.heading()) }
                        th scope="col" { (words.say("Hasil", "Outcome")) }
                    } }
                    tbody { @for it in elements { tr {
                        th scope="row" { (words.of(Some(&it.label))) }
                        td data-label=(words.say("Hasil", "Outcome")) { (signs::status_and_outcome(words, &it.status, words.outcome(&it.status, it.outcome.as_ref()))) }
                    } } }
                }
            }
        }
    }
}

/// Who confirmed a ruling is nobody's business here.
fn nameless(standing: &Standing) -> Standing {
    match standing {
        Standing::Confirmed { on, valid_until, .. } => {
            Standing::Confirmed { by: String::new(), on: *on, valid_until: *valid_until }
        }
        other => other.clone(),
    }
}
