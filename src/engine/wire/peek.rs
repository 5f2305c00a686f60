//! Looks at one value deep in a JSON text and passes over everything else.
//!
//! Knows nothing of: rulebooks, what the value is for.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peeked {
    Text(String),
    Null,
    /// `{"unknown": "why"}`, there or further out on the path.
    Unknown(String),
    Absent,
    /// Something else.
    Other,
    /// The text is not JSON.
    NotJson,
}

/// What stands at the path of names.
#[must_use]
pub fn peek(json: &[u8], path: &[&str]) -> Peeked {
    let mut reader = serde_json::Deserializer::from_slice(json);
    match At(path).deserialize(&mut reader) {
        Ok(found) if reader.end().is_ok() => found,
        // The visitor takes no number, truth or list: the reader stops there.
        Err(error) if error.is_data() => Peeked::Other,
        _ => Peeked::NotJson,
    }
}

struct At<'p>(&'p [&'p str]);

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = Peeked;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Peeked, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = Peeked;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or a text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Peeked, A::Error> {
        let mut found = if self.0.is_empty() { Peeked::Other } else { Peeked::Absent };
        while let Some(key) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            match self.0.split_first() {
                Some((step, rest)) if *step == key => found = members.next_value_seed(At(rest))?,
                _ if key == "unknown" => {
                    if let Peeked::Text(why) = members.next_value_seed(At(&[]))? {
                        found = Peeked::Unknown(why);
                    }
                }
                _ => _ = members.next_value::<IgnoredAny>()?,
            }
        }
        Ok(found)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Peeked, E> {
        Ok(if self.0.is_empty() { Peeked::Text(text.to_owned()) } else { Peeked::Other })
    }

    fn visit_unit<E: Error>(self) -> Result<Peeked, E> {
        Ok(Peeked::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_at_the_path_is_told_apart() {
        for (json, expected) in [
            (r#"{"b":[1,2.5,{}],"a":{"x":{},"d":"2022-06-22"}}"#, Peeked::Text("2022-06-22".into())),
            (r#"{"a":{"d":null}}"#, Peeked::Null),
            (r#"{"a":null}"#, Peeked::Null),
            (r#"{"a":{"d":{"unknown":"later"}}}"#, Peeked::Unknown("later".into())),
            (r#"{"a":{"unknown":"later"}}"#, Peeked::Unknown("later".into())),
            (r#"{"a":{"e":1}}"#, Peeked::Absent),
            ("{}", Peeked::Absent),
            (r#"{"a":{"d":7}}"#, Peeked::Other),
            (r#"{"a":{"d":2.5}}"#, Peeked::Other),
            (r#"{"a":{"d":true}}"#, Peeked::Other),
            (r#"{"a":["d"]}"#, Peeked::Other),
            ("[]", Peeked::Other),
            (r#"{"a":{"d":"2022-06-22"}"#, Peeked::NotJson),
            (r#"{"a":{"d":"2022-06-22"}} x"#, Peeked::NotJson),
            ("", Peeked::NotJson),
        ] {
            assert_eq!(peek(json.as_bytes(), &["a", "d"]), expected, "{json}");
        }
    }
}
