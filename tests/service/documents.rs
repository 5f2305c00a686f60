//! Documents: kept once under their hash, named by evidence, and never seen by others.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use crate::browser::Browser;
use crate::client::open;
use crate::support::{Person, SULSEL, facts, fresh_key, on_each_database, on_each_database_with, verified_case};

const PDF: &[u8] = b"%PDF-1.7\nSurat penetapan\n%%EOF\n";
const UNKNOWN: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

fn sent(person: &Person) -> String {
    person.upload("/api/v1/documents?name=surat.pdf", "application/pdf", PDF).with_status(201).text("/sha256")
}

#[test]
fn a_document_comes_back_as_it_was_sent() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let kept =
            agency.upload("/api/v1/documents?name=..%2FSurat%20No.%201.pdf", "application/pdf", PDF).with_status(201);
        assert_eq!(kept.text("/name"), "Surat No. 1.pdf");
        assert_eq!(kept.text("/size"), PDF.len().to_string());
        let place = kept.header("location").expect("a place").to_owned();
        assert_eq!(place, format!("/api/v1/documents/{}", kept.text("/sha256")));
        let back = agency.get(&place).with_status(200);
        assert_eq!(back.body.as_bytes(), PDF);
        assert_eq!(back.header("content-type"), Some("application/pdf"));
        assert_eq!(back.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(back.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        let shown = back.header("content-disposition").expect("a name");
        assert!(shown.starts_with("attachment") && shown.contains("Surat No. 1.pdf"), "{shown}");
        // Nobody is handed anything under a name that makes it run.
        let named =
            agency.upload("/api/v1/documents?name=sk.pdf.exe", "application/pdf", b"%PDF-1.7\nsk").with_status(201);
        assert_eq!(named.text("/name"), "sk.pdf.exe.pdf");
        let named = agency.upload("/api/v1/documents?name=surat.hta", "text/plain", b"<script>").with_status(201);
        assert_eq!(named.text("/name"), "surat.hta.txt");
        // The same bytes under another name are the same document.
        let again = agency.upload("/api/v1/documents?name=other.pdf", "application/pdf", PDF).with_status(201);
        assert_eq!(again.body, kept.body);
    });
}

#[test]
fn only_what_is_taken_and_is_what_it_says_is_kept() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let code = |media_type, content: &[u8], status| {
            agency.upload("/api/v1/documents", media_type, content).with_status(status).text("/code")
        };
        assert_eq!(code("text/html", b"<p>", 415), "document-kind");
        assert_eq!(code("image/png", PDF, 422), "not-as-claimed");
        assert_eq!(code("application/pdf", b"", 422), "empty-document");
        assert_eq!(
            code("application/pdf", &[b"%PDF-1.7".as_slice(), &vec![0; 10 << 20]].concat(), 413),
            "document-too-large"
        );
        let unknown = agency.upload("/api/v1/documents?wrong=1", "application/pdf", PDF).with_status(422);
        assert_eq!(unknown.pointers(), ["/wrong"]);
        let auditor = app.person("auditor", "dewi");
        auditor.upload("/api/v1/documents", "application/pdf", PDF).with_status(403);
    });
}

#[test]
fn a_document_that_grows_beyond_the_limit_is_cut_off() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut stream = open(&app.address);
        let head = format!(
            "POST /api/v1/documents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {}\r\n\
             content-type: text/plain\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n",
            agency.key,
            fresh_key()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let chunk = format!("100000\r\n{}\r\n", "x".repeat(1 << 20));
        // It never says how much is to come, and it never ends; the answer comes all the same.
        for _ in 0..12 {
            drop(stream.write_all(chunk.as_bytes()));
        }
        let answer = beginning(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("document-too-large"), "{answer}");
    });
}

