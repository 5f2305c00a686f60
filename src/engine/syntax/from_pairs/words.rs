//! The small parts: names, texts, dates, numbers, paths, types, bases.
//!
//! Knows nothing of: items, expressions.

use super::{Builder, Piece};
use crate::engine::diag::Code;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::keywords;
use crate::engine::syntax::tree::{
    Basis, Binding, DateLiteral, Establishedness, LabelText, Name, NumberLiteral, Path, PeriodUnit, Place, PlacePart,
    StringLiteral, TypeName, TypeNameKind,
};
use crate::engine::value::{date, number::GREATEST_SCALE};
use crate::wording;

/// The first inner piece of a rule.
pub(super) fn child<'i>(piece: &Piece<'i>, rule: Rule) -> Option<Piece<'i>> {
    piece.clone().into_inner().find(|it| it.as_rule() == rule)
}

/// Whether there is an inner piece of a rule.
pub(super) fn has(piece: &Piece<'_>, rule: Rule) -> bool {
    child(piece, rule).is_some()
}

impl Builder<'_> {
    /// A word as it stands.
    pub(super) fn name(&self, piece: &Piece<'_>) -> Name {
        Name { text: piece.as_str().to_owned(), span: self.place(piece) }
    }

    /// The first inner name, as it stands; an empty one at the piece if there is none (the grammar sees to that).
    pub(super) fn inner_name(&self, piece: &Piece<'_>) -> Name {
        let found = piece
            .clone()
            .into_inner()
            .find(|it| matches!(it.as_rule(), Rule::plain_name | Rule::dashed_name | Rule::word | Rule::head));
        found.map_or_else(|| Name { text: String::new(), span: self.place(piece) }, |it| self.name(&it))
    }

    /// A name that is declared here: reserved words are reported.
    pub(super) fn declared(&mut self, piece: &Piece<'_>) -> Name {
        let name = self.inner_name(piece);
        if keywords::is_reserved(&name.text) {
            self.reserved(&name);
        }
        name
    }

    /// Reports that a name is a keyword.
    pub(super) fn reserved(&mut self, name: &Name) {
        let text = &name.text;
        self.report
            .add(
                Code::ReservedName,
                name.span,
                wording!(
                    "`{text}` adalah kata kunci, tidak dapat menjadi nama",
                    "`{text}` is a keyword and cannot be a name"
                ),
            )
            .label(wording!("nama ini tidak dapat dipakai", "this name cannot be used"))
            .help(wording!("pilihlah nama lain, misalnya `{text}_1`", "choose another name, such as `{text}_1`"));
    }

    /// Adjacent strings as one text.
    pub(super) fn text(&self, piece: &Piece<'_>) -> StringLiteral {
        let mut text = String::new();
        for string in piece.clone().into_inner().filter(|it| it.as_rule() == Rule::string) {
            unescape(string.as_str(), &mut text);
        }
        StringLiteral { text, span: self.place(piece) }
    }

    /// One string.
    pub(super) fn string(&self, piece: &Piece<'_>) -> StringLiteral {
        let mut text = String::new();
        unescape(piece.as_str(), &mut text);
        StringLiteral { text, span: self.place(piece) }
    }

    /// The label inside a piece, if there is one.
    pub(super) fn inner_label(&self, piece: &Piece<'_>) -> LabelText {
        child(piece, Rule::label_text).map_or_else(LabelText::default, |it| self.label(&it))
    }

    /// A text in Indonesian and in English.
    pub(super) fn label(&self, piece: &Piece<'_>) -> LabelText {
        let mut label = LabelText::default();
        for part in piece.clone().into_inner() {
            match part.as_rule() {
                Rule::string_run => label.id = Some(self.text(&part)),
                Rule::english => label.en = child(&part, Rule::string_run).map(|it| self.text(&it)),
                _ => {}
            }
        }
        label
    }

    /// A day; none if there is no such day (reported).
    pub(super) fn date(&mut self, piece: &Piece<'_>) -> Option<DateLiteral> {
        let span = self.place(piece);
        let text = piece.as_str();
        if let Some(days) = date::parse(text) {
            return Some(DateLiteral { span, days });
        }
        self.report
            .add(Code::ImpossibleDate, span, wording!("tidak ada tanggal {text}", "there is no day {text}"))
            .label(wording!("hari ini tidak ada dalam kalender", "this day is not in the calendar"))
            .help(wording!(
                "tulislah tahun, bulan dan hari yang ada, seperti `2024-02-29`",
                "write a year, month and day that exist, such as `2024-02-29`"
            ));
        None
    }

    /// A number; none if it has too many digits (reported).
    pub(super) fn number(&mut self, piece: &Piece<'_>) -> Option<NumberLiteral> {
        let span = self.place(piece);
        let text = piece.as_str();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let scale = u8::try_from(fraction.len()).ok().filter(|it| *it <= GREATEST_SCALE);
        let joined = format!("{whole}{fraction}");
        let count = joined.trim_start_matches('-').len();
        let digits = if count <= 18 { joined.parse().ok() } else { None };
        if let (Some(digits), Some(scale)) = (digits, scale) {
            return Some(NumberLiteral { span, digits, scale });
        }
        self.report
            .add(Code::NumberTooLong, span, wording!("angka ini terlalu panjang", "this number is too long"))
            .label(wording!(
                "paling banyak 18 angka, 9 di antaranya di belakang titik",
                "at most 18 digits, 9 of them after the point"
            ))
            .help(wording!("tulislah angka yang lebih pendek", "write a shorter number"));
        None
    }

    /// `a.b.c`
    pub(super) fn path(&self, piece: &Piece<'_>) -> Path {
        let mut words = piece.clone().into_inner();
        let head = words.next().map_or_else(|| self.inner_name(piece), |it| self.name(&it));
        Path { span: self.place(piece), head, fields: words.map(|it| self.name(&it)).collect() }
    }

    /// A type; none if a number in it is too long or it is nested too deeply (reported).
    pub(super) fn type_name(&mut self, piece: &Piece<'_>) -> Option<TypeName> {
        let span = self.place(piece);
        self.deeper(span, |builder| builder.type_kind(piece)).map(|kind| TypeName { span, kind })
    }

    /// The type inside a piece.
    pub(super) fn inner_type(&mut self, piece: &Piece<'_>) -> Option<TypeName> {
        child(piece, Rule::type_name).and_then(|it| self.type_name(&it))
    }

    fn type_kind(&mut self, piece: &Piece<'_>) -> Option<TypeNameKind> {
        let inner = piece.clone().into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::kw_yes_or_no => TypeNameKind::Truth,
            Rule::range_type => {
                let (least, greatest) = self.bounds(&inner)?;
                TypeNameKind::Number { least, greatest }
            }
            Rule::kw_number_type => TypeNameKind::AnyNumber,
            Rule::kw_date_type => TypeNameKind::Date,
            Rule::kw_text_type => TypeNameKind::Text,
            Rule::list_type => return self.list_type(&inner),
            Rule::named_type => TypeNameKind::Named(self.inner_name(&inner)),
            _ => TypeNameKind::Period(self.unit(&inner)),
        })
    }

    fn list_type(&mut self, piece: &Piece<'_>) -> Option<TypeNameKind> {
        let bounds = match child(piece, Rule::list_bounds) {
            Some(it) => Some(self.bounds(&it)?),
            None => None,
        };
        let element = Box::new(self.inner_type(piece)?);
        let count = |it: &NumberLiteral| if it.scale == 0 { u32::try_from(it.digits).ok() } else { None };
        let least = bounds.as_ref().and_then(|it| count(&it.0));
        let greatest = bounds.as_ref().and_then(|it| count(&it.1));
        Some(TypeNameKind::List { least, greatest, element })
    }

    fn bounds(&mut self, piece: &Piece<'_>) -> Option<(NumberLiteral, NumberLiteral)> {
        let mut numbers = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::number);
        let least = numbers.next().and_then(|it| self.number(&it));
        let greatest = numbers.next().and_then(|it| self.number(&it));
        if let Some(sign) = child(piece, Rule::range_sign).filter(|it| it.as_str() == "..<") {
            let span = self.place(&sign);
            self.report
                .add(
                    Code::UnexpectedText,
                    span,
                    wording!("batas sebuah tipe mencakup kedua ujungnya", "the bounds of a type include both ends"),
                )
                .label(wording!("`..<` hanya untuk sel tabel", "`..<` is only for the cells of a table"))
                .help(wording!(
                    "tulislah `..` dan batas atas yang masih boleh",
                    "write `..` and the greatest value allowed"
                ));
            return None;
        }
        Some((least?, greatest?))
    }

    /// The unit of a period, or a period as a type.
    pub(super) fn unit(&self, piece: &Piece<'_>) -> PeriodUnit {
        match piece.as_rule() {
            Rule::kw_months => PeriodUnit::Months,
            Rule::kw_years => PeriodUnit::Years,
            Rule::working_days_type => PeriodUnit::WorkingDays(self.inner_name(piece)),
            _ => PeriodUnit::Days,
        }
    }

    /// `of s : Successor`
    pub(super) fn binding(&mut self, piece: &Piece<'_>) -> Option<Binding> {
        let name = self.declared(piece);
        Some(Binding { name, ty: self.inner_type(piece)? })
    }

    /// `basis PP-11-2017 article 134 (verified)`
    pub(super) fn basis(&self, piece: &Piece<'_>) -> Basis {
        let place = child(piece, Rule::place).map_or_else(Place::default, |it| source_place(&it));
        let word = child(piece, Rule::establishedness).and_then(|it| it.into_inner().next()).map(|it| it.as_rule());
        let establishedness = match word {
            Some(Rule::kw_verified) => Establishedness::Verified,
            Some(Rule::kw_secondary) => Establishedness::Secondary,
            Some(Rule::kw_inferred) => Establishedness::Inferred,
            _ => Establishedness::Unverified,
        };
        Basis { span: self.place(piece), source: self.inner_name(piece), place, establishedness }
    }
}

/// `article 134 paragraph 1`
pub(super) fn source_place(piece: &Piece<'_>) -> Place {
    let parts = piece.clone().into_inner().filter_map(|part| {
        let mut inner = part.into_inner();
        let kind = match inner.next()?.as_rule() {
            Rule::kw_paragraph => PlacePart::Paragraph,
            Rule::kw_letter => PlacePart::Letter,
            Rule::kw_number_place => PlacePart::Number,
            Rule::kw_appendix => PlacePart::Appendix,
            _ => PlacePart::Article,
        };
        Some((kind, inner.next()?.as_str().to_owned()))
    });
    Place { parts: parts.collect() }
}

/// Adds the text of one string, without its quotation marks, to `text`.
fn unescape(literal: &str, text: &mut String) {
    let mut characters = literal.chars().skip(1);
    while let Some(character) = characters.next() {
        match character {
            '"' => return,
            '\\' => text.extend(characters.next()),
            other => text.push(other),
        }
    }
}
