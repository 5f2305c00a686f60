//! The chapter on the sources of law: each provision that a norm rests on by itself, open to whoever follows a citation.
//!
//! Knows nothing of: norms, what a ruling cites.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::engine::captions::citation::{cite_all, place};
use crate::engine::types::{Article, Source};
use crate::server::web::parts::{is_within, provision_anchor};

use super::leaf::Leaf;

/// Every source with its provisions.
pub(super) fn sources(leaf: &Leaf<'_>) -> Markup {
    let cited = cited(leaf);
    html! { @for it in &leaf.rulebook().sources { (source(leaf, it, &cited)) } }
}

/// Where all that is cited stands.
fn cited(leaf: &Leaf<'_>) -> BTreeSet<String> {
    let rulebook = leaf.rulebook();
    let own = cite_all(rulebook, &rulebook.bases);
    let all = leaf.reading.norms.iter().flat_map(|it| &it.bases).chain(&own);
    all.map(|it| provision_anchor(&it.source, &it.text.id)).collect()
}

fn source(leaf: &Leaf<'_>, it: &Source, cited: &BTreeSet<String>) -> Markup {
    let words = leaf.words;
    // Written in one language, as the rulebook is.
    let own = leaf.language(leaf.rulebook().in_force.span);
    let whole = provision_anchor(&it.name, "");
    let articles: Vec<(String, &Article)> = it.articles.iter().map(|one| (anchor(it, one), one)).collect();
    let mut inner: BTreeSet<&str> =
        cited.iter().map(String::as_str).filter(|one| *one != whole && is_within(&whole, one)).collect();
    // Folded away is only what no citation leads to: nothing opens it for who comes by an address.
    let (rested_on, others): (Vec<_>, Vec<_>) =
        articles.iter().partition(|article| inner.iter().any(|one| closest(&articles, one) == Some(&article.0)));
    let unlisted: Vec<&str> = inner.iter().copied().filter(|one| closest(&articles, one).is_none()).collect();
    html! {
        article.norm id=(whole) {
            @for one in &unlisted { span id=(one) {} }
            h3 { (it.cited_as.get(words.0)) }
            p { (it.title.get(words.0)) "." }
            @if let Some(published) = &it.published { p.faint lang=(own) { (published) } }
            @if !rested_on.is_empty() {
                p.faint { (words.say("Pasal yang menjadi dasar, dengan kata-kata kami:", "Articles that are rested on, in our own words:")) }
                dl.provisions { @for one in &rested_on { (provision(leaf, one, &articles, &mut inner)) } }
            }
            @if !others.is_empty() {
                details {
                    summary { (words.say("Pasal lain, dengan kata-kata kami", "Other articles, in our own words")) " (" (others.len()) ")" }
                    dl.provisions { @for one in &others { (provision(leaf, one, &articles, &mut BTreeSet::new())) } }
                }
            }
        }
    }
}

fn provision(
    leaf: &Leaf<'_>,
    (anchor, article): &(String, &Article),
    all: &[(String, &Article)],
    cited: &mut BTreeSet<&str>,
) -> Markup {
    let words = leaf.words;
    let own = cited.remove(anchor.as_str());
    // A citation may be narrower than what the source lists.
    let narrower: Vec<&str> = cited.iter().copied().filter(|one| closest(all, one) == Some(anchor)).collect();
    html! {
        div id=[(own || !narrower.is_empty()).then_some(anchor)] {
            dt { @for one in narrower { span id=(one) {} } (place(&article.place).get(words.0)) }
            dd { (article.summary.get(words.0)) }
        }
    }
}

fn anchor(source: &Source, article: &Article) -> String {
    provision_anchor(&source.name, &format!(" {}", place(&article.place).id))
}

/// The listed provision that a cited one lies in, the narrowest.
fn closest<'a>(all: &'a [(String, &Article)], cited: &str) -> Option<&'a String> {
    all.iter().map(|it| &it.0).filter(|it| is_within(it, cited)).max_by_key(|it| it.len())
}
