//! What each kind of expression is worth, with facts that are there, `null`, and unknown.

use crate::engine::case::{Case, Layout};
use crate::engine::reference::{Interpreter, Value};
use crate::engine::sample::{NOWHERE, field, list, number, optional, rulebook};
use crate::engine::types::*;
use crate::engine::value::terms::{Aggregate, ArithmeticOp, CompareOp, Quantifier, Rounding};
use crate::engine::value::{Calendar, Truth, date};
use crate::engine::wire::{Completeness, read_case};
use crate::engine::wording::Wording;

const SCORE: Type = Type::Number { scale: 1, least: 0, greatest: 4000 };
const TRUTH: Type = Type::Truth;

/// `score`, `plan {set_on, posts [{level optional}]} optional`, `days`.
fn rules() -> Rulebook {
    let posts = list(Type::Record(2), 0, 5);
    let mut rules = rulebook(
        vec![field("score", SCORE), optional("plan", Type::Record(1)), field("asked_on", Type::Date)],
        vec![
            ("plan", vec![optional("set_on", Type::Date), field("posts", posts)]),
            ("post", vec![optional("level", number(0, 0, 9))]),
        ],
    );
    let (first, last) = (day("2024-01-01"), day("2024-12-31"));
    rules.calendars.push(NamedCalendar {
        name: "office".into(),
        label: Wording::same("office"),
        calendar: Calendar::new(first, last, &[first]),
        bases: vec![],
    });
    rules
}

fn day(text: &str) -> i64 {
    date::parse(text).unwrap()
}

fn expr(ty: Type, kind: ExprKind) -> Expr {
    Expr { id: 0, span: NOWHERE, ty, kind }
}

fn path(local: Option<usize>, fields: &[usize], ty: Type) -> Read {
    Read { local, fields: fields.to_vec(), ty, optional: false, span: NOWHERE }
}

fn read(local: Option<usize>, fields: &[usize], ty: Type) -> Expr {
    expr(ty.clone(), ExprKind::Read(path(local, fields, ty)))
}

fn constant(ty: Type, value: i64) -> Expr {
    expr(ty, ExprKind::Constant(Constant::Integer(value)))
}

fn at_least(left: Expr, right: Expr) -> Expr {
    expr(TRUTH, compare(CompareOp::GreaterOrEqual, left, right))
}

fn compare(op: CompareOp, left: Expr, right: Expr) -> ExprKind {
    ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) }
}

struct World {
    rules: Rulebook,
    layout: Layout,
    case: Case,
}

impl World {
    fn new(json: &str) -> Self {
        let rules = rules();
        let layout = Layout::new(&rules);
        let case = read_case(&rules, &layout, json.as_bytes(), Completeness::PreCheck).unwrap();
        Self { rules, layout, case }
    }

    fn truth(&self, expr: &Expr) -> Truth {
        Interpreter::new(&self.rules, &self.layout, &self.case).truth(expr, &[])
    }

    fn integer(&self, expr: &Expr) -> Option<i64> {
        Interpreter::new(&self.rules, &self.layout, &self.case).value(expr, &[]).map(Value::as_integer)
    }
}

