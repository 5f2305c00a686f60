//! Settings from a file, over it the environment, over both the arguments; everything wrong is told at once, with its place.
//!
//! Knows nothing of: which settings there are (they are read off the defaults), how a file or the environment is read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use crate::engine::wording::Wording;
use crate::wording;

use super::place::{Misplaced, in_words, line_of, similar, unknown};
use super::{Config, Flaw};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Default,
    File,
    Environment,
    Argument,
}

/// A settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub path: String,
    pub text: String,
}

/// All that was said about settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    pub file: Option<Written>,
    /// All variables; those that do not concern settings are left alone.
    pub environment: Vec<(String, String)>,
    /// Setting and value, with how the argument was written.
    pub arguments: Vec<(String, String, String)>,
}

/// The settings in force, with the place of every value that is not the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub config: Config,
    pub places: BTreeMap<String, (Origin, String)>,
}

/// A value that was given and can be read.
struct Given<'l> {
    value: Spanned<DeValue<'l>>,
    origin: Origin,
    place: String,
}

/// Variables of the program that are no settings.
const OTHERS: [&str; 1] = ["TIMBANG_CONFIG"];

/// The environment variable of a setting: `limits.body_bytes` is `TIMBANG_LIMITS_BODY_BYTES`.
#[must_use]
pub fn variable(setting: &str) -> String {
    format!("TIMBANG_{}", setting.to_uppercase().replace('.', "_"))
}

/// The settings in force, or everything that is wrong with what was said.
pub fn settle(layers: &Layers) -> Result<Settled, Vec<Misplaced>> {
    let mut reading = Reading { names: names(), given: BTreeMap::new(), wrong: Vec::new() };
    if let Some(file) = &layers.file {
        reading.file(file);
    }
    reading.environment(&layers.environment);
    for (setting, value, written) in &layers.arguments {
        reading.text(setting, value, Origin::Argument, written);
    }
    reading.finish()
}

/// Every setting with its section, in the order of the names.
fn names() -> Vec<String> {
    let mut names = Vec::new();
    leaves(&serde_json::to_value(Config::default()).unwrap_or_default(), "", &mut names);
    names.into_iter().map(|it| it.0).collect()
}

/// Every setting in a tree of sections, with its value.
pub(super) fn leaves(tree: &Value, under: &str, found: &mut Vec<(String, Value)>) {
    match tree {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let path = if under.is_empty() { name.clone() } else { format!("{under}.{name}") };
                leaves(value, &path, found);
            }
        }
        value => found.push((under.to_owned(), value.clone())),
    }
}

struct Reading<'l> {
    names: Vec<String>,
    given: BTreeMap<String, Given<'l>>,
    wrong: Vec<Misplaced>,
}

impl<'l> Reading<'l> {
    fn file(&mut self, file: &'l Written) {
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        if errors.is_empty() {
            self.section("", table.get_ref(), file);
            return;
        }
        for error in errors {
            let line = error.span().map_or(1, |it| line_of(&file.text, it.start));
            let reason = error.message().to_owned();
            let what = wording!("bukan TOML yang sah: {reason}", "is not valid TOML: {reason}");
            self.wrong(format!("{}:{line}", file.path), "", what);
        }
    }

    fn section(&mut self, under: &str, table: &DeTable<'l>, file: &Written) {
        for (key, value) in table {
            let name = key.get_ref();
            let path = if under.is_empty() { name.to_string() } else { format!("{under}.{name}") };
            let place = |span: Range<usize>| format!("{}:{}", file.path, line_of(&file.text, span.start));
            let within = format!("{path}.");
            if self.names.contains(&path) {
                match probe(&path, value) {
                    Ok(()) => self.give(path, value.clone(), Origin::File, place(key.span())),
                    Err(error) => {
                        let at = error.span().filter(|it| !it.is_empty()).unwrap_or_else(|| key.span());
                        self.wrong(place(at), &path, in_words(error.message()));
                    }
                }
            } else if !self.names.iter().any(|it| it.starts_with(&within)) {
                let what = self.unknown(&path);
                self.wrong(place(key.span()), &path, what);
            } else if let Some(inside) = value.get_ref().as_table() {
                self.section(&path, inside, file);
            } else {
                let what = wording!("adalah bagian: tulis `[{path}]`", "is a section: write `[{path}]`");
                self.wrong(place(key.span()), &path, what);
            }
        }
    }

