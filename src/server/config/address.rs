//! Whether an address leads to whom it names: encrypted, or on this machine.
//!
//! Knows nothing of: what is there.

/// Whether nobody on the way can read along, or answer in the place of whoever is meant.
pub(super) fn is_safe(url: &str) -> bool {
    let (rest, encrypted) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        _ => return false,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |it: char| it.is_ascii_alphanumeric() || "-.:[]".contains(it);
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        _ => authority,
    };
    !host.is_empty()
        && authority.chars().all(plain)
        && (encrypted || ["127.0.0.1", "[::1]", "localhost"].contains(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_trusted_comes_over_https_or_from_this_machine() {
        for good in ["https://sso.example/certs", "https://sso.example:8443", "http://127.0.0.1:80/c", "http://[::1]/c"]
        {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "http://sso.example/certs",
            "http://127.0.0.1@sso.example/",
            "http://localhost.sso.example/",
            "http://127.0.0.1:80\\@sso.example/",
            "https://user:word@sso.example/",
            "https://",
            "ftp://127.0.0.1/",
            "file:///etc/keys.json",
            "sso.example",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
