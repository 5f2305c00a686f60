//! The settings in force as people and programs read them: with the place of each value, and without passwords.
//!
//! Knows nothing of: where the text goes.

use serde_json::{Map, Value, json};

use super::layers::{Origin, Settled, leaves};

/// TOML that can be used as a settings file; behind each value stands where it comes from.
#[must_use]
pub fn as_toml(settled: &Settled) -> String {
    let (top, sections): (Vec<_>, Vec<_>) = values(settled).into_iter().partition(|it| !it.0.contains('.'));
    let mut text = String::new();
    let mut section = "";
    for (name, value) in top.iter().chain(&sections) {
        let (under, own) = name.rsplit_once('.').unwrap_or(("", name));
        if under != section {
            text.push_str(&format!("\n[{under}]\n"));
            section = under;
        }
        let line = match value {
            Value::Null => format!("# {own} ="),
            value => format!("{own} = {}", toml_value(value)),
        };
        text.push_str(&format!("{line:<44} # {}\n", origin(settled, name).1));
    }
    text
}

/// One object: by name the value, its origin (`default`, `file`, `environment`, `argument`) and the place.
#[must_use]
pub fn as_json(settled: &Settled) -> String {
    let mut all = Map::new();
    for (name, value) in values(settled) {
        let (word, place) = origin(settled, &name);
        all.insert(name, json!({"value": value, "origin": word, "place": place}));
    }
    format!("{:#}\n", Value::Object(all))
}

/// A database address with `***` in place of a password, in the user part or in the query.
#[must_use]
pub fn without_password(address: &str) -> String {
    let (front, query) = address.split_once('?').map_or((address, None), |(front, query)| (front, Some(query)));
    let front = match front.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (user, host))) => {
            let user = user.split_once(':').map_or_else(|| user.to_owned(), |(name, _)| format!("{name}:***"));
            format!("{scheme}://{user}@{host}")
        }
        None => front.to_owned(),
    };
    let hidden = |it: &str| match it.split_once('=') {
        Some((name, _)) if name.contains("password") => format!("{name}=***"),
        _ => it.to_owned(),
    };
    match query {
        Some(query) => format!("{front}?{}", query.split('&').map(hidden).collect::<Vec<_>>().join("&")),
        None => front,
    }
}

fn values(settled: &Settled) -> Vec<(String, Value)> {
    let mut config = settled.config.clone();
    config.database = without_password(&config.database);
    let mut found = Vec::new();
    leaves(&serde_json::to_value(config).unwrap_or_default(), "", &mut found);
    found
}

fn origin(settled: &Settled, name: &str) -> (&'static str, String) {
    // A list of sections is one setting.
    match settled.places.get(name) {
        Some((Origin::File, place)) => ("file", place.clone()),
        Some((Origin::Environment, place)) => ("environment", place.clone()),
        Some((Origin::Argument, place)) => ("argument", place.clone()),
        Some((Origin::Default, _)) | None => ("default", "default".to_owned()),
    }
}

/// JSON is TOML except for its objects.
fn toml_value(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let inside = members.iter().filter(|it| !it.1.is_null());
            let inside: Vec<String> = inside.map(|(name, it)| format!("{name:?} = {}", toml_value(it))).collect();
            format!("{{ {} }}", inside.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let cases = [
            ("postgres://timbang:s3:cr@t@db:5432/timbang", "postgres://timbang:***@db:5432/timbang"),
            ("postgres://timbang@db/timbang?sslmode=require", "postgres://timbang@db/timbang?sslmode=require"),
            ("postgres://db/t?user=a&password=s&sslpassword=x", "postgres://db/t?user=a&password=***&sslpassword=***"),
            ("sqlite:data/timbang.db", "sqlite:data/timbang.db"),
        ];
        for (address, shown) in cases {
            assert_eq!(without_password(address), shown);
        }
    }
}
