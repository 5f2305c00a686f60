//! Random conditions, with the guards that optional facts need.

use super::random::Random;
use super::scope::{Fact, Scope};
use super::values::Writer;
use super::vocabulary::unit;
use super::written::{Level, Written};
use timbang::engine::types::{Type, Unit};

/// A condition of the given depth at most.
pub(crate) fn condition(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    if depth == 0 {
        return simple(writer, scope);
    }
    let depth = depth - 1;
    match writer.random.below(16) {
        0 | 1 => joined(writer, scope, depth, "and"),
        2 | 3 => joined(writer, scope, depth, "or"),
        4 => negated(writer, scope, depth),
        5..=8 => guarded(writer, scope, depth),
        9 | 10 => quantified(writer, scope, depth),
        11 | 12 => compared(writer, scope, depth),
        13 => within(writer, scope, depth),
        14 => listed(writer, scope, depth),
        _ => simple(writer, scope),
    }
}

fn simple(writer: &mut Writer<'_>, scope: &Scope) -> Written {
    let written = match writer.random.below(9) {
        0 => writer.random.pick(&writer.declared.judgements).map(|it| Written::primary(it.clone())),
        1 | 2 => criterion(writer, scope),
        3 => decision_is(writer),
        4 => given(writer.random, scope.facts(&writer.declared.vocabulary)),
        5 => Some(writer.leaf(&Type::Truth, scope)),
        _ => None,
    };
    written.unwrap_or_else(|| compared(writer, scope, 0))
}

fn criterion(writer: &mut Writer<'_>, scope: &Scope) -> Option<Written> {
    let criterion = writer.random.pick(&writer.declared.criteria)?.clone();
    let Some(record) = criterion.of else {
        return Some(Written::primary(criterion.name));
    };
    let argument = scope.readable(writer.random, &writer.declared.vocabulary, |it| *it == Type::Record(record))?;
    Some(Written::primary(format!("{} of {}", criterion.name, argument.text)))
}

fn decision_is(writer: &mut Writer<'_>) -> Option<Written> {
    let (name, outcomes) = writer.random.pick(&writer.declared.decisions)?.clone();
    let outcome = writer.random.pick(&outcomes)?;
    Some(Written::new(Level::Comparison, format!("{name} is {outcome}")))
}

/// `P is given` and `P is missing` need no guard for the records around.
fn given(random: &mut Random, facts: Vec<Fact>) -> Option<Written> {
    let optional: Vec<Fact> = facts.into_iter().filter(|it| !it.optional.is_empty()).collect();
    let fact = random.pick(&optional)?;
    let word = ["given", "missing"][random.below(2)];
    Some(Written::new(Level::Comparison, format!("{} is {word}", fact.text)))
}

fn joined(writer: &mut Writer<'_>, scope: &Scope, depth: usize, word: &str) -> Written {
    let (own, inner) = if word == "and" { (Level::And, Level::Not) } else { (Level::Or, Level::Not) };
    let parts: Vec<String> =
        (0..2 + writer.random.below(2)).map(|_| condition(writer, scope, depth).at(inner)).collect();
    Written::new(own, parts.join(&format!(" {word} ")))
}

fn negated(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    Written::new(Level::Not, format!("not {}", condition(writer, scope, depth).at(Level::Comparison)))
}

/// Some optional fact that is not guarded here, with what has to be given before it can be read.
fn guardable(writer: &mut Writer<'_>, scope: &Scope) -> Option<Vec<String>> {
    let facts = scope.facts(&writer.declared.vocabulary);
    let found: Vec<Vec<String>> = facts.iter().map(|it| scope.unguarded(it)).filter(|it| !it.is_empty()).collect();
    writer.random.pick(&found).cloned()
}

/// `x is given and …`, or `x is missing or …`.
fn guarded(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    let Some(guards) = guardable(writer, scope) else {
        return condition(writer, scope, depth);
    };
    let inner = condition(writer, &scope.with_guards(&guards), depth).at(Level::Not);
    let (word, join, level) =
        if writer.random.chance(60) { ("is given", "and", Level::And) } else { ("is missing", "or", Level::Or) };
    let mut parts: Vec<String> = guards.iter().map(|it| format!("{it} {word}")).collect();
    parts.push(inner);
    Written::new(level, parts.join(&format!(" {join} ")))
}

