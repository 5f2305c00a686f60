//! The reserved key `judgements`: what people answered, with their reasons.
//!
//! Knows nothing of: facts.

use super::cursor::Step;
use super::path::Path;
use super::reader::Reader;
use crate::engine::case::Answer;
use crate::engine::value::{Truth, date};
use crate::wording;

/// An answer that is being read.
#[derive(Default)]
struct Draft {
    answer: Option<Truth>,
    reason: Option<String>,
    by: Option<String>,
    on: Option<i64>,
    /// Something in it was refused: no need to say that the rest is missing.
    seen: Vec<String>,
}

impl Reader<'_> {
    /// `{name: {answer, reason, by, on}}`
    pub(super) fn judgements(&mut self, path: &Path<'_>) -> Step<bool> {
        self.object(path, |reader, key, below| {
            let judgements = &reader.rulebook.judgements;
            let Some(index) = judgements.iter().position(|it| it.name == key) else {
                reader.skip(below)?;
                reader.faults.unknown_judgement(below.pointer(), key, judgements.iter().map(|it| it.name.as_str()));
                return Ok(());
            };
            let answer = reader.answer(below)?;
            if let Some(place) = reader.case.answers.get_mut(index) {
                if place.is_some() {
                    reader.faults.duplicate_key(below.pointer(), key);
                }
                *place = answer.or(place.take());
            }
            Ok(())
        })
    }

    fn answer(&mut self, path: &Path<'_>) -> Step<Option<Answer>> {
        let mut draft = Draft::default();
        if !self.object(path, |reader, key, below| reader.answer_part(&mut draft, key, below))? {
            return Ok(None);
        }
        if !draft.seen.iter().any(|it| it == "answer") {
            self.faults.bad_answer(path.key("answer").pointer());
        }
        let reason = draft.reason.filter(|it| !it.trim().is_empty());
        if reason.is_none() {
            self.faults.missing_reason(path.key("reason").pointer());
        }
        let (Some(answer), Some(reason)) = (draft.answer, reason) else {
            return Ok(None);
        };
        Ok(Some(Answer { answer, reason, by: draft.by, on: draft.on }))
    }

    fn answer_part(&mut self, draft: &mut Draft, key: &str, path: &Path<'_>) -> Step<()> {
        if draft.seen.iter().any(|it| it == key) {
            self.skip(path)?;
            self.faults.duplicate_key(path.pointer(), key);
            return Ok(());
        }
        match key {
            "answer" => draft.answer = self.answer_word(path)?,
            "reason" if self.cursor.peek() == Some(b'"') => draft.reason = self.text(path)?.map(Into::into),
            "reason" => self.skip(path)?,
            "by" => draft.by = self.optional_text(path)?,
            "on" => draft.on = self.optional_date(path)?,
            _ => {
                self.skip(path)?;
                self.faults.unknown_field(path.pointer(), key, ["answer", "reason", "by", "on"].into_iter());
                return Ok(());
            }
        }
        draft.seen.push(key.to_owned());
        Ok(())
    }

    fn answer_word(&mut self, path: &Path<'_>) -> Step<Option<Truth>> {
        let answer = match self.cursor.peek() {
            Some(b't') => {
                self.cursor.word("true")?;
                Some(Truth::Yes)
            }
            Some(b'f') => {
                self.cursor.word("false")?;
                Some(Truth::No)
            }
            Some(b'"') => match self.cursor.string()?.as_ref() {
                "yes" => Some(Truth::Yes),
                "no" => Some(Truth::No),
                "unknown" => Some(Truth::Unknown),
                _ => None,
            },
            _ => {
                self.skip(path)?;
                None
            }
        };
        if answer.is_none() {
            self.faults.bad_answer(path.pointer());
        }
        Ok(answer)
    }

    /// A text or `null`.
    pub(super) fn optional_text(&mut self, path: &Path<'_>) -> Step<Option<String>> {
        if self.cursor.peek() == Some(b'n') {
            self.cursor.word("null")?;
            return Ok(None);
        }
        Ok(self.text(path)?.map(Into::into))
    }

    /// A date or `null`.
    pub(super) fn optional_date(&mut self, path: &Path<'_>) -> Step<Option<i64>> {
        let Some(text) = self.optional_text(path)? else {
            return Ok(None);
        };
        let days = date::parse(&text);
        if days.is_none() {
            self.faults.impossible_date(path.pointer(), &text);
        }
        Ok(days)
    }

    /// An object of which `each` consumes every value; says whether it is one.
    pub(super) fn object(
        &mut self,
        path: &Path<'_>,
        mut each: impl FnMut(&mut Self, &str, &Path<'_>) -> Step<()>,
    ) -> Step<bool> {
        if self.cursor.peek() != Some(b'{') {
            self.skip(path)?;
            self.faults.wrong_type(path.pointer(), wording!("objek {{…}}", "an object {{…}}"));
            return Ok(false);
        }
        self.cursor.require(b'{')?;
        if self.cursor.take(b'}') {
            return Ok(true);
        }
        loop {
            let key = self.cursor.string()?;
            self.cursor.require(b':')?;
            each(self, &key, &path.key(&key))?;
            if !self.cursor.take(b',') {
                return self.cursor.require(b'}').map(|()| true);
            }
        }
    }
}
