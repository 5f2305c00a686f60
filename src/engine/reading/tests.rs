//! Names are followed through a small rulebook.
//!
//! Knows nothing of: how it is shown.

use super::{NormKind, Target, of, outcome_name};
use crate::engine::library::{Folder, Library, check};
use crate::engine::source::FileId;
use crate::engine::{Ready, library};

const RULES: &str = r#"
source LAW
  title "Hukum" en "Law"
  cited as "Hukum" en "Law"
  article 1
    "Isi." en "What it says."

rulebook sample edition "1"
  title "Contoh" en "Sample"
  in force from 2020-01-01 by asked_on

record Plan
  label "Rencana" en "Plan"
  size : 0..10 "Ukuran" en "Size"

input
  asked_on : date "Tanggal" en "Date"
  plans    : list of 0..5 Plan "Rencana" en "Plans"

parameter smallest : 0..10 is 3
  label "Paling kecil" en "Least"
  basis LAW article 1 (verified)

criterion large
  label "Ada yang besar" en "One is large"
  basis LAW article 1 (verified)
  holds when some p in plans has p.size at least smallest

decision granted
  label "Dikabulkan" en "Granted"
  outcome granted "Ya" en "Yes"
  outcome refused "Tidak" en "No"
  otherwise refused
    basis LAW article 1 (verified)
    because "tidak ada" en "there is none"

rule grant
  decides granted is granted
  when large
  basis LAW article 1 (verified)
  because "ada" en "there is one"
"#;

fn checked() -> library::Checked {
    let mut library = Library::default();
    let file: FileId = library.sources.add("sample/1/sample.aturan", RULES);
    library.folders.push(Folder { path: "sample/1".to_owned(), files: vec![file], target: true });
    check(&library)
}

#[test]
fn names_lead_to_what_they_stand_for_and_back() {
    let checked = checked();
    let edition = checked.editions.first().unwrap_or_else(|| panic!("{:?}", checked.report));
    let ready = Ready::new(edition.rulebook.clone());
    let reading = of(ready.rulebook(), &ready.captions);
    let norm = |name: &str| reading.norms.iter().position(|it| it.name == name).unwrap();
    let large = &reading.norms[norm("large")];
    assert_eq!(large.kind, NormKind::Criterion);
    assert_eq!(large.names["smallest"], Target::Norm(norm("smallest")));
    assert_eq!(large.names["p.size"], Target::Fact("plans.size".to_owned()));
    assert_eq!(large.names["plans"], Target::Fact("plans".to_owned()));
    assert!(reading.norms[norm("smallest")].used_by.contains(&norm("large")));
    assert!(reading.readers_of_facts["plans.size"].contains(&norm("large")));
    assert_eq!(reading.norms[norm("smallest")].value.as_ref().unwrap().en, "3");
    let grant = &reading.norms[norm("grant")];
    assert_eq!(grant.names[&outcome_name("granted", "granted")], Target::Outcome(0, 0));
    assert!(matches!(grant.names["granted"], Target::Norm(_)));
    let paths: Vec<&str> = reading.facts.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["asked_on", "plans", "plans.size"]);
}