/// A condition for `if`; with the guards that it gives to what stands after `then`.
pub(crate) fn guard_or_condition(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> (Vec<String>, String) {
    if writer.random.chance(40)
        && let Some(guards) = guardable(writer, scope)
    {
        let text = guards.iter().map(|it| format!("{it} is given")).collect::<Vec<_>>().join(" and ");
        return (guards, text);
    }
    (Vec::new(), condition(writer, scope, depth).at(Level::Or))
}

fn quantified(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    let Some((variable, inner, list)) = writer.over_a_list(scope) else {
        return simple(writer, scope);
    };
    let word = ["every", "some", "no"][writer.random.below(3)];
    let filter = writer.filter(&inner, depth);
    let body = condition(writer, &inner, depth).at(Level::Or);
    Written::new(Level::Open, format!("{word} {variable} in {}{filter} has {body}", list.text))
}

fn compared(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    let enums = writer.declared.vocabulary.enums.len();
    let ty = match writer.random.below(8) {
        0..=2 => return compared_numbers(writer, scope, depth),
        3 | 4 => Type::Date,
        5 => Type::Period(unit(writer.random)),
        6 => Type::Enum(writer.random.below(enums)),
        _ => [Type::Text, Type::Truth][writer.random.below(2)].clone(),
    };
    let left = writer.value(&ty, scope, depth.min(2));
    if writer.random.chance(25) && ty != Type::Truth {
        let options: Vec<String> = (0..=writer.random.below(3)).map(|_| writer.literal(&ty).text).collect();
        let word = ["is in", "is not in"][writer.random.below(2)];
        return Written::new(Level::Comparison, format!("{} {word} {{{}}}", left.at(Level::Sum), options.join(", ")));
    }
    let ordered = writer.declared.vocabulary.is_ordered(&ty);
    let sign = sign(writer.random, ordered);
    let right = writer.value(&ty, scope, depth.min(1));
    Written::new(Level::Comparison, format!("{} {sign} {}", left.at(Level::Sum), right.at(Level::Sum)))
}

fn compared_numbers(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    let left = writer.number(scope, depth);
    if writer.random.chance(12) {
        let ty = Type::Number { scale: left.scale, least: 0, greatest: 400 };
        let options: Vec<String> = (0..=writer.random.below(3)).map(|_| writer.literal(&ty).text).collect();
        let text = format!("{} is in {{{}}}", left.written.at(Level::Sum), options.join(", "));
        return Written::new(Level::Comparison, text);
    }
    let right = writer.number(scope, depth.min(1));
    let sign = sign(writer.random, true);
    let text = format!("{} {sign} {}", left.written.at(Level::Sum), right.written.at(Level::Sum));
    Written::new(Level::Comparison, text)
}

fn sign(random: &mut Random, ordered: bool) -> &'static str {
    let signs = ["=", "!=", "is", "is not", "<", "<=", ">", ">=", "less than", "at most", "more than", "at least"];
    signs[random.below(if ordered { signs.len() } else { 4 })]
}

fn within(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    let unit = unit(writer.random);
    let value = writer.value(&Type::Date, scope, depth.min(1)).at(Level::Sum);
    let anchor = writer.value(&Type::Date, scope, depth.min(1)).at(Level::Sum);
    let period = writer.leaf(&Type::Period(unit), scope).text;
    let side = ["before", "after"][writer.random.below(2)];
    let ends = if unit != Unit::Months && writer.random.chance(40) { " counting both ends" } else { "" };
    Written::new(Level::Comparison, format!("{value} within {period} {side} {anchor}{ends}"))
}

/// The list form, one condition a line, in parentheses.
fn listed(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> Written {
    Written::primary(format!("({})", list_form(writer, scope, depth)))
}

/// `all of` or `any of`, one condition a line.
pub(crate) fn list_form(writer: &mut Writer<'_>, scope: &Scope, depth: usize) -> String {
    let word = ["all of", "any of"][writer.random.below(2)];
    let mut text = word.to_owned();
    for _ in 0..2 + writer.random.below(3) {
        let member = condition(writer, scope, depth);
        let member = if member.text.starts_with(['-', '"']) { format!("({})", member.text) } else { member.text };
        text.push_str("\n    ");
        text.push_str(&member);
    }
    text
}
