//! What an agency is told before it submits, what evidence can be for, and how documents are looked at.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::pages_lists::holds;
use crate::support::{Person, SULSEL, TestApp, facts, on_each_database, verified_case};

const PDF: &str = "%PDF-1.7\nSurat penetapan\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

fn draft(app: &TestApp, change: impl Fn(&mut Value)) -> (String, Person, Browser) {
    let agency = app.person("agency", "andi");
    let mut case: Value = serde_json::from_str(&facts(SULSEL)).expect("JSON");
    change(&mut case);
    let begun = agency.post("/api/v1/cases", &json!({"rulebook": "exemption", "case": case}).to_string());
    let browser = Browser::with_key(app, &agency.key);
    (begun.with_status(201).text("/id"), agency, browser)
}

/// Where the first of these stands; they have to stand in this order.
fn in_order(page: &str, texts: &[&str]) {
    let mut from = 0;
    for it in texts {
        let at = page.get(from..).and_then(|rest| rest.find(it));
        from += at.unwrap_or_else(|| panic!("{it} after {from}: {page}"));
    }
}

#[test]
fn a_pre_check_says_first_what_is_missing_then_what_has_no_evidence_then_what_failed() {
    on_each_database(|app| {
        let (case, _, mut browser) = draft(&app, |it| {
            it["assessment"].as_object_mut().expect("a record").remove("total");
            it["talent_management"]["regulation_set_on"] = json!("2020-01-01");
        });
        let page = browser.get(&format!("/cases/{case}/pre-check")).with_status(200).body;
        let (field, evidence) = (
            format!("/cases/{case}/facts#f/assessment/total"),
            format!("/cases/{case}/evidence?fact=%2Ftalent_management%2Fcommittee_formed_on#fact"),
        );
        let order = [
            "Belum dapat diajukan",
            &field,
            "belum mempunyai bukti",
            &evidence,
            "Yang akan keluar",
            "Syarat satu per satu",
        ];
        in_order(&page, &order);
        in_order(&page, &["Syarat satu per satu", "✕", "✓"]);
        assert!(page.contains("<details><summary>Syarat lain ("), "{page}");
        assert!(page.contains("/editions/") && page.contains("#source-"), "{page}");
        // Whoever follows the way to the evidence finds the fact chosen.
        let chosen = browser.get(evidence.trim_end_matches("#fact")).with_status(200).body;
        assert!(chosen.contains("value=\"/talent_management/committee_formed_on\" selected"), "{chosen}");
    });
}

#[test]
fn a_draft_that_is_complete_and_supported_is_ready() {
    on_each_database(|app| {
        let (case, _, mut browser) = draft(&app, |it| {
            let groups: Vec<String> = it.as_object().expect("a record").keys().cloned().collect();
            let all =
                groups.iter().map(|name| (format!("/{name}"), json!({"status": "claimed", "reference": "Arsip"})));
            it["evidence"] = Value::Object(all.collect());
        });
        let page = browser.get(&format!("/cases/{case}/pre-check")).with_status(200).body;
        in_order(
            &page,
            &["Siap diajukan", "Setiap fakta yang dibaca untuk hasil ini mempunyai bukti", "Yang akan keluar"],
        );
        let cases = browser.get("/cases").with_status(200);
        browser.post(&cases, "/preferences", &[("language", "en"), ("back", "/cases")]).with_status(303);
        let english = browser.get(&format!("/cases/{case}/pre-check")).with_status(200).body;
        in_order(
            &english,
            &["Ready to be submitted", "Every fact that is read for this outcome has evidence", "What would come out"],
        );
    });
}

