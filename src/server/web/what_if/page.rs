//! The page of a trial: what comes out, and below it the facts to change.
//!
//! Knows nothing of: how a trial is made.

use actix_web::http::StatusCode;
use maud::{Markup, html};

use crate::engine::types::Rulebook;
use crate::server::service::Tryable;
use crate::server::web::agency::form::{Filled, Shown};
use crate::server::web::form::Form;
use crate::server::web::parts::{empty, escaped, notice, state};
use crate::server::web::seen::Viewer;
use crate::server::web::shell::Made;

use super::{Simulated, fields, outcome};

/// All facts as they stand in the form.
pub(super) struct Whole<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) filled: &'a Filled,
    /// A row that was just added.
    pub(super) new_row: &'a str,
}

/// What came out, or what is wrong.
pub(super) fn shown(viewer: &Viewer, simulated: &Simulated, rulebook: &Rulebook) -> Markup {
    match simulated {
        Ok(simulated) => outcome::outcome(viewer.words, simulated, rulebook),
        Err(refusals) => outcome::refused(viewer.words, rulebook, refusals),
    }
}

/// The facts that the rules read.
pub(super) fn some(
    viewer: &Viewer,
    (tryable, rulebook): (&Tryable, &Rulebook),
    form: Option<&Form>,
    simulated: &Simulated,
) -> Made {
    let words = viewer.words;
    let refusals = simulated.as_ref().err().map_or(&[][..], Vec::as_slice);
    let facts = html! {
        @if tryable.groups.is_empty() {
            (empty(
                words.say("Tidak ada fakta yang dibaca", "No facts were read"),
                words.say("Aturan tidak membaca satu fakta pun dari kasus ini.", "The rules did not read a single fact of this case."),
                None,
            ))
        } @else {
            h2 { (words.say("Fakta yang dibaca aturan", "The facts that the rules read")) }
            p { a href="?whole=1" { (words.say("Ubah semua fakta, juga daftar dan barisnya", "Change all facts, lists and their rows as well")) } }
            @if tryable.more {
                p.help { (words.say("Kasus ini besar: hanya sebagian faktanya yang ditawarkan di sini.", "This case is large: only some of its facts are offered here.")) }
            }
            p.help { (words.say(
                "Yang dikosongkan dianggap belum diketahui, kecuali Anda memilih “tidak ada”.",
                "What is left empty counts as not known, unless you choose “none”.",
            )) }
            (fields::fields(words, (tryable, rulebook), form, refusals))
        }
    };
    page(viewer, tryable, &facts, &shown(viewer, simulated, rulebook), simulated.is_ok())
}

/// All facts, lists with their rows.
pub(super) fn all(viewer: &Viewer, tryable: &Tryable, whole: &Whole<'_>, simulated: &Simulated) -> Made {
    let words = viewer.words;
    let refusals = simulated.as_ref().err().map_or(&[][..], Vec::as_slice);
    let Whole { rulebook, filled, new_row } = *whole;
    let form = Shown { rulebook, filled, refusals, viewer, new_row, recorded: None, is_claim: false };
    let facts = html! {
        input type="hidden" name="whole" value="1";
        h2 { (words.say("Semua fakta kasus ini", "All facts of this case")) }
        @if !tryable.document.is_array() {
            p { a href="?whole=0" { (words.say("Hanya fakta yang dibaca aturan", "Only the facts that the rules read")) } }
        }
        p.help { (words.say(
            "Baris daftar boleh ditambah, diubah, dan dihapus. Yang dikosongkan dianggap belum diketahui. Daftar yang barisnya bertambah atau berkurang dihitung sebagai pernyataan instansi, tanpa bukti yang sudah ada padanya.",
            "Rows of lists may be added, changed and removed. What is left empty counts as not known. A list with more or fewer rows counts as claimed by the agency, without the evidence that it had.",
        )) }
        (form.whole())
    };
    page(viewer, tryable, &facts, &shown(viewer, simulated, rulebook), simulated.is_ok())
}

fn page(viewer: &Viewer, tryable: &Tryable, facts: &Markup, outcome: &Markup, is_ruled: bool) -> Made {
    let words = viewer.words;
    let case = escaped(&tryable.case.case_id);
    let status = if is_ruled { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = words.say("Andaikan", "What if");
    let stale = words.say(
        "Hasil ini belum mengikuti isian terakhir: layanan tidak menjawab, atau sesi Anda berakhir. Isian Anda masih ada; tekan “Lihat hasilnya”.",
        "This does not follow what you changed last: the service did not answer, or your session ended. What you entered is still there; press “See what comes out”.",
    );
    let body = html! {
        nav.crumbs aria-label=(words.say("Letak halaman", "Where this page is")) {
            a href="/cases" { (words.say("Kasus", "Cases")) } " › "
            a href={ "/cases/" (case) } { (words.say("Kasus ini", "This case")) } " › " (title)
        }
        div.heading { h1 { (words.say("Andaikan faktanya lain", "If the facts were otherwise")) } (state(words, &tryable.case.state)) }
        (notice("open", words.say(
            "Ini percobaan pada salinan kasus. Tidak ada yang direkam, dan kasusnya tidak berubah. Pertimbangan dan bukti tidak ikut diubah.",
            "This is a trial on a copy of the case. Nothing is recorded, and the case does not change. Judgements and evidence are not changed.",
        )))
        div.trial {
            div #outcome aria-live="polite" role="region" tabindex="0" aria-label=(words.say("Hasil", "Outcome")) { (outcome) }
            form.facts method="post" action={ "/cases/" (case) "/what-if" } data-live="outcome" data-stale=(stale) novalidate {
                // Pressing Enter tries: the first button of a form is the one that it presses.
                button.visually-hidden type="submit" name="do" value="try" tabindex="-1" aria-hidden="true" { (words.say("Lihat hasilnya", "See what comes out")) }
                input type="hidden" name="csrf" value=(viewer.csrf);
                (facts)
                div.actions {
                    button.primary type="submit" name="do" value="try" { (words.say("Lihat hasilnya", "See what comes out")) }
                    a.button href={ "/cases/" (case) "/what-if" } { (words.say("Kembalikan semua", "Put everything back")) }
                }
            }
        }
    };
    Made { status, title, body }
}
