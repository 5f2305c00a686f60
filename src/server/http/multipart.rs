//! A form with files: its fields and the files, taken in as they come, within a size and a time.
//!
//! What proves where the form came from is its first field, and looked at before anything else is taken in. Of a form of an earlier
//! session only the fields are: its files pass by. Knows nothing of: what the fields mean, what becomes of the files.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::{Bytes, Data};
use futures_core::Stream;
use tokio::time::timeout;

use super::Context;
use super::body::{Bounds, MOST_FIELDS};
use super::kept::Kept;
use super::problem::Fault;
use super::uploads::{self, Place};

/// The most files of such a form.
const MOST_FILES: usize = 100;
/// What a field counts for besides its name and its text.
const OF_A_FIELD: usize = 32;

/// What was sent.
pub(in crate::server) struct Parts {
    pub(in crate::server) fields: Vec<(String, String)>,
    /// Those that were chosen, in their order.
    pub(in crate::server) files: Vec<File>,
    /// One of the few places for what is large in memory; none if nothing is.
    _place: Option<Place>,
}

/// A file as its sender calls it.
pub(in crate::server) struct File {
    /// The field in which it was chosen.
    pub(in crate::server) field: String,
    pub(in crate::server) name: String,
    pub(in crate::server) media_type: String,
    pub(in crate::server) bytes: Vec<u8>,
}

/// All of a form, its files within these bounds. `is_own` is shown the name and value of the first field; where it says no, the rest is taken in
/// without the files, to be kept.
///
/// # Errors
/// If the form is not one of ours, takes too long, is too large, or breaks off.
pub(in crate::server) async fn parts(
    request: &HttpRequest,
    payload: Payload,
    bounds: Bounds,
    is_own: impl Fn(&str, &str) -> Result<bool, Fault>,
) -> Result<Parts, Fault> {
    let context = request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?;
    let largest = usize::try_from(bounds.largest).unwrap_or(usize::MAX);
    let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
    let small = usize::try_from(context.limits.body_bytes).unwrap_or(usize::MAX);
    let is_large = length.is_some_and(|it| it > small);
    let most_text = if is_large { context.limits.form_bytes() } else { context.limits.body_bytes };
    let text = usize::try_from(most_text).unwrap_or(usize::MAX);
    // Around each field stands as much again as is in it, and more.
    if length.is_some_and(|it| it > largest.saturating_add(text.saturating_mul(8))) {
        return Err(Fault::DocumentTooLarge { largest });
    }
    let mut taking = Taking {
        request,
        is_own,
        room: largest,
        room_for_text: text,
        room_with_place: text.saturating_sub(small),
        bounds,
        most_text,
        is_large,
        fields: Vec::new(),
        files: Vec::new(),
        passed: None,
        place: None,
    };
    let patience = Duration::from_secs(u64::from(bounds.seconds));
    let multipart = Multipart::new(request.headers(), payload);
    timeout(patience, taking.all(multipart)).await.map_err(|_| Fault::TooSlow)??;
    taking.parts()
}

/// A form on its way in.
struct Taking<'r, O> {
    request: &'r HttpRequest,
    is_own: O,
    /// How much room there is still, in bytes.
    room: usize,
    room_for_text: usize,
    /// Below so much room for text, what was taken in is more than any request may send.
    room_with_place: usize,
    bounds: Bounds,
    most_text: u32,
    /// Whether it needs a place even if all of it is text.
    is_large: bool,
    fields: Vec<(String, String)>,
    files: Vec<File>,
    /// Of a form that is not of this session: the field and the name of each file.
    passed: Option<Vec<(String, String)>>,
    place: Option<Place>,
}

