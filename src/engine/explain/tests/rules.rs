//! A small rulebook of talent management, typed by hand, and the shapes to build it from.

use crate::engine::sample::{NOWHERE, field, list, number, optional, rulebook};
use crate::engine::types::*;
use crate::engine::value::date;
use crate::engine::value::terms::{CompareOp, PlacePart, Quantifier};
use crate::engine::wording::Wording;
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(0);

pub(super) const PLAN: usize = 1;
pub(super) const SUCCESSOR: usize = 2;
pub(super) const RATING: usize = 0;

pub(super) fn both(id: &str, en: &str) -> Wording {
    Wording::new(id, en)
}

pub(super) fn day(text: &str) -> i64 {
    date::parse(text).unwrap()
}

fn labelled(mut field: Field, id: &str, en: &str) -> Field {
    field.label = both(id, en);
    field
}

/// `asked_on`, `updated_on?`, `total?`, `plan? {set_on, successors [{name, box, rating}]}`, `exceptional`
pub(super) fn rules() -> Rulebook {
    let score = number(1, 0, 4000);
    let mut rules = rulebook(
        vec![
            labelled(field("asked_on", Type::Date), "Tanggal permohonan", "Request submitted on"),
            labelled(optional("updated_on", Type::Date), "Data talenta diperbarui", "Talent data updated on"),
            labelled(optional("total", score), "Nilai total", "Total score"),
            labelled(optional("plan", Type::Record(PLAN)), "Rencana suksesi", "Succession plan"),
        ],
        vec![
            (
                "Plan",
                vec![
                    labelled(field("set_on", Type::Date), "Tanggal penetapan", "Set on"),
                    labelled(field("successors", list(Type::Record(SUCCESSOR), 0, 9)), "Suksesor", "Successors"),
                ],
            ),
            (
                "Successor",
                vec![
                    labelled(field("name", Type::Text), "Nama", "Name"),
                    labelled(field("box", number(0, 1, 9)), "Kotak", "Box"),
                    labelled(field("rating", Type::Enum(RATING)), "Kinerja", "Performance"),
                ],
            ),
        ],
    );
    let value = |name: &str, id: &str, en: &str| Named { name: name.into(), label: both(id, en) };
    let values = vec![value("poor", "Buruk", "Poor"), value("good", "Baik", "Good")];
    rules.enums.push(Enum { name: "Rating".into(), label: both("Kinerja", "Performance"), ordered: true, values });
    rules.in_force.by = read(None, &[0], Type::Date);
    rules.in_force.from = day("2018-09-04");
    rules.in_force.until = Some(day("2024-09-03"));
    rules.sources.push(source());
    rules
}

fn source() -> Source {
    let place = |parts: &[(PlacePart, &str)]| Place { parts: parts.iter().map(|(it, n)| (*it, (*n).into())).collect() };
    Source {
        name: "PP-11-2017".into(),
        title: both("Manajemen PNS", "Management of civil servants"),
        cited_as: both("PP 11/2017", "PP 11/2017"),
        published: None,
        articles: vec![Article {
            place: place(&[(PlacePart::Article, "134")]),
            summary: both("Instansi bersistem merit dapat dikecualikan.", "Merit agencies may be exempted."),
        }],
    }
}

pub(super) fn basis(paragraph: &str, establishedness: Establishedness) -> Basis {
    let parts = vec![(PlacePart::Article, "134".into()), (PlacePart::Paragraph, paragraph.into())];
    Basis { source: 0, place: Place { parts }, establishedness }
}

pub(super) fn read(local: Option<usize>, fields: &[usize], ty: Type) -> Read {
    Read { local, fields: fields.to_vec(), ty, optional: false, span: NOWHERE }
}

/// Every expression has a number of its own, as the checker would give it.
pub(super) fn expr(ty: Type, kind: ExprKind) -> Expr {
    Expr { id: NEXT.fetch_add(1, Ordering::Relaxed), span: NOWHERE, ty, kind }
}

/// The rules as the checker hands them over: with the count of expressions, and the order of what they read.
pub(super) fn finished(rules: &Rulebook) -> Rulebook {
    let of_case = |(id, it): (usize, &Criterion)| it.of.is_none().then_some(Node::Criterion(id));
    Rulebook {
        expressions: NEXT.load(Ordering::Relaxed),
        order: rules.criteria.iter().enumerate().filter_map(of_case).collect(),
        ..rules.clone()
    }
}

