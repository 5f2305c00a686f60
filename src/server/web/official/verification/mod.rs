//! `/cases/{case}/verification`: a verifier confirms, corrects or disputes each fact that an agency claims.
//!
//! Knows nothing of: what a verification does to the facts.

mod attached;
mod beside;
mod input;
mod judged;
mod read;
mod row;

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::engine::wording::Language;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Dossier, FactLine, FactStatus, ServiceError, Step, Verification};
use crate::server::web::case::{head, why_again};
use crate::server::web::form::Form;
use crate::server::web::late::{is_late, not_kept, to_choose_again};
use crate::server::web::parts::{day, errors_at, notice, recording};
use crate::server::web::seen::{Signed, Verifier, Viewer};
use crate::server::web::sent::Sent;
use crate::server::web::shell::{Made, made_aside, with_frames};
use crate::server::words::Words;

use super::on_to;
use super::standing::{hindrance, late_body, summary, version, why_not};
use attached::kept;
use beside::{otherwise, typed_text};
use judged::Judged;
use read::{Read, asks_for_date};

pub(super) async fn ask(verifier: Verifier, context: Data<Context>, case: Path<String>) -> Result<HttpResponse, Fault> {
    let dossier = context.service.dossier_with_documents(&verifier.0.actor, &case).await?;
    let title = title(&verifier.0.viewer);
    match hindrance(&verifier.0, &dossier, Step::Verification, title) {
        Some(told) => Ok(told),
        None => shown(&context, &verifier.0.viewer, (Arc::new(dossier), None), Vec::new()).await,
    }
}

pub(super) async fn verify(
    verifier: Verifier,
    context: Data<Context>,
    case: Path<String>,
    mut sent: Sent,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&verifier.0.actor, &verifier.0.viewer);
    let dossier = context.service.dossier_with_documents(actor, &case).await?;
    let done = format!("/cases/{}?done=verification", dossier.case.case_id);
    if version(&dossier, Some(&sent.form)) != dossier.case.version {
        // Either it was recorded before, or the case has changed: the facts that were chosen from are not these.
        let asked = sent.form.asked()?;
        return match context.service.verify(actor, &asked, &case, &Verification::default()).await {
            Ok(_) => Ok(on_to(&done)),
            Err(error) if is_late(&error) => late_form(&verifier.0, &context, &case, &sent).await,
            Err(other) => Err(other.into()),
        };
    }
    if why_not(&verifier.0, &dossier, Step::Verification).is_some() {
        return late_form(&verifier.0, &context, &case, &sent).await;
    }
    let dossier = Arc::new(dossier);
    let mut refusals = kept(&verifier.0, &context, &dossier, &mut sent).await?;
    let (form, words) = (Arc::new(sent.form.clone()), viewer.words);
    let own = (Arc::clone(&dossier), Arc::clone(&form));
    let reading = move || Read { judged: &Judged::of(&own.0), form: &own.1, words }.verification();
    let read = match context.service.aside(reading).await? {
        Ok(_) if !refusals.is_empty() => Vec::new(),
        Ok(verification) => match context.service.verify(actor, &form.asked()?, &case, &verification).await {
            Ok(_) => return Ok(on_to(&done)),
            Err(ServiceError::Refused(refusals)) => refusals,
            Err(error) if is_late(&error) => return late_form(&verifier.0, &context, &case, &sent).await,
            Err(other) => return Err(other.into()),
        },
        Err(refusals) => refusals,
    };
    refusals.extend(read);
    shown(&context, viewer, (dossier, Some(form)), refusals).await
}

/// The page, with what was sent if something is wrong with it.
async fn shown(
    context: &Context,
    viewer: &Viewer,
    (dossier, form): (Arc<Dossier>, Option<Arc<Form>>),
    refusals: Vec<Refusal>,
) -> Result<HttpResponse, Fault> {
    let status = if form.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = made_aside(context, viewer, move |viewer| Made {
        status,
        title: title(viewer),
        body: body(viewer, &dossier, form.as_deref(), &refusals),
    });
    page.await.map(with_frames)
}

