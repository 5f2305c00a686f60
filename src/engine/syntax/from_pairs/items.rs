//! Items as a whole: which clauses each has, and what must not be missing.
//!
//! Knows nothing of: how a single clause is read.

use super::clauses::{self, Clauses};
use super::words::child;
use super::{Builder, Piece};
use super::{lines, scenarios};
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::keywords;
use crate::engine::syntax::recover::{Bad, Family, Part};
use crate::engine::syntax::tree::{
    Calendar, Criterion, Decision, Define, Expr, ExprKind, ItemKind, Judgement, Meaning, Name, Parameter, Require,
    Rulebook, Source, Use,
};
use crate::wording;

/// The clauses that an item may have, by their keywords.
const fn allowed(keyword: Rule) -> &'static [Rule] {
    match keyword {
        Rule::kw_rulebook => &[Rule::kw_title, Rule::kw_in_force, Rule::kw_basis, Rule::kw_gap_before],
        Rule::kw_source => &[Rule::kw_title, Rule::kw_cited_as, Rule::kw_published, Rule::kw_article],
        Rule::kw_calendar => &[Rule::kw_label, Rule::kw_basis, Rule::kw_holiday],
        Rule::kw_enum | Rule::kw_record => &[Rule::kw_label],
        Rule::kw_require => &[Rule::kw_message],
        Rule::kw_parameter => &[Rule::kw_label, Rule::kw_basis, Rule::kw_alternatives, Rule::kw_pending],
        Rule::kw_table => &[Rule::kw_label, Rule::kw_basis],
        Rule::kw_define => &[Rule::kw_label, Rule::kw_basis, Rule::kw_as, Rule::kw_pending],
        Rule::kw_criterion => &[Rule::kw_label, Rule::kw_basis, Rule::kw_holds_when, Rule::kw_pending],
        Rule::kw_judgement => {
            &[Rule::kw_label, Rule::kw_basis, Rule::kw_asked_of, Rule::kw_presumed, Rule::kw_question]
        }
        Rule::kw_decision => &[Rule::kw_label, Rule::kw_outcome, Rule::kw_otherwise, Rule::kw_basis, Rule::kw_because],
        Rule::kw_rule => &[
            Rule::kw_decides,
            Rule::kw_when,
            Rule::kw_pending,
            Rule::kw_basis,
            Rule::kw_because,
            Rule::kw_valid_until,
            Rule::kw_duty,
        ],
        Rule::kw_scenario => &[Rule::kw_given_case, Rule::kw_with, Rule::kw_answer, Rule::kw_expect],
        _ => &[],
    }
}

/// Builds an item from its header (first, if it has one) and its other parts.
pub(super) fn build(builder: &mut Builder<'_>, keyword: Rule, text: &str, mut parts: Vec<Part<'_>>) -> ItemKind {
    builder.allowed = allowed(keyword);
    if keyword == Rule::kw_input {
        return lines::input(builder, text, parts);
    }
    if parts.is_empty() {
        return builder.broken_kind(text);
    }
    let header = match parts.remove(0) {
        Part::Good(header) => header,
        Part::Bad(bad) => return without_header(builder, keyword, text, bad, parts),
    };
    let built = match keyword {
        Rule::kw_enum => Some(lines::enumeration(builder, text, &header, parts)),
        Rule::kw_record => Some(lines::record(builder, text, &header, parts)),
        Rule::kw_table => lines::table(builder, text, &header, parts),
        Rule::kw_scenario => Some(scenarios::scenario(builder, text, &header, parts)),
        _ => with_clauses(builder, keyword, text, &header, parts),
    };
    built.unwrap_or_else(|| builder.broken_kind(text))
}

/// Reports a bad header and what is bad beneath it; only the name of the item may be kept.
fn without_header(builder: &mut Builder<'_>, keyword: Rule, text: &str, bad: Bad, parts: Vec<Part<'_>>) -> ItemKind {
    builder.bad(text, Bad { family: Family::Header, start: 0, ..bad });
    builder.unclear = true;
    match keyword {
        Rule::kw_enum => drop(lines::values(builder, text, parts)),
        Rule::kw_record => drop(lines::fields(builder, text, parts, false)),
        Rule::kw_table => drop(lines::rows(builder, text, parts, None)),
        Rule::kw_scenario => drop(scenarios::steps(builder, text, parts)),
        _ => drop(clauses::read(builder, text, parts)),
    }
    builder.broken_kind(text)
}

