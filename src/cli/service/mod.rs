//! `timbang serve` and `timbang key`: starts the service, and makes the keys that open it.

mod arguments;
mod rules;

pub(crate) use arguments::{KEY_EXAMPLES, KeyArguments, SERVE_EXAMPLES, ServeArguments};

use arguments::{CreateArguments, KeyVerb};

use super::check::report_troubles;
use super::console::Console;
use super::exit::Exit;
use super::load;
use crate::engine;
use crate::engine::diag::render;
use crate::engine::wording::Wording;
use crate::server::keys::{Listed, Wanted};
use crate::server::{self, Config, Rules, ServeError, Started, keys};
use crate::wording;

/// Editions with errors are shown and left out; the others serve.
pub(crate) fn serve(asked: &ServeArguments, console: &Console) -> Exit {
    let rules = match brought_along(asked, console) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let config = Config { database: asked.database.address(), listen: asked.listen.clone(), quiet: asked.quiet };
    match server::serve(&config, &rules, |it| begun(it, console)) {
        Ok(()) => Exit::Decided,
        Err(error) => failed(&error, console),
    }
}

/// The rules of the folder. Without the folder, what was published serves.
fn brought_along(asked: &ServeArguments, console: &Console) -> Result<Rules, Exit> {
    let adopt = asked.adopt_rules.clone();
    if !asked.rules.exists() {
        let path = load::shown(&asked.rules);
        console.trouble(&wording!(
            "{path}: tidak ada di sini; yang dipakai hanya aturan yang sudah dipublikasikan",
            "{path}: there is no such folder; only rules that are published already will serve"
        ));
        return Ok(Rules { rulebooks: Vec::new(), adopt });
    }
    let told = |troubles: Vec<load::Trouble>| {
        report_troubles(&troubles, console);
        Exit::BadInput
    };
    let library = load::library(&asked.rules).map_err(told)?;
    let checked = engine::check(&library);
    if checked.report.has_errors() {
        console.error(&render::report(&checked.report, &library.sources, console.style(console.colour_error())));
    }
    Ok(Rules { rulebooks: rules::of(&checked, &library).map_err(told)?, adopt })
}

/// The first line on standard output has the address: others read it.
fn begun(it: &Started, console: &Console) {
    let Started { address, editions, notices } = it;
    console.out(
        console
            .say(&wording!("melayani {editions} edisi di {address}\n", "serving {editions} editions at {address}\n")),
    );
    for notice in notices {
        console.trouble(notice);
    }
}

pub(crate) fn key(asked: &KeyArguments, console: &Console) -> Exit {
    match &asked.verb {
        KeyVerb::Create(wanted) => create(wanted, console),
        KeyVerb::List(database) => list(&database.address(), console),
        KeyVerb::Revoke(revoked) => revoke(&revoked.database.address(), &revoked.id, console),
    }
}

fn create(asked: &CreateArguments, console: &Console) -> Exit {
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
    match keys::create(&asked.database.address(), &wanted) {
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

fn failed(error: &ServeError, console: &Console) -> Exit {
    if matches!(error, ServeError::NoRules) {
        console.trouble(&wording!("tidak ada edisi yang dapat dipakai", "there is no edition to rule by"));
        return Exit::Faulty;
    }
    console.trouble(&Wording::same(error.to_string()));
    Exit::BadInput
}
