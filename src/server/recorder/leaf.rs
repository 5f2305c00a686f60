//! The leaves of rulings and publications for the log: what was decided and under which rules, without anything that tells
//! of a person.
//!
//! Whatever could be guessed is a commitment: an HMAC under a key that is derived from the salt of this leaf and the name of
//! the part, so that parts can be opened one by one, and none once the salt is destroyed. Knows nothing of: the log itself.

use sha2::{Digest, Sha256};

use crate::server::store::{
    CaseRow, CredentialRow, LeafRow, PublicationRow, PublishedEditionRow, RulingRow, SnapshotRow,
};

/// The block of SHA-256 in bytes.
const BLOCK: usize = 64;

/// The leaf of a ruling, with a fresh salt of 32 random bytes.
pub(crate) fn ruling_leaf(
    tenant: &str,
    case: &CaseRow,
    facts: &SnapshotRow,
    ruling: &RulingRow,
    fingerprint: &str,
    salt: Vec<u8>,
) -> LeafRow {
    let hidden = |part: &str, value: &str| hidden(&salt, part, value);
    let lines = [
        ("ruling", ruling.ruling_id.clone()),
        ("previous", ruling.previous_ruling_id.clone()),
        ("tenant", hidden("tenant", tenant)),
        ("case", hidden("case", &case.case_id)),
        ("facts", hidden("facts", &facts.facts)),
        ("rulebook", ruling.rulebook_sha256.clone()),
        ("engine", ruling.engine_version.clone()),
        ("as_of", ruling.as_of.clone()),
        ("outcome", hidden("outcome", &ruling.outcome)),
        ("document", hidden("document", &ruling.document)),
        ("person", hidden("person", &ruling.person)),
        ("request", hidden("request", fingerprint)),
        ("ruled_at", ruling.ruled_at.to_string()),
    ];
    leaf("ruling", &ruling.ruling_id, &lines, salt)
}

/// The leaf of a key that was made or revoked, with a fresh salt of 32 random bytes. `by` is who did it.
pub(crate) fn key_leaf(act: &str, key: &CredentialRow, at: i64, by: &str, salt: Vec<u8>) -> LeafRow {
    let hidden = |part: &str, value: &str| hidden(&salt, part, value);
    let lines = [
        ("key", key.key_id.clone()),
        ("act", act.to_owned()),
        ("tenant", hidden("tenant", &key.tenant_id)),
        ("agency", hidden("agency", &key.agency_id)),
        ("person", hidden("person", &key.person)),
        ("role", key.role.clone()),
        ("expires_at", key.expires_at.map_or_else(|| "never".to_owned(), |it| it.to_string())),
        ("by", hidden("by", by)),
        ("at", at.to_string()),
    ];
    leaf("key", &format!("key/{}/{act}", key.key_id), &lines, salt)
}

/// The leaf of a publication, with a fresh salt of 32 random bytes: which editions hold from which day on.
pub(crate) fn publication_leaf(
    publication: &PublicationRow,
    editions: &[PublishedEditionRow],
    fingerprint: &str,
    salt: Vec<u8>,
) -> LeafRow {
    let hidden = |part: &str, value: &str| hidden(&salt, part, value);
    let mut lines = vec![
        ("publication", publication.publication_id.clone()),
        ("tenant", hidden("tenant", &publication.tenant_id)),
        ("rulebook", hidden("rulebook", &publication.rulebook)),
        ("number", publication.number.to_string()),
        ("effective_on", publication.effective_on.clone()),
        ("texts", hidden("texts", &publication.texts_sha256)),
    ];
    lines.extend(editions.iter().map(|it| ("edition", it.rulebook_sha256.clone())));
    lines.extend([
        ("authors", hidden("authors", &publication.authors)),
        ("approver", hidden("approver", &publication.approver)),
        ("reason", hidden("reason", &publication.reason)),
        ("request", hidden("request", fingerprint)),
        ("published_at", publication.published_at.to_string()),
    ]);
    leaf("publication", &publication.publication_id, &lines, salt)
}

/// A leaf of one kind: a line for each part.
fn leaf(kind: &str, subject_id: &str, lines: &[(&str, String)], salt: Vec<u8>) -> LeafRow {
    let mut data = format!("timbang.leaf/1\ntype {kind}\n");
    for (name, value) in lines {
        data.push_str(name);
        data.push(' ');
        data.push_str(value);
        data.push('\n');
    }
    let leaf_data = data.into_bytes();
    let leaf_hash = hex(&Sha256::new().chain_update([0]).chain_update(&leaf_data).finalize());
    LeafRow { subject_id: subject_id.to_owned(), leaf_data, leaf_hash, salt }
}

/// A commitment to one part.
fn hidden(salt: &[u8], part: &str, value: &str) -> String {
    hex(&hmac(&hmac(salt, part.as_bytes()), value.as_bytes()))
}

/// The key that opens one part of a leaf, and no other part.
pub(crate) fn part_key(salt: &[u8], part: &str) -> String {
    hex(&hmac(salt, part.as_bytes()))
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = if key.len() > BLOCK { Sha256::digest(key).to_vec() } else { key.to_vec() };
    block.resize(BLOCK, 0);
    let padded = |byte: u8| block.iter().map(|it| it ^ byte).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

/// Two hexadecimal digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, cases 1, 2 and 6 (a key longer than a block).
    #[test]
    fn the_published_examples_are_met() {
        let cases: [(Vec<u8>, &[u8], &str); 3] = [
            (vec![0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, message, expected) in cases {
            assert_eq!(hex(&hmac(&key, message)), expected);
        }
    }
}
