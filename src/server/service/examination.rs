//! A draft under examination: what the engine says of its texts, how its scenarios went, what none of them reached.
//!
//! Everything that is for people is a pair of wordings here; whoever shows it chooses one. Knows nothing of: drafts that are
//! kept, who asks.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::engine::diag::render::severity_name;
use crate::engine::diag::{Diagnostic, Label, Severity};
use crate::engine::reference::Reached;
use crate::engine::scenario::{self, Row, ScenarioResult, Unreached};
use crate::engine::source::{Sources, Span};
use crate::engine::syntax::tree::Scenario;
use crate::engine::wording::{Language, Wording};
use crate::engine::{self, Checked, Edition, Library};
use crate::wording;

use super::laws::{Book, Law};
use super::texts::{Texts, folder_of, joined};

/// No more diagnostics than this are shown.
const MOST_SHOWN: usize = 500;

/// The texts of a rulebook, checked, compiled and tested.
#[derive(Debug)]
pub(crate) struct Examination {
    library: Library,
    checked: Checked,
    editions: Vec<Examined>,
    /// What is wrong with the rulebook as a whole.
    troubles: Vec<Wording>,
}

/// One sound edition.
#[derive(Debug)]
struct Examined {
    law: Arc<Law>,
    results: Vec<ScenarioResult>,
    unreached: Unreached,
}

impl Examination {
    /// Examines the editions of `rulebook` in these texts. Long work.
    pub(crate) fn of(rulebook: &str, texts: &Texts, now: i64) -> Self {
        Self::begun(rulebook, texts, (now, true))
    }

    /// The same, but no scenario is run.
    pub(crate) fn without_scenarios(rulebook: &str, texts: &Texts, now: i64) -> Self {
        Self::begun(rulebook, texts, (now, false))
    }

    fn begun(rulebook: &str, texts: &Texts, (now, with_scenarios): (i64, bool)) -> Self {
        let library = texts.library(rulebook);
        let checked = engine::check(&library);
        let examined = |it: &Arc<Edition>| examined(it, texts, &library, (now, with_scenarios));
        let editions: Vec<Examined> = checked.editions.iter().map(examined).collect();
        let troubles = troubles((rulebook, texts), &library, &checked);
        Self { library, checked, editions, troubles }
    }

    /// Whether it can be published: no error, every scenario as expected, an edition at least unless there is no text at all.
    pub(crate) fn is_sound(&self) -> bool {
        self.has_no_errors() && self.editions.iter().all(|it| it.results.iter().all(ScenarioResult::passed))
    }

    /// Whether cases can be ruled on by it.
    pub(crate) fn has_no_errors(&self) -> bool {
        !self.checked.report.has_errors() && self.troubles.is_empty()
    }

    /// The editions, the earliest first.
    pub(crate) fn laws(&self) -> Vec<Arc<Law>> {
        self.editions.iter().map(|it| Arc::clone(&it.law)).collect()
    }

    /// The editions whose scenarios all come out as they say, the earliest first; and the names of the others.
    pub(crate) fn proven(&self) -> (Vec<Arc<Law>>, Vec<String>) {
        let (proven, others): (Vec<&Examined>, Vec<&Examined>) =
            self.editions.iter().partition(|it| it.results.iter().all(ScenarioResult::passed));
        let names = others.iter().map(|it| it.law.row.edition.clone()).collect();
        (proven.iter().map(|it| Arc::clone(&it.law)).collect(), names)
    }

    /// To rule by, without publishing.
    pub(crate) fn book(&self) -> Book {
        Book { laws: self.laws(), ..Book::default() }
    }

    /// Everything that was found.
    pub(crate) fn view(&self) -> Value {
        let diagnostics = &self.checked.report.diagnostics;
        let errors = diagnostics.iter().filter(|it| it.code.severity() == Severity::Error).count();
        let sources = &self.library.sources;
        let shown: Vec<Value> = diagnostics.iter().take(MOST_SHOWN).map(|it| diagnostic(it, sources)).collect();
        json!({
            "sound": self.is_sound(),
            "errors": errors,
            "warnings": diagnostics.len().saturating_sub(errors),
            "troubles": self.troubles.iter().map(both).collect::<Vec<_>>(),
            "diagnostics": shown,
            "editions": self.editions.iter().map(|it| edition(it, sources)).collect::<Vec<_>>(),
        })
    }
}

fn examined(edition: &Edition, texts: &Texts, library: &Library, (now, with_scenarios): (i64, bool)) -> Examined {
    let alone = texts.of_edition(library, &edition.rulebook.name, &edition.folder);
    let law = Law::new(edition, &alone, now);
    let mut reached = Reached::default();
    let mut results = Vec::new();
    for scenario in edition.scenarios.iter().filter(|_| with_scenarios) {
        let mut result = run(&law, &scenario.tree, texts, &library.sources);
        reached.join(std::mem::take(&mut result.reached));
        results.push(result);
    }
    let unreached = scenario::unreached(law.ready.rulebook(), &reached);
    Examined { law: Arc::new(law), results, unreached }
}

