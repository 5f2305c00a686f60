//! The facts of a case as an agency sends them, with the evidence that it names inside or beside them.
//!
//! Knows nothing of: what the facts mean, which documents there are.

use crate::engine::case::Refusal;

use super::ServiceError;

/// A case in JSON, and where its evidence was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    json: Vec<u8>,
    evidence_beside: bool,
}

impl Given {
    /// Evidence beside the case becomes its member `evidence`; if the case has one as well, that is refused as a double.
    pub(crate) fn new(case: &str, evidence: Option<&str>) -> Self {
        match (case.trim_start().strip_prefix('{'), evidence) {
            (Some(rest), Some(evidence)) => {
                let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
                let json = format!("{{\"evidence\":{evidence}{comma}{rest}").into_bytes();
                Self { json, evidence_beside: true }
            }
            _ => Self { json: case.as_bytes().to_vec(), evidence_beside: false },
        }
    }

    pub(super) fn json(&self) -> &[u8] {
        &self.json
    }

    /// Places in the facts, seen from the request.
    pub(super) fn refused(&self, refusals: Vec<Refusal>) -> ServiceError {
        let placed = |it: Refusal| Refusal { pointer: self.place(&it.pointer), ..it };
        ServiceError::Refused(refusals.into_iter().map(placed).collect())
    }

    fn place(&self, pointer: &str) -> String {
        let in_evidence = pointer == "/evidence" || pointer.starts_with("/evidence/");
        if self.evidence_beside && in_evidence { pointer.to_owned() } else { format!("/case{pointer}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(case: &str, evidence: &str) -> String {
        String::from_utf8(Given::new(case, Some(evidence)).json).unwrap()
    }

    #[test]
    fn evidence_beside_the_case_becomes_a_part_of_it() {
        assert_eq!(json(" {\"a\":1}", "{}"), "{\"evidence\":{},\"a\":1}");
        assert_eq!(json("{ }", "{}"), "{\"evidence\":{} }");
        assert_eq!(json("[]", "{}"), "[]");
    }

    #[test]
    fn places_are_told_where_they_were_written() {
        assert_eq!(Given::new("{}", Some("{}")).place("/evidence/~1a"), "/evidence/~1a");
        assert_eq!(Given::new("{}", Some("{}")).place("/evidences"), "/case/evidences");
        assert_eq!(Given::new("{}", None).place("/evidence/~1a"), "/case/evidence/~1a");
    }
}
