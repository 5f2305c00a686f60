//! Optional facts: used only where they are known to be there.

use super::*;

const APPROVAL: &str = r#"
record Approval
  issued_on         : date "Terbit" en "Issued"
  revoked_on        : date optional "Dicabut" en "Revoked"
  last_evaluated_on : date optional "Evaluasi" en "Evaluated"

input
  approval : Approval optional "Persetujuan" en "Approval"
  total    : 0..9 optional "Nilai" en "Total"
"#;

fn of_condition(condition: &str) -> Vec<String> {
    found(&format!("{APPROVAL}{}", criterion(condition)))
}

#[test]
fn a_guard_lasts_as_far_as_its_condition_reaches() {
    for sound in [
        "total is given and total > 3",
        "total is missing or total > 3",
        "not (total is missing) and total > 3",
        "not (total is missing or wanted) and total > 3",
        "(total is given and wanted) and (wanted or total > 3)",
        "(total otherwise 0) > 3",
        "(if total is given then total otherwise 0) > 3",
        "approval is given and approval.issued_on <= asked_on",
        "approval.revoked_on is given and approval.issued_on < approval.revoked_on",
        "approval is given and (approval.revoked_on is missing or approval.revoked_on > asked_on)",
        "approval is given and (approval.last_evaluated_on otherwise approval.issued_on) <= asked_on",
        "all of\n    total is given\n    total > 3",
    ] {
        assert_eq!(of_condition(sound), Vec::<String>::new(), "{sound}");
    }
    for (faulty, place) in [
        ("total > 3", "total"),
        ("total is given or total > 3", "total"),
        ("total is missing and total > 3", "total"),
        ("(total is given and wanted) or total > 3", "total"),
        ("(total is given or wanted) and total > 3", "total"),
        ("(if total is given then 1 otherwise total) > 3", "total"),
        ("approval is given and approval.revoked_on > asked_on", "approval.revoked_on"),
        ("approval.issued_on <= asked_on", "approval.issued_on"),
    ] {
        assert_eq!(of_condition(faulty), [format!("E0302 {place}")], "{faulty}");
    }
}

#[test]
fn a_criterion_in_a_conjunction_makes_sure_of_what_its_condition_does() {
    let in_force = "\ncriterion approval_in_force\n  label \"A\" en \"A\"\n  basis LAW article 1 (verified)\n  \
                    holds when approval is given and approval.issued_on <= asked_on\n";
    let due = define("evaluation_due : date", "(approval.last_evaluated_on otherwise approval.issued_on) + 12 months");
    let all = format!("{APPROVAL}{in_force}{due}");
    assert_eq!(found(&format!("{all}{}", rule("A-1", "approval_in_force and asked_on <= evaluation_due"))), [""; 0]);
    assert_eq!(
        found(&format!("{all}{}", rule("A-1", "asked_on <= evaluation_due and approval_in_force"))),
        ["E0302 evaluation_due"]
    );
    assert_eq!(
        found(&format!("{all}{}", rule("A-1", "approval_in_force or asked_on <= evaluation_due"))),
        ["E0302 evaluation_due"]
    );
    // What the condition makes sure of also holds for the rule's end, duties and reason.
    let whole = format!(
        "{}  valid until evaluation_due\n  duty report by evaluation_due \"L\" en \"R\"\n",
        rule("A-1", "approval_in_force").replace("\"Ya\"", "\"Ya {approval.issued_on}\"")
    );
    assert_eq!(found(&format!("{all}{whole}")), [""; 0]);
    let whole = whole.replace("when approval_in_force", "when wanted");
    assert_eq!(
        found(&format!("{all}{whole}")),
        ["E0302 approval.issued_on", "E0302 evaluation_due", "E0302 evaluation_due"]
    );
}

#[test]
fn what_a_definition_needs_is_handed_on_through_others() {
    let of_element = define("start of a : Approval : date", "(a.last_evaluated_on otherwise a.issued_on)");
    let first = define("first : date", "start of approval");
    let second = define("second : date", "first + 1 days");
    let all = format!("{APPROVAL}{of_element}{first}{second}");
    assert_eq!(found(&format!("{all}{}", criterion("approval is given and second <= asked_on"))), [""; 0]);
    assert_eq!(found(&format!("{all}{}", criterion("second <= asked_on"))), ["E0302 second"]);
    let need = define("revoked of a : Approval : date", "a.revoked_on");
    let guarded = "approval is given and approval.revoked_on is given and revoked of approval <= asked_on";
    assert_eq!(found(&format!("{APPROVAL}{need}{}", criterion(guarded))), [""; 0]);
    let unguarded = "approval is given and revoked of approval <= asked_on";
    assert_eq!(found(&format!("{APPROVAL}{need}{}", criterion(unguarded))), ["E0302 revoked of approval"]);
}

#[test]
fn facts_of_an_element_are_forgotten_with_it() {
    let list = "\ninput\n  approvals : list of 0..5 Approval \"D\" en \"L\"\n";
    let of_elements = |condition: &str| found(&format!("{APPROVAL}{list}{}", criterion(condition)));
    assert_eq!(of_elements("some a in approvals where a.revoked_on is given has a.revoked_on > asked_on"), [""; 0]);
    assert_eq!(
        of_elements(
            "(some a in approvals has a.revoked_on is given) and (some b in approvals has b.revoked_on > asked_on)"
        ),
        ["E0302 b.revoked_on"]
    );
    // What some element makes sure of outside itself holds afterwards.
    assert_eq!(of_elements("(some a in approvals has total is given) and total > 3"), [""; 0]);
    assert_eq!(of_elements("(every a in approvals has total is given) and total > 3"), ["E0302 total"]);
}

#[test]
fn asking_for_what_is_always_there_is_pointless() {
    assert_eq!(of_condition("asked_on is given"), ["W0311 asked_on"]);
    assert_eq!(of_condition("(asked_on otherwise 2024-01-01) = 2024-01-01"), ["W0311 asked_on"]);
    assert_eq!(of_condition("approval.issued_on is given"), [""; 0], "the record around it may be missing");
}
