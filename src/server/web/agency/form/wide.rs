//! A list of things with many facts as one wide table: a row for each, the facts of what is inside of it side by side, and what
//! has no fixed width opened in a row of its own below it, as wide as what is seen of the table. Whoever likes cards better asks
//! for them by a button, and nothing typed is lost.
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
    columns: Vec<Fact<'a>>,
    below: Vec<More<'a>>,
    is_inside: bool,
}

/// What has a column.
struct Fact<'a> {
    path: String,
    label: String,
    one: (&'a Type, bool, Option<&'a Field>),
}

/// What has no fixed width: it is opened below the row.
struct More<'a> {
    path: String,
    label: String,
    field: &'a Field,
}

/// What a part of a row becomes.
enum Part<'a> {
    Column(Fact<'a>),
    Below(More<'a>),
}

fn part<'a>((field, label): (&'a Field, &str), path: String) -> Part<'a> {
    let label = label.to_owned();
    if is_group(&field.ty) {
        return Part::Below(More { path, label, field });
    }
    Part::Column(Fact { path, label, one: (&field.ty, field.optional, Some(field)) })
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
        Some(self.asked(record).into_iter().map(|it| self.heading(it, listed.pointer, rows)).collect())
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
        let inside = if is_said || field.optional { None } else { self.parts_inside(field, &path) };
        let is_inside = inside.is_some();
        let parts = inside.unwrap_or_else(|| vec![part((field, field.label.get(self.words().0)), path.clone())]);
        let mut heading = Heading { field, path, columns: Vec::new(), below: Vec::new(), is_inside };
        for part in parts {
            match part {
                Part::Column(it) => heading.columns.push(it),
                Part::Below(it) => heading.below.push(it),
            }
        }
        heading
    }

    fn parts_inside<'a>(&'a self, field: &'a Field, path: &str) -> Option<Vec<Part<'a>>> {
        let language = self.words().0;
        let label = field.label.get(language);
        match &field.ty {
            Type::Record(record) => {
                let record = self.rulebook.records.get(*record)?;
                let part = |it: &'a Field| {
                    let own = it.label.get(language);
                    // Below the row, no head says what it belongs to.
                    let name = if is_group(&it.ty) { format!("{label}: {own}") } else { own.to_owned() };
                    part((it, &name), format!("{path}/{}", escaped(&it.name)))
                };
                Some(self.asked(record).into_iter().map(part).collect())
            }
            Type::List { element, .. } if !is_group(element) => {
                let fact = |number: usize| {
                    let label = format!("{label} {}", number.saturating_add(1));
                    Part::Column(Fact { path: format!("{path}/{number}"), label, one: (&**element, false, None) })
                };
                fixed_length(&field.ty).map(|length| (0..length).map(fact).collect())
            }
            _ => None,
        }
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
                    @for it in headings.iter().filter(|it| !it.columns.is_empty()) {
                        @if it.is_inside {
                            th.over scope="colgroup" colspan=(it.columns.len()) { (it.field.label.get(words.0)) }
                        } @else {
                            th scope="col" rowspan="2" { (it.field.label.get(words.0)) }
                        }
                    }
                }
                tr {
                    @for it in headings.iter().filter(|it| it.is_inside) {
                        @for (index, column) in it.columns.iter().enumerate() { th scope="col" { (head_below(it, column, index)) } }
                    }
                }
            }
        }
    }

    /// A row. Without rows to look at, as the script copies it, no column differs from those of the others.
    pub(super) fn wide_row(&self, headings: &[Heading<'_>], row: &str, depth: usize) -> Markup {
        let has_below = headings.iter().any(|it| !it.below.is_empty());
        html! {
            tr id=(id(row)) {
                th.corner scope="row" rowspan=[has_below.then_some("2")] {
                    input type="hidden" name=(ROW) value=(row);
                    (self.remove(row))
                    (errors_at(self.viewer, self.refusals, row, &format!("{}-errors", id(row))))
                }
                @for heading in headings {
                    @for (index, column) in heading.columns.iter().enumerate() {
                        td {
                            @if index == 0 && heading.is_inside { (self.of_all(heading, row)) }
                            (self.within(column, row))
                        }
                    }
                }
            }
            @if has_below { (self.below_row(headings, row, depth)) }
        }
    }

    /// The second half of a row, with what is opened.
    fn below_row(&self, headings: &[Heading<'_>], row: &str, depth: usize) -> Markup {
        let columns: usize = headings.iter().map(|it| it.columns.len()).sum();
        html! {
            tr.below {
                td colspan=(columns.max(1)) {
                    div.seen {
                        @for heading in headings.iter().filter(|it| !it.below.is_empty()) {
                            @if heading.is_inside && heading.columns.is_empty() { (self.of_all(heading, row)) }
                            @for it in &heading.below { (self.more(it, &format!("{row}{}", it.path), depth)) }
                        }
                    }
                }
            }
        }
    }

    /// What is recorded of all that stands below a common head, and what was wrong with it.
    fn of_all(&self, heading: &Heading<'_>, row: &str) -> Markup {
        let (pointer, ty) = (format!("{row}{}", heading.path), &heading.field.ty);
        let at = id(&pointer);
        html! { div id=(at) { (self.now(&pointer, self.recorded_now(&pointer, ty).as_deref())) (errors_at(self.viewer, self.refusals, &pointer, &format!("{at}-errors"))) } }
    }

    fn within(&self, Fact { path, label, one: (ty, optional, field) }: &Fact<'_>, row: &str) -> Markup {
        self.cell(One { pointer: &format!("{row}{path}"), ty, optional: *optional, label, field: *field })
    }

    fn more(&self, More { label, field, .. }: &More<'_>, pointer: &str, depth: usize) -> Markup {
        let open = self.has_errors_inside(pointer)
            || self.differs_inside(pointer)
            || (!self.new_row.is_empty() && self.new_row.starts_with(pointer));
        html! {
            details.more id=(id(pointer)) open[open] {
                summary { span.more-label { (label) ": " } (self.in_short(field, pointer)) }
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
                count => words.counted(count, "baris", ("row", "rows")),
            },
            _ if self.filled.says_inside(pointer) => words.say("Terisi", "Filled in").to_owned(),
            _ => words.say("Belum diisi", "Not filled in").to_owned(),
        }
    }

    /// What the columns mean; a head has no room for it.
    fn meanings(&self, headings: &[Heading<'_>]) -> Markup {
        let words = self.words();
        let columns = headings.iter().flat_map(|it| &it.columns);
        let said = columns.filter_map(|Fact { path, label, one: (ty, optional, field) }| {
            let one = One { pointer: path, ty, optional: *optional, label, field: *field };
            Some((label.as_str(), self.help(one))).filter(|it| !it.1.is_empty())
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

/// What a column below a common head is called: elements of a list by their number.
fn head_below(heading: &Heading<'_>, column: &Fact<'_>, index: usize) -> String {
    if let Type::List { .. } = heading.field.ty { index.saturating_add(1).to_string() } else { column.label.clone() }
}
