//! The style of a letter, and the content policy that allows this style and nothing else.
//!
//! Knows nothing of: what a letter says.

use std::sync::OnceLock;

use crate::engine::wire::hash::sha256_hex;

pub(in crate::server) const STYLE: &str = include_str!("letter.css");

/// No script, no connection, no picture but what stands in the letter itself, as its empty icon does: and the style that stands there too.
pub(in crate::server) fn content_policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        let hash = base64(&bytes(&sha256_hex(STYLE.as_bytes())));
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
    })
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    let digit = |it: char| it.to_digit(16).and_then(|it| u8::try_from(it).ok()).unwrap_or(0);
    let digits: Vec<u8> = hexadecimal.chars().map(digit).collect();
    digits.chunks(2).map(|it| it.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect()
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |number, at| (number << 8) | u32::from(group.get(at).copied().unwrap_or(0)));
        for at in 0..4_usize {
            let index = usize::try_from((number >> (18 - 6 * at)) & 63).unwrap_or(0);
            let sign = SIGNS.get(index).copied().unwrap_or(b'=');
            text.push(if at <= group.len() { char::from(sign) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn the_published_examples_are_met() {
        for (plain, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(bytes("00ff1a"), [0, 255, 26]);
    }
}
