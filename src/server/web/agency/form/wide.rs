//! A list of things with many facts as one wide table: a row for each, the facts of what is inside of it side by side, and what
//! has no fixed width opened in its cell. Whoever likes cards better asks for them by a button, and nothing typed is lost.
//!
//! Knows nothing of: who may change the facts, how a row is read.

use maud::{Markup, html};

use crate::engine::types::{Field, Type};
use crate::server::service::escaped;
use crate::server::web::parts::errors_at;

use super::filled::{Filled, NONE, ROW, UNKNOWN, fixed_length};
use super::groups::is_group;
use super::inputs::{One, Shown};
use super::places::id;

/// The field with the way in which a list is shown, by its pointer.
fn view_name(pointer: &str) -> String {
    format!("view:{pointer}")
}

/// Below each other; anything else is the table.
const CARDS: &str = "cards";

impl Filled {
    /// From the table to the cards and back.
    pub(in crate::server::web) fn show_otherwise(&mut self, list: &str) {
        let next = if self.value(&view_name(list)) == CARDS { "" } else { CARDS };
        self.set(view_name(list), next.to_owned());
    }
}

/// A list that is shown: what it is called, what it is made of, where it stands.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) field: &'a Field,
    pub(super) element: &'a Type,
    pub(super) pointer: &'a str,
    pub(super) depth: usize,
}

/// One column, or several below one head.
pub(super) struct Heading<'a> {
    field: &'a Field,
    /// From the row to what stands below this head.
    path: String,
    columns: Vec<Column<'a>>,
    is_inside: bool,
}

enum Column<'a> {
    Fact {
        path: String,
        label: String,
        one: (&'a Type, bool, Option<&'a Field>),
    },
    /// Of no fixed width: it is opened in its cell.
    More {
        path: String,
        field: &'a Field,
    },
}

