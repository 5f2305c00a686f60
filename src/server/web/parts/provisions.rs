//! Where a provision of the law stands in the reading view of an edition: made here both for the view and for what leads there.
//!
//! Knows nothing of: pages, what a provision says.

/// What the place in a source begins with, in a citation in Indonesian.
const PLACES: [&str; 5] = [" Pasal ", " Lampiran ", " ayat ", " huruf ", " angka "];

/// `source-PP-11-2017-pasal-134-ayat-2-huruf-d` for "PP 11/2017 Pasal 134 ayat (2) huruf d"; for a citation of a source as a whole where the source
/// stands. The citation is the Indonesian one whatever the reader speaks: an address has one form.
pub(in crate::server::web) fn provision_anchor(source: &str, citation: &str) -> String {
    let begins = PLACES.iter().filter_map(|it| citation.find(it)).min();
    let place = begins.and_then(|it| citation.get(it..)).unwrap_or_default();
    let mut anchor = format!("source-{source}");
    for word in place.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty()) {
        anchor.push('-');
        anchor.push_str(&word.to_ascii_lowercase());
    }
    anchor
}

/// Whether the second is a provision within the first, or the same one.
pub(in crate::server::web) fn is_within(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|it| it.is_empty() || it.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provision_has_one_place_and_its_signs_are_safe() {
        let anchor = |citation| provision_anchor("PP-11-2017", citation);
        assert_eq!(anchor("PP 11/2017 Pasal 134 ayat (2) huruf d"), "source-PP-11-2017-pasal-134-ayat-2-huruf-d");
        assert_eq!(anchor("PP 11/2017 (dicabut 31-10-2023) Pasal 7A"), "source-PP-11-2017-pasal-7a");
        assert_eq!(anchor("PP 11/2017 Lampiran I \"<é"), "source-PP-11-2017-lampiran-i");
        assert_eq!(anchor("PP 11/2017"), "source-PP-11-2017");
    }

    #[test]
    fn a_paragraph_lies_within_its_article_alone() {
        assert!(is_within("source-A-pasal-1", "source-A-pasal-1-ayat-2"));
        assert!(is_within("source-A-pasal-1", "source-A-pasal-1"));
        assert!(!is_within("source-A-pasal-1", "source-A-pasal-12"));
    }
}
