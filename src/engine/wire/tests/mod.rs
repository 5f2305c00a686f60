//! JSON Schemas beside the readers that they describe.

mod schemas;
