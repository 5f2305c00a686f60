//! The elements that are bound while a condition is looked at, and the declarations that are looked into.
//!
//! Knows nothing of: prose, how values are worked out.

use super::view::{CASE, Reached, View, record_of};
use crate::engine::case::State;
use crate::engine::types::{Read, Type};
use crate::engine::wording::Wording;

/// Declarations that read each other deeper than this are no longer told: the stack is finite.
const DEEPEST: usize = 64;

/// A ruling looks into declarations so many times at most: rules that read each other doubly again and again would
/// otherwise never be told to the end.
const BUDGET: usize = 200_000;

/// An element that is bound.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// Its first cell.
    pub base: usize,
    pub ty: &'a Type,
    /// What the list (or the record that was handed over) is called.
    pub label: &'a Wording,
    /// Its place in the list, from 0; `None` if it was not taken from a list.
    pub index: Option<usize>,
    /// The list it was taken from, or the path by which it was handed over.
    path: &'a Read,
    /// Where the elements begin that `path` may start from.
    around: usize,
}

/// All that is bound, the elements of the declaration that is looked at last.
#[derive(Debug)]
pub(super) struct Frames<'a> {
    bound: Vec<Bound<'a>>,
    /// The first of them that belongs to the innermost declaration.
    start: usize,
    /// How many declarations inside each other are looked at.
    depth: usize,
    /// A definition is being told: definitions inside it are only named.
    telling: bool,
    /// How many more times a declaration may be looked into for this ruling.
    budget: usize,
}

impl Default for Frames<'_> {
    fn default() -> Self {
        Self { bound: Vec::new(), start: 0, depth: 0, telling: false, budget: BUDGET }
    }
}

