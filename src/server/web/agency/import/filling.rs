//! From the cells of a spreadsheet into a form of facts: what fits into no field is told with its sheet and its cell.
//!
//! A text that is no right value is put into its field all the same, where the form tells what is wrong. Knows nothing of: files.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::Wording;
use crate::server::web::days;
use crate::server::words::Words;

use super::super::form::{Filled, NONE, UNKNOWN, state_name, typed, why_name};
use super::Trouble;
use super::columns::{Column, Plan, alike, plans};
use super::keeping::{Absent, Turn};
use super::sheets::{Found, Sheet, place};
use super::troubles::{
    failed, no_state, no_stored_value, no_such_row, not_a_column, not_a_sheet, same_number, too_many_rows,
};

/// What was read.
pub(super) struct Imported {
    pub(super) filled: Filled,
    /// How many rows each sheet gave, by its name in the file.
    pub(super) counts: Vec<(String, usize)>,
    /// Where each field of the form was read: sheet and cell.
    pub(super) cells: BTreeMap<String, (String, String)>,
    pub(super) troubles: Vec<Trouble>,
    /// The lists inside of rows that were read, for which there is no sheet.
    pub(super) absent: Vec<Absent>,
}

/// A form with the lists of a spreadsheet in place of those before.
pub(super) fn filled(rulebook: &Rulebook, before: &Filled, sheets: &[Sheet], words: Words) -> Imported {
    let plans = plans(rulebook);
    let mut filling = Filling::of(rulebook, (before.clone(), plans.len()), words);
    for (index, plan) in plans.iter().enumerate() {
        if let Some(sheet) = sheets.iter().find(|it| plan.is(&it.name)) {
            filling.sheet((index, plan), sheet);
        }
    }
    filling.keep(&plans, before, sheets);
    for sheet in sheets.iter().filter(|sheet| !plans.iter().any(|it| it.is(&sheet.name)) && !sheet.cells.is_empty()) {
        filling.tell((&sheet.name, ""), not_a_sheet(&plans, words));
    }
    if filling.imported.counts.is_empty() && filling.imported.troubles.is_empty() {
        filling.tell(("", ""), not_a_sheet(&plans, words));
    }
    filling.imported
}

struct Filling<'r> {
    rulebook: &'r Rulebook,
    words: Words,
    imported: Imported,
    /// For each sheet the rows of the form by their numbers in the file.
    rows: Vec<BTreeMap<String, String>>,
    /// The lists for which there are more rows than the rules allow.
    full: BTreeSet<String>,
}

impl<'r> Filling<'r> {
    fn of(rulebook: &'r Rulebook, (filled, plans): (Filled, usize), words: Words) -> Self {
        let (counts, cells, troubles, absent) = (Vec::new(), BTreeMap::new(), Vec::new(), Vec::new());
        let imported = Imported { filled, counts, cells, troubles, absent };
        Self { rulebook, words, imported, rows: vec![BTreeMap::new(); plans], full: BTreeSet::new() }
    }

