//! Tokens, issuers and answers that begin no session; whoever comes back with them is told why.

use std::time::Duration;

use jsonwebtoken::Algorithm;
use serde_json::{Value, json};

use super::{CLIENT, assert_refused, begun, id_claims, settings, signed_in, trusted, with_pages};
use crate::browser::Browser;
use crate::support::on_each_database_with;
use crate::tokens::claims;
use crate::tokens::issuer::{Issuer, Key, encoded, now};

/// Brings back an ID token that was changed, or signed in another way.
fn assert_refused_with(
    browser: &mut Browser,
    issuer: &Issuer,
    code: &str,
    change: impl Fn(&mut Value),
    sign: impl Fn(&str) -> String,
) {
    let sent = begun(browser);
    let mut claims = id_claims(issuer, ("verifier", "siti"), &sent);
    change(&mut claims);
    issuer.gives(&sign(&claims.to_string()));
    let reply = browser.get(&sent.back("code=c"));
    assert_refused(browser, &reply, code);
}

#[test]
fn claims_that_are_not_good_begin_nothing() {
    let (issuer, key, settings) = trusted();
    let good = |claims: &str| key.sign(&key.header(), claims);
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        for (name, value) in [
            ("nonce", json!("another")),
            ("nonce", Value::Null),
            ("aud", json!("timbang")),
            ("aud", json!([CLIENT, "timbang"])),
            ("azp", json!("other")),
            ("exp", json!(now() - 60)),
            ("exp", json!(now() + 999_999)),
            ("iat", json!(now() + 600)),
            ("iss", json!("https://evil.example")),
            ("sub", json!("")),
        ] {
            assert_refused_with(&mut browser, &issuer, "bad", |it| it[name] = value.clone(), good);
        }
    });
}

#[test]
fn tokens_of_others_or_of_another_kind_begin_nothing() {
    let (issuer, key, settings) = trusted();
    let stranger = Key { name: "one".to_owned(), ..Key::new("x", Algorithm::ES256) };
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let mut refused = |sign: &dyn Fn(&str) -> String| {
            assert_refused_with(&mut browser, &issuer, "bad", |_| {}, sign);
        };
        refused(&|claims| stranger.sign(&stranger.header(), claims));
        refused(&|claims| key.sign(r#"{"alg":"ES256","typ":"at+jwt","kid":"one"}"#, claims));
        refused(&|claims| format!("{}.{}.", encoded(br#"{"alg":"none"}"#), encoded(claims.as_bytes())));
        refused(&|_| "<script>".to_owned());
        refused(&|_| "a".repeat(60_000));
    });
}

#[test]
fn whoever_has_no_one_place_here_is_told_what_is_missing() {
    let (issuer, key, settings) = trusted();
    let good = |claims: &str| key.sign(&key.header(), claims);
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        for (code, name, value) in [
            ("no-role", "role", json!("stranger")),
            ("no-role", "role", Value::Null),
            ("several-roles", "role", json!(["timbang-verifier", "timbang-reviewer"])),
            ("no-agency", "role", json!("timbang-agency")),
            ("no-person", "nip", json!("")),
        ] {
            let change = |it: &mut Value| {
                it["agency"] = Value::Null;
                it[name] = value.clone();
            };
            assert_refused_with(&mut browser, &issuer, code, change, good);
        }
    });
}

#[test]
fn whoever_is_of_a_tenant_that_the_issuer_does_not_speak_for_is_told_so() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    let tenants = "tenant_claim = \"tenant\"\ntenants = [\"demo\", \"east\"]\n";
    let good = |claims: &str| key.sign(&key.header(), claims);
    on_each_database_with(&with_pages(&settings(&issuer, &key, tenants, "")), |app| {
        let mut browser = Browser::new(&app);
        for value in [json!("west"), json!(""), json!(["demo"]), Value::Null] {
            assert_refused_with(&mut browser, &issuer, "no-tenant", |it| it["tenant"] = value.clone(), good);
        }
        let sent = begun(&mut browser);
        let mut claims = id_claims(&issuer, ("verifier", "siti"), &sent);
        claims["tenant"] = json!("demo");
        issuer.gives(&good(&claims.to_string()));
        browser.get(&sent.back("code=c")).with_status(303);
        browser.get("/cases").with_status(200);
    });
}