fn with_clauses(
    builder: &mut Builder<'_>,
    keyword: Rule,
    text: &str,
    header: &Piece<'_>,
    parts: Vec<Part<'_>>,
) -> Option<ItemKind> {
    let mut found = clauses::read(builder, text, parts);
    let place = builder.place(header);
    match keyword {
        Rule::kw_rulebook => rulebook(builder, header, found),
        Rule::kw_use => {
            let edition = child(header, Rule::string).map(|it| builder.string(&it))?;
            Some(ItemKind::Use(Use { name: builder.inner_name(header), edition }))
        }
        Rule::kw_source => Some(ItemKind::Source(Source {
            name: builder.inner_name(header),
            title: found.title,
            cited_as: found.cited_as,
            published: found.published,
            articles: found.articles,
        })),
        Rule::kw_calendar => calendar(builder, header, found),
        Rule::kw_require => {
            let name = builder.declared(header);
            if builder.header_broken {
                let condition = Expr { span: place, kind: ExprKind::Broken };
                return Some(ItemKind::Require(Require { name, condition, message: found.message }));
            }
            let Some(condition) = child(header, Rule::condition) else {
                builder.missing(place, &name, wording!("syarat", "a condition"));
                return Some(ItemKind::Broken(Some(name)));
            };
            let condition = builder.condition(text, &condition, Some(0));
            Some(ItemKind::Require(Require { name, condition, message: found.message }))
        }
        // Whom it is said of is not known, and so neither what its condition means nor how it may be used.
        Rule::kw_define | Rule::kw_criterion if builder.header_broken => None,
        Rule::kw_parameter => parameter(builder, text, header, found),
        Rule::kw_define => define(builder, header, found),
        Rule::kw_criterion => {
            let name = builder.declared(header);
            let of = child(header, Rule::binding);
            let of = match of {
                Some(it) => Some(builder.binding(&it)?),
                None => None,
            };
            builder.demand(place, &name, &[Rule::kw_holds_when, Rule::kw_pending]);
            let condition = found.meaning.take().unwrap_or(Meaning::Broken);
            Some(ItemKind::Criterion(Criterion { name, of, label: found.label, bases: found.bases, condition }))
        }
        Rule::kw_judgement => Some(judgement(builder, header, found)),
        Rule::kw_decision => Some(decision(builder, header, found)),
        _ => Some(rule(builder, header, found)),
    }
}

fn rulebook(builder: &mut Builder<'_>, header: &Piece<'_>, found: Clauses) -> Option<ItemKind> {
    let name = builder.inner_name(header);
    let edition = child(header, Rule::string).map(|it| builder.string(&it))?;
    builder.demand(builder.place(header), &name, &[Rule::kw_in_force]);
    Some(ItemKind::Rulebook(Rulebook {
        name,
        edition,
        title: found.title,
        in_force: found.in_force,
        bases: found.bases,
        gap_before: found.gap_before,
    }))
}

fn calendar(builder: &mut Builder<'_>, header: &Piece<'_>, found: Clauses) -> Option<ItemKind> {
    let name = builder.inner_name(header);
    let mut dates = header.clone().into_inner().filter(|it| it.as_rule() == Rule::date);
    let from = dates.next().and_then(|it| builder.date(&it));
    let to = dates.next().and_then(|it| builder.date(&it));
    Some(ItemKind::Calendar(Calendar {
        name,
        label: found.label,
        from: from?,
        to: to?,
        bases: found.bases,
        holidays: found.holidays,
    }))
}

fn parameter(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, found: Clauses) -> Option<ItemKind> {
    let name = builder.declared(header);
    let ty = builder.inner_type(header)?;
    let place = builder.place(header);
    let given = child(header, Rule::value_is);
    if let (Some(given), Some(_)) = (&given, &found.meaning) {
        let (first, again) = (builder.place(given), found.meaning_place.unwrap_or(place));
        builder.repeated(again, first, keywords::of_rule(Rule::kw_pending));
    }
    let value = match given {
        Some(_) if builder.header_broken => None,
        Some(it) => builder.inner_expression(text, &it).map(Meaning::Expr),
        None => {
            builder.demand(place, &name, &[Rule::kw_is, Rule::kw_pending]);
            found.meaning
        }
    };
    Some(ItemKind::Parameter(Parameter {
        name,
        ty,
        label: found.label,
        value: value.unwrap_or(Meaning::Broken),
        bases: found.bases,
        alternatives: found.alternatives,
    }))
}

fn define(builder: &mut Builder<'_>, header: &Piece<'_>, found: Clauses) -> Option<ItemKind> {
    let name = builder.declared(header);
    let of = match child(header, Rule::binding) {
        Some(it) => Some(builder.binding(&it)?),
        None => None,
    };
    let ty = builder.inner_type(header)?;
    builder.demand(builder.place(header), &name, &[Rule::kw_as, Rule::kw_pending]);
    let meaning = found.meaning.unwrap_or(Meaning::Broken);
    Some(ItemKind::Define(Define { name, of, ty, label: found.label, bases: found.bases, meaning }))
}

