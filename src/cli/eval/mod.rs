//! `timbang eval`: rule on a case, or on many, and say why.

mod cases;
mod many;
mod refused;
mod rule;

use super::arguments::{EvalArguments, RulingFormat};
use super::check;
use super::console::Console;
use super::exit::Exit;
use crate::engine::explain::ruling::RulingStatus;
use crate::engine::wire;
use crate::engine::wording::Wording;
use crate::prose::ruling;
use crate::wording;
use cases::{Cases, RawCase};
use rule::{Bench, Outcome};

pub(crate) fn run(asked: &EvalArguments, console: &Console) -> Exit {
    let cases = match Cases::find(&asked.case) {
        Ok(cases) => cases,
        Err(trouble) => {
            check::report_troubles(&[trouble], console);
            return Exit::BadInput;
        }
    };
    let (checked, _library) = match check::checked(&asked.rules, console) {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    let bench = match Bench::new(&checked, asked) {
        Ok(bench) => bench,
        Err(what) => {
            console.trouble(&what);
            return Exit::BadInput;
        }
    };
    match cases {
        Cases::One(case) => one(&bench, &case, asked.format, console),
        cases => many::run(&bench, cases, asked.format, console),
    }
}

fn one(bench: &Bench, case: &RawCase, format: RulingFormat, console: &Console) -> Exit {
    let mut exit = Exit::Decided;
    let mut shown = String::new();
    let outcome = bench.rule(&case.json, |ruling, decision| {
        exit = exit.max(exit_of(ruling.status));
        if !shown.is_empty() && format == RulingFormat::Text {
            shown.push('\n');
        }
        shown.push_str(&match format {
            RulingFormat::Text => ruling::text(ruling, decision, console.language(), console.colour_out()),
            RulingFormat::Json if ruling.element.is_none() => ended(wire::ruling_json_pretty(ruling)),
            RulingFormat::Json => ended(wire::ruling_json(ruling)),
        });
    });
    match outcome {
        Outcome::Ruled if shown.is_empty() => {
            console.error(&format!("{}\n", console.say(&nothing_to_decide())));
            exit
        }
        Outcome::Ruled => {
            console.out(&shown);
            exit
        }
        Outcome::Refused(refusals) => {
            if format == RulingFormat::Json {
                console.out(&ended(refused::json(&case.name, &refusals)));
            }
            console.error(&refused::text(&case.name, &refusals, console));
            Exit::BadInput
        }
    }
}

/// A decision `for every` on an empty list.
fn nothing_to_decide() -> Wording {
    wording!(
        "Daftar yang diputuskan per unsur kosong: tidak ada yang perlu diputuskan.",
        "The list that is decided element by element is empty: there is nothing to decide."
    )
}

/// The exit code of one ruling.
fn exit_of(status: RulingStatus) -> Exit {
    match status {
        RulingStatus::Decided => Exit::Decided,
        RulingStatus::Undetermined => Exit::Undetermined,
        RulingStatus::Conflict => Exit::Conflict,
    }
}

/// With one line end.
fn ended(mut document: String) -> String {
    if !document.ends_with('\n') {
        document.push('\n');
    }
    document
}
