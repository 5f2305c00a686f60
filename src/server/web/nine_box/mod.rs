//! The nine boxes of a talent pool as a picture with its table.
//!
//! Knows nothing of: where the people come from.