#[test]
fn given_is_no_inside_what_is_not_there_and_unknown_inside_what_is_not_known() {
    let given = expr(TRUTH, ExprKind::Given(path(None, &[1, 0], Type::Date)));
    for (json, expected) in [
        (r#"{"plan":{"set_on":"2024-01-01","posts":[]}}"#, Truth::Yes),
        (r#"{"plan":{"set_on":null,"posts":[]}}"#, Truth::No),
        (r#"{"plan":null}"#, Truth::No),
        (r#"{"plan":{"posts":[]}}"#, Truth::Unknown),
        (r#"{"plan":{"unknown":"?"}}"#, Truth::Unknown),
        ("{}", Truth::Unknown),
    ] {
        assert_eq!(World::new(json).truth(&given), expected, "{json}");
    }
}

#[test]
fn a_default_stands_for_null_alone() {
    let default = |default| ExprKind::Default {
        value: path(None, &[1, 0], Type::Date),
        default: Box::new(constant(Type::Date, default)),
    };
    let expr = expr(Type::Date, default(7));
    assert_eq!(World::new(r#"{"plan":null}"#).integer(&expr), Some(7));
    assert_eq!(World::new(r#"{"plan":{"set_on":{"unknown":"?"},"posts":[]}}"#).integer(&expr), None);
    assert_eq!(World::new(r#"{"plan":{"set_on":"1970-01-03","posts":[]}}"#).integer(&expr), Some(2));
}

/// Of the posts: does every, some, no post have a level of at least 5?
#[test]
fn quantifiers_are_kleene_and_or_and_not_or() {
    use Truth::{No, Unknown, Yes};
    let quantified = |quantifier, filter: Option<Expr>| {
        let level = read(Some(0), &[0], number(0, 0, 9));
        expr(
            TRUTH,
            ExprKind::Quantified {
                quantifier,
                local: 0,
                variable: "p".into(),
                list: path(None, &[1, 1], list(Type::Record(2), 0, 5)),
                filter: filter.map(Box::new),
                body: Box::new(at_least(level, constant(number(0, 0, 9), 5))),
            },
        )
    };
    let table = [
        ("[]", [Yes, No, Yes]),
        (r#"[{"level":7},{"level":5}]"#, [Yes, Yes, No]),
        (r#"[{"level":7},{"level":4}]"#, [No, Yes, No]),
        (r#"[{"level":7},{}]"#, [Unknown, Yes, No]),
        (r#"[{"level":4},{"unknown":"?"}]"#, [No, Unknown, Unknown]),
        (r#"{"unknown":"?"}"#, [Unknown, Unknown, Unknown]),
    ];
    for (posts, expected) in table {
        let world = World::new(&format!(r#"{{"plan":{{"set_on":null,"posts":{posts}}}}}"#));
        let actual = [Quantifier::Every, Quantifier::Some, Quantifier::No].map(|it| world.truth(&quantified(it, None)));
        assert_eq!(actual, expected, "{posts}");
    }
    let given = || expr(TRUTH, ExprKind::Given(path(Some(0), &[0], number(0, 0, 9))));
    let world = World::new(r#"{"plan":{"set_on":null,"posts":[{"level":null},{"level":9}]}}"#);
    assert_eq!(world.truth(&quantified(Quantifier::Every, Some(given()))), Yes);
    assert_eq!(world.truth(&quantified(Quantifier::No, Some(given()))), No);
}

#[test]
fn aggregates_are_unknown_with_an_unknown_list_element_filter_or_value() {
    let over = |aggregate, filtered: bool, json: &str| {
        let ty = number(0, 0, 9);
        let given = || expr(TRUTH, ExprKind::Given(path(Some(0), &[0], number(0, 0, 9))));
        let world = World::new(&format!(r#"{{"plan":{{"set_on":null,"posts":{json}}}}}"#));
        world.integer(&expr(
            ty.clone(),
            ExprKind::Aggregate {
                aggregate,
                local: 0,
                variable: "p".into(),
                list: path(None, &[1, 1], list(Type::Record(2), 0, 5)),
                filter: filtered.then(|| Box::new(given())),
                value: (aggregate != Aggregate::Count).then(|| Box::new(read(Some(0), &[0], ty))),
            },
        ))
    };
    let levels = r#"[{"level":2},{"level":9},{"level":null}]"#;
    assert_eq!(over(Aggregate::Sum, true, levels), Some(11));
    assert_eq!(over(Aggregate::Least, true, levels), Some(2));
    assert_eq!(over(Aggregate::Greatest, true, levels), Some(9));
    assert_eq!(over(Aggregate::Count, true, levels), Some(2));
    assert_eq!(over(Aggregate::Sum, false, levels), None);
    assert_eq!(over(Aggregate::Count, false, levels), Some(3));
    assert_eq!(over(Aggregate::Count, false, r#"[{"level":2},{"unknown":"?"}]"#), None);
    assert_eq!(over(Aggregate::Count, true, r#"[{"level":2},{}]"#), None);
    assert_eq!(over(Aggregate::Count, false, r#"{"unknown":"?"}"#), None);
    assert_eq!([over(Aggregate::Sum, false, "[]"), over(Aggregate::Count, false, "[]")], [Some(0), Some(0)]);
    assert_eq!([over(Aggregate::Least, false, "[]"), over(Aggregate::Greatest, false, "[]")], [None, None]);
}

/// Rows `< 100`, `100..<200`, `>= 200` at one digit.
fn table(results: [i64; 3]) -> Table {
    let ends = [(None, Some(999)), (Some(1000), Some(1999)), (Some(2000), None)];
    let row = |((least, greatest), result)| Row {
        cells: vec![Cell::Between { least, greatest }],
        result: constant(number(0, 0, 9), result),
        span: NOWHERE,
    };
    Table { columns: vec![read(None, &[0], SCORE)], rows: ends.into_iter().zip(results).map(row).collect() }
}

#[test]
fn a_table_decides_if_all_rows_that_may_match_agree() {
    let decide = |json: &str, table: &Table| {
        let world = World::new(json);
        let interpreter = Interpreter::new(&world.rules, &world.layout, &world.case);
        interpreter.table(0, table, &[]).map(Value::as_integer)
    };
    assert_eq!(decide(r#"{"score":"99.9"}"#, &table([1, 2, 3])), Some(1));
    assert_eq!(decide(r#"{"score":"100.0"}"#, &table([1, 2, 3])), Some(2));
    assert_eq!(decide("{}", &table([1, 2, 3])), None);
    assert_eq!(decide("{}", &table([4, 4, 4])), Some(4));
    let mut gap = table([1, 2, 3]);
    gap.rows.remove(1);
    assert_eq!(decide(r#"{"score":"150.0"}"#, &gap), None);
    let mut overlap = table([1, 2, 3]);
    overlap.rows[1].cells[0] = Cell::Any;
    assert_eq!(decide(r#"{"score":"250.0"}"#, &overlap), None);
}

#[test]
fn an_unknown_condition_of_if_leaves_what_both_sides_share() {
    let choose = |then, otherwise| {
        let condition = at_least(read(None, &[0], SCORE), constant(SCORE, 1000));
        let (then, otherwise) = (constant(SCORE, then), constant(SCORE, otherwise));
        let kind =
            ExprKind::If { condition: Box::new(condition), then: Box::new(then), otherwise: Box::new(otherwise) };
        expr(SCORE, kind)
    };
    assert_eq!(World::new(r#"{"score":"100.0"}"#).integer(&choose(1, 2)), Some(1));
    assert_eq!(World::new(r#"{"score":"99.9"}"#).integer(&choose(1, 2)), Some(2));
    assert_eq!(World::new("{}").integer(&choose(1, 2)), None);
    assert_eq!(World::new("{}").integer(&choose(2, 2)), Some(2));
}

fn shift(text: &str, count: i64, unit: Unit, back: bool) -> Expr {
    let (date, period) = (constant(Type::Date, day(text)), constant(Type::Period(unit), count));
    expr(Type::Date, ExprKind::Shift { date: Box::new(date), period: Box::new(period), back })
}

#[test]
fn dates_that_cannot_be_named_or_are_not_covered_are_unknown() {
    let world = World::new("{}");
    let shifted = |text, count, unit, back| world.integer(&shift(text, count, unit, back)).map(date::iso);
    assert_eq!(shifted("2024-01-31", 1, Unit::Months, false).as_deref(), Some("2024-02-29"));
    assert_eq!(shifted("2024-03-31", 1, Unit::Months, true).as_deref(), Some("2024-02-29"));
    assert_eq!(shifted("9999-12-31", 1, Unit::Days, false), None);
    assert_eq!(shifted("0001-01-01", 1, Unit::Days, true), None);
    assert_eq!(shifted("2024-06-14", 1, Unit::WorkingDays(0), false).as_deref(), Some("2024-06-17"));
    assert_eq!(shifted("2024-12-31", 1, Unit::WorkingDays(0), false), None);
    assert_eq!(shifted("2023-12-31", 0, Unit::WorkingDays(0), false), None);
    assert_eq!(shifted("2024-06-14", 1, Unit::WorkingDays(7), false), None);
    assert_eq!(shifted("2024-06-14", i64::MIN, Unit::Days, true), None);
}

#[test]
fn within_counts_one_end_or_both() {
    let within = |value: &str, count, before, counting_both_ends| {
        let kind = ExprKind::Within {
            value: Box::new(constant(Type::Date, day(value))),
            period: Box::new(constant(Type::Period(Unit::Days), count)),
            before,
            anchor: Box::new(constant(Type::Date, day("2024-03-01"))),
            counting_both_ends,
        };
        World::new("{}").truth(&expr(TRUTH, kind))
    };
    assert_eq!(within("2024-02-28", 2, true, false), Truth::Yes);
    assert_eq!(within("2024-02-28", 2, true, true), Truth::No);
    assert_eq!(within("2024-02-29", 2, true, true), Truth::Yes);
    assert_eq!(within("2024-03-02", 2, true, false), Truth::No);
    assert_eq!(within("2024-03-03", 2, false, false), Truth::Yes);
    assert_eq!(within("2024-03-01", 0, false, false), Truth::Yes);
    assert_eq!(within("2024-03-01", 0, false, true), Truth::No);
}

#[test]
fn what_does_not_fit_and_a_zero_divisor_are_unknown() {
    let world = World::new("{}");
    let wide = || number(0, i64::MIN, i64::MAX);
    let calculate = |op, left, right| {
        let (left, right) = (Box::new(constant(wide(), left)), Box::new(constant(wide(), right)));
        world.integer(&expr(wide(), ExprKind::Arithmetic { op, left, right }))
    };
    assert_eq!(calculate(ArithmeticOp::Add, i64::MAX, 1), None);
    assert_eq!(calculate(ArithmeticOp::Subtract, i64::MIN, 1), None);
    assert_eq!(calculate(ArithmeticOp::Multiply, i64::MAX, 2), None);
    assert_eq!(calculate(ArithmeticOp::Multiply, -3, 2), Some(-6));
    let divide = |right| {
        let (left, right) = (Box::new(constant(wide(), 1)), Box::new(constant(wide(), right)));
        world.integer(&expr(wide(), ExprKind::Divide { left, right, digits: 2, rounding: Rounding::HalfUp }))
    };
    assert_eq!([divide(3), divide(0)], [Some(33), None]);
    let rescale = ExprKind::Rescale { value: Box::new(constant(wide(), i64::MAX)), by: 1 };
    assert_eq!(world.integer(&expr(wide(), rescale)), None);
}
