//! What two states of a rulebook's texts differ in, file by file and line by line.
//!
//! Knows nothing of: drafts, publications, how it is shown.

use std::collections::BTreeSet;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::texts::Texts;

/// So many lines around a change are shown.
const AROUND: usize = 3;
/// After this time the rest is told as replaced as a whole.
const PATIENCE: Duration = Duration::from_secs(2);

/// One file that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileDifference {
    pub(crate) path: String,
    /// It was not there before.
    pub(crate) is_new: bool,
    /// It is not there any more.
    pub(crate) is_gone: bool,
    pub(crate) added: usize,
    pub(crate) removed: usize,
    /// The changed stretches, each with a few lines around it.
    pub(crate) stretches: Vec<Vec<LineDifference>>,
}

/// One line, with its number before and after, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineDifference {
    pub(crate) before: Option<usize>,
    pub(crate) after: Option<usize>,
    pub(crate) text: String,
}

impl LineDifference {
    pub(crate) fn is_added(&self) -> bool {
        self.before.is_none()
    }

    pub(crate) fn is_removed(&self) -> bool {
        self.after.is_none()
    }
}

/// Everything that differs, in path order.
pub(crate) fn between(before: &Texts, after: &Texts) -> Vec<FileDifference> {
    let paths: BTreeSet<&str> = before.files().iter().chain(after.files()).map(|it| it.path.as_str()).collect();
    let differs = |it: &&str| before.text(it) != after.text(it);
    paths.into_iter().filter(differs).map(|it| of_file(it, before.text(it), after.text(it))).collect()
}

fn of_file(path: &str, before: Option<&str>, after: Option<&str>) -> FileDifference {
    let (old, new) = (before.unwrap_or_default(), after.unwrap_or_default());
    let difference = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let mut stretches = Vec::new();
    let (mut added, mut removed) = (0_usize, 0_usize);
    for group in difference.grouped_ops(AROUND) {
        let mut lines = Vec::new();
        for change in group.iter().flat_map(|it| difference.iter_changes(it)) {
            match change.tag() {
                ChangeTag::Insert => added = added.saturating_add(1),
                ChangeTag::Delete => removed = removed.saturating_add(1),
                ChangeTag::Equal => {}
            }
            lines.push(LineDifference {
                before: change.old_index().map(|it| it.saturating_add(1)),
                after: change.new_index().map(|it| it.saturating_add(1)),
                text: change.value().trim_end_matches(['\r', '\n']).to_owned(),
            });
        }
        stretches.push(lines);
    }
    FileDifference {
        path: path.to_owned(),
        is_new: before.is_none(),
        is_gone: after.is_none(),
        added,
        removed,
        stretches,
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts::TextFile;
    use super::*;

    fn texts(files: &[(&str, &str)]) -> Texts {
        Texts::new(files.iter().map(|it| TextFile { path: it.0.to_owned(), text: it.1.to_owned() }).collect())
    }

    #[test]
    fn only_what_differs_is_told_with_its_lines() {
        let before = texts(&[("a.aturan", "1\n2\n3\n"), ("b.aturan", "x\n"), ("c.aturan", "same\n")]);
        let after = texts(&[("a.aturan", "1\n2b\n3\n"), ("c.aturan", "same\n"), ("d.aturan", "new\n")]);
        let found = between(&before, &after);
        let told: Vec<(&str, bool, bool, usize, usize)> =
            found.iter().map(|it| (it.path.as_str(), it.is_new, it.is_gone, it.added, it.removed)).collect();
        assert_eq!(
            told,
            [("a.aturan", false, false, 1, 1), ("b.aturan", false, true, 0, 1), ("d.aturan", true, false, 1, 0)]
        );
        let lines = &found[0].stretches[0];
        assert!(lines.iter().any(|it| it.is_removed() && it.text == "2" && it.before == Some(2)));
        assert!(lines.iter().any(|it| it.is_added() && it.text == "2b" && it.after == Some(2)));
    }
}
