//! The description in Indonesian: beside each English text stands the other one (`x-summary-id`, `x-description-id`).
//!
//! English texts stand with the routes; a test tells which of them lacks its Indonesian. Knows nothing of: routes.

mod answers;
mod operations;
mod records;

use serde_json::Value;

/// Members that are texts for people, and where their Indonesian stands.
const TEXTS: [(&str, &str); 2] = [("summary", "x-summary-id"), ("description", "x-description-id")];
const TABLES: [&[(&str, &str)]; 3] = [operations::OPERATIONS, answers::ANSWERS, records::RECORDS];

/// The Indonesian of an English text. Where its lines break does not matter.
fn of(english: &str) -> Option<&'static str> {
    let plain = english.split_whitespace().collect::<Vec<_>>().join(" ");
    TABLES.iter().copied().flatten().find(|it| it.0 == plain).map(|it| it.1)
}

/// Adds the Indonesian of every text in a part of the description that does not have it yet. Examples are left as they are.
pub(super) fn add(part: &mut Value) {
    match part {
        Value::Object(members) => {
            for (text, beside) in TEXTS {
                let indonesian = members.get(text).and_then(Value::as_str).and_then(of);
                if let (Some(indonesian), false) = (indonesian, members.contains_key(beside)) {
                    members.insert(beside.to_owned(), Value::from(indonesian));
                }
            }
            members.iter_mut().filter(|it| it.0 != "example").for_each(|it| add(it.1));
        }
        Value::Array(list) => list.iter_mut().for_each(add),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use actix_web::App;
    use utoipa_actix_web::AppExt;

    use super::super::Description;
    use super::*;

    /// Every English text; those that have no Indonesian beside them.
    fn texts<'d>(part: &'d Value, all: &mut BTreeSet<String>, alone: &mut BTreeSet<&'d str>) {
        match part {
            Value::Object(members) => {
                for (text, beside) in TEXTS {
                    let Some(english) = members.get(text).and_then(Value::as_str) else { continue };
                    all.insert(english.split_whitespace().collect::<Vec<_>>().join(" "));
                    if members.get(beside).and_then(Value::as_str).is_none_or(str::is_empty) {
                        alone.insert(english);
                    }
                }
                members.iter().filter(|it| it.0 != "example").for_each(|it| texts(it.1, all, alone));
            }
            Value::Array(list) => list.iter().for_each(|it| texts(it, all, alone)),
            _ => {}
        }
    }

    #[test]
    fn every_text_has_its_indonesian_and_none_is_kept_for_nothing() {
        let routes = App::new().into_utoipa_app().configure(crate::server::api::configure);
        let routes = routes.configure(crate::server::api::metrics_for_keys);
        let description = Description::new(routes.split_for_parts().1);
        let document: Value = serde_json::from_str(description.text()).unwrap();
        let (mut all, mut alone) = (BTreeSet::new(), BTreeSet::new());
        texts(&document, &mut all, &mut alone);
        assert_eq!(alone, BTreeSet::new(), "these have no Indonesian");
        let unused: Vec<&str> =
            TABLES.iter().copied().flatten().map(|it| it.0).filter(|it| !all.contains(*it)).collect();
        assert_eq!(unused, Vec::<&str>::new(), "these are said nowhere");
        let names: BTreeSet<&str> = TABLES.iter().copied().flatten().map(|it| it.0).collect();
        assert_eq!(names.len(), TABLES.iter().map(|it| it.len()).sum::<usize>(), "a text is there twice");
    }
}