impl<'a> View<'a, '_> {
    /// The element bound at this depth.
    #[must_use]
    pub fn bound(&self, depth: usize) -> Option<&Bound<'a>> {
        self.frames.bound.get(self.frames.start.checked_add(depth)?)
    }

    /// How many elements a list has; `None` for a list that is unknown or not there.
    #[must_use]
    pub fn length(&self, list: &Read) -> Option<usize> {
        let reached = self.reach(list)?;
        (reached.cell.state == State::Value).then(|| reached.cell.range().1)
    }

    /// Lets `depth` be the element of this number.
    pub fn bind_element(&mut self, depth: usize, list: &'a Read, index: usize) -> Option<()> {
        let reached = self.reach(list)?;
        let Type::List { element, .. } = reached.ty else { return None };
        let (start, length) = reached.cell.range();
        let width = usize::try_from(self.layout.width(element)).ok()?;
        if reached.cell.state != State::Value || index >= length {
            return None;
        }
        let base = start.checked_add(index.checked_mul(width)?)?;
        let (label, around) = (self.label(list), self.frames.start);
        self.bind(depth, Bound { base, ty: element, label, index: Some(index), path: list, around });
        Some(())
    }

    fn bind(&mut self, depth: usize, bound: Bound<'a>) {
        self.values.bind(depth, bound.base, bound.ty);
        self.frames.bound.truncate(self.frames.start.saturating_add(depth));
        self.frames.bound.push(bound);
    }

    /// Looks at each element of a list, bound to `local`; false for a list that is unknown or not there.
    pub fn each_element(&mut self, list: &'a Read, local: usize, mut look: impl FnMut(&mut Self)) -> bool {
        let Some(length) = self.length(list) else { return false };
        for index in 0..length {
            if self.bind_element(local, list, index).is_some() {
                look(self);
            }
        }
        self.frames.bound.truncate(self.frames.start.saturating_add(local));
        true
    }

    /// Looks at the body of something that was called `of` an element: there the element is number 0.
    pub fn inside<T>(&mut self, argument: Option<&'a Read>, look: impl FnOnce(&mut Self) -> T) -> T {
        let handed = argument.and_then(|it| self.handed_over(it));
        let (around, length) = (self.frames.start, self.frames.bound.len());
        self.frames.start = length;
        self.frames.depth = self.frames.depth.saturating_add(1);
        self.frames.budget = self.frames.budget.saturating_sub(1);
        if let Some(bound) = handed {
            self.bind(0, bound);
        }
        let result = look(self);
        self.frames.depth = self.frames.depth.saturating_sub(1);
        self.frames.start = around;
        self.frames.bound.truncate(length);
        for (depth, bound) in self.frames.bound.get(around..).unwrap_or(&[]).iter().enumerate() {
            self.values.bind(depth, bound.base, bound.ty);
        }
        result
    }

    /// What a path hands over. Inside a record that is not there, the cells say so themselves.
    fn handed_over(&self, argument: &'a Read) -> Option<Bound<'a>> {
        let start = match argument.local {
            Some(local) => Some(self.bound(local)?),
            None => None,
        };
        let (mut base, mut ty) = start.map_or((0, &CASE), |it| (it.base, it.ty));
        for &field in &argument.fields {
            let record = record_of(ty)?;
            let offset = *self.layout.records.get(record)?.offsets.get(field)?;
            base = base.checked_add(usize::try_from(offset).ok()?)?;
            ty = &self.rulebook.records.get(record)?.fields.get(field)?.ty;
        }
        let index = start.filter(|_| argument.fields.is_empty()).and_then(|it| it.index);
        Some(Bound { base, ty, label: self.label(argument), index, path: argument, around: self.frames.start })
    }

    /// The same for the body of a definition that is told.
    pub fn inside_definition<T>(&mut self, argument: Option<&'a Read>, look: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.frames.telling, true);
        let result = self.inside(argument, look);
        self.frames.telling = around;
        result
    }

    /// Whether definitions should only be named.
    #[must_use]
    pub const fn is_telling_definition(&self) -> bool {
        self.frames.telling || self.is_deep()
    }

    /// Whether no further declaration should be looked into.
    #[must_use]
    pub const fn is_deep(&self) -> bool {
        self.frames.depth >= DEEPEST || self.frames.budget == 0
    }

    /// The JSON pointer of the first `steps` fields of a path.
    #[must_use]
    pub fn pointer(&self, read: &Read, steps: usize) -> String {
        let mut pointer = String::with_capacity(64);
        self.write_pointer(self.frames.start, read, steps, &mut pointer);
        pointer
    }

    /// The JSON pointer of the element bound at this depth.
    #[must_use]
    pub fn element_pointer(&self, depth: usize) -> String {
        let mut pointer = String::with_capacity(64);
        if let Some(bound) = self.bound(depth) {
            self.write_bound(bound, &mut pointer);
        }
        pointer
    }

    /// What was handed over may lie in a record that is itself unknown: that record, with its pointer.
    pub(super) fn unknown_around(&self, read: &Read) -> Option<(String, Reached<'a>)> {
        let bound = read.local.and_then(|it| self.bound(it)).filter(|it| it.index.is_none())?;
        let start = bound.path.local.and_then(|it| self.frames.bound.get(bound.around.checked_add(it)?));
        let reached = self.reach_from(start, bound.path)?;
        if reached.cell.state != State::Unknown || reached.field.is_none() || reached.steps >= bound.path.fields.len() {
            return None;
        }
        let mut pointer = String::new();
        self.write_pointer(bound.around, bound.path, reached.steps, &mut pointer);
        Some((pointer, reached))
    }

    fn write_pointer(&self, frame: usize, read: &Read, steps: usize, pointer: &mut String) {
        let bound = read.local.and_then(|local| self.frames.bound.get(frame.checked_add(local)?));
        if let Some(bound) = bound {
            self.write_bound(bound, pointer);
        }
        let mut ty = bound.map_or(&CASE, |it| it.ty);
        for &index in read.fields.iter().take(steps) {
            let field = record_of(ty).and_then(|it| self.rulebook.records.get(it)).and_then(|it| it.fields.get(index));
            let Some(field) = field else { break };
            pointer.push('/');
            pointer.push_str(&field.name);
            ty = &field.ty;
        }
    }

    fn write_bound(&self, bound: &Bound<'a>, pointer: &mut String) {
        self.write_pointer(bound.around, bound.path, bound.path.fields.len(), pointer);
        // What was handed over whole has the index of its list in its own path already.
        let listed = !matches!(bound.path.ty, Type::List { .. });
        if let (Some(index), false) = (bound.index, listed) {
            pointer.push('/');
            pointer.push_str(&index.to_string());
        }
    }
}
