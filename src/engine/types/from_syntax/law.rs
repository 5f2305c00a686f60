//! Bases, sources and calendars of a rulebook: only those that it refers to.
//!
//! Knows nothing of: expressions.

use super::declare::label;
use super::typer::Typer;
use crate::engine::resolve::MOST_DAYS;
use crate::engine::syntax::tree;
use crate::engine::types::{Article, Basis, DeclaredCalendar, DeclaredSource, NamedCalendar, NotEncoded, Source};
use crate::engine::value::Calendar;

impl Typer<'_, '_> {
    /// Bases whose source is declared; the others have been reported.
    pub(super) fn bases(&mut self, bases: &[tree::Basis]) -> Vec<Basis> {
        let mut found = Vec::new();
        for basis in bases {
            if let Some(source) = self.source(&basis.source.text) {
                let (place, establishedness) = (basis.place.clone(), basis.establishedness);
                found.push(Basis { source, place, establishedness });
            }
        }
        found
    }

    fn source(&mut self, name: &str) -> Option<usize> {
        if let Some(index) = self.sources.iter().position(|it| it.name.text == name) {
            return Some(index);
        }
        let source = (*self.scope.sources.get(name)?)?;
        self.sources.push(source);
        self.sources.len().checked_sub(1)
    }

    pub(super) fn sources_used(&self) -> Vec<Source> {
        self.sources.iter().map(|it| source(it)).collect()
    }

    /// Call it before [`Typer::sources_used`]: the calendars bring theirs.
    pub(super) fn calendars_used(&mut self) -> Vec<NamedCalendar> {
        let used = self.calendars.clone();
        used.into_iter().map(|it| NamedCalendar { bases: self.bases(&it.bases), ..calendar(it) }).collect()
    }
}

/// Without the articles that are not encoded: nothing that is ruled on may rest on them.
fn source(item: &tree::Source) -> Source {
    Source {
        name: item.name.text.clone(),
        title: label(&item.title, &item.name.text),
        cited_as: label(&item.cited_as, &item.name.text),
        published: item.published.as_ref().map(|it| it.text.clone()),
        articles: item.articles.iter().filter(|it| it.not_encoded.is_none()).map(article).collect(),
    }
}

fn article(item: &tree::Article) -> Article {
    Article { place: item.place.clone(), summary: label(&item.summary, "") }
}

/// The source that an item declares, with what is not encoded of it.
pub(crate) fn declared_source(item: &tree::Source) -> DeclaredSource {
    let left_out = |it: &tree::Article| {
        let why = label(it.not_encoded.as_ref()?, "");
        Some(NotEncoded { article: article(it), why })
    };
    let not_encoded = item.articles.iter().filter_map(left_out).collect();
    DeclaredSource { source: source(item), not_encoded, span: item.name.span }
}

/// The calendar that an item declares, with what its days rest on.
pub(crate) fn declared_calendar(item: &tree::Calendar) -> DeclaredCalendar {
    let basis = |it: &tree::Basis| (it.source.text.clone(), it.place.clone(), it.establishedness);
    DeclaredCalendar {
        name: item.name.text.clone(),
        label: label(&item.label, &item.name.text),
        bases: item.bases.iter().map(basis).collect(),
        span: item.name.span,
    }
}

/// The calendar that an item declares, without its bases: they point into the sources of a rulebook.
pub(crate) fn calendar(item: &tree::Calendar) -> NamedCalendar {
    let holidays: Vec<i64> = item.holidays.iter().map(|it| it.date.days).collect();
    NamedCalendar {
        name: item.name.text.clone(),
        label: label(&item.label, &item.name.text),
        // Too many days have been reported; they must not cost memory as well.
        calendar: Calendar::new(item.from.days, item.to.days.min(item.from.days.saturating_add(MOST_DAYS)), &holidays),
        bases: Vec::new(),
    }
}
