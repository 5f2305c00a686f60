//! `timbang test`: the scenarios of the rules, and what none of them reached.

mod coverage;
mod failure;

use std::path::Path;

use super::arguments::TestArguments;
use super::check;
use super::console::Console;
use super::exit::Exit;
use super::load;
use crate::engine::reference::Reached;
use crate::engine::scenario::{self, ScenarioResult};
use crate::engine::source::Sources;
use crate::engine::syntax::tree::Scenario;
use crate::engine::wording::{Language, Wording};
use crate::engine::{Edition, Ready};
use crate::prose::paint::Paint;

pub(crate) fn run(asked: &TestArguments, console: &Console) -> Exit {
    let (checked, library) = match check::checked(&asked.rules, console) {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    let mut tally = Tally::default();
    for edition in &checked.editions {
        tally.edition(edition, &library.sources, asked, console);
    }
    let paint = Paint::new(console.colour_out());
    let summary = tally.summary(console.language());
    let summary = if tally.failed == 0 { paint.good(&summary) } else { paint.bad(&summary) };
    console.out(&format!("\n{summary}\n"));
    tally.exit()
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn edition(&mut self, edition: &Edition, sources: &Sources, asked: &TestArguments, console: &Console) {
        let ready = Ready::new(edition.rulebook.clone());
        let mut reached = Reached::default();
        let mut failures = String::new();
        let before = (self.passed, self.failed);
        for scenario in edition.scenarios.iter().filter(|it| wanted(&it.tree, asked)) {
            let result = one(&ready, &scenario.tree, sources);
            if result.passed() {
                self.passed = self.passed.saturating_add(1);
            } else {
                self.failed = self.failed.saturating_add(1);
                failures.push_str(&failure::text(&result, sources, console));
            }
            reached.join(result.reached);
        }
        let counts = (self.passed.saturating_sub(before.0), self.failed.saturating_sub(before.1));
        console.out(&title(edition, counts, console));
        console.out(&failures);
        if asked.coverage {
            console.out(&coverage::text(&scenario::unreached(&edition.rulebook, &reached), sources, console));
        }
    }

    fn summary(&self, language: Language) -> String {
        let Self { passed, failed } = self;
        let all = passed.saturating_add(*failed);
        match language {
            Language::Indonesian => format!("{all} skenario: {passed} lulus, {failed} gagal"),
            Language::English if all == 1 => format!("1 scenario: {passed} passed, {failed} failed"),
            Language::English => format!("{all} scenarios: {passed} passed, {failed} failed"),
        }
    }

    fn exit(&self) -> Exit {
        if self.failed > 0 { Exit::Faulty } else { Exit::Decided }
    }
}

fn wanted(scenario: &Scenario, asked: &TestArguments) -> bool {
    let name = scenario.name.text.to_lowercase();
    asked.filter.as_ref().is_none_or(|it| name.contains(&it.to_lowercase()))
}

/// Runs a scenario on the case that it names, sought from the folder of its file.
fn one(ready: &Ready, scenario: &Scenario, sources: &Sources) -> ScenarioResult {
    let file = sources.file(scenario.name.span.file).map_or("", |it| it.path.as_str());
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let case = scenario::case_path(scenario).map(|it| load::read_text(&folder.join(it)));
    match case {
        None => ready.test(scenario, b"{}"),
        Some(Ok(text)) => ready.test(scenario, text.as_bytes()),
        Some(Err(trouble)) => without_case(scenario, &trouble),
    }
}

fn without_case(scenario: &Scenario, trouble: &load::Trouble) -> ScenarioResult {
    let path = &trouble.path;
    let row = scenario::Row {
        span: scenario.name.span,
        expected: Wording::new(format!("kasus {path}"), format!("the case {path}")),
        actual: trouble.what.clone(),
        passed: false,
    };
    ScenarioResult {
        name: scenario.name.text.clone(),
        span: scenario.name.span,
        rows: vec![row],
        reached: Reached::default(),
    }
}

fn title(edition: &Edition, (passed, failed): (usize, usize), console: &Console) -> String {
    let paint = Paint::new(console.colour_out());
    let name = format!("{} {}", edition.rulebook.name, edition.rulebook.edition);
    let (word_passed, word_failed) = match console.language() {
        Language::Indonesian => ("lulus", "gagal"),
        Language::English => ("passed", "failed"),
    };
    let mut line = format!("{}  {passed} {word_passed}", paint.strong(&name));
    if failed > 0 {
        line.push_str(&format!(", {}", paint.bad(&format!("{failed} {word_failed}"))));
    }
    line + "\n"
}
