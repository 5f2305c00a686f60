//! Many cases: one line each, a progress bar, and a summary.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use super::cases::{Cases, RawCase};
use super::rule::{Bench, Outcome};
use super::{ended, exit_of, refused};
use crate::cli::arguments::RulingFormat;
use crate::cli::console::{Console, WIDTH};
use crate::cli::exit::Exit;
use crate::cli::load::Trouble;
use crate::engine::case::Refusal;
use crate::engine::explain::ruling::{Ruling, RulingStatus};
use crate::engine::wire;
use crate::engine::wording::{Language, Wording};
use crate::prose::paint::{Paint, harmless, paragraph};
use crate::wording;

/// Refused cases that the summary names one by one.
const NAMED: usize = 20;

/// Answers that are not read on a terminal are written in pieces of this size.
const CHUNK: usize = 64 * 1024;

/// What was counted on the way.
#[derive(Default)]
struct Tally {
    cases: usize,
    /// Decision and outcome, in words, with how often.
    outcomes: BTreeMap<String, usize>,
    undetermined: usize,
    conflicts: usize,
    refused: Vec<(String, String)>,
    unnamed: usize,
}

pub(super) fn run(bench: &Bench, cases: Cases, format: RulingFormat, console: &Console) -> Exit {
    let bar = bar(&cases);
    let terminal = std::io::stdout().is_terminal();
    let mut tally = Tally::default();
    let mut waiting = String::new();
    cases.each(|read, step| {
        let lines = match read {
            Ok(case) => ruled(bench, &case, format, console, &mut tally),
            Err(trouble) => unreadable(&trouble, format, console, &mut tally),
        };
        waiting.push_str(&lines);
        if terminal {
            bar.suspend(|| console.out(&waiting));
            waiting.clear();
        } else if waiting.len() >= CHUNK {
            console.out(&waiting);
            waiting.clear();
        }
        bar.inc(step);
    });
    console.out(&waiting);
    bar.finish_and_clear();
    console.error(&tally.summary(console));
    tally.exit()
}

