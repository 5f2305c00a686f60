//! The members of objects: the name, the kind, whether it is needed, what it means, its bounds.
//!
//! Knows nothing of: operations.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Language;
use crate::server::api::describe::Description;

use super::guide::inline;
use super::kinds::{bounds, kind, named_object};
use super::{said, word};

/// Whose members are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// What has to be there is needed.
    Request,
    /// What has to be there always is.
    Answer,
}

/// The members of an object; nothing if a schema is of another kind.
pub(super) fn members(
    description: &Description,
    (schema, whose): (&Value, Whose),
    language: Language,
) -> Option<Markup> {
    let here = description.resolved(schema);
    let all = here.get("properties").and_then(Value::as_object)?;
    let needed: BTreeSet<&str> =
        here.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    Some(html! {
        dl.members {
            @for (name, it) in all {
                (term(name, &kind(description, it, language), needed.contains(name.as_str()).then_some(whose), language))
                dd {
                    (meaning(description, it, language))
                    (inside(description, (it, whose), language))
                }
            }
        }
    })
}

/// A name with the kind of its value, and whether it has to be there.
pub(super) fn term(name: &str, kind: &Markup, needed: Option<Whose>, language: Language) -> Markup {
    html! {
        dt {
            code { (name) }
            small { (kind) }
            @match needed {
                Some(Whose::Request) => { small.needed { (word(language, "wajib", "required")) } },
                Some(Whose::Answer) => { small { (word(language, "selalu ada", "always there")) } },
                None => {},
            }
        }
    }
}

/// What a value means, and its bounds.
pub(super) fn meaning(description: &Description, it: &Value, language: Language) -> Markup {
    let bounds: Vec<Markup> = parts(it).flat_map(|it| bounds(description, it, language)).collect();
    let text = parts(it).map(|it| said(it, "description", language)).find(|it| !it.is_empty()).unwrap_or_default();
    html! {
        (inline(text))
        @if !bounds.is_empty() {
            small.bounds { @for (number, it) in bounds.iter().enumerate() { @if number > 0 { "; " } (it) } }
        }
    }
}

/// A schema and, if it is one of several or a list, those inside.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    let several = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    std::iter::once(schema).chain(several).chain(schema.get("items"))
}

/// The members of an object that has no name of its own.
fn inside(description: &Description, (schema, whose): (&Value, Whose), language: Language) -> Markup {
    let items = schema.get("items").unwrap_or(schema);
    let items = items.get("additionalProperties").filter(|it| it.is_object()).unwrap_or(items);
    let own = Some(items).filter(|it| named_object(description, it).is_none());
    html! { (own.and_then(|it| members(description, (it, whose), language)).unwrap_or_default()) }
}

/// Every object that others refer to, in the order of their names.
pub(super) fn objects(description: &Description, language: Language) -> Markup {
    let mut named = BTreeSet::from(["Problem"]);
    description.schemas().for_each(|(_, it)| referred(description, it, &mut named));
    html! {
        section.tag #objects {
            h3 { (word(language, "Objek", "Objects")) }
            p.about { (word(language, "Objek yang disebut di atas, masing-masing dengan anggotanya.",
                "The objects that are named above, each with its members.")) }
            @for (name, schema) in description.schemas().filter(|it| named.contains(it.0.as_str())) {
                article #{ "object-" (name) } {
                    h4 { code { (name) } }
                    p { (inline(said(schema, "description", language))) }
                    (members(description, (schema, whose(name, schema)), language).unwrap_or_default())
                }
            }
        }
    }
}

/// Objects of requests take no member that is not known.
fn whose(name: &str, schema: &Value) -> Whose {
    let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
    if is_closed && !name.starts_with("RulingDocument") { Whose::Request } else { Whose::Answer }
}

/// Adds the named objects that a schema refers to.
fn referred<'d>(description: &'d Description, part: &'d Value, named: &mut BTreeSet<&'d str>) {
    match part {
        Value::Object(all) => {
            named.extend(named_object(description, part));
            all.values().for_each(|it| referred(description, it, named));
        }
        Value::Array(list) => list.iter().for_each(|it| referred(description, it, named)),
        _ => {}
    }
}
