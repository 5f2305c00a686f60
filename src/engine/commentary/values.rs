//! The values of parameters, in sentences.
//!
//! Knows nothing of: cases.

use crate::engine::explain::format;
use crate::engine::explain::ruling::Value;
use crate::engine::types::{Constant, Rulebook, Type};
use crate::engine::wording::Wording;

/// A value that is written in the rules, as it stands in a sentence.
pub(crate) fn constant(rulebook: &Rulebook, ty: &Type, constant: &Constant) -> Wording {
    let value = match constant {
        Constant::Truth(yes) => Value::Truth(*yes),
        Constant::Text(text) => Value::Text(text),
        Constant::Integer(units) => integer(rulebook, ty, *units),
    };
    format::value(&value)
}

/// A parameter is never a record or a list, so that such a type has no value to show.
fn integer<'a>(rulebook: &'a Rulebook, ty: &Type, units: i64) -> Value<'a> {
    match ty {
        Type::Truth => Value::Truth(units != 0),
        Type::Number { scale, .. } => Value::Number { units, scale: *scale },
        Type::Date => Value::Date(units),
        Type::Period(unit) => Value::Period { count: units, unit: *unit },
        Type::Enum(id) => {
            let values = rulebook.enums.get(*id).map(|it| &it.values);
            let named = values.and_then(|it| it.get(usize::try_from(units).ok()?));
            named.map_or(Value::Missing, Value::Enum)
        }
        Type::Text | Type::Record(_) | Type::List { .. } | Type::Broken => Value::Missing,
    }
}
