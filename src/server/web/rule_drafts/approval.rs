//! `/drafts/{draft}/approval`: another person looks at a draft, says from when on it is in force, and publishes it.
//!
//! Knows nothing of: what a publication leaves behind.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, ServiceConfig};
use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wording::Wording;
use crate::server::actor::Role;
use crate::server::clock;
use crate::server::http::Context;
use crate::server::http::fields::hidden;
use crate::server::http::problem::Fault;
use crate::server::service::{Approval, OpenedDraft, ServiceError, unreasoned};
use crate::server::web::at;
use crate::server::web::days;
use crate::server::web::form::{Form, refusal};
use crate::server::web::parts::{day_field, day_in_words, errors_at, notice, recording};
use crate::server::web::seen::{Drafter, Publisher, Signed, Viewer};
use crate::server::web::shell::page_of;
use crate::server::words::Words;
use crate::wording;

use super::{below, done, said, title, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/approval").route(web::get().to(ask)).route(web::post().to(approve)));
}

/// What was typed, and what stands against it.
#[derive(Default)]
struct Typed {
    effective_on: String,
    reason: String,
    refusals: Vec<Refusal>,
    /// The draft has other texts by now.
    moved_on: bool,
}

async fn ask(drafter: Drafter, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    let tomorrow = clock::jakarta_day(clock::now()).saturating_add(1);
    let typed = Typed { effective_on: date::iso(tomorrow), ..Typed::default() };
    shown(&drafter.0, &context, &id, &typed).await
}

