//! Forms with files whose session is over: all but the files comes back, and nobody takes a place from the others.

use std::io::Write;

use crate::browser::Browser;
use crate::client::{Reply, open};
use crate::pages_kept::{PDF, draft, facts_of};
use crate::support::{Person, TestApp, on_each_database};

/// What is said of a document.
const OF_EVIDENCE: [(&str, &str); 2] = [("fact", "/assessment"), ("reference", "Keputusan 12/2021")];

/// A page whose session is over, in the browser that still shows it.
struct Ended {
    agency: Person,
    browser: Browser,
    address: String,
    shown: Reply,
}

fn evidence_after_the_session(app: &TestApp) -> Ended {
    let (agency, mut browser, case) = draft(app);
    let address = format!("{case}/evidence");
    let shown = browser.get(&address).with_status(200);
    browser.is_signed_out_elsewhere();
    Ended { agency, browser, address, shown }
}

#[test]
fn of_a_form_with_a_file_all_but_the_file_is_kept() {
    on_each_database(|app| {
        let Ended { agency, mut browser, address, shown } = evidence_after_the_session(&app);
        let case = address.trim_end_matches("/evidence").to_owned();
        let fields = OF_EVIDENCE;
        let file = [["file", "surat.pdf", "application/pdf", PDF]];
        let ended = browser.submit_files(&shown, &address, &fields, &file).with_status(401);
        assert!(ended.body.contains("surat.pdf") && !ended.body.contains("Surat penetapan"), "{}", ended.body);
        let asking = browser.get("/sign-in").with_status(200);
        browser.post(&asking, "/sign-in", &[("key", &agency.key)]).with_status(303);
        let asked = browser.submit(&ended, &address, &[]).with_status(403);
        assert!(asked.body.contains("Pilih lagi berkas") && asked.body.contains("surat.pdf"), "{}", asked.body);
        browser.submit_files(&asked, &address, &[], &file).with_status(303);
        let evidence = &facts_of(&agency, &case)["evidence"]["/assessment"];
        assert_eq!(evidence["reference"], "Keputusan 12/2021");
        assert!(evidence["sha256"].is_string(), "{evidence}");
        // In a session that is good, but of another page, it is asked at once.
        let asked = browser.submit_files(&shown, &address, &fields, &file).with_status(403);
        assert!(asked.body.contains("Kirim sebagai andi"), "{}", asked.body);
    });
}

#[test]
fn large_files_after_a_session_take_no_place_from_each_other() {
    on_each_database(|app| {
        let Ended { mut browser, address, shown, .. } = evidence_after_the_session(&app);
        // Somebody at the same address whose session is over as well sends a large file, slowly.
        let mut slow = open(&app.address);
        let begun = "--limit\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n\
             --limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF";
        let head = format!(
            "POST {address} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\ncontent-type: multipart/form-data; boundary=limit\r\n\
             content-length: 3000000\r\n\r\n{begun}",
            app.address
        );
        slow.write_all(head.as_bytes()).expect("it is listening");
        std::thread::sleep(std::time::Duration::from_millis(300));
        let content = format!("%PDF-1.7\n{}\n%%EOF\n", "0".repeat(2 << 20));
        let file = [["file", "surat.pdf", "application/pdf", &content]];
        let ended = browser.submit_files(&shown, &address, &OF_EVIDENCE, &file).with_status(401);
        assert!(ended.body.contains("Keputusan 12/2021") && ended.body.contains("surat.pdf"), "{}", ended.body);
        drop(slow);
    });
}
