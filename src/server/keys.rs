//! Making, listing and ending API keys from outside of the service.
//!
//! Knows nothing of: HTTP.

use actix_web::rt::System;

use super::ServeError;
use super::actor::Role;
use super::clock;
use super::service::{Keys, NewKey};
use super::store::{CredentialRow, Store};
use crate::engine::syntax::{compatible, mixed_word};
use crate::engine::value::date;
use crate::engine::value::text::is_hidden;
use crate::wording;

/// The longest name of a tenant, an agency or a person, in characters.
const LONGEST_NAME: usize = 200;

/// A key that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub tenant: String,
    /// Needed for the role `agency`, and only there.
    pub agency: Option<String>,
    pub person: String,
    pub role: String,
    /// The last day, in days since 1970-01-01.
    pub until: Option<i64>,
    /// Who runs the program; empty if that cannot be told.
    pub by: String,
}

/// A key that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its text, which cannot be had again.
    pub key: String,
    pub about: Listed,
}

/// A key that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub tenant: String,
    /// Empty unless the role is `agency`.
    pub agency: String,
    pub person: String,
    pub role: String,
    pub created_at: String,
    pub expires_at: Option<String>,
    pub revoked_at: Option<String>,
    /// When something was last recorded with it; reading leaves no trace.
    pub last_act_at: Option<String>,
    /// Neither expired nor revoked.
    pub good: bool,
}

/// The roles there are.
#[must_use]
pub fn roles() -> Vec<&'static str> {
    Role::ALL.iter().map(|it| it.name()).collect()
}

/// Makes a key.
pub fn create(database: &str, wanted: &Wanted) -> Result<Made, ServeError> {
    let name = &wanted.role;
    let role = Role::of(name)
        .ok_or_else(|| ServeError::Database(wording!("tidak ada peran `{name}`", "there is no role `{name}`")))?;
    let agency = wanted.agency.as_deref();
    for name in [Some(wanted.tenant.as_str()), Some(wanted.person.as_str()), agency].into_iter().flatten() {
        usable(name)?;
    }
    if let Some(until) = wanted.until {
        to_come(until, clock::jakarta_day(clock::now()))?;
    }
    let new = NewKey {
        tenant: wanted.tenant.clone(),
        agency: wanted.agency.clone().unwrap_or_default(),
        person: wanted.person.clone(),
        role,
        expires_at: wanted.until.map(clock::end_of),
    };
    let made = System::new().block_on(async {
        Keys::new(Store::open(database).await?).create(&new, &wanted.by).await.map_err(ServeError::from)
    });
    made.map(|(key, row)| Made { key, about: listed(row, None) })
}

/// Whether there is no database yet.
pub(crate) fn has_no_place(database: &str) -> bool {
    Store::is_absent(database)
}

/// All keys, or those of one tenant, the oldest first.
pub fn list(database: &str, tenant: Option<&str>) -> Result<Vec<Listed>, ServeError> {
    let rows = System::new().block_on(async { Keys::new(Store::open_existing(database).await?).list(tenant).await })?;
    Ok(rows.into_iter().map(|(row, last)| listed(row, last)).collect())
}

/// Ends a key for good; says whether there was one to end.
pub fn revoke(database: &str, id: &str, by: &str) -> Result<bool, ServeError> {
    System::new().block_on(async {
        Keys::new(Store::open_existing(database).await?).revoke(id, by).await.map_err(ServeError::from)
    })
}

/// A key that is over when it is made was never meant: most likely the year is wrong.
fn to_come(until: i64, today: i64) -> Result<(), ServeError> {
    if until >= today {
        return Ok(());
    }
    let (until, today) = (date::iso(until), date::iso(today));
    Err(ServeError::Database(wording!(
        "--until {until} sudah lewat (hari ini di Jakarta {today}): sebutkan hari ini atau hari yang akan datang",
        "--until {until} is over (today in Jakarta is {today}): name today or a day to come"
    )))
}

/// Names tell who acted, and stand in the audit: what cannot be seen in them is refused, and so is what has another form that looks
/// the same.
fn usable(name: &str) -> Result<(), ServeError> {
    let plain = compatible(name);
    if plain != name {
        return Err(ServeError::Database(wording!(
            "nama {name:?} tidak dapat dipakai: tulis {plain:?}",
            "the name {name:?} cannot be used: write {plain:?}"
        )));
    }
    if let Some(word) = mixed_word(name) {
        return Err(ServeError::Database(wording!(
            "nama {name:?} tidak dapat dipakai: {word:?} mencampur huruf Latin dengan huruf Kiril atau Yunani yang serupa",
            "the name {name:?} cannot be used: {word:?} mixes Latin letters with Cyrillic or Greek ones that look like them"
        )));
    }
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
    if fits && name.trim() == name && !name.chars().any(|it| it.is_control() || is_hidden(it)) {
        return Ok(());
    }
    Err(ServeError::Database(wording!(
        "nama {name:?} tidak dapat dipakai: 1 sampai {LONGEST_NAME} karakter, tanpa spasi di tepi, tanpa karakter kendali atau tersembunyi",
        "the name {name:?} cannot be used: 1 to {LONGEST_NAME} characters, no space at its ends, no control or hidden characters"
    )))
}

fn listed(row: CredentialRow, last_act_at: Option<i64>) -> Listed {
    Listed {
        good: row.revoked_at.is_none() && row.expires_at.is_none_or(|it| clock::now() < it),
        id: row.key_id,
        tenant: row.tenant_id,
        agency: row.agency_id,
        person: row.person,
        role: row.role,
        created_at: clock::instant(row.created_at),
        expires_at: row.expires_at.map(clock::instant),
        revoked_at: row.revoked_at.map(clock::instant),
        last_act_at: last_act_at.map(clock::instant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_lasts_until_today_at_least() {
        assert!(to_come(100, 100).is_ok() && to_come(101, 100).is_ok());
        assert!(to_come(99, 100).is_err());
    }
    #[test]
    fn a_name_shows_all_that_it_is() {
        assert!(usable("Siti Aminah").is_ok() && usable("José").is_ok());
        assert!(usable("Анна Мария").is_ok() && usable("Anna (Анна)").is_ok());
        for wrong in
            ["", " a", "Siti \u{410}minah", "\u{39F}mar", "a\u{200b}", "a\nb", "Ｓｉｔｉ", "Jose\u{301}", "a\u{202e}b"]
        {
            assert!(usable(wrong).is_err(), "{wrong:?}");
        }
    }
}
