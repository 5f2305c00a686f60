//! A session is a text: `# remarks`, `@ preparations`, `$ commands`, and below each command what it answered.
//!
//! Standard output stands as it is, lines of standard error begin with `! `, and the exit code ends the answer if it is
//! not 0. Each session runs in an empty folder of its own. Preparations: `@ copy PATH [TO]` copies from the project, `@ file
//! PATH` writes the indented lines below (`@ latin1 PATH` not as UTF-8), `@ link PATH TARGET` makes a symbolic link,
//! `@ show PATH` answers with a file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The session with the answers of today.
pub(crate) fn play(written: &str) -> String {
    let folder = Folder::new();
    let mut played = String::new();
    let mut lines = written.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("# ") && leads_on(lines.clone()) {
            played.push_str(&format!("{line}\n"));
        } else if let Some(preparation) = line.strip_prefix("@ ") {
            played.push_str(&format!("{line}\n"));
            let mut content = String::new();
            while let Some(indented) =
                lines.next_if(|it| it.starts_with("    ") || (it.is_empty() && !content.is_empty()))
            {
                content.push_str(indented.strip_prefix("    ").unwrap_or(""));
                content.push('\n');
                played.push_str(&format!("{indented}\n"));
            }
            played.push_str(&folder.prepare(preparation, content.trim_end_matches('\n')));
        } else if let Some(command) = line.strip_prefix("$ ") {
            played.push_str(&format!("{line}\n{}\n", folder.run(command)));
        }
    }
    played
}

/// Whether a remark stands before something that is done. Otherwise it only looks like one, and is part of an answer.
fn leads_on<'a>(mut below: impl Iterator<Item = &'a str>) -> bool {
    below.find(|it| !it.starts_with("# ")).is_some_and(|it| it.starts_with("$ ") || it.starts_with("@ "))
}

/// The first lines that differ.
pub(crate) fn difference(written: &str, played: &str) -> String {
    let same = written.lines().zip(played.lines()).take_while(|(one, other)| one == other).count();
    let part = |text: &str, mark: &str| {
        let mut marked = String::new();
        for line in text.lines().skip(same).take(30) {
            marked.push_str(&format!("{mark} {line}\n"));
        }
        marked
    };
    format!("from line {}\n{}{}", same + 1, part(written, "-"), part(played, "+"))
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("session-{}-{number}", std::process::id()));
        let _old = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn prepare(&self, preparation: &str, content: &str) -> String {
        let words: Vec<&str> = preparation.split(' ').collect();
        let place = self.0.join(if words[0] == "copy" { words[words.len() - 1] } else { words[1] });
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent).unwrap();
        }
        match words[0] {
            "copy" => copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(words[1]), &place),
            "file" => std::fs::write(&place, format!("{content}\n")).unwrap(),
            "latin1" => std::fs::write(&place, content.chars().map(|it| it as u8).collect::<Vec<_>>()).unwrap(),
            "folder" => std::fs::create_dir_all(&place).unwrap(),
            "link" => link(words[2], &place),
            "show" => return std::fs::read_to_string(&place).unwrap() + "\n",
            other => panic!("no preparation is called {other}"),
        }
        String::new()
    }

    fn run(&self, command: &str) -> String {
        let (command, input) = command.split_once(" < ").unwrap_or((command, ""));
        let mut words = command.split(' ').map(|it| it.replace("''", ""));
        let mut program = Command::new(env!("CARGO_BIN_EXE_timbang"));
        program.current_dir(&self.0).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for word in words.by_ref() {
            match word.split_once('=') {
                Some((name, value)) => program.env(name, value),
                None => break,
            };
        }
        let mut child = program.args(words).spawn().unwrap();
        let given = if input.is_empty() { Vec::new() } else { std::fs::read(self.0.join(input)).unwrap() };
        let _unread = child.stdin.take().unwrap().write_all(&given);
        let output = child.wait_with_output().unwrap();
        let mut answer = String::from_utf8(output.stdout).unwrap().replace('\u{1b}', "␛");
        for line in String::from_utf8(output.stderr).unwrap().replace('\u{1b}', "␛").lines() {
            answer.push_str(format!("! {line}").trim_end());
            answer.push('\n');
        }
        if !output.status.success() {
            answer.push_str(&format!("[{}]\n", output.status.code().unwrap_or(-1)));
        }
        answer
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap();
    }
}

#[cfg(unix)]
fn link(target: &str, place: &Path) {
    std::os::unix::fs::symlink(target, place).unwrap();
}
