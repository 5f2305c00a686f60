//! What makes a letter an official one: the head of the sender, number and date, the hand that signs, the copies.
//!
//! The order is that of official letters in Indonesia. Knows nothing of: what was decided, HTTP.

use maud::{Markup, html};

use crate::server::config::Sender;
use crate::server::service::{Letter, Standing};
use crate::server::words::Words;

/// The head of the institution; nothing if the operator names none.
pub(super) fn letterhead(sender: &Sender) -> Markup {
    let Some(institution) = &sender.institution else { return html! {} };
    html! {
        header.kop {
            p.institution { (institution) }
            @for line in &sender.address { p { (line) } }
        }
    }
}

/// Number, nature and subject at the left; place and date at the right; under them to whom.
pub(super) fn head(letter: &Letter, sender: &Sender, words: Words) -> Markup {
    html! {
        div.top {
            dl.head {
                dt { (words.say("Nomor", "Number")) } dd { (letter.ruling_id) }
                @if let Some(nature) = &sender.nature { dt { (words.say("Sifat", "Nature")) } dd { (nature) } }
                dt { (words.say("Lampiran", "Enclosed")) } dd { (words.say("1 (satu) berkas", "1 (one) annex")) }
                dt { (words.say("Hal", "Subject")) }
                dd { h1 { (words.say("Putusan: ", "Ruling: ")) (letter.subject.get(words.0)) } }
            }
            p.dated {
                @if let Some(place) = &sender.place { (place) ", " }
                (words.day(letter.dated))
            }
        }
        p.to {
            (words.say("Yth.", "To")) " "
            // Rules that do not ask for the name of the agency leave its account.
            @match &letter.agency_name {
                Some(name) => (name),
                None => { (words.say("instansi dengan akun ", "the agency with the account ")) (letter.agency_id) },
            }
        }
    }
}

/// Who made the ruling, and how it can be checked; if it was confirmed, before that room for the one who signs, and the copies. From the
/// last sentence on it stays on one sheet.
pub(super) fn ending(letter: &Letter, sender: &Sender, words: Words, verification: &Markup) -> Markup {
    let Standing::Confirmed { by, on, valid_until } = &letter.standing else {
        return html! { p { (computed(letter, words)) } (verification) };
    };
    html! {
        p {
            (computed(letter, words)) " "
            (words.say("Dikukuhkan oleh ", "Confirmed by ")) (by) (words.say(" pada ", " on ")) (words.day(*on))
            @if let Some(until) = valid_until { (words.say(", berlaku sampai ", ", valid until ")) (words.day(*until)) }
            "."
        }
        div.closing {
            p { (words.say("Demikian putusan ini disampaikan.", "The ruling is hereby made known.")) }
            (signatory(sender, words))
            (copies(sender, words))
            (verification)
        }
    }
}

fn copies(sender: &Sender, words: Words) -> Markup {
    html! {
        @if !sender.copies.is_empty() {
            div.copies {
                p { (words.say("Tembusan:", "Copies to:")) }
                @if let [only] = sender.copies.as_slice() {
                    p { (only) }
                } @else {
                    ol { @for copy in &sender.copies { li { (copy) } } }
                }
            }
        }
    }
}

fn computed(letter: &Letter, words: Words) -> String {
    format!(
        "{} {}.",
        words.say(
            "Putusan ini dihitung oleh program Timbang dari fakta dalam kasus pada",
            "This ruling was computed by the program Timbang from the facts of the case on",
        ),
        words.day(letter.ruled_on)
    )
}

/// Room for a signature by hand. That it is still empty is said under it, so that a print is not taken for a signed letter.
fn signatory(sender: &Sender, words: Words) -> Markup {
    let (Some(position), Some(name)) = (&sender.signatory_position, &sender.signatory_name) else { return html! {} };
    html! {
        div.signatory {
            p { (position) "," }
            p.room { (words.say("tanda tangan dan cap dinas", "signature and official stamp")) }
            p.name { (name) }
            @if let Some(number) = &sender.signatory_number { p { "NIP " (number) } }
        }
        p.faint.unsigned {
            (words.say(
                "Tanpa tanda tangan di atas, lembar ini adalah cetakan putusan yang tercatat, bukan surat yang ditandatangani.",
                "Without a signature above, this sheet is a print of the recorded ruling, not a signed letter.",
            ))
        }
    }
}
