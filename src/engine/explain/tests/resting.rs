//! What a ruling rests on: the criteria and rules that decided, and nothing that only others read.

use super::ready;
use crate::engine::Ready;
use crate::engine::wire::Completeness;
use std::sync::LazyLock;

const RULES: &str = r#"rulebook selection edition "1"
  title "Seleksi" en "Selection"
  in force from 2024-01-01 by asked_on
  basis LAW (verified)

input
  asked_on   : date      "Tanggal"   en "Date"
  announced  : yes or no "Diumumkan" en "Announced"
  open       : yes or no "Terbuka"   en "Open"
  applicants : 0..100    "Pelamar"   en "Applicants"

criterion announced_well
  label "Diumumkan dengan benar" en "Announced well"
  basis LAW article 1 (verified)
  holds when announced

criterion repairable
  label "Dapat diperbaiki" en "Can be mended"
  basis LAW article 1 (verified)
  holds when open

criterion enough
  label "Pelamar cukup" en "Enough applicants"
  basis LAW article 1 (verified)
  holds when applicants at least 3

decision announcing
  label "Pengumuman" en "Announcement"
  outcome lawful "Sah" en "Lawful"
  outcome curable "Dapat diperbaiki" en "Curable"
  outcome void "Batal" en "Void"
  otherwise void
    basis LAW article 1 (verified)
    because "Tidak diumumkan" en "Not announced"

rule A-1
  decides announcing is lawful
  when announced_well
  basis LAW article 1 (verified)
  because "Diumumkan" en "Announced"

rule A-2
  decides announcing is curable
  when not announced_well and repairable
  basis LAW article 1 (verified)
  because "Masih terbuka" en "Still open"

decision going_on
  label "Kelanjutan" en "Going on"
  outcome goes_on "Lanjut" en "Goes on"
  outcome ends "Berakhir" en "Ends"
  otherwise ends
    basis LAW article 1 (verified)
    because "Ada yang kurang" en "Something is lacking"

rule G-1
  decides going_on is goes_on
  when announcing is lawful and enough
  basis LAW article 1 (verified)
  because "Lengkap" en "Complete"

decision doubted
  label "Keraguan" en "Doubt"
  outcome fine "Baik" en "Fine"
  outcome bad "Buruk" en "Bad"
  outcome other "Lain" en "Other"
  otherwise other
    basis LAW article 1 (verified)
    because "Lain" en "Other"

rule D-1
  decides doubted is fine
  when announced_well
  basis LAW article 1 (verified)
  because "Baik" en "Fine"

rule D-2
  decides doubted is bad
  when repairable
  basis LAW article 1 (verified)
  because "Buruk" en "Bad"

rule D-3 overrides D-2
  decides doubted is fine
  when enough
  basis LAW article 1 (verified)
  because "Cukup" en "Enough"

decision hangs_on_doubt
  label "Yang menunggu" en "Waiting"
  outcome goes_on "Lanjut" en "Goes on"
  outcome ends "Berakhir" en "Ends"
  otherwise ends
    basis LAW article 1 (verified)
    because "Berakhir" en "Ends"

rule H-1
  decides hangs_on_doubt is goes_on
  when doubted is fine
  basis LAW article 1 (verified)
  because "Lanjut" en "Goes on"
"#;

static READY: LazyLock<Ready> = LazyLock::new(|| ready(RULES));

const UNKNOWN: &str = r#"{"unknown":"x"}"#;

/// What a decision rests on, with these facts: announced, open, applicants.
fn rests_on(decision: usize, [announced, open, applicants]: [&str; 3]) -> Vec<String> {
    let json =
        format!(r#"{{"asked_on":"2024-05-01","announced":{announced},"open":{open},"applicants":{applicants}}}"#);
    let case = READY.accept(json.as_bytes(), Completeness::PreCheck).unwrap();
    READY.told(&case, decision).remove(0).rests_on
}

#[test]
fn what_only_another_rule_reads_is_none_of_it() {
    assert_eq!(rests_on(0, ["true", "false", "5"]), ["A-1", "announced_well"]);
    assert_eq!(rests_on(0, ["false", "true", "5"]), ["A-2", "announced_well", "repairable"]);
}

#[test]
fn where_no_rule_applies_it_is_what_kept_each_from_applying() {
    assert_eq!(rests_on(0, ["false", "false", "5"]), ["A-1", "A-2", "announced_well", "repairable"]);
}

#[test]
fn what_decided_another_decision_belongs_to_it() {
    assert_eq!(rests_on(1, ["true", "false", "5"]), ["G-1", "announced_well", "enough"]);
    assert_eq!(rests_on(1, ["true", "false", "2"]), ["G-1", "enough"]);
    assert_eq!(rests_on(1, ["false", "true", "5"]), ["G-1", "announced_well", "repairable"]);
}

#[test]
fn rules_that_contradict_each_other_keep_open_what_asks_for_them() {
    assert_eq!(rests_on(3, ["true", "true", "0"]), ["H-1", "announced_well", "repairable"]);
}

#[test]
fn a_rule_that_is_surely_overridden_keeps_nothing_open() {
    // D-2 is not known, but D-3 overrides it.
    assert_eq!(rests_on(2, [UNKNOWN, UNKNOWN, "5"]), ["D-3", "enough"]);
}

#[test]
fn what_is_not_known_keeps_it_open() {
    assert_eq!(rests_on(0, [UNKNOWN, "false", "5"]), ["A-1", "announced_well"]);
    assert_eq!(rests_on(1, [UNKNOWN, "false", "5"]), ["G-1", "announced_well"]);
    assert_eq!(rests_on(1, ["true", "false", UNKNOWN]), ["G-1", "enough"]);
    // It fails whatever is not known.
    assert_eq!(rests_on(1, [UNKNOWN, "false", "2"]), ["G-1", "enough"]);
}
