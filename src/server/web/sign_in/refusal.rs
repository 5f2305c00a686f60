//! Why somebody who came back from an issuer was not signed in, in words, with what to do next.
//!
//! Knows nothing of: what exactly was wrong with a token; that stands in the log.

use crate::server::tokens::{NotSignedIn, Unmapped};
use crate::server::words::Words;

/// The way back was walked before, took too long, or belongs to another browser.
pub(super) const OVER: &str = "over";

/// The reason as it stands in an address.
pub(super) fn code(error: &NotSignedIn) -> &'static str {
    match error {
        NotSignedIn::Denied => "denied",
        NotSignedIn::Rejected(_) => "rejected",
        NotSignedIn::Unavailable(_) => "unavailable",
        NotSignedIn::Bad(_) => "bad",
        NotSignedIn::Unmapped(Unmapped::NoRole, _) => "no-role",
        NotSignedIn::Unmapped(Unmapped::SeveralRoles, _) => "several-roles",
        NotSignedIn::Unmapped(Unmapped::NoAgency, _) => "no-agency",
        NotSignedIn::Unmapped(Unmapped::NoTenant, _) => "no-tenant",
        NotSignedIn::Unmapped(Unmapped::NoPerson, _) => "no-person",
    }
}

/// What is said of a reason, if it is one.
pub(super) fn said(words: Words, code: &str) -> Option<&'static str> {
    about_the_way(words, code).or_else(|| about_the_account(words, code))
}

fn about_the_way(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        OVER => words.say(
            "Proses masuk itu sudah selesai, berlangsung lebih dari sepuluh menit, atau dimulai di peramban lain. Mulailah lagi di sini.",
            "That sign-in is over, took more than ten minutes, or began in another browser. Begin again here.",
        ),
        "denied" => words.say(
            "Penyedia akun tidak mengizinkan Anda masuk, atau Anda membatalkannya. Coba lagi bila itu bukan kehendak Anda.",
            "The provider of your account did not let you in, or you cancelled. Try again if you did not mean to.",
        ),
        "rejected" => words.say(
            "Penyedia akun menolak permintaan Timbang: ada pengaturan yang belum cocok. Sampaikan kepada pengelola layanan, beserta jam kejadiannya.",
            "The provider of your account turned the request of Timbang down: some setting does not fit. Tell the operator of the service, and at what time it happened.",
        ),
        "unavailable" => words.say(
            "Penyedia akun tidak menjawab sebagaimana mestinya. Tunggu sebentar, lalu coba lagi.",
            "The provider of your account does not answer as it should. Wait a little, then try again.",
        ),
        "bad" => words.say(
            "Jawaban penyedia akun tidak dapat dipastikan kebenarannya, jadi Anda belum masuk. Coba lagi; jika terulang, sampaikan kepada pengelola layanan.",
            "The answer of the provider of your account could not be verified, so you are not signed in. Try again; if it happens again, tell the operator of the service.",
        ),
        _ => return None,
    })
}

fn about_the_account(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "no-role" => words.say(
            "Akun Anda dikenal, tetapi belum diberi peran di Timbang. Mintalah peran kepada pengelola akun di organisasi Anda.",
            "Your account is known, but it has no role in Timbang yet. Ask whoever looks after accounts in your organisation for one.",
        ),
        "several-roles" => words.say(
            "Akun Anda memuat lebih dari satu peran di Timbang, padahal satu akun memegang satu peran. Mintalah pengelola akun menyisakan satu saja.",
            "Your account has more than one role in Timbang, and an account holds one. Ask whoever looks after accounts to leave one.",
        ),
        "no-agency" => words.say(
            "Akun Anda berperan sebagai instansi, tetapi tidak menyebutkan instansi mana, atau sebutannya memuat huruf tersembunyi atau campuran. Mintalah pengelola akun membetulkannya.",
            "Your account has the role of an agency, but does not say which one, or says it with hidden or mixed letters. Ask whoever looks after accounts to mend it.",
        ),
        "no-tenant" => words.say(
            "Akun Anda bukan dari organisasi yang memakai layanan ini. Periksa akun mana yang Anda pakai.",
            "Your account is of no organisation that uses this service. Check which account you used.",
        ),
        "no-person" => words.say(
            "Akun Anda tidak memuat pengenal orang, misalnya NIP, atau pengenalnya memuat huruf tersembunyi atau campuran. Mintalah pengelola akun membetulkannya.",
            "Your account does not tell the person, for example by the number of an employee, or tells it with hidden or mixed letters. Ask whoever looks after accounts to mend it.",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;

    #[test]
    fn every_reason_is_said_in_both_languages_and_nothing_else_is() {
        let codes = [
            OVER,
            "denied",
            "rejected",
            "unavailable",
            "bad",
            "no-role",
            "several-roles",
            "no-agency",
            "no-tenant",
            "no-person",
        ];
        for code in codes {
            let [id, en] = [Language::Indonesian, Language::English].map(|it| said(Words(it), code));
            assert!(id.is_some() && en.is_some() && id != en, "{code}");
        }
        assert_eq!(said(Words(Language::English), "<script>"), None);
    }
}