#[test]
fn an_issuer_that_does_not_do_its_part_signs_nobody_in() {
    let (issuer, _, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let mut refused = |code: &str, answer: &dyn Fn()| {
            let sent = begun(&mut browser);
            answer();
            let reply = browser.get(&sent.back("code=c"));
            assert_refused(&mut browser, &reply, code);
        };
        refused("rejected", &|| issuer.answers(400, r#"{"error":"invalid_grant"}"#));
        refused("rejected", &|| issuer.answers(401, r#"{"error":"invalid_client","id_token":"a.b.c"}"#));
        refused("unavailable", &|| issuer.answers(500, "<html>"));
        refused("unavailable", &|| issuer.answers(200, "<html>"));
        refused("unavailable", &|| issuer.answers(200, r#"{"access_token":"a"}"#));
        refused("unavailable", &|| issuer.answers(200, &"[".repeat(200_000)));
        refused("unavailable", &|| issuer.answers_as("", Duration::ZERO));
        // It is not followed elsewhere, least of all with the code.
        let elsewhere = format!("HTTP/1.1 307 X\r\nlocation: {}/token\r\ncontent-length: 0\r\n\r\n", issuer.url);
        issuer.heard();
        refused("unavailable", &|| issuer.answers_as(&elsewhere, Duration::ZERO));
        assert_eq!(issuer.heard().len(), 1);
        issuer.set_down(true);
        refused("unavailable", &|| {});
        issuer.set_down(false);
        refused("unavailable", &|| issuer.answers_as("HTTP/1.1 200 X\r\n\r\n", Duration::from_secs(7)));
    });
}

#[test]
fn what_an_issuer_says_instead_of_a_code_is_told_in_words_of_ours() {
    let (issuer, _, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        issuer.heard();
        for (rest, code) in [
            ("error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E", "denied"),
            ("error=temporarily_unavailable", "unavailable"),
            ("error=invalid_scope", "rejected"),
            ("error=%3Cscript%3Ealert(1)%3C/script%3E&code=c", "rejected"),
            ("code=", "rejected"),
            ("", "rejected"),
            ("code=c&iss=https://evil.example", "bad"),
        ] {
            let sent = begun(&mut browser);
            let reply = browser.get(&sent.back(rest));
            let page = browser.get(reply.header("location").expect("a way on"));
            assert!(!page.body.contains("<script>alert") && !page.body.contains("evil"), "{}", page.body);
            assert_refused(&mut browser, &reply, code);
        }
        assert_eq!(issuer.heard(), Vec::<String>::new());
    });
}

#[test]
fn an_id_token_is_no_credential_for_programs_and_theirs_signs_nobody_in() {
    let (issuer, key, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let sent = begun(&mut browser);
        let id_token = key.sign(&key.header(), &id_claims(&issuer, ("auditor", "dewi"), &sent).to_string());
        app.with_credential(&id_token).get("/api/v1/cases").with_status(401);
        let bearer = key.sign(&key.header(), &claims(&issuer, "auditor", "dewi").to_string());
        app.with_credential(&bearer).get("/api/v1/cases").with_status(200);
        issuer.gives(&bearer);
        let reply = browser.get(&sent.back("code=c"));
        assert_refused(&mut browser, &reply, "bad");
    });
    // An issuer without an audience is for people alone.
    let for_people = settings.replace("audience = \"timbang\"\n", "");
    on_each_database_with(&for_people, |app| {
        for audience in ["timbang", "", CLIENT] {
            let mut claims = claims(&issuer, "auditor", "dewi");
            claims["aud"] = json!(audience);
            let bearer = key.sign(&key.header(), &claims.to_string());
            app.with_credential(&bearer).get("/api/v1/cases").with_status(401);
        }
        signed_in(&app, &issuer, &key, ("auditor", "dewi")).get("/audit").with_status(200);
    });
}
