//! Scenarios as written, on rules built by hand.

use super::{Consequences, Rules, ScenarioResult, run, unreached};
use crate::engine::case::{Case, Layout, Refusal};
use crate::engine::reference;
use crate::engine::sample::{NOWHERE, field, judgement, list, number, optional, rulebook};
use crate::engine::source::FileId;
use crate::engine::syntax::{parse, tree};
use crate::engine::types::*;
use crate::engine::value::terms::CompareOp;
use crate::engine::wire::{Completeness, read_case};
use crate::engine::wording::{Language, Wording};

const CASE: &str = r#"{"total":"340.5","plan":{"set_on":"2024-01-01","posts":["A","B"]}}"#;

/// `exempt` if `enough` (total at least 250.0) and the plan is given, unless the judgement says no to it.
fn rules() -> Rulebook {
    let total = number(1, 0, 4000);
    let posts = list(Type::Text, 0, 5);
    let mut rules = rulebook(
        vec![field("total", total.clone()), optional("plan", Type::Record(1))],
        vec![("plan", vec![field("set_on", Type::Date), field("posts", posts)])],
    );
    let read = |fields: &[usize], ty: &Type| Read {
        local: None,
        fields: fields.to_vec(),
        ty: ty.clone(),
        optional: false,
        span: NOWHERE,
    };
    let expr = |ty: &Type, kind| Expr { id: 0, span: NOWHERE, ty: ty.clone(), kind };
    let total_read = || expr(&total, ExprKind::Read(read(&[0], &total)));
    let limit = expr(&total, ExprKind::Constant(Constant::Integer(2500)));
    let enough =
        ExprKind::Compare { op: CompareOp::GreaterOrEqual, left: Box::new(total_read()), right: Box::new(limit) };
    rules.criteria.push(Criterion {
        name: "enough".into(),
        label: Wording::default(),
        of: None,
        bases: vec![],
        condition: Meaning::Known(expr(&Type::Truth, enough)),
        span: NOWHERE,
    });
    rules.definitions.push(Definition {
        name: "score".into(),
        label: Wording::default(),
        of: None,
        ty: total.clone(),
        bases: vec![],
        body: Meaning::Known(Body::Expr(total_read())),
        span: NOWHERE,
    });
    rules.judgements.push(judgement("special", Some(false)));
    let named = |name: &str| Named { name: name.into(), label: Wording::default() };
    rules.decisions.push(Decision {
        name: "exemption".into(),
        label: Wording::default(),
        for_every: None,
        outcomes: vec![named("exempt"), named("required")],
        otherwise: Otherwise { outcome: 1, bases: vec![], because: Template::default() },
        rules: vec![0, 1],
        own: true,
        span: NOWHERE,
    });
    let given = expr(&Type::Truth, ExprKind::Given(read(&[1], &Type::Record(1))));
    let criterion = expr(&Type::Truth, ExprKind::Criterion { id: 0, argument: None });
    let both = expr(&Type::Truth, ExprKind::All(vec![criterion, given]));
    let rule = |name: &str, outcome, overrides: &[usize], condition| Rule {
        name: name.into(),
        decision: 0,
        outcome,
        overrides: overrides.to_vec(),
        condition: Meaning::Known(condition),
        bases: vec![],
        because: Template::default(),
        valid_until: None,
        duties: vec![],
        span: NOWHERE,
    };
    rules.rules.push(rule("R-1", 0, &[], both));
    rules.rules.push(rule("R-2", 1, &[0], expr(&Type::Truth, ExprKind::Judgement(0))));
    rules
}

fn scenario(lines: &str) -> tree::Scenario {
    let parsed = parse(FileId(0), &format!("scenario \"s\"\n  given case \"c.json\"\n{lines}"));
    assert!(!parsed.report.has_errors(), "{:#?}", parsed.report);
    match parsed.tree.items.into_iter().next().map(|it| it.kind) {
        Some(tree::ItemKind::Scenario(scenario)) => scenario,
        other => panic!("{other:?}"),
    }
}

