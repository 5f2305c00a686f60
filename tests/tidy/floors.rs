//! Who may import whom. A floor of the engine is a folder or file directly under `src/engine`.

use super::Breach;
use super::tree::{File, line_of, places_of};

/// Each floor with the floors it may import. `syntax` is far from `eval`: an old ruling never depends on today's parser.
const FLOORS: &[(&str, &str)] = &[
    ("source", ""),
    ("wording", ""),
    ("value", "wording"),
    ("diag", "source wording"),
    ("syntax", "source diag wording value"),
    ("resolve", "source diag wording value syntax"),
    ("types", "source diag wording value syntax resolve"),
    ("analysis", "source diag wording value syntax types"),
    ("case", "wording value types"),
    ("sample", "source wording types"),
    ("finding", "value"),
    ("program", "wording value types case"),
    ("eval", "wording value types case finding program"),
    ("reference", "value types case finding"),
    ("captions", "wording value types case"),
    ("explain", "source wording value types case finding program eval captions"),
    ("wire", "source diag wording value types case finding program eval captions explain"),
    ("scenario", "source diag wording value syntax types case finding program eval reference captions explain wire"),
    ("select", "wording value types case explain wire"),
    ("ready", "syntax types value case finding captions program eval explain scenario wire accept_case"),
    ("library", "source diag wording value syntax resolve types analysis wire"),
    ("commentary", "source wording value types captions explain library"),
    ("reading", "source wording value types captions explain commentary library"),
];

