//! Forged and odd tokens: none is let in, and none is told why.

#![expect(
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a token is text without accents, and a test stops where something is not as expected"
)]

use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::json;

use super::issuer::{Issuer, Key, encoded, now, openssl};
use super::{claims, person, settings};
use crate::client::{Reply, send};
use crate::support::{TestApp, on_each_database_with};

/// An attacker who sees everything that is public.
struct Attacker<'a> {
    issuer: &'a Issuer,
    /// The issuer's key; the attacker has only what is public of it, but the issuer may say odd things with it.
    key: &'a Key,
    /// The attacker's own, under the same name.
    own: &'a Key,
}

/// What it is, and what stands after `Authorization: `.
type Odd = (String, String);

impl Attacker<'_> {
    /// The issuer's signature under claims in which one is replaced, or left out if the text is empty.
    fn claim(&self, name: &str, value: &str) -> String {
        self.key.sign(&self.key.header(), &with(&self.claims(), name, value))
    }

    fn claims(&self) -> String {
        claims(self.issuer, "agency", "andi").to_string()
    }
}

/// The members of an object with one replaced, added, or left out if the value is empty.
fn with(object: &str, name: &str, value: &str) -> String {
    let mut members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(object).unwrap();
    members.remove(name);
    let rest = serde_json::to_string(&members).unwrap();
    if value.is_empty() {
        return rest;
    }
    // Written by hand: a value may be more than JSON can say twice.
    format!("{},\"{name}\":{value}}}", &rest[..rest.len() - 1]).replace("{,", "{")
}

#[test]
fn no_forged_or_odd_token_is_let_in() {
    let [key, own] = ["one", "one"].map(|it| Key::new(it, Algorithm::RS256));
    let issuer = Issuer::new(&[&key]);
    let settings =
        settings(&issuer, &key, "tenant_claim = \"org\"\ntenants = [\"demo\", \"other\"]\nleeway_seconds = 5");
    let attacker = Attacker { issuer: &issuer, key: &key, own: &own };
    on_each_database_with(&settings, |app| {
        let odd = [algorithms(&attacker), headers(&attacker), moments(&attacker), names(&attacker), forms(&attacker)]
            .concat();
        assert!(odd.len() >= 150, "only {}", odd.len());
        let nothing = seen(&ask(&app, &[]));
        for (what, authorisation) in &odd {
            assert_eq!(seen(&ask(&app, &[("authorization", authorisation)])), nothing, "{what}");
        }
        let good = format!("Bearer {}", tenanted(&attacker));
        ask(&app, &[("authorization", &good)]).with_status(200);
        for (what, headers) in elsewhere(&good) {
            assert_eq!(seen(&ask(&app, &headers)), nothing, "{what}");
        }
        let token = &good["Bearer ".len()..];
        let in_address =
            send(&app.address, "GET", &format!("/api/v1/cases?access_token={token}"), &[("accept-language", "en")], "");
        assert_eq!(in_address.status, 401);
    });
}

/// The one good token, so that what is odd in others is the only thing that is wrong.
fn tenanted(it: &Attacker) -> String {
    it.claim("org", "\"demo\"")
}

fn ask(app: &TestApp, headers: &[(&str, &str)]) -> Reply {
    send(&app.address, "GET", "/api/v1/cases", &[&[("accept-language", "en")], headers].concat(), "")
}

/// An answer without what differs from one request to the next.
fn seen(reply: &Reply) -> (u16, Vec<String>, String) {
    let id = reply.header("x-request-id").unwrap_or_default();
    let mut names: Vec<String> = reply.headers.iter().map(|it| it.0.clone()).collect();
    names.sort();
    (reply.status, names, reply.body.replace(id, ""))
}

fn bearer(all: Vec<(&str, String)>) -> Vec<Odd> {
    all.into_iter().map(|(what, token)| (what.to_owned(), format!("Bearer {token}"))).collect()
}

