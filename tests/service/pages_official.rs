//! The pages of verifiers, reviewers, auditors and administrators: what each may see and do, and what is said if they may not.

use crate::browser::Browser;
use crate::judgements::{verified, with_grants};
use crate::support::{SULSEL, TestApp, on_each_database, on_each_database_with, verified_case};

/// The page of a case whose place in the interface for programs this is.
fn page(case: &str) -> String {
    case.replace("/api/v1", "")
}

/// A case that was submitted for a date of its own.
fn submitted(app: &TestApp) -> String {
    let agency = app.person("agency", "andi");
    let case = agency.begin(SULSEL);
    agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    page(&case)
}

/// What a verifier chooses on the page, with two faults in it: a score that is no number, and a dispute without a reason.
const FAULTY: [(&str, &str); 7] = [
    ("claimed_date_is_right", "yes"),
    ("find:/assessment/total", "correct"),
    ("why:/assessment/total", "as in the letter"),
    ("value:/assessment/total", "341,x"),
    ("find:/agency/kind", "dispute"),
    ("rest", "verified"),
    ("reason", "<b>seen</b>"),
];

#[test]
fn a_verifier_is_told_at_the_field_and_keeps_what_was_typed() {
    on_each_database(|app| {
        let case = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let inbox = siti.get("/inbox").with_status(200);
        let work = format!("{case}/verification");
        assert!(inbox.body.contains(&work), "{}", inbox.body);
        assert!(inbox.body.contains("Pemerintah Provinsi Sulawesi Selatan"), "{}", inbox.body);

        let form = siti.get(&work).with_status(200);
        assert!(form.body.contains("340,5") && form.body.contains("22 Juni 2022"), "{}", form.body);
        let nothing = siti.post(&form, &work, &[("reason", "")]).with_status(422);
        for told in ["rest-errors", "date-errors", "reason-errors"] {
            assert!(nothing.body.contains(&format!("id=\"{told}\"")), "{told}: {}", nothing.body);
        }
        let wrong = siti.post(&form, &work, &FAULTY).with_status(422);
        assert!(wrong.body.contains("value=\"341,x\"") && wrong.body.contains("&lt;b&gt;seen"), "what was typed stays");
        assert!(wrong.body.contains("alasan sengketa harus diisi"), "{}", wrong.body);
        // With a reason it is the rules that refuse the score, at the same field.
        let reasoned = [&FAULTY[..], &[("why:/agency/kind", "no decree")]].concat();
        let refused = siti.post(&wrong, &work, &reasoned).with_status(422);
        assert!(
            refused.body.contains("value=\"341,x\"") && refused.body.contains("class=\"errors\""),
            "{}",
            refused.body
        );
    });
}

#[test]
fn a_verifier_confirms_corrects_and_disputes_once() {
    on_each_database(|app| {
        let case = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/verification");
        let form = siti.get(&work).with_status(200);
        let mut right: Vec<(&str, &str)> = FAULTY.into_iter().filter(|it| it.0 != "value:/assessment/total").collect();
        right.extend([("value:/assessment/total", "341,5"), ("ref:/assessment/total", "letter 7")]);
        right.push(("why:/agency/kind", "no decree"));
        let done = siti.post(&form, &work, &right).with_status(303);
        assert_eq!(done.header("location"), Some(format!("{case}?done=verification").as_str()));
        let after = siti.get(&format!("{case}?done=verification")).with_status(200);
        for told in [
            "sudah direkam",
            "341,5",
            "letter 7",
            "Disengketakan",
            "no decree",
            "Diperiksa oleh",
            "siti",
            "340,5 sebelumnya",
            "Dikoreksi – ",
            "as in the letter",
            "Akun instansi",
            "href=\"#step-3\">Alasannya dalam riwayat",
            "<li id=\"step-3\">",
        ] {
            assert!(after.body.contains(told), "{told}: {}", after.body);
        }
        let disputed = siti.get(&format!("{case}?status=disputed")).with_status(200);
        assert!(disputed.body.contains("Jenis instansi") && !disputed.body.contains("Tanggal penetapan nilai"));
        // The same page once more is the same act.
        let again = siti.post(&form, &work, &right).with_status(303);
        assert_eq!(again.header("location"), done.header("location"));
        siti.get(&work).with_status(409);
    });
}

