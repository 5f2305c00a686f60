//! People sign in with their account at an issuer: the way there and back, and everything on it that begins nothing.

mod refused;
mod ways;

use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::browser::Browser;
use crate::client::Reply;
use crate::support::{TestApp, on_each_database_with, refusal_with};
use crate::tokens::issuer::{Issuer, Key, encoded, now};
use crate::tokens::{claims, settings as settings_of_tokens};

const ADDRESS: &str = "http://127.0.0.1:8080";
const CLIENT: &str = "timbang-pages";
const SESSION: &str = "timbang_session=";

/// What an issuer and the service know of each other, with more about the issuer and about the client.
fn settings(issuer: &Issuer, key: &Key, more: &str, client: &str) -> String {
    let url = &issuer.url;
    format!(
        "{}\n[issuers.sign_in]\nclient_id = \"{CLIENT}\"\nauthorization_endpoint = \"{url}/authorize?realm=asn\"\n\
         token_endpoint = \"{url}/token\"\nend_session_endpoint = \"{url}/logout\"\nscopes = [\"openid\", \"profile\"]\n\
         label = {{ id = \"akun ASN\", en = \"your civil servant account\" }}\n{client}\n",
        settings_of_tokens(issuer, key, more)
    )
}

fn with_pages(issuers: &str) -> String {
    format!("[pages]\naddress = \"{ADDRESS}\"\n\n{issuers}")
}

/// An issuer with a key, and the settings of a service that trusts it.
fn trusted() -> (Issuer, Key, String) {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    let settings = with_pages(&settings(&issuer, &key, "", ""));
    (issuer, key, settings)
}

/// Where a browser was sent to, parameter by parameter.
#[derive(Clone, Debug)]
struct Sent {
    address: String,
    parameters: Vec<(String, String)>,
}

impl Sent {
    fn get(&self, name: &str) -> &str {
        let found: Vec<&str> = self.parameters.iter().filter(|it| it.0 == name).map(|it| it.1.as_str()).collect();
        assert_eq!(found.len(), 1, "{name} in {self:?}");
        found[0]
    }

    fn back(&self, rest: &str) -> String {
        format!("/sign-in/return?state={}&{rest}", self.get("state"))
    }
}

