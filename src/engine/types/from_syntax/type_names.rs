//! From types as written to types.
//!
//! Knows nothing of: values.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::resolve::Entity;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{Name, NumberLiteral, PeriodUnit, TypeName, TypeNameKind};
use crate::engine::types::{Type, Unit};
use crate::engine::value::number::{self, GREATEST_SCALE};
use crate::wording;

impl Typer<'_, '_> {
    /// The type of a field, an element, or a declared value with bounds.
    pub(super) fn type_of(&mut self, name: &TypeName) -> Type {
        match &name.kind {
            TypeNameKind::Truth => Type::Truth,
            TypeNameKind::Date => Type::Date,
            TypeNameKind::Text => Type::Text,
            TypeNameKind::Number { least, greatest } => self.number_range(least, greatest, name.span),
            TypeNameKind::AnyNumber => self.no_bounds(name.span),
            TypeNameKind::Period(unit) => self.unit(unit).map_or(Type::Broken, Type::Period),
            TypeNameKind::Named(name) => self.named_type(name),
            TypeNameKind::List { least, greatest, element } => {
                let may_be_bounds = matches!(element.kind, TypeNameKind::Number { .. }) && greatest.is_none();
                let element = self.type_of(element);
                if may_be_bounds {
                    return self.list_without_element(&element, name.span);
                }
                self.list_type(*least, *greatest, element, name.span)
            }
        }
    }

    fn number_range(&mut self, least: &NumberLiteral, greatest: &NumberLiteral, span: Span) -> Type {
        let scale = least.scale.max(greatest.scale);
        if scale > GREATEST_SCALE {
            self.too_many_digits(span, scale, GREATEST_SCALE);
            return Type::Broken;
        }
        let at_scale = |it: &NumberLiteral| it.digits.checked_mul(number::power_of_ten(scale.saturating_sub(it.scale)));
        let (Some(least), Some(greatest)) = (at_scale(least), at_scale(greatest)) else {
            return self.overflow(span);
        };
        if greatest < least {
            let (low, high) = (number::print(greatest, scale), number::print(least, scale));
            return self.reversed(span, &format!("{low}..{high}"));
        }
        Type::Number { scale, least, greatest }
    }

    pub(super) fn reversed(&mut self, span: Span, right: &str) -> Type {
        self.error(
            Code::BoundsReversed,
            span,
            wording!("batas bawahnya lebih besar daripada batas atasnya", "the least is greater than the greatest"),
        )
        .label(wording!("terbalik", "reversed"))
        .help(wording!("tulis `{right}`", "write `{right}`"));
        Type::Broken
    }

    fn no_bounds(&mut self, span: Span) -> Type {
        self.error(Code::NoBounds, span, wording!("angka ini tidak mempunyai batas", "this number has no bounds"))
            .label(wording!(
                "hanya untuk definisi, tabel, dan parameter",
                "only for definitions, tables and parameters"
            ))
            .help(wording!(
                "tulis batasnya, misalnya `0..120` atau `0.0..400.0`",
                "write its bounds, such as `0..120` or `0.0..400.0`"
            ));
        Type::Broken
    }

    /// `list of 1..20` with one range only: it may be how many, or what each is.
    fn list_without_element(&mut self, element: &Type, span: Span) -> Type {
        let range = match element {
            Type::Number { scale, least, greatest } => super::words::range(*scale, *least, *greatest),
            _ => return Type::Broken,
        };
        self.error(
            Code::ListWithoutMaximum,
            span,
            wording!("daftar ini hanya menyebut satu rentang", "the list names one range only"),
        )
        .label(wording!("berapa banyak, atau apa isinya?", "how many, or what is in it?"))
        .help(wording!(
            "tulis jumlahnya lebih dahulu, lalu isinya: `daftar {range} NAMA` atau `daftar 0..50 {range}`",
            "write how many first, then what: `list of {range} NAME` or `list of 0..50 {range}`"
        ));
        Type::Broken
    }

