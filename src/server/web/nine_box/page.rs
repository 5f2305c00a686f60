//! The page of the nine boxes of a case, for whoever may read it.
//!
//! Knows nothing of: how a person comes into a box.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use maud::{Markup, html};
use serde_json::Value;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{CaseRow, Placed, ServiceError, TalentMap};
use crate::server::web::parts::{empty, notice, state};
use crate::server::web::seen::{Reader, Signed, Viewer};
use crate::server::web::shell::page;
use crate::server::words::Words;

use super::picture;

pub(super) async fn show(reader: Reader, context: Data<Context>, case: Path<String>) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &reader.0;
    let (row, snapshot) = context.service.case(actor, &case).await?;
    let facts: Value = serde_json::from_str(&snapshot.facts).map_err(|it| ServiceError::Broken(it.to_string()))?;
    let map = context.service.talent_map(actor, &case).await?;
    let title = viewer.words.say("Peta sembilan kotak", "Nine-box map");
    Ok(page(viewer, title, &shown(viewer, &row, &facts, map.as_ref())))
}

fn shown(viewer: &Viewer, case: &CaseRow, facts: &Value, map: Option<&TalentMap>) -> Markup {
    let words = viewer.words;
    let back = format!("/cases/{}", case.case_id);
    html! {
        p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } " › " a href=(back) { (words.say("Kasus ini", "This case")) } }
        div.heading {
            h1 { (words.say("Peta sembilan kotak", "Nine-box map")) }
            (state(words, &case.state))
        }
        @match map {
            None => (empty(
                words.say("Aturan kasus ini tidak memuat peta talenta", "The rules of this case have no talent map"),
                words.say("Peta sembilan kotak ada pada kasus rencana suksesi.", "Cases of succession plans have a nine-box map."),
                Some((&back, words.say("Kembali ke kasus", "Back to the case"))),
            )),
            Some(map) if map.people.is_empty() => (empty(
                words.say("Belum ada calon dalam kasus ini", "There are no candidates in this case yet"),
                words.say("Peta muncul begitu calon diisi.", "The map appears once candidates are filled in."),
                Some((&back, words.say("Kembali ke kasus", "Back to the case"))),
            )),
            Some(map) => (whole(words, map, facts)),
        }
    }
}

fn whole(words: Words, map: &TalentMap, facts: &Value) -> Markup {
    let open = map.people.iter().filter(|it| it.number.is_none()).count();
    html! {
        p.lead { (words.say(
            "Kotak setiap orang ditentukan oleh mesin aturan dari fakta kasus ini: kotak yang ditetapkan instansi, atau nilai kedua sumbunya.",
            "The rules engine puts each person into a box by the facts of this case: the box that the agency determined, or the scores of the two axes.",
        )) }
        @if open > 0 {
            (notice("warn", words.say(
                "Ada orang yang kotaknya belum dapat ditentukan; lihat tabel.",
                "The box of some people cannot be told yet; see the table.",
            )))
        }
        div.nine-box-page {
            figure {
                (picture(words, map))
                figcaption { (cut_offs(words, map)) }
            }
            (table(words, map, facts))
        }
    }
}

fn cut_offs(words: Words, map: &TalentMap) -> Markup {
    let number = |it: &str| if words.tag() == "id" { it.replace('.', ",") } else { it.to_owned() };
    html! {
        dl.facts {
            dt { (words.say("Edisi aturan", "Edition of the rules")) } dd { (map.edition) }
            @for (label, value) in &map.ends { dt { (label.get(words.0)) } dd { (number(value)) } }
            @if let Some((label, value)) = &map.lowest { dt { (label.get(words.0)) } dd { (number(value)) " " (words.say("(bergaris tebal)", "(with a thick line)")) } }
        }
    }
}

fn table(words: Words, map: &TalentMap, facts: &Value) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Orang dan kotaknya", "People and their boxes")) {
            table {
                caption { (words.say("Orang dan kotaknya", "People and their boxes")) }
                thead { tr {
                    th.number scope="col" { (words.say("Nomor", "Number")) }
                    th scope="col" { (words.say("Calon", "Candidate")) }
                    th scope="col" { (words.say("Jabatan yang dituju", "Position aimed at")) }
                    th.number scope="col" { (words.say("Kotak", "Box")) }
                } }
                tbody { @for it in &map.people { (person(words, map, facts, *it)) } }
            }
        }
    }
}

fn person(words: Words, map: &TalentMap, facts: &Value, it: Placed) -> Markup {
    let one = facts.get(&map.list).and_then(|all| all.get(it.element));
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let code = text(one.and_then(|it| it.get("code")));
    let target = text(one.and_then(|it| it.get("target")?.get("code")));
    let posts = facts.get("posts").and_then(Value::as_array);
    let post = posts.and_then(|all| all.iter().find(|it| text(it.get("code")) == target));
    html! {
        tr {
            td.number { (it.element.saturating_add(1)) }
            th scope="row" { @if code.is_empty() { (words.say("tanpa kode", "without a code")) } @else { (code) } }
            td { (target) @if let Some(title) = post.and_then(|it| it.get("title")?.as_str()) { " · " (title) } }
            td.number { @match it.number { Some(number) => (number), None => (words.say("belum dapat ditentukan", "cannot be told yet")) } }
        }
    }
}