fn parameters(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// The address behind the button of the only account.
fn button(page: &Reply) -> String {
    let link = page.body.split("href=\"").find(|it| it.starts_with("/sign-in/with/")).expect("a button");
    link.split('"').next().expect("an address").replace("&amp;", "&")
}

fn sent(browser: &mut Browser, button: &str) -> Sent {
    let reply = browser.get(button).with_status(303);
    let location = reply.header("location").expect("a way on");
    let (address, query) = location.split_once('?').expect("parameters");
    Sent { address: address.to_owned(), parameters: parameters(query) }
}

fn begun(browser: &mut Browser) -> Sent {
    let page = browser.get("/sign-in").with_status(200);
    sent(browser, &button(&page))
}

/// What an ordinary ID token says.
fn id_claims(issuer: &Issuer, (role, person): (&str, &str), sent: &Sent) -> Value {
    let mut claims = claims(issuer, role, person);
    claims["aud"] = json!(CLIENT);
    claims["nonce"] = json!(sent.get("nonce"));
    claims
}

/// Signs in a fresh browser.
fn signed_in(app: &TestApp, issuer: &Issuer, key: &Key, who: (&str, &str)) -> Browser {
    let mut browser = Browser::new(app);
    let sent = begun(&mut browser);
    issuer.gives(&key.sign(&key.header(), &id_claims(issuer, who, &sent).to_string()));
    let reply = browser.get(&sent.back("code=c")).with_status(303);
    assert_eq!(reply.header("location"), Some("/"), "{reply:?}");
    browser
}

/// Nobody is signed in, and both languages say why.
#[track_caller]
fn assert_refused(browser: &mut Browser, reply: &Reply, code: &str) {
    assert_eq!(reply.status, 303, "{code}: {reply:?}");
    let location = reply.header("location").expect("a way on").to_owned();
    assert_eq!(location.split('&').next(), Some(format!("/sign-in?refused={code}").as_str()));
    assert!(!reply.headers.iter().any(|it| it.0 == "set-cookie" && it.1.contains("session")), "{reply:?}");
    let page = browser.get(&location).with_status(200).body;
    let notice = |page: &str| {
        let notice = page.split("class=\"notice bad\"").nth(1).unwrap_or_else(|| panic!("{code} in words: {page}"));
        notice.split("</p>").next().unwrap_or_default().to_owned()
    };
    let mut english = browser.clone();
    let switched = english.send("GET", &location, &[("cookie", "timbang_language=en")], "").with_status(200).body;
    assert!(notice(&page).len() > 60 && notice(&page) != notice(&switched), "{code}: {page}");
    assert_eq!(browser.get("/cases").with_status(303).header("location"), Some("/sign-in?back=%2Fcases"), "{code}");
}

#[test]
fn somebody_signs_in_with_an_account_and_acts_as_who_they_are() {
    let (issuer, key, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let asked = browser.get("/cases?state=draft").with_status(303);
        let page = browser.get(asked.header("location").expect("a way on")).with_status(200);
        assert!(page.body.contains("Masuk dengan akun ASN") && page.body.contains("<details class=\"with-key\">"));
        let sent = sent(&mut browser, &button(&page));
        assert_eq!(sent.address, format!("{}/authorize", issuer.url));
        for (name, value) in [
            ("realm", "asn"),
            ("response_type", "code"),
            ("client_id", CLIENT),
            ("scope", "openid profile"),
            ("redirect_uri", &format!("{ADDRESS}/sign-in/return")),
            ("code_challenge_method", "S256"),
            ("ui_locales", "id"),
        ] {
            assert_eq!(sent.get(name), value);
        }
        issuer.gives(&key.sign(&key.header(), &id_claims(&issuer, ("agency", "andi"), &sent).to_string()));
        issuer.heard();
        let back = sent.back(&format!("code=a%26b+c&session_state=7&iss={}", issuer.url));
        let reply = browser.get(&back).with_status(303);
        assert_eq!(reply.header("location"), Some("/cases?state=draft"));
        let cookie = reply.headers.iter().find(|it| it.1.starts_with(SESSION)).expect("a session");
        assert!(cookie.1.contains("HttpOnly") && cookie.1.contains("SameSite=Lax"), "{cookie:?}");
        assert_exchanged(&issuer.heard(), &sent);
        let page = browser.get("/cases?state=draft").with_status(200);
        assert!(page.body.contains("andi") && page.body.contains("agency-of-andi"), "{}", page.body);
        // What they do is recorded under the same name, for the same agency, as with a key.
        let shown = browser.get("/cases/new?rulebook=exemption").with_status(200);
        let made = browser.post(&shown, "/cases/new", &[]).with_status(303);
        let case = made.header("location").expect("a way on").split('?').next().unwrap_or_default().to_owned();
        let with_key = app.person("agency", "andi");
        let history = with_key.get(&format!("/api/v1{case}/history")).with_status(200);
        assert_eq!((history.text("/items/0/person"), history.text("/items/0/role")), ("andi".into(), "agency".into()));
        app.person("agency", "rina").get(&format!("/api/v1{case}")).with_status(404);
    });
}

/// The code went to the issuer once, with what only this way can show.
fn assert_exchanged(heard: &[String], sent: &Sent) {
    assert_eq!(heard.len(), 1, "{heard:?}");
    let (above, form) = heard[0].split_once("\r\n\r\n").expect("a form");
    assert!(!above.to_lowercase().contains("authorization:"), "{above}");
    let form = Sent { address: String::new(), parameters: parameters(form) };
    assert_eq!((form.get("grant_type"), form.get("code")), ("authorization_code", "a&b c"));
    assert_eq!((form.get("redirect_uri"), form.get("client_id")), (sent.get("redirect_uri"), CLIENT));
    let challenge = encoded(&Sha256::digest(form.get("code_verifier").as_bytes()));
    assert_eq!(challenge, sent.get("code_challenge"));
}

#[test]
fn a_client_with_a_secret_shows_it_to_the_token_endpoint_alone() {
    let key = Key::new("one", Algorithm::RS256);
    let issuer = Issuer::new(&[&key]);
    let file = std::env::temp_dir().join(format!("timbang_secret_{}", std::process::id()));
    std::fs::write(&file, "s3:cret\n").expect("a file");
    let client = format!("client_secret_file = \"{}\"", file.display());
    let issuers = settings(&issuer, &key, "", &client);
    on_each_database_with(&with_pages(&issuers), |app| {
        let mut browser = signed_in(&app, &issuer, &key, ("reviewer", "budi"));
        let heard = issuer.heard().concat();
        // "timbang-pages:s3%3Acret"
        assert!(heard.contains("Basic dGltYmFuZy1wYWdlczpzMyUzQWNyZXQ="), "{heard}");
        assert!(browser.get("/inbox").with_status(200).body.contains("budi"));
        let file = app.folder().join("timbang.toml").display().to_string();
        for format in ["toml", "json"] {
            let (code, shown, _) = app.verb(&["config", "--config", &file, "--format", format]);
            assert!(code == Some(0) && shown.contains("client_secret_file") && !shown.contains("cret\\n"), "{shown}");
        }
    });
    std::fs::remove_file(&file).expect("a file");
    let refused = refusal_with(&nowhere(), &[("pages.address", ADDRESS), ("issuers", &inline(&issuers))]);
    assert!(refused.contains(&file.display().to_string()), "{refused}");
}

