//! What a verifier chose on the page, as a verification; everything that is missing is told at once.
//!
//! Knows nothing of: how the page looks.

use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Type;
use crate::engine::wording::Wording;
use crate::server::service::{
    Dossier, FactLine, FactStatus, Finding, Rest, State, Verification, escaped, refusal, with_others,
};
use crate::server::web::form::Form;
use crate::server::words::Words;
use crate::wording;

use super::attached::{document, without_finding};
use super::input::{Leaf, typed, value};
use super::judged::Judged;

/// A form about the facts of a case.
pub(super) struct Read<'r> {
    pub(super) judged: &'r Judged<'r>,
    pub(super) form: &'r Form,
    pub(super) words: Words,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
    corrections: Vec<(String, Value)>,
    refusals: Vec<Refusal>,
    /// Claimed facts that nothing was said about.
    unsaid: Vec<String>,
    /// Whether a claimed fact stays as it is.
    left: bool,
    /// For the history.
    reasons: Vec<String>,
}

/// Whether the verifier has to say which date counts.
pub(super) fn asks_for_date(dossier: &Dossier) -> bool {
    dossier.case.claimed_on.is_some() && dossier.case.state == State::Submitted.name()
}

impl Read<'_> {
    pub(super) fn verification(&self) -> Result<Verification, Vec<Refusal>> {
        let mut found = Found::default();
        for line in &self.judged.lines {
            self.line(line, &mut found);
        }
        let claimed = self.judged.left_out.iter().filter(|it| it.status == FactStatus::Claimed);
        found.unsaid.extend(claimed.map(|it| it.path.clone()));
        let reason = self.form.reason("reason").unwrap_or_else(|refusals| {
            found.refusals.extend(refusals);
            String::new()
        });
        let date = self.date(&mut found.refusals);
        let rest = self.rest(&mut found);
        if !found.refusals.is_empty() {
            return Err(found.refusals);
        }
        let reason = std::iter::once(reason).chain(found.reasons).collect::<Vec<_>>().join("\n");
        let Found { findings, corrections, .. } = found;
        Ok(Verification { findings, corrections, claimed_date_is_right: date, rest, reason })
    }

    fn line(&self, line: &FactLine<'_>, found: &mut Found) {
        let found_so = self.form.get(&format!("find:{}", line.path));
        if !matches!(found_so, "confirm" | "correct" | "dispute") && document(self.form, &line.path).is_some() {
            found.refusals.push(without_finding(&line.path));
        }
        if matches!(found_so, "confirm" | "correct")
            && let Some(whole) = self.judged.disputed_around(line, self.form)
        {
            found.refusals.push(of_disputed(&line.path, &self.judged.name_at(self.words, &whole)));
        }
        match found_so {
            "confirm" => found.findings.push(self.finding(line, "verified")),
            "correct" => self.correction(line, found),
            "dispute" => self.dispute(line, found),
            _ if line.follows => {}
            "leave" if line.status == FactStatus::Claimed => found.left = true,
            _ if line.status == FactStatus::Claimed => found.unsaid.push(line.path.clone()),
            _ => {}
        }
    }

    fn finding(&self, line: &FactLine<'_>, status: &str) -> Finding {
        let reference = Some(self.form.get(&format!("ref:{}", line.path))).filter(|it| !it.is_empty());
        Finding {
            pointer: line.path.clone(),
            status: status.to_owned(),
            reference: reference.map(str::to_owned),
            sha256: document(self.form, &line.path).map(str::to_owned),
        }
    }

    fn correction(&self, line: &FactLine<'_>, found: &mut Found) {
        let place = format!("/corrections/{}", escaped(&line.path));
        let leaves = self.judged.leaves(self.words, line);
        if leaves.is_empty() {
            let message = wording!("tidak ada isian yang dapat dikoreksi di sini", "there is nothing to correct here");
            return found.refusals.push(refusal(place, message));
        }
        let before = (found.corrections.len(), found.refusals.len());
        for leaf in &leaves {
            self.corrected(leaf, found);
        }
        if (found.corrections.len(), found.refusals.len()) == before {
            let message = wording!(
                "nilainya belum diubah: tulis nilai yang benar, atau pilih benar",
                "the value is as it was: write the right one, or choose right"
            );
            return found.refusals.push(refusal(place, message));
        }
        let missing = wording!("alasan koreksi harus diisi", "the reason of the correction is needed");
        if self.why(line, self.words.say("Dikoreksi", "Corrected"), &missing, found) {
            found.findings.extend(self.corrected_finding(line));
        }
    }

    /// What a verifier found beside a claim rests on his evidence; the claim keeps the evidence that its agency named.
    fn corrected_finding(&self, line: &FactLine<'_>) -> Vec<Finding> {
        let found = self.finding(line, "verified");
        match self.judged.found_beside(&line.path) {
            Some((own, _)) => {
                let claim = Finding { reference: None, sha256: None, ..found.clone() };
                vec![claim, Finding { pointer: own, ..found }]
            }
            None => vec![found],
        }
    }

    /// A value that differs from the one that was claimed.
    fn corrected(&self, leaf: &Leaf<'_>, found: &mut Found) {
        let field = format!("value:{}", leaf.path);
        if !self.form.has(&field) {
            return;
        }
        let text = self.form.get(&field);
        // A day that was typed where none was claimed counts, though the box was not cleared.
        let was_none = leaf.value.as_ref().is_some_and(Value::is_null);
        let ticked = leaf.optional && self.form.has(&format!("none:{}", leaf.path));
        if ticked && !was_none && !text.is_empty() && text != typed(self.words, leaf.ty, leaf.value.as_ref()) {
            let message = wording!(
                "ada nilai baru, padahal “tidak ada” dicentang: kosongkan nilainya, atau hapus centangnya",
                "there is a new value, but “there is none” is ticked: clear the value, or take the tick away"
            );
            return found.refusals.push(refusal(format!("/corrections/{}", escaped(&leaf.path)), message));
        }
        let none = ticked && (text.is_empty() || !was_none);
        let new = match (none, text.is_empty()) {
            (true, _) => Value::Null,
            // What was not known may stay so.
            (false, true) if leaf.value.as_ref().is_none_or(|it| it.is_object() || it.is_null()) => return,
            (false, true) if !matches!(leaf.ty, Type::Text) => {
                let message = wording!("nilai yang benar harus diisi", "the right value is needed");
                let place = format!("/corrections/{}", escaped(&leaf.path));
                return found.refusals.push(refusal(place, message));
            }
            // As it stood in its field.
            (false, _) if text == typed(self.words, leaf.ty, leaf.value.as_ref()) => return,
            (false, _) => match value(leaf.ty, text, self.words.0) {
                Ok(new) => new,
                Err(message) => {
                    let place = format!("/corrections/{}", escaped(&leaf.path));
                    return found.refusals.push(refusal(place, message));
                }
            },
        };
        if leaf.value.as_ref() != Some(&new) {
            found.corrections.push((leaf.path.clone(), new));
        }
    }

    fn dispute(&self, line: &FactLine<'_>, found: &mut Found) {
        let missing = wording!("alasan sengketa harus diisi", "the reason of the dispute is needed");
        if self.why(line, self.words.say("Disengketakan", "Disputed"), &missing, found) {
            found.findings.push(self.finding(line, "disputed"));
        }
    }

    /// Whether there is a reason, which then stands in the history; told if there is none.
    fn why(&self, line: &FactLine<'_>, said: &str, missing: &Wording, found: &mut Found) -> bool {
        let name = format!("why:{}", line.path);
        match self.form.reason(&name) {
            Ok(why) => {
                found.reasons.push(format!("{said} – {}: {why}", self.judged.name(self.words, line)));
                true
            }
            Err(refusals) => {
                let place = format!("/evidence/{}", escaped(&line.path));
                let told = refusals.into_iter().map(|it| Refusal {
                    pointer: place.clone(),
                    message: if self.form.get(&name).is_empty() { missing.clone() } else { it.message },
                    ..it
                });
                found.refusals.extend(told);
                false
            }
        }
    }

    fn date(&self, refusals: &mut Vec<Refusal>) -> Option<bool> {
        if !asks_for_date(self.judged.dossier) {
            return None;
        }
        match self.form.get("claimed_date_is_right") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                let message = wording!("pilih tanggal yang berlaku", "choose the date that counts");
                refusals.push(refusal("/claimed_date_is_right".to_owned(), message));
                None
            }
        }
    }

    /// If some claimed facts stay and the others are right, those are named one by one.
    fn rest(&self, found: &mut Found) -> Option<Rest> {
        let chosen = match self.form.get("rest") {
            "verified" => Some(Rest::Verified),
            "claimed" => Some(Rest::Claimed),
            _ => None,
        };
        if chosen.is_none() && !found.unsaid.is_empty() {
            let count = found.unsaid.len();
            let facts = if count == 1 { "fact is" } else { "facts are" };
            let message = wording!(
                "{count} fakta belum dipilih: pilih satu per satu, atau nyatakan sisanya",
                "{count} {facts} not chosen yet: choose one by one, or say what becomes of the rest"
            );
            let refusals = std::mem::take(&mut found.refusals);
            found.refusals = with_others(refusals, vec![refusal("/rest".to_owned(), message)]);
            return None;
        }
        if !found.left {
            return chosen;
        }
        if chosen == Some(Rest::Verified) {
            let verified = |pointer: &String| Finding {
                pointer: pointer.clone(),
                status: "verified".to_owned(),
                ..Finding::default()
            };
            found.findings.extend(found.unsaid.iter().map(verified));
        }
        Some(Rest::Claimed)
    }
}

/// That a finding about a part would count for nothing.
fn of_disputed(path: &str, whole: &str) -> Refusal {
    let message = wording!(
        "“{whole}” disengketakan seluruhnya, jadi temuan ini tidak berlaku: pilih “Benar” untuk seluruhnya lalu sengketakan bagiannya satu per satu, atau kosongkan pilihan di sini",
        "“{whole}” is disputed as a whole, so this finding would not count: choose “Right” for the whole and dispute its parts one by one, or take this choice away"
    );
    refusal(format!("/evidence/{}", escaped(path)), message)
}