#[test]
fn a_draft_whose_outcome_nobody_can_tell_is_no_ready_one() {
    on_each_database(|app| {
        let (case, _, mut browser) = draft(&app, |it| {
            *it = serde_json::from_str(&facts("t03-buleleng-september-2024.json")).expect("JSON");
            it["talent_management"]["data_updated_on"] = json!({"unknown": "menunggu data"});
        });
        let address = format!("/cases/{case}/pre-check");
        let page = browser.get(&address).with_status(200).body;
        let field = format!("/cases/{case}/facts#f/talent_management/data_updated_on");
        let said = ", tetapi 1 fakta belum diketahui: putusannya mungkin belum dapat ditetapkan";
        in_order(&page, &["Dapat diajukan", said, &field, "Yang akan keluar"]);
        assert!(!page.contains("Siap diajukan"), "{page}");
        let cases = browser.get("/cases").with_status(200);
        browser.post(&cases, "/preferences", &[("language", "en"), ("back", "/cases")]).with_status(303);
        let english = browser.get(&address).with_status(200).body;
        in_order(&english, &["It can be submitted", ", but one fact is not known", "What would come out"]);
    });
}

#[test]
fn what_an_agency_cannot_supply_is_not_asked_of_it() {
    on_each_database(|app| {
        let (case, _, mut browser) = draft(&app, |it| {
            *it = serde_json::from_str(&facts("t02-sulsel-january-2026.json")).expect("JSON");
            it["approval"] = json!({"unknown": "menunggu surat"});
        });
        let page = browser.get(&format!("/cases/{case}/pre-check")).with_status(200).body;
        let own = ["Yang masih kurang dari instansi", "menunggu surat"];
        let others = ["Yang belum diketahui, dan bukan dari instansi", "belum dibaca"];
        in_order(&page, &[own[0], own[1], others[0], others[1]]);
    });
}

/// A plan with so many positions, each with so many successors.
fn plan(case: &mut Value, positions: usize, successors: usize) {
    let successors: Vec<Value> = (0..successors).map(|_| json!({"box": 9})).collect();
    let position = |it| json!({"code": format!("JPT-{it}"), "successors": successors});
    case["succession_plan"] = json!({"positions": (0..positions).map(position).collect::<Vec<Value>>()});
}

#[test]
fn evidence_can_be_for_an_entry_of_a_list_in_a_list() {
    on_each_database(|app| {
        let (case, agency, mut browser) = draft(&app, |it| plan(it, 7, 2));
        let address = format!("/cases/{case}/evidence");
        let shown = browser.get(&address).with_status(200);
        let inner = "/succession_plan/positions/6/successors/1";
        assert!(shown.body.contains(&format!("<option value=\"{inner}\">")), "{}", shown.body);
        assert!(shown.body.contains("<optgroup") && shown.body.contains("7 (JPT-6)"), "{}", shown.body);
        let fields = [("fact", inner), ("reference", "SK 7/2024")];
        browser.submit_files(&shown, &address, &fields, &[["file", "", "", ""]]).with_status(303);
        let kept = agency.get(&format!("/api/v1/cases/{case}")).json()["facts"]["evidence"][inner].clone();
        assert_eq!(kept["reference"], json!("SK 7/2024"));
        // What nobody could choose from is not offered at once, and every entry can be found.
        let (case, _, _) = draft(&app, |it| plan(it, 50, 20));
        let address = format!("/cases/{case}/evidence");
        let many = browser.get(&address).with_status(200).body;
        let options = |page: &str| page.matches("<option value=\"/succession_plan/positions/").count();
        // Those of the choice itself, and the lists that can be named.
        assert!((1..400).contains(&options(&many)), "{}", options(&many));
        in_order(
            &many,
            &["href=\"#within\"", "Simpan bukti", "Pilihan di atas tidak memuat semuanya", "id=\"within\""],
        );
    });
}