#[test]
fn a_claimed_fact_that_is_left_stays_claimed_though_the_rest_is_right() {
    on_each_database(|app| {
        let case = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/verification");
        let form = siti.get(&work).with_status(200);
        let found =
            [("claimed_date_is_right", "no"), ("find:/agency/name", "leave"), ("rest", "verified"), ("reason", "seen")];
        siti.post(&form, &work, &found).with_status(303);
        let facts = app.person("auditor", "dewi").get(&format!("/api/v1{case}/facts")).with_status(200);
        assert_eq!(facts.text("/items/0/path"), "/agency/name");
        assert_eq!(
            (facts.text("/items/0/status"), facts.text("/counts/claimed")),
            ("claimed".to_owned(), "1".to_owned())
        );
    });
}

#[test]
fn a_ruling_is_seen_before_it_is_made_and_reviewed_by_somebody_else() {
    on_each_database(|app| {
        let (case, ..) = verified_case(&app, SULSEL);
        let case = page(&case);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let outlook = siti.get(&format!("{case}/ruling")).with_status(200);
        assert!(outlook.body.contains("Bila diputus sekarang") && outlook.body.contains("Wajib seleksi terbuka"));
        let ruled = siti.post(&outlook, &format!("{case}/ruling"), &[]).with_status(303);
        let ruling = ruled.header("location").expect("a place").trim_end_matches("?done=ruling").to_owned();
        assert!(ruling.starts_with("/rulings/"), "{ruling}");
        let review = format!("{ruling}/review");
        siti.get(&review).with_status(403);
        let same = Browser::signed_in(&app, "reviewer", "Siti").get(&review).with_status(409);
        assert!(same.body.contains("Satu orang hanya memegang satu peran"), "{}", same.body);

        let mut budi = Browser::signed_in(&app, "reviewer", "budi");
        assert!(budi.get("/inbox").with_status(200).body.contains(&review));
        let form = budi.get(&review).with_status(200);
        let refused = budi.post(&form, &review, &[("verdict", "confirmed"), ("reason", " ")]).with_status(422);
        assert!(refused.body.contains("reason-errors"), "{}", refused.body);
        let confirmed =
            budi.post(&form, &review, &[("verdict", "confirmed"), ("reason", "as in the file")]).with_status(303);
        assert_eq!(confirmed.header("location"), Some(format!("{case}?done=confirmation").as_str()));
        let after = budi.get(&case).with_status(200);
        assert!(after.body.contains("Dikukuhkan") && after.body.contains("as in the file"), "{}", after.body);
        budi.get(&review).with_status(409);
        // Whose case it is not sees none of it.
        Browser::signed_in(&app, "agency", "rani").get(&case).with_status(404);
        budi.get("/cases/nonsense").with_status(404);
    });
}

#[test]
fn a_form_that_is_behind_records_nothing() {
    on_each_database(|app| {
        let case = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let returning = format!("{case}/return");
        let form = siti.get(&returning).with_status(200);
        let verifier = app.person("verifier", "dewi");
        let body = r#"{"claimed_date_is_right":true,"rest":"verified"}"#;
        verifier.post(&format!("/api/v1{case}/verification"), body).with_status(200);
        let behind = siti.post(&form, &returning, &[("reason", "the letter is missing")]).with_status(412);
        assert!(
            behind.body.contains("kasus ini berubah") || behind.body.contains("Kasus ini berubah"),
            "{}",
            behind.body
        );
        let form = siti.get(&returning).with_status(200);
        siti.post(&form, &returning, &[("reason", "")]).with_status(422);
        siti.post(&form, &returning, &[("reason", "the letter is missing")]).with_status(303);
        let mut andi = Browser::signed_in(&app, "agency", "andi");
        assert!(andi.get("/inbox").with_status(200).body.contains("Dikembalikan"));
        assert!(andi.get(&case).with_status(200).body.contains("the letter is missing"));
    });
}

#[test]
fn what_is_not_decided_cannot_be_confirmed_and_nothing_else_is_said() {
    on_each_database(|mut app| {
        with_grants(&mut app);
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = verified(&agency, &verifier);
        let ruling = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruling.text("/status"), "undetermined");
        let mut budi = Browser::signed_in(&app, "reviewer", "budi");
        let review = format!("/rulings/{}/review", ruling.text("/id"));
        let form = budi.get(&review).with_status(200);
        let forged = [("verdict", "confirmed"), ("reason", "as in the file")];
        let refused = budi.post(&form, &review, &forged).with_status(409);
        assert!(refused.body.contains("hanya putusan yang sudah pasti dapat dikukuhkan"), "{}", refused.body);
        assert!(refused.body.contains("as in the file") && !refused.body.contains("berubah"), "{}", refused.body);
        budi.post(&refused, &review, &[("verdict", "remanded"), ("reason", "a score is missing")]).with_status(303);
    });
}

