//! The shipped rules on the shipped cases.

use crate::engine::explain::ruling::{Ruling, RulingStatus};
use crate::engine::library::{Checked, Folder, Library, check};
use crate::engine::source::Sources;
use crate::engine::value::Truth;
use crate::engine::wire::{Completeness, input_schema, ruling_json, ruling_schema};
use crate::engine::{Ready, select};
use std::fs;
use std::path::{Path, PathBuf};

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.to_string_lossy().ends_with(ending));
    files.sort();
    files
}

fn checked() -> Checked {
    let mut sources = Sources::default();
    let mut add = |path: &PathBuf| sources.add(path.to_string_lossy(), fs::read_to_string(path).unwrap());
    let mut shared: Vec<_> = files_in(&rules(), ".aturan").iter().map(&mut add).collect();
    shared.extend(files_in(&rules().join("calendar"), ".aturan").iter().map(&mut add));
    let folders = ["2018", "2024", "2026"].map(|edition| {
        let folder = rules().join("exemption").join(edition);
        let files = files_in(&folder, ".aturan").iter().map(&mut add).collect();
        Folder { path: folder.to_string_lossy().into_owned(), files, target: true }
    });
    check(&Library { sources, folders: folders.into(), shared })
}

fn cases() -> Vec<(String, String)> {
    let files = files_in(&rules().join("exemption/cases"), ".json");
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|it| (name(it), fs::read_to_string(it).unwrap())).collect()
}

fn ready() -> Vec<Ready> {
    let checked = checked();
    assert_eq!(checked.editions.len(), 3, "{:#?}", checked.report);
    checked.editions.iter().map(|it| Ready::new(it.rulebook.clone())).collect()
}

/// Rules on a case under its own edition.
fn ruled<T>(ready: &[Ready], json: &str, look: impl FnOnce(&Ruling<'_>) -> T) -> T {
    let rulebooks: Vec<_> = ready.iter().map(Ready::rulebook).collect();
    let (index, choice) = select::select(&rulebooks, json.as_bytes(), None).unwrap();
    let edition = &ready[index];
    let case = edition.accept(json.as_bytes(), Completeness::PreCheck).unwrap();
    look(&edition.rulings(&case, 0, &choice)[0])
}

#[test]
fn every_case_and_every_ruling_fulfils_its_schema() {
    let ready = ready();
    let document = jsonschema::validator_for(&ruling_schema()).unwrap();
    for (name, json) in cases() {
        let case: serde_json::Value = serde_json::from_str(&json).unwrap();
        for edition in &ready {
            let schema = jsonschema::validator_for(&input_schema(edition.rulebook())).unwrap();
            let faults: Vec<String> =
                schema.iter_errors(&case).map(|it| format!("{} {it}", it.instance_path())).collect();
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
        let text = ruled(&ready, &json, ruling_json);
        let ruling: serde_json::Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> =
            document.iter_errors(&ruling).map(|it| format!("{} {it}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        assert_eq!(text, ruled(&ready, &json, ruling_json), "{name} is the same every time");
    }
}

#[test]
fn south_sulawesi_reads_why_it_was_refused() {
    let ready = ready();
    let (_, json) = cases().into_iter().find(|(name, _)| name.starts_with("t01")).unwrap();
    ruled(&ready, &json, |ruling| {
        assert_eq!(ruling.status, RulingStatus::Decided);
        assert_eq!(ruling.outcome.map(|it| it.name.as_str()), Some("open_selection_required"));
        let failed: Vec<_> = ruling
            .criteria
            .iter()
            .filter(|it| it.result == Truth::No)
            .map(|it| (it.id, it.reason.id.as_str()))
            .collect();
        let expected = [
            ("talent_regulation_set", "Tanggal peraturan manajemen talenta tidak ada"),
            ("talent_committee_formed", "Tanggal pembentukan komite talenta tidak ada"),
            (
                "talent_data_current",
                "Tanggal pemutakhiran data talenta 15-01-2020, lebih dari 12 bulan sebelum Tanggal permohonan \
                 22-06-2022 (batas 15-01-2021)",
            ),
            ("succession_group_current", "Rencana suksesi tidak ada"),
        ];
        assert_eq!(failed.get(..4), Some(expected.as_slice()));
        let merit = &ruling.criteria[0];
        assert_eq!(merit.result, Truth::Yes);
        assert!(merit.reason.en.ends_with("Merit category Very Good (Merit score 340.5), at least Good"));
    });
}

#[test]
fn an_unknown_score_is_asked_for_and_nothing_else() {
    let ready = ready();
    let (_, json) = cases().into_iter().find(|(name, _)| name.starts_with("t03")).unwrap();
    let json = json.replace("\"total\": \"347.5\"", "\"total\": {\"unknown\": \"menunggu BKN\"}");
    ruled(&ready, &json, |ruling| {
        assert_eq!(ruling.status, RulingStatus::Undetermined);
        let missing: Vec<_> = ruling.missing.iter().map(|it| (it.path.as_ref(), it.why.id.as_str())).collect();
        assert_eq!(missing, [("/assessment/total", "menunggu BKN")]);
    });
}

#[test]
fn an_unknown_record_is_asked_for_once_though_a_part_of_it_is_handed_over() {
    let ready = ready();
    let (_, json) = cases().into_iter().find(|(name, _)| name.starts_with("t03")).unwrap();
    let mut case: serde_json::Value = serde_json::from_str(&json).unwrap();
    case["assessment"] = serde_json::json!({"unknown": "menunggu BKN"});
    ruled(&ready, &case.to_string(), |ruling| {
        let missing: Vec<_> = ruling.missing.iter().map(|it| it.path.as_ref()).collect();
        assert_eq!(missing, ["/assessment"]);
    });
}