impl<O: Fn(&str, &str) -> Result<bool, Fault>> Taking<'_, O> {
    async fn all(&mut self, mut multipart: Multipart) -> Result<(), Fault> {
        while let Some(field) = poll_fn(|context| Pin::new(&mut multipart).poll_next(context)).await {
            let mut field = field.map_err(|_| Fault::CutShort)?;
            let name = field.name().unwrap_or_default().to_owned();
            match (file_name(&field), &mut self.passed) {
                // What proves where the form came from is no file.
                (Some(given), None) if !self.fields.is_empty() => self.file(&mut field, name, given).await?,
                (Some(given), Some(passed)) => {
                    if !given.is_empty() {
                        passed.push((name, given));
                    }
                    self.pass(&mut field).await?;
                }
                _ => self.text(&mut field, name).await?,
            }
            if self.files.len().max(self.passed.as_ref().map_or(0, Vec::len)) > MOST_FILES {
                return Err(self.too_large());
            }
        }
        if self.fields.is_empty() { Err(Fault::ForeignForm) } else { Ok(()) }
    }

    async fn text(&mut self, field: &mut Field, name: String) -> Result<(), Fault> {
        let value = self.value(field, name.len()).await?;
        if self.fields.is_empty() {
            if !(self.is_own)(&name, &value)? {
                self.passed = Some(Vec::new());
            } else if self.is_large && self.place.is_none() {
                // Whoever waits for a place is told before the rest is sent.
                self.place = Some(uploads::place(self.request)?);
            }
        }
        if self.fields.len() >= MOST_FIELDS {
            return Err(Fault::TooManyFields { most: MOST_FIELDS });
        }
        self.fields.push((name, value));
        Ok(())
    }

    /// The text of a field. Only once there is more of it than any request may send, it needs a place: what passes by needs none.
    async fn value(&mut self, field: &mut Field, name: usize) -> Result<String, Fault> {
        self.less_room_for_text(name.saturating_add(OF_A_FIELD))?;
        let mut bytes = Vec::new();
        while let Some(chunk) = chunk(field).await? {
            self.less_room_for_text(chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        String::from_utf8(bytes).map_err(|_| Fault::ForeignForm)
    }

    fn less_room_for_text(&mut self, by: usize) -> Result<(), Fault> {
        let most = Fault::TooLarge { most: self.most_text };
        self.room_for_text = self.room_for_text.checked_sub(by).ok_or(most)?;
        if self.room_for_text < self.room_with_place && self.place.is_none() {
            self.place = Some(uploads::place(self.request)?);
        }
        Ok(())
    }

    async fn file(&mut self, field: &mut Field, of: String, name: String) -> Result<(), Fault> {
        // A form in which nothing was chosen sends a file without name and bytes.
        if !name.is_empty() && self.place.is_none() {
            self.place = Some(uploads::place(self.request)?);
        }
        let room = if self.place.is_some() { self.room } else { 0 };
        let media_type = field.content_type().map(ToString::to_string).unwrap_or_default();
        let bytes = field.bytes(room).await.map_err(|_| self.too_large())?.map_err(|_| Fault::CutShort)?;
        self.room = self.room.saturating_sub(bytes.len());
        if !name.is_empty() {
            self.files.push(File { field: of, name, media_type, bytes: bytes.to_vec() });
        }
        Ok(())
    }

    /// Lets a file pass by: nothing of it stays in memory.
    async fn pass(&mut self, field: &mut Field) -> Result<(), Fault> {
        while let Some(chunk) = chunk(field).await? {
            self.room = self.room.checked_sub(chunk.len()).ok_or_else(|| self.too_large())?;
        }
        Ok(())
    }

    fn too_large(&self) -> Fault {
        Fault::DocumentTooLarge { largest: usize::try_from(self.bounds.largest).unwrap_or(usize::MAX) }
    }

    fn parts(self) -> Result<Parts, Fault> {
        match self.passed {
            Some(files) => Err(Fault::OtherSession(Box::new(Kept::of(self.fields, files)))),
            None => Ok(Parts { fields: self.fields, files: self.files, _place: self.place }),
        }
    }
}

/// What comes next of a field.
async fn chunk(field: &mut Field) -> Result<Option<Bytes>, Fault> {
    poll_fn(|context| Pin::new(&mut *field).poll_next(context)).await.transpose().map_err(|_| Fault::CutShort)
}

/// The name of the file in a field; none if it is a field of text.
fn file_name(field: &Field) -> Option<String> {
    let disposition = field.content_disposition()?;
    let extended = disposition.get_filename_ext().and_then(|it| String::from_utf8(it.value.clone()).ok());
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}
