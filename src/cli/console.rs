//! Where words go: standard output and standard error, with or without colour, in the language of the reader.

use std::io::{ErrorKind, IsTerminal, Write};

use clap::ValueEnum;

use super::exit::Exit;
use crate::engine::diag::render::Style;
use crate::engine::wording::{Language, Wording};
use crate::wording;

/// Columns that texts stay within.
pub(crate) use crate::prose::WIDTH;

/// `--color`; `auto`: when the output is a terminal and `NO_COLOR` is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// `--language`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    Id,
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Id => Self::Indonesian,
            Tongue::En => Self::English,
        }
    }
}

/// The reader and their terminal.
#[derive(Clone)]
pub(crate) struct Console {
    color: Color,
    asked: Option<Language>,
    ambient: Language,
}

impl Console {
    pub(crate) fn new(color: Color, tongue: Option<Tongue>) -> Self {
        Self { color, asked: tongue.map(Language::from), ambient: ambient_language() }
    }

    /// The language to speak: the one asked for, else that of the environment, else Indonesian.
    pub(crate) fn language(&self) -> Language {
        self.asked.unwrap_or(self.ambient)
    }

    pub(crate) fn say<'a>(&self, wording: &'a Wording) -> &'a str {
        wording.get(self.language())
    }

    pub(crate) fn colour_out(&self) -> bool {
        self.colours(std::io::stdout().is_terminal())
    }

    pub(crate) fn colour_error(&self) -> bool {
        self.colours(std::io::stderr().is_terminal())
    }

    /// How to render diagnostics: each in the language of its file, unless one was asked for.
    pub(crate) fn style(&self, colour: bool) -> Style {
        Style { colour, width: WIDTH, language: self.asked }
    }

    /// Writes to standard output. A reader that went away (`| head`) ends the program quietly; a full disk ends it with
    /// a message, since a ruling that was not written must not pass for one.
    pub(crate) fn out(&self, text: &str) {
        let mut output = std::io::stdout().lock();
        let Err(error) = output.write_all(text.as_bytes()).and_then(|()| output.flush()) else { return };
        if error.kind() == ErrorKind::BrokenPipe {
            std::process::exit(i32::from(Exit::Decided as u8));
        }
        self.trouble(&wording!("hasil tidak dapat ditulis: {error}", "the output could not be written: {error}"));
        std::process::exit(i32::from(Exit::Internal as u8));
    }

    /// Writes to standard error; nothing can be done if that fails.
    #[expect(clippy::unused_self, reason = "everything that is printed passes by the console")]
    pub(crate) fn error(&self, text: &str) {
        let mut output = std::io::stderr().lock();
        let _written = output.write_all(text.as_bytes());
    }

    /// One sentence on standard error that says why the program stops.
    pub(crate) fn trouble(&self, wording: &Wording) {
        let word = match self.language() {
            Language::Indonesian => "kesalahan",
            Language::English => "error",
        };
        let paint = crate::prose::paint::Paint::new(self.colour_error());
        self.error(&format!("{}: {}\n", paint.bad(word), self.say(wording)));
    }

    fn colours(&self, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()),
        }
    }
}

/// English if the environment says so; Indonesian otherwise.
fn ambient_language() -> Language {
    let named =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|it| std::env::var(it).ok().filter(|it| !it.is_empty()));
    match named {
        Some(locale) if locale.starts_with("en") => Language::English,
        _ => Language::Indonesian,
    }
}
