//! The controls of single facts: what is said, that it is not known (and why), that there is none; its help and what was wrong.
//!
//! Knows nothing of: groups and lists.

use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::engine::types::{Field, Record, Rulebook, Type, Unit};
use crate::server::web::parts::{day_in_words, errors_at};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::filled::{Filled, NONE, UNKNOWN, state_name, why_name};
use super::places::id;
use super::reading::has_fields;
use super::recorded::Recorded;
use crate::server::web::{days, numbers};

/// A form as it is shown.
pub(in crate::server::web) struct Shown<'a> {
    pub(in crate::server::web) rulebook: &'a Rulebook,
    pub(in crate::server::web) filled: &'a Filled,
    /// By the pointers of the form.
    pub(in crate::server::web) refusals: &'a [Refusal],
    pub(in crate::server::web) viewer: &'a Viewer,
    /// A row that was just added, to begin with.
    pub(in crate::server::web) new_row: &'a str,
    /// What is recorded now, if that is something else than the form began with.
    pub(in crate::server::web) recorded: Option<&'a Recorded>,
    /// Whether it asks for what an agency claims only, not for what a verifier fills in.
    pub(in crate::server::web) is_claim: bool,
}

/// One fact: where it stands, what it is, what it is called.
#[derive(Clone, Copy)]
pub(super) struct One<'a> {
    pub(super) pointer: &'a str,
    pub(super) ty: &'a Type,
    pub(super) optional: bool,
    pub(super) label: &'a str,
    pub(super) field: Option<&'a Field>,
}

