//! Random decision tables without gap or overlap: each column cuts its whole range into cells.

use super::{Builder, LABEL};
use crate::generate::scope::{Declared, Scope};
use crate::generate::vocabulary::Vocabulary;
use timbang::engine::types::Type;
use timbang::engine::value::{date, number};

impl Builder<'_> {
    pub(super) fn table(&mut self) {
        let name = format!("worth{}", self.declared.values.len());
        let enums = self.declared.vocabulary.enums.len();
        let ty = match self.random.below(4) {
            0 => Type::Enum(self.random.below(enums)),
            1 => Type::Date,
            2 => Type::Truth,
            _ => Type::Number { scale: 1, least: 0, greatest: 900 },
        };
        let mut columns: Vec<(String, Vec<String>)> = Vec::new();
        for _ in 0..=self.random.below(2) {
            columns.extend(self.column());
        }
        if columns.is_empty() {
            return self.definition();
        }
        let spelled = Vocabulary::spell(&ty);
        self.line(&format!("\ntable {name} : {spelled}\n  label {LABEL}"));
        self.basis();
        let heads: Vec<String> = columns.iter().map(|it| it.0.clone()).collect();
        self.line(&format!("  | {} | -> {name} |", heads.join(" | ")));
        self.rows(&ty, &columns);
        self.declared.values.push(Declared { name, of: None, ty });
    }

    /// One row for every cell of the first column; for some of them, one for every cell of the second.
    fn rows(&mut self, ty: &Type, columns: &[(String, Vec<String>)]) {
        let cells = columns.first().map(|it| it.1.clone()).unwrap_or_default();
        for first in cells {
            let seconds = match columns.get(1) {
                None => vec![String::new()],
                Some(_) if self.random.chance(40) => vec!["- | ".to_owned()],
                Some(second) => second.1.iter().map(|it| format!("{it} | ")).collect(),
            };
            for second in seconds {
                let result = self.write(|it| match ty {
                    Type::Number { .. } => it.literal(ty).text,
                    _ => it.leaf(ty, &Scope::of(None)).text,
                });
                self.line(&format!("  | {first} | {second}-> {result} |"));
            }
        }
    }

    /// A column over something that is always there, and cells that cover all of it.
    fn column(&mut self) -> Option<(String, Vec<String>)> {
        let scope = Scope::of(None);
        let ordered = |it: &Type| matches!(it, Type::Number { .. } | Type::Date | Type::Enum(_) | Type::Truth);
        let named = self.random.chance(50);
        let (text, ty) = self.write(|it| {
            let fact = scope.readable(it.random, &it.declared.vocabulary, ordered).map(|fact| (fact.text, fact.ty));
            let value = if named { it.named(&scope, ordered).map(|(written, ty)| (written.text, ty)) } else { None };
            value.or(fact)
        })?;
        let cells = match &ty {
            Type::Number { scale: digits, least, greatest } => {
                self.ranges(*least, *greatest, |it| number::print(it, *digits))
            }
            Type::Date => {
                let (first, last) = (date::parse("2023-06-01")?, date::parse("2026-01-01")?);
                self.ranges(first, last, date::iso)
            }
            Type::Enum(id) => self.values(*id),
            _ => vec!["yes".to_owned(), "no".to_owned()],
        };
        Some((text, cells))
    }

    fn ranges(&mut self, least: i64, greatest: i64, print: impl Fn(i64) -> String) -> Vec<String> {
        let mut cuts: Vec<i64> = (0..=self.random.below(3)).map(|_| self.random.between(least, greatest)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.retain(|it| *it > least);
        let (Some(low), Some(high)) = (cuts.first().copied(), cuts.last().copied()) else {
            return vec!["-".to_owned()];
        };
        let mut cells = vec![format!("< {}", print(low))];
        for pair in cuts.windows(2) {
            cells.push(if self.random.chance(50) {
                format!("{}..<{}", print(pair[0]), print(pair[1]))
            } else {
                format!("{}..{}", print(pair[0]), print(pair[1] - 1))
            });
        }
        cells.push(format!(">= {}", print(high)));
        cells
    }

    fn values(&mut self, id: usize) -> Vec<String> {
        let values = self.declared.vocabulary.enums[id].values.clone();
        let cut = 1 + self.random.below(values.len());
        let (together, alone) = values.split_at(cut);
        let mut cells = vec![format!("{{{}}}", together.join(", "))];
        cells.extend(alone.iter().cloned());
        cells
    }
}
