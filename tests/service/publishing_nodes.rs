//! What is published on one node holds on the others at once.

use crate::publishing::{Desk, editions};
use crate::support::{Person, SULSEL, on_postgres, verified_case};

#[test]
fn the_other_node_rules_by_a_new_publication_at_once() {
    on_postgres(|first| {
        let second = first.second_node();
        let desk = Desk::of(&first);
        let there = |person: &Person| person.at(&second);
        let (case, _, verifier, _) = verified_case(&first, SULSEL);
        assert_eq!(editions(&there(&desk.writer)), editions(&desk.writer));
        let mut draft = desk.begin();
        draft.raise_thresholds();
        let published = desk.publish(&desk.keep(&draft));
        let ruled = there(&verifier).post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.text("/rulebook_sha256"), published.text("/editions/0/sha256"));
    });
}
