//! Puts the files of a document in a folder of its own, runs its commands there, and writes the document anew.
//!
//! Knows nothing of: the engine; it runs the program `timbang`.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use super::document::{Document, Part, expanded};

/// The document with what its commands print now.
///
/// `locale` is the reader's, such as `id_ID.UTF-8`.
pub(super) fn rewritten(document: &Document, shared: &[(String, String)], locale: &'static str) -> String {
    let folder = Folder::new(locale);
    for (name, text) in shared {
        folder.put(name, text);
    }
    let mut result = String::new();
    for part in &document.parts {
        match part {
            Part::Prose(text) => result += text,
            Part::File { opening, name, text } => {
                folder.put(name, &expanded(text));
                result += &format!("{opening}\n{text}```\n");
            }
            Part::Console { commands } => {
                result += "```console\n";
                for command in commands {
                    result += &format!("$ {command}\n{}", folder.run(command));
                }
                result += "```\n";
            }
        }
    }
    result
}

static FOLDERS: AtomicU32 = AtomicU32::new(0);

struct Folder {
    path: PathBuf,
    locale: &'static str,
}

impl Folder {
    fn new(locale: &'static str) -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("timbang-manual-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder for the files of a document");
        Self { path, locale }
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file of a document can be written");
    }

    /// What the command prints, both streams, then its exit code if it is not 0.
    fn run(&self, command: &str) -> String {
        let words = words(command);
        let (program, arguments) = words.split_first().expect("a command has a name");
        match program.as_str() {
            "timbang" => self.timbang(arguments),
            "cat" => arguments.iter().map(|it| self.text(it)).collect(),
            other => panic!("a document may run `timbang` and `cat`, not `{other}`"),
        }
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path.join(name)).expect("`cat` names a file of the document")
    }

    fn timbang(&self, arguments: &[String]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_timbang"))
            .args(arguments)
            .current_dir(&self.path)
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .env("LANG", self.locale)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANGUAGE")
            .output()
            .expect("the program starts");
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text += &String::from_utf8_lossy(&output.stderr);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        match output.status.code() {
            Some(0) => text,
            Some(code) => text + &format!("[exit {code}]\n"),
            None => text + "[killed]\n",
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// The words of a command; `"…"` holds several together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
