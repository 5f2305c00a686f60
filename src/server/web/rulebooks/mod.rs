//! `/rulebooks`: the rules in force, to be read like a regulation.
//!
//! Knows nothing of: drafts.

mod book;
mod chapters;
mod decisions;
mod edition;
mod facts;
mod law;
mod leaf;
mod list;
mod norm;
mod ruling_words;
mod source;
mod timeline;
mod written;

use actix_web::web::ServiceConfig;

use super::parts::{escaped, query};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .configure(list::configure)
        .configure(book::configure)
        .configure(edition::configure)
        .configure(source::configure);
}

/// The page of a rulebook.
fn book_address(rulebook: &str) -> String {
    format!("/rulebooks/{}", escaped(rulebook))
}

/// The page of an edition; with its hash, of one that was published once.
fn edition_address(rulebook: &str, edition: &str, sha256: Option<&str>) -> String {
    let path = format!("{}/editions/{}", book_address(rulebook), escaped(edition));
    query(&path, &[("sha256", sha256.unwrap_or_default())])
}

/// The page of the texts of an edition.
fn source_address(rulebook: &str, edition: &str, sha256: Option<&str>) -> String {
    let path = format!("{}/editions/{}/source", book_address(rulebook), escaped(edition));
    query(&path, &[("sha256", sha256.unwrap_or_default())])
}
