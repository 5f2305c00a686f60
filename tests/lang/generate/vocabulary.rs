//! The types of a random rulebook and the facts that can be read.

use super::random::Random;
use timbang::engine::types::{Type, Unit};
use timbang::engine::value::number;

pub(crate) const CALENDAR: &str = "office_days";
pub(crate) const TEXTS: [&str; 5] = ["alfa", "beta", "gama delta", "kutip \\\" dan \\\\", "jabatan é"];
/// Dates where something changes: month ends, leap days, ends of the calendar and of what can be named.
pub(crate) const DATES: [&str; 18] = [
    "2023-12-31",
    "2024-01-01",
    "2024-01-30",
    "2024-01-31",
    "2024-02-28",
    "2024-02-29",
    "2024-03-01",
    "2024-03-31",
    "2024-04-30",
    "2024-06-17",
    "2024-08-17",
    "2024-12-30",
    "2024-12-31",
    "2025-01-01",
    "2025-02-28",
    "2025-12-31",
    "0001-01-01",
    "9999-12-31",
];

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) optional: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Enum {
    pub(crate) ordered: bool,
    pub(crate) values: Vec<String>,
}

/// Enums `kind0…`, records `data0…` (each may hold the earlier ones), and the inputs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    pub(crate) enums: Vec<Enum>,
    /// `records[0]` is the input.
    pub(crate) records: Vec<Vec<Field>>,
}

impl Vocabulary {
    pub(crate) fn new(random: &mut Random) -> Self {
        let mut vocabulary = Self { enums: Vec::new(), records: vec![Vec::new()] };
        for index in 0..=random.below(3) {
            let values = (0..2 + random.below(4)).map(|it| format!("kind{index}_v{it}")).collect();
            vocabulary.enums.push(Enum { ordered: random.chance(60), values });
        }
        for _ in 0..=random.below(3) {
            let count = 1 + random.below(5);
            let fields = vocabulary.fields(random, count, "part");
            vocabulary.records.push(fields);
        }
        let count = 4 + random.below(5);
        let mut inputs = vocabulary.fields(random, count, "fact");
        inputs.push(Field { name: "asked_on".to_owned(), ty: Type::Date, optional: false });
        for (index, record) in (1..vocabulary.records.len()).enumerate() {
            let list = Type::List { element: Box::new(Type::Record(record)), least: 0, greatest: 3 };
            let ty = if random.chance(70) { list } else { Type::Record(record) };
            inputs.push(Field { name: format!("group{index}"), ty, optional: random.chance(25) });
        }
        vocabulary.records[0] = inputs;
        vocabulary
    }

    fn fields(&self, random: &mut Random, count: usize, prefix: &str) -> Vec<Field> {
        (0..count)
            .map(|it| Field {
                name: format!("{prefix}{it}"),
                ty: self.field_type(random, true),
                optional: random.chance(35),
            })
            .collect()
    }

    fn field_type(&self, random: &mut Random, lists: bool) -> Type {
        match random.below(if lists { 14 } else { 10 }) {
            0 | 1 => Type::Truth,
            2..=4 => number_type(random),
            10 | 11 if self.records.len() > 1 => Type::Record(1 + random.below(self.records.len() - 1)),
            5 | 6 | 10 | 11 => Type::Date,
            7 => Type::Enum(random.below(self.enums.len())),
            8 => Type::Text,
            9 => Type::Period(unit(random)),
            _ => {
                let least = u32::try_from(random.below(2)).unwrap();
                let greatest = least + u32::try_from(random.below(4)).unwrap().max(1 - least);
                let element = if self.records.len() > 1 && random.chance(40) {
                    Type::Record(1 + random.below(self.records.len() - 1))
                } else {
                    self.field_type(random, false)
                };
                Type::List { element: Box::new(element), least, greatest }
            }
        }
    }

    /// How a type is written.
    pub(crate) fn spell(ty: &Type) -> String {
        match ty {
            Type::Truth => "yes or no".to_owned(),
            Type::Number { scale, least, greatest } => {
                format!("{}..{}", number::print(*least, *scale), number::print(*greatest, *scale))
            }
            Type::Date => "date".to_owned(),
            Type::Period(Unit::Days) => "days".to_owned(),
            Type::Period(Unit::Months) => "months".to_owned(),
            Type::Period(Unit::WorkingDays(_)) => format!("working days by {CALENDAR}"),
            Type::Enum(id) => format!("kind{id}"),
            Type::Text => "text".to_owned(),
            Type::Record(id) => format!("data{id}"),
            Type::List { element, least, greatest } => format!("list of {least}..{greatest} {}", Self::spell(element)),
            Type::Broken => "broken".to_owned(),
        }
    }

    pub(crate) fn is_ordered(&self, ty: &Type) -> bool {
        match ty {
            Type::Number { .. } | Type::Date | Type::Period(_) => true,
            Type::Enum(id) => self.enums[*id].ordered,
            _ => false,
        }
    }
}

pub(crate) fn unit(random: &mut Random) -> Unit {
    [Unit::Days, Unit::Days, Unit::Months, Unit::WorkingDays(0)][random.below(4)]
}

/// Bounds with zero, one or two digits after the point; the digits of the bounds fix the scale.
pub(crate) fn number_type(random: &mut Random) -> Type {
    let scale = [0, 0, 1, 1, 2][random.below(5)];
    let least = [0, 0, 0, -10, 1][random.below(5)] * number::power_of_ten(scale);
    let greatest = least + random.between(1, 400) * number::power_of_ten(scale);
    Type::Number { scale, least, greatest }
}
