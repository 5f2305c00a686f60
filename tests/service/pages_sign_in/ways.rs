//! The way to an issuer and back: once, in time, in one browser, and to nowhere else.

use super::{ADDRESS, assert_refused, begun, button, id_claims, sent, signed_in, trusted};
use crate::browser::Browser;
use crate::support::on_each_database_with;

#[test]
fn a_way_is_walked_once_by_the_browser_that_began_it_in_time() {
    let (issuer, key, settings) = trusted();
    on_each_database_with(&settings, |mut app| {
        let mut browser = Browser::new(&app);
        let sent = begun(&mut browser);
        issuer.gives(&key.sign(&key.header(), &id_claims(&issuer, ("verifier", "siti"), &sent).to_string()));
        issuer.heard();
        // Another browser, without a cookie or on a way of its own, gets nothing; and takes nothing away.
        let mut other = Browser::new(&app);
        let reply = other.get(&sent.back("code=c"));
        assert_refused(&mut other, &reply, "over");
        begun(&mut other);
        let reply = other.get(&sent.back("code=c"));
        assert_refused(&mut other, &reply, "over");
        for state in ["", "0", &"0".repeat(64), "%00", "%3Cscript%3E"] {
            let reply = browser.get(&format!("/sign-in/return?state={state}&code=c"));
            assert_refused(&mut browser, &reply, "over");
        }
        browser.get("/sign-in/return?state=a&state=b").with_status(400);
        assert_eq!(issuer.heard(), Vec::<String>::new());
        assert_eq!(browser.get(&sent.back("code=c")).with_status(303).header("location"), Some("/"));
        // Again, it begins nothing new; whoever is signed in stays so.
        let again = browser.get(&sent.back("code=c")).with_status(303);
        assert_eq!(again.header("location"), Some("/sign-in?refused=over"));
        assert_eq!(issuer.heard().len(), 1);
        browser.get("/cases").with_status(200);
        let mut late = Browser::new(&app);
        let sent = begun(&mut late);
        app.while_stopped("update sign_in set expires_at = 1");
        app.start_again();
        late.address.clone_from(&app.address);
        let reply = late.get(&sent.back("code=c"));
        assert_refused(&mut late, &reply, "over");
    });
}

#[test]
fn two_windows_of_one_browser_do_not_disturb_each_other() {
    let (issuer, key, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let [first, second] = [begun(&mut browser), begun(&mut browser)];
        assert!(first.get("state") != second.get("state") && first.get("nonce") != second.get("nonce"));
        for sent in [first, second] {
            issuer.gives(&key.sign(&key.header(), &id_claims(&issuer, ("verifier", "siti"), &sent).to_string()));
            assert_eq!(browser.get(&sent.back("code=c")).with_status(303).header("location"), Some("/"));
        }
    });
}

#[test]
fn nobody_is_led_away_or_signed_in_by_a_page_of_someone_else() {
    let (issuer, key, settings) = trusted();
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let page = browser.get("/sign-in").with_status(200);
        let button = button(&page);
        for back in ["//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:alert(1)"] {
            let sent = sent(&mut browser, &format!("{button}?back={back}"));
            issuer.gives(&key.sign(&key.header(), &id_claims(&issuer, ("verifier", "siti"), &sent).to_string()));
            let reply = browser.get(&sent.back("code=c")).with_status(303);
            assert_eq!(reply.header("location"), Some("/"), "{back}");
        }
        let led = browser.send("GET", &button, &[("sec-fetch-site", "cross-site")], "").with_status(303);
        assert_eq!(led.header("location"), Some("/sign-in?back=%2F"));
        assert_eq!(led.header("set-cookie"), None);
        browser.get("/sign-in/with/0000000000000000").with_status(404);
        browser.get("/sign-in/with/%3Cscript%3E").with_status(404);
    });
}

#[test]
fn over_encrypted_connections_cookies_are_of_this_host_alone() {
    let (issuer, key, settings) = trusted();
    let settings = settings.replace(ADDRESS, "https://timbang.example.go.id");
    on_each_database_with(&settings, |app| {
        let mut browser = Browser::new(&app);
        let page = browser.get("/sign-in").with_status(200);
        let reply = browser.get(&button(&page)).with_status(303);
        let cookie = reply.header("set-cookie").expect("a cookie");
        for part in ["__Host-timbang_browser=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=600"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        let mut signed_in = signed_in(&app, &issuer, &key, ("auditor", "dewi"));
        signed_in.get("/audit").with_status(200);
    });
}