#[test]
fn a_judgement_is_given_with_a_reason_and_leads_to_a_new_ruling() {
    on_each_database(|mut app| {
        with_grants(&mut app);
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = verified(&agency, &verifier);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let (case, review) = (page(&case), format!("/rulings/{}/review", ruled.text("/id")));
        let mut budi = Browser::signed_in(&app, "reviewer", "budi");
        let judgement = format!("{case}/judgements/plan_convinces");
        let open = budi.get(&review).with_status(200);
        assert!(open.body.contains(&judgement) && !open.body.contains("value=\"confirmed\""), "{}", open.body);
        assert!(open.body.contains("tidak dapat dikukuhkan"), "{}", open.body);
        let form = budi.get(&judgement).with_status(200);
        assert!(form.body.contains("Apakah rencananya dapat dijalankan?") && form.body.contains("UU contoh Pasal 1"));
        let refused = budi.post(&form, &judgement, &[("answer", "maybe"), ("reason", "")]).with_status(422);
        assert!(refused.body.contains("answer-errors") && refused.body.contains("reason-errors"), "{}", refused.body);
        budi.post(&form, &judgement, &[("answer", "yes"), ("reason", "the budget covers it")]).with_status(303);
        let after = budi.get(&case).with_status(200);
        assert!(
            after.body.contains("the budget covers it") && after.body.contains("Diperiksa ulang"),
            "{}",
            after.body
        );
        let form = budi.get(&format!("{case}/ruling")).with_status(200);
        budi.post(&form, &format!("{case}/ruling"), &[]).with_status(303);
        budi.get(&format!("{case}/judgements/other")).with_status(404);
        let superseded = budi.get(&review).with_status(409);
        assert!(superseded.body.contains("putusan yang lebih baru"), "{}", superseded.body);
    });
}