/// With the case as it stands now.
async fn late_form(signed: &Signed, context: &Context, case: &str, sent: &Sent) -> Result<HttpResponse, Fault> {
    let form = sent.form.clone();
    let files = sent.files().iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    let dossier = context.service.dossier_with_documents(&signed.actor, case).await?;
    let own = signed.clone();
    let page = made_aside(context, &signed.viewer, move |viewer| {
        let mut typed = typed_text(viewer.words, &Judged::of(&dossier), &form);
        typed.push((not_kept(viewer.words).to_owned(), files.clone()));
        let again = |form: &Form| html! { (to_choose_again(viewer, &files)) (body(viewer, &dossier, Some(form), &[])) };
        let (title, form) = (title(viewer), (&form, typed.as_slice()));
        let (status, body) = late_body(&own, &dossier, (Step::Verification, title), form, again);
        Made { status, title, body }
    });
    page.await.map(with_frames)
}

/// Facts with their places in the order of the rules.
type Numbered<'l> = Vec<(usize, &'l FactLine<'l>)>;

fn title(viewer: &Viewer) -> &'static str {
    viewer.words.say("Verifikasi fakta", "Verify the facts")
}

fn body(viewer: &Viewer, dossier: &Dossier, form: Option<&Form>, refusals: &[Refusal]) -> Markup {
    let words = viewer.words;
    let judged = Judged::of(dossier);
    let own = judged.lines.iter().enumerate().filter(|it| !it.1.follows);
    let (claimed, others): (Numbered<'_>, Numbered<'_>) = own.partition(|it| it.1.status == FactStatus::Claimed);
    let named: Vec<Refusal> = refusals.iter().map(|it| judged.called(words, it, None)).collect();
    let show = row::Row::of(viewer, &judged, form, refusals);
    html! {
        (head(viewer, dossier, title(viewer)))
        (summary(viewer, &named, &[("/reason", label(words))], |it| place(&judged, it)))
        (why_again(viewer, &dossier.case.state, &dossier.events))
        (otherwise(viewer, &judged, form.filter(|_| refusals.is_empty())))
        p { (words.say(
            "Bandingkan setiap nilai dengan buktinya. Yang benar ditandai benar, yang keliru dikoreksi, yang tidak terbukti disengketakan; fakta yang disengketakan dianggap belum diketahui dalam putusan.",
            "Hold each value against its evidence. Mark what is right, correct what is wrong, dispute what is not shown; a disputed fact counts as not known in the ruling.",
        )) }
        form.verification method="post" action={ "/cases/" (dossier.case.case_id) "/verification" } enctype="multipart/form-data" {
            (recording(viewer, Some(version(dossier, form))))
            (date_question(viewer, dossier, form, refusals))
            h2 { (words.say("Fakta yang dinyatakan instansi", "Facts that the agency claims")) " " span.count { (judged.claimed()) } }
            @if claimed.is_empty() { (notice("open", words.say("Tidak ada fakta yang masih berupa pernyataan.", "No fact is only claimed any more."))) }
            @for (number, line) in &claimed { (show.row(*number, line)) (show.one_by_one(line)) }
            @if !others.is_empty() {
                details.others open[others.iter().any(|it| show.is_touched(it.0, it.1))] {
                    summary { (words.say("Fakta lain: sudah diperiksa atau belum diketahui", "Other facts: looked at before, or not known")) " (" (others.len()) ")" }
                    @for (number, line) in &others { (show.row(*number, line)) (show.one_by_one(line)) }
                }
            }
            (left_out(words, &judged))
            (rest(viewer, judged.claimed(), form, refusals))
            (reason(viewer, form, refusals))
            div.actions {
                button.primary type="submit" { (words.say("Rekam verifikasi", "Record the verification")) }
                a.button href={ "/cases/" (dossier.case.case_id) "/return" } { (words.say("Kembalikan kepada instansi", "Return to the agency")) }
                a.button href={ "/cases/" (dossier.case.case_id) } { (words.say("Batal", "Cancel")) }
            }
        }
    }
}

