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

/// All of it.
///
/// # Errors
/// If it takes too long, is too large, or breaks off.
pub(in crate::server) async fn gathered(limits: &Limits, payload: Payload) -> Result<Bytes, Fault> {
    let patience = Duration::from_secs(u64::from(limits.body_seconds));
    timeout(patience, whole(payload, limits.body_bytes)).await.map_err(|_| Fault::TooSlow)?
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
