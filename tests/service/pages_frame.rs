//! The frame of every page: who is signed in, where forms come from, languages, and what is not there.

use crate::browser::Browser;
use crate::support::{on_each_database, on_each_database_with};

#[test]
fn whoever_signs_in_goes_on_where_they_wanted() {
    on_each_database(|app| {
        let mut browser = Browser::new(&app);
        let asked = browser.get("/cases?state=ruled").with_status(303);
        assert_eq!(asked.header("location"), Some("/sign-in?back=%2Fcases%3Fstate%3Druled"));
        let shown = browser.get("/sign-in?back=%2Fcases%3Fstate%3Druled").with_status(200);
        let key = app.person("reviewer", "Budi").key;
        let begun = browser.post(&shown, "/sign-in", &[("key", &key)]).with_status(303);
        assert_eq!(begun.header("location"), Some("/cases?state=ruled"));
        let cookie = begun.header("set-cookie").expect("a session");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains(&key), "{cookie}");
        let page = browser.get("/cases").with_status(200);
        assert!(page.body.contains("<h1>Kasus</h1>") && page.body.contains("Budi"), "{}", page.body);
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    });
}

#[test]
fn a_key_that_is_not_good_begins_nothing() {
    on_each_database(|app| {
        let mut browser = Browser::new(&app);
        let shown = browser.get("/sign-in").with_status(200);
        for key in ["", "tb_0000000000000000_00", "<script>alert(1)</script>"] {
            let refused = browser.post(&shown, "/sign-in", &[("key", key)]).with_status(200);
            assert!(refused.body.contains("tidak dikenal") && refused.header("set-cookie").is_none(), "{key}");
            assert!(!refused.body.contains("<script>alert"), "{key}");
        }
        browser.get("/cases").with_status(303);
    });
}

#[test]
fn links_with_a_key_do_nothing_outside_of_demonstrations() {
    on_each_database(|app| {
        let key = app.person("reviewer", "Budi").key;
        let shown = Browser::new(&app).get(&format!("/sign-in?key={key}")).with_status(200);
        assert!(!shown.body.contains(&key));
    });
}

#[test]
fn a_session_ends_with_its_key_and_when_somebody_signs_out() {
    on_each_database(|app| {
        let key = app.person("reviewer", "Budi").key;
        let mut browser = Browser::with_key(&app, &key);
        let mut other = Browser::with_key(&app, &key);
        let page = browser.get("/cases").with_status(200);
        let left = browser.clone();
        browser.post(&page, "/sign-out", &[]).with_status(303);
        browser.get("/cases").with_status(303);
        // Not only the browser forgot it.
        left.clone().get("/cases").with_status(303);
        other.get("/cases").with_status(200);
        let id = key.split('_').nth(1).expect("an id");
        app.key(&["revoke", id]);
        other.get("/cases").with_status(303);
    });
}

#[test]
fn forms_of_other_sites_and_other_sessions_are_refused() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "reviewer", "Budi");
        let mut other = Browser::signed_in(&app, "reviewer", "Wati");
        let foreign = other.get("/cases").with_status(200);
        let own = browser.get("/cases").with_status(200);
        let send = |browser: &mut Browser, headers: &[(&str, &str)], body: &str| {
            browser.send("POST", "/sign-out", headers, body).with_status(403)
        };
        for headers in [&[("origin", "https://evil.example")][..], &[("sec-fetch-site", "cross-site")]] {
            let fields = crate::browser::hidden_fields(&own.body, "/sign-out");
            let refused = send(&mut browser, headers, &format!("csrf={}", fields[0].1));
            assert!(refused.body.contains("foreign-form"), "{}", refused.body);
        }
        send(&mut browser, &[], "");
        send(&mut browser, &[], "csrf=0");
        let stolen = crate::browser::hidden_fields(&foreign.body, "/sign-out");
        send(&mut browser, &[], &format!("csrf={}", stolen[0].1));
        browser.get("/cases").with_status(200);
    });
}

#[test]
fn a_session_is_no_credential_of_the_interface_for_programs() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "reviewer", "Budi");
        browser.send("GET", "/api/v1/cases", &[], "").with_status(401);
    });
}

