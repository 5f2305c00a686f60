//! The literal interpreter at its edges.

mod deciding;
mod expressions;
