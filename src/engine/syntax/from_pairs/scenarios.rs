//! Scenarios: their lines, and the places in a case that they name.
//!
//! Knows nothing of: other items.

use super::words::{child, has};
use super::{Builder, Piece};
use crate::engine::diag::Code;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::recover::Part;
use crate::engine::syntax::tree::{
    About, ExpectedResult, ItemKind, Name, Scenario, ScenarioLine, ScenarioLineKind, ScenarioPath, ScenarioStep,
    ScenarioValue,
};
use crate::wording;

pub(super) fn scenario(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, parts: Vec<Part<'_>>) -> ItemKind {
    let name = child(header, Rule::string_run).unwrap_or_else(|| header.clone());
    let name = builder.text(&name);
    let lines = steps(builder, text, parts);
    let short = Name { text: name.text.clone(), span: name.span };
    builder.demand(builder.place(header), &short, &[Rule::kw_expect]);
    ItemKind::Scenario(Scenario { name, lines })
}

/// The lines of a scenario.
pub(super) fn steps(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>) -> Vec<ScenarioLine> {
    let mut lines = Vec::new();
    for part in parts {
        lines.push(match part {
            Part::Good(piece) => {
                let span = builder.place(&piece);
                let keyword = piece.clone().into_inner().next().map_or(Rule::EOI, |it| it.as_rule());
                builder.seen.push((keyword, span));
                let kind = line(builder, text, &piece).unwrap_or(ScenarioLineKind::Broken);
                ScenarioLine { span, kind }
            }
            Part::Bad(bad) => {
                builder.bad_clause(text, bad);
                ScenarioLine { span: builder.span(bad.start, bad.end), kind: ScenarioLineKind::Broken }
            }
        });
    }
    lines
}

fn line(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Option<ScenarioLineKind> {
    let text_in = |builder: &Builder<'_>, it: &Piece<'_>| child(it, Rule::string_run).map(|it| builder.text(&it));
    let path_in = |builder: &mut Builder<'_>, it: &Piece<'_>| {
        child(it, Rule::scenario_path).map(|it| scenario_path(builder, &it))
    };
    Some(match piece.as_rule() {
        Rule::given_line => ScenarioLineKind::Given(text_in(builder, piece)?),
        Rule::with_line if has(piece, Rule::with_parameter) => {
            let changed = child(piece, Rule::with_parameter)?;
            let value = builder.inner_expression(text, &changed)?;
            ScenarioLineKind::WithParameter { name: builder.inner_name(&changed), value }
        }
        Rule::with_line => {
            let path = path_in(builder, piece)?;
            let last = piece.clone().into_inner().last()?;
            let value = match last.as_rule() {
                Rule::kw_is_missing => ScenarioValue::Missing,
                Rule::kw_absent => ScenarioValue::Absent,
                Rule::with_unknown => ScenarioValue::Unknown(text_in(builder, &last)?),
                _ => ScenarioValue::Value(builder.inner_expression(text, &last)?),
            };
            ScenarioLineKind::With { path, value }
        }
        Rule::answer_line => {
            let answer = if has(piece, Rule::kw_unknown) { None } else { Some(has(piece, Rule::kw_yes)) };
            let because = child(piece, Rule::answer_reason).and_then(|it| text_in(builder, &it));
            ScenarioLineKind::Answer { judgement: builder.inner_name(piece), answer, because }
        }
        _ => {
            let what = piece.clone().into_inner().nth(1)?;
            expectation(builder, text, &what)?
        }
    })
}

fn expectation(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Option<ScenarioLineKind> {
    Some(match piece.as_rule() {
        Rule::expect_is => {
            ScenarioLineKind::ExpectIs { about: about(builder, piece), value: builder.inner_expression(text, piece)? }
        }
        Rule::expect_until => {
            ScenarioLineKind::ExpectUntil { about: about(builder, piece), date: builder.inner_expression(text, piece)? }
        }
        Rule::expect_duty => {
            ScenarioLineKind::ExpectDuty { name: builder.inner_name(piece), due: builder.inner_expression(text, piece) }
        }
        Rule::expect_rule => {
            let name = child(piece, Rule::dashed_name)?;
            ScenarioLineKind::ExpectRule { name: builder.name(&name) }
        }
        Rule::expect_result => {
            let result = if has(piece, Rule::kw_holds) {
                ExpectedResult::Holds
            } else if has(piece, Rule::kw_fails) {
                ExpectedResult::Fails
            } else {
                ExpectedResult::Unknown
            };
            ScenarioLineKind::ExpectResult { about: about(builder, piece), result }
        }
        Rule::expect_undetermined => {
            let paths = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::scenario_path);
            ScenarioLineKind::ExpectUndetermined { missing: paths.map(|it| scenario_path(builder, &it)).collect() }
        }
        Rule::expect_refused => {
            let at = child(piece, Rule::scenario_path).map(|it| scenario_path(builder, &it))?;
            ScenarioLineKind::ExpectRefused { at }
        }
        _ => ScenarioLineKind::ExpectConflict,
    })
}

fn about(builder: &mut Builder<'_>, piece: &Piece<'_>) -> About {
    let path = child(piece, Rule::of_element).and_then(|it| child(&it, Rule::scenario_path));
    About { name: builder.inner_name(piece), of: path.map(|it| scenario_path(builder, &it)) }
}

fn scenario_path(builder: &mut Builder<'_>, piece: &Piece<'_>) -> ScenarioPath {
    let mut steps = Vec::new();
    for step in piece.clone().into_inner() {
        if step.as_rule() == Rule::word {
            steps.push(ScenarioStep::Field(builder.name(&step)));
            continue;
        }
        let number: Option<u32> = step.as_str().trim_matches(['[', ']']).parse().ok();
        if let Some(number) = number.filter(|it| *it > 0) {
            steps.push(ScenarioStep::Element(number));
        } else {
            let span = builder.place(&step);
            builder
                .report
                .add(
                    Code::UnexpectedText,
                    span,
                    wording!("unsur {} tidak ada", "there is no element {}", step.as_str()),
                )
                .label(wording!("unsur dihitung dari 1", "elements are counted from 1"))
                .help(wording!("tulislah `[1]` untuk unsur pertama", "write `[1]` for the first element"));
        }
    }
    ScenarioPath { span: builder.place(piece), steps }
}
