//! The tag of a version, and which version a request was made for.
//!
//! Knows nothing of: headers, what has versions.

/// The versions to which a request may be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Follows {
    /// Whichever there is.
    #[default]
    Any,
    /// Those with one of these tags; none at all if there is no tag.
    Tagged(Vec<String>),
}

impl Follows {
    /// Whether a thing of this version may be changed.
    pub(crate) fn allows(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Tagged(tags) => tags.contains(&tag(version)),
        }
    }
}

/// The tag of a version, as `ETag` has it.
pub(crate) fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tag_of_the_version_itself_allows_it() {
        let tagged = |tags: &[&str]| Follows::Tagged(tags.iter().map(|it| (*it).to_owned()).collect());
        assert!(Follows::Any.allows(7));
        assert!(tagged(&["\"6\"", "\"7\""]).allows(7));
        for other in [&["\"6\""][..], &["7"], &["\"07\""], &["\"\""], &[]] {
            assert!(!tagged(other).allows(7), "{other:?}");
        }
    }
}