#[test]
fn an_entry_that_is_not_offered_is_found_and_nothing_that_was_typed_is_lost() {
    on_each_database(|app| {
        let (case, agency, mut browser) = draft(&app, |it| plan(it, 50, 20));
        let address = format!("/cases/{case}/evidence");
        let form = browser.get(&address).with_status(200);
        let inner = "/succession_plan/positions/48/successors/18";
        let list = "/succession_plan/positions/48/successors";
        let typed = [("fact", ""), ("reference", "SK 7/2024"), ("within", list), ("entry", "19"), ("find", "1")];
        let file = [["file", "sk.pdf", "application/pdf", "%PDF-1.4"]];
        let found = browser.submit_files(&form, &address, &typed, &file).with_status(200);
        let again = [
            "Pilih lagi dokumennya: sk.pdf",
            "data-unsent",
            "value=\"SK 7/2024\"",
            "name=\"entry\" autocomplete=\"off\" inputmode=\"numeric\" value=\"\"",
        ];
        holds(&found, &again);
        holds(&found, &[&format!("<option value=\"{inner}\" selected>")]);
        // A number that was typed is not passed over when another button is pressed.
        let typed = [("fact", "/agency/kind"), ("reference", "SK 7/2024"), ("within", list), ("entry", "19")];
        let found = browser.submit_files(&form, &address, &typed, &[]).with_status(422);
        holds(&found, &[&format!("<option value=\"{inner}\" selected>"), "periksa, lalu simpan"]);
        for none in ["0", "21", "-1", "1e", "12a", "99999999999999999999"] {
            let typed = [("fact", ""), ("reference", "SK 7/2024"), ("within", list), ("entry", none), ("find", "1")];
            let refused = browser.submit_files(&form, &address, &typed, &[]).with_status(422);
            holds(&refused, &["<a href=\"#entry\">Nomor isian</a>", "tidak mempunyai isian", "value=\"SK 7/2024\""]);
        }
        let kept = agency.get(&format!("/api/v1/cases/{case}")).json()["facts"]["evidence"].clone();
        assert!(kept.get(inner).is_none() && kept.get("/agency/kind").is_none(), "{kept}");
        let save = [("fact", inner), ("reference", "SK 7/2024"), ("within", list), ("entry", "19")];
        browser.submit_files(&found, &address, &save, &[]).with_status(303);
        let kept = agency.get(&format!("/api/v1/cases/{case}")).json()["facts"]["evidence"][inner].clone();
        assert_eq!(kept["reference"], json!("SK 7/2024"));
        // The numbers are those of the case as it was when the page was made.
        let typed = [("fact", ""), ("reference", "SK 8/2024"), ("within", list), ("entry", "18"), ("find", "1")];
        let late = browser.submit_files(&form, &address, &typed, &[]).with_status(412);
        holds(&late, &["kasus ini berubah sejak", "value=\"SK 8/2024\"", "value=\"18\"", "<option value=\"\">Pilih"]);
        agency.post(&format!("/api/v1/cases/{case}/withdrawal"), r#"{"reason":"r"}"#).with_status(200);
        let closed = browser.submit_files(&form, &address, &typed, &[]).with_status(409);
        holds(&closed, &["Rujukan: SK 8/2024", "Suksesor", "Nomor isian: 18"]);
    });
}

#[test]
fn evidence_that_is_refused_says_why_at_the_top_with_the_way_to_the_field() {
    on_each_database(|app| {
        let (case, _, mut browser) = draft(&app, |_| {});
        let address = format!("/cases/{case}/evidence");
        let shown = browser.get(&address).with_status(200);
        let send = |browser: &mut Browser, fields: &[(&str, &str)]| {
            browser.submit_files(&shown, &address, fields, &[["file", "", "", ""]]).with_status(422).body
        };
        let refused = send(&mut browser, &[("fact", ""), ("reference", "")]);
        let order = [
            "id=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus",
            "Belum disimpan: ada isian yang harus diperbaiki",
            "<a href=\"#fact\">Untuk data</a>",
            "<a href=\"#reference\">Rujukan</a>",
            "Bukti yang ada",
            "id=\"fact\"",
            "id=\"reference\"",
        ];
        in_order(&refused, &order);
    });
}

fn headers(browser: &mut Browser, path: &str) -> [String; 4] {
    let reply = browser.get(path).with_status(200);
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"));
    ["content-type", "content-disposition", "content-security-policy", "cache-control"]
        .map(|it| reply.header(it).unwrap_or_default().to_owned())
}

#[test]
fn what_browsers_can_show_is_shown_and_nothing_else() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut browser = Browser::with_key(&app, &agency.key);
        let kept = |name: &str, kind: &str, bytes: &[u8]| {
            let path = format!("/api/v1/documents?name={name}");
            format!("/documents/{}", agency.upload(&path, kind, bytes).with_status(201).text("/sha256"))
        };
        let pdf = kept("surat.pdf", "application/pdf", PDF.as_bytes());
        let png = kept("foto.png", "image/png", PNG);
        let polyglot = kept("a.pdf", "application/pdf", b"%PDF-<html><script>alert(1)</script>");
        let markup = kept("b.pdf", "text/plain", b"<html><script>alert(1)</script>");
        let drawing = kept("c.svg", "text/plain", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        for (document, kind) in [(&pdf, "application/pdf"), (&polyglot, "application/pdf"), (&png, "image/png")] {
            let [media_type, disposition, policy, kept] = headers(&mut browser, &format!("{document}?view=1"));
            assert!(disposition.starts_with("inline; filename="), "{disposition}");
            assert_eq!((media_type.as_str(), kept.as_str()), (kind, "no-store"));
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
            assert!(!policy.contains("script-src") && (kind == "application/pdf" || policy.contains("sandbox")));
            assert!(headers(&mut browser, document)[1].starts_with("attachment"));
        }
        for document in [&markup, &drawing] {
            let [media_type, disposition, policy, _] = headers(&mut browser, &format!("{document}?view=1"));
            assert!(disposition.starts_with("attachment") && disposition.contains(".txt"), "{disposition}");
            assert_eq!((media_type.as_str(), policy.as_str()), ("text/plain", "default-src 'none'; sandbox"));
        }
        for body in [b"<html>".as_slice(), b"<svg/>"] {
            agency.upload("/api/v1/documents?name=a.pdf", "application/pdf", body).with_status(422);
        }
        // Whoever may not save it may not look at it either.
        Browser::signed_in(&app, "agency", "lain").get(&format!("{pdf}?view=1")).with_status(404);
    });
}

