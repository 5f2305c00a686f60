//! A document of the manual: prose, files, and commands with what they print.
//!
//! Knows nothing of: where the files are put, how commands are run.

/// A document in parts that, joined, are its text.
pub(super) struct Document {
    pub(super) parts: Vec<Part>,
}

pub(super) enum Part {
    /// Anything that is not run, with its line ends.
    Prose(String),
    /// ```` ```aturan NAME ```` or ```` ```json NAME ````: a file from here on.
    File { opening: String, name: String, text: String },
    /// ```` ```console ````: lines `$ command`, each followed by what it prints.
    Console { commands: Vec<String> },
}

impl Document {
    pub(super) fn read(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut prose = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(kind) = Kind::of(line) else {
                prose += line;
                prose.push('\n');
                continue;
            };
            parts.push(Part::Prose(std::mem::take(&mut prose)));
            let inside: Vec<&str> = lines.by_ref().take_while(|it| *it != "```").collect();
            parts.push(kind.part(line, &inside));
        }
        parts.push(Part::Prose(prose));
        Self { parts }
    }
}

enum Kind {
    File(String),
    Console,
}

impl Kind {
    fn of(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.strip_prefix("```")?.split_whitespace().collect();
        match words.as_slice() {
            ["aturan" | "json", name] => Some(Self::File((*name).to_owned())),
            ["console"] => Some(Self::Console),
            _ => None,
        }
    }

    fn part(self, opening: &str, inside: &[&str]) -> Part {
        match self {
            Self::File(name) => {
                let mut text = inside.join("\n");
                text.push_str(if inside.is_empty() { "" } else { "\n" });
                Part::File { opening: opening.to_owned(), name, text }
            }
            Self::Console => {
                let commands = inside.iter().filter_map(|it| it.strip_prefix("$ ")).map(str::to_owned).collect();
                Part::Console { commands }
            }
        }
    }
}

/// The text of a file with `{{1000 x TEXT}}` repeated and `{{u200B}}` made that character: what cannot be shown in a document.
pub(super) fn expanded(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, following)) = after.split_once("}}") else { break };
        result += before;
        result += &expansion(inside);
        rest = following;
    }
    result + rest
}

fn expansion(inside: &str) -> String {
    if let Some((count, repeated)) = inside.split_once(" x ") {
        let count = count.parse().expect("a count before ` x `");
        return repeated.replace("\\n", "\n").repeat(count);
    }
    let number = inside.strip_prefix('u').and_then(|it| u32::from_str_radix(it, 16).ok());
    number.and_then(char::from_u32).expect("`{{u200B}}` names a character").to_string()
}
