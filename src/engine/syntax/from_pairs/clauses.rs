//! The clauses of an item, gathered: which item may have which is checked here, what must be there elsewhere.
//!
//! Knows nothing of: the item as a whole.

use super::words::{self, child, has};
use super::{Builder, Piece};
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::keywords;
use crate::engine::syntax::recover::{self, Part};
use crate::engine::syntax::tree::{
    Article, Basis, Duty, EnumValue, Expr, ExprKind, Holiday, InForce, LabelText, Meaning, Name, Otherwise,
    StringLiteral,
};
use crate::wording;

/// Everything that the clauses of one item say.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    pub(super) title: LabelText,
    pub(super) label: LabelText,
    pub(super) in_force: Option<InForce>,
    pub(super) bases: Vec<Basis>,
    pub(super) gap_before: Option<StringLiteral>,
    pub(super) cited_as: LabelText,
    pub(super) published: Option<StringLiteral>,
    pub(super) articles: Vec<Article>,
    pub(super) holidays: Vec<Holiday>,
    pub(super) message: LabelText,
    pub(super) meaning: Option<Meaning>,
    pub(super) meaning_place: Option<Span>,
    pub(super) alternatives: Vec<Expr>,
    pub(super) asked_of: Option<Name>,
    pub(super) presumed: Option<bool>,
    pub(super) question: LabelText,
    pub(super) outcomes: Vec<EnumValue>,
    pub(super) otherwise: Option<Otherwise>,
    pub(super) decides: Option<(Name, Name)>,
    pub(super) because: LabelText,
    pub(super) valid_until: Option<Expr>,
    pub(super) duties: Vec<Duty>,
}

/// Reads all clauses; bad ones are reported.
pub(super) fn read(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>) -> Clauses {
    let mut found = Clauses::default();
    for part in parts {
        match part {
            Part::Good(piece) => {
                if builder.admit(&piece) {
                    one(builder, text, &piece, &mut found);
                }
            }
            Part::Bad(bad) => {
                let meant = recover::meant_clause(text, bad);
                if matches!(meant, Some(Rule::kw_as | Rule::kw_holds_when | Rule::kw_when)) {
                    found.meaning = Some(Meaning::Broken);
                }
                builder.bad_clause(text, bad);
            }
        }
    }
    found
}

/// The keyword that a clause begins with; all parts of a law count as `article`.
fn keyword(piece: &Piece<'_>) -> Option<Rule> {
    if piece.as_rule() == Rule::article_clause {
        return Some(Rule::kw_article);
    }
    piece.clone().into_inner().next().map(|it| it.as_rule())
}

/// Clauses that an item may have several of.
const fn may_repeat(keyword: Rule) -> bool {
    matches!(keyword, Rule::kw_basis | Rule::kw_article | Rule::kw_holiday | Rule::kw_outcome | Rule::kw_duty)
}

/// Whether two clauses say the same thing, so that only one of them may be there.
fn same(one: Rule, other: Rule) -> bool {
    let meaning = |it| matches!(it, Rule::kw_as | Rule::kw_holds_when | Rule::kw_when | Rule::kw_pending);
    one == other || (meaning(one) && meaning(other))
}

impl Builder<'_> {
    /// Whether the item may have this clause, and has it for the first time; else it is reported.
    pub(super) fn admit(&mut self, piece: &Piece<'_>) -> bool {
        let Some(rule) = keyword(piece) else {
            return false;
        };
        let place = self.place(piece);
        if !self.allowed.contains(&rule) {
            self.not_allowed(piece);
            return false;
        }
        let first = self.seen.iter().find(|(it, _)| same(*it, rule)).map(|it| it.1);
        self.seen.push((rule, place));
        match first {
            Some(first) if !may_repeat(rule) => {
                self.repeated(place, first, keywords::of_rule(rule));
                false
            }
            _ => true,
        }
    }

    fn not_allowed(&mut self, piece: &Piece<'_>) {
        let first = piece.clone().into_inner().flatten().find(|it| keywords::of_rule(it.as_rule()).is_some());
        let first = first.unwrap_or_else(|| piece.clone());
        let word = first.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        let language = self.language;
        let phrases = self.allowed.iter().filter_map(|it| keywords::of_rule(*it));
        let list: Vec<String> = phrases.map(|it| format!("`{}`", it.phrase(language))).collect();
        let list = list.join(", ");
        let span = self.place(&first);
        let diagnostic = self.report.add(
            Code::UnexpectedText,
            span,
            wording!("`{word}` bukan klausul butir ini", "`{word}` is not a clause of this item"),
        );
        if list.is_empty() {
            diagnostic.label(wording!("butir ini tidak punya klausul", "this item has no clauses"));
        } else {
            diagnostic.label(wording!("klausul butir ini: {list}", "the clauses of this item: {list}"));
        }
        diagnostic.help(wording!("hapuslah, atau pindahkan ke butirnya", "delete it, or move it to its item"));
    }
}

