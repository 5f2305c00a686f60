//! Random expressions that give a number, a date, a period, an enum value or a text.

use super::conditions;
use super::random::Random;
use super::scope::{Declarations, Fact, Scope};
use super::vocabulary::{CALENDAR, DATES, TEXTS};
use super::written::{Level, Written};
use timbang::engine::types::{Type, Unit};
use timbang::engine::value::number;

/// Numbers stay below this in units, so that no sum, product or change of scale can overflow.
const GREATEST: i128 = 100_000_000_000;
const GREATEST_SCALE: u8 = 3;

/// Writes expressions: randomness, and what was declared before.
pub(crate) struct Writer<'a> {
    pub(crate) random: &'a mut Random,
    pub(crate) declared: &'a Declarations,
    /// Numbers the bound elements.
    pub(crate) variables: usize,
}

/// A number with its scale and interval.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    pub(crate) written: Written,
    pub(crate) scale: u8,
    pub(crate) least: i128,
    pub(crate) greatest: i128,
}

impl Writer<'_> {
    /// An expression of a type that is no number.
    pub(crate) fn value(&mut self, ty: &Type, scope: &Scope, depth: usize) -> Written {
        match ty {
            Type::Truth => conditions::condition(self, scope, depth),
            Type::Number { .. } => self.number(scope, depth).written,
            _ if depth == 0 || self.random.chance(35) => self.leaf(ty, scope),
            _ => self.composed(ty, scope, depth - 1),
        }
    }

    fn composed(&mut self, ty: &Type, scope: &Scope, depth: usize) -> Written {
        match self.random.below(6) {
            0 => self.choice(ty, scope, depth),
            1 => self.default(ty, scope),
            2 | 3 if *ty == Type::Date => self.shifted(scope, depth),
            4 if *ty == Type::Date => self.extreme(scope, depth),
            2 | 3 if *ty == Type::Period(Unit::Days) => {
                let (left, right) =
                    (self.value(&Type::Date, scope, depth), self.value(&Type::Date, scope, depth.min(1)));
                Written::new(Level::Sum, format!("{} - {}", left.at(Level::Sum), right.at(Level::Product)))
            }
            _ => self.leaf(ty, scope),
        }
    }

    /// A fact, a declared value, or a literal.
    pub(crate) fn leaf(&mut self, ty: &Type, scope: &Scope) -> Written {
        if self.random.chance(75)
            && let Some(fact) = scope.readable(self.random, &self.declared.vocabulary, |it| it == ty)
        {
            return Written::primary(fact.text);
        }
        if self.random.chance(60)
            && let Some(written) = self.named(scope, |it| it == ty)
        {
            return written.0;
        }
        self.literal(ty)
    }

    /// A definition, table or parameter; one of an element is applied to a fact.
    pub(crate) fn named(&mut self, scope: &Scope, wanted: impl Fn(&Type) -> bool) -> Option<(Written, Type)> {
        let found: Vec<_> = self.declared.values.iter().filter(|it| wanted(&it.ty)).cloned().collect();
        let declared = self.random.pick(&found)?.clone();
        let Some(record) = declared.of else {
            return Some((Written::primary(declared.name), declared.ty));
        };
        let argument = scope.readable(self.random, &self.declared.vocabulary, |it| *it == Type::Record(record))?;
        Some((Written::primary(format!("{} of {}", declared.name, argument.text)), declared.ty))
    }

    pub(crate) fn literal(&mut self, ty: &Type) -> Written {
        Written::primary(match ty {
            Type::Truth => ["yes", "no"][self.random.below(2)].to_owned(),
            Type::Number { scale, least, greatest } => number::print(self.random.between(*least, *greatest), *scale),
            Type::Date => self.date().to_owned(),
            Type::Period(unit) => self.period(*unit),
            Type::Enum(id) => {
                let values = &self.declared.vocabulary.enums[*id].values;
                values[self.random.below(values.len())].clone()
            }
            _ => format!("\"{}\"", TEXTS[self.random.below(TEXTS.len())]),
        })
    }

    /// Rarely the first or the last that can be named.
    fn date(&mut self) -> &'static str {
        let count = if self.random.chance(3) { DATES.len() } else { DATES.len() - 2 };
        DATES[self.random.below(count)]
    }

    fn period(&mut self, unit: Unit) -> String {
        let count = [0, 1, 1, 2, 5, 12, 30][self.random.below(7)];
        match unit {
            Unit::Days => format!("{count} days"),
            Unit::Months if self.random.chance(25) => format!("{} years", count % 4),
            Unit::Months => format!("{count} months"),
            Unit::WorkingDays(_) => format!("{count} working days by {CALENDAR}"),
        }
    }

    fn choice(&mut self, ty: &Type, scope: &Scope, depth: usize) -> Written {
        let (guards, condition) = conditions::guard_or_condition(self, scope, depth);
        let then = self.value(ty, &scope.with_guards(&guards), depth);
        let otherwise = self.value(ty, scope, depth);
        Written::new(
            Level::Open,
            format!("if {condition} then {} otherwise {}", then.at(Level::Or), otherwise.at(Level::Or)),
        )
    }

    /// `(P otherwise V)`, or a leaf if no fact here is optional.
    fn default(&mut self, ty: &Type, scope: &Scope) -> Written {
        let Some(fact) = scope.defaultable(self.random, &self.declared.vocabulary, |it| it == ty) else {
            return self.leaf(ty, scope);
        };
        let default = self.leaf(ty, scope);
        Written::primary(format!("({} otherwise {})", fact.text, default.at(Level::Primary)))
    }

    fn shifted(&mut self, scope: &Scope, depth: usize) -> Written {
        let date = self.value(&Type::Date, scope, depth);
        let unit = super::vocabulary::unit(self.random);
        let period = self.value(&Type::Period(unit), scope, depth.min(1));
        let sign = ["+", "-"][self.random.below(2)];
        Written::new(Level::Sum, format!("{} {sign} {}", date.at(Level::Sum), period.at(Level::Product)))
    }

    /// The least or greatest date of a list.
    fn extreme(&mut self, scope: &Scope, depth: usize) -> Written {
        let Some((variable, inner, list)) = self.over_a_list(scope) else {
            return self.leaf(&Type::Date, scope);
        };
        let value = self.value(&Type::Date, &inner, depth.min(1));
        let which = ["least", "greatest"][self.random.below(2)];
        Written::new(Level::Open, format!("{which} of {} for {variable} in {}", value.at(Level::Sum), list.text))
    }

    /// A list that can be read here, with a variable for its elements.
    pub(crate) fn over_a_list(&mut self, scope: &Scope) -> Option<(String, Scope, Fact)> {
        if scope.inside >= 2 {
            return None;
        }
        let list = scope.readable(self.random, &self.declared.vocabulary, |it| matches!(it, Type::List { .. }))?;
        let Type::List { element, .. } = &list.ty else {
            return None;
        };
        self.variables += 1;
        let variable = format!("x{}", self.variables);
        let inner = scope.with_bound(&variable, element);
        Some((variable, inner, list))
    }

    /// A number whose interval is known to be small enough.
    pub(crate) fn number(&mut self, scope: &Scope, depth: usize) -> Number {
        let number = if depth == 0 || self.random.chance(30) {
            self.plain_number(scope)
        } else {
            self.composed_number(scope, depth - 1)
        };
        if number.scale > GREATEST_SCALE || number.least.abs().max(number.greatest.abs()) > GREATEST {
            return self.plain_number(scope);
        }
        number
    }

    fn plain_number(&mut self, scope: &Scope) -> Number {
        let is_number = |it: &Type| matches!(it, Type::Number { .. });
        if self.random.chance(65)
            && let Some(fact) = scope.readable(self.random, &self.declared.vocabulary, is_number)
        {
            return Number::of(Written::primary(fact.text), &fact.ty);
        }
        if self.random.chance(50)
            && let Some((written, ty)) = self.named(scope, is_number)
        {
            return Number::of(written, &ty);
        }
        let scale = u8::try_from([0, 0, 1, 2][self.random.below(4)]).unwrap();
        let least = if self.random.chance(20) { -50 } else { 0 };
        let units = self.random.between(least, 400);
        Number::of(
            Written::primary(number::print(units, scale)),
            &Type::Number { scale, least: units, greatest: units },
        )
    }

    fn composed_number(&mut self, scope: &Scope, depth: usize) -> Number {
        match self.random.below(8) {
            0 | 1 => self.sum(scope, depth),
            2 => self.product(scope, depth),
            3 => self.quotient(scope, depth),
            4 => self.number_choice(scope, depth),
            5 => self.number_default(scope),
            6 => self.count(scope, depth),
            _ => self.number_aggregate(scope, depth),
        }
    }

    fn sum(&mut self, scope: &Scope, depth: usize) -> Number {
        let (left, right) = (self.number(scope, depth), self.number(scope, depth.min(1)));
        let (left, right) = Number::at_one_scale(left, right);
        let (sign, least, greatest) = if self.random.chance(50) {
            ("+", left.least + right.least, left.greatest + right.greatest)
        } else {
            ("-", left.least - right.greatest, left.greatest - right.least)
        };
        let text = format!("{} {sign} {}", left.written.at(Level::Sum), right.written.at(Level::Product));
        Number { written: Written::new(Level::Sum, text), scale: left.scale, least, greatest }
    }

    fn product(&mut self, scope: &Scope, depth: usize) -> Number {
        let (left, right) = (self.number(scope, depth), self.number(scope, depth.min(1)));
        let corners = [left.least, left.greatest].map(|it| [it * right.least, it * right.greatest]).concat();
        let text = format!("{} * {}", left.written.at(Level::Product), right.written.at(Level::Primary));
        Number {
            written: Written::new(Level::Product, text),
            scale: left.scale + right.scale,
            least: corners.iter().copied().min().unwrap_or(0),
            greatest: corners.iter().copied().max().unwrap_or(0),
        }
    }

    fn quotient(&mut self, scope: &Scope, depth: usize) -> Number {
        let (left, right) = (self.number(scope, depth), self.number(scope, depth.min(1)));
        let digits = u8::try_from(self.random.below(4)).unwrap();
        let rounding = ["half up", "half even", "down", "up"][self.random.below(4)];
        let most = left.least.abs().max(left.greatest.abs()) * 10_i128.pow(u32::from(digits + right.scale)) + 1;
        let (top, bottom) = (left.written.at(Level::Primary), right.written.at(Level::Primary));
        let text = format!("{top} / {bottom} rounded to {digits} digits {rounding}");
        Number { written: Written::new(Level::Product, text), scale: digits, least: -most, greatest: most }
    }

    fn number_choice(&mut self, scope: &Scope, depth: usize) -> Number {
        let (guards, condition) = conditions::guard_or_condition(self, scope, depth);
        let then = self.number(&scope.with_guards(&guards), depth);
        let otherwise = self.number(scope, depth.min(1));
        let (then, otherwise) = Number::at_one_scale(then, otherwise);
        let (a, b) = (then.written.at(Level::Sum), otherwise.written.at(Level::Sum));
        Number {
            written: Written::new(Level::Open, format!("if {condition} then {a} otherwise {b}")),
            scale: then.scale,
            least: then.least.min(otherwise.least),
            greatest: then.greatest.max(otherwise.greatest),
        }
    }

    fn number_default(&mut self, scope: &Scope) -> Number {
        let is_number = |it: &Type| matches!(it, Type::Number { .. });
        let Some(fact) = scope.defaultable(self.random, &self.declared.vocabulary, is_number) else {
            return self.plain_number(scope);
        };
        let default = self.literal(&fact.ty);
        Number::of(Written::primary(format!("({} otherwise {})", fact.text, default.at(Level::Primary))), &fact.ty)
    }

    fn count(&mut self, scope: &Scope, depth: usize) -> Number {
        let Some((variable, inner, list)) = self.over_a_list(scope) else {
            return self.plain_number(scope);
        };
        let filter = self.filter(&inner, depth);
        let text = format!("count of {variable} in {}{filter}", list.text);
        Number { written: Written::new(Level::Open, text), scale: 0, least: 0, greatest: 10 }
    }

    fn number_aggregate(&mut self, scope: &Scope, depth: usize) -> Number {
        let Some((variable, inner, list)) = self.over_a_list(scope) else {
            return self.plain_number(scope);
        };
        let value = self.number(&inner, depth.min(1));
        let which = ["sum", "least", "greatest"][self.random.below(3)];
        let filter = if which == "sum" { self.filter(&inner, depth) } else { String::new() };
        let text = format!("{which} of {} for {variable} in {}{filter}", value.written.at(Level::Sum), list.text);
        let times = if which == "sum" { 10 } else { 1 };
        let (least, greatest) = (value.least.min(0) * times, value.greatest.max(0) * times);
        Number { written: Written::new(Level::Open, text), scale: value.scale, least, greatest }
    }

    /// ` where …`, or nothing.
    pub(crate) fn filter(&mut self, inner: &Scope, depth: usize) -> String {
        if self.random.chance(50) {
            return String::new();
        }
        format!(" where {}", conditions::condition(self, inner, depth.min(1)).at(Level::Or))
    }
}

impl Number {
    pub(crate) fn of(written: Written, ty: &Type) -> Self {
        let Type::Number { scale, least, greatest } = ty else {
            return Self { written, scale: 0, least: 0, greatest: 0 };
        };
        Self { written, scale: *scale, least: i128::from(*least), greatest: i128::from(*greatest) }
    }

    /// Both intervals at the greater scale.
    fn at_one_scale(mut left: Self, mut right: Self) -> (Self, Self) {
        let scale = left.scale.max(right.scale);
        for number in [&mut left, &mut right] {
            let factor = 10_i128.pow(u32::from(scale - number.scale));
            number.least *= factor;
            number.greatest *= factor;
            number.scale = scale;
        }
        (left, right)
    }
}
