//! Whether a letter belongs to a ruling that was recorded, told to anyone who holds the letter.
//!
//! Knows nothing of: who asks, how a letter looks.

use serde_json::Value;

use crate::engine::wording::Wording;
use crate::server::clock;
use crate::server::store::Scope;

use super::elements::ElementNames;
use super::letters::{
    LetterNames, Standing, code_of, confirmation, dated, decision_of, other_subjects, standing, subject, title_of,
};
use super::{Service, ServiceError};

/// All that is told of a ruling to whoever has its code.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checked {
    pub(crate) ruling_id: String,
    /// The name in the facts, else the name of the agency's account; as it stands on the letter.
    pub(crate) agency: String,
    pub(crate) position: Option<String>,
    /// What was decided on, in words.
    pub(crate) subject: Wording,
    /// What the same rules decide besides, and this ruling does not.
    pub(crate) other_subjects: Vec<Wording>,
    /// The date of the letter, as a day in Jakarta since 1970-01-01.
    pub(crate) dated: i64,
    /// What the rulebook is called.
    pub(crate) rulebook: Wording,
    pub(crate) edition: String,
    /// `decided`, `undetermined` or `conflict`.
    pub(crate) status: String,
    /// The label of the outcome in both languages, if one was decided on for the case as a whole.
    pub(crate) outcome: Option<Value>,
    /// What came out for each element, for a ruling on the elements of a list; as it stands in the letter.
    pub(crate) elements: Vec<CheckedElement>,
    /// What these are called.
    pub(crate) element_names: Option<ElementNames>,
    pub(crate) standing: Standing,
}

/// An element of a list as the letter names it, and what was decided on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckedElement {
    /// In both languages.
    pub(crate) label: Value,
    /// `decided`, `undetermined` or `conflict`.
    pub(crate) status: String,
    pub(crate) outcome: Option<Value>,
}

impl Service {
    /// The ruling of this identity, if this is the code of its letter. Nobody can tell a ruling that is not there from a wrong code.
    pub(crate) async fn checked(&self, ruling_id: &str, code: &str) -> Result<Option<Checked>, ServiceError> {
        let Some(tenant) = self.store.tenant_of_ruling(ruling_id).await? else { return Ok(None) };
        let scope = Scope::tenant(&tenant);
        let scoped = self.store.of(&scope);
        let Some(ruling) = scoped.ruling(ruling_id).await?.filter(|it| is_code(code, &it.document_sha256)) else {
            return Ok(None);
        };
        let Some(case) = scoped.case(&ruling.case_id).await? else { return Ok(None) };
        let (facts, reviews) = (scoped.snapshot(&case, ruling.snapshot).await?, scoped.reviews(&ruling).await?);
        let (names, confirmed) = (LetterNames::of(&facts.facts)?, confirmation(&reviews));
        let document: Value = serde_json::from_str(&ruling.document).unwrap_or_default();
        let decision = decision_of(document.as_array().map_or(Some(&document), |all| all.first()));
        let book = self.book_of(&ruling).await?;
        let mut documents = document.as_array().cloned().unwrap_or_default();
        let law = book.as_ref().and_then(|it| it.laws.first());
        let element_names = ElementNames::put_into(&mut documents, law.map(|it| it.ready.rulebook()));
        // What would have changed the ruling is not for everyone, and dear to work out.
        Ok(Some(Checked {
            agency: names.agency_name.unwrap_or_else(|| ruling.agency_id.clone()),
            position: names.position,
            subject: subject(&ruling, book.as_ref(), decision),
            other_subjects: law.map(|it| other_subjects(it.ready.rulebook(), decision)).unwrap_or_default(),
            rulebook: title_of(&ruling, book.as_ref()),
            dated: dated(clock::jakarta_day(ruling.ruled_at), confirmed.as_ref()),
            outcome: document.pointer("/outcome/label").cloned(),
            elements: documents.iter().map(element).collect(),
            element_names,
            standing: standing(&case, &ruling, confirmed),
            ruling_id: ruling.ruling_id,
            edition: ruling.edition,
            status: ruling.status,
        }))
    }
}

fn element(document: &Value) -> CheckedElement {
    CheckedElement {
        label: document.pointer("/element/label").cloned().unwrap_or_default(),
        status: document.get("status").and_then(Value::as_str).unwrap_or_default().to_owned(),
        outcome: document.pointer("/outcome/label").cloned(),
    }
}

/// People type a code with or without its dashes, in small or great letters.
fn is_code(given: &str, document_sha256: &str) -> bool {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let (given, wanted) = (plain(given), plain(&code_of(document_sha256)));
    // Every sign is looked at, so that no time tells how many were right.
    let differing = given.bytes().zip(wanted.bytes()).fold(0_u8, |all, (one, other)| all | (one ^ other));
    given.len() == wanted.len() && !wanted.is_empty() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_in_several_ways_but_has_to_be_whole() {
        let hash = format!("0123456789abcdef0123{}", "f".repeat(44));
        for right in ["0123-4567-89AB-CDEF-0123", "0123456789abcdef0123", " 0123 4567 89ab cdef 0123 "] {
            assert!(is_code(right, &hash), "{right}");
        }
        for wrong in ["", "0123-4567-89AB-CDEF", "0123-4567-89AB-CDEF-0124", "0123456789abcdef0123f", "-"] {
            assert!(!is_code(wrong, &hash), "{wrong}");
        }
    }
}
