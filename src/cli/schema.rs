//! `timbang schema`: what a case looks like, and what a ruling looks like.

use std::path::Path;
use std::sync::Arc;

use super::arguments::SchemaArguments;
use super::check;
use super::console::Console;
use super::exit::Exit;
use crate::engine::wording::Wording;
use crate::engine::{Edition, wire};
use crate::wording;

pub(crate) fn run(asked: &SchemaArguments, console: &Console) -> Exit {
    match &asked.rules {
        None => {
            console.out(&format!("{:#}\n", wire::ruling_schema()));
            Exit::Decided
        }
        Some(rules) => of_input(rules, asked.edition.as_deref(), console),
    }
}

fn of_input(rules: &Path, wanted: Option<&str>, console: &Console) -> Exit {
    let (checked, _library) = match check::checked(rules, console) {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    match find(&checked.editions, wanted) {
        Ok(edition) => {
            console.out(&format!("{:#}\n", wire::input_schema(&edition.rulebook)));
            Exit::Decided
        }
        Err(what) => {
            console.trouble(&what);
            Exit::BadInput
        }
    }
}

/// The edition of this name, or the latest, if all are of one rulebook.
fn find<'a>(editions: &'a [Arc<Edition>], wanted: Option<&str>) -> Result<&'a Edition, Wording> {
    let names: Vec<String> =
        editions.iter().map(|it| format!("{} {}", it.rulebook.name, it.rulebook.edition)).collect();
    let list = names.join(", ");
    let mut fitting = editions.iter().filter(|it| wanted.is_none_or(|edition| it.rulebook.edition == edition));
    let Some(latest) = fitting.next_back() else {
        return Err(wording!(
            "edisi itu tidak ada di sini; yang ada: {list}",
            "there is no such edition here; there are: {list}"
        ));
    };
    if fitting.any(|it| it.rulebook.name != latest.rulebook.name) {
        return Err(wording!(
            "ada lebih dari satu himpunan di sini ({list}); sebutkan foldernya dengan --rules",
            "there is more than one rulebook here ({list}); name its folder with --rules"
        ));
    }
    Ok(latest)
}
