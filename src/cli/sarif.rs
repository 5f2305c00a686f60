//! Reports as SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};

use super::explain;
use crate::engine::diag::{Code, Diagnostic, Label, Severity};
use crate::engine::source::Sources;
use crate::engine::wording::Language;
use crate::engine::{Checked, Library};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run with all reports, in this language.
pub(crate) fn document(checks: &[(Checked, Library)], language: Language) -> String {
    let results: Vec<Value> = checks
        .iter()
        .flat_map(|(checked, library)| {
            checked.report.diagnostics.iter().map(|it| result(it, &library.sources, language))
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "timbang",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": if language == Language::Indonesian { "id" } else { "en" },
                "rules": Code::ALL.iter().map(|it| rule(*it, language)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: Code, language: Language) -> Value {
    let title = explain::title(code, language).unwrap_or_else(|| code.slug());
    let page = explain::in_language(code, language);
    json!({
        "id": code.number(),
        "name": code.slug(),
        "shortDescription": {"text": title},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(code)},
    })
}

fn level(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> Value {
    let index = Code::ALL.iter().position(|it| *it == diagnostic.code);
    let related: Vec<Value> = diagnostic.secondary.iter().map(|it| location(it, sources, language)).collect();
    json!({
        "ruleId": diagnostic.code.number(),
        "ruleIndex": index,
        "level": level(diagnostic.code),
        "message": {"text": message(diagnostic, language)},
        "locations": [location(&diagnostic.primary, sources, language)],
        "relatedLocations": related,
    })
}

/// The message with what to write instead.
fn message(diagnostic: &Diagnostic, language: Language) -> String {
    let message = diagnostic.message.get(language);
    match &diagnostic.help {
        Some(help) => format!("{message}\n{}", help.get(language)),
        None => message.to_owned(),
    }
}

fn location(label: &Label, sources: &Sources, language: Language) -> Value {
    let file = label.span.file;
    let (start_line, start_column) = sources.position(file, label.span.start);
    let (end_line, end_column) = sources.position(file, label.span.end);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": sources.file(file).map_or("", |it| it.path.as_str())},
            "region": {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column},
        },
    });
    let text = label.text.get(language);
    if let (false, Some(object)) = (text.is_empty(), location.as_object_mut()) {
        object.insert("message".into(), json!({"text": text}));
    }
    location
}
