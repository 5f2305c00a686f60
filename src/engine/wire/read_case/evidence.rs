//! The reserved key `evidence`: what supports which fact, found by its JSON pointer.
//!
//! Knows nothing of: what a status means for a ruling, except that a disputed fact is unknown.

use super::cursor::Step;
use super::path::Path;
use super::reader::Reader;
use crate::engine::case::{Case, Cell, Evidence, EvidenceStatus, Layout, Reason, State};
use crate::engine::types::{Rulebook, Type};

const PARTS: [&str; 5] = ["status", "reference", "sha256", "by", "on"];

impl Reader<'_> {
    /// `{pointer: {status, reference, sha256, by, on}}`
    pub(super) fn all_evidence(&mut self, path: &Path<'_>) -> Step<bool> {
        self.object(path, |reader, pointer, below| {
            if let Some(evidence) = reader.one_evidence(below)? {
                reader.evidence.push((pointer.to_owned(), evidence));
            }
            Ok(())
        })
    }

    fn one_evidence(&mut self, path: &Path<'_>) -> Step<Option<Evidence>> {
        let mut evidence =
            Evidence { status: EvidenceStatus::Claimed, reference: None, sha256: None, by: None, on: None };
        let mut seen = [false; PARTS.len()];
        let mut has_status = false;
        let is_object = self.object(path, |reader, key, below| {
            let Some(mark) = PARTS.iter().position(|it| *it == key).and_then(|index| seen.get_mut(index)) else {
                reader.skip(below)?;
                reader.faults.unknown_field(below.pointer(), key, PARTS.into_iter());
                return Ok(());
            };
            if std::mem::replace(mark, true) {
                reader.skip(below)?;
                reader.faults.duplicate_key(below.pointer(), key);
                return Ok(());
            }
            has_status |= key == "status";
            reader.evidence_part(&mut evidence, key, below)
        })?;
        if !is_object {
            return Ok(None);
        }
        if !has_status {
            self.faults.bad_status(path.key("status").pointer());
        }
        Ok(Some(evidence))
    }

    fn evidence_part(&mut self, evidence: &mut Evidence, key: &str, path: &Path<'_>) -> Step<()> {
        match key {
            "status" => match self.optional_text(path)?.as_deref() {
                Some("claimed") => evidence.status = EvidenceStatus::Claimed,
                Some("verified") => evidence.status = EvidenceStatus::Verified,
                Some("disputed") => evidence.status = EvidenceStatus::Disputed,
                _ => self.faults.bad_status(path.pointer()),
            },
            "reference" => evidence.reference = self.optional_text(path)?,
            "sha256" => {
                evidence.sha256 = self.optional_text(path)?;
                let is_digest = |it: &String| it.len() == 64 && it.bytes().all(|byte| byte.is_ascii_hexdigit());
                if !evidence.sha256.as_ref().is_none_or(is_digest) {
                    self.faults.bad_sha256(path.pointer());
                }
            }
            "by" => evidence.by = self.optional_text(path)?,
            _ => evidence.on = self.optional_date(path)?,
        }
        Ok(())
    }

    /// Looks up every fact that evidence points to; disputed ones become unknown.
    pub(super) fn attach_evidence(&mut self) {
        if self.evidence.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.evidence);
        all.sort_by(|left, right| left.0.cmp(&right.0));
        let mut disputed = Vec::new();
        let mut previous: Option<&str> = None;
        for (pointer, evidence) in &all {
            let path = Path::ROOT;
            let path = path.key("evidence");
            let path = path.key(pointer);
            if previous == Some(pointer) {
                self.faults.duplicate_key(path.pointer(), pointer);
            }
            previous = Some(pointer);
            match locate(self.rulebook, self.layout, &self.case, pointer) {
                None => self.faults.evidence_of_nothing(path.pointer()),
                Some(place) if evidence.status == EvidenceStatus::Disputed => disputed.push(place),
                Some(_) => {}
            }
        }
        self.dispute(&disputed);
        self.case.evidence = all;
    }

    fn dispute(&mut self, places: &[(usize, usize)]) {
        if places.is_empty() {
            return;
        }
        let reason = i64::try_from(self.case.reasons.len()).unwrap_or(0);
        self.case.reasons.push(Reason::Disputed);
        for (start, width) in places {
            for (number, cell) in self.case.cells.iter_mut().enumerate().skip(*start).take(*width) {
                // What is disputed twice (with the record around it, say) keeps what was stated.
                if (cell.state, cell.value) != (State::Unknown, reason) {
                    self.case.disputed.push((number, *cell));
                    *cell = Cell { state: State::Unknown, value: reason };
                }
            }
        }
        self.case.disputed.sort_unstable_by_key(|it| it.0);
    }
}

/// First cell and width of the fact that a pointer names, if the case says anything about it.
fn locate(rulebook: &Rulebook, layout: &Layout, case: &Case, pointer: &str) -> Option<(usize, usize)> {
    let mut ty = &Type::Record(0);
    let mut cell = 0;
    for step in pointer.strip_prefix('/')?.split('/') {
        match ty {
            Type::Record(record) => {
                let name = step.replace("~1", "/").replace("~0", "~");
                let index = rulebook.records.get(*record)?.fields.iter().position(|it| it.name == name)?;
                cell += usize::try_from(*layout.records.get(*record)?.offsets.get(index)?).ok()?;
                ty = &rulebook.records.get(*record)?.fields.get(index)?.ty;
            }
            Type::List { element, .. } => {
                let list = case.cells.get(cell).filter(|it| it.state == State::Value)?;
                let (start, length) = list.range();
                let is_index = step == "0" || (!step.starts_with('0') && step.bytes().all(|it| it.is_ascii_digit()));
                let index: usize = step.parse().ok().filter(|it| is_index && *it < length)?;
                ty = element;
                cell = start.checked_add(index.checked_mul(usize::try_from(layout.width(ty)).ok()?)?)?;
            }
            _ => return None,
        }
    }
    let width = usize::try_from(layout.width(ty)).ok()?;
    let said = case.cells.get(cell)?;
    let is_absent = said.state == State::Unknown
        && usize::try_from(said.value).ok().and_then(|it| case.reasons.get(it)) == Some(&Reason::Absent);
    (!is_absent).then_some((cell, width))
}