/// Each foreign crate with the places (path beginnings) that may name it.
const CRATES: &[(&str, &[&str])] = &[
    ("pest", &["src/engine/syntax"]),
    ("pest_derive", &["src/engine/syntax"]),
    ("unicode_normalization", &["src/engine/syntax"]),
    ("unicode_script", &["src/engine/syntax"]),
    ("serde", &["src/engine/wire", "src/cli", "src/server"]),
    ("serde_json", &["src/engine/wire", "src/cli", "src/server"]),
    ("sha2", &["src/engine/wire", "src/cli", "src/server/recorder"]),
    ("annotate_snippets", &["src/engine/diag/render.rs"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli"]),
    ("indicatif", &["src/cli"]),
    ("sqlx", &["src/server/store"]),
    (
        "actix_web",
        &[
            "src/server/mod.rs",
            "src/server/keys.rs",
            "src/server/backup.rs",
            "src/server/http",
            "src/server/api",
            "src/server/web",
        ],
    ),
    ("utoipa", &["src/server/api", "src/server/service"]),
    ("utoipa_actix_web", &["src/server/mod.rs", "src/server/api"]),
    (
        "tokio",
        &[
            "src/server/recorder",
            "src/server/http",
            "src/server/api",
            "src/server/service/desk.rs",
            "src/server/tokens",
        ],
    ),
    ("tracing", &["src/server/mod.rs", "src/server/telemetry.rs", "src/server/http/around.rs", "src/server/tokens"]),
    ("tracing_subscriber", &["src/server/telemetry.rs"]),
    ("toml", &["src/server/config"]),
    ("governor", &["src/server/quota.rs"]),
    ("metrics", &["src/server/measure.rs"]),
    ("metrics_exporter_prometheus", &["src/server/measure.rs"]),
    ("calamine", &["src/server/web/agency/import"]),
    ("flate2", &["src/server/web/agency/import"]),
    ("actix_multipart", &["src/server/http/multipart.rs"]),
    ("futures_core", &["src/server/http/multipart.rs"]),
    ("qrcode", &["src/server/letter"]),
    ("maud", &["src/server/api", "src/server/letter", "src/server/web"]),
    ("similar", &["src/server/service/difference.rs"]),
    ("uuid", &["src/server/service/plan.rs", "src/server/http/around.rs"]),
    ("jsonwebtoken", &["src/server/tokens"]),
    ("base64", &["src/server/tokens"]),
    ("form_urlencoded", &["src/server/tokens"]),
    ("ureq", &["src/server/demo", "src/server/tokens/fetch.rs"]),
    ("rustls", &["src/server/tokens/fetch.rs"]),
    ("getrandom", &["src/server/service/plan.rs"]),
];

/// Each room of the server with the rooms it may name. `store` knows nothing of the others; `api` reaches it only through `service`.
const ROOMS: &[(&str, &str)] = &[
    ("config", "actor"),
    ("telemetry", "config"),
    ("clock", ""),
    ("measure", ""),
    ("quota", "config"),
    ("store", ""),
    ("actor", "store"),
    ("recorder", "store measure"),
    ("service", "store recorder actor clock config measure stated words"),
    ("tokens", "config actor clock"),
    ("words", ""),
    // What the facts say, in words: for rulings, letters and pages alike.
    ("stated", "words"),
    ("letter", "service words config"),
    ("http", "service actor tokens clock config measure quota"),
    ("api", "http letter words service actor tokens clock measure"),
    ("web", "http letter words stated service actor tokens clock"),
    ("rules", "service"),
    ("keys", "service store actor clock"),
    ("backup", "store"),
    ("demo", "service keys"),
];

/// What the engine never touches.
const IMPURE: [&str; 18] = [
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::time",
    "std::process",
    "std::thread",
    "std::sync::Mutex",
    "HashMap",
    "HashSet",
    "f32",
    "f64",
    "async",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "thread_local",
];

pub(crate) fn imports(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files.iter().filter(|it| it.path != "src/engine/mod.rs") {
        let Some((floor, allowed)) = floor_of(&file.path) else {
            let rule = "this floor is not in the table of floors".to_owned();
            breaches.push(Breach {
                file: file.path.clone(),
                line: 1,
                rule,
                remedy: "add it to FLOORS with what it may import",
            });
            continue;
        };
        for (line, imported) in imported_floors(file) {
            if imported != floor && !allowed.split(' ').any(|it| it == imported) {
                let rule = format!("`{floor}` may not import `{imported}`");
                breaches.push(Breach {
                    file: file.path.clone(),
                    line,
                    rule,
                    remedy: "pass it in as data, or move the code to a floor that may",
                });
            }
        }
    }
    breaches
}

pub(crate) fn rooms(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files.iter().filter(|it| it.path != "src/server/mod.rs") {
        let inside = file.path.strip_prefix("src/server/").unwrap_or_default();
        let room = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let allowed = ROOMS.iter().find(|it| it.0 == room).map_or("", |it| it.1);
        for at in places_of(&file.code, "crate") {
            let Some(rest) = file.code[at..].strip_prefix("crate::server::") else { continue };
            for named in heads(rest) {
                if named != room && !allowed.split(' ').any(|it| it == named) {
                    breaches.push(Breach {
                        file: file.path.clone(),
                        line: line_of(&file.code, at),
                        rule: format!("`{room}` may not name `{named}`"),
                        remedy: "go through the room between, or change ROOMS with a reason",
                    });
                }
            }
        }
    }
    breaches
}

pub(crate) fn foreign_crates(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files {
        for &(name, places) in CRATES {
            if places.iter().any(|it| file.path.starts_with(it)) {
                continue;
            }
            for at in places_of(&file.code, name).filter(|at| named_as_crate(&file.code, *at, name)) {
                breaches.push(Breach {
                    file: file.path.clone(),
                    line: line_of(&file.code, at),
                    rule: format!("`{name}` is named outside {}", places.join(", ")),
                    remedy: "call the floor that owns it",
                });
            }
        }
    }
    breaches
}

pub(crate) fn impure_words(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files {
        for word in IMPURE {
            let name = word.trim_end_matches('!');
            for at in places_of(&file.code, name).filter(|at| file.code[*at..].starts_with(word)) {
                breaches.push(Breach {
                    file: file.path.clone(),
                    line: line_of(&file.code, at),
                    rule: format!("`{word}` in the pure engine"),
                    remedy: "take it as data from the shell; use BTreeMap, whole numbers, no clock",
                });
            }
        }
    }
    breaches
}

fn named_as_crate(code: &str, at: usize, name: &str) -> bool {
    code[at + name.len()..].starts_with("::") && !code[..at].ends_with("::")
}

fn floor_of(path: &str) -> Option<(&'static str, &'static str)> {
    let first = path.strip_prefix("src/engine/")?.split('/').next()?.trim_end_matches(".rs");
    FLOORS.iter().copied().find(|it| it.0 == first)
}

/// Every floor that a file names, with the line.
fn imported_floors(file: &File) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in places_of(&file.code, "crate").filter(|at| !file.code[..*at].ends_with("::")) {
        if let Some(rest) = file.code[at..].strip_prefix("crate::engine::") {
            found.extend(heads(rest).into_iter().map(|it| (line_of(&file.code, at), it)));
        }
    }
    let up = "super::".repeat(depth(&file.path));
    for at in places_of(&file.code, "super").filter(|at| !file.code[..*at].ends_with("::")) {
        let Some(rest) = file.code[at..].strip_prefix(&up) else { continue };
        if !rest.starts_with("super") {
            found.extend(heads(rest).into_iter().map(|it| (line_of(&file.code, at), it)));
        }
    }
    found
}

/// How many `super` lead from a module to the engine.
fn depth(path: &str) -> usize {
    let inside = path.strip_prefix("src/engine/").unwrap_or(path);
    inside.matches('/').count() + usize::from(!inside.ends_with("/mod.rs"))
}

/// The first words of a path, or of each member of a group.
fn heads(rest: &str) -> Vec<String> {
    let word = |text: &str| text.trim().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let mut members = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' if depth == 0 => {
                members.push(word(&group[start..at]));
                start = at + 1;
            }
            '}' => {
                members.push(word(&group[start..at]));
                break;
            }
            _ => {}
        }
    }
    members.retain(|it| !it.is_empty() && it != "self");
    members
}