pub(super) fn fact(local: Option<usize>, fields: &[usize], ty: Type) -> Expr {
    expr(ty.clone(), ExprKind::Read(read(local, fields, ty)))
}

pub(super) fn asked_on() -> Expr {
    fact(None, &[0], Type::Date)
}

pub(super) fn updated_on() -> Expr {
    fact(None, &[1], Type::Date)
}

pub(super) fn total() -> Expr {
    fact(None, &[2], number(1, 0, 4000))
}

pub(super) fn given(fields: &[usize], ty: Type) -> Expr {
    expr(Type::Truth, ExprKind::Given(read(None, fields, ty)))
}

pub(super) fn constant(ty: Type, units: i64) -> Expr {
    expr(ty, ExprKind::Constant(Constant::Integer(units)))
}

pub(super) fn months(count: i64) -> Expr {
    constant(Type::Period(Unit::Months), count)
}

pub(super) fn shift(date: Expr, period: Expr, back: bool) -> Expr {
    expr(Type::Date, ExprKind::Shift { date: Box::new(date), period: Box::new(period), back })
}

pub(super) fn compare(left: Expr, op: CompareOp, right: Expr) -> Expr {
    expr(Type::Truth, ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) })
}

pub(super) fn all(members: Vec<Expr>) -> Expr {
    expr(Type::Truth, ExprKind::All(members))
}

pub(super) fn any(members: Vec<Expr>) -> Expr {
    expr(Type::Truth, ExprKind::Any(members))
}

pub(super) fn not(inner: Expr) -> Expr {
    expr(Type::Truth, ExprKind::Not(Box::new(inner)))
}

pub(super) fn successors(quantifier: Quantifier, filter: Option<Expr>, body: Expr) -> Expr {
    let ty = list(Type::Record(SUCCESSOR), 0, 9);
    expr(
        Type::Truth,
        ExprKind::Quantified {
            quantifier,
            local: 0,
            variable: "s".into(),
            list: read(None, &[3, 1], ty),
            filter: filter.map(Box::new),
            body: Box::new(body),
        },
    )
}

pub(super) fn of_successor(criterion: usize) -> Expr {
    let argument = Some(read(Some(0), &[], Type::Record(SUCCESSOR)));
    expr(Type::Truth, ExprKind::Criterion { id: criterion, argument })
}

pub(super) fn criterion(name: &str, (id, en): (&str, &str), of: Option<usize>, condition: Expr) -> Criterion {
    Criterion {
        name: name.into(),
        label: both(id, en),
        of: of.map(|record| Binding { name: "s".into(), ty: Type::Record(record) }),
        bases: vec![basis("1", Establishedness::Verified)],
        condition: Meaning::Known(condition),
        span: NOWHERE,
    }
}

pub(super) fn decided(mut rules: Rulebook, condition: Expr) -> Rulebook {
    let named = |name: &str, id: &str, en: &str| Named { name: name.into(), label: both(id, en) };
    let text = |text: &str| vec![TemplatePiece::Text(text.into())];
    rules.rules.push(rule("EX-1", 0, condition));
    rules.decisions.push(Decision {
        name: "exemption".into(),
        label: both("Pengecualian", "Exemption"),
        for_every: None,
        outcomes: vec![named("exempt", "Dikecualikan", "Exempt"), named("open", "Wajib seleksi", "Open selection")],
        otherwise: Otherwise {
            outcome: 1,
            bases: vec![basis("9", Establishedness::Verified)],
            because: Template { id: text("Syarat tidak terpenuhi"), en: text("A condition is not met") },
        },
        rules: vec![0],
        own: true,
        span: NOWHERE,
    });
    rules
}

pub(super) fn rule(name: &str, outcome: usize, condition: Expr) -> Rule {
    let value = || TemplatePiece::Value(total());
    Rule {
        name: name.into(),
        decision: 0,
        outcome,
        overrides: vec![],
        condition: Meaning::Known(condition),
        bases: vec![basis("1", Establishedness::Verified)],
        because: Template {
            id: vec![TemplatePiece::Text("Nilai ".into()), value()],
            en: vec![TemplatePiece::Text("Score ".into()), value()],
        },
        valid_until: None,
        duties: vec![],
        span: NOWHERE,
    }
}

pub(super) fn criterion_of_case(id: usize) -> Expr {
    expr(Type::Truth, ExprKind::Criterion { id, argument: None })
}