fn result(lines: &str) -> ScenarioResult {
    let rulebook = rules();
    let layout = Layout::new(&rulebook);
    let accept =
        |json: &[u8]| -> Result<Case, Vec<Refusal>> { read_case(&rulebook, &layout, json, Completeness::PreCheck) };
    let rule = |case: &Case, decision, element| reference::rule(&rulebook, &layout, case, decision, element);
    let missing = |_: &Case, _| vec!["/plan/posts/1".to_owned(), "/judgements/special".to_owned(), "period".to_owned()];
    let consequences = |_: &Case, _| vec![Consequences::default()];
    let rules = Rules {
        rulebook: &rulebook,
        layout: &layout,
        accept: &accept,
        rule: &rule,
        missing: &missing,
        consequences: &consequences,
    };
    run(&rules, &scenario(lines), CASE.as_bytes())
}

/// The only row: passed, expected, actual.
fn row(lines: &str) -> (bool, String, String) {
    let result = result(lines);
    let [row] = &result.rows[..] else { panic!("{:#?}", result.rows) };
    assert_eq!(row.passed, result.passed());
    (row.passed, row.expected.get(Language::English).to_owned(), row.actual.get(Language::English).to_owned())
}

#[track_caller]
fn passes(lines: &str) {
    let (passed, expected, actual) = row(lines);
    assert!(passed, "expected {expected}, actual {actual}");
}

#[track_caller]
fn fails(lines: &str, actual: &str) {
    let row = row(lines);
    assert_eq!((row.0, row.2.as_str()), (false, actual), "expected {}", row.1);
}

#[test]
fn outcomes_criteria_and_definitions_are_compared() {
    passes("  expect exemption is exempt");
    passes("  expect enough holds");
    passes("  expect score is 340.5");
    passes("  with total is 250\n  expect score is 250");
    passes("  with total is 249.9\n  expect enough fails");
    passes("  with total unknown \"?\"\n  expect enough unknown");
    fails("  expect exemption is required", "exemption is exempt");
    fails("  expect enough fails", "enough holds");
    fails("  expect score is 340.4", "score is 340.5");
    fails("  with total absent\n  expect score is 340.5", "score is unknown");
    fails("  expect nobody holds", "nothing is named nobody");
}

#[test]
fn the_case_is_changed_as_written() {
    passes("  with plan is missing\n  expect exemption is required");
    passes("  answer special yes because \"x\"\n  expect exemption is required");
    passes("  answer special no because \"x\"\n  expect exemption is exempt");
    passes("  with plan.posts[2] is \"C\"\n  expect exemption is exempt");
    fails(
        "  with plan.posts[9] is \"C\"\n  expect exemption is exempt",
        "there is nothing at /plan/posts/8 in the case",
    );
}

#[test]
fn undetermined_names_what_is_missing() {
    passes("  answer special unknown because \"x\"\n  expect undetermined");
    passes("  answer special unknown because \"x\"\n  expect undetermined missing plan.posts[2], special, period");
    fails(
        "  answer special unknown because \"x\"\n  expect undetermined missing total",
        "undetermined, missing plan.posts[2], special, period",
    );
    fails("  expect undetermined", "exempt");
    fails("  expect conflict", "exempt");
}

#[test]
fn a_refused_case_passes_only_where_it_is_expected() {
    passes("  with total is 400.01\n  expect refused at total");
    passes("  with plan.set_on is \"x\"\n  expect refused at plan.set_on");
    fails("  expect refused at total", "the case is accepted");
    let refused = result("  with total is \"x\"\n  expect refused at plan\n  expect enough holds");
    assert_eq!(refused.rows.len(), 2);
    assert!(refused.rows.iter().all(|it| !it.passed && it.actual.en.starts_with("refused at /total: ")));
}

#[test]
fn what_no_scenario_reached_is_listed() {
    let book = rules();
    let mut reached = result("  expect exemption is exempt").reached;
    let open = unreached(&book, &reached);
    let names =
        |found: &[(String, crate::engine::source::Span)]| found.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&open.rules), ["R-2"]);
    assert_eq!((names(&open.never_held), names(&open.never_failed)), (vec![], vec!["enough".to_owned()]));
    assert_eq!(open.outcomes.iter().map(|it| it.1.as_str()).collect::<Vec<_>>(), ["required"]);
    assert_eq!((open.reached, open.total), (3, 6));
    reached.join(result("  with total is 0\n  answer special yes because \"x\"\n  expect enough fails").reached);
    assert_eq!(unreached(&book, &reached).reached, 6);
}
