//! `/drafts/{draft}/check`: everything that the engine says of a draft, and how its scenarios went.
//!
//! Knows nothing of: how rules are checked.

use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};
use serde_json::Value;

use crate::server::http::Context;
use crate::server::http::guard::stands;
use crate::server::http::problem::Fault;
use crate::server::service::{OpenedDraft, Texts};
use crate::server::web::at;
use crate::server::web::parts::{day, notice};
use crate::server::web::seen::{Drafter, Viewer};
use crate::server::web::shell::page;
use crate::server::words::{Words, sentence};

use super::{file_address, listed, title, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/check").route(web::get().to(check)));
}

/// So many scenarios that passed are named by default; the others are counted.
const MOST_OPEN: usize = 200;

async fn check(
    drafter: Drafter,
    request: HttpRequest,
    context: Data<Context>,
    id: Path<String>,
) -> Result<HttpResponse, Fault> {
    // The engine works for it as for a preview.
    stands(&request, context.quotas.preview(&drafter.0.actor.key_id))?;
    let viewer = &drafter.0.viewer;
    let words = viewer.words;
    let opened = context.service.opened_draft(&drafter.0.actor, &id).await?;
    let found = context.service.check_draft(&drafter.0.actor, &id).await?;
    let diagnostics = listed(&found, "diagnostics");
    let body = html! {
        (ways(viewer, &opened.draft))
        h1 { (words.say("Pemeriksaan", "Check")) }
        (verdict(viewer, &found))
        @for it in listed(&found, "troubles") { (notice("bad", &sentence(words.of(Some(it))))) }
        @if !diagnostics.is_empty() {
            h2 { (words.say("Temuan", "Findings")) }
            (by_file(viewer, &opened, diagnostics))
        }
        @for it in listed(&found, "editions") { (edition(viewer, &opened, it)) }
    };
    Ok(page(viewer, &title(&drafter.0, &context, &opened.draft).await?, &body))
}

fn verdict(viewer: &Viewer, found: &Value) -> Markup {
    let words = viewer.words;
    let count = |name: &str| found[name].as_u64().unwrap_or_default();
    let sound = found["sound"].as_bool().unwrap_or_default();
    let text = if sound {
        words.say(
            "Konsep ini dapat diterbitkan: tidak ada kesalahan, dan semua skenario menghasilkan yang diharapkan.",
            "This draft can be published: there is no error, and every scenario comes out as expected.",
        )
    } else {
        words.say(
            "Konsep ini belum dapat diterbitkan: perbaiki kesalahan dan skenario yang gagal di bawah.",
            "This draft cannot be published yet: mend the errors and the failed scenarios below.",
        )
    };
    html! {
        (notice(if sound { "good" } else { "bad" }, text))
        p {
            strong { (words.counted(count("errors"), "kesalahan", ("error", "errors"))) } " · "
            strong { (words.counted(count("warnings"), "peringatan", ("warning", "warnings"))) }
        }
    }
}

fn by_file(viewer: &Viewer, opened: &OpenedDraft, diagnostics: &[Value]) -> Markup {
    let mut paths: Vec<&str> = diagnostics.iter().filter_map(|it| it["path"].as_str()).collect();
    paths.dedup();
    html! {
        @for path in paths {
            section.diagnostics-of {
                h3 { a href=(file_address(&opened.draft.row.draft_id, path)) { (path) } }
                ul.plain.diagnostics {
                    @for it in diagnostics.iter().filter(|it| it["path"] == path) { li { (diagnostic(viewer, it, Some((opened, path)))) } }
                }
            }
        }
    }
}

/// The findings in one file.
pub(super) fn in_file<'f>(found: &'f Value, path: &str) -> Vec<&'f Value> {
    found["diagnostics"].as_array().into_iter().flatten().filter(|it| it["path"] == path).collect()
}

/// One finding; with its line and a link to it if the draft is given.
pub(super) fn diagnostic(viewer: &Viewer, it: &Value, place: Option<(&OpenedDraft, &str)>) -> Markup {
    let words = viewer.words;
    let is_error = it["severity"] == "error";
    let code = it["code"].as_str().unwrap_or_default();
    let line = it["line"].as_u64().unwrap_or_default();
    html! {
        div.diagnostic {
            p {
                @if is_error {
                    span.sign.bad { span.shape aria-hidden="true" { "✕" } (words.say("Kesalahan", "Error")) }
                } @else {
                    span.sign.warn { span.shape aria-hidden="true" { "!" } (words.say("Peringatan", "Warning")) }
                }
                " " a.code href={ "/codes/" (code) } { (code) } " " strong { (sentence(words.of(it.get("message")))) }
            }
            @if let Some((opened, path)) = place {
                p.place {
                    a href={ (file_address(&opened.draft.row.draft_id, path)) "#L" (line) } { (words.say("Baris", "Line")) " " (line) }
                    ", " (words.say("kolom", "column")) " " (it["column"].as_u64().unwrap_or_default())
                }
                pre tabindex="0" { (line_of(&opened.texts, path, line)) }
            }
            @let label = words.of(it.get("label"));
            @if !label.is_empty() { p { "↳ " (label) } }
            @let help = words.of(it.get("help"));
            @if !help.is_empty() { p.help { (words.say("Saran: ", "Help: ")) (help) } }
            @for other in it["others"].as_array().into_iter().flatten() {
                p.help {
                    (other["path"].as_str().unwrap_or_default()) ":" (other["line"].as_u64().unwrap_or_default()) " – " (words.of(other.get("label")))
                }
            }
        }
    }
}