async fn approve(
    publisher: Publisher,
    context: Data<Context>,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let signed = &publisher.0;
    let opened = context.service.opened_draft(&signed.actor, &id).await?;
    let (effective_on, reason) = (form.get("effective_on").to_owned(), form.get("reason").replace("\r\n", "\n"));
    let mut typed = Typed { effective_on, reason, ..Typed::default() };
    let read = days::day(&typed.effective_on, signed.viewer.words.0);
    let day = read.as_ref().ok().and_then(|it| date::parse(it));
    typed.refusals = refusals(&form, &typed, (day, read.err()), &opened);
    if let (Some(effective_on), true) = (day, typed.refusals.is_empty()) {
        let approval = Approval { sha256: form.get("sha256").to_owned(), effective_on, reason: typed.reason.clone() };
        match context.service.approve_draft(&signed.actor, &form.asked()?, &id, &approval).await {
            Ok(_) => return Ok(done(&below(&id, ""), "published")),
            Err(ServiceError::Refused(refusals)) => typed.refusals = refusals,
            Err(ServiceError::DraftMovedOn { .. } | ServiceError::DraftChanged { .. } | ServiceError::KeyReused) => {
                typed.moved_on = true;
            }
            Err(ServiceError::DraftClosed { .. }) => return closed(signed, &context, &id, &typed).await,
            // The page tells why it cannot be published.
            Err(ServiceError::Faulty(_) | ServiceError::OwnDraft { .. } | ServiceError::DraftBehind { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let mut answer = shown(signed, &context, &id, &typed).await?;
    *answer.status_mut() =
        if typed.moved_on { StatusCode::PRECONDITION_FAILED } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(answer)
}

/// The draft was published or withdrawn meanwhile.
async fn closed(signed: &Signed, context: &Context, id: &str, typed: &Typed) -> Result<HttpResponse, Fault> {
    let draft = context.service.rule_draft(&signed.actor, id).await?;
    let words = signed.viewer.words;
    let all = [
        (words.say("Berlaku sejak", "In force from").to_owned(), typed.effective_on.clone()),
        (words.say("Alasan", "Reason").to_owned(), typed.reason.clone()),
    ];
    Ok(said::too_late(&signed.viewer, &draft, &title(signed, context, &draft).await?, &all))
}

/// Everything that can be seen from the form alone.
fn refusals(
    form: &Form,
    typed: &Typed,
    (day, wrong): (Option<i64>, Option<Wording>),
    opened: &OpenedDraft,
) -> Vec<Refusal> {
    let refuse = |field: &str, message| refusal(format!("/{field}"), message);
    let mut found = Vec::new();
    if day.is_none() {
        let missing = wording!("harus tanggal yang ada", "must be a date that exists");
        found.push(refuse("effective_on", wrong.filter(|_| !typed.effective_on.is_empty()).unwrap_or(missing)));
    }
    if let Some(message) = hidden(&typed.reason) {
        found.push(refuse("reason", message));
    }
    found.extend(day.and_then(|it| unreasoned(it, &typed.reason, clock::now())));
    if opened.texts.is_empty() && typed.reason.trim().is_empty() && found.is_empty() {
        let message = wording!(
            "konsep kosong menarik seluruh himpunan aturan: sebutkan alasannya",
            "an empty draft retires the whole rulebook: say why"
        );
        found.push(refuse("reason", message));
    }
    if !form.has("looked") {
        let message = wording!("centang dahulu bahwa Anda sudah memeriksanya", "confirm first that you looked at it");
        found.push(refuse("looked", message));
    }
    found
}

async fn shown(signed: &Signed, context: &Context, id: &str, typed: &Typed) -> Result<HttpResponse, Fault> {
    let viewer = &signed.viewer;
    let words = viewer.words;
    let opened = context.service.opened_draft(&signed.actor, id).await?;
    let is_open = opened.draft.row.state == "open";
    let found = if is_open { context.service.check_draft(&signed.actor, id).await? } else { Value::Null };
    let against = if is_open { hindrances(signed, &opened, &found) } else { Vec::new() };
    let body = html! {
        (ways(viewer, &opened.draft))
        h1 { (words.say("Persetujuan dan penerbitan", "Approval and publication")) }
        @if typed.moved_on {
            (said::changed(viewer, &opened.draft))
        }
        @if !typed.refusals.is_empty() {
            (notice("bad", words.say("Belum diterbitkan: perbaiki isian yang ditandai di bawah.", "Not published yet: mend the fields that are marked below.")))
        }
        @if !is_open { (notice("open", said::closed(words, &opened.draft.row.state))) }
        @else {
            (looked_at(viewer, &opened, &found))
            @if against.is_empty() { (form(viewer, &opened, typed)) } @else { (told(viewer, id, &against)) }
        }
    };
    Ok(page_of(StatusCode::OK, viewer, &title(signed, context, &opened.draft).await?, &body))
}

/// Why it cannot be published by whoever looks, each with where to go on.
fn hindrances(signed: &Signed, opened: &OpenedDraft, found: &Value) -> Vec<(&'static str, &'static str)> {
    let words = signed.viewer.words;
    let mut all = Vec::new();
    if found["sound"] != true {
        let text = words.say(
            "Konsep ini mengandung kesalahan, atau ada skenario yang gagal.",
            "This draft has errors, or scenarios fail.",
        );
        all.push((text, "/check"));
    }
    if opened.draft.latest.based_on != opened.latest {
        let text = words.say(
            "Konsep ini belum memperhitungkan publikasi yang terakhir; penyusunnya perlu memasukkan perubahannya dahulu.",
            "This draft does not take the latest publication into account; its author has to take over its changes first.",
        );
        all.push((text, "/difference"));
    }
    if opened.draft.authors.iter().any(|it| signed.actor.is(it)) {
        let text = words.say(
            "Anda ikut menulis konsep ini. Yang menulis tidak menyetujui: mintalah penerbit lain.",
            "You wrote part of this draft. Whoever writes does not approve: ask another publisher.",
        );
        all.push((text, ""));
    } else if signed.actor.role != Role::Publisher {
        let text = words.say(
            "Hanya penerbit aturan yang dapat menyetujui, dan bukan penulisnya.",
            "Only a publisher of rules can approve it, and not one who wrote it.",
        );
        all.push((text, ""));
    }
    all
}

fn told(viewer: &Viewer, id: &str, against: &[(&'static str, &'static str)]) -> Markup {
    let words = viewer.words;
    html! {
        h2 { (words.say("Belum dapat Anda terbitkan", "Not yours to publish yet")) }
        ul { @for (text, rest) in against { li { (text) " " @if !rest.is_empty() { a href=(below(id, rest)) { (words.say("Lihat", "See it")) } } } } }
    }
}

fn looked_at(viewer: &Viewer, opened: &OpenedDraft, found: &Value) -> Markup {
    let words = viewer.words;
    let draft = &opened.draft;
    let sound = found["sound"] == true;
    html! {
        dl.facts {
            dt { (words.say("Versi", "Version")) } dd { (draft.row.version) }
            dt { (words.say("Penulis", "Authors")) } dd { (draft.authors.iter().cloned().collect::<Vec<_>>().join(", ")) }
            dt { (words.say("Catatan", "Note")) } dd { @if draft.latest.note.is_empty() { "–" } @else { (draft.latest.note) } }
            dt { (words.say("Berkas", "Files")) } dd { a href=(below(&draft.row.draft_id, "")) { (opened.texts.files().len()) } }
            dt { (words.say("Pemeriksaan", "Check")) }
            dd { a href=(below(&draft.row.draft_id, "/check")) {
                @if sound { span.sign.good { span.shape aria-hidden="true" { "✓" } (words.say("lolos", "passed")) } }
                @else { span.sign.bad { span.shape aria-hidden="true" { "✕" } (words.say("tidak lolos", "not passed")) } }
            } }
            dt { (words.say("Perbedaan", "Difference")) } dd { a href=(below(&draft.row.draft_id, "/difference")) { (words.say("dengan yang berlaku", "to what is in force")) } }
            dt { (words.say("Dampak", "Impact")) } dd { a href=(below(&draft.row.draft_id, "/impact")) { (words.say("pada kasus yang sudah diputus", "on cases that were ruled on")) } }
            dt { (words.say("SHA-256 yang disetujui", "SHA-256 to be approved")) } dd { code.sha { (draft.latest.texts_sha256) } }
        }
    }
}

fn form(viewer: &Viewer, opened: &OpenedDraft, typed: &Typed) -> Markup {
    let words = viewer.words;
    let draft = &opened.draft;
    let wrong = |field: &str| typed.refusals.iter().any(|it| it.pointer == format!("/{field}")).then_some("true");
    html! {
        form method="post" action=(below(&draft.row.draft_id, "/approval")) {
            (recording(viewer, Some(draft.row.version)))
            input type="hidden" name="sha256" value=(draft.latest.texts_sha256);
            @if opened.texts.is_empty() {
                (notice("warn", words.say(
                    "Konsep ini kosong: seluruh himpunan aturan ditarik, dan kasus baru tidak dapat lagi diputus menurutnya. Putusan yang ada tetap.",
                    "This draft is empty: the whole rulebook is retired, and no new case can be ruled on by it. Rulings that were made stay.",
                )))
            }
            div.field {
                label for="effective_on" { (words.say("Berlaku sejak (hari di Jakarta)", "In force from (a day in Jakarta)")) }
                @let (kind, day) = day_field(words, &typed.effective_on);
                input #effective_on type=(kind) name="effective_on" required value=(day) aria-invalid=[wrong("effective_on")] aria-describedby=[wrong("effective_on").map(|_| "day-errors")];
                (day_in_words(words, "effective_on", &typed.effective_on))
                (errors_at(viewer, &typed.refusals, "/effective_on", "day-errors"))
            }
            div.field {
                label for="reason" { (words.say("Alasan", "Reason")) }
                p.help #reason-help { (words.say(
                    "Wajib bila harinya tidak sesudah hari ini, lebih dari 366 hari lagi, atau bila konsepnya kosong. Alasan ini dapat dibaca semua orang.",
                    "Needed if the day is not after today, is more than 366 days ahead, or if the draft is empty. Everyone can read it.",
                )) }
                textarea #reason name="reason" rows="3" required[opened.texts.is_empty()] aria-invalid=[wrong("reason")]
                    aria-describedby=(if wrong("reason").is_some() { "reason-help reason-errors" } else { "reason-help" }) { (typed.reason) }
                (errors_at(viewer, &typed.refusals, "/reason", "reason-errors"))
            }
            div.field {
                label.tick { input type="checkbox" name="looked" value="1" required aria-invalid=[wrong("looked")] aria-describedby=[wrong("looked").map(|_| "looked-errors")]; " " (promise(words, opened.texts.is_empty())) }
                (errors_at(viewer, &typed.refusals, "/looked", "looked-errors"))
            }
            div.actions { button.primary type="submit" { (words.say("Setujui dan terbitkan", "Approve and publish")) } }
        }
    }
}

fn promise(words: Words, is_empty: bool) -> &'static str {
    if is_empty {
        return words.say(
            "Saya memahami bahwa seluruh himpunan aturan ini ditarik.",
            "I understand that the whole rulebook is retired.",
        );
    }
    words.say(
        "Saya sudah memeriksa perbedaan, skenario, dan dampaknya.",
        "I have looked at the difference, the scenarios and the impact.",
    )
}
