//! What a form held that cannot be taken as it comes: its fields, and which files were chosen, so that nobody has to type it again.
//!
//! Knows nothing of: who sent it, how it is shown.

/// The fields of a form without what only its page knew, and the files that were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::server) struct Kept {
    /// In the order of the page.
    pub(in crate::server) fields: Vec<(String, String)>,
    /// The field and the name of each file; its bytes are not kept.
    pub(in crate::server) files: Vec<(String, String)>,
}

/// Fields that belong to one page of one session. `key` is an access key where somebody signs in.
const OF_THE_PAGE: [&str; 2] = ["csrf", "key"];
/// Before the field of a file that has to be chosen again stands this, with the name of the file as its value.
pub(in crate::server) const CHOSEN: &str = "chosen:";

impl Kept {
    /// What is worth keeping of a form.
    pub(in crate::server) fn of(fields: Vec<(String, String)>, files: Vec<(String, String)>) -> Self {
        let mut kept = Self { files, ..Self::default() };
        for (name, value) in fields {
            if OF_THE_PAGE.contains(&name.as_str()) {
                continue;
            }
            match name.strip_prefix(CHOSEN) {
                Some(field) => kept.files.push((field.to_owned(), value)),
                None => kept.fields.push((name, value)),
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_page_is_not_kept() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sent = [("csrf", "c"), ("key", "k"), ("version", "3"), ("reason", "why"), ("chosen:file", "a.pdf")];
        let kept = Kept::of(sent.iter().map(|it| pair(it.0, it.1)).collect(), vec![pair("file", "b.pdf")]);
        assert_eq!(kept.fields, [pair("version", "3"), pair("reason", "why")]);
        assert_eq!(kept.files, [pair("file", "b.pdf"), pair("file", "a.pdf")]);
    }
}
