//! `timbang key`: makes, lists and ends the keys that open the service.

use std::io::{BufRead, IsTerminal};

use serde_json::{Value, json};

use super::super::console::Console;
use super::super::exit::Exit;
use super::arguments::{CreateArguments, KeyArguments, KeyVerb, ListArguments, ListFormat, RevokeArguments};
use super::failed;
use super::settings::settle;
use crate::engine::wording::Wording;
use crate::server::keys::{self, Listed, Wanted};
use crate::wording;

pub(crate) fn run(asked: &KeyArguments, console: &Console) -> Exit {
    let settings = match &asked.verb {
        KeyVerb::Create(it) => &it.settings,
        KeyVerb::List(it) => &it.settings,
        KeyVerb::Revoke(it) => &it.settings,
    };
    let database = match settle(settings, None, console) {
        Ok(settled) => settled.config.database,
        Err(exit) => return exit,
    };
    match &asked.verb {
        KeyVerb::Create(wanted) => create(&database, wanted, console),
        KeyVerb::List(wanted) => list(&database, wanted, console),
        KeyVerb::Revoke(wanted) => revoke(&database, wanted, console),
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
        by: operator(),
    };
    let made = match keys::create(database, &wanted) {
        Ok(made) => made,
        Err(error) => return failed(&error, console),
    };
    match asked.format {
        ListFormat::Text => console.out(&format!("{}\n", made.key)),
        ListFormat::Json => {
            let mut shown = shown(&made.about);
            if let Value::Object(members) = &mut shown {
                members.insert("key".to_owned(), Value::from(made.key));
            }
            console.out(&format!("{shown:#}\n"));
        }
    }
    console.error(console.say(&wording!(
        "simpan kunci ini sekarang: tidak akan ditampilkan lagi\n",
        "keep this key now: it is not shown again\n"
    )));
    Exit::Decided
}

/// Who runs the program, as far as the system tells; stands in the audit.
fn operator() -> String {
    let named = ["SUDO_USER", "USER", "LOGNAME"].iter().filter_map(|it| std::env::var(it).ok());
    named.into_iter().find(|it| !it.is_empty()).unwrap_or_default()
}

fn list(database: &str, asked: &ListArguments, console: &Console) -> Exit {
    let listed = match keys::list(database, asked.tenant.as_deref()) {
        Ok(listed) => listed,
        Err(error) => return failed(&error, console),
    };
    match asked.format {
        ListFormat::Text => console.out(&table(&listed, console)),
        ListFormat::Json => {
            let all: Vec<Value> = listed.iter().map(shown).collect();
            console.out(&format!("{:#}\n", Value::Array(all)));
        }
    }
    Exit::Decided
}

fn shown(key: &Listed) -> Value {
    json!({
        "id": key.id,
        "tenant": key.tenant,
        "agency": if key.agency.is_empty() { Value::Null } else { Value::from(key.agency.as_str()) },
        "person": key.person,
        "role": key.role,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_act_at": key.last_act_at,
        "good": key.good,
    })
}

/// Columns as wide as their longest entry.
fn table(keys: &[Listed], console: &Console) -> String {
    if keys.is_empty() {
        return console.say(&wording!("belum ada kunci\n", "there are no keys\n")).to_owned();
    }
    let said = |wording: Wording| console.say(&wording).to_owned();
    let head = vec![
        said(wording!("KUNCI", "KEY")),
        said(wording!("PERAN", "ROLE")),
        said(wording!("TENAN/INSTANSI", "TENANT/AGENCY")),
        said(wording!("ORANG", "PERSON")),
        said(wording!("DIBUAT", "MADE")),
        said(wording!("TINDAKAN TERAKHIR", "LAST ACT")),
        said(wording!("KEADAAN", "STATE")),
    ];
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(keys.iter().map(|it| row(it, console))).collect();
    let width =
        |column: usize| rows.iter().filter_map(|it| it.get(column)).map(|it| it.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> =
            row.iter().enumerate().map(|(column, it)| format!("{it:<0$}", width(column))).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn row(key: &Listed, console: &Console) -> Vec<String> {
    let whose = if key.agency.is_empty() { key.tenant.clone() } else { format!("{}/{}", key.tenant, key.agency) };
    let state = match (&key.revoked_at, &key.expires_at) {
        (Some(at), _) => wording!("dicabut {0}", "revoked {0}", minute(at)),
        (None, Some(at)) if key.good => wording!("berlaku sampai {0}", "good until {0}", minute(at)),
        (None, Some(at)) => wording!("kedaluwarsa {0}", "expired {0}", minute(at)),
        (None, None) => wording!("berlaku", "good"),
    };
    let last = key.last_act_at.as_deref().map_or("-", minute).to_owned();
    let (made, state) = (minute(&key.created_at).to_owned(), console.say(&state).to_owned());
    vec![key.id.clone(), key.role.clone(), whose, key.person.clone(), made, last, state]
}

/// An instant to its minute: `2026-11-24T12:30`.
fn minute(instant: &str) -> &str {
    instant.get(..16).unwrap_or(instant)
}

fn revoke(database: &str, asked: &RevokeArguments, console: &Console) -> Exit {
    let id = asked.id.as_str();
    if !asked.yes && std::io::stdin().is_terminal() && !confirmed(database, id, console) {
        console.trouble(&wording!("tidak ada yang dicabut", "nothing was revoked"));
        return Exit::BadInput;
    }
    match keys::revoke(database, id, &operator()) {
        Ok(true) => {
            console.error(console.say(&wording!(
                "kunci `{id}` dicabut dan tidak berlaku lagi\n",
                "the key `{id}` is revoked and good for nothing any more\n"
            )));
            Exit::Decided
        }
        Ok(false) => {
            console.trouble(&wording!(
                "tidak ada kunci `{id}` yang masih berlaku; lihat `timbang key list`",
                "there is no good key `{id}`; see `timbang key list`"
            ));
            Exit::BadInput
        }
        Err(error) => failed(&error, console),
    }
}

/// Shows whose key it is and asks.
fn confirmed(database: &str, id: &str, console: &Console) -> bool {
    let all = keys::list(database, None).unwrap_or_default();
    let key: Vec<Listed> = all.into_iter().filter(|it| it.id == id).collect();
    console.error(&table(&key, console));
    console.error(
        console
            .say(&wording!("Cabut kunci ini untuk selamanya? Ketik `ya`: ", "Revoke this key for good? Type `yes`: ")),
    );
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).is_ok() && matches!(answer.trim(), "ya" | "yes" | "y")
}
