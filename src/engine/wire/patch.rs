//! Changes to the JSON of a case: what scenarios say after `with` and `answer`.
//!
//! Knows nothing of: rulebooks; whether the changed case is accepted is found out by reading it.

use crate::engine::wording::Wording;
use crate::wording;
use serde_json::{Map, Value, json};

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Key(String),
    /// Counted from 0.
    Index(usize),
}

/// What is put at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    Truth(bool),
    Integer(i64),
    Text(String),
    /// `null`
    Missing,
    /// `{"unknown": "why"}`
    Unknown(String),
    /// The key is taken out.
    Absent,
    /// `{"answer": …, "reason": …}`, for a judgement.
    Answer {
        answer: String,
        reason: String,
    },
}

/// The document with all changes made, one after the other.
///
/// # Errors
/// Why a change cannot be made, with its number: the text is not JSON, or there is no such place.
pub fn apply(json: &[u8], changes: &[(Vec<Step>, Put)]) -> Result<Vec<u8>, (usize, Wording)> {
    if changes.is_empty() {
        return Ok(json.to_vec());
    }
    let mut document: Value = serde_json::from_slice(json)
        .map_err(|error| (0, wording!("kasus bukan JSON: {error}", "the case is not JSON: {error}")))?;
    for (number, (path, put)) in changes.iter().enumerate() {
        change(&mut document, path, put).map_err(|why| (number, why))?;
    }
    Ok(document.to_string().into_bytes())
}

/// The same path as a JSON pointer.
#[must_use]
pub fn pointer(path: &[Step]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            Step::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}

fn change(document: &mut Value, path: &[Step], put: &Put) -> Result<(), Wording> {
    let Some((last, around)) = path.split_last() else {
        return Err(wording!("jalurnya kosong", "the path is empty"));
    };
    let mut place = document;
    for (depth, step) in around.iter().enumerate() {
        place = enter(place, step).ok_or_else(|| nothing_at(path.get(..=depth).unwrap_or_default()))?;
    }
    match (place, last) {
        (Value::Object(members), Step::Key(key)) => {
            put_member(members, key, put);
            Ok(())
        }
        (Value::Array(elements), Step::Index(index)) => {
            put_element(elements, *index, put).ok_or_else(|| nothing_at(path))
        }
        _ => Err(nothing_at(around)),
    }
}

/// One step inwards. The place of the answers may be absent and is then made.
fn enter<'v>(place: &'v mut Value, step: &Step) -> Option<&'v mut Value> {
    match (place, step) {
        (Value::Object(members), Step::Key(key)) => {
            if key == "judgements" {
                members.entry(key.clone()).or_insert_with(|| Value::Object(Map::new()));
            }
            members.get_mut(key)
        }
        (Value::Array(elements), Step::Index(index)) => elements.get_mut(*index),
        _ => None,
    }
}

fn put_member(members: &mut Map<String, Value>, key: &str, put: &Put) {
    match value(put) {
        Some(value) => drop(members.insert(key.to_owned(), value)),
        None => drop(members.remove(key)),
    }
}

/// One past the end adds an element; an absent element is taken out.
fn put_element(elements: &mut Vec<Value>, index: usize, put: &Put) -> Option<()> {
    match value(put) {
        Some(value) if index == elements.len() => elements.push(value),
        Some(value) => *elements.get_mut(index)? = value,
        None if index < elements.len() => drop(elements.remove(index)),
        None => return None,
    }
    Some(())
}

fn value(put: &Put) -> Option<Value> {
    Some(match put {
        Put::Truth(it) => json!(it),
        Put::Integer(it) => json!(it),
        Put::Text(it) => json!(it),
        Put::Missing => Value::Null,
        Put::Unknown(why) => json!({ "unknown": why }),
        Put::Absent => return None,
        Put::Answer { answer, reason } => json!({ "answer": answer, "reason": reason }),
    })
}

fn nothing_at(path: &[Step]) -> Wording {
    let pointer = pointer(path);
    wording!("tidak ada apa pun di {pointer} dalam kasus", "there is nothing at {pointer} in the case")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &[u8] = br#"{"plan":{"set_on":"2024-01-01","posts":[{"code":"A"},{"code":"B"}]},"approval":null}"#;

    fn path(text: &str) -> Vec<Step> {
        let step = |it: &str| it.parse().map_or_else(|_| Step::Key(it.to_owned()), Step::Index);
        text.split('/').map(step).collect()
    }

    fn changed(place: &str, put: Put) -> Result<Value, (usize, Wording)> {
        apply(CASE, &[(path(place), put)]).map(|it| serde_json::from_slice(&it).unwrap())
    }

    #[test]
    fn every_kind_of_change_lands_at_its_place() {
        let text = |it: &str| Put::Text(it.to_owned());
        assert_eq!(changed("plan/posts/1/code", text("C")).unwrap()["plan"]["posts"][1]["code"], "C");
        assert_eq!(changed("plan", Put::Missing).unwrap()["plan"], Value::Null);
        assert_eq!(
            changed("plan/set_on", Put::Unknown("x".into())).unwrap()["plan"]["set_on"],
            json!({"unknown": "x"})
        );
        assert_eq!(changed("plan/set_on", Put::Absent).unwrap()["plan"].get("set_on"), None);
        assert_eq!(changed("plan/posts/0", Put::Absent).unwrap()["plan"]["posts"], json!([{"code": "B"}]));
        assert_eq!(changed("plan/posts/2", Put::Truth(true)).unwrap()["plan"]["posts"][2], true);
        let answer = Put::Answer { answer: "yes".into(), reason: "x".into() };
        assert_eq!(changed("judgements/j", answer).unwrap()["judgements"]["j"]["answer"], "yes");
    }

    #[test]
    fn a_place_that_does_not_exist_is_told() {
        for (place, at) in
            [("approval/on", "/approval"), ("plan/none/x", "/plan/none"), ("plan/posts/3", "/plan/posts/3")]
        {
            let (number, why) = changed(place, Put::Truth(true)).unwrap_err();
            assert_eq!((number, why.en), (0, format!("there is nothing at {at} in the case")));
        }
    }

    #[test]
    fn without_changes_the_text_stays_as_it_is() {
        assert_eq!(apply(b"{\"a\": 1, \"a\": 2}", &[]).unwrap(), b"{\"a\": 1, \"a\": 2}");
        assert!(apply(b"{", &[(path("a"), Put::Missing)]).is_err());
    }
}