    /// A sheet that is not in the file takes no list away from the rows that are.
    fn keep(&mut self, plans: &[Plan<'_>], before: &Filled, sheets: &[Sheet]) {
        let is_in_file = |it: &Plan<'_>| sheets.iter().any(|sheet| it.is(&sheet.name));
        for (index, _) in plans.iter().enumerate().filter(|it| it.1.parent.is_none() && is_in_file(it.1)) {
            let rows = self.rows.get(index).into_iter().flatten();
            let numbers = rows.map(|(number, row)| (row.as_str(), number.as_str())).collect();
            let turn = Turn { rulebook: self.rulebook, plans, before, numbers };
            let absent = turn.keep(index, is_in_file, &mut self.imported.filled);
            self.imported.absent.extend(absent);
        }
    }

    fn tell(&mut self, (sheet, cell): (&str, &str), message: Wording) {
        if self.imported.troubles.len() < 200 {
            self.imported.troubles.push(Trouble { sheet: sheet.to_owned(), cell: cell.to_owned(), message });
        }
    }

    fn sheet(&mut self, (index, plan): (usize, &Plan<'_>), sheet: &Sheet) {
        let (number, heads) = self.heads(plan, sheet);
        if plan.parent.is_none() {
            self.imported.filled.clear_rows(&plan.list);
            self.fill_around(&plan.list);
        }
        let mut rows: BTreeMap<u32, Vec<(u32, &Found)>> = BTreeMap::new();
        for ((row, column), found) in sheet.cells.iter().filter(|it| it.0.0 > 0) {
            rows.entry(*row).or_default().push((*column, found));
        }
        let mut count = 0_usize;
        for (row, cells) in rows {
            let (unstored, cells): (Vec<_>, Vec<_>) = cells.into_iter().partition(|it| *it.1 == Found::Unstored);
            // A row with nothing but its number is none.
            let is_row = cells.iter().any(|it| Some(it.0) != number);
            let ours = unstored.iter().filter(|it| Some(it.0) == number || heads.contains_key(&it.0));
            let places: Vec<String> = ours.map(|it| place((row, it.0))).collect();
            if !places.is_empty() {
                self.tell((&sheet.name, &places.join(", ")), no_stored_value(is_row));
            }
            if !is_row {
                continue;
            }
            let said = number.and_then(|it| cells.iter().find(|cell| cell.0 == it)).map(|it| text(it.1));
            if let Some(pointer) = self.row((index, plan), (sheet, row), said) {
                count = count.saturating_add(1);
                self.cells((plan, &heads), (sheet, row), &pointer, &cells);
            }
        }
        self.imported.counts.push((sheet.name.clone(), count));
    }

    /// The column with the number of the row, and the other ones; heads that are none of ours are told.
    fn heads(&mut self, plan: &Plan<'_>, sheet: &Sheet) -> (Option<u32>, BTreeMap<u32, usize>) {
        let (mut number, mut heads) = (None, BTreeMap::new());
        for ((_, column), found) in sheet.cells.iter().filter(|it| it.0.0 == 0) {
            if *found == Found::Unstored {
                self.tell((&sheet.name, &place((0, *column))), no_stored_value(true));
                continue;
            }
            let head = text(found);
            if [&plan.number.id, &plan.number.en].iter().any(|it| alike(it, &head)) {
                number = Some(*column);
            } else if let Some(index) = plan.columns.iter().position(|it| it.is(&head)) {
                heads.insert(*column, index);
            } else {
                self.tell((&sheet.name, &place((0, *column))), not_a_column(&head, plan));
            }
        }
        (number, heads)
    }

    /// The new row of the form: of the list of the case, or of the row that it belongs to.
    fn row(
        &mut self,
        (index, plan): (usize, &Plan<'_>),
        (sheet, row): (&Sheet, u32),
        said: Option<String>,
    ) -> Option<String> {
        let list = match plan.parent {
            None => plan.list.clone(),
            Some(parent) => {
                let around = said.as_ref().and_then(|it| self.rows.get(parent)?.get(it).cloned());
                let Some(around) = around else {
                    self.tell((&sheet.name, &place((row, 0))), no_such_row(&plan.number, said.as_deref()));
                    return None;
                };
                format!("{around}{}", plan.list)
            }
        };
        if self.imported.filled.count(&list) >= usize::try_from(plan.greatest).unwrap_or(usize::MAX) {
            // Told once of each list, at the first row that has no place in it.
            if self.full.insert(list) {
                let around = plan.parent.and(said).map(|it| (&plan.number, it));
                self.tell((&sheet.name, &place((row, 0))), too_many_rows(plan.greatest, around));
            }
            return None;
        }
        let pointer = self.imported.filled.add_row(&list);
        if plan.parent.is_none() {
            let count = self.rows.get(index).map_or(0, BTreeMap::len).saturating_add(1);
            let name = said.unwrap_or_else(|| count.to_string());
            if let Some(rows) = self.rows.get_mut(index)
                && rows.insert(name.clone(), pointer.clone()).is_some()
            {
                self.tell((&sheet.name, &place((row, 0))), same_number(&name));
            }
        }
        Some(pointer)
    }

    fn cells(
        &mut self,
        (plan, heads): (&Plan<'_>, &BTreeMap<u32, usize>),
        (sheet, row): (&Sheet, u32),
        pointer: &str,
        cells: &[(u32, &Found)],
    ) {
        for (at, found) in cells {
            let Some(column) = heads.get(at).and_then(|it| plan.columns.get(*it)) else { continue };
            let field = format!("{pointer}{}", column.pointer);
            let cell = place((row, *at));
            if let Found::Failed(error) = found {
                self.tell((&sheet.name, &cell), failed(error));
                continue;
            }
            self.imported.cells.insert(field.clone(), (sheet.name.clone(), cell.clone()));
            if !self.put(column, &field, found) {
                self.tell((&sheet.name, &cell), no_state(&column.label));
            }
        }
    }

    /// Whether what was found could be put into the form.
    fn put(&mut self, column: &Column<'_>, field: &str, found: &Found) -> bool {
        let is_choice = matches!(column.ty, Type::Truth | Type::Enum(_));
        let state = if is_choice { field.to_owned() } else { state_name(field) };
        let said = text(found);
        if let Some(why) = unknown(&said) {
            self.imported.filled.set(state, UNKNOWN.to_owned());
            self.imported.filled.set(why_name(field), why.to_owned());
            return true;
        }
        if column.optional && ["tidak ada", "there is none", "none"].iter().any(|it| alike(it, &said)) {
            self.imported.filled.set(state, NONE.to_owned());
            return true;
        }
        if let Type::Record(_) = column.ty {
            return ["ada", "yes", "ya", "given"].iter().any(|it| alike(it, &said));
        }
        let value = self.value(column.ty, found);
        self.imported.filled.set(field.to_owned(), value);
        true
    }

    fn value(&self, ty: &Type, found: &Found) -> String {
        let said = text(found);
        match (ty, found) {
            (Type::Truth, Found::Truth(truth)) => truth.to_string(),
            (Type::Truth, _) if ["ya", "yes", "true", "benar"].iter().any(|it| alike(it, &said)) => "true".to_owned(),
            (Type::Truth, _) if ["tidak", "no", "false", "salah"].iter().any(|it| alike(it, &said)) => {
                "false".to_owned()
            }
            (Type::Enum(index), _) => self.choice(*index, &said),
            (Type::Date, _) => days::day(&said, self.words.0).unwrap_or(said),
            (Type::Number { .. } | Type::Period(_), Found::Number(number)) => typed(number, self.words.0),
            _ => said,
        }
    }

    fn choice(&self, index: usize, said: &str) -> String {
        let values = self.rulebook.enums.get(index).map_or(&[][..], |it| &it.values);
        let found = values.iter().find(|it| [&it.label.id, &it.label.en, &it.name].iter().any(|it| alike(it, said)));
        found.map_or_else(|| said.to_owned(), |it| it.name.clone())
    }

    /// Whatever holds the list is there if the list is.
    fn fill_around(&mut self, list: &str) {
        let mut around = list;
        while let Some((outer, _)) = around.rsplit_once('/').filter(|it| !it.0.is_empty()) {
            self.imported.filled.set(state_name(outer), String::new());
            around = outer;
        }
    }
}

/// What stands in a cell as a text.
fn text(found: &Found) -> String {
    match found {
        Found::Text(it) | Found::Number(it) | Found::Day(it) | Found::Failed(it) => it.clone(),
        Found::Truth(it) => it.to_string(),
        Found::Unstored => String::new(),
    }
}

/// The reason in `belum diketahui: menunggu surat`.
fn unknown(said: &str) -> Option<&str> {
    let (head, why) = said.split_once(':').unwrap_or((said, ""));
    ["belum diketahui", "not known", "unknown"].iter().any(|it| alike(it, head)).then(|| why.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sample;
    use crate::engine::wording::Language;
    use crate::server::web::agency::form::read;
    use crate::server::web::agency::import::{sheets, template};
    use serde_json::{Value, json};

    const WORDS: Words = Words(Language::Indonesian);

    fn list(record: usize) -> Type {
        Type::List { element: Box::new(Type::Record(record)), least: 0, greatest: 10 }
    }

    /// Posts with people, each with scores.
    fn rules() -> Rulebook {
        let optional = |name: &str, ty| crate::engine::types::Field { optional: true, ..sample::field(name, ty) };
        let decimal = Type::Number { scale: 1, least: 0, greatest: 1_000 };
        let post = vec![
            sample::field("code", Type::Text),
            sample::field("open", Type::Truth),
            sample::field("people", list(2)),
        ];
        let person =
            vec![sample::field("name", Type::Text), optional("since", Type::Date), optional("scores", Type::Record(3))];
        let scores = vec![sample::field("one", decimal)];
        sample::rulebook(
            vec![sample::field("posts", list(1))],
            vec![("post", post), ("person", person), ("scores", scores)],
        )
    }

    fn imported(facts: &Value, change: impl Fn(&mut Vec<Sheet>)) -> (Imported, Value) {
        let rules = rules();
        let before = Filled::of_facts(&rules, facts, WORDS);
        let mut sheets = sheets::read(&template::workbook(&rules, &before, WORDS)).expect("a whole file");
        change(&mut sheets);
        let imported = filled(&rules, &before, &sheets, WORDS);
        let facts = Value::Object(read(&rules, &imported.filled, WORDS).facts);
        (imported, facts)
    }

    #[test]
    fn what_a_template_holds_is_read_again() {
        let facts = json!({"posts": [
            {"code": "=1+1", "open": true, "people": [
                {"name": "A & B", "since": "2024-01-31", "scores": {"one": "90.5"}},
                {"name": {"unknown": "menunggu: surat"}, "since": null, "scores": null},
            ]},
            {"code": "<x>", "open": false, "people": [{"name": "C", "since": {"unknown": "y"}}]},
        ]});
        let (imported, read) = imported(&facts, |_| {});
        assert_eq!(imported.troubles, []);
        assert_eq!(read, facts);
        assert_eq!(imported.counts.iter().map(|it| it.1).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn what_fits_nowhere_is_told_with_its_cell() {
        let facts = json!({"posts": [{"code": "a", "open": true, "people": [{"name": "A"}]}]});
        let (imported, read) = imported(&facts, |sheets| {
            sheets[0].cells.insert((0, 9), Found::Text("Lain".to_owned()));
            sheets[0].cells.insert((1, 2), Found::Failed("#REF!".to_owned()));
            sheets[1].cells.insert((2, 0), Found::Text("7".to_owned()));
            sheets[1].cells.insert((2, 1), Found::Text("Nobody".to_owned()));
            sheets.push(Sheet { name: "Catatan".to_owned(), cells: BTreeMap::from([((0, 0), Found::Truth(true))]) });
        });
        let places: Vec<(&str, &str)> =
            imported.troubles.iter().map(|it| (it.sheet.as_str(), it.cell.as_str())).collect();
        assert_eq!(places, [("posts", "J1"), ("posts", "C2"), ("people", "A3"), ("Catatan", "")]);
        assert_eq!(read, json!({"posts": [{"code": "a", "people": [{"name": "A"}]}]}));
    }

    #[test]
    fn a_list_inside_of_rows_stays_with_the_same_rows_if_it_has_no_sheet() {
        let people = |name: &str| json!([{"name": name, "since": null}, {"name": {"unknown": "x"}}]);
        let facts = json!({"posts": [
            {"code": "A 1", "open": true, "people": people("P")},
            {"code": "B", "open": true, "people": people("Q")},
            {"code": "C", "open": true, "people": {"unknown": "y"}},
            {"code": "D", "open": true, "people": people("R")},
        ]});
        // The rows stand in another order, one has another name, one is gone, one is new.
        let (imported, read) = imported(&facts, |sheets| {
            let codes = ["C", " a  1", "Bb", "E"];
            sheets[0].cells.retain(|it, _| it.0 == 0 || it.1 != 0 && it.0 <= 4);
            for (row, code) in (1..).zip(codes) {
                sheets[0].cells.insert((row, 1), Found::Text(code.trim().to_owned()));
            }
            sheets.remove(1);
        });
        assert_eq!(imported.troubles, []);
        let absent = Absent { name: Wording::same("people"), kept: 3, lost: 4 };
        assert_eq!(imported.absent, [absent]);
        let people_of = |place: usize| read["posts"][place].get("people").cloned();
        assert_eq!(people_of(0), Some(json!({"unknown": "y"})));
        assert_eq!(people_of(1), Some(people("P")));
        assert_eq!((people_of(2), people_of(3)), (None, None));
    }

    #[test]
    fn rows_that_nothing_tells_apart_keep_their_lists_by_number_while_none_is_gone() {
        let post = |name: &str| json!({"code": "A", "open": true, "people": [{"name": name}]});
        let facts = json!({"posts": [post("P"), post("Q")]});
        let (whole, read) = imported(&facts, |sheets| {
            sheets.remove(1);
            sheets[0].cells.insert((1, 0), Found::Number("2".to_owned()));
            sheets[0].cells.insert((2, 0), Found::Number("1".to_owned()));
        });
        assert_eq!(read, json!({"posts": [post("Q"), post("P")]}));
        assert_eq!((whole.absent[0].kept, whole.absent[0].lost), (2, 0));
        let (fewer, read) = imported(&facts, |sheets| {
            sheets.remove(1);
            sheets[0].cells.retain(|it, _| it.0 != 2);
        });
        assert_eq!(read, json!({"posts": [{"code": "A", "open": true}]}));
        assert_eq!((fewer.absent[0].kept, fewer.absent[0].lost), (0, 2));
    }

    #[test]
    fn a_sheet_that_is_in_the_file_empties_the_lists_that_it_has_no_rows_for() {
        let facts = json!({"posts": [{"code": "A", "open": true, "people": [{"name": "P"}]}]});
        let (imported, read) = imported(&facts, |sheets| sheets[1].cells.retain(|it, _| it.0 == 0));
        assert_eq!((imported.absent, read), (vec![], json!({"posts": [{"code": "A", "open": true}]})));
    }

    #[test]
    fn formulas_without_a_stored_value_are_told_of_each_row() {
        let facts = json!({"posts": [{"code": "a", "open": true, "people": [{"name": "A"}]}]});
        let (imported, read) = imported(&facts, |sheets| {
            sheets[0].cells.insert((1, 2), Found::Unstored);
            sheets[0].cells.extend([((2, 1), Found::Unstored), ((2, 2), Found::Unstored), ((2, 9), Found::Unstored)]);
            sheets[1].cells.insert((1, 2), Found::Text("2 Maret 2024".to_owned()));
        });
        let told: Vec<(&str, bool)> = imported
            .troubles
            .iter()
            .map(|it| (it.cell.as_str(), it.message.id.contains("tanpa nilai tersimpan")))
            .collect();
        assert_eq!(told, [("C2", true), ("B3, C3", true)]);
        let people = json!([{"name": "A", "since": "2024-03-02"}]);
        assert_eq!(read, json!({"posts": [{"code": "a", "people": people}]}));
        assert_eq!(imported.counts.iter().map(|it| it.1).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn no_list_takes_more_rows_than_the_rules_allow() {
        let facts = json!({"posts": [{"code": "a", "people": [{"name": "A"}]}, {"code": "b", "people": []}]});
        let (imported, read) = imported(&facts, |sheets| {
            for row in 3..15 {
                sheets[0].cells.insert((row, 1), Found::Text("more".to_owned()));
            }
            for row in 2..20 {
                sheets[1].cells.insert((row, 0), Found::Text(if row < 15 { "1" } else { "2" }.to_owned()));
                sheets[1].cells.insert((row, 1), Found::Text("Somebody".to_owned()));
            }
        });
        let places: Vec<(&str, &str)> =
            imported.troubles.iter().map(|it| (it.sheet.as_str(), it.cell.as_str())).collect();
        assert_eq!(places, [("posts", "A12"), ("people", "A12")]);
        let length = |pointer: &str| read.pointer(pointer).and_then(Value::as_array).map(Vec::len);
        assert_eq!(length("/posts"), Some(10));
        assert_eq!((length("/posts/0/people"), length("/posts/1/people")), (Some(10), Some(5)));
        assert_eq!(imported.counts.iter().map(|it| it.1).collect::<Vec<_>>(), [10, 15]);
    }

    #[test]
    fn not_known_has_its_reason() {
        assert_eq!(unknown("Belum diketahui: menunggu surat"), Some("menunggu surat"));
        assert_eq!(unknown("not known"), Some(""));
        assert_eq!(unknown("C-01: not known"), None);
    }
}
