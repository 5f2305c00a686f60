//! Rulings as text for people, the same on a terminal and over HTTP.
//!
//! Knows nothing of: terminals, requests, how a ruling is worked out.

pub(crate) mod paint;
pub(crate) mod ruling;

/// The longest line, in characters.
pub(crate) const WIDTH: usize = 100;
