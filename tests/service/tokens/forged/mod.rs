//! Forged and odd tokens: none is let in, and none is told why.

mod claims;
mod forms;
mod signatures;

use jsonwebtoken::Algorithm;

use super::issuer::{Issuer, Key, encoded, now};
use super::{claims as ordinary, person, settings};
use crate::client::{Reply, send};
use crate::support::{TestApp, on_each_database_with};

/// An attacker who sees everything that is public, or an issuer that says odd things.
struct Attacker<'a> {
    issuer: &'a Issuer,
    /// The issuer's key; the attacker has only what is public of it.
    key: &'a Key,
    /// The attacker's own, under the same name.
    own: &'a Key,
}

/// What it is, and what stands after `Authorization: `.
type Odd = (String, String);

impl Attacker<'_> {
    /// The claims of a token that is good.
    fn claims(&self) -> String {
        with(&ordinary(self.issuer, "agency", "andi").to_string(), "org", "\"demo\"")
    }

    fn good(&self) -> String {
        self.key.sign(&self.key.header(), &self.claims())
    }

    /// A good token, but for one member of its header; an empty value leaves it out.
    fn with_header(&self, name: &str, value: &str) -> Odd {
        let token = self.key.sign(&with(&self.key.header(), name, value), &self.claims());
        (format!("header {name}: {value}"), format!("Bearer {token}"))
    }

    /// A good token, but for one claim; an empty value leaves it out.
    fn with_claim(&self, name: &str, value: &str) -> Odd {
        let token = self.key.sign(&self.key.header(), &with(&self.claims(), name, value));
        (format!("claim {name}: {value}"), format!("Bearer {token}"))
    }
}

/// An object with one member replaced, added, or left out if the value is empty. The value is written as it stands.
fn with(object: &str, name: &str, value: &str) -> String {
    let mut members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(object).expect("an object");
    members.remove(name);
    let rest = serde_json::to_string(&members).expect("JSON");
    if value.is_empty() { rest } else { and(&rest, &format!("\"{name}\":{value}")) }
}

/// An object with one more member at its end, even if it has one of that name.
fn and(object: &str, member: &str) -> String {
    let open = object.strip_suffix('}').expect("an object");
    if open == "{" { format!("{{{member}}}") } else { format!("{open},{member}}}") }
}

fn bearer(what: &str, token: &str) -> Odd {
    (what.to_owned(), format!("Bearer {token}"))
}

#[test]
fn no_forged_or_odd_token_is_let_in() {
    let [key, own] = ["one", "one"].map(|it| Key::new(it, Algorithm::RS256));
    let (issuer, stolen) = (Issuer::new(&[&key]), Issuer::new(&[&own]));
    let more = "tenant_claim = \"org\"\ntenants = [\"demo\", \"other\"]\nleeway_seconds = 5";
    let attacker = Attacker { issuer: &issuer, key: &key, own: &own };
    on_each_database_with(&settings(&issuer, &key, more), |app| {
        let odd = [
            signatures::of_another_kind(&attacker),
            signatures::with_public_secrets(&attacker),
            signatures::by_other_keys(&attacker, &stolen.url),
            signatures::under_odd_headers(&attacker),
            claims::about_time(&attacker),
            claims::about_who(&attacker),
            claims::twice(&attacker),
            forms::broken(&attacker),
            forms::schemes(&attacker),
        ]
        .concat();
        assert!(odd.len() >= 250, "only {}", odd.len());
        let nothing = seen(&ask(&app, &[]));
        for (what, authorisation) in &odd {
            assert_eq!(seen(&ask(&app, &[("authorization", authorisation)])), nothing, "{what}");
        }
        let good = format!("Bearer {}", attacker.good());
        for (what, headers) in forms::elsewhere(&good) {
            assert_eq!(seen(&ask(&app, &headers)), nothing, "{what}");
        }
        // Nothing else was wrong with any of them.
        ask(&app, &[("authorization", &good)]).with_status(200);
    });
    assert_eq!(stolen.asked(), 0);
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

#[test]
fn what_a_token_brings_along_is_neither_used_nor_minded() {
    let [key, own] = ["one", "one"].map(|it| Key::new(it, Algorithm::RS256));
    let (issuer, stranger) = (Issuer::new(&[&key]), Issuer::new(&[&own]));
    on_each_database_with(&settings(&issuer, &key, ""), |app| {
        let claims = ordinary(&issuer, "auditor", "dewi").to_string();
        let good = |header: &str, claims: &str| {
            app.with_credential(&key.sign(header, claims)).get("/api/v1/cases").with_status(200);
        };
        let url = format!("\"{}/certs\"", stranger.url);
        let own = own.public.to_string();
        for (name, value) in [("jku", url.as_str()), ("x5u", &url), ("jwk", &own), ("more", "1")] {
            good(&with(&key.header(), name, value), &claims);
        }
        for kind in ["\"jwt\"", "\"at+jwt\"", "\"application/at+jwt\""] {
            good(&with(&key.header(), "typ", kind), &claims);
        }
        // Clocks may differ a little, and an audience may be one of several.
        let late = (now() - 1).to_string();
        for (name, value) in [("exp", late.as_str()), ("nbf", &late), ("iat", ""), ("aud", "[\"other\",\"timbang\"]")] {
            good(&key.header(), &with(&claims, name, value));
        }
    });
    assert_eq!(stranger.asked(), 0);
}

#[test]
fn signatures_of_nothing_are_no_signatures() {
    let keys = [Algorithm::ES256, Algorithm::EdDSA].map(|it| Key::new("one", it));
    let issuers = keys.each_ref().map(|it| Issuer::new(&[it]));
    let all: Vec<String> = keys.iter().zip(&issuers).map(|(key, issuer)| settings(issuer, key, "")).collect();
    let der = vec![0x30, 6, 2, 1, 0, 2, 1, 0];
    let nothing = [vec![0; 64], vec![0xff; 64], vec![1; 64], vec![0; 63], vec![0; 65], vec![], der];
    on_each_database_with(&all.concat(), |app| {
        for (key, issuer) in keys.iter().zip(&issuers) {
            let claims = ordinary(issuer, "auditor", "dewi").to_string();
            let message = format!("{}.{}", encoded(key.header().as_bytes()), encoded(claims.as_bytes()));
            for bytes in &nothing {
                let token = format!("{message}.{}", encoded(bytes));
                app.with_credential(&token).get("/api/v1/cases").with_status(401);
            }
            person(&app, issuer, key, ("auditor", "dewi")).get("/api/v1/cases").with_status(200);
        }
    });
}