#[test]
fn a_verifier_sees_documents_beside_the_facts() {
    on_each_database(|app| {
        let (case, agency, mut browser) = draft(&app, |_| {});
        let address = format!("/cases/{case}/evidence");
        for (fact, file) in [
            ("/assessment/total", ["file", "surat.pdf", "application/pdf", PDF]),
            ("/agency/kind", ["file", "catatan.txt", "text/plain", "tercatat"]),
        ] {
            let shown = browser.get(&address).with_status(200);
            browser.submit_files(&shown, &address, &[("fact", fact)], &[file]).with_status(303);
        }
        agency.post(&format!("/api/v1/cases/{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = siti.get(&format!("/cases/{case}/verification")).with_status(200);
        let policy = work.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-src 'self'"), "{policy}");
        let page = siti.get(&format!("/cases/{case}")).with_status(200);
        let policy = page.header("content-security-policy").unwrap_or_default();
        assert!(!policy.contains("frame-src"), "{policy}");
        for it in [&work.body, &page.body] {
            assert!(it.contains("Lihat dokumen <bdi translate=\"no\">surat.pdf</bdi> (tab baru)"), "{it}");
            assert!(it.contains("Simpan dokumen <bdi translate=\"no\">catatan.txt</bdi>"), "{it}");
        }
        assert!(work.body.contains("?view=1\" title=\"surat.pdf\" loading=\"lazy\"></iframe>"), "{}", work.body);
        assert_eq!(work.body.matches("<iframe").count(), 1);
    });
}

#[test]
fn a_reason_that_is_missing_is_called_by_its_field() {
    on_each_database(|app| {
        let (case, _, verifier, _) = verified_case(&app, SULSEL);
        let ruling = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let mut budi = Browser::signed_in(&app, "reviewer", "budi");
        let review = format!("/rulings/{ruling}/review");
        let shown = budi.get(&review).with_status(200);
        let refused = budi.post(&shown, &review, &[("verdict", "remanded"), ("reason", "")]).with_status(422).body;
        assert!(refused.contains("<a href=\"#reason\">Alasan: harus diisi</a>"), "{refused}");
    });
}
