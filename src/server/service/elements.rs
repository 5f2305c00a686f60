//! What the elements of a list are called that a decision is made for, one by one and together: as the rules label the list and what is in it.
//!
//! Knows nothing of: what was decided, how it is shown.

use serde_json::Value;

use crate::engine::types::{Field, Read, Rulebook, Type};
use crate::engine::wording::Wording;
use crate::server::stated::one_of;

use super::replay::decision_of;

/// "Candidate" and "Candidates"; Indonesian has one word for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ElementNames {
    pub(crate) one: Wording,
    pub(crate) all: Wording,
}

impl ElementNames {
    /// Of the decision that these documents are about; none if it was made for the case as a whole.
    pub(crate) fn of(rulebook: &Rulebook, documents: &[Value]) -> Option<Self> {
        let name = documents.first().and_then(decision_of)?;
        let every = rulebook.decisions.iter().find(|it| it.name == name)?.for_every.as_ref()?;
        let list = &field_of(rulebook, &every.list)?.label;
        Some(Self { one: one_of(rulebook, list, &every.element), all: list.clone() })
    }

    /// The label of an element, with the word for one where its document has that for all.
    pub(crate) fn label(&self, label: &Value) -> Value {
        let mut label = label.clone();
        if let Some(Value::String(en)) = label.get_mut("en")
            && let Some(rest) = en.strip_prefix(&self.all.en).filter(|it| it.starts_with(' '))
        {
            *en = format!("{}{rest}", self.one.en);
        }
        label
    }

    /// The same in all documents about one decision, by its rules if they are kept.
    pub(crate) fn put_into(documents: &mut [Value], rulebook: Option<&Rulebook>) -> Option<Self> {
        let names = rulebook.and_then(|it| Self::of(it, documents));
        if let Some(names) = &names {
            names.name_each(documents);
        }
        names
    }

    fn name_each(&self, documents: &mut [Value]) {
        for label in documents.iter_mut().filter_map(|it| it.pointer_mut("/element/label")) {
            *label = self.label(label);
        }
    }
}

/// The field at the end of the way from the case.
fn field_of<'r>(rulebook: &'r Rulebook, read: &Read) -> Option<&'r Field> {
    let (mut record, mut found) = (0, None);
    for index in &read.fields {
        let field = rulebook.records.get(record)?.fields.get(*index)?;
        if let Type::Record(next) = field.ty {
            record = next;
        }
        found = Some(field);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_element_is_called_as_one_and_nothing_else_changes() {
        let names = ElementNames { one: Wording::new("Calon", "Candidate"), all: Wording::new("Calon", "Candidates") };
        let label = |id: &str, en: &str| json!({"id": id, "en": en});
        assert_eq!(
            names.label(&label("Calon 4 (T-43)", "Candidates 4 (T-43)")),
            label("Calon 4 (T-43)", "Candidate 4 (T-43)")
        );
        for other in [label("Calon", "Candidates"), label("x", "Candidatesx 1"), json!(null), json!({"en": 4})] {
            assert_eq!(names.label(&other), other);
        }
        let mut documents = [json!({"element": {"label": label("Calon 1", "Candidates 1")}}), json!({"element": null})];
        names.name_each(&mut documents);
        assert_eq!(documents[0].pointer("/element/label/en"), Some(&json!("Candidate 1")));
    }
}