    fn environment(&mut self, variables: &'l [(String, String)]) {
        let settings: BTreeMap<String, String> = self.names.iter().map(|it| (variable(it), it.clone())).collect();
        let sections: Vec<String> =
            self.names.iter().filter_map(|it| it.split_once('.')).map(|it| format!("{}_", variable(it.0))).collect();
        for (name, value) in variables.iter().filter(|it| it.0.starts_with("TIMBANG_") && !it.1.is_empty()) {
            if let Some(setting) = settings.get(name) {
                self.text(setting, value, Origin::Environment, name);
            } else if !OTHERS.contains(&name.as_str()) {
                // Others put variables there too (orchestrators name the services that they run): only what looks like a setting counts.
                let known = || settings.keys().map(String::as_str);
                if similar(name, known()).is_some() || sections.iter().any(|it| name.starts_with(it)) {
                    self.wrong(name.clone(), "", unknown(name, known()));
                }
            }
        }
    }

    /// A value that is given as text: as it stands, or as TOML, or as a list with commas.
    fn text(&mut self, setting: &str, text: &'l str, origin: Origin, place: &str) {
        if !self.names.iter().any(|it| it == setting) {
            let what = self.unknown(setting);
            self.wrong(place.to_owned(), setting, what);
            return;
        }
        let parsed = DeValue::parse(text).ok();
        let list = text.split(',').map(|it| bare(it.trim())).collect();
        let candidates = [Some(bare(text)), parsed, Some(Spanned::new(0..0, DeValue::Array(list)))];
        let mut error = None;
        for value in candidates.into_iter().flatten() {
            match probe(setting, &value) {
                Ok(()) => return self.give(setting.to_owned(), value, origin, place.to_owned()),
                Err(it) => error = error.or(Some(it)),
            }
        }
        let what = error.map_or_else(|| Wording::same(text.to_owned()), |it| in_words(it.message()));
        self.wrong(place.to_owned(), setting, what);
    }

    fn give(&mut self, setting: String, value: Spanned<DeValue<'l>>, origin: Origin, place: String) {
        self.given.insert(setting, Given { value, origin, place });
    }

    fn wrong(&mut self, place: String, setting: &str, what: Wording) {
        self.wrong.push(Misplaced { place, setting: setting.to_owned(), what });
    }

    fn unknown(&self, name: &str) -> Wording {
        unknown(name, self.names.iter().map(String::as_str))
    }

    fn finish(mut self) -> Result<Settled, Vec<Misplaced>> {
        let values = self.given.iter().map(|(name, it)| (name.as_str(), it.value.clone()));
        match read(values) {
            Ok(config) => {
                for Flaw { setting, what } in config.flaws() {
                    let place = self.given.get(&setting).map_or_else(|| "default".to_owned(), |it| it.place.clone());
                    self.wrong(place, &setting, what);
                }
                let places = self.given.into_iter().map(|(name, it)| (name, (it.origin, it.place))).collect();
                if self.wrong.is_empty() { Ok(Settled { config, places }) } else { Err(self.wrong) }
            }
            Err(error) => {
                self.wrong(String::new(), "", in_words(error.message()));
                Err(self.wrong)
            }
        }
    }
}

/// Whether this one value can be taken.
fn probe(setting: &str, value: &Spanned<DeValue<'_>>) -> Result<(), Error> {
    read(std::iter::once((setting, value.clone()))).map(drop)
}

/// The settings with these values; all others have their defaults.
fn read<'n, 'l>(values: impl Iterator<Item = (&'n str, Spanned<DeValue<'l>>)>) -> Result<Config, Error> {
    let mut top = DeTable::new();
    for (name, value) in values {
        place(&mut top, name, value);
    }
    Config::deserialize(Deserializer::from(Spanned::new(0..0, top)))
}

fn place<'l>(table: &mut DeTable<'l>, name: &str, value: Spanned<DeValue<'l>>) {
    let key = |text: &str| Spanned::new(0..0, Cow::Owned(text.to_owned()));
    let Some((section, rest)) = name.split_once('.') else {
        table.insert(key(name), value);
        return;
    };
    let inside = table.entry(key(section)).or_insert_with(|| Spanned::new(0..0, DeValue::Table(DeTable::new())));
    if let DeValue::Table(inside) = inside.get_mut() {
        place(inside, rest, value);
    }
}