/// A database in a folder that the tests may fill.
fn nowhere() -> String {
    format!("sqlite:{}/refused.db", env!("CARGO_TARGET_TMPDIR"))
}

/// The first issuer as a value on the command line.
fn inline(issuers: &str) -> String {
    let value: toml::Table = toml::from_str(issuers).expect("TOML");
    value["issuers"].to_string()
}

#[test]
fn who_was_signed_in_before_is_not_any_more_and_signing_out_says_what_is_left() {
    let (issuer, key, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::signed_in(&app, "reviewer", "Budi");
        let before = browser.clone();
        let sent = begun(&mut browser);
        // A token that is over soon says who came; the session lasts as sessions do.
        let mut claims = id_claims(&issuer, ("verifier", "siti"), &sent);
        claims["exp"] = json!(now() - 5);
        issuer.gives(&key.sign(&key.header(), &claims.to_string()));
        browser.get(&sent.back("code=c")).with_status(303);
        before.clone().get("/cases").with_status(303);
        let page = browser.get("/cases").with_status(200);
        assert!(page.body.contains("siti") && !page.body.contains("Budi"));
        let left = browser.clone();
        let out = browser.post(&page, "/sign-out", &[]).with_status(303);
        left.clone().get("/cases").with_status(303);
        let location = out.header("location").expect("a way on").to_owned();
        let shown = browser.get(&location).with_status(200).body;
        let logout = format!(
            "{}/logout?client_id={CLIENT}&amp;post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fsign-in",
            issuer.url
        );
        assert!(shown.contains(&logout) && shown.contains("Keluar juga dari akun ASN"), "{shown}");
        // Whoever came with a key has nothing else to leave.
        let mut with_key = Browser::signed_in(&app, "reviewer", "Budi");
        let page = with_key.get("/cases").with_status(200);
        let out = with_key.post(&page, "/sign-out", &[]).with_status(303);
        assert_eq!(out.header("location"), Some("/sign-in"));
    });
}

#[test]
fn a_session_ends_when_its_issuer_or_its_role_leaves_the_settings() {
    let (issuer, key, settings) = trusted();
    let without_role = settings.replace("timbang-verifier = \"verifier\"\n", "");
    let without_issuer = format!("[pages]\naddress = \"{ADDRESS}\"\n");
    on_each_database_with(&settings, |mut app| {
        std::fs::write(app.folder().join("timbang.toml"), &settings).expect("a file");
        let mut verifier = signed_in(&app, &issuer, &key, ("verifier", "siti"));
        let mut reviewer = signed_in(&app, &issuer, &key, ("reviewer", "budi"));
        for (changed, stays) in [(&without_role, true), (&without_issuer, false), (&settings, false)] {
            std::fs::write(app.folder().join("timbang.toml"), changed).expect("a file");
            app.kill();
            app.start_again();
            for browser in [&mut verifier, &mut reviewer] {
                browser.address.clone_from(&app.address);
            }
            verifier.get("/cases").with_status(303);
            reviewer.get("/cases").with_status(if stays { 200 } else { 303 });
        }
    });
}

#[test]
fn the_service_does_not_start_without_knowing_where_people_come_back_to() {
    let (issuer, key, _) = trusted();
    let issuers = inline(&settings(&issuer, &key, "", ""));
    let refused = refusal_with(&nowhere(), &[("issuers", &issuers)]);
    assert!(refused.contains("`pages.address` is needed by `[issuers.sign_in]`"), "{refused}");
    let refused = refusal_with(&nowhere(), &[("issuers", &issuers), ("pages.address", "http://timbang.example.go.id")]);
    assert!(refused.contains("must be `https://…` because there is `[issuers.sign_in]`"), "{refused}");
}
