//! Random cases for a checked rulebook, as JSON: values near the constants of the rules, `null`, unknown, absent.

use super::random::Random;
use super::vocabulary::{DATES, TEXTS};
use timbang::engine::types::{Constant, Expr, ExprKind, Record, Rulebook, Type};
use timbang::engine::value::{date, number};

/// The constants of a rulebook, by kind: values one below, at and above them are where results change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boundaries {
    numbers: Vec<i64>,
    dates: Vec<i64>,
    periods: Vec<i64>,
    texts: Vec<String>,
}

impl Boundaries {
    pub(crate) fn of(rulebook: &Rulebook) -> Self {
        let mut found = Self::default();
        found.dates.extend(DATES.iter().filter_map(|it| date::parse(it)));
        found.texts.extend(TEXTS.iter().map(|it| it.replace("\\\"", "\"").replace("\\\\", "\\")));
        for expr in rulebook.expressions() {
            expr.walk(&mut |it| found.constants_of(it));
        }
        found
    }

    fn constants_of(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Constant(constant) => self.add(constant, &expr.ty),
            ExprKind::OneOf { value, options } => options.iter().for_each(|it| self.add(it, &value.ty)),
            _ => {}
        }
    }

    fn add(&mut self, constant: &Constant, ty: &Type) {
        match (constant, ty) {
            (Constant::Integer(it), Type::Number { .. }) => self.numbers.push(*it),
            (Constant::Integer(it), Type::Date) => self.dates.push(*it),
            (Constant::Integer(it), Type::Period(_)) => self.periods.push(*it),
            (Constant::Text(it), _) => self.texts.push(it.clone()),
            _ => {}
        }
    }
}

/// How often a fact is left open.
#[derive(Clone, Copy)]
struct Doubt {
    unknown: usize,
    absent: usize,
    missing: usize,
}

struct Writer<'a> {
    random: &'a mut Random,
    rulebook: &'a Rulebook,
    boundaries: &'a Boundaries,
    doubt: Doubt,
    /// A day that many dates of this case lie near.
    near: i64,
}

/// One case, for a pre-check.
pub(crate) fn case(random: &mut Random, rulebook: &Rulebook, boundaries: &Boundaries) -> String {
    let doubt = match random.below(4) {
        0 => Doubt { unknown: 0, absent: 0, missing: 25 },
        1 => Doubt { unknown: 4, absent: 3, missing: 20 },
        2 => Doubt { unknown: 15, absent: 10, missing: 20 },
        _ => Doubt { unknown: 2, absent: 0, missing: 60 },
    };
    let near = random.pick(&boundaries.dates).copied().unwrap_or(0);
    let mut writer = Writer { random, rulebook, boundaries, doubt, near };
    let mut parts = rulebook.records.first().map(|it| writer.fields(it)).unwrap_or_default();
    parts.push(format!("\"judgements\":{}", writer.answers()));
    format!("{{{}}}", parts.join(","))
}

impl Writer<'_> {
    fn fields(&mut self, record: &Record) -> Vec<String> {
        let mut parts = Vec::new();
        for field in &record.fields {
            if self.random.chance(self.doubt.absent) {
                continue;
            }
            let value = if field.optional && self.random.chance(self.doubt.missing) {
                "null".to_owned()
            } else {
                self.value(&field.ty)
            };
            parts.push(format!("{}:{value}", quoted(&field.name)));
        }
        parts
    }

    fn value(&mut self, ty: &Type) -> String {
        if self.random.chance(self.doubt.unknown) {
            return "{\"unknown\":\"belum jelas\"}".to_owned();
        }
        match ty {
            Type::Truth => ["true", "false"][self.random.below(2)].to_owned(),
            Type::Number { scale, least, greatest } => self.number(*scale, *least, *greatest),
            Type::Date => quoted(&date::iso(self.date())),
            Type::Period(_) => self.period().to_string(),
            Type::Enum(id) => {
                let values = &self.rulebook.enums[*id].values;
                quoted(&values[self.random.below(values.len())].name)
            }
            Type::Text => quoted(&self.random.pick(&self.boundaries.texts).cloned().unwrap_or_default()),
            Type::Record(id) => {
                let rulebook = self.rulebook;
                format!("{{{}}}", self.fields(&rulebook.records[*id]).join(","))
            }
            Type::List { element, least, greatest } => {
                let count = self.random.between(i64::from(*least), i64::from((*greatest).min(*least + 4)));
                let elements: Vec<String> = (0..count).map(|_| self.value(element)).collect();
                format!("[{}]", elements.join(","))
            }
            Type::Broken => "null".to_owned(),
        }
    }

    fn number(&mut self, scale: u8, least: i64, greatest: i64) -> String {
        let units = match self.random.below(6) {
            0 => least,
            1 => greatest,
            2 | 3 => self.random.pick(&self.boundaries.numbers).copied().unwrap_or(least) + self.random.between(-1, 1),
            _ => self.random.between(least, greatest),
        };
        let printed = number::print(units.clamp(least, greatest), scale);
        if scale == 0 { printed } else { quoted(&printed) }
    }

    fn date(&mut self) -> i64 {
        let base = match self.random.below(4) {
            0 => self.random.pick(&self.boundaries.dates).copied().unwrap_or(self.near),
            1 => self.near,
            2 => date::add_months(self.near, self.random.between(-13, 13)).unwrap_or(self.near),
            _ => self.near.saturating_add(self.random.between(-40, 40)),
        };
        base.saturating_add(self.random.between(-1, 1)).clamp(date::FIRST, date::LAST)
    }

    fn period(&mut self) -> i64 {
        let base = self.random.pick(&self.boundaries.periods).copied().unwrap_or(12);
        (base + self.random.between(-1, 1)).max(0)
    }

    fn answers(&mut self) -> String {
        let mut parts = Vec::new();
        for judgement in &self.rulebook.judgements {
            if self.random.chance(60) {
                let answer = ["yes", "no", "unknown"][self.random.below(3)];
                parts.push(format!("{}:{{\"answer\":\"{answer}\",\"reason\":\"sebab\"}}", quoted(&judgement.name)));
            }
        }
        format!("{{{}}}", parts.join(","))
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