/// Reads one clause into its place.
fn one(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>, found: &mut Clauses) {
    let place = builder.place(piece);
    match piece.as_rule() {
        Rule::title_clause => found.title = builder.inner_label(piece),
        Rule::label_clause => found.label = builder.inner_label(piece),
        Rule::cited_as_clause => found.cited_as = builder.inner_label(piece),
        Rule::message_clause => found.message = builder.inner_label(piece),
        Rule::question_clause => found.question = builder.inner_label(piece),
        Rule::because_clause => because(builder, piece, found),
        Rule::basis_clause => basis(builder, piece, found),
        Rule::in_force_clause => found.in_force = in_force(builder, piece),
        Rule::gap_before_clause => found.gap_before = child(piece, Rule::string_run).map(|it| builder.text(&it)),
        Rule::published_clause => found.published = child(piece, Rule::string_run).map(|it| builder.text(&it)),
        Rule::article_clause => article(builder, piece, found),
        Rule::holiday_clause => {
            if let Some(date) = child(piece, Rule::date).and_then(|it| builder.date(&it)) {
                found.holidays.push(Holiday { date, label: builder.inner_label(piece) });
            }
        }
        Rule::pending_clause => {
            found.meaning = Some(Meaning::Pending(builder.inner_label(piece)));
            found.meaning_place = Some(place);
        }
        Rule::as_clause | Rule::holds_when_clause | Rule::when_clause => {
            found.meaning = Some(meaning(builder, text, piece));
            found.meaning_place = Some(place);
        }
        Rule::alternatives_clause => {
            let values = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::expression);
            found.alternatives = values.map(|it| builder.expression(text, &it)).collect();
        }
        _ => one_of_decisions(builder, text, piece, found),
    }
}

/// A clause of a judgement, a decision or a rule.
fn one_of_decisions(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>, found: &mut Clauses) {
    match piece.as_rule() {
        Rule::asked_of_clause => found.asked_of = Some(builder.inner_name(piece)),
        Rule::presumed_clause => found.presumed = Some(has(piece, Rule::kw_yes)),
        Rule::outcome_clause => {
            let value = EnumValue { name: builder.declared(piece), label: builder.inner_label(piece) };
            found.outcomes.push(value);
        }
        Rule::otherwise_clause => {
            let (bases, because) = (Vec::new(), LabelText::default());
            found.otherwise =
                Some(Otherwise { span: builder.place(piece), outcome: builder.inner_name(piece), bases, because });
        }
        Rule::decides_clause => {
            let mut names = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::plain_name);
            if let (Some(decision), Some(outcome)) = (names.next(), names.next()) {
                found.decides = Some((builder.name(&decision), builder.name(&outcome)));
            }
        }
        Rule::valid_until_clause => found.valid_until = builder.inner_expression(text, piece),
        _ => {
            let name = builder.inner_name(piece);
            let due = builder.inner_expression(text, piece);
            found.duties.push(Duty { name, due, label: builder.inner_label(piece) });
        }
    }
}

fn meaning(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Meaning {
    let beneath = recover::indentation(text, piece.as_span().start());
    if let Some(condition) = child(piece, Rule::condition) {
        return Meaning::Expr(builder.condition(text, &condition, Some(beneath)));
    }
    let span = builder.place(piece);
    let default = child(piece, Rule::default).and_then(|it| builder.default(text, &it));
    Meaning::Expr(default.unwrap_or(Expr { span, kind: ExprKind::Broken }))
}

fn in_force(builder: &mut Builder<'_>, piece: &Piece<'_>) -> Option<InForce> {
    let mut dates = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::date);
    let from = dates.next().and_then(|it| builder.date(&it));
    let until = match dates.next() {
        Some(it) => Some(builder.date(&it)?),
        None => None,
    };
    let by = child(piece, Rule::path).map(|it| builder.path(&it))?;
    Some(InForce { span: builder.place(piece), from: from?, until, by })
}

fn article(builder: &mut Builder<'_>, piece: &Piece<'_>, found: &mut Clauses) {
    let Some(place) = child(piece, Rule::place).map(|it| words::source_place(&it)) else {
        return;
    };
    let not_encoded = child(piece, Rule::not_encoded).map(|it| builder.inner_label(&it));
    found.articles.push(Article {
        span: builder.place(piece),
        place,
        summary: builder.inner_label(piece),
        not_encoded,
    });
}

/// A basis of the item, or of the `otherwise` before it.
fn basis(builder: &mut Builder<'_>, piece: &Piece<'_>, found: &mut Clauses) {
    let basis = builder.basis(piece);
    if let Some(otherwise) = &mut found.otherwise {
        otherwise.span = otherwise.span.to(basis.span);
        otherwise.bases.push(basis);
    } else {
        builder.needs_otherwise(basis.span);
        found.bases.push(basis);
    }
}

/// The reason of the rule, or of the `otherwise` before it.
fn because(builder: &mut Builder<'_>, piece: &Piece<'_>, found: &mut Clauses) {
    let (label, place) = (builder.inner_label(piece), builder.place(piece));
    if let Some(otherwise) = &mut found.otherwise {
        otherwise.span = otherwise.span.to(place);
        otherwise.because = label;
    } else {
        builder.needs_otherwise(place);
        found.because = label;
    }
}

impl Builder<'_> {
    /// In a decision, `basis` and `because` belong to `otherwise` and stand behind it.
    fn needs_otherwise(&mut self, place: Span) {
        if !self.allowed.contains(&Rule::kw_otherwise) {
            return;
        }
        let phrase = keywords::of_rule(Rule::kw_otherwise).map_or("", |it| it.phrase(self.language));
        self.report
            .add(Code::UnexpectedText, place, wording!("bagian ini milik `{phrase}`", "this belongs to `{phrase}`"))
            .label(wording!("di depannya belum ada `{phrase}`", "there is no `{phrase}` before it"))
            .help(wording!("pindahkan ke bawah `{phrase} …`", "move it beneath `{phrase} …`"));
    }
}
