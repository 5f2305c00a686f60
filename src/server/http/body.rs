//! The body of a request, in time and in bounds.
//!
//! Knows nothing of: what it says.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BodyStream, MessageBody};
use actix_web::dev::Payload;
use actix_web::web::{Bytes, BytesMut};
use tokio::time::timeout;

use crate::server::config::Limits;

use super::problem::Fault;

/// The most fields of a form: twice as many as the largest plan has that the rules allow.
pub(in crate::server) const MOST_FIELDS: usize = 40_000;

/// How much may be sent, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct Bounds {
    /// In bytes.
    pub(in crate::server) largest: u32,
    pub(in crate::server) seconds: u32,
}

impl Bounds {
    /// What any request may send.
    pub(in crate::server) const fn of_any(limits: &Limits) -> Self {
        Self { largest: limits.body_bytes, seconds: limits.body_seconds }
    }
}

/// All of it.
///
/// # Errors
/// If it takes too long, is too large, or breaks off.
pub(in crate::server) async fn gathered(bounds: Bounds, payload: Payload) -> Result<Bytes, Fault> {
    let patience = Duration::from_secs(u64::from(bounds.seconds));
    timeout(patience, whole(payload, bounds.largest)).await.map_err(|_| Fault::TooSlow)?
}

async fn whole(payload: Payload, most: u32) -> Result<Bytes, Fault> {
    let largest = usize::try_from(most).unwrap_or(usize::MAX);
    let mut stream = BodyStream::new(payload);
    let mut bytes = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        let chunk = chunk.map_err(|_| Fault::CutShort)?;
        if bytes.len().saturating_add(chunk.len()) > largest {
            return Err(Fault::TooLarge { most });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}