#[test]
fn pages_speak_the_language_that_was_chosen() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "agency", "Andi");
        let page = browser.send("GET", "/cases", &[("accept-language", "en")], "").with_status(200);
        assert!(page.body.contains("<html lang=\"id\">") && page.body.contains("Belum ada kasus"), "{}", page.body);
        let back = [("language", "en"), ("back", "/cases?state=draft")];
        let changed = browser.post(&page, "/preferences", &back).with_status(303);
        assert_eq!(changed.header("location"), Some("/cases?state=draft"));
        let page = browser.get("/cases").with_status(200);
        assert!(page.body.contains("<html lang=\"en\">") && page.body.contains("No cases yet"), "{}", page.body);
        let led = browser.post(&page, "/preferences", &[("language", "id"), ("back", "//evil.example")]);
        assert_eq!(led.with_status(303).header("location"), Some("/"));
    });
}

#[test]
fn the_description_speaks_the_language_that_was_chosen() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "agency", "Andi");
        let mut in_language = |address: &str| {
            let shown = browser.send("GET", address, &[("accept-language", "id")], "").with_status(200);
            assert_eq!(shown.header("vary"), Some("accept-language, cookie"));
            let page = browser.get("/cases").with_status(200);
            browser.post(&page, "/preferences", &[("language", "en"), ("back", "/cases")]).with_status(303);
            shown.header("content-language").map(str::to_owned)
        };
        let languages = ["/docs", "/docs", "/docs?language=id"].map(|it| in_language(it).unwrap_or_default());
        assert_eq!(languages, ["id", "en", "id"]);
    });
}

#[test]
fn whatever_does_not_apply_is_told_with_what_does() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "agency", "Andi");
        for (method, path, allowed) in [
            ("DELETE", "/cases", "GET, HEAD"),
            ("PUT", "/cases/new", "GET, HEAD, POST"),
            ("GET", "/preferences", "POST"),
            ("POST", "/docs", "GET, HEAD"),
            ("DELETE", "/api/v1/cases", "GET, HEAD, OPTIONS, POST"),
            ("PUT", "/healthz", "GET, HEAD, OPTIONS"),
        ] {
            let refused = browser.send(method, path, &[], "").with_status(405);
            assert_eq!(refused.header("allow"), Some(allowed), "{method} {path}");
        }
    });
}

#[test]
fn what_is_not_there_is_told_on_a_page_to_browsers_alone() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "auditor", "Dewi");
        let page = browser.get("/nowhere/%3Cscript%3E").with_status(404);
        assert!(page.body.contains("Tidak ditemukan") && !page.body.contains("<script>"), "{}", page.body);
        let problem = app.anonymous("GET", "/nowhere").with_status(404);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"));
        let problem = browser.get("/api/v1/nowhere").with_status(404);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"));
    });
}

#[test]
fn a_role_sees_only_what_it_may() {
    on_each_database(|app| {
        let mut browser = Browser::signed_in(&app, "policy", "Rini");
        let refused = browser.get("/cases").with_status(403);
        assert!(refused.body.contains("Tidak diizinkan"), "{}", refused.body);
    });
}

#[test]
fn whoever_is_turned_back_at_the_door_is_told_on_a_page() {
    on_each_database_with("[limits]\nanonymous_per_minute = 10\n", |app| {
        let mut browser = Browser::new(&app);
        let long = format!("/cases?q={}", "a".repeat(9_000));
        for (path, status) in [("/cases/%00", 404), (long.as_str(), 414)] {
            let told = browser.get(path).with_status(status);
            assert!(told.header("content-type").is_some_and(|it| it.starts_with("text/html")), "{path}");
            assert!(told.body.contains("<html lang=\"id\""), "{}", told.body);
            assert_eq!(app.anonymous("GET", path).with_status(status).text("/status"), status.to_string());
        }
        let told = (0..20).map(|_| browser.get("/cases")).find(|it| it.status == 429).expect("one too many");
        assert!(
            told.body.contains("Terlalu banyak permintaan") && told.header("retry-after").is_some(),
            "{}",
            told.body
        );
        let program = browser.get("/api/v1/cases").with_status(429);
        assert_eq!(program.header("content-type"), Some("application/problem+json"));
    });
}
