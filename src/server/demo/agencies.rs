//! What is published about the merit system of real agencies: name, year, score. Sources stand in the file itself.
//!
//! Knows nothing of: cases, requests.

/// Columns: agency, year, score, index, category, exempted, source.
const PUBLISHED: &str = include_str!("agencies.csv");

/// One published assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) agency: &'static str,
    pub(super) year: &'static str,
    /// A decimal as it was published; empty if only the category was.
    pub(super) score: &'static str,
    pub(super) category: &'static str,
}

/// All assessments; the columns that are read never hold a comma.
pub(super) fn published() -> impl Iterator<Item = Published> {
    PUBLISHED.lines().skip(1).filter_map(|line| {
        let mut columns = line.split(',');
        let (agency, year, score) = (columns.next()?, columns.next()?, columns.next()?);
        let category = columns.nth(1)?;
        Some(Published { agency, year, score, category })
    })
}

/// The latest assessment of an agency that is on the list.
pub(super) fn latest(agency: &str) -> Option<Published> {
    published().filter(|it| it.agency == agency).max_by_key(|it| it.year)
}

/// The kind of agency that a name tells, as rule files name it.
pub(super) fn kind(agency: &str) -> &'static str {
    match agency.split(' ').next() {
        Some("Provinsi") => "province",
        Some("Kabupaten") => "regency",
        Some("Kota") => "city",
        Some("Kementerian" | "Kemenko") => "ministry",
        _ => "agency",
    }
}

/// A name for addresses: `Provinsi Jawa Barat` is `provinsi-jawa-barat`.
pub(super) fn slug(agency: &str) -> String {
    agency.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let all: Vec<Published> = published().collect();
        assert_eq!(all.len(), PUBLISHED.lines().count() - 1);
        for it in all {
            assert!(!it.agency.contains('"') && it.year.len() == 4, "{it:?}");
            assert!(it.score.chars().all(|it| it.is_ascii_digit() || it == '.'), "{it:?}");
        }
    }

    #[test]
    fn the_latest_assessment_counts() {
        let latest = latest("Kabupaten Buleleng").unwrap();
        assert_eq!((latest.year, latest.score, latest.category), ("2024", "347.5", "Sangat Baik"));
        assert_eq!(kind("Kabupaten Buleleng"), "regency");
    }
}
