//! Evaluation at its edges.
