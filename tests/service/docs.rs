//! The pages are there in both languages, need no script, and every command of the guide does what it says.

use std::collections::BTreeSet;
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
        assert_eq!(app.anonymous("GET", "/").with_status(303).header("location"), Some("/sign-in"));
        let style = app.anonymous("GET", "/docs/style.css").with_status(200);
        assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
        assert_eq!(style.header("x-content-type-options"), Some("nosniff"));
        app.anonymous("POST", "/docs").with_status(405);
    });
}

#[test]
fn every_link_within_the_page_leads_to_one_place() {
    on_each_database(|app| {
        let text = page(&app, "en");
        let parts = |mark: &'static str| text.split(mark).skip(1).filter_map(|it| it.split('"').next());
        let places: Vec<&str> = parts(" id=\"").collect();
        for link in parts("href=\"#") {
            assert!(places.contains(&link), "#{link}");
        }
        let once: BTreeSet<&str> = places.iter().copied().collect();
        assert_eq!(once.len(), places.len(), "a place has one name of its own");
    });
}

#[test]
fn headings_follow_each_other_without_a_gap() {
    on_each_database(|app| {
        let text = page(&app, "id");
        let levels = text.split("<h").skip(1).filter_map(|it| it.chars().next()?.to_digit(10));
        let levels: Vec<u32> = levels.collect();
        assert_eq!((levels[0], levels.iter().filter(|it| **it == 1).count()), (1, 1));
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "h{} comes after h{}", pair[1], pair[0]);
        }
    });
}

#[test]
fn what_is_asked_for_beyond_the_language_is_refused() {
    on_each_database(|app| {
        for path in ["/docs?languag=en", "/docs?language=fr", "/docs?language=id&language=en", "/docs/style.css?x=1"] {
            let refused = app.anonymous("GET", path).with_status(422);
            assert_eq!(refused.pointers().len(), 1, "{path}: {}", refused.body);
        }
    });
}

/// The part of the page about one operation or object.
fn part<'p>(page: &'p str, id: &str) -> &'p str {
    let rest = page.split_once(&format!("<article id=\"{id}\"")).unwrap_or_else(|| panic!("{id} is not there")).1;
    rest.split_once("</article>").expect("an end").0
}

#[test]
fn operations_list_parameters_and_members_with_kind_need_meaning_and_bounds() {
    on_each_database(|app| {
        let (indonesian, english) = (page(&app, "id"), page(&app, "en"));
        let has = |text: &str, parts: &[&str]| {
            for it in parts {
                assert!(text.contains(it), "{it} is not in\n{text}");
            }
        };
        let cases = part(&english, "operation-list_cases");
        has(cases, &["after the ?", "1 to 200", "<code>objected</code>", "Only those of this agency"]);
        let approval = part(&english, "operation-approve_draft");
        has(approval, &["SHA-256", "required", "date (YYYY-MM-DD)", "at most 10000 characters", "always there"]);
        let persetujuan = part(&indonesian, "operation-approve_draft");
        has(
            persetujuan,
            &["wajib", "tanggal (YYYY-MM-DD)", "paling banyak 10000 karakter", "selalu ada", "Hari di Jakarta"],
        );
        has(part(&english, "object-RulingDocument"), &["href=\"#object-RulingDocument.criterion\""]);
        has(part(&english, "object-Found"), &["<code>disputed</code>", "required"]);
        has(part(&english, "operation-send_document"), &["application/pdf", "@file.pdf"]);
        has(part(&english, "operation-write_draft"), &["-H 'If-Match: &quot;1&quot;'"]);
    });
}

#[test]
fn nothing_of_ours_is_english_on_the_indonesian_page() {
    on_each_database(|app| {
        let (indonesian, document) = (page(&app, "id"), crate::described::description(&app));
        assert!(!indonesian.contains("lang=\"en\"><"), "no part is marked as English");
        let mut english = BTreeSet::new();
        texts(&document, &mut english);
        assert!(english.len() > 200, "{}", english.len());
        // Short ones are words of the other language as well, or names.
        for text in english.iter().filter(|it| it.len() > 24) {
            assert!(!indonesian.contains(&format!(">{text}<")), "{text}");
        }
    });
}

/// Every English text of the description that has another Indonesian one beside it.
fn texts<'d>(part: &'d serde_json::Value, all: &mut BTreeSet<&'d str>) {
    if let Some(members) = part.as_object() {
        for (text, beside) in [("summary", "x-summary-id"), ("description", "x-description-id")] {
            let english = members.get(text).and_then(serde_json::Value::as_str);
            all.extend(english.filter(|it| members.get(beside).is_some_and(|other| other != *it)));
        }
        members.iter().filter(|it| it.0 != "example").for_each(|it| texts(it.1, all));
    }
    part.as_array().into_iter().flatten().for_each(|it| texts(it, all));
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