/// Every claim set here is the good one: only the signature and what is said of it is odd.
fn algorithms(it: &Attacker) -> Vec<Odd> {
    let claims = with(&it.claims(), "org", "\"demo\"");
    let good = it.key.sign(&it.key.header(), &claims);
    let signature = good.rsplit('.').next().unwrap().to_owned();
    let unsigned = |alg: &str, signature: &str| {
        let header = with(&it.key.header(), "alg", alg);
        format!("{}.{}.{signature}", encoded(header.as_bytes()), encoded(claims.as_bytes()))
    };
    let mut odd = Vec::new();
    for alg in ["none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "HS256", "RS1", "dir"] {
        odd.push(("unsigned", unsigned(&format!("\"{alg}\""), "")));
        odd.push(("another algorithm over the same signature", unsigned(&format!("\"{alg}\""), &signature)));
    }
    for alg in ["null", "[\"RS256\"]", "{\"a\":\"RS256\"}", "256"] {
        odd.push(("an algorithm that is no text", unsigned(alg, &signature)));
    }
    odd.push(("no algorithm", it.key.sign(&with(&it.key.header(), "alg", ""), &claims)));
    let der = openssl(&["pkey", "-pubin", "-outform", "DER"], it.key.pem.as_bytes());
    let modulus = it.key.public["n"].as_str().unwrap();
    let jwk = it.key.public.to_string();
    for secret in
        [it.key.pem.as_bytes(), it.key.pem.trim().as_bytes(), &der, modulus.as_bytes(), jwk.as_bytes(), b"", b"secret"]
    {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            odd.push(("what is public taken for a secret", shared(secret, algorithm, &it.key.header(), &claims)));
        }
    }
    for algorithm in [Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384, Algorithm::PS512] {
        let said = with(&it.key.header(), "alg", &format!("\"{algorithm:?}\""));
        odd.push(("another algorithm of the same key", it.key.sign_as(algorithm, &said, &claims)));
        odd.push(("another algorithm than it says", it.key.sign_as(algorithm, &it.key.header(), &claims)));
    }
    for algorithm in [Algorithm::ES256, Algorithm::EdDSA] {
        let other = Key::new("one", algorithm);
        odd.push(("a key of another kind", other.sign(&other.header(), &claims)));
        odd.push(("a key of another kind under the right name", other.sign(&it.key.header(), &claims)));
    }
    odd.push(("another key of the same name", it.own.sign(&it.own.header(), &claims)));
    bearer(odd)
}