    fn list_type(&mut self, least: Option<u32>, greatest: Option<u32>, element: Type, span: Span) -> Type {
        let Some(greatest) = greatest else {
            self.error(
                Code::ListWithoutMaximum,
                span,
                wording!("daftar ini tidak menyebut jumlah paling banyak", "the list has no maximum"),
            )
            .label(wording!("berapa paling banyak?", "how many at most?"))
            .help(wording!("tulis misalnya `daftar 0..50 …`", "write for instance `list of 0..50 …`"));
            return Type::Broken;
        };
        let least = least.unwrap_or(0);
        if greatest < least {
            return self.reversed(span, &format!("{greatest}..{least}"));
        }
        match element {
            Type::Broken => Type::Broken,
            element => Type::List { element: Box::new(element), least, greatest },
        }
    }

    fn named_type(&mut self, name: &Name) -> Type {
        match self.scope.find(&name.text) {
            Some(Entity::Enum(id)) => Type::Enum(id),
            Some(Entity::Record(id)) => Type::Record(id.saturating_add(1)),
            Some(Entity::Broken) => Type::Broken,
            found => self.unknown_type(name, found.is_some()),
        }
    }

    fn unknown_type(&mut self, name: &Name, is_something_else: bool) -> Type {
        let text = &name.text;
        let types = self.scope.names.iter().filter(|it| matches!(it.1.0, Entity::Enum(_) | Entity::Record(_)));
        let candidates: Vec<&str> = types
            .map(|it| *it.0)
            .chain(["date", "text", "days", "months", "tanggal", "teks", "hari", "bulan"])
            .collect();
        let message = if is_something_else {
            wording!("`{text}` bukan pilihan atau data", "`{text}` is no enum and no record")
        } else {
            wording!("jenis `{text}` tidak dikenal", "the type `{text}` is not known")
        };
        let otherwise = wording!(
            "nyatakan `pilihan {text}` atau `data {text}`, atau pakai `tanggal`, `teks`, `ya atau tidak`, `0..100`",
            "declare `enum {text}` or `record {text}`, or use `date`, `text`, `yes or no`, `0..100`"
        );
        let help = self.suggester.help(text, candidates.into_iter(), otherwise);
        if !self.scope.lost.contains(text) {
            self.error(Code::UnknownType, name.span, message).label(wording!("bukan jenis", "not a type")).help(help);
        }
        Type::Broken
    }

    /// The unit of a period; years are months.
    pub(super) fn unit(&mut self, unit: &PeriodUnit) -> Option<Unit> {
        match unit {
            PeriodUnit::Days => Some(Unit::Days),
            PeriodUnit::Months | PeriodUnit::Years => Some(Unit::Months),
            PeriodUnit::WorkingDays(name) => self.calendar(name).map(Unit::WorkingDays),
        }
    }

    /// The number of a calendar among those that are used.
    fn calendar(&mut self, name: &Name) -> Option<usize> {
        if let Some(index) = self.calendars.iter().position(|it| it.name.text == name.text) {
            return Some(index);
        }
        match self.scope.calendars.get(name.text.as_str()) {
            Some(Some(calendar)) => {
                self.calendars.push(calendar);
                Some(self.calendars.len().saturating_sub(1))
            }
            Some(None) => None,
            None => {
                self.unknown_calendar(name);
                None
            }
        }
    }

    fn unknown_calendar(&mut self, name: &Name) {
        let text = &name.text;
        if self.scope.lost.contains(text) {
            return;
        }
        let otherwise = wording!(
            "nyatakan dengan `kalender {text} mencakup … sampai …`",
            "declare it with `calendar {text} covers … to …`"
        );
        let help = self.suggester.help(text, self.scope.calendars.keys().copied(), otherwise);
        self.error(
            Code::UnknownCalendar,
            name.span,
            wording!("kalender `{text}` tidak dinyatakan", "the calendar `{text}` is not declared"),
        )
        .label(wording!("tidak ada kalender dengan nama ini", "no calendar has this name"))
        .help(help);
    }
}