impl Shown<'_> {
    /// Whether a list can be shown both ways.
    pub(super) fn has_views(&self, listed: Listed<'_>) -> bool {
        listed.depth == 0 && matches!(listed.element, Type::Record(_)) && self.flat(listed.element).is_none()
    }

    /// The columns of a list that is shown as a wide table.
    pub(super) fn wide(&self, listed: Listed<'_>, rows: &[usize]) -> Option<Vec<Heading<'_>>> {
        let Type::Record(record) = listed.element else { return None };
        if !self.has_views(listed) || self.filled.value(&view_name(listed.pointer)) == CARDS {
            return None;
        }
        let record = self.rulebook.records.get(*record)?;
        Some(record.fields.iter().map(|it| self.heading(it, listed.pointer, rows)).collect())
    }

    /// The button that shows a list the other way, and which way it is shown.
    pub(super) fn view(&self, listed: Listed<'_>) -> Markup {
        let (words, name) = (self.words(), view_name(listed.pointer));
        let said = self.filled.value(&name);
        html! {
            @if self.has_views(listed) {
                input type="hidden" name=(name) value=(said);
                p.list-view {
                    button.quiet type="submit" name="view" value=(listed.pointer) formnovalidate {
                        (if said == CARDS { words.say("Tampilkan sebagai tabel", "Show as a table") } else { words.say("Tampilkan sebagai kartu", "Show as cards") })
                        span.visually-hidden { ": " (listed.field.label.get(words.0)) }
                    }
                    @if said != CARDS {
                        " " span.help { (words.say("Panah ▾ di samping isian: belum diketahui, atau tidak ada.", "The arrow ▾ beside a field: not known, or there is none.")) }
                    }
                }
            }
        }
    }

    fn heading<'a>(&'a self, field: &'a Field, list: &str, rows: &[usize]) -> Heading<'a> {
        let path = format!("/{}", escaped(&field.name));
        // What a row says of the whole of it has no column.
        let is_said = rows.iter().any(|it| !self.filled.state(&format!("{list}/{it}{path}"), &field.ty).is_empty());
        let inside = if is_said || field.optional { None } else { self.columns_inside(field, &path) };
        let is_inside = inside.is_some();
        let columns = inside.unwrap_or_else(|| vec![self.column(field, path.clone())]);
        Heading { field, path, columns, is_inside }
    }

    fn columns_inside<'a>(&'a self, field: &'a Field, path: &str) -> Option<Vec<Column<'a>>> {
        match &field.ty {
            Type::Record(record) => {
                let record = self.rulebook.records.get(*record)?;
                let below = record.fields.iter().map(|it| self.column(it, format!("{path}/{}", escaped(&it.name))));
                Some(below.collect())
            }
            Type::List { element, .. } if !is_group(element) => {
                let label = field.label.get(self.words().0);
                let fact = |number: usize| Column::Fact {
                    path: format!("{path}/{number}"),
                    label: format!("{label} {}", number.saturating_add(1)),
                    one: (&**element, false, None),
                };
                fixed_length(&field.ty).map(|length| (0..length).map(fact).collect())
            }
            _ => None,
        }
    }

    fn column<'a>(&'a self, field: &'a Field, path: String) -> Column<'a> {
        if is_group(&field.ty) {
            return Column::More { path, field };
        }
        let label = field.label.get(self.words().0).to_owned();
        Column::Fact { path, label, one: (&field.ty, field.optional, Some(field)) }
    }

    /// The whole table.
    pub(super) fn wide_table(
        &self,
        listed: Listed<'_>,
        headings: &[Heading<'_>],
        (rows, next): (&[usize], usize),
    ) -> Markup {
        let (words, pointer) = (self.words(), listed.pointer);
        let label = listed.field.label.get(words.0);
        html! {
            div.scroll.rows-scroll.wide-scroll role="region" aria-label=(label) tabindex="0" {
                table.rows.wide {
                    caption.visually-hidden { (label) }
                    (self.wide_head(headings))
                    tbody id={ "rows" (pointer) } data-next=(next) {
                        @for number in rows { (self.wide_row(headings, &format!("{pointer}/{number}"), listed.depth)) }
                    }
                }
            }
            (self.meanings(headings))
        }
    }

    fn wide_head(&self, headings: &[Heading<'_>]) -> Markup {
        let words = self.words();
        html! {
            thead {
                tr {
                    th.corner scope="col" rowspan="2" { span.visually-hidden { (words.say("Baris", "Row")) } }
                    @for it in headings {
                        @if it.is_inside {
                            th.over scope="colgroup" colspan=(it.columns.len()) { (it.field.label.get(words.0)) }
                        } @else {
                            th scope="col" rowspan="2" { (it.field.label.get(words.0)) }
                        }
                    }
                }
                tr {
                    @for it in headings.iter().filter(|it| it.is_inside) {
                        @for (index, column) in it.columns.iter().enumerate() { th scope="col" { (self.below(it, column, index)) } }
                    }
                }
            }
        }
    }

    /// What a column below a common head is called: elements of a list by their number.
    fn below(&self, heading: &Heading<'_>, column: &Column<'_>, index: usize) -> String {
        match column {
            Column::Fact { .. } if matches!(heading.field.ty, Type::List { .. }) => index.saturating_add(1).to_string(),
            Column::Fact { label, .. } => label.clone(),
            Column::More { field, .. } => field.label.get(self.words().0).to_owned(),
        }
    }

    /// A row. Without rows to look at, as the script copies it, no column differs from those of the others.
    pub(super) fn wide_row(&self, headings: &[Heading<'_>], row: &str, depth: usize) -> Markup {
        html! {
            tr id=(id(row)) {
                th.corner scope="row" {
                    input type="hidden" name=(ROW) value=(row);
                    (self.remove(row))
                    (errors_at(self.viewer, self.refusals, row, &format!("{}-errors", id(row))))
                }
                @for heading in headings {
                    @for (index, column) in heading.columns.iter().enumerate() {
                        td {
                            @if index == 0 && heading.is_inside { (self.of_all(&format!("{row}{}", heading.path), &heading.field.ty)) }
                            (self.within(column, row, depth))
                        }
                    }
                }
            }
        }
    }

    /// What is recorded of all that stands below a common head, and what was wrong with it.
    fn of_all(&self, pointer: &str, ty: &Type) -> Markup {
        let at = id(pointer);
        html! { div id=(at) { (self.now(pointer, self.recorded_now(pointer, ty).as_deref())) (errors_at(self.viewer, self.refusals, pointer, &format!("{at}-errors"))) } }
    }

    fn within(&self, column: &Column<'_>, row: &str, depth: usize) -> Markup {
        match column {
            Column::Fact { path, label, one: (ty, optional, field) } => {
                let pointer = format!("{row}{path}");
                self.cell(One { pointer: &pointer, ty, optional: *optional, label, field: *field })
            }
            Column::More { path, field } => self.more(field, &format!("{row}{path}"), depth),
        }
    }

    fn more(&self, field: &Field, pointer: &str, depth: usize) -> Markup {
        let open = self.has_errors_inside(pointer)
            || self.differs_inside(pointer)
            || (!self.new_row.is_empty() && self.new_row.starts_with(pointer));
        html! {
            details.more id=(id(pointer)) open[open] {
                summary { span.cell-label { (field.label.get(self.words().0)) ": " } (self.in_short(field, pointer)) }
                div.group { (self.group(field, pointer, depth.saturating_add(1))) }
            }
        }
    }

    /// What is inside, without opening it.
    fn in_short(&self, field: &Field, pointer: &str) -> String {
        let words = self.words();
        match self.filled.state(pointer, &field.ty) {
            UNKNOWN => return words.say("Belum diketahui", "Not known").to_owned(),
            NONE => return words.say("Tidak ada", "There is none").to_owned(),
            state if !state.is_empty() => return words.say("Kosong", "Empty").to_owned(),
            _ => {}
        }
        match &field.ty {
            Type::List { .. } => match self.filled.rows(pointer, &field.ty).len() {
                0 => words.say("Belum diisi", "Not filled in").to_owned(),
                1 => words.say("1 baris", "1 row").to_owned(),
                several => format!("{several} {}", words.say("baris", "rows")),
            },
            _ if self.filled.says_inside(pointer) => words.say("Terisi", "Filled in").to_owned(),
            _ => words.say("Belum diisi", "Not filled in").to_owned(),
        }
    }

    /// What the columns mean; a head has no room for it.
    fn meanings(&self, headings: &[Heading<'_>]) -> Markup {
        let words = self.words();
        let columns = headings.iter().flat_map(|it| &it.columns);
        let said = columns.filter_map(|it| match it {
            Column::Fact { path, label, one: (ty, optional, field) } => {
                let one = One { pointer: path, ty, optional: *optional, label, field: *field };
                Some((label.as_str(), self.help(one))).filter(|it| !it.1.is_empty())
            }
            Column::More { .. } => None,
        });
        let said: Vec<(&str, String)> = said.collect();
        html! {
            @if !said.is_empty() {
                details.guide {
                    summary { (words.say("Arti kolom", "What the columns mean")) }
                    dl.facts { @for (label, help) in said { dt { (label) } dd { (help) } } }
                }
            }
        }
    }
}
