//! The rules that an operator brings along to a start, and what is said of them.
//!
//! Knows nothing of: folders, HTTP.

use crate::engine::source::SourceFile;
use crate::engine::wording::Wording;
use crate::server::service::{Seeded, Service, ServiceError, TextFile, Texts};
use crate::wording;

/// A rulebook in the operator's folder.
#[derive(Clone, Debug)]
pub struct FolderRules {
    pub name: String,
    /// Rules, what they share, scenarios and their cases; paths from the top of the folder.
    pub files: Vec<SourceFile>,
}

/// The rules that are brought along to a start.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub rulebooks: Vec<FolderRules>,
    /// Why rules that differ from those published for all take their place.
    pub adopt: Option<String>,
}

/// What a service says once it takes requests.
#[derive(Clone, Debug)]
pub struct Started {
    /// `http://…`
    pub address: String,
    /// How many editions are published for all.
    pub editions: usize,
    /// What became of the rules that were brought along, if it is not as expected.
    pub notices: Vec<Wording>,
}

/// Publishes what was never published; what differs is adopted, or refused with a notice.
pub(super) async fn brought_along(service: &Service, rules: &Rules) -> Result<Vec<Wording>, ServiceError> {
    let mut notices = Vec::new();
    for FolderRules { name, files } in &rules.rulebooks {
        let files = files.iter().map(|it| TextFile { path: it.path.clone(), text: it.text.clone() });
        let seeded = service.seed(name, &Texts::new(files.collect()), rules.adopt.as_deref()).await?;
        notices.extend(notice(name, seeded));
    }
    Ok(notices)
}

fn notice(name: &str, seeded: Seeded) -> Option<Wording> {
    match seeded {
        Seeded::Same => None,
        Seeded::Published { left_out } if left_out.is_empty() => None,
        Seeded::Published { left_out } => {
            let editions = left_out.join(", ");
            Some(wording!(
                "himpunan aturan `{name}`: ada skenario yang hasilnya tidak seperti yang tertulis, sehingga edisi ini tidak dipublikasikan: {editions} (lihat `timbang test`)",
                "the rulebook `{name}`: there are scenarios that do not come out as they say, so these editions are not published: {editions} (see `timbang test`)"
            ))
        }
        Seeded::Adopted(number) => Some(wording!(
            "himpunan aturan `{name}` dalam folder berbeda dari yang dipublikasikan dan kini menjadi publikasi {number}",
            "the rulebook `{name}` in the folder differs from what was published and is now publication {number}"
        )),
        Seeded::Differs(number) => Some(wording!(
            "himpunan aturan `{name}` dalam folder berbeda dari publikasi {number}, dan publikasi itu yang tetap dipakai; untuk memakai yang dalam folder: --adopt-rules \"ALASAN\"",
            "the rulebook `{name}` in the folder differs from publication {number}, which goes on serving; to use the one in the folder: --adopt-rules \"REASON\""
        )),
        Seeded::Faulty => Some(wording!(
            "himpunan aturan `{name}` dalam folder mengandung kesalahan, atau skenario yang hasilnya tidak seperti yang tertulis, dan tidak dipublikasikan (lihat `timbang check` dan `timbang test`)",
            "the rulebook `{name}` in the folder has errors, or scenarios that do not come out as they say, and is not published (see `timbang check` and `timbang test`)"
        )),
    }
}
