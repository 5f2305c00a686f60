//! Random cases of one schema that has every kind of fact.

use crate::engine::sample::*;
use crate::engine::types::*;
use crate::engine::value::Calendar;
use crate::engine::wording::Wording;

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    pub(super) fn between(&mut self, least: i64, greatest: i64) -> i64 {
        least + i64::try_from(self.roll(usize::try_from(greatest - least + 1).unwrap())).unwrap()
    }
}

pub(super) const NUMBER: Type = Type::Number { scale: 0, least: -3, greatest: 3 };
pub(super) const DAY: i64 = 19_000;

/// Records: 0 the case, 1 part {number?, day, marks}, 2 entry {code, number?, flag, marks, part?}.
pub(super) fn schema() -> Rulebook {
    let mut rulebook = rulebook(
        vec![
            field("a", NUMBER),
            optional("b", NUMBER),
            field("t", Type::Truth),
            optional("u", Type::Truth),
            field("e", Type::Enum(0)),
            field("d", Type::Date),
            optional("f", Type::Date),
            field("s", Type::Text),
            optional("v", Type::Text),
            optional("part", Type::Record(1)),
            field("entries", list(Type::Record(2), 0, 3)),
            optional("marks", list(NUMBER, 0, 3)),
        ],
        vec![
            ("Part", vec![optional("number", NUMBER), field("day", Type::Date), field("marks", list(NUMBER, 0, 3))]),
            (
                "Entry",
                vec![
                    field("code", Type::Text),
                    optional("number", NUMBER),
                    field("flag", Type::Truth),
                    field("marks", list(NUMBER, 0, 2)),
                    optional("part", Type::Record(1)),
                ],
            ),
        ],
    );
    rulebook.enums.push(enumeration("Kind", &["p", "q", "r"]));
    rulebook.judgements.extend([judgement("j", None), judgement("k", Some(true)), judgement("l", Some(false))]);
    let calendar = Calendar::new(DAY - 20, DAY + 20, &[DAY + 3, DAY - 4]);
    rulebook.calendars.push(NamedCalendar { name: "c".into(), label: Wording::same("c"), calendar, bases: vec![] });
    rulebook
}

/// Writes a random value of a type as JSON.
pub(super) fn json_value(dice: &mut Dice, rulebook: &Rulebook, ty: &Type, optional: bool, out: &mut String) {
    if optional && dice.once_in(3) {
        return out.push_str("null");
    }
    if dice.once_in(8) {
        return out.push_str(r#"{"unknown":"w"}"#);
    }
    match ty {
        Type::Truth => out.push_str(if dice.once_in(2) { "true" } else { "false" }),
        Type::Number { least, greatest, .. } => out.push_str(&dice.between(*least, *greatest).to_string()),
        Type::Date => {
            let day = dice.between(DAY - 3, DAY + 3);
            out.push_str(&format!("{:?}", crate::engine::value::date::iso(day)));
        }
        Type::Enum(_) => out.push_str([r#""p""#, r#""q""#, r#""r""#][dice.roll(3)]),
        Type::Text => out.push_str([r#""x""#, r#""yy""#, r#""zz""#][dice.roll(3)]),
        Type::List { element, least, greatest } => {
            out.push('[');
            for index in 0..dice.between(i64::from(*least), i64::from(*greatest)) {
                out.push_str(if index > 0 { "," } else { "" });
                json_value(dice, rulebook, element, false, out);
            }
            out.push(']');
        }
        Type::Record(record) => {
            out.push('{');
            for field in &rulebook.records[*record].fields {
                if !dice.once_in(12) {
                    out.push_str(if out.ends_with('{') { "" } else { "," });
                    out.push_str(&format!("{:?}:", field.name));
                    json_value(dice, rulebook, &field.ty, field.optional, out);
                }
            }
            out.push('}');
        }
        Type::Period(_) | Type::Broken => {}
    }
}

pub(crate) fn json_case(dice: &mut Dice, rulebook: &Rulebook) -> String {
    let mut out = String::new();
    while !out.starts_with('{') || out.starts_with("{\"unknown\"") {
        out.clear();
        json_value(dice, rulebook, &Type::Record(0), false, &mut out);
    }
    if dice.once_in(2) {
        let answer = ["yes", "no", "unknown"][dice.roll(3)];
        out.pop();
        let comma = if out.ends_with('{') { "" } else { "," };
        let name = ["j", "k", "l"][dice.roll(3)];
        out.push_str(&format!(r#"{comma}"judgements":{{"{name}":{{"answer":"{answer}","reason":"r"}}}}}}"#));
    }
    out
}