fn shared(secret: &[u8], algorithm: Algorithm, header: &str, claims: &str) -> String {
    let header = with(header, "alg", &format!("\"{algorithm:?}\""));
    let message = format!("{}.{}", encoded(header.as_bytes()), encoded(claims.as_bytes()));
    let key = EncodingKey::from_secret(secret);
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// The issuer says odd things of its own token, or the attacker names a key of its own.
fn headers(it: &Attacker) -> Vec<Odd> {
    let claims = with(&it.claims(), "org", "\"demo\"");
    let header = it.key.header();
    let said = |name: &str, value: &str| it.key.sign(&with(&header, name, value), &claims);
    let mut odd = Vec::new();
    let long = format!("\"{}\"", "k".repeat(4_000));
    for kid in [
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
        &long,
    ] {
        odd.push(("a key that does not exist", said("kid", kid)));
    }
    let stolen = Issuer::new(&[it.own]);
    let url = format!("\"{}/certs\"", stolen.url);
    let own = it.own.public.to_string();
    for (name, value) in [("jku", &*url), ("x5u", &*url), ("jwk", &*own), ("x5c", "[\"MIIB\"]")] {
        odd.push(("the attacker's key, brought along", it.own.sign(&with(&header, name, value), &claims)));
        let nameless = with(&with(&header, name, value), "kid", "");
        odd.push(("the attacker's key, brought along without a name", it.own.sign(&nameless, &claims)));
    }
    for crit in ["[\"exp\"]", "[]", "[\"b64\"]", "[\"unknown\"]", "\"exp\"", "{}"] {
        odd.push(("something critical", said("crit", crit)));
    }
    let unencoded = with(&with(&header, "crit", "[\"b64\"]"), "b64", "false");
    odd.push(("claims that are not encoded", it.key.sign(&unencoded, &claims)));
    for kind in [
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
    ] {
        odd.push(("another kind of token", said("typ", kind)));
    }
    for (name, value) in [("cty", "\"JWT\""), ("zip", "\"DEF\""), ("enc", "\"A256GCM\"")] {
        odd.push(("something wrapped", said(name, value)));
    }
    for twice in
        ["\"alg\":\"RS256\"", "\"kid\":\"one\"", "\"typ\":\"JWT\"", "\"alg\":\"none\"", "\"\\u0061lg\":\"RS256\""]
    {
        odd.push((
            "a header that says it twice",
            it.key.sign(&format!("{},{twice}}}", &header[..header.len() - 1]), &claims),
        ));
    }
    for header in [
        "",
        "null",
        "[]",
        "{}",
        "\"JWT\"",
        "{\"alg\":\"RS256\"",
        "\u{feff}{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}",
    ] {
        odd.push(("a header that is none", it.key.sign(header, &claims)));
    }
    assert_eq!(stolen.asked(), 0);
    bearer(odd)
}

/// Claims about time.
fn moments(it: &Attacker) -> Vec<Odd> {
    let now = now();
    let claims = with(&it.claims(), "org", "\"demo\"");
    let said = |name: &str, value: &str| it.key.sign(&it.key.header(), &with(&claims, name, value));
    let mut odd = Vec::new();
    for end in [
        String::new(),
        "null".to_owned(),
        "0".to_owned(),
        "-1".to_owned(),
        (now - 6).to_string(),
        (now - 3_600).to_string(),
        format!("\"{}\"", now + 300),
        format!("{}.5", now + 300),
        format!("{}.0", now + 300),
        "\"2999-01-01T00:00:00Z\"".to_owned(),
        (now + 3_600 + 60).to_string(),
        (now + 86_400 * 365).to_string(),
        u64::MAX.to_string(),
        "1e300".to_owned(),
        "99999999999999999999999".to_owned(),
        "true".to_owned(),
        "[]".to_owned(),
        format!("[{}]", now + 300),
        "{}".to_owned(),
    ] {
        odd.push(("an end", said("exp", &end)));
    }
    for name in ["nbf", "iat"] {
        for begin in [
            "null".to_owned(),
            (now + 60).to_string(),
            format!("\"{}\"", now - 10),
            "\"\"".to_owned(),
            "-1".to_owned(),
            "1.5".to_owned(),
            "true".to_owned(),
            "[0]".to_owned(),
            u64::MAX.to_string(),
            "1e300".to_owned(),
        ] {
            odd.push(("a beginning", said(name, &begin)));
        }
    }
    odd.into_iter()
        .map(|(what, token)| (format!("{what}: {}", payload_of(&token)), format!("Bearer {token}")))
        .collect()
}

fn payload_of(token: &str) -> String {
    token.split('.').nth(1).unwrap_or_default().chars().rev().take(40).collect()
}

/// Claims about who it is, for whom and from whom.
fn names(it: &Attacker) -> Vec<Odd> {
    let claims = with(&it.claims(), "org", "\"demo\"");
    let said = |name: &str, value: &str| {
        (format!("{name} {value}"), it.key.sign(&it.key.header(), &with(&claims, name, value)))
    };
    let url = &it.issuer.url;
    let mut odd = Vec::new();
    for issuer in [
        String::new(),
        "null".to_owned(),
        format!("\"{url}/\""),
        format!("[\"{url}\"]"),
        format!("\" {url}\""),
        format!("\"{}\"", url.to_uppercase()),
        "\"https://evil.example\"".to_owned(),
        format!("{{\"a\":\"{url}\"}}"),
    ] {
        odd.push(said("iss", &issuer));
    }
    for audience in [
        "",
        "null",
        "\"\"",
        "\"other\"",
        "\"Timbang\"",
        "\"timbang2\"",
        "\"timbang \"",
        "[]",
        "[\"other\"]",
        "[\"timbang\",1]",
        "[[\"timbang\"]]",
        "{\"timbang\":1}",
        "7",
    ] {
        odd.push(said("aud", audience));
    }
    for subject in ["", "null", "\"\"", "7", "[\"a\"]", "\"a\\u0000\"", "\" a\""] {
        odd.push(said("sub", subject));
        odd.push(said("nip", subject));
    }
    for role in [
        "",
        "null",
        "\"\"",
        "\"agency\"",
        "\"admin\"",
        "\"timbang-king\"",
        "\"Timbang-agency\"",
        "\"timbang-agency \"",
        "[]",
        "[\"timbang-king\"]",
        "[\"timbang-agency\",\"timbang-verifier\"]",
        "[\"timbang-agency\",1]",
        "{\"timbang-agency\":true}",
        "1",
        "[[\"timbang-agency\"]]",
    ] {
        odd.push(said("role", role));
    }
    for agency in [
        "",
        "null",
        "\"\"",
        "[\"agency-of-andi\"]",
        "7",
        "\"a\\nb\"",
        "\" agency-of-andi\"",
        "{}",
        &format!("\"{}\"", "a".repeat(201)),
    ] {
        odd.push(said("agency", agency));
    }
    for tenant in [
        "",
        "null",
        "\"\"",
        "\"third\"",
        "\"Demo\"",
        "\"demo \"",
        "[\"demo\"]",
        "{}",
        "1",
        "\"*\"",
        "\"demo' or '1'='1\"",
    ] {
        odd.push(said("org", tenant));
    }
    let body = &claims[..claims.len() - 1];
    for twice in [
        "\"org\":\"other\"",
        "\"role\":\"timbang-admin\"",
        "\"exp\":9999999999",
        "\"aud\":\"timbang\"",
        "\"agency\":\"x\"",
        "\"\\u0072ole\":\"timbang-admin\"",
        "\"deep\":{\"a\":1,\"a\":2}",
    ] {
        odd.push((format!("twice {twice}"), it.key.sign(&it.key.header(), &format!("{body},{twice}}}"))));
    }
    odd.into_iter().map(|(what, token)| (what, format!("Bearer {token}"))).collect()
}

/// Tokens that are not in the one form a token has.
fn forms(it: &Attacker) -> Vec<Odd> {
    let good = tenanted(it);
    let parts: Vec<&str> = good.split('.').collect();
    let [header, payload, signature] = parts[..] else { panic!("three parts") };
    let claims = with(&it.claims(), "org", "\"demo\"");
    let raised = encoded(with(&claims, "role", "\"timbang-admin\"").as_bytes());
    let padded =
        |length: usize| it.key.sign(&it.key.header(), &with(&claims, "more", &format!("\"{}\"", "x".repeat(length))));
    let mut flipped = signature.to_owned();
    let first = if flipped.starts_with('A') { "B" } else { "A" };
    flipped.replace_range(..1, first);
    let flat = json!({"protected": header, "payload": payload, "signature": signature}).to_string();
    let general = json!({"payload": payload, "signatures": [{"protected": header, "signature": signature},
        {"protected": header, "signature": signature}]})
    .to_string();
    let mut odd = bearer(vec![
        ("nothing", String::new()),
        ("two parts", format!("{header}.{payload}")),
        ("an empty signature", format!("{header}.{payload}.")),
        ("four parts", format!("{good}.{signature}")),
        ("five parts", format!("{good}.{signature}.{signature}")),
        ("a dot more", format!("{good}.")),
        ("a dot before", format!(".{good}")),
        ("only dots", "..".to_owned()),
        ("no claims", format!("{header}..{signature}")),
        ("no header", format!(".{payload}.{signature}")),
        ("cut short", good[..good.len() - 1].to_owned()),
        ("cut in half", good[..good.len() / 2].to_owned()),
        ("another bit", format!("{header}.{payload}.{flipped}")),
        ("the signature twice", format!("{header}.{payload}.{signature}{signature}")),
        ("other claims under the signature", format!("{header}.{raised}.{signature}")),
        ("claims first", format!("{payload}.{header}.{signature}")),
        ("padding", format!("{good}==")),
        ("other letters", format!("{header}.{payload}.{}+/", &signature[..signature.len() - 2])),
        ("a space inside", format!("{header}. {payload}.{signature}")),
        ("a space before", format!(" {good}")),
        ("a tab before", format!("\t{good}")),
        ("quotes", format!("\"{good}\"")),
        ("a comma", format!("{good},{good}")),
        ("two tokens", format!("{good} {good}")),
        ("flat JSON", flat),
        ("general JSON with two signatures", general),
        ("a token in a token", it.key.sign(&it.key.header(), &format!("\"{good}\""))),
        ("claims that are a list", it.key.sign(&it.key.header(), &format!("[{claims}]"))),
        ("claims that are not JSON", it.key.sign(&it.key.header(), "role=timbang-admin")),
        ("claims and more", it.key.sign(&it.key.header(), &format!("{claims}{claims}"))),
        ("no claims at all", it.key.sign(&it.key.header(), "{}")),
        ("a large one", padded(9_000)),
        ("a huge one", padded(75_000)),
        (
            "deep claims",
            it.key.sign(
                &it.key.header(),
                &with(&claims, "deep", &format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000))),
            ),
        ),
        ("an API key's beginning", format!("tb_{good}")),
        ("an API key that is none", "tb_0000_0000".to_owned()),
    ]);
    for scheme in ["bearer", "BEARER", "Basic", "Token", "JWT", "DPoP", "Bearer:", ""] {
        odd.push((format!("the scheme {scheme}"), format!("{scheme} {good}")));
    }
    odd.push(("no scheme".to_owned(), good.clone()));
    odd.push(("two schemes".to_owned(), format!("Bearer Bearer {good}")));
    odd.push(("a tab for a space".to_owned(), format!("Bearer\t{good}")));
    odd
}

