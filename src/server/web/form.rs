//! What a form sent: its fields, and that it came from a page of the same session.
//!
//! Every form that records carries `key`, an idempotency key made with the page, so that sending it twice does nothing twice, and
//! `version`, so that it changes only what its reader saw. Knows nothing of: what the fields mean.

use std::collections::BTreeMap;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query};
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::engine::case::Refusal;
use crate::engine::wire::hash::sha256_hex;
use crate::engine::wording::Wording;
use crate::server::http::Context;
use crate::server::http::body::{Bounds, MOST_FIELDS, gathered};
use crate::server::http::fields::hidden;
use crate::server::http::kept::Kept;
use crate::server::http::problem::Fault;
use crate::server::http::session::{is_signed_in, secret, signed_in};
use crate::server::http::uploads;
use crate::server::service::{Asked, Follows, ServiceError, tag};
use crate::wording;

use super::kept;
use super::seen::{Extracting, csrf};

/// The field that proves where a form came from.
pub(super) const CSRF: &str = "csrf";
/// The longest text of a field, in characters.
const LONGEST: usize = 10_000;

/// A body of so many bytes is read at once, not aside.
const SOON_READ: usize = 64 << 10;

/// The fields of a form, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    fields: Vec<(String, String)>,
    /// Where the first field of a name is: a page asks for thousands of them.
    first: BTreeMap<String, usize>,
    fingerprint: String,
}

/// Where the first field of each name is.
fn first_of(fields: &[(String, String)]) -> BTreeMap<String, usize> {
    let mut first = BTreeMap::new();
    for (number, (name, _)) in fields.iter().enumerate() {
        first.entry(name.clone()).or_insert(number);
    }
    first
}

impl Form {
    /// Fields that were read in another way, such as those beside a file. What the form is about tells it from others.
    pub(super) fn of(mut fields: Vec<(String, String)>, about: &str) -> Self {
        for it in &mut fields {
            without_marks(&mut it.1);
        }
        let shown = fields.iter().map(|(name, value)| format!("{name}={value}\n"));
        let fingerprint = sha256_hex(format!("{about}\n{}", shown.collect::<String>()).as_bytes());
        Self { first: first_of(&fields), fields, fingerprint }
    }

    /// The same fields for a page that is made anew: without the key and the version of the one that they came from.
    pub(super) fn anew(&self) -> Self {
        let fields = self.fields.iter().filter(|it| !matches!(it.0.as_str(), "key" | "version"));
        let fields: Vec<(String, String)> = fields.cloned().collect();
        Self { first: first_of(&fields), fields, fingerprint: String::new() }
    }

    /// One field more, in place of one of this name.
    pub(super) fn set(&mut self, name: String, value: String) {
        if let Some(found) = self.first.get(&name).and_then(|it| self.fields.get_mut(*it)) {
            found.1 = value;
        } else {
            self.first.insert(name.clone(), self.fields.len());
            self.fields.push((name, value));
        }
    }

    /// The version that its reader saw; any is later than one that cannot be read.
    pub(super) fn seen(&self) -> i64 {
        self.get("version").parse().unwrap_or(i64::MAX)
    }

    /// The value of a field without spaces around it; empty if it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.first.get(name).and_then(|it| self.fields.get(*it)).map_or("", |it| it.1.trim())
    }

    /// Whether a field was sent at all: a box that is ticked, a button that was pressed.
    pub(super) fn has(&self, name: &str) -> bool {
        self.first.contains_key(name)
    }

    /// Every value of a field that may be there more than once.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|it| it.0 == name).map(|it| it.1.trim()).collect()
    }

    /// All fields, in the order of the page.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|it| (it.0.as_str(), it.1.as_str()))
    }

    /// The request that this form stands for: done once, and only to the version that its reader saw.
    ///
    /// # Errors
    /// `KeyMissing` if the form brought no key along, `ForeignForm` if there is no version in it that can be read.
    pub(super) fn asked(&self) -> Result<Asked, Fault> {
        let begun = self.asked_anew()?;
        let version = self.get("version").parse().map_err(|_| Fault::ForeignForm)?;
        Ok(Asked { follows: Follows::Tagged(vec![tag(version)]), ..begun })
    }

    /// The same of a form that begins something: there is no version yet that it could follow.
    ///
    /// # Errors
    /// `KeyMissing` if the form brought no key along.
    pub(super) fn asked_anew(&self) -> Result<Asked, Fault> {
        let key = self.get("key");
        if !(1..=200).contains(&key.len()) || !key.bytes().all(|it| it.is_ascii_graphic()) {
            return Err(Fault::KeyMissing);
        }
        // Keys of pages are never those of programs.
        Ok(Asked::new(format!("page-{key}"), self.fingerprint.clone()))
    }

    /// A text that has to be there, and that shows all its characters.
    ///
    /// # Errors
    /// What is wrong with it, at `/name`.
    pub(super) fn reason(&self, name: &str) -> Result<String, Vec<Refusal>> {
        // Browsers send both signs at the end of a line.
        let text = self.get(name).replace("\r\n", "\n");
        let message = if text.is_empty() {
            wording!("harus diisi", "is needed")
        } else if text.chars().count() > LONGEST {
            wording!("lebih dari {LONGEST} karakter", "is longer than {LONGEST} characters")
        } else if let Some(found) = hidden(&text) {
            found
        } else {
            return Ok(text);
        };
        Err(vec![refusal(format!("/{name}"), message)])
    }
}

