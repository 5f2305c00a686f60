//! Colour and line breaks for text on a terminal.

use crate::engine::value::text::is_hidden;

/// Paints by terminal codes, or leaves the text as it is.
#[derive(Clone, Copy)]
pub(crate) struct Paint {
    colour: bool,
}

impl Paint {
    pub(crate) const fn new(colour: bool) -> Self {
        Self { colour }
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.wrap("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.wrap("1;31", text)
    }

    pub(crate) fn open(self, text: &str) -> String {
        self.wrap("33", text)
    }

    pub(crate) fn strong(self, text: &str) -> String {
        self.wrap("1", text)
    }

    pub(crate) fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Breaks a text into lines of at most `width` columns, between words. A word that is longer stays whole.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let fits = lines.last().is_none_or(|it| it.is_empty() || columns(it) + 1 + columns(word) <= width);
        if !fits {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// A paragraph whose first line begins with `first` and whose others begin with as many spaces, ended by a line end.
pub(crate) fn paragraph(first: &str, text: &str, width: usize) -> String {
    hanging(first, &" ".repeat(columns(first)), text, width, str::to_owned)
}

/// A paragraph with its own beginnings of lines; each line is painted after it was broken.
pub(crate) fn hanging(first: &str, rest: &str, text: &str, width: usize, paint: impl Fn(&str) -> String) -> String {
    let mut result = String::new();
    for (index, line) in lines(text, width.saturating_sub(columns(rest).max(columns(first)))).iter().enumerate() {
        let line = format!("{}{}", if index == 0 { first } else { rest }, paint(line));
        result.push_str(line.trim_end());
        result.push('\n');
    }
    result
}

/// How many characters a text takes, colour codes left out.
pub(crate) fn columns(text: &str) -> usize {
    let mut count = 0_usize;
    let mut in_code = false;
    for character in text.chars() {
        match character {
            '\u{1b}' => in_code = true,
            'm' if in_code => in_code = false,
            _ if in_code => {}
            _ => count = count.saturating_add(1),
        }
    }
    count
}

/// Text from a case may hold control and direction characters, which a terminal would obey: each is shown as a mark.
/// Line ends and the colours of this program stay.
pub(crate) fn harmless(text: &str) -> String {
    let mut rest = text;
    let mut shown = String::with_capacity(text.len());
    while let Some(character) = rest.chars().next() {
        let code = colour_code(rest);
        let (piece, after) = rest.split_at_checked(code.unwrap_or(character.len_utf8())).unwrap_or((rest, ""));
        if code.is_none() && is_obeyed(character) {
            shown.push(char::REPLACEMENT_CHARACTER);
        } else {
            shown.push_str(piece);
        }
        rest = after;
    }
    shown
}

/// How long the colour code is with which a text begins.
fn colour_code(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|it: char| !it.is_ascii_digit() && it != ';')?;
    inner.get(end..)?.starts_with('m').then(|| end.saturating_add(3))
}

fn is_obeyed(character: char) -> bool {
    is_hidden(character) || (character.is_control() && character != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_only_shown() {
        let painted = Paint::new(true).bad("no");
        assert_eq!(harmless(&painted), painted);
        let shown = harmless("a\u{1b}]0;x\u{7}b\u{1b}[2Jc\r\u{202e}d\ne");
        assert_eq!(shown, "a\u{fffd}]0;x\u{fffd}b\u{fffd}[2Jc\u{fffd}\u{fffd}d\ne");
    }

    #[test]
    fn breaks_between_words_and_keeps_long_ones_whole() {
        assert_eq!(lines("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(lines("abcdefghij k", 4), ["abcdefghij", "k"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn colour_codes_take_no_columns() {
        assert_eq!(columns(&Paint::new(true).bad("tidak")), 5);
        assert_eq!(Paint::new(false).bad("tidak"), "tidak");
    }

    #[test]
    fn a_paragraph_hangs_under_its_first_word() {
        assert_eq!(paragraph("- ", "satu dua tiga", 10), "- satu dua\n  tiga\n");
    }
}