/// Shown on standard error, and only on a terminal.
fn bar(cases: &Cases) -> ProgressBar {
    let template = match cases {
        Cases::Lines { .. } => "{bar:40} {bytes}/{total_bytes}  {eta}",
        _ => "{bar:40} {pos}/{len}  {eta}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(cases.length()).with_style(style)
}

fn ruled(bench: &Bench, case: &RawCase, format: RulingFormat, console: &Console, tally: &mut Tally) -> String {
    let mut lines = String::new();
    tally.cases = tally.cases.saturating_add(1);
    let outcome = bench.rule(&case.json, |ruling, decision| {
        tally.count(ruling, decision, console.language());
        lines.push_str(&match format {
            RulingFormat::Json => ended(wire::ruling_json(ruling)),
            RulingFormat::Text => line(&case.name, ruling, console),
        });
    });
    match outcome {
        Outcome::Ruled => lines,
        Outcome::Refused(refusals) => {
            tally.refuse(&case.name, &first(&refusals, console));
            match format {
                RulingFormat::Json => ended(refused::json(&case.name, &refusals)),
                RulingFormat::Text => refused_line(&case.name, console),
            }
        }
    }
}

fn unreadable(trouble: &Trouble, format: RulingFormat, console: &Console, tally: &mut Tally) -> String {
    tally.cases = tally.cases.saturating_add(1);
    tally.refuse(&trouble.path, console.say(&trouble.what));
    let refusal =
        Refusal { pointer: String::new(), code: "C0001", message: trouble.what.clone(), expected: Wording::default() };
    match format {
        RulingFormat::Json => ended(refused::json(&trouble.path, &[refusal])),
        RulingFormat::Text => refused_line(&trouble.path, console),
    }
}

/// "cases/a.json  2018  Dikecualikan"
fn line(name: &str, ruling: &Ruling, console: &Console) -> String {
    let paint = Paint::new(console.colour_out());
    let element = ruling.element.as_ref().map(|it| format!(" {}", console.say(&it.label))).unwrap_or_default();
    let verdict = match (ruling.status, ruling.outcome) {
        (RulingStatus::Decided, Some(outcome)) => paint.strong(console.say(&outcome.label)),
        (RulingStatus::Conflict, _) => paint.bad(console.say(&conflict())),
        _ => paint.open(console.say(&undetermined())),
    };
    let element = harmless(&element.replace('\n', " "));
    format!("{name}{element}  {} {}  {verdict}\n", ruling.rulebook.name, ruling.rulebook.edition)
}

fn refused_line(name: &str, console: &Console) -> String {
    let paint = Paint::new(console.colour_out());
    format!("{name}  {}\n", paint.bad(console.say(&wording!("ditolak", "refused"))))
}

fn first(refusals: &[Refusal], console: &Console) -> String {
    let Some(refusal) = refusals.first() else { return String::new() };
    let more = refusals.len().saturating_sub(1);
    let rest = match (more, console.language()) {
        (0, _) => String::new(),
        (_, Language::Indonesian) => format!(" (dan {more} hal lain)"),
        (_, Language::English) => format!(" (and {more} more)"),
    };
    harmless(format!("{} {}{rest}", refusal.pointer, console.say(&refusal.message)).trim_start())
}

fn undetermined() -> Wording {
    wording!("belum dapat ditetapkan", "undetermined")
}

fn conflict() -> Wording {
    wording!("aturan saling bertentangan", "the rules contradict each other")
}

impl Tally {
    fn count(&mut self, ruling: &Ruling, decision: &Wording, language: Language) {
        match (ruling.status, ruling.outcome) {
            (RulingStatus::Decided, Some(outcome)) => {
                let name = format!("{}: {}", decision.get(language), outcome.label.get(language));
                let count = self.outcomes.entry(name).or_default();
                *count = count.saturating_add(1);
            }
            (RulingStatus::Conflict, _) => self.conflicts = self.conflicts.saturating_add(1),
            _ => self.undetermined = self.undetermined.saturating_add(1),
        }
    }

    fn refuse(&mut self, name: &str, why: &str) {
        if self.refused.len() < NAMED {
            self.refused.push((name.to_owned(), why.to_owned()));
        } else {
            self.unnamed = self.unnamed.saturating_add(1);
        }
    }

    fn refusals(&self) -> usize {
        self.refused.len().saturating_add(self.unnamed)
    }

    fn summary(&self, console: &Console) -> String {
        let paint = Paint::new(console.colour_error());
        let cases = self.cases;
        let head = console.say(&wording!("{cases} kasus", "{cases} cases")).to_owned();
        let mut text = format!("\n{}\n", paint.strong(&head));
        for (outcome, count) in &self.outcomes {
            text.push_str(&format!("  {count:>7}  {outcome}\n"));
        }
        let others = [
            (self.undetermined, undetermined()),
            (self.conflicts, conflict()),
            (self.refusals(), wording!("ditolak", "refused")),
        ];
        for (count, name) in others.iter().filter(|it| it.0 > 0) {
            text.push_str(&format!("  {count:>7}  {}\n", console.say(name)));
        }
        for (name, why) in &self.refused {
            text.push_str(&paragraph("           ", &format!("{name}: {why}"), WIDTH));
        }
        if self.unnamed > 0 {
            text.push_str("           …\n");
        }
        text
    }

    /// The gravest thing that happened.
    fn exit(&self) -> Exit {
        if self.refusals() > 0 {
            Exit::BadInput
        } else if self.conflicts > 0 {
            exit_of(RulingStatus::Conflict)
        } else if self.undetermined > 0 {
            exit_of(RulingStatus::Undetermined)
        } else {
            Exit::Decided
        }
    }
}
