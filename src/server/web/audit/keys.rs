//! `/admin/keys`: who holds a key of the tenant, until when, and when something was last recorded with it.
//!
//! Knows nothing of: secrets, how a key is made.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::clock;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::CredentialRow;
use crate::server::web::parts::{empty, moment, pager, query, role_name, sought, stacked};
use crate::server::web::seen::{Administrator, Viewer};
use crate::server::web::shell::page;

use super::LIMIT;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Part of the name of a person or an agency, or of a key.
    holder: String,
    /// `yes`: also those that are over.
    all: String,
    /// The last key of the page before.
    cursor: String,
}

type Held = (CredentialRow, Option<i64>);

pub(super) async fn list(
    administrator: Administrator,
    context: Data<Context>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&administrator.0.actor, &administrator.0.viewer);
    let words = viewer.words;
    let holder = sought(&asked.holder);
    let mut keys = context.keys.list(Some(&actor.tenant)).await.map_err(|it| Fault::Service(it.into()))?;
    keys.retain(|it| (asked.all == "yes" || is_good(&it.0)) && has(&it.0, &holder));
    keys.reverse();
    let from = keys.iter().position(|it| it.0.key_id == asked.cursor).map_or(0, |it| it.saturating_add(1));
    let shown: Vec<&Held> = keys.iter().skip(from).take(LIMIT).collect();
    let more = keys.len() > from.saturating_add(LIMIT);
    let address = |cursor: &str| query("/admin/keys", &[("holder", &holder), ("all", &asked.all), ("cursor", cursor)]);
    let next = shown.last().filter(|_| more).map(|it| address(&it.0.key_id));
    let first = (from > 0).then(|| address(""));
    let title = words.say("Kunci akses", "Access keys");
    let body = html! {
        div.heading { h1 { (title) " " span.count { (keys.len()) } } }
        p { (words.say(
            "Bagian rahasia kunci hanya diperlihatkan sekali, saat dibuat, dan tidak disimpan. Kunci dibuat dan dicabut oleh operator layanan pada baris perintah:",
            "The secret part of a key is shown once, when it is made, and kept nowhere. Keys are made and revoked by the operator of the service, on the command line:",
        )) " " code { "timbang key create" } ", " code { "timbang key revoke" } "." }
        (search(viewer, &holder, asked.all == "yes"))
        @if shown.is_empty() {
            (empty(
                words.say("Tidak ada kunci yang cocok", "No key matches"),
                words.say("Longgarkan pencarian di atas.", "Widen the search above."),
                Some(("/admin/keys?all=yes", words.say("Tampilkan semua", "Show all"))),
            ))
        } @else { (table(viewer, &shown)) }
        (pager(words, first.as_deref(), next.as_deref()))
    };
    Ok(page(viewer, title, &body))
}

fn is_good(key: &CredentialRow) -> bool {
    key.revoked_at.is_none() && key.expires_at.is_none_or(|it| clock::now() < it)
}

fn has(key: &CredentialRow, part: &str) -> bool {
    let part = part.to_lowercase();
    [&key.person, &key.agency_id, &key.key_id].iter().any(|it| it.to_lowercase().contains(&part))
}

fn search(viewer: &Viewer, holder: &str, all: bool) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/admin/keys" role="search" {
            div.field {
                label for="holder" { (words.say("Orang, instansi, atau kunci", "Person, agency, or key")) }
                input #holder type="search" name="holder" value=(holder) autocomplete="off";
            }
            div.field.tick {
                label { input type="checkbox" name="all" value="yes" checked[all]; " " (words.say("Juga yang sudah berakhir", "Also those that are over")) }
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

fn table(viewer: &Viewer, keys: &[&Held]) -> Markup {
    let words = viewer.words;
    let heads = [
        words.say("Pemegang", "Holder"),
        words.say("Peran", "Role"),
        words.say("Kunci", "Key"),
        words.say("Berlaku", "Good"),
        words.say("Terakhir merekam", "Last recorded something"),
    ];
    let rows = html! { @for it in keys { (row(viewer, heads, it)) } };
    stacked(words.say("Kunci, yang terbaru dahulu", "Keys, the newest first"), &heads, &rows)
}

fn row(viewer: &Viewer, heads: [&str; 5], (key, last): &Held) -> Markup {
    let words = viewer.words;
    html! {
        tr {
            th scope="row" { (key.person) @if !key.agency_id.is_empty() { span.position { (key.agency_id) } } }
            td data-label=(heads[1]) { (role_name(words, &key.role)) }
            td data-label=(heads[2]) { code { "tb_" (key.key_id) "_…" } span.position { (words.say("dibuat", "made")) " " (moment(viewer, key.created_at)) } }
            td data-label=(heads[3]) { (standing(viewer, key)) }
            td data-label=(heads[4]) { @match last { Some(at) => (moment(viewer, *at)), None => span.faint { (words.say("belum pernah", "never")) } } }
        }
    }
}

fn standing(viewer: &Viewer, key: &CredentialRow) -> Markup {
    let words = viewer.words;
    let (kind, shape, text) = match (key.revoked_at, is_good(key)) {
        (Some(_), _) => ("ended", "×", words.say("Dicabut", "Revoked")),
        (None, true) => ("good", "✓", words.say("Berlaku", "Good")),
        (None, false) => ("ended", "■", words.say("Berakhir", "Over")),
    };
    html! {
        span class={ "sign " (kind) } { span.shape aria-hidden="true" { (shape) } (text) }
        span.position {
            @match (key.revoked_at, key.expires_at) {
                (Some(at), _) | (None, Some(at)) => { (if key.revoked_at.is_some() { words.say("pada", "on") } else { words.say("sampai", "until") }) " " (moment(viewer, at)) }
                (None, None) => (words.say("tanpa batas waktu", "without an end")),
            }
        }
    }
}
