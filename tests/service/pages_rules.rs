//! Pages about rules: an edition to be read, drafts from the first line to the publication, the country in figures.

use crate::browser::Browser;
use crate::client::Reply;
use crate::support::{SULSEL, TestApp, on_each_database, verified_case};

const FILE: &str = "exemption/2018/exemption.aturan";
const UPLOADED: [&str; 4] = ["files", "new.json", "application/json", "{}"];
const PAYLOAD: &str = "</textarea><script>alert(1)</script>";

/// A page in the language that is read by default.
fn shows(page: &Reply, texts: &[&str]) {
    for text in texts {
        assert!(page.body.contains(text), "no {text} in {}", page.body);
    }
    assert!(!page.body.contains("<script>alert") && !page.body.contains(" style=\""));
}

/// What stands in the text area of the page of a file.
fn written(page: &Reply) -> String {
    let area = page.body.split("<textarea").find(|it| it.contains("id=\"text\"")).expect("a text area");
    let text = area.split_once('>').expect("its end").1.split("</textarea>").next().expect("its text");
    let text = text.strip_prefix('\n').unwrap_or(text);
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn begun(policy: &mut Browser) -> String {
    let mut shown = policy.get("/drafts").with_status(200);
    // The search above has the same address.
    shown.body = shown.body.split("id=\"begin\"").nth(1).expect("a form").to_owned();
    let begun = policy.post(&shown, "/drafts", &[("rulebook", "exemption"), ("note", "Catatan")]).with_status(303);
    let place = begun.header("location").expect("a place").to_owned();
    place.split('?').next().expect("a path").to_owned()
}

fn file_of(draft: &str) -> String {
    format!("{draft}/file?path={}", FILE.replace('/', "%2F"))
}

fn in_the_order_of_a_regulation(edition: &Reply) {
    let places = ["id=\"decisions\"", "id=\"criteria\"", "id=\"parameters\"", "id=\"facts\"", "id=\"sources\""];
    let places = places.map(|it| edition.body.find(it).unwrap_or_else(|| panic!("{it} is not there")));
    assert!(places.is_sorted(), "{places:?}");
}

const IN_AN_EDITION: [&str; 15] = [
    "id=\"criterion-talent_regulation_set\"",
    "id=\"parameter-evaluation_months\"",
    "id=\"fact-succession_plan.positions.code\"",
    "id=\"rule-EX-1\"",
    "href=\"#parameter-evaluation_months\"",
    "menunggu naskah",
    "belum terverifikasi",
    "terpenuhi apabila semua hal berikut:",
    "title=\"request.submitted_on\">Tanggal permohonan</a>",
    "<span class=\"named\" title=\"exempt\">Dikecualikan</span>",
    "id=\"source-PP-11-2017-pasal-110-ayat-1\"",
    "href=\"#source-PP-11-2017-pasal-110-ayat-1\"",
    "Dipakai oleh",
    "exemption/2026/exemption.aturan-L",
    "Permohonan › Tanggal permohonan</a>",
];

#[test]
fn an_edition_reads_like_a_regulation() {
    on_each_database(|app| {
        let mut anyone = Browser::signed_in(&app, "agency", "andi");
        let all = anyone.get("/rulebooks").with_status(200);
        shows(
            &all,
            &["Pengecualian dari seleksi terbuka", "Edisi 2018", "class=\"timeline\"", "role=\"img\"", ">hari ini<"],
        );
        shows(&anyone.get("/rulebooks/exemption").with_status(200), &["Publikasi 0", "Disetujui oleh", "berlaku"]);
        let edition = anyone.get("/rulebooks/exemption/editions/2026").with_status(200);
        shows(&edition, &IN_AN_EDITION);
        in_the_order_of_a_regulation(&edition);
        let source = anyone.get("/rulebooks/exemption/editions/2026/source").with_status(200);
        shows(&source, &["id=\"exemption/2026/exemption.aturan-L1\"", "himpunan exemption edisi"]);
        for missing in ["/rulebooks/none", "/rulebooks/exemption/editions/1999", "/codes/E9999"] {
            anyone.get(missing).with_status(404);
        }
        shows(&anyone.get("/codes/E0201").with_status(200), &["Nama tidak dikenal"]);
        let shown = anyone.get("/rulebooks").with_status(200);
        anyone.post(&shown, "/preferences", &[("language", "en")]).with_status(303);
        let english = anyone.get("/rulebooks/exemption/editions/2026").with_status(200);
        shows(&english, &["holds when all of the following:", "waits for a text", "Used by", ">Exempt</span>"]);
        // A label is set apart from the words around it, and what it is about from the label.
        shows(&english, &[">“Approval stands until”</a> for <a", ">“Promotion and transfer” of a</span>"]);
    });
}

#[test]
fn a_draft_is_refused_mended_and_published_by_another_person() {
    on_each_database(|app| {
        let mut policy = Browser::signed_in(&app, "policy", "ratna");
        shows(&policy.get("/drafts").with_status(200), &["Belum ada konsep", "Mulai konsep"]);
        let draft = begun(&mut policy);
        shows(
            &policy.get(&draft).with_status(200),
            &[FILE, "Konsep: Pengecualian dari seleksi terbuka", "Terbuka", "Catatan", "ratna"],
        );
        let sound = broken_and_mended(&mut policy, &draft);
        shows(&policy.get(&format!("{draft}/difference")).with_status(200), &["+2", "Dicatat lagi."]);
        shows(&policy.get(&format!("{draft}/impact")).with_status(200), &["Belum ada kasus yang diputus"]);
        shows(&policy.get(&format!("{draft}/approval")).with_status(200), &["Anda ikut menulis konsep ini"]);
        assert!(sound.contains("Dicatat lagi."));
        publishes(&app, &draft);
        shows(&policy.get(&draft).with_status(200), &["Diterbitkan", "tidak dapat diubah lagi"]);
        shows(&policy.get("/drafts?state=open").with_status(200), &["Tidak ada konsep yang cocok"]);
        shows(&policy.get("/rulebooks/exemption").with_status(200), &["Publikasi 1", "bambang", "Karena diuji"]);
    });
}

/// An error with its line, then a text without it; what was saved at last.
fn broken_and_mended(policy: &mut Browser, draft: &str) -> String {
    let address = file_of(draft);
    let shown = policy.get(&address).with_status(200);
    let text = written(&shown);
    let broken = format!("{text}\nsyarat rusak\n  terpenuhi apabila tidak_ada\n-- {PAYLOAD}\n");
    policy.post(&shown, &address, &[("text", &broken)]).with_status(303);
    let line = format!("#L{}", text.lines().count() + 3);
    shows(&policy.get(&address).with_status(200), &["/codes/E0201", &line, "&lt;script&gt;alert"]);
    let saved = policy.get(&format!("{address}&done=saved")).with_status(200);
    shows(&saved, &["notice warn", "Disimpan, dengan 3 kesalahan"]);
    let check = policy.get(&format!("{draft}/check")).with_status(200);
    shows(&check, &["belum dapat diterbitkan", "/codes/E0201", "terpenuhi apabila tidak_ada"]);
    shows(&policy.get(&format!("{draft}/impact")).with_status(200), &["mengandung kesalahan"]);
    // Somebody wrote in between: what was typed stays, nothing is saved.
    let late = policy.post(&shown, &address, &[("text", "-- terlambat")]).with_status(412);
    shows(&late, &["berubah sejak", "-- terlambat"]);
    let shown = policy.get(&address).with_status(200);
    let mended = format!("{text}\n-- Dicatat lagi.\n");
    policy.post(&shown, &address, &[("text", &mended)]).with_status(303);
    let check = policy.get(&format!("{draft}/check")).with_status(200);
    shows(&check, &["dapat diterbitkan", "skenario sesuai", "Yang dicapai skenario"]);
    written(&policy.get(&address).with_status(200))
}

fn publishes(app: &TestApp, draft: &str) {
    let mut publisher = Browser::signed_in(app, "publisher", "bambang");
    let address = format!("{draft}/approval");
    let shown = publisher.get(&address).with_status(200);
    let refused = publisher.post(&shown, &address, &[("effective_on", "2026-01-01")]).with_status(422);
    shows(&refused, &["sebutkan alasannya", "centang dahulu", "aria-invalid=\"true\""]);
    let fields = [("effective_on", "2026-01-01"), ("reason", "Karena diuji"), ("looked", "1")];
    publisher.post(&refused, &address, &fields).with_status(303);
    shows(&publisher.get(&address).with_status(200), &["sudah diterbitkan"]);
}

#[test]
fn files_are_uploaded_and_removed_and_a_draft_is_withdrawn() {
    on_each_database(|app| {
        let mut policy = Browser::signed_in(&app, "policy", "ratna");
        let draft = begun(&mut policy);
        uploads(&mut policy, &draft);
        let removal = format!("{draft}/removal?path=exemption%2Fcases%2Fnew.json&folder=&all=");
        let asked = format!("{draft}/removal?path=exemption%2Fcases%2Fnew.json");
        let shown = policy.get(&asked).with_status(200);
        shows(&shown, &["Ya, hapus", "exemption/cases/new.json"]);
        let action = removal.split("&folder").next().expect("an address").to_owned();
        policy.post(&shown, &action, &[]).with_status(303);
        assert!(!policy.get(&draft).with_status(200).body.contains("cases%2Fnew.json"));
        let all = policy.get(&format!("{draft}/removal?all=1")).with_status(200);
        shows(&all, &["menarik seluruh himpunan aturan"]);
        // What was to be removed is gone, then the draft is closed: the note is there to be copied.
        let note = [("note", "tidak dipakai lagi")];
        shows(&policy.post(&shown, &action, &note).with_status(409), &["sudah tidak ada", "tidak dipakai lagi"]);
        let removing = policy.get(&format!("{draft}/removal?all=1")).with_status(200);
        let action = format!("{draft}/removal?all=1");
        let uploading = policy.get(&draft).with_status(200);
        let address = format!("{draft}/withdrawal");
        let shown = policy.get(&address).with_status(200);
        policy.post(&shown, &address, &[("reason", "")]).with_status(422);
        policy.post(&shown, &address, &[("reason", "Tidak jadi")]).with_status(303);
        let late = policy.post(&removing, &action, &note).with_status(409);
        shows(&late, &["sudah ditarik", "Tidak jadi", "tidak dipakai lagi"]);
        let upload = format!("{draft}/upload");
        let late =
            policy.submit_files(&uploading, &upload, &[("folder", "exemption/2030")], &[UPLOADED]).with_status(409);
        shows(&late, &["sudah ditarik", "exemption/2030", "new.json"]);
        shows(&policy.get(&draft).with_status(200), &["Ditarik", "Tidak jadi"]);
    });
}

fn uploads(policy: &mut Browser, draft: &str) {
    let shown = policy.get(draft).with_status(200);
    let address = format!("{draft}/upload");
    let folder = [("folder", "exemption/cases")];
    let mut send = |name: &str, content: &str| {
        policy.submit_files(&shown, &address, &folder, &[["files", name, "application/json", content]])
    };
    shows(&send("new.exe", "{}").with_status(422), &["exemption/cases/new.exe", "Bukan nama berkas"]);
    send("new.json", "{}").with_status(303);
    shows(&policy.get(draft).with_status(200), &["exemption/cases/new.json", "baru"]);
}

#[test]
fn the_overview_counts_what_was_ruled_on() {
    on_each_database(|app| {
        let mut staff = Browser::signed_in(&app, "admin", "agus");
        shows(&staff.get("/overview").with_status(200), &["Belum ada kasus"]);
        let (case, _, _, reviewer) = verified_case(&app, SULSEL);
        reviewer.post(&format!("{case}/ruling"), "{}").with_status(201);
        let shown = staff.get("/overview").with_status(200);
        shows(
            &shown,
            &["<strong>1</strong> kasus terhitung", "Pemerintah provinsi", "2022", "class=\"bars\"", "role=\"img\""],
        );
        // What is not confirmed is counted, and it is said.
        shows(&shown, &["<strong>1</strong> belum ditelaah, <strong>0</strong> dikukuhkan", "url(#outcomes-0)"]);
        shows(&staff.get("/overview?year=1999").with_status(200), &["Tidak ada kasus pada tahun ini"]);
        Browser::signed_in(&app, "agency", "andi").get("/overview").with_status(403);
    });
}

#[test]
fn drafts_are_for_those_who_write_publish_or_audit_rules() {
    on_each_database(|app| {
        let draft = begun(&mut Browser::signed_in(&app, "policy", "ratna"));
        for role in ["agency", "verifier", "reviewer", "admin"] {
            let mut other = Browser::signed_in(&app, role, "siti");
            for address in ["/drafts".to_owned(), draft.clone(), format!("{draft}/check"), file_of(&draft)] {
                other.get(&address).with_status(403);
            }
        }
        let mut auditor = Browser::signed_in(&app, "auditor", "dewi");
        let shown = auditor.get(&file_of(&draft)).with_status(200);
        assert!(!shown.body.contains("<textarea"));
        let mut stranger = Browser::with_key(&app, &app.person_of("other", "policy", "rini").key);
        stranger.get(&draft).with_status(404);
    });
}
