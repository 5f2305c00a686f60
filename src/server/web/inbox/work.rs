//! Why a case waits for a role, and the one way to the work.
//!
//! Knows nothing of: the list, the day.

use crate::engine::value::date;
use crate::server::actor::Role;
use crate::server::service::Listed;
use crate::server::web::seen::Viewer;

/// What is to be done with one case.
pub(super) struct Work {
    pub(super) why: String,
    pub(super) address: String,
    pub(super) label: &'static str,
    /// The day that the case has is somebody else's.
    pub(super) of_others: bool,
}

pub(super) fn work(viewer: &Viewer, role: Role, it: &Listed) -> Work {
    match role {
        Role::Agency => of_agency(viewer, it),
        Role::Reviewer => of_reviewer(viewer, it),
        _ => of_verifier(viewer, it),
    }
}

fn of_agency(viewer: &Viewer, it: &Listed) -> Work {
    let (words, case) = (viewer.words, &it.case);
    let ruling = format!("/rulings/{}", case.ruling_id);
    let read = words.say("Baca putusan", "Read the ruling");
    let (why, address, label) = match case.state.as_str() {
        "returned" => (
            words
                .say(
                    "Verifikator mengembalikannya: perbaiki dan ajukan kembali.",
                    "The verifier returned it: mend it and submit it again.",
                )
                .to_owned(),
            format!("/cases/{}", case.case_id),
            words.say("Lihat alasannya", "See why"),
        ),
        "ruled" => (
            words
                .say(
                    "Sudah diputus dan menunggu telaah. Anda berhak mengajukan keberatan; selain itu tidak ada yang harus dilakukan.",
                    "It was ruled on and waits for review. You have the right to object; nothing else is to be done.",
                )
                .to_owned(),
            ruling,
            read,
        ),
        "confirmed" => (right_to_object(viewer, it), ruling, read),
        _ => (
            words.say("Konsep belum diajukan.", "The draft was not submitted yet.").to_owned(),
            format!("/cases/{}/facts", case.case_id),
            words.say("Lanjutkan konsep", "Go on with the draft"),
        ),
    };
    Work { why, address, label, of_others: case.state == "ruled" }
}

/// Until when an agency may object to what is confirmed.
fn right_to_object(viewer: &Viewer, it: &Listed) -> String {
    let words = viewer.words;
    let right = words.say(
        "Putusan dikukuhkan. Anda berhak mengajukan keberatan",
        "The ruling is confirmed. You have the right to object",
    );
    match it.case.due_on.as_deref().and_then(date::parse) {
        Some(last) => format!("{right} {} {}.", words.say("sampai dengan", "until"), words.day(last)),
        None => format!(
            "{right}; {}.",
            words.say("hari terakhirnya belum dapat dihitung", "its last day cannot be counted yet")
        ),
    }
}

fn of_verifier(viewer: &Viewer, it: &Listed) -> Work {
    let (words, case) = (viewer.words, &it.case);
    let (why, label) = match case.state.as_str() {
        "objected" => (
            words.say("Instansi berkeberatan atas putusan.", "The agency objects to the ruling."),
            words.say("Verifikasi ulang", "Verify again"),
        ),
        "remanded" => (
            words.say("Penelaah meminta pemeriksaan ulang.", "The reviewer asks for another look."),
            words.say("Verifikasi ulang", "Verify again"),
        ),
        "verified" => return to_be_ruled(viewer, it),
        _ => (
            words.say("Fakta menunggu verifikasi.", "The facts wait to be verified."),
            words.say("Verifikasi", "Verify"),
        ),
    };
    Work { why: why.to_owned(), address: format!("/cases/{}/verification", case.case_id), label, of_others: false }
}

fn of_reviewer(viewer: &Viewer, it: &Listed) -> Work {
    let (words, case) = (viewer.words, &it.case);
    if case.state != "ruled" {
        return Work { of_others: true, ..to_be_ruled(viewer, it) };
    }
    let why = match it.ruling_status.as_str() {
        "decided" => words.say("Putusan menunggu telaah Anda.", "The ruling waits for your review."),
        "conflict" => words.say(
            "Aturan saling bertentangan: tidak dapat dikukuhkan, hanya diperiksa ulang.",
            "The rules contradict each other: it cannot be confirmed, only remanded.",
        ),
        _ => words.say(
            "Belum dapat ditetapkan: menunggu penilaian Anda atau fakta yang kurang.",
            "Undetermined: it waits for your judgement or for a fact that is missing.",
        ),
    };
    let address = format!("/rulings/{}/review", case.ruling_id);
    Work { why: why.to_owned(), address, label: words.say("Telaah", "Review"), of_others: false }
}

fn to_be_ruled(viewer: &Viewer, it: &Listed) -> Work {
    let words = viewer.words;
    let why = if it.case.state == "remanded" {
        words.say(
            "Diperiksa ulang: dapat diputus lagi bila temuannya sudah masuk.",
            "Remanded: it can be ruled on again once the finding is in.",
        )
    } else {
        words.say("Fakta terverifikasi, belum diputus.", "The facts are verified, not ruled on yet.")
    };
    let address = format!("/cases/{}/ruling", it.case.case_id);
    Work { why: why.to_owned(), address, label: words.say("Minta putusan", "Have it ruled on"), of_others: false }
}