fn judgement(builder: &mut Builder<'_>, header: &Piece<'_>, found: Clauses) -> ItemKind {
    let name = builder.declared(header);
    let place = builder.place(header);
    builder.demand(place, &name, &[Rule::kw_asked_of]);
    ItemKind::Judgement(Judgement {
        name,
        label: found.label,
        asked_of: found.asked_of,
        presumed: found.presumed,
        question: found.question,
        bases: found.bases,
    })
}

fn decision(builder: &mut Builder<'_>, header: &Piece<'_>, found: Clauses) -> ItemKind {
    let name = builder.declared(header);
    let place = builder.place(header);
    let for_every = child(header, Rule::for_every).and_then(|it| {
        let list = child(&it, Rule::path).map(|path| builder.path(&path))?;
        Some((builder.declared(&it), list))
    });
    builder.demand(place, &name, &[Rule::kw_outcome]);
    builder.demand(place, &name, &[Rule::kw_otherwise]);
    ItemKind::Decision(Decision {
        name,
        for_every,
        label: found.label,
        outcomes: found.outcomes,
        otherwise: found.otherwise,
    })
}

fn rule(builder: &mut Builder<'_>, header: &Piece<'_>, found: Clauses) -> ItemKind {
    let mut names = header.clone().into_inner().filter(|it| it.as_rule() == Rule::dashed_name);
    let name = names.next().map_or_else(|| builder.inner_name(header), |it| builder.name(&it));
    let overrides = names.map(|it| builder.name(&it)).collect();
    let place = builder.place(header);
    builder.demand(place, &name, &[Rule::kw_decides]);
    builder.demand(place, &name, &[Rule::kw_when, Rule::kw_pending]);
    builder.demand(place, &name, &[Rule::kw_because]);
    ItemKind::Rule(crate::engine::syntax::tree::Rule {
        name,
        overrides,
        decides: found.decides,
        condition: found.meaning.unwrap_or(Meaning::Broken),
        bases: found.bases,
        because: found.because,
        valid_until: found.valid_until,
        duties: found.duties,
    })
}

impl Builder<'_> {
    /// Reports that none of these clauses is there, if the item is otherwise clear.
    pub(super) fn demand(&mut self, place: Span, name: &Name, any_of: &[Rule]) {
        if self.unclear || self.header_broken || self.seen.iter().any(|(it, _)| any_of.contains(it)) {
            return;
        }
        let phrases = any_of.iter().filter_map(|it| keywords::of_rule(*it));
        let phrases: Vec<String> = phrases.map(|it| format!("`{} …`", it.phrase(self.language))).collect();
        let what = wording!("{}", "{}", phrases.join(" / "));
        self.missing(place, name, what);
    }

    /// Reports that something is missing in the item of this name.
    pub(super) fn missing(&mut self, place: Span, name: &Name, what: crate::engine::wording::Wording) {
        let (id, en, text) = (what.id, what.en, &name.text);
        self.report
            .add(
                Code::MissingClause,
                place,
                crate::engine::wording::Wording::new(
                    format!("`{text}` belum lengkap: {id} tidak ada"),
                    format!("`{text}` is not complete: there is no {en}"),
                ),
            )
            .label(wording!("butir ini memerlukannya", "this item needs it"))
            .help(crate::engine::wording::Wording::new(
                format!("tambahkan {id} di bawah baris ini"),
                format!("add {en} beneath this line"),
            ));
    }

    /// Reports a clause that is there twice.
    pub(super) fn repeated(&mut self, again: Span, first: Span, keyword: Option<&keywords::Keyword>) {
        if self.report.diagnostics.len() > crate::engine::syntax::MOST_DIAGNOSTICS {
            return;
        }
        let phrase = keyword.map_or("", |it| it.phrase(self.language));
        self.report
            .add(
                Code::RepeatedClause,
                again,
                wording!("`{phrase}` sudah ada dalam butir ini", "`{phrase}` is already in this item"),
            )
            .label(wording!("yang kedua", "the second one"))
            .also(first, wording!("yang pertama di sini", "the first one is here"))
            .help(wording!("hapuslah salah satunya", "delete one of them"));
    }
}

/// Where an item ends: behind its last text that is not a comment.
pub(super) fn end_without_comments(text: &str, length: usize) -> usize {
    let mut end = length;
    while let Some(line_start) = text.get(..end).map(|it| it.rfind('\n').map_or(0, |at| at.saturating_add(1))) {
        let line = text.get(line_start..end).unwrap_or("").trim();
        if line_start == 0 || !(line.is_empty() || line.starts_with("--")) {
            break;
        }
        end = text.get(..line_start).map_or(0, |it| it.trim_end().len());
    }
    end
}
