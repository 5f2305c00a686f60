//! Single values: truth, numbers, dates, periods, enum values, texts.
//!
//! Knows nothing of: records, lists, where a value belongs.

use super::cursor::{NumberToken, Step};
use super::reader::{Reader, Slot, packed};
use super::{GREATEST_TEXT, describe};
use crate::engine::case::Cell;
use crate::engine::types::{Enum, Type};
use crate::engine::value::date;
use crate::engine::value::number::{self, NumberFault};
use crate::engine::value::text::is_hidden;
use std::borrow::Cow;

/// No period in a case is longer than the ten thousand years that dates can name, in days.
const GREATEST_PERIOD: i64 = 3_652_059;

impl<'a> Reader<'a> {
    /// A value that is neither `null` nor an object nor a list.
    pub(super) fn scalar(&mut self, slot: Slot<'_>) -> Step<()> {
        match (slot.ty, self.cursor.peek()) {
            (Type::Truth, Some(b't')) => {
                self.cursor.word("true")?;
                self.set(slot.cell, Cell::known(1));
                Ok(())
            }
            (Type::Truth, Some(b'f')) => {
                self.cursor.word("false")?;
                self.set(slot.cell, Cell::known(0));
                Ok(())
            }
            (Type::Number { .. } | Type::Period(_), Some(b'-' | b'0'..=b'9')) => self.plain_number(slot),
            (Type::Number { scale: 1.., .. }, Some(b'"')) => self.quoted_number(slot),
            (Type::Date, Some(b'"')) => self.date(slot),
            (Type::Enum(index), Some(b'"')) => self.enum_value(slot, *index),
            (Type::Text, Some(b'"')) => self.text_value(slot),
            _ => self.wrong_type(slot),
        }
    }

    fn plain_number(&mut self, slot: Slot<'_>) -> Step<()> {
        let start = self.cursor.at();
        let token = self.cursor.number()?;
        let (scale, least, greatest) = match slot.ty {
            Type::Number { scale, least, greatest } => (*scale, *least, *greatest),
            _ => (0, 0, GREATEST_PERIOD),
        };
        let units = match token {
            NumberToken::Integer(value) => value.checked_mul(number::power_of_ten(scale)),
            NumberToken::TooGreat => None,
            NumberToken::Fractional => {
                let expected = describe::of_type(self.rulebook, slot.ty);
                self.faults.fractional(slot.path.pointer(), expected);
                return Ok(());
            }
        };
        if let Some(units) = units.filter(|it| (least..=greatest).contains(it)) {
            self.set(slot.cell, Cell::known(units));
        } else {
            let text = self.cursor.since(start);
            self.out_of_bounds(slot, text);
        }
        Ok(())
    }

    fn quoted_number(&mut self, slot: Slot<'_>) -> Step<()> {
        let text = self.cursor.string()?;
        let Type::Number { scale, least, greatest } = *slot.ty else {
            return Ok(());
        };
        match number::parse(&text, scale) {
            Ok(units) if (least..=greatest).contains(&units) => self.set(slot.cell, Cell::known(units)),
            Ok(_) | Err(NumberFault::TooGreat) => self.out_of_bounds(slot, &text),
            Err(NumberFault::TooManyDigits) => {
                let expected = describe::of_type(self.rulebook, slot.ty);
                self.faults.too_many_digits(slot.path.pointer(), &text, expected);
            }
            Err(NumberFault::NotANumber) => {
                let expected = describe::of_type(self.rulebook, slot.ty);
                self.faults.wrong_type(slot.path.pointer(), expected);
            }
        }
        Ok(())
    }

    fn out_of_bounds(&mut self, slot: Slot<'_>, text: &str) {
        let expected = describe::of_type(self.rulebook, slot.ty);
        self.faults.out_of_bounds(slot.path.pointer(), text, expected);
    }

    fn date(&mut self, slot: Slot<'_>) -> Step<()> {
        let text = match self.cursor.short_string(10) {
            Some(text) => Cow::Borrowed(text),
            None => self.cursor.string()?,
        };
        match date::parse(&text) {
            Some(days) => self.set(slot.cell, Cell::known(days)),
            None => self.faults.impossible_date(slot.path.pointer(), &text),
        }
        Ok(())
    }

    fn enum_value(&mut self, slot: Slot<'_>, index: usize) -> Step<()> {
        let text = self.cursor.string()?;
        let Some(declared) = self.rulebook.enums.get(index) else {
            return Ok(());
        };
        let sorted = self.layout.enums.get(index).map_or(&[][..], Vec::as_slice);
        if let Some(ordinal) = ordinal(declared, sorted, &text) {
            self.set(slot.cell, Cell::known(ordinal));
        } else {
            let known = declared.values.iter().map(|it| it.name.as_str());
            self.faults.unknown_value(slot.path.pointer(), &text, known);
        }
        Ok(())
    }

    fn text_value(&mut self, slot: Slot<'_>) -> Step<()> {
        if let Some(text) = self.text(slot.path)? {
            let start = self.case.text.len();
            self.case.text.push_str(&text);
            self.set(slot.cell, Cell::known(packed(start, text.len())));
        }
        Ok(())
    }

    /// A string of lawful length that shows what it is; `None` after a fault.
    pub(super) fn text(&mut self, path: &super::path::Path<'_>) -> Step<Option<Cow<'a, str>>> {
        if self.cursor.peek() != Some(b'"') {
            self.skip(path)?;
            self.faults.wrong_type(path.pointer(), describe::of_type(self.rulebook, &Type::Text));
            return Ok(None);
        }
        let text = self.cursor.string()?;
        if text.len() > GREATEST_TEXT && text.chars().count() > GREATEST_TEXT {
            self.faults.text_too_long(path.pointer(), GREATEST_TEXT);
            return Ok(None);
        }
        if let Some(found) = text.chars().find(|it| is_hidden(*it)) {
            self.faults.hidden_character(path.pointer(), found);
            return Ok(None);
        }
        Ok(Some(text))
    }
}

/// The ordinal of a value; the names of a large enumeration are searched in order.
fn ordinal(declared: &Enum, sorted: &[u32], name: &str) -> Option<i64> {
    let values = &declared.values;
    let index = if values.len() <= 16 {
        values.iter().position(|it| it.name == name)?
    } else {
        let value_name =
            |index: &u32| usize::try_from(*index).ok().and_then(|it| values.get(it)).map(|it| it.name.as_str());
        let found = sorted.binary_search_by(|index| value_name(index).cmp(&Some(name))).ok()?;
        usize::try_from(*sorted.get(found)?).ok()?
    };
    i64::try_from(index).ok()
}
