//! Tokens that are not in the one form that a token has, or not in the one place.

use serde_json::json;

use super::super::issuer::encoded;
use super::{Attacker, Odd, bearer, with};

pub(super) fn broken(it: &Attacker) -> Vec<Odd> {
    let good = it.good();
    let parts: Vec<&str> = good.split('.').collect();
    let (header, payload, signature) = (parts[0], parts[1], parts[2]);
    let raised = encoded(with(&it.claims(), "role", "\"timbang-admin\"").as_bytes());
    let half: String = good.chars().take(good.len() / 2).collect();
    let short: String = good.chars().take(good.len() - 1).collect();
    let flipped: String = signature.chars().rev().collect();
    let shapes = [
        String::new(),
        format!("{header}.{payload}"),
        format!("{header}.{payload}."),
        format!("{header}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{good}.{signature}"),
        format!("{good}.{signature}.{signature}"),
        format!("{good}."),
        format!(".{good}"),
        half,
        short,
        format!("{header}.{payload}.{flipped}"),
        format!("{header}.{payload}.{signature}{signature}"),
        format!("{header}.{raised}.{signature}"),
        format!("{payload}.{header}.{signature}"),
        format!("{good}=="),
        format!("{header}.{payload}.{signature}+/"),
        format!("{header}. {payload}.{signature}"),
        format!(" {good}"),
        format!("\t{good}"),
        format!("\"{good}\""),
        format!("{good},{good}"),
        format!("{good} {good}"),
        "tb_0000_0000".to_owned(),
    ];
    let mut odd: Vec<Odd> = shapes.iter().map(|it| bearer(&format!("the shape {it}"), it)).collect();
    odd.extend(inside(it, &good));
    odd.extend(as_json(header, payload, signature));
    odd
}

/// The same signature in the serialisations that are not compact.
fn as_json(header: &str, payload: &str, signature: &str) -> [Odd; 2] {
    let flat = json!({"protected": header, "payload": payload, "signature": signature}).to_string();
    let one = json!({"protected": header, "signature": signature});
    let general = json!({"payload": payload, "signatures": [one, one]}).to_string();
    [bearer("flat JSON", &flat), bearer("JSON with two signatures", &general)]
}

/// Well signed, but what is signed is not a set of claims, or too much of it.
fn inside(it: &Attacker, good: &str) -> Vec<Odd> {
    let claims = it.claims();
    let more = |value: String| with(&claims, "more", &value);
    let payloads = [
        format!("\"{good}\""),
        format!("[{claims}]"),
        "role=timbang-admin".to_owned(),
        format!("{claims}{claims}"),
        "{}".to_owned(),
        String::new(),
        "null".to_owned(),
        more(format!("\"{}\"", "x".repeat(9_000))),
        more(format!("\"{}\"", "x".repeat(75_000))),
        more(format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000))),
        more("\"\\ud800\"".to_owned()),
    ];
    let signed = payloads.iter().map(|payload| it.key.sign(&it.key.header(), payload));
    signed.map(|token| bearer(&format!("{} bytes of something else", token.len()), &token)).collect()
}

pub(super) fn schemes(it: &Attacker) -> Vec<Odd> {
    let good = it.good();
    // How large the letters of the scheme are does not matter to HTTP (RFC 9110, 11.1), so it is not asked here.
    let before = ["Basic ", "Token ", "JWT ", "DPoP ", "Bearer: ", " ", "", "Bearer Bearer ", "Bearer\t", "Bearer  "];
    before.iter().map(|it| (format!("the scheme {it:?}"), format!("{it}{good}"))).collect()
}

/// A good credential where none is looked for, or beside another.
pub(super) fn elsewhere(good: &str) -> Vec<(&'static str, Vec<(&'static str, &str)>)> {
    vec![
        ("twice the same", vec![("authorization", good), ("authorization", good)]),
        ("a bad one first", vec![("authorization", "Bearer x"), ("authorization", good)]),
        ("a bad one after it", vec![("authorization", good), ("authorization", "Bearer x")]),
        ("for a proxy", vec![("proxy-authorization", good)]),
        ("in a cookie", vec![("cookie", good)]),
        ("in a header of its own", vec![("x-authorization", good), ("x-forwarded-authorization", good)]),
    ]
}
