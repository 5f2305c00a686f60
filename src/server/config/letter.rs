//! Section `letter`: who sends the letters about rulings. What is not set is not on them.
//!
//! Knows nothing of: what a letter says, how it looks.

use serde::{Deserialize, Serialize};

use crate::engine::wording::Wording;
use crate::wording;

use super::Flaw;

/// A line of a letter holds this many characters.
const LONGEST: usize = 160;
const MOST_ADDRESS_LINES: usize = 4;
const MOST_COPIES: usize = 10;

/// The parts of an official letter that no case and no ruling knows. They are the same for all tenants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sender {
    /// Whose letter it is: the first line of its head.
    pub institution: Option<String>,
    /// The lines under it: street and town, telephone, website.
    pub address: Vec<String>,
    /// Where the letter is made; it stands before the date.
    pub place: Option<String>,
    /// `Sifat`: how fast or how confidential.
    pub nature: Option<String>,
    /// The office of whoever signs printed letters by hand.
    pub signatory_position: Option<String>,
    pub signatory_name: Option<String>,
    /// The employee number, written after `NIP`.
    pub signatory_number: Option<String>,
    /// `Tembusan`: who else is sent one.
    pub copies: Vec<String>,
}

impl Sender {
    /// Values that cannot be.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        for (name, text) in [
            ("institution", &self.institution),
            ("place", &self.place),
            ("nature", &self.nature),
            ("signatory_position", &self.signatory_position),
            ("signatory_name", &self.signatory_name),
            ("signatory_number", &self.signatory_number),
        ] {
            flaws.extend(text.iter().filter_map(|it| line_fault(it)).map(|it| flaw(name, it)));
        }
        for (name, lines, most) in
            [("address", &self.address, MOST_ADDRESS_LINES), ("copies", &self.copies, MOST_COPIES)]
        {
            flaws.extend(lines.iter().find_map(|it| line_fault(it)).map(|it| flaw(name, it)));
            if lines.len() > most {
                flaws.push(flaw(name, wording!("paling banyak {most} baris", "has at most {most} lines")));
            }
        }
        flaws.extend(self.half_said());
        flaws
    }

    /// What means nothing without another setting.
    fn half_said(&self) -> Vec<Flaw> {
        let needs = |own: &str, other: &str| {
            flaw(own, wording!("memerlukan `letter.{other}`", "needs `letter.{other}` beside it"))
        };
        let (position, name) = (self.signatory_position.is_some(), self.signatory_name.is_some());
        let faults = [
            (!self.address.is_empty() && self.institution.is_none()).then(|| needs("address", "institution")),
            (position && !name).then(|| needs("signatory_position", "signatory_name")),
            (name && !position).then(|| needs("signatory_name", "signatory_position")),
            (self.signatory_number.is_some() && !name).then(|| needs("signatory_number", "signatory_name")),
        ];
        faults.into_iter().flatten().collect()
    }
}

fn flaw(name: &str, what: Wording) -> Flaw {
    Flaw::new(&format!("letter.{name}"), what)
}

/// Why a text cannot stand on one line of a letter.
fn line_fault(text: &str) -> Option<Wording> {
    if text.trim().is_empty() {
        return Some(wording!(
            "tidak boleh kosong; hapus pengaturan ini bila tidak ada isinya",
            "must not be empty; leave the setting out if there is nothing to say"
        ));
    }
    if text.chars().count() > LONGEST {
        return Some(wording!(
            "paling panjang {LONGEST} karakter sebaris",
            "has at most {LONGEST} characters in a line"
        ));
    }
    text.chars().any(|it| it.is_control() || hides(it)).then(|| {
        wording!(
            "berisi karakter yang tidak terlihat atau ganti baris; tulis satu baris teks biasa",
            "holds characters that cannot be seen, or a line break; write one line of plain text"
        )
    })
}

/// Characters that turn or hide what is read.
fn hides(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(sender: &Sender) -> Vec<String> {
        sender.flaws().into_iter().map(|it| it.setting).collect()
    }

    #[test]
    fn nothing_set_and_everything_set_are_both_good() {
        assert_eq!(settings(&Sender::default()), [""; 0]);
        let whole = Sender {
            institution: Some("Instansi Peragaan".to_owned()),
            address: vec!["Jalan Contoh Nomor 1".to_owned()],
            place: Some("Kota Contoh".to_owned()),
            nature: Some("Biasa".to_owned()),
            signatory_position: Some("Kepala Instansi Peragaan".to_owned()),
            signatory_name: Some("Nama Pejabat".to_owned()),
            signatory_number: Some("00000000 000000 0 000".to_owned()),
            copies: vec!["Arsip".to_owned()],
        };
        assert_eq!(settings(&whole), [""; 0]);
    }

    #[test]
    fn half_a_signatory_and_an_address_of_nobody_are_refused() {
        let half = Sender {
            address: vec!["Jalan".to_owned()],
            signatory_position: Some("Kepala".to_owned()),
            ..Sender::default()
        };
        assert_eq!(settings(&half), ["letter.address", "letter.signatory_position"]);
        let other = Sender { signatory_name: Some("Nama".to_owned()), ..Sender::default() };
        assert_eq!(settings(&other), ["letter.signatory_name"]);
        let number = Sender { signatory_number: Some("1".to_owned()), ..Sender::default() };
        assert_eq!(settings(&number), ["letter.signatory_number"]);
    }

    #[test]
    fn lines_are_plain_and_bounded() {
        for bad in ["", "  ", "a\nb", "a\u{202e}b", &"x".repeat(LONGEST + 1)] {
            assert_eq!(
                settings(&Sender { place: Some(bad.to_owned()), ..Sender::default() }),
                ["letter.place"],
                "{bad:?}"
            );
        }
        let many = Sender { copies: vec!["Arsip".to_owned(); MOST_COPIES + 1], ..Sender::default() };
        assert_eq!(settings(&many), ["letter.copies"]);
    }
}
