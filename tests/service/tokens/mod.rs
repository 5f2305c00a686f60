//! OIDC tokens: good ones do what an API key of the role does, and nothing else is let in.

mod forged;
pub(crate) mod issuer;
mod keys;

use jsonwebtoken::Algorithm;
use serde_json::{Value, json};

use crate::support::{Person, SULSEL, TestApp, fresh_key, new_case, on_each_database_with, verified_case};
use issuer::{Issuer, Key, now};

const ROLES: [&str; 7] = ["agency", "verifier", "reviewer", "policy", "publisher", "auditor", "admin"];

/// The settings of an issuer whose role values are called `timbang-<role>`.
pub(crate) fn settings(issuer: &Issuer, key: &Key, more: &str) -> String {
    let roles: String = ROLES.map(|it| format!("timbang-{it} = \"{it}\"\n")).concat();
    let more = if more.contains("tenant") { more.to_owned() } else { format!("tenant = \"demo\"\n{more}") };
    format!(
        "[[issuers]]\nissuer = \"{url}\"\naudience = \"timbang\"\nalgorithm = \"{algorithm:?}\"\njwks_url = \"{url}/certs\"\n\
         person_claim = \"nip\"\n{more}\n[issuers.roles]\n{roles}\n",
        url = issuer.url,
        algorithm = key.algorithm,
    )
}

/// What an ordinary token says.
pub(crate) fn claims(issuer: &Issuer, role: &str, person: &str) -> Value {
    json!({
        "iss": issuer.url, "aud": "timbang", "sub": format!("subject-of-{person}"), "nip": person,
        "iat": now(), "exp": now() + 300, "role": format!("timbang-{role}"), "agency": format!("agency-of-{person}"),
    })
}

fn person(app: &TestApp, issuer: &Issuer, key: &Key, (role, name): (&str, &str)) -> Person {
    app.with_credential(&key.sign(&key.header(), &claims(issuer, role, name).to_string()))
}

#[test]
fn a_good_token_does_what_a_key_of_its_role_does() {
    let keys = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA].map(|it| Key::new("one", it));
    let issuers = keys.each_ref().map(|it| Issuer::new(&[it]));
    let all: Vec<String> = keys.iter().zip(&issuers).map(|(key, issuer)| settings(issuer, key, "")).collect();
    on_each_database_with(&all.concat(), |app| {
        let (case, ..) = verified_case(&app, SULSEL);
        for role in ROLES {
            let with_key = app.person(role, "andi");
            for (key, issuer) in keys.iter().zip(&issuers) {
                let with_token = person(&app, issuer, key, (role, "andi"));
                for path in ["/api/v1/cases", &case, &format!("{case}/history"), "/api/v1/rulebooks"] {
                    assert_eq!(seen(&with_key, "GET", path), seen(&with_token, "GET", path), "{role} {path}");
                }
                for path in [
                    "/api/v1/cases",
                    &format!("{case}/return"),
                    &format!("{case}/withdrawal"),
                    "/api/v1/rulings/x/reviews",
                ] {
                    assert_eq!(seen(&with_key, "POST", path), seen(&with_token, "POST", path), "{role} {path}");
                }
            }
        }
    });
}

/// The answer without what differs from one request to the next.
fn seen(person: &Person, method: &str, path: &str) -> (u16, String) {
    let reply = person.send(method, path, &[("idempotency-key", &fresh_key())], "{}");
    let id = reply.header("x-request-id").expect("an identity").to_owned();
    (reply.status, reply.body.replace(&id, ""))
}

#[test]
fn a_case_goes_its_whole_way_with_tokens() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    on_each_database_with(&settings(&issuer, &key, ""), |app| {
        let [agency, verifier, reviewer] =
            [("agency", "andi"), ("verifier", "siti"), ("reviewer", "budi")].map(|it| person(&app, &issuer, &key, it));
        let case = agency.begin(SULSEL);
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        verifier
            .post(&format!("{case}/verification"), r#"{"claimed_date_is_right":true,"rest":"verified"}"#)
            .with_status(200);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.text("/ruled_by"), "siti");
        let reviews = format!("/api/v1/rulings/{}/reviews", ruled.text("/id"));
        reviewer.post(&reviews, r#"{"verdict":"confirmed","reason":"clear"}"#).with_status(201);
    });
}

#[test]
fn a_person_is_the_same_person_whichever_way_they_come() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    on_each_database_with(&settings(&issuer, &key, ""), |app| {
        // Siti verified with an API key; a token that makes her a reviewer does not make her another person.
        let (case, _, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let reviews = format!("/api/v1/rulings/{}/reviews", ruled.text("/id"));
        let confirmed = r#"{"verdict":"confirmed","reason":"mine"}"#;
        for name in ["siti", "Siti", "SITI"] {
            let same = person(&app, &issuer, &key, ("reviewer", name));
            assert_eq!(same.post(&reviews, confirmed).with_status(409).text("/code"), "same-person", "{name}");
        }
        person(&app, &issuer, &key, ("reviewer", "budi")).post(&reviews, confirmed).with_status(201);
    });
}

#[test]
fn one_idempotency_key_means_one_act_for_key_and_token_of_the_same_person() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    on_each_database_with(&settings(&issuer, &key, ""), |app| {
        let [with_key, with_token] = [app.person("agency", "andi"), person(&app, &issuer, &key, ("agency", "andi"))];
        let once = fresh_key();
        let first = with_key.post_with(&once, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
        let again = with_token.post_with(&once, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
        assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &first.body));
        // Another agency of the same issuer shares nothing of it.
        let other = person(&app, &issuer, &key, ("agency", "rina"));
        let fresh = other.post_with(&once, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
        assert_eq!(fresh.header("idempotent-replayed"), None);
        other.get(&format!("/api/v1/cases/{}", first.text("/id"))).with_status(404);
    });
}

#[test]
fn claims_can_lie_deep_and_name_the_tenant() {
    let key = Key::new("one", Algorithm::EdDSA);
    let issuer = Issuer::new(&[&key]);
    let more = "role_claim = \"/realm_access/roles\"\ntenant_claim = \"org\"\ntenants = [\"demo\", \"other\"]";
    on_each_database_with(&settings(&issuer, &key, more), |app| {
        let (case, ..) = verified_case(&app, SULSEL);
        let token = |tenant: &str| {
            let mut claims = claims(&issuer, "auditor", "dewi");
            claims["org"] = json!(tenant);
            claims["realm_access"] = json!({"roles": ["offline_access", "timbang-auditor"]});
            app.with_credential(&key.sign(&key.header(), &claims.to_string()))
        };
        token("demo").get(&case).with_status(200);
        token("other").get(&case).with_status(404);
        token("third").get(&case).with_status(401);
    });
}
