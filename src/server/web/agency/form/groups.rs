//! A whole form of facts: the groups as the rules group them, lists with their rows, and what was wrong at the top.
//!
//! A row can be added and removed with the script, which copies a template, and without it, by a button that shows the form anew.
//! Knows nothing of: who may change the facts.

use maud::{Markup, html};

use crate::engine::types::{Field, Record, Type};
use crate::server::service::escaped;
use crate::server::web::parts::{Wrong, errors_above, errors_at};

use super::called;
use super::filled::{EMPTY, Filled, NONE, ROW, UNKNOWN, drop_name, fixed_length, next_name, state_name, why_name};
use super::inputs::{One, Shown};
use super::places::id;
use super::reading::has_fields;
use super::wide::Listed;

/// Longer lists begin with their rows folded.
const OPEN_ROWS: usize = 2;
/// Wider records stand below each other instead of in a table.
const WIDEST: usize = 6;

impl Shown<'_> {
    /// Everything between the hidden fields and the buttons.
    pub(in crate::server::web) fn whole(&self) -> Markup {
        let Some(case) = self.rulebook.records.first() else { return html! {} };
        let (groups, single): (Vec<&Field>, Vec<&Field>) =
            self.asked(case).into_iter().partition(|it| is_group(&it.ty));
        html! {
            @if !single.is_empty() {
                section.facts-group aria-labelledby="general" {
                    h2 #general { (self.words().say("Umum", "General")) }
                    div.facts-grid { @for it in single { (self.field(it, "", 0)) } }
                }
            }
            @for it in groups { (self.top(it)) }
        }
    }

    /// All that is wrong, each with the way to its field.
    pub(in crate::server::web) fn summary(&self) -> Markup {
        let words = self.words();
        let title =
            words.say("Belum disimpan: ada isian yang harus diperbaiki.", "Not saved yet: something has to be mended.");
        let wrong = self.refusals.iter().map(|it| Wrong {
            id: id(&it.pointer),
            name: called(self.rulebook, &self.filled.as_shown(&it.pointer), words.0),
            message: it.message.get(words.0),
        });
        let wrong: Vec<Wrong<'_>> = wrong.collect();
        html! { @if !wrong.is_empty() { (errors_above(self.viewer, title, &wrong)) } }
    }

    fn top(&self, field: &Field) -> Markup {
        let pointer = format!("/{}", escaped(&field.name));
        html! {
            section.facts-group.group id=(id(&pointer)) aria-labelledby={ "h" (pointer) } {
                h2 id={ "h" (pointer) } { (field.label.get(self.words().0)) }
                (self.group(field, &pointer, 0))
            }
        }
    }

    /// What is inside of a group: its state, its help, its fields or rows.
    pub(super) fn group(&self, field: &Field, pointer: &str, depth: usize) -> Markup {
        let language = self.words().0;
        html! {
            @for it in [&field.question, &field.help].into_iter().flatten() { p.help { (it.get(language)) } }
            (self.group_state(field, pointer))
            (self.now(pointer, self.recorded_now(pointer, &field.ty).as_deref()))
            (errors_at(self.viewer, self.refusals, pointer, &format!("{}-errors", id(pointer))))
            @if self.has_errors(pointer) && !self.filled.state(pointer, &field.ty).is_empty() && self.filled.has_value(pointer, &field.ty) {
                label.drop { input type="checkbox" name=(drop_name(pointer)) value="yes"; " " (self.words().say("Buang isian di bawah ini", "Drop what is filled in below")) }
            }
            div.inside.open[self.has_errors(pointer)] {
                @match &field.ty {
                    Type::Record(record) => (self.fields(*record, pointer, depth)),
                    Type::List { element, greatest, .. } => (self.list(field, element, *greatest, (pointer, depth))),
                    _ => {},
                }
            }
        }
    }

    fn group_state(&self, field: &Field, pointer: &str) -> Markup {
        let words = self.words();
        let said = self.filled.state(pointer, &field.ty);
        let is_list = matches!(field.ty, Type::List { .. });
        let may_be_empty = matches!(field.ty, Type::List { least: 0, .. });
        // Of what has to be there, each fact inside says for itself that it is not known.
        let has_choice = field.optional || may_be_empty || !said.is_empty();
        if !has_choice {
            return html! {};
        }
        html! {
            div.group-state {
                select name=(state_name(pointer)) aria-label={ (words.say("Keadaan: ", "State: ")) (field.label.get(words.0)) } {
                    option value="" { (if is_list { words.say("Daftar di bawah", "As listed below") } else { words.say("Diisi di bawah", "Filled in below") }) }
                    @if may_be_empty { option value=(EMPTY) selected[said == EMPTY] { (words.say("Kosong: tidak ada satu pun", "Empty: not a single one")) } }
                    option value=(UNKNOWN) selected[said == UNKNOWN] { (words.say("Belum diketahui", "Not known")) }
                    @if field.optional { option value=(NONE) selected[said == NONE] { (words.say("Tidak ada", "There is none")) } }
                }
                div.why {
                    label for={ (id(pointer)) "-why" } { (words.say("Mengapa belum diketahui?", "Why is it not known?")) }
                    input id={ (id(pointer)) "-why" } type="text" name=(why_name(pointer)) value=(self.filled.why(pointer)) autocomplete="off";
                }
            }
        }
    }

    fn fields(&self, record: usize, pointer: &str, depth: usize) -> Markup {
        let fields = self.rulebook.records.get(record).map(|it| self.asked(it)).unwrap_or_default();
        let (groups, single): (Vec<&Field>, Vec<&Field>) = fields.into_iter().partition(|it| is_group(&it.ty));
        html! {
            div.facts-grid { @for it in single { (self.field(it, pointer, depth)) } }
            @for it in groups { (self.field(it, pointer, depth)) }
        }
    }

    fn field(&self, field: &Field, around: &str, depth: usize) -> Markup {
        let pointer = format!("{around}/{}", escaped(&field.name));
        let label = field.label.get(self.words().0);
        if is_group(&field.ty) {
            return html! {
                fieldset.group id=(id(&pointer)) {
                    legend { (label) }
                    (self.group(field, &pointer, depth))
                }
            };
        }
        self.fact(One { pointer: &pointer, ty: &field.ty, optional: field.optional, label, field: Some(field) })
    }

    fn list(&self, field: &Field, element: &Type, greatest: u32, (pointer, depth): (&str, usize)) -> Markup {
        let rows = self.filled.rows(pointer, &field.ty);
        let flat = self.flat(element);
        let fixed = fixed_length(&field.ty).is_some();
        let open = rows.len() <= OPEN_ROWS;
        let body = format!("rows{pointer}");
        let next = self.filled.next(pointer);
        let listed = Listed { field, element, pointer, depth };
        html! {
            input type="hidden" name=(next_name(pointer)) value=(next);
            (self.view(listed))
            @if let Some(headings) = self.wide(listed, &rows) {
                (self.wide_table(listed, &headings, (&rows, next)))
            } @else if let Some(record) = flat {
                div.scroll.rows-scroll tabindex="0" role="region" aria-label=(field.label.get(self.words().0)) {
                    table.rows {
                        caption.visually-hidden { (field.label.get(self.words().0)) }
                        thead { tr {
                            @for it in self.asked(record) { th scope="col" { (it.label.get(self.words().0)) } }
                            th scope="col" { span.visually-hidden { (self.words().say("Hapus", "Remove")) } }
                        } }
                        tbody id=(body) data-next=(next) { @for number in &rows { (self.row(record, &format!("{pointer}/{number}"))) } }
                    }
                }
            } @else {
                ol.rows.plain id=(body) data-next=(next) {
                    @for (index, number) in rows.iter().enumerate() {
                        (self.card((field, element), &format!("{pointer}/{number}"), depth, (index, open, fixed)))
                    }
                }
            }
            @if !fixed { (self.adding(listed, &rows, (&body, greatest))) }
        }
    }

    /// The button that adds a row, and what the script copies.
    fn adding(&self, listed: Listed<'_>, rows: &[usize], (body, greatest): (&str, u32)) -> Markup {
        let words = self.words();
        let room = rows.len() < usize::try_from(greatest).unwrap_or(usize::MAX);
        html! {
            @if room {
                p.add-row {
                    button type="submit" name="add" value=(listed.pointer) data-add-row=(body) formnovalidate {
                        "+ " (words.say("Tambah baris", "Add a row")) span.visually-hidden { ": " (listed.field.label.get(words.0)) }
                    }
                }
                template id={ (body) "-row" } data-mark=(mark(listed.depth)) data-most=(greatest) { (self.template(listed, rows)) }
            } @else {
                p.help { (words.say("Daftar ini sudah penuh.", "This list is full.")) }
            }
        }
    }

    /// A row that says nothing yet, shaped as the rows that are there.
    fn template(&self, listed: Listed<'_>, rows: &[usize]) -> Markup {
        let Listed { field, element, pointer, depth } = listed;
        let row = format!("{pointer}/{}", mark(depth));
        let nothing = Filled::default();
        let blank = Shown { filled: &nothing, refusals: &[], new_row: "", recorded: None, ..*self };
        match (self.wide(listed, rows), self.flat(element)) {
            (Some(headings), _) => blank.wide_row(&headings, &row, depth),
            (None, Some(record)) => blank.row(record, &row),
            (None, None) => blank.card((field, element), &row, depth, (0, true, false)),
        }
    }

    /// A row of a table.
    fn row(&self, record: &Record, row: &str) -> Markup {
        let language = self.words().0;
        html! {
            tr id=(id(row)) {
                @for (index, it) in self.asked(record).into_iter().enumerate() {
                    @let pointer = format!("{row}/{}", escaped(&it.name));
                    td {
                        @if index == 0 {
                            input type="hidden" name=(ROW) value=(row);
                            (errors_at(self.viewer, self.refusals, row, &format!("{}-errors", id(row))))
                        }
                        (self.cell(One { pointer: &pointer, ty: &it.ty, optional: it.optional, label: it.label.get(language), field: Some(it) }))
                    }
                }
                td.remove { (self.remove(row)) }
            }
        }
    }

    /// A row that is more than a line.
    fn card(
        &self,
        (field, element): (&Field, &Type),
        row: &str,
        depth: usize,
        (index, open, fixed): (usize, bool, bool),
    ) -> Markup {
        let label = field.label.get(self.words().0);
        let Type::Record(record) = element else {
            let label = format!("{label} {}", index.saturating_add(1));
            let optional = false;
            return html! {
                li.line {
                    input type="hidden" name=(ROW) value=(row);
                    (self.fact(One { pointer: row, ty: element, optional, label: &label, field: None }))
                    @if !fixed { (self.remove(row)) }
                }
            };
        };
        let open = open || row == self.new_row || self.has_errors_inside(row) || self.differs_inside(row);
        let name = self.name(*record, row);
        html! {
            li {
                details.row id=(id(row)) open[open] {
                    summary {
                        span.row-name { (name) }
                        @if self.differs_inside(row) { " " span.sign.warn { span.shape aria-hidden="true" { "!" } (self.words().say("Tersimpan lain", "Recorded otherwise")) } }
                        @if self.has_errors_inside(row) { " " span.sign.bad { span.shape aria-hidden="true" { "✕" } (self.words().say("Perlu diperbaiki", "To be mended")) } }
                    }
                    input type="hidden" name=(ROW) value=(row);
                    (errors_at(self.viewer, self.refusals, row, &format!("{}-errors", id(row))))
                    (self.fields(*record, row, depth.saturating_add(1)))
                    p { (self.remove(row)) }
                }
            }
        }
    }

    pub(super) fn remove(&self, row: &str) -> Markup {
        html! { button.quiet type="submit" name="remove" value=(row) data-remove-row formnovalidate { (self.words().say("Hapus", "Remove")) } }
    }

    /// What a row is called: its first texts and choices, else what it is.
    fn name(&self, record: usize, row: &str) -> String {
        let fields = self.rulebook.records.get(record).map_or(&[][..], |it| &it.fields);
        let names = fields.iter().filter_map(|it| {
            let said = self.filled.value(&format!("{row}/{}", escaped(&it.name)));
            match &it.ty {
                Type::Text => Some(said.to_owned()),
                Type::Enum(index) => {
                    let found = self.rulebook.enums.get(*index)?.values.iter().find(|it| it.name == said)?;
                    Some(found.label.get(self.words().0).to_owned())
                }
                _ => None,
            }
        });
        let names: Vec<String> = names.filter(|it| !it.is_empty()).take(2).collect();
        let what = self.rulebook.records.get(record).map_or("", |it| it.label.get(self.words().0));
        if names.is_empty() { what.to_owned() } else { names.join(" · ") }
    }

    /// A record that fits into a line.
    pub(super) fn flat(&self, element: &Type) -> Option<&Record> {
        let Type::Record(record) = element else { return None };
        let record = self.rulebook.records.get(*record)?;
        let asked = self.asked(record);
        let fits = asked.len() <= WIDEST && asked.iter().all(|it| !is_group(&it.ty) && has_fields(&it.ty));
        fits.then_some(record)
    }
}

/// What stands for the number of a row in a template; each level has its own.
pub(super) fn mark(depth: usize) -> String {
    if depth == 0 { "{n}".to_owned() } else { format!("{{n{depth}}}") }
}

pub(super) fn is_group(ty: &Type) -> bool {
    matches!(ty, Type::Record(_) | Type::List { .. }) && has_fields(ty)
}
