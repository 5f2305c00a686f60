//! Bases: every norm names a declared source, and an article that the source lists.
//!
//! Knows nothing of: what the law says.

use super::suggest::Suggester;
use super::{Defined, Scope};
use crate::engine::diag::{Code, Report};
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, Basis, Name, Place};
use crate::engine::wording::Wording;
use crate::wording;

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut bases = Bases { scope, report, suggester: Suggester::default() };
    if let Some(header) = scope.header {
        bases.known(&header.bases);
    }
    scope.parameters.iter().for_each(|it| bases.stated(&it.item.value, &it.item.bases, &it.item.name));
    for (it, _) in &scope.definitions {
        match it {
            Defined::Table(table) => bases.needed(&table.bases, &table.name),
            Defined::Define(define) => bases.known(&define.bases),
        }
    }
    scope.criteria.iter().for_each(|it| bases.stated(&it.item.condition, &it.item.bases, &it.item.name));
    scope.judgements.iter().for_each(|it| bases.known(&it.item.bases));
    for it in &scope.decisions {
        if let Some(otherwise) = &it.item.otherwise {
            bases.needed(&otherwise.bases, &otherwise.outcome);
        }
    }
    scope.rules.iter().for_each(|it| bases.needed(&it.item.bases, &it.item.name));
    scope.calendars.values().flatten().for_each(|it| bases.known(&it.bases));
}

/// Whether a source lists a place, or a place around it. A basis that names no article is always listed.
fn places_listed(source: &tree::Source, place: &Place) -> bool {
    place.parts.is_empty() || source.articles.iter().any(|it| place.parts.starts_with(&it.place.parts))
}

/// The article around a place that is closest to it, if it is said to be not encoded.
fn left_out<'t>(source: &'t tree::Source, place: &Place) -> Option<&'t tree::Article> {
    let around = source.articles.iter().filter(|it| place.parts.starts_with(&it.place.parts));
    // An article that is listed both ways counts as left out: one of the two lines is wrong.
    around.max_by_key(|it| (it.place.parts.len(), it.not_encoded.is_some())).filter(|it| it.not_encoded.is_some())
}

struct Bases<'s, 't, 'r> {
    scope: &'s Scope<'t>,
    report: &'r mut Report,
    suggester: Suggester,
}

impl Bases<'_, '_, '_> {
    /// A norm whose text is not available may not yet have an article to name.
    fn stated(&mut self, meaning: &tree::Meaning, bases: &[Basis], name: &Name) {
        match meaning {
            tree::Meaning::Pending(_) => self.known(bases),
            tree::Meaning::Expr(_) | tree::Meaning::Broken => self.needed(bases, name),
        }
    }

    fn needed(&mut self, bases: &[Basis], name: &Name) {
        if bases.is_empty() {
            self.missing(name.span, &name.text);
        }
        self.known(bases);
    }

    fn missing(&mut self, at: Span, name: &str) {
        let id = "`dasar SUMBER pasal … (terverifikasi)`, atau `(disimpulkan)` atau `(belum terverifikasi)` bila belum pasti";
        let en = "`basis SOURCE article … (verified)`, or `(inferred)` or `(unverified)` if it is not certain";
        self.report
            .add(
                Code::MissingBasis,
                at,
                wording!(
                    "`{name}` memuat norma tetapi tidak menyebut dasarnya",
                    "`{name}` states a norm but names no basis"
                ),
            )
            .label(wording!("tanpa dasar", "without a basis"))
            .help(Wording::new(format!("tambahkan {id}"), format!("add {en}")));
    }

    fn known(&mut self, bases: &[Basis]) {
        for basis in bases {
            match self.scope.sources.get(basis.source.text.as_str()) {
                None => self.unknown(&basis.source),
                Some(Some(source)) if !places_listed(source, &basis.place) => self.unlisted(basis, source),
                Some(source) => {
                    if let Some(article) = source.and_then(|it| left_out(it, &basis.place)) {
                        self.not_encoded(basis, article);
                    }
                }
            }
        }
    }

    fn not_encoded(&mut self, basis: &Basis, article: &tree::Article) {
        self.report
            .add(
                Code::CitedThoughNotEncoded,
                basis.span,
                wording!(
                    "pasal ini dinyatakan tidak disandikan, tetapi menjadi dasar",
                    "this article is said to be not encoded, but is a basis"
                ),
            )
            .label(wording!("dirujuk di sini", "cited here"))
            .also(article.span, wording!("dinyatakan tidak disandikan", "said to be not encoded"))
            .help(wording!(
                "hapus `tidak disandikan …` pada sumbernya, atau sebut pasal yang benar",
                "delete `not encoded …` in the source, or name the right article"
            ));
    }

    fn unknown(&mut self, source: &Name) {
        let text = &source.text;
        if self.scope.lost.contains(text) {
            return;
        }
        let otherwise = wording!(
            "nyatakan dengan `sumber {text}` di `sources.aturan`",
            "declare it with `source {text}` in `sources.aturan`"
        );
        let help = self.suggester.help(text, self.scope.sources.keys().copied(), otherwise);
        self.report
            .add(
                Code::UnknownSource,
                source.span,
                wording!("sumber `{text}` tidak dinyatakan", "the source `{text}` is not declared"),
            )
            .label(wording!("tidak ada sumber dengan nama ini", "no source has this name"))
            .help(help);
    }

    fn unlisted(&mut self, basis: &Basis, source: &tree::Source) {
        let name = &source.name.text;
        self.report
            .add(
                Code::UnlistedArticle,
                basis.span,
                wording!(
                    "pasal ini tidak tercantum pada sumber `{name}`",
                    "this article is not listed in the source `{name}`"
                ),
            )
            .label(wording!("tanpa ringkasan", "without a summary"))
            .also(source.name.span, wording!("sumbernya", "the source"))
            .help(wording!(
                "tambahkan pasal itu dengan ringkasannya pada sumbernya",
                "add the article with its summary to the source"
            ));
    }
}