#[test]
fn auditors_read_every_act_and_make_rulings_again() {
    on_each_database(|app| {
        let (case, _, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        app.person_of("other", "verifier", "foreigner");
        let mut dewi = Browser::signed_in(&app, "auditor", "dewi");
        assert_eq!(dewi.get("/").with_status(303).header("location"), Some("/audit"));
        let all = dewi.get("/audit").with_status(200);
        assert!(all.body.contains(&page(&case)) && all.body.contains("siti"), "{}", all.body);
        assert!(!all.body.contains("foreigner"));
        let some = dewi.get("/audit?person=SIT&act=ruling").with_status(200);
        assert!(some.body.contains(&page(&case)) && !some.body.contains("andi"), "{}", some.body);
        for nothing in ["/audit?until=2020-01-01", "/audit?person=%25", "/audit?subject=x", "/audit?cursor=0"] {
            let empty = dewi.get(nothing).with_status(200);
            assert!(empty.body.contains("Tidak ada perbuatan yang cocok"), "{nothing}");
        }
        dewi.get("/audit?person=%00&cursor=x&from=x&subject=%00").with_status(200);
        signing_in_and_out_stands_in_the_audit(&app, &mut dewi);
        let rulings = dewi.get("/audit/rulings").with_status(200);
        let again = dewi.post(&rulings, "/audit/replay", &[("ruling", &ruled.text("/id"))]).with_status(200);
        assert!(again.body.contains("Sama bita demi bita"), "{}", again.body);
        dewi.post(&rulings, "/audit/replay", &[("ruling", "x")]).with_status(404);
        Browser::signed_in(&app, "verifier", "siti").get("/audit").with_status(403);
    });
}

#[test]
fn administrators_see_who_holds_a_key_of_their_tenant() {
    on_each_database(|app| {
        let key = app.person("reviewer", "budi").key;
        app.person_of("other", "reviewer", "foreigner");
        let mut agus = Browser::signed_in(&app, "admin", "agus");
        assert_eq!(agus.get("/").with_status(303).header("location"), Some("/admin/keys"));
        let keys = agus.get("/admin/keys").with_status(200);
        let (public, secret) = key.rsplit_once('_').expect("a key");
        assert!(keys.body.contains(public) && !keys.body.contains(secret) && !keys.body.contains("foreigner"));
        assert!(!agus.get("/admin/keys?holder=agus").with_status(200).body.contains(public));
        Browser::with_key(&app, &key).get("/admin/keys").with_status(403);
    });
}

#[test]
fn what_is_late_comes_first_and_cases_are_found_by_name() {
    let periods = "[periods]\nverify = 3\ncalendar = \"indonesia\"\n";
    on_each_database_with(periods, |mut app| {
        let (early, late) = (submitted(&app), submitted(&app));
        let id = late.trim_start_matches("/cases/").to_owned();
        app.while_stopped(&format!("update case_file set due_on = '2026-01-05' where case_id = '{id}'"));
        app.start_again();
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let inbox = siti.get("/inbox").with_status(200).body;
        let place = |it: &str| inbox.find(it).unwrap_or_else(|| panic!("no {it} in {inbox}"));
        assert!(place(&late) < place(&early) && inbox.contains("Terlambat") && inbox.contains("5 Januari 2026"));
        let only_late = siti.get("/cases?late=yes").with_status(200).body;
        assert!(only_late.contains(&late) && !only_late.contains(&early), "{only_late}");
        // A few signs of the number are enough; fewer stand in too many numbers, and `_` and `%` stand for themselves.
        let end = id.rsplit('-').next().expect("a part");
        let (upper, short, holed) = (end.to_uppercase(), end.get(9..).expect("a part"), id.replace('-', "_"));
        for (text, found) in [
            ("SULAWESI", true),
            ("kepala", true),
            (&id, true),
            (end, true),
            (&upper, true),
            (short, false),
            (&holed, false),
            (&format!("{end}0"), false),
            ("agency-of-andi", true),
            ("%25", false),
            ("%27", false),
        ] {
            let listed = siti.get(&format!("/cases?agency={text}")).with_status(200).body;
            assert_eq!(listed.contains(&late), found, "{text}");
        }
        siti.get("/cases?cursor=%00&agency=%00").with_status(200);
        siti.get("/inbox?cursor=2026-01-01_x").with_status(200);
    });
}

#[test]
fn a_confirmed_ruling_waits_for_its_agency_only_while_it_may_object() {
    let confirmed = |app: &TestApp| {
        let (case, _, verifier, reviewer) = verified_case(app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let verdict = r#"{"verdict":"confirmed","reason":"clear"}"#;
        reviewer.post(&format!("/api/v1/rulings/{ruled}/reviews"), verdict).with_status(201);
        page(&case)
    };
    on_each_database(|mut app| {
        let case = confirmed(&app);
        let inbox = |app: &TestApp| Browser::signed_in(app, "agency", "andi").get("/inbox").with_status(200).body;
        // Without a period nothing has to be done by any day.
        assert!(!inbox(&app).contains(&case), "{}", inbox(&app));
        app.start_again_with(&[("periods.object", "5")]);
        let case = confirmed(&app);
        let shown = inbox(&app);
        assert!(shown.contains(&case) && shown.contains("Anda berhak mengajukan keberatan sampai dengan"), "{shown}");
        app.while_stopped("update case_file set due_on = '2026-01-05'");
        app.start_again();
        assert!(!inbox(&app).contains(&case), "{}", inbox(&app));
    });
}

/// The session bears the same name at its beginning and its end.
fn signing_in_and_out_stands_in_the_audit(app: &TestApp, auditor: &mut Browser) {
    let mut joko = Browser::signed_in(app, "reviewer", "joko");
    let acts = |auditor: &mut Browser| {
        let page = auditor.get("/audit?person=joko").with_status(200);
        let rows = page.body.split("<tr>").skip(2).map(str::to_owned).collect::<Vec<_>>();
        let session =
            |row: &String| row.split("class=\"hash\">").nth(1).unwrap_or_default().chars().take(16).collect::<String>();
        rows.iter().map(|it| (if it.contains("Keluar") { "out" } else { "in" }, session(it))).collect::<Vec<_>>()
    };
    let begun = acts(auditor);
    assert_eq!(begun.iter().map(|it| it.0).collect::<Vec<_>>(), ["in"]);
    let shown = joko.get("/inbox").with_status(200);
    joko.post(&shown, "/sign-out", &[]).with_status(303);
    assert_eq!(acts(auditor), [("out", begun[0].1.clone()), ("in", begun[0].1.clone())]);
    // Nobody is signed in any more: nothing is left to end.
    joko.post(&shown, "/sign-out", &[]);
    assert_eq!(acts(auditor).len(), 2);
}
