//! The steps that whoever looks may take now, each a way to its page.
//!
//! Knows nothing of: what happens on those pages.

use maud::{Markup, html};

use crate::server::actor::Role;
use crate::server::service::{Dossier, Step};
use crate::server::web::parts::{role_name, step_name};
use crate::server::web::seen::Signed;

/// A way to a step: address, label, and whether it stands out.
struct Offer {
    address: String,
    label: &'static str,
    kind: &'static str,
}

pub(super) fn offered(signed: &Signed, dossier: &Dossier) -> Markup {
    let words = signed.viewer.words;
    let other = dossier.other_role_of(&signed.actor).filter(|_| signed.actor.role != Role::Auditor);
    let own = if other.is_some() { Vec::new() } else { own(signed, dossier) };
    html! {
        div {
            @if let Some((role, step)) = &other {
                p.blocked {
                    (words.say("Anda sudah bertindak di sini sebagai ", "You have acted here as ")) strong { (role_name(words, role)) }
                    " (" (step_name(words, step)) "). "
                    (words.say(
                        "Satu orang hanya memegang satu peran dalam satu kasus: orang lain harus melanjutkannya.",
                        "One person holds one role in one case: another person has to go on with it.",
                    ))
                }
            }
            div.actions {
                @for it in own { a class={ "button " (it.kind) } href=(it.address) { (it.label) } }
                @for it in always(signed, dossier) { a class={ "button " (it.kind) } href=(it.address) { (it.label) } }
            }
        }
    }
}

fn own(signed: &Signed, dossier: &Dossier) -> Vec<Offer> {
    match signed.actor.role {
        Role::Agency => of_agency(signed, dossier),
        Role::Verifier => of_verifier(signed, dossier),
        Role::Reviewer => of_reviewer(signed, dossier),
        Role::Policy | Role::Publisher | Role::Auditor | Role::Admin => Vec::new(),
    }
}

fn of_agency(signed: &Signed, dossier: &Dossier) -> Vec<Offer> {
    let (words, offer) = (signed.viewer.words, |name, label, kind| at_case(dossier, name, label, kind));
    let mut offers = Vec::new();
    if dossier.allows(Step::Facts) {
        offers.push(offer("facts", words.say("Isi fakta", "Fill in the facts"), ""));
        offers.push(offer("pre-check", words.say("Pra-pemeriksaan", "Pre-check"), ""));
    }
    if dossier.allows(Step::Submission) {
        offers.push(offer("submission", words.say("Ajukan", "Submit"), "primary"));
    }
    if dossier.allows(Step::Objection) {
        offers.push(offer("objection", words.say("Ajukan keberatan", "Object"), ""));
    }
    if dossier.allows(Step::Withdrawal) {
        offers.push(offer("withdrawal", words.say("Tarik kasus", "Withdraw"), ""));
    }
    offers
}

fn of_verifier(signed: &Signed, dossier: &Dossier) -> Vec<Offer> {
    let (words, offer) = (signed.viewer.words, |name, label, kind| at_case(dossier, name, label, kind));
    let mut offers = Vec::new();
    if dossier.allows(Step::Verification) {
        offers.push(offer("verification", words.say("Verifikasi fakta", "Verify the facts"), "primary"));
    }
    if dossier.allows(Step::Ruling) {
        let kind = if dossier.allows(Step::Verification) { "" } else { "primary" };
        offers.push(offer("ruling", words.say("Minta putusan", "Have it ruled on"), kind));
    }
    if dossier.allows(Step::Return) {
        offers.push(offer("return", words.say("Kembalikan", "Return"), ""));
    }
    offers
}

fn of_reviewer(signed: &Signed, dossier: &Dossier) -> Vec<Offer> {
    let words = signed.viewer.words;
    let mut offers = Vec::new();
    if dossier.allows(Step::Remand) {
        let address = format!("/rulings/{}/review", dossier.case.ruling_id);
        offers.push(Offer { address, label: words.say("Telaah putusan", "Review the ruling"), kind: "primary" });
    }
    if dossier.allows(Step::Ruling) {
        offers.push(at_case(dossier, "ruling", words.say("Minta putusan", "Have it ruled on"), "primary"));
    }
    offers
}

/// What anybody may do who may see the case: nothing of it is recorded.
fn always(signed: &Signed, dossier: &Dossier) -> Vec<Offer> {
    let words = signed.viewer.words;
    if dossier.law.is_none() {
        return Vec::new();
    }
    let mut offers = vec![at_case(dossier, "what-if", words.say("Andaikan", "What if"), "")];
    if dossier.case.rulebook == "succession" {
        offers.push(at_case(dossier, "nine-box", words.say("Sembilan kotak", "Nine-box"), ""));
    }
    offers
}

fn at_case(dossier: &Dossier, name: &str, label: &'static str, kind: &'static str) -> Offer {
    Offer { address: format!("/cases/{}/{name}", dossier.case.case_id), label, kind }
}
