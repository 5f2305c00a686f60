//! `timbang key`: makes, lists and ends the keys that open the service.

use super::super::console::Console;
use super::super::exit::Exit;
use super::arguments::{CreateArguments, KeyArguments, KeyVerb};
use super::failed;
use super::settings::settle;
use crate::engine::wording::Wording;
use crate::server::keys::{self, Listed, Wanted};
use crate::wording;

pub(crate) fn run(asked: &KeyArguments, console: &Console) -> Exit {
    let settings = match &asked.verb {
        KeyVerb::Create(wanted) => &wanted.settings,
        KeyVerb::List(settings) => settings,
        KeyVerb::Revoke(revoked) => &revoked.settings,
    };
    let database = match settle(settings, None, console) {
        Ok(settled) => settled.config.database,
        Err(exit) => return exit,
    };
    match &asked.verb {
        KeyVerb::Create(wanted) => create(&database, wanted, console),
        KeyVerb::List(_) => list(&database, console),
        KeyVerb::Revoke(revoked) => revoke(&database, &revoked.id, console),
    }
}

fn create(database: &str, asked: &CreateArguments, console: &Console) -> Exit {
    if (asked.role == "agency") != asked.agency.is_some() {
        console.trouble(&wording!(
            "--agency diperlukan untuk peran agency, dan hanya di situ",
            "--agency is needed for the role agency, and only there"
        ));
        return Exit::BadInput;
    }
    let wanted = Wanted {
        tenant: asked.tenant.clone(),
        agency: asked.agency.clone(),
        person: asked.person.clone(),
        role: asked.role.clone(),
        until: asked.until,
    };
    match keys::create(database, &wanted) {
        Ok(key) => {
            console.out(&format!("{key}\n"));
            console.error(console.say(&wording!(
                "simpan kunci ini sekarang: tidak akan ditampilkan lagi\n",
                "keep this key now: it is not shown again\n"
            )));
            Exit::Decided
        }
        Err(error) => failed(&error, console),
    }
}

fn list(database: &str, console: &Console) -> Exit {
    match keys::list(database) {
        Ok(listed) => {
            console.out(&listed.iter().map(|it| line(it, console)).collect::<String>());
            Exit::Decided
        }
        Err(error) => failed(&error, console),
    }
}

fn line(key: &Listed, console: &Console) -> String {
    let Listed { id, tenant, agency, person, role, created_at, .. } = key;
    let whose = if agency.is_empty() { tenant.clone() } else { format!("{tenant}/{agency}") };
    let ends: Wording = match (&key.revoked_at, &key.expires_at) {
        (Some(at), _) => wording!("dicabut {at}", "revoked {at}"),
        (None, Some(at)) => wording!("sampai {at}", "until {at}"),
        (None, None) => wording!("tanpa batas waktu", "without an end"),
    };
    format!("{id}  {role:<9}  {whose}  {person}  {created_at}  {}\n", console.say(&ends))
}

fn revoke(database: &str, id: &str, console: &Console) -> Exit {
    match keys::revoke(database, id) {
        Ok(true) => Exit::Decided,
        Ok(false) => {
            console.trouble(&wording!("tidak ada kunci `{id}` yang masih berlaku", "there is no good key `{id}`"));
            Exit::BadInput
        }
        Err(error) => failed(&error, console),
    }
}
