//! A small country to try the service on: real agencies with what is published about them, cases in every state, drafts of rules,
//! one key a role.
//!
//! It is made by the same requests that anyone would send, so it holds nothing that the service would not accept. Knows nothing
//! of: rules, the database beyond its keys.

mod agencies;
mod country;
mod drafts;
mod sender;

use serde_json::Value;

use super::ServeError;
use super::keys::{self, Wanted};
use crate::wording;
use agencies::slug;
use country::{Act, Person, STORIES, Story};
use sender::Sender;

/// The tenant of the whole country.
const TENANT: &str = "demo";
/// Good for this many days.
const KEY_DAYS: i64 = 30;
/// Who makes the keys, as the audit calls it.
const BY: &str = "demonstration";

/// A key that is shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoKey {
    pub role: &'static str,
    pub person: &'static str,
    /// Empty unless the role is `agency`.
    pub agency: String,
    pub key: String,
}

/// What came of filling the country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// So many cases are new.
    Cases(usize),
    /// There were cases already; nothing was added.
    Before,
}

/// Looks whether a demonstration may live in this database.
///
/// # Errors
/// If it holds keys of another tenant: a demonstration has no place among real cases.
pub fn may_live_in(database: &str) -> Result<(), ServeError> {
    if keys::has_no_place(database) {
        return Ok(());
    }
    let foreign = keys::list(database, None)?.into_iter().find(|it| it.tenant != TENANT);
    foreign.map_or(Ok(()), |it| {
        let tenant = it.tenant;
        Err(ServeError::Database(wording!(
            "basis data ini milik `{tenant}`: peragaan memerlukan basis data sendiri (--database sqlite:BERKAS)",
            "this database belongs to `{tenant}`: a demonstration needs a database of its own (--database sqlite:FILE)"
        )))
    })
}

/// Makes one key a role, good for 30 days from `today` (days since 1970-01-01).
///
/// # Errors
/// If they cannot be kept.
pub fn keys(database: &str, today: i64) -> Result<Vec<DemoKey>, ServeError> {
    let person = |person: &Person| {
        let agency = if person.role == "agency" { slug(country::HOME) } else { String::new() };
        let key = key(database, person, &agency, today)?;
        Ok(DemoKey { role: person.role, person: person.name, agency, key })
    };
    country::PEOPLE.iter().map(person).collect()
}

fn key(database: &str, person: &Person, agency: &str, today: i64) -> Result<String, ServeError> {
    let wanted = Wanted {
        tenant: TENANT.to_owned(),
        agency: Some(agency.to_owned()).filter(|it| !it.is_empty()),
        person: person.name.to_owned(),
        role: person.role.to_owned(),
        until: Some(today.saturating_add(KEY_DAYS)),
        by: BY.to_owned(),
    };
    Ok(keys::create(database, &wanted)?.key)
}

/// Tells every story to the service at `address`, unless it holds as many cases already. If it was interrupted before, it goes
/// on where it stopped. `told` hears how many are done, of how many.
///
/// # Errors
/// What the service answered to a request that it should have accepted, in words.
pub fn fill(
    address: &str,
    database: &str,
    demo_keys: &[DemoKey],
    today: i64,
    told: impl Fn(usize, usize),
) -> Result<Filled, String> {
    let of = |role: &str| demo_keys.iter().find(|it| it.role == role).map_or("", |it| it.key.as_str());
    let (verifier, reviewer) = (Sender::new(address, of("verifier")), Sender::new(address, of("reviewer")));
    let held = verifier.get("/api/v1/cases?limit=200")?.get("items").and_then(Value::as_array).map_or(0, Vec::len);
    // The last story is told by beginning it.
    if held >= STORIES.len() {
        return Ok(Filled::Before);
    }
    drafts::tell(&Sender::new(address, of("policy")))?;
    for (number, story) in STORIES.iter().enumerate() {
        let person = Person { role: "agency", name: country::CLERK };
        let key = key(database, &person, &slug(story.agency), today).map_err(|it| it.to_string())?;
        let agency = Sender::new(address, &key);
        tell((number, story), &agency, &verifier, &reviewer).map_err(|it| format!("{}: {it}", story.agency))?;
        // Only the keys that were shown stay.
        let id = key.split('_').nth(1).unwrap_or_default();
        keys::revoke(database, id, BY).map_err(|it| it.to_string())?;
        told(number.saturating_add(1), STORIES.len());
    }
    Ok(Filled::Cases(STORIES.len()))
}

/// One case through its acts.
fn tell((number, story): (usize, &Story), agency: &Sender, verifier: &Sender, reviewer: &Sender) -> Result<(), String> {
    let begun = agency.post(&format!("demo-{number}"), "/api/v1/cases", &country::request(story)?)?;
    let case = format!("/api/v1/cases/{}", id(&begun));
    let mut ruling = String::new();
    for (turn, act) in story.acts.iter().enumerate() {
        let key = format!("demo-{number}-{turn}");
        let post = |who: &Sender, path: &str, body: &str| who.post(&key, path, body);
        let step = |name: &str| format!("{case}/{name}");
        let review = || format!("/api/v1/rulings/{ruling}/reviews");
        match act {
            Act::Submit => post(agency, &step("submission"), r#"{"keep_date":true}"#)?,
            Act::Verify => post(verifier, &step("verification"), country::VERIFIED)?,
            Act::Rule => {
                let ruled = post(verifier, &step("ruling"), "{}")?;
                id(&ruled).clone_into(&mut ruling);
                ruled
            }
            Act::Confirm(reason) => post(reviewer, &review(), &country::verdict("confirmed", reason))?,
            Act::Remand(reason) => post(reviewer, &review(), &country::verdict("remanded", reason))?,
            Act::Return(reason) => post(verifier, &step("return"), &country::reason(reason))?,
            Act::Object(reason) => post(agency, &step("objection"), &country::reason(reason))?,
            Act::Withdraw(reason) => post(agency, &step("withdrawal"), &country::reason(reason))?,
        };
    }
    Ok(())
}

fn id(answer: &Value) -> &str {
    answer.get("id").and_then(Value::as_str).unwrap_or_default()
}