/// That there are more facts than stand on the page.
fn left_out(words: Words, judged: &Judged<'_>) -> Markup {
    let count = judged.claimed_left_out();
    let text = match words.0 {
        Language::Indonesian => format!(
            "{count} fakta lagi di dalam isian daftar mempunyai bukti sendiri. Nilainya ada pada isiannya; yang dipilih di bawah ini berlaku juga untuknya."
        ),
        Language::English => format!(
            "{count} more facts inside the entries of lists have evidence of their own. Their values stand at the entries; what is chosen below holds for them too."
        ),
    };
    html! { @if count > 0 { (notice("warn", &text)) } }
}

/// Where on the page a refusal is explained: at the nearest fact.
fn place(judged: &Judged<'_>, it: &Refusal) -> Option<String> {
    match it.pointer.as_str() {
        "/rest" => Some("rest-verified".to_owned()),
        "/claimed_date_is_right" => Some("date-yes".to_owned()),
        "/reason" => Some("reason".to_owned()),
        _ => judged.nearest(it).map(|number| format!("finding-{number}")),
    }
}

/// The date chooses the law, so it is asked for plainly.
fn date_question(viewer: &Viewer, dossier: &Dossier, form: Option<&Form>, refusals: &[Refusal]) -> Markup {
    let words = viewer.words;
    let Some(claimed) = dossier.case.claimed_on.as_deref().filter(|_| asks_for_date(dossier)) else { return html! {} };
    let given = form.map_or("", |it| it.get("claimed_date_is_right"));
    html! {
        fieldset aria-describedby="date-help date-errors" {
            legend { (words.say("Tanggal mana yang berlaku?", "Which date counts?")) }
            p.help #date-help { (words.say(
                "Tanggal ini menentukan edisi aturan yang dipakai. Instansi menyatakan tanggal lain daripada hari pengajuan.",
                "This date chooses the edition of the rules. The agency claims another date than the day of submission.",
            )) }
            div.choices {
                label { input #date-yes type="radio" name="claimed_date_is_right" value="yes" required checked[given == "yes"]; " "
                    span { (day(words, claimed)) ": " (words.say("tanggal yang dinyatakan instansi benar", "the date that the agency claims is right")) } }
                label { input type="radio" name="claimed_date_is_right" value="no" required checked[given == "no"]; " "
                    span {
                        @if let Some(on) = &dossier.case.submitted_on { (day(words, on)) ": " }
                        (words.say("hari pengajuan", "the day of submission"))
                    } }
            }
            (errors_at(viewer, refusals, "/claimed_date_is_right", "date-errors"))
        }
    }
}

/// None is passed over in silence.
fn rest(viewer: &Viewer, claimed: usize, form: Option<&Form>, refusals: &[Refusal]) -> Markup {
    let words = viewer.words;
    let given = form.map_or("", |it| it.get("rest"));
    html! {
        @if claimed > 0 {
            fieldset aria-describedby="rest-errors" {
                legend { (words.say("Fakta di atas yang tidak Anda pilih satu per satu", "Facts above that you did not choose one by one")) }
                div.choices {
                    label { input #rest-verified type="radio" name="rest" value="verified" checked[given == "verified"]; " "
                        (words.say("sudah saya periksa dan benar", "I looked at them, and they are right")) }
                    label { input type="radio" name="rest" value="claimed" checked[given == "claimed"]; " "
                        (words.say("tetap sebagai pernyataan instansi", "stay as the agency claims them")) }
                }
                (errors_at(viewer, refusals, "/rest", "rest-errors"))
            }
        }
    }
}

fn label(words: Words) -> &'static str {
    words.say("Catatan verifikasi", "Note on the verification")
}

fn reason(viewer: &Viewer, form: Option<&Form>, refusals: &[Refusal]) -> Markup {
    let words = viewer.words;
    let wrong = refusals.iter().any(|it| it.pointer == "/reason").then_some("true");
    html! {
        div.field {
            label for="reason" { (label(words)) }
            p.help #reason-help { (words.say(
                "Bagaimana Anda memeriksanya. Menjadi bagian riwayat dengan nama Anda, bersama alasan setiap sengketa.",
                "How you looked at it. It becomes part of the history with your name, together with the reason of each dispute.",
            )) }
            textarea #reason name="reason" rows="3" required aria-describedby="reason-help reason-errors"
                aria-invalid=[wrong] { (form.map_or("", |it| it.get("reason"))) }
            (errors_at(viewer, refusals, "/reason", "reason-errors"))
        }
    }
}
