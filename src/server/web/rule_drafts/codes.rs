//! `/codes/{code}`: what a diagnostic code means, with an example that is wrong and one that is right.
//!
//! Knows nothing of: where a code was raised.

use actix_web::HttpResponse;
use actix_web::web::{self, Path, ServiceConfig};
use maud::{Markup, html};

use crate::engine::diag::{Code, Severity};
use crate::engine::wording::Language;
use crate::server::http::problem::Fault;
use crate::server::service::ServiceError;
use crate::server::web::at;
use crate::server::web::seen::Anyone;
use crate::server::web::shell::page;
use crate::server::words::Words;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/codes").route(web::get().to(codes))).service(at("/codes/{code}").route(web::get().to(code)));
}

async fn code(anyone: Anyone, asked: Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = &anyone.0.viewer;
    let words = viewer.words;
    let found = Code::ALL.iter().find(|it| it.number().eq_ignore_ascii_case(&asked) || it.slug() == asked.as_str());
    let code = *found.ok_or(ServiceError::NotFound)?;
    let body = html! {
        p.crumbs { a href="/codes" { (words.say("Kode temuan", "Codes of findings")) } " › " (code.number()) }
        div.narrow {
            h1 { (code.number()) " " span.faint translate="no" { (code.slug()) } }
            p { (severity(words, code)) }
            (explained(part(code.page(), words.0)))
        }
    };
    Ok(page(viewer, code.number(), &body))
}

async fn codes(anyone: Anyone) -> HttpResponse {
    let viewer = &anyone.0.viewer;
    let words = viewer.words;
    let title = words.say("Kode temuan", "Codes of findings");
    let body = html! {
        h1 { (title) }
        p.lead { (words.say("Setiap kesalahan dan peringatan mesin mempunyai kode yang tidak pernah berganti arti.", "Every error and warning of the engine has a code that never changes its meaning.")) }
        table {
            caption.visually-hidden { (title) }
            thead { tr { th scope="col" { (words.say("Kode", "Code")) } th scope="col" { (words.say("Arti", "Meaning")) } th scope="col" { (words.say("Berat", "Severity")) } } }
            tbody { @for it in Code::ALL {
                tr {
                    th scope="row" { a href={ "/codes/" (it.number()) } { (it.number()) } }
                    td { (first_words(part(it.page(), words.0))) }
                    td { (severity(words, *it)) }
                }
            } }
        }
    };
    page(viewer, title, &body)
}

fn severity(words: Words, code: Code) -> Markup {
    match code.severity() {
        Severity::Error => {
            html! { span.sign.bad { span.shape aria-hidden="true" { "✕" } (words.say("Kesalahan", "Error")) } }
        }
        Severity::Warning => {
            html! { span.sign.warn { span.shape aria-hidden="true" { "!" } (words.say("Peringatan", "Warning")) } }
        }
    }
}

/// The part of a page that is in one language.
fn part(page: &str, language: Language) -> &str {
    let (id, en) = page.split_once("## English").unwrap_or((page, page));
    if language == Language::English { en } else { id.split_once("## Bahasa Indonesia").map_or(id, |it| it.1) }
}

/// What stands in bold at the beginning.
fn first_words(text: &str) -> &str {
    text.split("**").nth(1).unwrap_or_default().trim_end_matches('.')
}

/// Paragraphs and code, as the pages have them.
fn explained(text: &str) -> Markup {
    let parts = text.split("```");
    html! {
        @for (number, part) in parts.enumerate() {
            @if number % 2 == 1 {
                pre tabindex="0" { code { (part.split_once('\n').map_or(part, |it| it.1).trim_end()) } }
            } @else {
                @for paragraph in part.split("\n\n").map(str::trim).filter(|it| !it.is_empty()) { p { (inline(paragraph)) } }
            }
        }
    }
}

/// `**bold**` and `` `code` `` inside of a paragraph.
fn inline(text: &str) -> Markup {
    html! {
        @for (number, part) in text.split('`').enumerate() {
            @if number % 2 == 1 { code { (part) } } @else {
                @for (number, part) in part.split("**").enumerate() { @if number % 2 == 1 { strong { (part) } } @else { (part) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages() {
        for code in Code::ALL {
            for language in [Language::Indonesian, Language::English] {
                let text = part(code.page(), language);
                assert!(!first_words(text).is_empty(), "{} {language:?}", code.number());
                assert!(!text.contains("## "), "{}", code.number());
            }
        }
        assert_eq!(inline("a `b` **c** d").into_string(), "a <code>b</code> <strong>c</strong> d");
    }
}