fn line_of<'t>(texts: &'t Texts, path: &str, line: u64) -> &'t str {
    let at = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    texts.text(path).and_then(|it| it.lines().nth(at)).unwrap_or_default()
}

fn edition(viewer: &Viewer, opened: &OpenedDraft, it: &Value) -> Markup {
    let words = viewer.words;
    let text = |name: &str| it[name].as_str().unwrap_or_default();
    let (passed, failed) = (it["passed"].as_u64().unwrap_or_default(), it["failed"].as_u64().unwrap_or_default());
    let scenarios = listed(it, "scenarios");
    html! {
        section.edition {
            h2 { (words.say("Edisi", "Edition")) " " (text("edition")) }
            p {
                (words.say("Berlaku sejak ", "In force from ")) (day(words, text("in_force_from")))
                @if let Some(until) = it["in_force_until"].as_str() { (words.say(" sampai ", " until ")) (day(words, until)) }
                ". " code.sha { (text("sha256")) }
            }
            p {
                @if failed > 0 { span.sign.bad { span.shape aria-hidden="true" { "✕" } (words.counted(failed, "skenario gagal", ("scenario failed", "scenarios failed"))) } " " }
                span.sign.good { span.shape aria-hidden="true" { "✓" } (words.counted(passed, "skenario sesuai", ("scenario as expected", "scenarios as expected"))) }
            }
            @for scenario in scenarios.iter().filter(|it| it["passed"] == false) { (failure(viewer, opened, scenario)) }
            @if passed > 0 { (as_expected(words, scenarios)) }
            (coverage(viewer, opened, &it["coverage"]))
        }
    }
}

fn failure(viewer: &Viewer, opened: &OpenedDraft, it: &Value) -> Markup {
    let words = viewer.words;
    let path = it["path"].as_str().unwrap_or_default();
    let line = it["line"].as_u64().unwrap_or_default();
    html! {
        div.notice.bad {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { strong { (it["name"].as_str().unwrap_or_default()) } " · " a href={ (file_address(&opened.draft.row.draft_id, path)) "#L" (line) } { (path) ":" (line) } }
                ul {
                    @for row in it["expectations"].as_array().into_iter().flatten().filter(|it| it["passed"] == false) {
                        li {
                            (words.say("Baris", "Line")) " " (row["line"].as_u64().unwrap_or_default()) ": "
                            (words.say("diharapkan ", "expected ")) em { (words.of(row.get("expected"))) }
                            (words.say(", hasilnya ", ", it came out as ")) em { (words.of(row.get("actual"))) }
                        }
                    }
                }
            }
        }
    }
}

fn as_expected(words: Words, scenarios: &[Value]) -> Markup {
    let passed: Vec<&Value> = scenarios.iter().filter(|it| it["passed"] == true).collect();
    html! {
        details {
            summary { (words.say("Skenario yang sesuai", "Scenarios as expected")) " (" (passed.len()) ")" }
            ul { @for it in passed.iter().take(MOST_OPEN) { li { (it["name"].as_str().unwrap_or_default()) } } }
            @if passed.len() > MOST_OPEN { p.faint { (words.say("dan ", "and ")) (passed.len().saturating_sub(MOST_OPEN)) (words.say(" lagi", " more")) } }
        }
    }
}

fn coverage(viewer: &Viewer, opened: &OpenedDraft, it: &Value) -> Markup {
    let words = viewer.words;
    let (reached, total) = (it["reached"].as_u64().unwrap_or_default(), it["total"].as_u64().unwrap_or_default());
    let open = listed(it, "open");
    html! {
        h3 { (words.say("Yang dicapai skenario", "What the scenarios reach")) }
        p { strong { (reached) } (words.say(" dari ", " of ")) strong { (total) } " " (words.say("aturan, syarat, baris tabel, dan hasil tercapai.", "rules, criteria, table rows and outcomes are reached.")) }
        @if !open.is_empty() {
            details open[open.len() <= 20] {
                summary { (words.say("Belum dicapai satu skenario pun", "Reached by no scenario")) " (" (open.len()) ")" }
                ul {
                    @for one in open {
                        @let (path, line) = (one["path"].as_str().unwrap_or_default(), one["line"].as_u64().unwrap_or_default());
                        li {
                            (unreached(words, one["what"].as_str().unwrap_or_default())) " " code { (one["name"].as_str().unwrap_or_default()) } " · "
                            a href={ (file_address(&opened.draft.row.draft_id, path)) "#L" (line) } { (path) ":" (line) }
                        }
                    }
                }
            }
        }
    }
}

fn unreached(words: Words, what: &str) -> &'static str {
    match what {
        "rule_never_applied" => words.say("Aturan yang tidak pernah berlaku:", "A rule that never applied:"),
        "criterion_never_held" => words.say("Syarat yang tidak pernah terpenuhi:", "A criterion that never held:"),
        "criterion_never_failed" => words.say("Syarat yang tidak pernah gagal:", "A criterion that never failed:"),
        "row_never_matched" => words.say("Baris tabel yang tidak pernah cocok:", "A table row that never matched:"),
        _ => words.say("Hasil yang tidak pernah diputuskan:", "An outcome that was never decided:"),
    }
}
