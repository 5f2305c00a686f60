//! Good claims under a signature that is none, is another's, or is not what it says.

use jsonwebtoken::{Algorithm, EncodingKey};

use super::super::issuer::{Key, encoded, openssl};
use super::{Attacker, Odd, and, bearer, with};

const ALGORITHMS: [&str; 15] = [
    "\"none\"",
    "\"None\"",
    "\"NONE\"",
    "\"nOnE\"",
    "\"\"",
    "\"rs256\"",
    "\"RS256 \"",
    "\"HS256\"",
    "\"ES512\"",
    "\"dir\"",
    "null",
    "[\"RS256\"]",
    "{\"a\":\"RS256\"}",
    "256",
    "",
];

const KEYS: [&str; 17] = [
    "",
    "\"\"",
    "null",
    "1",
    "[\"one\"]",
    "\"ONE\"",
    "\" one\"",
    "\"one \"",
    "\"two\"",
    "\"../../../../etc/passwd\"",
    "\"/dev/null\"",
    "\"one' or '1'='1\"",
    "\"one\\u0000\"",
    "\"x'; drop table credential; --\"",
    "\"http://127.0.0.1:1/keys\"",
    "\"$(id)\"",
    "\"one\\r\\nx: y\"",
];

const KINDS: [&str; 10] = [
    "",
    "null",
    "\"\"",
    "\"logout+jwt\"",
    "\"secevent+jwt\"",
    "\"dpop+jwt\"",
    "\"JOSE\"",
    "\"JWE\"",
    "\"id+jwt\"",
    "1",
];

const HEADERS: [&str; 7] = [
    "",
    "null",
    "[]",
    "{}",
    "\"JWT\"",
    "{\"alg\":\"RS256\"",
    "\u{feff}{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}",
];

pub(super) fn of_another_kind(it: &Attacker) -> Vec<Odd> {
    let (claims, header, good) = (it.claims(), it.key.header(), it.good());
    let signature = good.rsplit('.').next().unwrap_or_default();
    let mut odd = Vec::new();
    for algorithm in ALGORITHMS {
        let header = with(&header, "alg", algorithm);
        let message = format!("{}.{}", encoded(header.as_bytes()), encoded(claims.as_bytes()));
        odd.push(bearer(&format!("unsigned, {algorithm}"), &format!("{message}.")));
        odd.push(bearer(&format!("another's signature, {algorithm}"), &format!("{message}.{signature}")));
        odd.push(bearer(&format!("signed, {algorithm}"), &it.key.sign(&header, &claims)));
    }
    for algorithm in [Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384, Algorithm::PS512] {
        let said = with(&header, "alg", &format!("\"{algorithm:?}\""));
        odd.push(bearer(&format!("{algorithm:?} of the same key"), &it.key.sign_as(algorithm, &said, &claims)));
        odd.push(bearer(&format!("{algorithm:?} that says RS256"), &it.key.sign_as(algorithm, &header, &claims)));
    }
    for algorithm in [Algorithm::ES256, Algorithm::EdDSA] {
        let other = Key::new("one", algorithm);
        odd.push(bearer(&format!("{algorithm:?}"), &other.sign(&other.header(), &claims)));
        odd.push(bearer(&format!("{algorithm:?} that says RS256"), &other.sign(&header, &claims)));
    }
    odd
}

/// What everyone can know, taken for a shared secret.
pub(super) fn with_public_secrets(it: &Attacker) -> Vec<Odd> {
    let (pem, jwk) = (it.key.pem.as_str(), it.key.public.to_string());
    let der = openssl(&["pkey", "-pubin", "-outform", "DER"], pem.as_bytes());
    let modulus = it.key.public["n"].as_str().unwrap_or_default();
    let one_line = pem.replace('\n', "");
    let texts = [pem, pem.trim(), &one_line, modulus, &jwk, "", "secret", "one"];
    let mut secrets: Vec<&[u8]> = texts.iter().map(|it| it.as_bytes()).collect();
    secrets.push(&der);
    let mut odd = Vec::new();
    for secret in secrets {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = with(&it.key.header(), "alg", &format!("\"{algorithm:?}\""));
            let message = format!("{}.{}", encoded(header.as_bytes()), encoded(it.claims().as_bytes()));
            let key = EncodingKey::from_secret(secret);
            let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).expect("a signature");
            odd.push(bearer(&format!("{algorithm:?} with a public secret"), &format!("{message}.{signature}")));
        }
    }
    odd
}

/// The attacker's key, under the issuer's name for a key or brought along.
pub(super) fn by_other_keys(it: &Attacker, stolen: &str) -> Vec<Odd> {
    let (claims, header, url) = (it.claims(), it.own.header(), format!("\"{stolen}/certs\""));
    let own = it.own.public.to_string();
    let mut odd = vec![bearer("another key of the same name", &it.own.sign(&header, &claims))];
    for (name, value) in [("jku", url.as_str()), ("x5u", &url), ("jwk", &own), ("x5c", "[\"MIIB\"]")] {
        let brought = with(&header, name, value);
        odd.push(bearer(&format!("{name} brought along"), &it.own.sign(&brought, &claims)));
        odd.push(bearer(&format!("{name} without a name"), &it.own.sign(&with(&brought, "kid", ""), &claims)));
        odd.push(bearer(&format!("{name} as the name"), &it.own.sign(&with(&brought, "kid", &url), &claims)));
    }
    odd
}

/// The issuer's own signature under headers that are not as they should be.
pub(super) fn under_odd_headers(it: &Attacker) -> Vec<Odd> {
    let mut odd: Vec<Odd> = KEYS.iter().map(|key| it.with_header("kid", key)).collect();
    odd.push(it.with_header("kid", &format!("\"{}\"", "k".repeat(4_000))));
    odd.extend(KINDS.iter().map(|kind| it.with_header("typ", kind)));
    for critical in ["[\"exp\"]", "[]", "[\"b64\"]", "[\"unknown\"]", "\"exp\"", "{}"] {
        odd.push(it.with_header("crit", critical));
    }
    for (name, value) in [("cty", "\"JWT\""), ("zip", "\"DEF\""), ("enc", "\"A256GCM\"")] {
        odd.push(it.with_header(name, value));
    }
    let (claims, header) = (it.claims(), it.key.header());
    let unencoded = with(&with(&header, "crit", "[\"b64\"]"), "b64", "false");
    odd.push(bearer("claims that are not encoded", &it.key.sign(&unencoded, &claims)));
    for twice in
        ["\"alg\":\"RS256\"", "\"kid\":\"one\"", "\"typ\":\"JWT\"", "\"alg\":\"none\"", "\"\\u0061lg\":\"RS256\""]
    {
        odd.push(bearer(&format!("header with also {twice}"), &it.key.sign(&and(&header, twice), &claims)));
    }
    for none in HEADERS {
        odd.push(bearer(&format!("header {none}"), &it.key.sign(none, &claims)));
    }
    odd
}