impl Shown<'_> {
    pub(super) fn words(&self) -> Words {
        self.viewer.words
    }

    /// The fields of a record that the form has.
    pub(super) fn asked<'r>(&self, record: &'r Record) -> Vec<&'r Field> {
        record.fields.iter().filter(|it| !self.is_claim || it.verifies.is_none()).collect()
    }

    pub(super) fn has_errors(&self, pointer: &str) -> bool {
        self.refusals.iter().any(|it| it.pointer == pointer)
    }

    /// Whether something is wrong at a place or below it.
    pub(super) fn has_errors_inside(&self, pointer: &str) -> bool {
        let inside = format!("{pointer}/");
        self.refusals.iter().any(|it| it.pointer == pointer || it.pointer.starts_with(&inside))
    }

    /// A fact with its label and its help.
    pub(super) fn fact(&self, one: One<'_>) -> Markup {
        let (field_id, help) = (id(one.pointer), self.help(one));
        html! {
            div.field.fact.open[self.has_errors(one.pointer)] {
                label for=(field_id) { (one.label) }
                @if !help.is_empty() { p.help id={ (field_id) "-help" } { (help) } }
                (self.said(one, !help.is_empty()))
            }
        }
    }

    /// A fact in a cell of a table, whose head names it.
    pub(super) fn cell(&self, one: One<'_>) -> Markup {
        html! {
            div.fact.open[self.has_errors(one.pointer)] {
                label.cell-label for=(id(one.pointer)) { (one.label) }
                (self.said(one, false))
            }
        }
    }

    fn said(&self, one: One<'_>, has_help: bool) -> Markup {
        let has_errors = self.has_errors(one.pointer);
        let field_id = id(one.pointer);
        let now = self.recorded_now(one.pointer, one.ty);
        let described = [(has_help, "-help"), (now.is_some(), "-now"), (has_errors, "-errors")];
        let described: Vec<String> =
            described.iter().filter(|it| it.0).map(|it| format!("{field_id}{}", it.1)).collect();
        let described = Some(described.join(" ")).filter(|it| !it.is_empty());
        let control = Control { id: &field_id, described: described.as_deref(), invalid: has_errors.then_some("true") };
        html! {
            div.said {
                @match one.ty {
                    Type::Truth | Type::Enum(_) => (self.choice(one, &control)),
                    _ => { div.value { (self.typed(one, &control)) } (self.state(one)) },
                }
            }
            @if *one.ty == Type::Date { (day_in_words(self.words(), &field_id, self.filled.value(one.pointer))) }
            div.why {
                label for={ (field_id) "-why" } { (self.words().say("Mengapa belum diketahui?", "Why is it not known?")) }
                input id={ (field_id) "-why" } type="text" name=(why_name(one.pointer)) value=(self.filled.why(one.pointer)) autocomplete="off";
            }
            (self.now(one.pointer, now.as_deref()))
            (errors_at(self.viewer, self.refusals, one.pointer, &format!("{field_id}-errors")))
        }
    }

    /// What is recorded of a fact, if it is not what the form says.
    pub(super) fn recorded_now(&self, pointer: &str, ty: &Type) -> Option<String> {
        self.recorded?.of((self.rulebook, self.words()), pointer, ty)
    }

    /// The same as a line below the field.
    pub(super) fn now(&self, pointer: &str, recorded: Option<&str>) -> Markup {
        html! {
            @if let Some(recorded) = recorded {
                p.now id={ (id(pointer)) "-now" } { (self.words().say("Tersimpan sekarang: ", "Recorded now: ")) strong { (recorded) } }
            }
        }
    }

    /// Whether something at a place or below it is recorded otherwise.
    pub(super) fn differs_inside(&self, pointer: &str) -> bool {
        self.recorded.is_some_and(|it| it.differs_inside(pointer))
    }

    /// A choice is also one among the states.
    fn choice(&self, one: One<'_>, control: &Control<'_>) -> Markup {
        let (words, said) = (self.words(), self.filled.value(one.pointer));
        let choices = self.choices(one.ty);
        html! {
            select id=(control.id) name=(one.pointer) aria-describedby=[control.described] aria-invalid=[control.invalid] autofocus[self.begins(one)] {
                option value="" { (words.say("Belum diisi", "Not filled in")) }
                @for (value, label) in &choices {
                    option value=(value) selected[*value == said] { (label) }
                }
                (states(words, one.optional, said))
            }
        }
    }

    fn choices(&self, ty: &Type) -> Vec<(&str, &str)> {
        let words = self.words();
        match ty {
            Type::Enum(index) => {
                let values = self.rulebook.enums.get(*index).map_or(&[][..], |it| &it.values);
                values.iter().map(|it| (it.name.as_str(), it.label.get(words.0))).collect()
            }
            _ => vec![("true", words.say("Ya", "Yes")), ("false", words.say("Tidak", "No"))],
        }
    }

    fn typed(&self, one: One<'_>, control: &Control<'_>) -> Markup {
        let value = self.filled.value(one.pointer);
        let (name, begins) = (one.pointer, self.begins(one));
        let Control { id, described, invalid } = *control;
        html! {
            @match one.ty {
                _ if !has_fields(one.ty) => {
                    textarea.mono id=(id) name=(name) rows="4" spellcheck="false" aria-describedby=[described] aria-invalid=[invalid] { (value) }
                    p.help { (self.words().say("Data ini belum mempunyai isian sendiri: tulislah sebagai JSON.", "This has no fields of its own yet: write it as JSON.")) }
                },
                // A day that is none has to be seen: a field for dates would hide it.
                Type::Date if value.is_empty() || days::day(value, self.words().0).is_ok() => {
                    input id=(id) type="date" name=(name) value=(days::day(value, self.words().0).unwrap_or_default()) aria-describedby=[described] aria-invalid=[invalid] autofocus[begins];
                },
                Type::Number { scale: 0, .. } | Type::Period(_) => {
                    input id=(id) type="text" inputmode="numeric" name=(name) value=(value) autocomplete="off" aria-describedby=[described] aria-invalid=[invalid] autofocus[begins];
                    (self.unit(one.ty))
                },
                Type::Number { .. } => {
                    input id=(id) type="text" inputmode="decimal" name=(name) value=(value) autocomplete="off" aria-describedby=[described] aria-invalid=[invalid] autofocus[begins];
                },
                _ => input id=(id) type="text" name=(name) value=(value) autocomplete="off" aria-describedby=[described] aria-invalid=[invalid] autofocus[begins];,
            }
        }
    }

    fn unit(&self, ty: &Type) -> Markup {
        let words = self.words();
        let unit = match ty {
            Type::Period(Unit::Days) => words.say("hari", "days"),
            Type::Period(Unit::Months) => words.say("bulan", "months"),
            Type::Period(Unit::WorkingDays(_)) => words.say("hari kerja", "working days"),
            _ => "",
        };
        html! { @if !unit.is_empty() { span.unit { (unit) } } }
    }

    /// Beside what is typed: that it is not known, or that there is none.
    fn state(&self, one: One<'_>) -> Markup {
        let words = self.words();
        let said = self.filled.state(one.pointer, one.ty);
        let name = format!("{}{}", words.say("Keadaan: ", "State: "), one.label);
        html! {
            select.state name=(state_name(one.pointer)) aria-label=(name) title=(name) {
                option value="" { (words.say("Diisi", "Filled in")) }
                (states(words, one.optional, said))
            }
        }
    }

    fn begins(&self, one: One<'_>) -> bool {
        !self.new_row.is_empty()
            && one.pointer.strip_prefix(self.new_row).is_some_and(|it| it.matches('/').count() <= 1)
            && self.is_first(one)
    }

    fn is_first(&self, one: One<'_>) -> bool {
        let last = one.pointer.rsplit('/').next().unwrap_or_default();
        one.field.is_none()
            || self.rulebook.records.iter().any(|it| it.fields.first().is_some_and(|it| it.name == last))
    }

    /// The question that the rules ask, their help, and what is accepted.
    pub(super) fn help(&self, one: One<'_>) -> String {
        let language = self.words().0;
        let mut parts: Vec<String> = Vec::new();
        if let Some(field) = one.field {
            let said = [&field.question, &field.help];
            parts.extend(said.into_iter().flatten().map(|it| it.get(language).to_owned()));
        }
        if let Type::Number { scale, least, greatest } = one.ty {
            let bounds = numbers::bounds((*scale, *least, *greatest), language);
            parts.push(format!("{} {bounds}.", self.words().say("Nilai", "From")));
        }
        parts.retain(|it| !it.is_empty());
        parts.join(" ")
    }
}

/// What a control says of itself.
#[derive(Clone, Copy)]
struct Control<'a> {
    id: &'a str,
    described: Option<&'a str>,
    invalid: Option<&'a str>,
}

/// Not known is not no, and none is something else again.
fn states(words: Words, optional: bool, said: &str) -> Markup {
    html! {
        option value=(UNKNOWN) selected[said == UNKNOWN] { (words.say("Belum diketahui", "Not known")) }
        @if optional { option value=(NONE) selected[said == NONE] { (words.say("Tidak ada", "There is none")) } }
    }
}