/// Runs a scenario on the case that it names, sought from the folder of its file.
fn run(law: &Law, scenario: &Scenario, texts: &Texts, sources: &Sources) -> ScenarioResult {
    let Some(path) = scenario::case_path(scenario) else { return law.ready.test(scenario, b"{}") };
    let file = sources.file(scenario.name.span.file).map_or("", |it| it.path.as_str());
    match joined(folder_of(file), path).and_then(|it| texts.text(&it)) {
        Some(case) => law.ready.test(scenario, case.as_bytes()),
        None => without_case(scenario, path),
    }
}

fn without_case(scenario: &Scenario, path: &str) -> ScenarioResult {
    let row = Row {
        span: scenario.name.span,
        expected: wording!("kasus {path}", "the case {path}"),
        actual: wording!("berkas ini tidak ada dalam rancangan", "the draft has no such file"),
        passed: false,
    };
    ScenarioResult {
        name: scenario.name.text.clone(),
        span: scenario.name.span,
        rows: vec![row],
        reached: Reached::default(),
    }
}

fn troubles((rulebook, texts): (&str, &Texts), library: &Library, checked: &Checked) -> Vec<Wording> {
    let mut troubles = Vec::new();
    // A draft without any text says that the rulebook is to end. With texts, it is more likely that their heads are mistaken.
    if !library.folders.iter().any(|it| it.target) && !texts.is_empty() {
        troubles.push(wording!(
            "tidak ada edisi himpunan aturan `{rulebook}`; untuk menarik seluruhnya, kirim daftar berkas yang kosong",
            "there is no edition of the rulebook `{rulebook}`; to retire it as a whole, send an empty list of files"
        ));
    }
    for stranger in checked.editions.iter().filter(|it| it.rulebook.name != rulebook) {
        let (name, folder) = (&stranger.rulebook.name, &stranger.folder);
        troubles.push(wording!(
            "folder `{folder}` memuat himpunan aturan `{name}`, bukan `{rulebook}`",
            "the folder `{folder}` holds the rulebook `{name}`, not `{rulebook}`"
        ));
    }
    troubles
}

fn edition(it: &Examined, sources: &Sources) -> Value {
    let passed = it.results.iter().filter(|it| it.passed()).count();
    json!({
        "edition": it.law.row.edition,
        "sha256": it.law.row.rulebook_sha256,
        "in_force_from": it.law.row.in_force_from,
        "in_force_until": it.law.row.in_force_until,
        "passed": passed,
        "failed": it.results.len().saturating_sub(passed),
        "scenarios": it.results.iter().map(|it| result(it, sources)).collect::<Vec<_>>(),
        "coverage": coverage(&it.unreached, sources),
    })
}

fn result(it: &ScenarioResult, sources: &Sources) -> Value {
    let (path, line, _) = place(it.span, sources);
    let mut shown = json!({"name": it.name, "passed": it.passed(), "path": path, "line": line});
    if let (false, Some(object)) = (it.passed(), shown.as_object_mut()) {
        let rows = it.rows.iter().map(|it| {
            json!({"passed": it.passed, "expected": both(&it.expected), "actual": both(&it.actual), "line": place(it.span, sources).1})
        });
        object.insert("expectations".to_owned(), rows.collect());
    }
    shown
}

fn coverage(it: &Unreached, sources: &Sources) -> Value {
    let mut open = Vec::new();
    let mut add = |what: &str, name: &str, span: Span| {
        let (path, line, _) = place(span, sources);
        open.push(json!({"what": what, "name": name, "path": path, "line": line}));
    };
    it.rules.iter().for_each(|it| add("rule_never_applied", &it.0, it.1));
    it.never_held.iter().for_each(|it| add("criterion_never_held", &it.0, it.1));
    it.never_failed.iter().for_each(|it| add("criterion_never_failed", &it.0, it.1));
    it.rows.iter().for_each(|it| add("row_never_matched", &format!("{} #{}", it.0, it.1), it.2));
    it.outcomes.iter().for_each(|it| add("outcome_never_decided", &format!("{} = {}", it.0, it.1), it.2));
    json!({"reached": it.reached, "total": it.total, "open": open})
}

fn diagnostic(it: &Diagnostic, sources: &Sources) -> Value {
    let (path, line, column) = place(it.primary.span, sources);
    let (_, end_line, end_column) = place(Span { start: it.primary.span.end, ..it.primary.span }, sources);
    json!({
        "code": it.code.number(),
        "name": it.code.slug(),
        "severity": severity_name(it.code.severity(), Language::English),
        "path": path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": both(&it.message),
        "label": (!it.primary.text.en.is_empty()).then(|| both(&it.primary.text)),
        "help": it.help.as_ref().map(both),
        "others": it.secondary.iter().map(|it| other(it, sources)).collect::<Vec<_>>(),
    })
}

fn other(it: &Label, sources: &Sources) -> Value {
    let (path, line, column) = place(it.span, sources);
    json!({"path": path, "line": line, "column": column, "label": both(&it.text)})
}

/// Path, line and column, both from 1.
fn place(span: Span, sources: &Sources) -> (&str, usize, usize) {
    let (line, column) = sources.position(span.file, span.start);
    (sources.file(span.file).map_or("", |it| it.path.as_str()), line, column)
}

fn both(it: &Wording) -> Value {
    json!({"id": it.id, "en": it.en})
}
