//! The pages are there in both languages, need no script, and every command of the guide does what it says.

use std::process::Command;

use crate::client::send;
use crate::support::{TestApp, on_each_database};

fn page(app: &TestApp, language: &str) -> String {
    let reply = send(&app.address, "GET", "/docs", &[("accept-language", language)], "").with_status(200);
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(reply.header("content-language"), Some(language));
    let policy = reply.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
    reply.body
}

#[test]
fn the_page_is_there_in_both_languages_without_a_script() {
    on_each_database(|app| {
        let (indonesian, english) = (page(&app, "id"), page(&app, "en"));
        assert!(indonesian.contains("Dari kunci sampai putusan"));
        assert!(english.contains("From a key to a ruling"));
        for text in [&indonesian, &english] {
            assert!(!text.contains("<script") && !text.contains("style=\"") && !text.contains("onclick"));
            for known in ["POST", "/api/v1/cases/{case}/submission", "idempotency-key-reused"] {
                assert!(text.contains(known), "{known}");
            }
        }
        let asked = app.anonymous("GET", "/docs?language=id").with_status(200);
        assert_eq!(asked.header("content-language"), Some("id"));
        assert_eq!(app.anonymous("GET", "/").with_status(303).header("location"), Some("/docs"));
        let style = app.anonymous("GET", "/docs/style.css").with_status(200);
        assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
        assert_eq!(style.header("x-content-type-options"), Some("nosniff"));
        app.anonymous("POST", "/docs").with_status(405);
    });
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    on_each_database(|app| {
        let text = page(&app, "en");
        for link in text.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
            assert!(text.contains(&format!("id=\"{link}\"")), "#{link}");
        }
    });
}

#[test]
fn the_guide_can_be_followed_by_copy_and_paste() {
    on_each_database(|app| {
        let commands = commands(&page(&app, "en"));
        assert!(commands.len() > 10, "{commands:?}");
        let script = format!("set -eu\n{}", commands.join("\necho\n"));
        let folder = std::env::temp_dir().join(format!("timbang_guide_{}_{}", std::process::id(), app.is_sqlite()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        // What curl answers with is an error for the script as well.
        std::fs::write(folder.join(".curlrc"), "fail-with-body\n").expect("a file can be written");
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(&folder)
            .env("CURL_HOME", &folder)
            .env("URL", format!("http://{}", app.address))
            .env("AGENCY", app.person("agency", "andi").key)
            .env("VERIFIER", app.person("verifier", "siti").key)
            .env("REVIEWER", app.person("reviewer", "budi").key)
            .output()
            .expect("there is a shell");
        drop(std::fs::remove_dir_all(&folder));
        let (said, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{said}\n{failed}");
        for expected in [
            "\"preview\":true",
            "/api/v1/rulings/",
            "Kategori sistem merit: Sangat Baik",
            "\"state\":\"confirmed\"",
            "\"state\":\"withdrawn\"",
        ] {
            assert!(said.contains(expected), "{expected} is not in\n{said}");
        }
    });
}

/// The boxes that are to be run, as text.
fn commands(page: &str) -> Vec<String> {
    let boxes = page.split("<pre class=\"command run\"").skip(1);
    let code = boxes.filter_map(|it| it.split_once("<code>")?.1.split_once("</code>").map(|it| it.0));
    code.map(|it| it.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")).collect()
}
