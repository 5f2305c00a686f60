//! The service as its users meet it: the real program, a real port, a real database, killed if need be.

mod bad_input;
mod client;
mod life;
mod recording;
mod support;
mod tenancy;
