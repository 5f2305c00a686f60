//! Which version a request was made for (`If-Match`, RFC 9110, 13.1.1), and the tag of a version in an answer (`ETag`).
//!
//! Knows nothing of: what has versions, whether they match.

use actix_web::dev::Payload;
use actix_web::http::header::{ETAG, HeaderMap, HeaderValue, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use serde_json::Value;

use crate::server::service::{self, Answer, Asked, Follows};

use super::describe::{About, Told};
use super::extract::{Extracting, Recording};
use super::problem::{Fault, codes};
use super::recorded;

/// A step of a case, recorded only if the case has a version that `If-Match` names; without it, whatever version it has.
pub(super) struct Stepping(pub(super) Recording);

impl FromRequest for Stepping {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (given, recording) = (given(request.headers()), Recording::from_request(request, payload));
        Box::pin(async move { Ok(Self(following(recording.await?, given?.unwrap_or_default()))) })
    }
}

impl Told for Stepping {
    fn tell(about: &mut About) {
        Recording::tell(about);
        about.follows = true;
        about.problems.extend([codes::TAG_MALFORMED, codes::CASE_CHANGED]);
    }
}

/// A version that is recorded only after the one that `If-Match` has to name.
pub(super) struct Rewriting {
    recording: Recording,
    follows: Option<Follows>,
}

impl Rewriting {
    /// The body, whose faults are told before anything else.
    pub(super) fn body(&self) -> &[u8] {
        &self.recording.body
    }

    /// What is asked, and the version that it follows.
    ///
    /// # Errors
    /// None is named. `*` names none: nobody writes over another without having read what is there.
    pub(super) fn asked(self) -> Result<Asked, Fault> {
        let follows = self.follows.filter(|it| *it != Follows::Any).ok_or(Fault::TagMissing)?;
        Ok(following(self.recording, follows).asked)
    }
}

impl FromRequest for Rewriting {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (given, recording) = (given(request.headers()), Recording::from_request(request, payload));
        Box::pin(async move { Ok(Self { recording: recording.await?, follows: given? }) })
    }
}

impl Told for Rewriting {
    fn tell(about: &mut About) {
        Recording::tell(about);
        about.problems.extend([codes::TAG_MALFORMED, codes::TAG_MISSING, codes::DRAFT_CHANGED]);
    }
}

fn following(mut recording: Recording, follows: Follows) -> Recording {
    recording.asked.follows = follows;
    recording
}

/// What `If-Match` says, if it is there; several lines of it are one list.
fn given(headers: &HeaderMap) -> Result<Option<Follows>, Fault> {
    let lines: Option<Vec<&str>> = headers.get_all(IF_MATCH).map(|it| it.to_str().ok()).collect();
    match lines {
        Some(lines) if lines.is_empty() => Ok(None),
        Some(lines) => follows(&lines.join(",")).map(Some).ok_or(Fault::TagMalformed),
        None => Err(Fault::TagMalformed),
    }
}

/// `*`, or a list of tags. A weak one never matches, so it is left out.
fn follows(text: &str) -> Option<Follows> {
    if text.trim() == "*" {
        return Some(Follows::Any);
    }
    let (mut rest, mut named, mut tags) = (text, false, Vec::new());
    loop {
        // Of a list, parts may be empty.
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return named.then_some(Follows::Tagged(tags));
        }
        let (weak, opaque) = rest.strip_prefix("W/").map_or((false, rest), |it| (true, it));
        let (inside, after) = opaque.strip_prefix('"')?.split_once('"')?;
        rest = after.trim_start_matches([' ', '\t']);
        if !inside.bytes().all(|it| it.is_ascii_graphic()) || !(rest.is_empty() || rest.starts_with(',')) {
            return None;
        }
        named = true;
        if !weak {
            tags.push(format!("\"{inside}\""));
        }
    }
}

/// The answer of a recorded step with the tag of the version that it made.
pub(super) fn tagged(answer: Answer) -> HttpResponse {
    let body: Value = serde_json::from_str(&answer.row.body).unwrap_or_default();
    let version = body.get("version").and_then(Value::as_i64).unwrap_or_default();
    with_tag(recorded(answer), version)
}

/// The answer with the tag of this version.
pub(super) fn with_tag(mut response: HttpResponse, version: i64) -> HttpResponse {
    if let Ok(tag) = HeaderValue::from_str(&service::tag(version)) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Follows {
        Follows::Tagged(tags.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn lists_of_tags_are_read_as_they_are_defined() {
        assert_eq!(follows(" * "), Some(Follows::Any));
        assert_eq!(follows("\"1\""), Some(tags(&["\"1\""])));
        assert_eq!(follows("\"1\" ,, \"a,b\",\t\"\""), Some(tags(&["\"1\"", "\"a,b\"", "\"\""])));
        // Weak tags are tags, but none that matches.
        assert_eq!(follows("W/\"1\", \"2\""), Some(tags(&["\"2\""])));
        assert_eq!(follows("W/\"1\""), Some(tags(&[])));
    }

    #[test]
    fn what_is_no_list_of_tags_is_refused() {
        for text in ["", " ", ",", "1", "\"1", "1\"", "\"1\" \"2\"", "\"1\"2", "*, \"1\"", "w/\"1\"", "\"a b\"", "'1'"]
        {
            assert_eq!(follows(text), None, "{text}");
        }
    }
}