fn bare(text: &str) -> Spanned<DeValue<'_>> {
    Spanned::new(0..0, DeValue::String(Cow::Borrowed(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::config::DOCUMENTED;

    fn of_file(text: &str) -> Layers {
        Layers { file: Some(Written { path: "t.toml".to_owned(), text: text.to_owned() }), ..Layers::default() }
    }

    fn places(layers: &Layers) -> Vec<String> {
        settle(layers).unwrap_err().into_iter().map(|it| format!("{} {}", it.place, it.setting)).collect()
    }

    #[test]
    fn the_documented_file_holds_every_default() {
        let settled = settle(&of_file(DOCUMENTED)).unwrap();
        assert_eq!(settled.config, Config::default());
        let mut all = Vec::new();
        leaves(&serde_json::to_value(Config::default()).unwrap(), "", &mut all);
        for (name, value) in all {
            let own = name.rsplit('.').next().unwrap();
            let without_default = value.is_null() || value == Value::Array(Vec::new());
            let shown = DOCUMENTED.contains(&format!("\n# {own} = ")) || DOCUMENTED.contains(&format!("[[{own}]]"));
            assert!(settled.places.contains_key(&name) || (without_default && shown), "{name} is not documented");
        }
    }

    #[test]
    fn the_examples_of_the_documented_file_can_be_used() {
        let used: Vec<&str> = DOCUMENTED.lines().map(|it| setting_in(it).unwrap_or(it)).collect();
        let settled = settle(&of_file(&used.join("\n"))).unwrap();
        assert_eq!(settled.config.metrics_listen.as_deref(), Some("127.0.0.1:9100"));
    }

    /// The setting in a line such as `# name = value` or `# [[section]]`.
    fn setting_in(line: &str) -> Option<&str> {
        let inside = line.strip_prefix("# ")?;
        let name = inside.split_once(" = ").map_or("", |it| it.0);
        let is_name = !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
        (is_name || (inside.starts_with('[') && inside.ends_with(']'))).then_some(inside)
    }

    #[test]
    fn arguments_count_over_the_environment_and_both_over_the_file() {
        let mut layers = of_file("listen = '127.0.0.1:1'\nrules = 'a'\n[limits]\nbody_bytes = 2048\nconnections = 7\n");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        layers.environment = vec![
            pair("TIMBANG_LISTEN", "127.0.0.1:2"),
            pair("TIMBANG_LIMITS_BODY_BYTES", "4096"),
            pair("TIMBANG_TRUSTED_PROXIES", "10.0.0.1, fd00::/8"),
            pair("TIMBANG_RULES", ""),
            pair("TIMBANG_PORT", "tcp://10.0.0.1:80"),
        ];
        layers.arguments = vec![("listen".to_owned(), "127.0.0.1:3".to_owned(), "--listen".to_owned())];
        let settled = settle(&layers).unwrap();
        assert_eq!(settled.config.listen, "127.0.0.1:3");
        assert_eq!(settled.config.rules, "a");
        assert_eq!(settled.config.trusted_proxies, ["10.0.0.1", "fd00::/8"]);
        assert_eq!((settled.config.limits.body_bytes, settled.config.limits.connections), (4096, 7));
        assert_eq!(settled.places["limits.connections"], (Origin::File, "t.toml:5".to_owned()));
    }

    #[test]
    fn everything_wrong_is_told_with_its_line() {
        let text = "listn = 'x'\ndatabase = 5\nlog = 'json'\n[limits]\nbody_bytes = -1\nwrong = 1\n\n[log]x\n";
        assert_eq!(places(&of_file(text)), ["t.toml:8 ", "t.toml:8 "]);
        let text = text.replace("\n[log]x", "");
        assert_eq!(
            places(&of_file(&text)),
            [
                "t.toml:2 database",
                "t.toml:5 limits.body_bytes",
                "t.toml:6 limits.wrong",
                "t.toml:1 listn",
                "t.toml:3 log"
            ]
        );
        let mut layers = of_file("[limits]\njson_depth = 65\nconnections = 0\n");
        layers.environment = vec![("TIMBANG_DATABSE".to_owned(), "sqlite:x".to_owned())];
        layers.arguments = vec![("log.level".to_owned(), "loud".to_owned(), "--set log.level".to_owned())];
        let found = places(&layers);
        assert_eq!(
            found,
            [
                "TIMBANG_DATABSE ",
                "--set log.level log.level",
                "t.toml:3 limits.connections",
                "t.toml:2 limits.json_depth"
            ]
        );
    }
}