/// A good credential where none is looked for.
fn elsewhere(good: &str) -> Vec<(&'static str, Vec<(&'static str, &str)>)> {
    vec![
        ("twice the same", vec![("authorization", good), ("authorization", good)]),
        ("a bad one first", vec![("authorization", "Bearer x"), ("authorization", good)]),
        ("a bad one after it", vec![("authorization", good), ("authorization", "Bearer x")]),
        ("for a proxy", vec![("proxy-authorization", good)]),
        ("in a cookie", vec![("cookie", good)]),
        ("in a header of its own", vec![("x-authorization", good), ("x-forwarded-authorization", good)]),
    ]
}

#[test]
fn what_a_token_brings_along_is_neither_used_nor_minded() {
    let [key, own] = ["one", "one"].map(|it| Key::new(it, Algorithm::RS256));
    let (issuer, stranger) = (Issuer::new(&[&key]), Issuer::new(&[&own]));
    on_each_database_with(&settings(&issuer, &key, ""), |app| {
        let claims = claims(&issuer, "auditor", "dewi").to_string();
        let url = format!("\"{}/certs\"", stranger.url);
        for (name, value) in
            [("jku", url.clone()), ("x5u", url.clone()), ("jwk", own.public.to_string()), ("more", "1".to_owned())]
        {
            let token = key.sign(&with(&key.header(), name, &value), &claims);
            app.with_credential(&token).get("/api/v1/cases").with_status(200);
        }
        for kind in ["\"jwt\"", "\"at+jwt\"", "\"application/at+jwt\""] {
            let token = key.sign(&with(&key.header(), "typ", kind), &claims);
            app.with_credential(&token).get("/api/v1/cases").with_status(200);
        }
        // Clocks may differ a little, and an audience may be one of several.
        let late = (now() - 1).to_string();
        for (name, value) in
            [("exp", late.as_str()), ("nbf", late.as_str()), ("iat", ""), ("aud", "[\"other\",\"timbang\"]")]
        {
            let token = key.sign(&key.header(), &with(&claims, name, value));
            app.with_credential(&token).get("/api/v1/cases").with_status(200);
        }
    });
    assert_eq!(stranger.asked(), 0);
}

#[test]
fn signatures_of_nothing_are_no_signatures() {
    let keys = [Algorithm::ES256, Algorithm::EdDSA].map(|it| Key::new("one", it));
    let issuers = keys.each_ref().map(|it| Issuer::new(&[it]));
    let all: Vec<String> = keys.iter().zip(&issuers).map(|(key, issuer)| settings(issuer, key, "")).collect();
    on_each_database_with(&all.concat(), |app| {
        for (key, issuer) in keys.iter().zip(&issuers) {
            let claims = claims(issuer, "auditor", "dewi").to_string();
            let message = format!("{}.{}", encoded(key.header().as_bytes()), encoded(claims.as_bytes()));
            for bytes in
                [vec![0; 64], vec![0xff; 64], vec![1; 64], vec![0; 63], vec![0; 65], vec![0x30, 6, 2, 1, 0, 2, 1, 0]]
            {
                let token = format!("{message}.{}", encoded(&bytes));
                app.with_credential(&token).get("/api/v1/cases").with_status(401);
            }
            person(&app, issuer, key, ("auditor", "dewi")).get("/api/v1/cases").with_status(200);
        }
    });
}
