//! Section `pages`: how people sign in to the pages, and for how long.
//!
//! Knows nothing of: what is on the pages.

use serde::{Deserialize, Serialize};

use crate::wording;

use super::Flaw;
use super::address::is_safe;

/// What the pages need to know of where they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pages {
    /// Under which address people reach the service, such as `https://timbang.example.go.id`: it stands on letters, and with
    /// `https` browsers send their session over encrypted connections only.
    pub address: Option<String>,
    /// How long a session lasts at most, in minutes.
    pub session_minutes: u32,
    /// Whether a link with a key signs in. Links are kept by browsers and proxies: for demonstrations alone.
    pub sign_in_links: bool,
}

impl Default for Pages {
    fn default() -> Self {
        Self { address: None, session_minutes: 720, sign_in_links: false }
    }
}

impl Pages {
    /// Whether browsers reach the pages over encrypted connections.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.address.as_deref().is_some_and(|it| it.starts_with("https://"))
    }

    /// Values that cannot be.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        let minutes = Flaw::outside("pages.session_minutes", self.session_minutes, (5, 44_640));
        let address = self.address.as_deref().filter(|it| !is_address(it)).map(|it| {
            let what = wording!(
                "harus alamat lengkap tanpa garis miring di akhir, misalnya `https://timbang.example.go.id`, bukan `{it}`",
                "must be a whole address without a slash at its end, such as `https://timbang.example.go.id`, not `{it}`"
            );
            Flaw::new("pages.address", what)
        });
        minutes.into_iter().chain(address).collect()
    }

    /// What is wrong with the address to which an issuer sends browsers back, with a code that signs in.
    pub(super) fn flaw_of_return(&self) -> Option<Flaw> {
        let what = match &self.address {
            None => wording!(
                "diperlukan oleh `[issuers.sign_in]`: ke alamat itu penerbit mengembalikan orang, misalnya `https://timbang.example.go.id`",
                "is needed by `[issuers.sign_in]`: to this address the issuer sends people back, such as `https://timbang.example.go.id`"
            ),
            Some(address) if !is_safe(address) => wording!(
                "harus `https://…` karena ada `[issuers.sign_in]`; `http://` hanya untuk 127.0.0.1, [::1] atau localhost",
                "must be `https://…` because there is `[issuers.sign_in]`; `http://` only for 127.0.0.1, [::1] or localhost"
            ),
            Some(_) => return None,
        };
        Some(Flaw::new("pages.address", what))
    }
}

fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|it| {
        !it.is_empty()
            && !it.ends_with('/')
            && it.chars().all(|it| it.is_ascii_alphanumeric() || "-._:[]/~".contains(it))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_no_slash_at_its_end() {
        assert!(is_address("https://timbang.example.go.id") && is_address("http://127.0.0.1:8080"));
        assert!(is_address("https://example.go.id/timbang"));
        assert!(!is_address("timbang.example.go.id") && !is_address("https://a/") && !is_address("https://"));
        assert!(!is_address("https://a b"));
    }

    #[test]
    fn an_issuer_sends_people_back_to_an_address_that_is_safe() {
        let flaw = |address: Option<&str>| {
            Pages { address: address.map(str::to_owned), ..Pages::default() }.flaw_of_return().is_some()
        };
        assert!(flaw(None) && flaw(Some("http://timbang.example.go.id")));
        assert!(!flaw(Some("https://timbang.example.go.id")) && !flaw(Some("http://127.0.0.1:8080")));
    }
}
