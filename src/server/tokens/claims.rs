//! The claims of a token, read more strictly than JSON asks: a name that comes twice means nothing.
//!
//! Knows nothing of: signatures.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::engine::syntax::mixed_word;
use crate::engine::value::text::is_hidden;

/// The longest name of a person, an agency or a tenant in bytes.
const LONGEST: usize = 200;

/// An object of which each name came once, at every depth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claims(Value);

impl Claims {
    /// The claim of this name, or at this JSON pointer if it begins with `/`.
    pub(super) fn find(&self, path: &str) -> Option<&Value> {
        if path.starts_with('/') { self.0.pointer(path) } else { self.0.get(path) }
    }

    /// A claim that is a text.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.find(path).and_then(Value::as_str)
    }

    /// A claim that can be a name here: a short text without spaces around it, that shows all its characters as what they are.
    pub(super) fn name(&self, path: &str) -> Option<&str> {
        let fits = |it: &&str| {
            let shows_all = !it.chars().any(|it| it.is_control() || is_hidden(it)) && mixed_word(it).is_none();
            (1..=LONGEST).contains(&it.len()) && it.trim().len() == it.len() && shows_all
        };
        self.text(path).filter(fits)
    }

    /// The texts of a claim that is a text or a list of texts, and nothing else.
    pub(super) fn texts(&self, path: &str) -> Option<Vec<&str>> {
        match self.find(path)? {
            Value::String(text) => Some(vec![text]),
            Value::Array(list) => list.iter().map(Value::as_str).collect(),
            _ => None,
        }
    }

    /// A moment: whole seconds since 1970-01-01. A text or a fraction is none.
    pub(super) fn moment(&self, name: &str) -> Moment {
        match self.0.get(name) {
            None => Moment::Absent,
            Some(value) => value.as_u64().and_then(|it| i64::try_from(it).ok()).map_or(Moment::Wrong, Moment::At),
        }
    }
}

/// What a claim says of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Absent,
    Wrong,
    At(i64),
}

impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Once(value) = Once::deserialize(deserializer)?;
        if value.is_object() { Ok(Self(value)) } else { Err(D::Error::custom("the claims are not an object")) }
    }
}

/// Any JSON in which no object has a name twice.
struct Once(Value);

struct OnceVisitor;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor).map(Self)
    }
}

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON without a name that comes twice")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
        Ok(Value::Bool(it))
    }

    fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
        Ok(Value::from(it))
    }

    fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
        Ok(Value::from(it))
    }

    fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
        Ok(Number::from_f64(it).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, it: &str) -> Result<Value, E> {
        Ok(Value::from(it))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Once(value)) = access.next_element()? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Once(value))) = access.next_entry::<String, Once>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name comes twice"));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> Claims {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_name_that_comes_twice_is_refused_at_every_depth() {
        for twice in [r#"{"a":1,"a":1}"#, r#"{"a":{"b":1,"b":2}}"#, r#"{"a":[{"b":1,"\u0062":2}]}"#, "[]", "1", "null"]
        {
            assert!(serde_json::from_str::<Claims>(twice).is_err(), "{twice}");
        }
    }

    #[test]
    fn a_moment_is_a_whole_number_of_seconds() {
        let claims =
            claims(r#"{"good":17,"text":"17","fraction":17.5,"point":17.0,"minus":-1,"none":null,"large":1e300}"#);
        assert_eq!(claims.moment("good"), Moment::At(17));
        assert_eq!(claims.moment("absent"), Moment::Absent);
        for wrong in ["text", "fraction", "point", "minus", "none", "large"] {
            assert_eq!(claims.moment(wrong), Moment::Wrong, "{wrong}");
        }
    }

    #[test]
    fn names_are_short_texts_without_tricks() {
        let claims = claims(
            r#"{"a":"Siti","b":" Siti","c":"","d":"Si\nti","e":7,"f":"Si\u200bti","g":"\u202eitiS","h":"Sit\u0456","r":{"l":["x","y"],"m":["x",1]}}"#,
        );
        assert_eq!(claims.name("a"), Some("Siti"));
        for wrong in ["b", "c", "d", "e", "f", "g", "h", "absent"] {
            assert_eq!(claims.name(wrong), None, "{wrong}");
        }
        assert_eq!(claims.texts("/r/l"), Some(vec!["x", "y"]));
        assert_eq!(claims.texts("a"), Some(vec!["Siti"]));
        assert_eq!((claims.texts("/r/m"), claims.texts("e"), claims.texts("r/l")), (None, None, None));
    }
}