/// What comes until the problem has told its code; the connection may stay open behind it.
fn beginning(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut part = [0; 512];
    while !String::from_utf8_lossy(&answer).contains("\"code\"") {
        let read = stream.read(&mut part).expect("an answer");
        assert!(read > 0, "{}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&part[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn one_slow_client_leaves_room_for_the_others() {
    // Of four places one credential has one.
    on_each_database_with("[documents]\nat_once = 4\n", |app| {
        let (slow, other) = (app.person("agency", "andi"), app.person("agency", "rina"));
        let pause = || std::thread::sleep(std::time::Duration::from_millis(100));
        let begun = || {
            let mut stream = open(&app.address);
            let head = format!(
                "POST /api/v1/documents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {}\r\n\
                 content-type: text/plain\r\ncontent-length: 1000\r\nconnection: close\r\n\r\nx",
                slow.key,
                fresh_key()
            );
            stream.write_all(head.as_bytes()).unwrap();
            pause();
            stream
        };
        let upload = |person: &Person| person.upload("/api/v1/documents?name=a.pdf", "application/pdf", PDF);
        let (mut stream, mut refused) = (begun(), upload(&slow));
        for _ in 0..50 {
            if refused.status == 429 {
                break;
            }
            // The quick one was there before the slow one, which may have been refused.
            stream = begun();
            refused = upload(&slow);
        }
        assert_eq!(refused.with_status(429).text("/limit"), "uploads");
        upload(&other).with_status(201);
        // Whoever gives up gives the place back.
        drop(stream);
        let free = (0..50).any(|_| {
            pause();
            upload(&slow).status == 201
        });
        assert!(free, "the place is free again");
    });
}

#[test]
fn a_session_and_a_key_of_one_person_share_their_places() {
    on_each_database_with("[documents]\nat_once = 4\n", |app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL).replace("/api/v1", "");
        let mut browser = Browser::with_key(&app, &agency.key);
        let evidence = format!("{case}/evidence");
        let shown = browser.get(&evidence).with_status(200);
        let fields = [("fact", "/assessment"), ("reference", "Keputusan 12/2021")];
        let files = [["file", "a.pdf", "application/pdf", "%PDF-1.7\n%%EOF\n"]];
        let mut slow = open(&app.address);
        let head = format!(
            "POST /api/v1/documents HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {}\r\n\
             content-type: text/plain\r\ncontent-length: 1000\r\n\r\nx",
            agency.key,
            fresh_key()
        );
        slow.write_all(head.as_bytes()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(500));
        browser.submit_files(&shown, &evidence, &fields, &files).with_status(429);
        drop(slow);
        let free = (0..50).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            browser.submit_files(&shown, &evidence, &fields, &files).status == 303
        });
        assert!(free, "the place is free again");
    });
}

#[test]
fn a_document_of_others_is_not_there() {
    on_each_database(|app| {
        let sha256 = sent(&app.person("agency", "andi"));
        let place = format!("/api/v1/documents/{sha256}");
        for official in ["verifier", "reviewer", "auditor"] {
            assert_eq!(app.person(official, "siti").get(&place).with_status(200).body.as_bytes(), PDF);
        }
        let absent = format!("/api/v1/documents/{UNKNOWN}");
        for other in [app.person("agency", "rina"), app.person_of("other", "auditor", "edi")] {
            let (foreign, nothing) = (other.get(&place).with_status(404), other.get(&absent).with_status(404));
            assert_eq!(foreign.text("/code"), nothing.text("/code"));
        }
        // Whether others have the same bytes cannot be told from the answer.
        let rina = app.person("agency", "rina");
        let own = rina.upload("/api/v1/documents?name=own.pdf", "application/pdf", PDF).with_status(201);
        assert_eq!(own.text("/name"), "own.pdf");
    });
}

#[test]
fn evidence_names_documents_that_are_there() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let evidence = |sha256: &str| json!({"/assessment/total": {"status": "claimed", "sha256": sha256}});
        let body = |evidence: &serde_json::Value| {
            format!(r#"{{"rulebook":"exemption","case":{},"evidence":{evidence}}}"#, facts(SULSEL))
        };
        let refused = agency.post("/api/v1/cases", &body(&evidence(UNKNOWN))).with_status(422);
        assert_eq!(refused.pointers(), ["/evidence/~1assessment~1total/sha256"]);
        // What another agency has does not count, and is not told.
        let sha256 = sent(&app.person("agency", "rina"));
        let foreign = agency.post("/api/v1/cases", &body(&evidence(&sha256))).with_status(422);
        assert_eq!(foreign.json()["errors"], refused.json()["errors"]);
        let own = sent(&agency);
        let begun = agency.post("/api/v1/cases", &body(&evidence(&own))).with_status(201);
        assert_eq!(begun.text("/facts/evidence/~1assessment~1total/sha256"), own);
        let inside = facts(SULSEL).replacen('{', &format!(r#"{{"evidence":{},"#, evidence(UNKNOWN)), 1);
        let case = format!("/api/v1/cases/{}/facts", begun.text("/id"));
        let refused = agency.put(&case, &format!(r#"{{"case":{inside}}}"#)).with_status(422);
        assert_eq!(refused.pointers(), ["/case/evidence/~1assessment~1total/sha256"]);
    });
}

#[test]
fn a_verifier_adds_a_document_for_a_case_and_its_agency_can_read_it() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        agency.get(&case).with_status(200);
        let id = case.rsplit('/').next().expect("an identity");
        let nowhere = verifier.upload("/api/v1/documents?name=a.pdf", "application/pdf", PDF).with_status(422);
        assert_eq!(nowhere.pointers(), ["/case"]);
        let path = format!("/api/v1/documents?case={id}&name=temuan.pdf");
        let sha256 = verifier.upload(&path, "application/pdf", PDF).with_status(201).text("/sha256");
        agency.get(&format!("/api/v1/documents/{sha256}")).with_status(200);
        let foreign = app.person_of("other", "verifier", "joko");
        foreign.upload(&path, "application/pdf", PDF).with_status(404);
    });
}