/// What a page refuses of a form.
pub(super) fn refusal(pointer: impl Into<String>, message: Wording) -> Refusal {
    Refusal { pointer: pointer.into(), code: "S0102", message, expected: Wording::default() }
}

impl FromRequest for Form {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { form(&request, payload).await })
    }
}

/// The type of content of a form without files.
pub(super) const PLAIN: &str = "application/x-www-form-urlencoded";
/// And of one with files.
pub(super) const WITH_FILES: &str = "multipart/form-data";

/// What type of content a request says it has, without its parameters.
pub(super) fn kind(request: &HttpRequest) -> String {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A form without files.
///
/// # Errors
/// If it is none, or not of this session, takes too long, or is too large.
pub(super) async fn form(request: &HttpRequest, payload: Payload) -> Result<Form, Fault> {
    if kind(request) != PLAIN {
        return Err(Fault::ForeignForm);
    }
    let (body, fields) = fields(request, payload).await?;
    let given = fields.iter().find(|it| it.0 == CSRF).map_or("", |it| it.1.as_str());
    if !from_this_session(request, given)? {
        return Err(Fault::OtherSession(Box::new(Kept::of(fields, Vec::new()))));
    }
    let mut fingerprint = format!("{} {}\n", request.method(), request.path()).into_bytes();
    fingerprint.extend_from_slice(&body);
    Ok(Form { first: first_of(&fields), fields, fingerprint: sha256_hex(&fingerprint) })
}

/// The fields of a form without files, whoever sent it.
///
/// # Errors
/// If it is none, takes too long, is too large, or has too many fields.
pub(super) async fn fields(request: &HttpRequest, payload: Payload) -> Result<(Bytes, Vec<(String, String)>), Fault> {
    let context = request.app_data::<Data<Context>>();
    let context = context.ok_or_else(|| Fault::Service(ServiceError::Broken("no context".to_owned())))?;
    let bounds = bounds(request, context).await?;
    let body = gathered(bounds, payload).await?;
    if body.len() <= SOON_READ {
        let fields = split(&body)?;
        return Ok((body, fields));
    }
    let own = body.clone();
    let fields = context.service.aside(move || split(&own)).await??;
    Ok((body, fields))
}

/// The fields in a body.
fn split(body: &[u8]) -> Result<Vec<(String, String)>, Fault> {
    // Counted before anything is made of them: a field can be as short as a letter.
    if body.split(|it| *it == b'&').count() > MOST_FIELDS {
        return Err(Fault::TooManyFields { most: MOST_FIELDS });
    }
    let text = std::str::from_utf8(body).map_err(|_| Fault::ForeignForm)?;
    let mut fields = Query::<Vec<(String, String)>>::from_query(text).map_err(|_| Fault::ForeignForm)?.into_inner();
    for it in &mut fields {
        without_marks(&mut it.1);
    }
    Ok(fields)
}

/// Takes away what programs that set texts leave in a copy and nobody can see: soft hyphens, spaces without width, marks of byte order.
/// Other hidden characters are refused where a text is read: they show another text than the one that counts.
fn without_marks(text: &mut String) {
    let is_mark = |it: char| matches!(it, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    if text.contains(is_mark) {
        text.retain(|it| !is_mark(it));
    }
}

/// How large a form may be, and how long it may take. One that says beforehand that it is large holds a place until it is answered,
/// like a document, and has as long to arrive.
///
/// # Errors
/// If there is no place for it.
async fn bounds(request: &HttpRequest, context: &Context) -> Result<Bounds, Fault> {
    let any = Bounds::of_any(&context.limits);
    let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u32>().ok());
    let is_large = length.is_some_and(|it| it > any.largest);
    if !is_large || signed_in(request).await?.is_none() && !kept::is_worth_keeping(request) {
        return Ok(any);
    }
    let place = uploads::place(request)?;
    request.extensions_mut().insert(place);
    Ok(Bounds { largest: context.limits.form_bytes(), seconds: any.seconds.max(context.documents.seconds) })
}

/// Whether a form is of a page of this session. What a page of an earlier session made a browser send is not, and can be asked about.
///
/// # Errors
/// If anything else made a browser send it.
pub(super) fn from_this_session(request: &HttpRequest, given: &str) -> Result<bool, Fault> {
    match secret(request) {
        Some(secret) if csrf(&secret) == given => Ok(true),
        Some(_) if kept::is_worth_keeping(request) && is_signed_in(request) => Ok(false),
        Some(_) => Err(Fault::ForeignForm),
        None => Ok(true),
    }
}
