//! Two drafts of rules: one that another person may publish, and one with a mistake that its author has to mend.
//!
//! Knows nothing of: cases, keys.

use serde_json::{Value, json};

use super::sender::Sender;

/// What is changed of the texts that were published, and why.
struct Story {
    rulebook: &'static str,
    note: &'static str,
    /// What stands in the texts, and what stands there instead.
    before: &'static str,
    after: &'static str,
}

const STORIES: [Story; 2] = [
    Story {
        rulebook: "secretary_fallback",
        note: "Bantuan pada tanggal persetujuan dibuat lebih jelas.",
        before: r#"bantuan "Pilih “Tidak ada” bila rencana uji kompetensi belum disetujui." en "Choose “There is none” if the plan has not been approved.""#,
        after: r#"bantuan "Lihat surat persetujuannya. Pilih “Tidak ada” bila belum disetujui." en "See the letter of approval. Choose “There is none” if it has not been approved.""#,
    },
    // A name that is not there.
    Story {
        rulebook: "pandemic_selection",
        note: "Batas perpanjangan diberi nama lain; belum selesai.",
        before: "parameter most_pandemic_extensions :",
        after: "parameter greatest_number_of_extensions :",
    },
];

/// Writes them, unless that was done before.
pub(super) fn tell(policy: &Sender) -> Result<(), String> {
    for story in &STORIES {
        write(policy, story).map_err(|it| format!("{}: {it}", story.rulebook))?;
    }
    Ok(())
}

fn write(policy: &Sender, story: &Story) -> Result<(), String> {
    let key = format!("demo-draft-{}", story.rulebook);
    let begun = policy.post(&key, &format!("/api/v1/rulebooks/{}/drafts", story.rulebook), "{}")?;
    let path = format!("/api/v1/drafts/{}", super::id(&begun));
    let mut draft = policy.get(&path)?;
    if draft.get("version").and_then(Value::as_i64) != Some(1) {
        return Ok(());
    }
    let mut files = draft.get_mut("files").map(Value::take).unwrap_or_default();
    for text in files.as_array_mut().into_iter().flatten().filter_map(|it| it.get_mut("text")) {
        *text = json!(text.as_str().unwrap_or_default().replace(story.before, story.after));
    }
    policy.rewrite(&format!("{key}-2"), &path, r#""1""#, &json!({"files": files, "note": story.note}).to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_stands_in_the_rules() {
        let texts = [
            include_str!("../../../rules/secretary-fallback/2017/fallback.aturan"),
            include_str!("../../../rules/pandemic-selection/2020/pandemic.aturan"),
        ];
        for (story, text) in STORIES.iter().zip(texts) {
            assert!(text.contains(story.before), "{}", story.before);
        }
    }
}
