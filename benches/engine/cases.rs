//! Random cases, as typed structs and as JSON.

use crate::hand_written::{Approval, Authority, Case, Level, Performance, Plan, Position, Successor};
use timbang::engine::value::{date, number};

/// Random numbers that are the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn likely(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, options: &[T]) -> T {
        let index = self.below(i64::try_from(options.len()).unwrap_or(1));
        options[usize::try_from(index).unwrap_or(0)]
    }
}

/// A case with a plan of so many positions; most conditions hold, so that all of them matter.
pub(crate) fn random(dice: &mut Dice, positions: i64) -> Case {
    let asked = date::days(2022, 6, 22).unwrap_or(0) + dice.below(600);
    let some = |dice: &mut Dice, days: i64| dice.likely(90).then(|| asked - dice.below(days) + days / 20);
    let aspects = dice.likely(30).then(|| [40, 40, 120, 40, 80, 40, 16, 24].map(|it| it * 5 + dice.below(it * 5)));
    let total = match aspects {
        Some(aspects) => dice.likely(50).then(|| aspects.iter().sum()),
        None => dice.likely(95).then(|| dice.below(4_001)),
    };
    let level = level(dice);
    Case {
        total,
        aspects,
        regulation_set_on: some(dice, 900),
        committee_formed_on: some(dice, 900),
        data_updated_on: some(dice, 420),
        plan: dice.likely(92).then(|| plan(dice, asked, positions, level)),
        approval: dice.likely(92).then(|| approval(dice, asked)),
        submitted_on: asked,
        position: code(dice.below(positions)),
        level,
    }
}

fn plan(dice: &mut Dice, asked: i64, positions: i64, level: Level) -> Plan {
    let set_on = asked - dice.below(420) + 20;
    let published_on = dice.likely(90).then(|| set_on + dice.below(40));
    let positions = (0..positions).map(|it| Position { code: code(it), level, successors: successors(dice) });
    Plan { set_on, published_on, positions: positions.collect() }
}

fn successors(dice: &mut Dice) -> Vec<Successor> {
    let ratings =
        [Performance::VeryPoor, Performance::Poor, Performance::Fair, Performance::Good, Performance::VeryGood];
    let rating = |dice: &mut Dice| if dice.likely(80) { Performance::Good } else { dice.pick(&ratings) };
    (0..dice.below(5))
        .map(|_| Successor {
            talent_box: u8::try_from(dice.below(6) + 4).unwrap_or(9),
            performance: vec![rating(dice), rating(dice)],
            hours: dice.below(60),
            meets_requirements: dice.likely(80),
        })
        .collect()
}

fn approval(dice: &mut Dice, asked: i64) -> Approval {
    let issued_on = asked - dice.below(900) + 20;
    Approval {
        authority: if dice.likely(90) { Authority::Kasn } else { dice.pick(&[Authority::Bkn, Authority::Other]) },
        issued_on,
        levels: (0..=dice.below(3)).map(|_| level(dice)).collect(),
        last_evaluated_on: dice.likely(50).then(|| asked.min(issued_on + dice.below(400))),
        revoked_on: dice.likely(10).then(|| issued_on.max(asked + dice.below(100) - 50)),
    }
}

fn level(dice: &mut Dice) -> Level {
    dice.pick(&[Level::Pratama, Level::Pratama, Level::Madya, Level::Utama])
}

fn code(number: i64) -> String {
    format!("JPT-{number:02}")
}

/// The same case as an agency would submit it.
pub(crate) fn json(case: &Case) -> String {
    let aspects = case.aspects.map_or_else(|| "null".to_owned(), |it| aspects_json(&it));
    let total = case.total.map_or_else(|| "null".to_owned(), |it| format!("{:?}", number::print(it, 1)));
    let plan = case.plan.as_ref().map_or_else(|| "null".to_owned(), plan_json);
    let approval = case.approval.as_ref().map_or_else(|| "null".to_owned(), approval_json);
    format!(
        r#"{{"agency":{{"name":"Lembaga Contoh","kind":"agency"}},"assessment":{{"determined_on":"2022-01-20","total":{total},"aspects":{aspects}}},"talent_management":{{"regulation_set_on":{},"committee_formed_on":{},"data_updated_on":{}}},"succession_plan":{plan},"approval":{approval},"reports":{{"last_report_on":null}},"request":{{"submitted_on":{},"position":{{"code":"{}","title":"Kepala Dinas","level":"{}"}}}}}}"#,
        optional(case.regulation_set_on),
        optional(case.committee_formed_on),
        optional(case.data_updated_on),
        day(case.submitted_on),
        case.position,
        level_name(case.level),
    )
}

fn aspects_json(aspects: &[i64; 8]) -> String {
    const NAMES: [&str; 8] = [
        "planning",
        "recruitment",
        "career",
        "promotion",
        "performance",
        "remuneration",
        "protection",
        "information_system",
    ];
    let parts = NAMES.iter().zip(aspects).map(|(name, units)| format!("{name:?}:{:?}", number::print(*units, 1)));
    format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
}

fn plan_json(plan: &Plan) -> String {
    let positions: Vec<String> = plan.positions.iter().map(position_json).collect();
    format!(
        r#"{{"set_on":{},"published_on":{},"positions":[{}]}}"#,
        day(plan.set_on),
        optional(plan.published_on),
        positions.join(",")
    )
}

fn position_json(position: &Position) -> String {
    let successors: Vec<String> = position.successors.iter().map(successor_json).collect();
    format!(
        r#"{{"code":"{}","title":"Kepala Dinas","level":"{}","critical":true,"successors":[{}]}}"#,
        position.code,
        level_name(position.level),
        successors.join(",")
    )
}

fn successor_json(successor: &Successor) -> String {
    let ratings: Vec<String> = successor.performance.iter().map(|it| format!("{:?}", rating_name(*it))).collect();
    format!(
        r#"{{"box":{},"performance_last_two_years":[{}],"development_hours_last_year":{},"meets_position_requirements":{}}}"#,
        successor.talent_box,
        ratings.join(","),
        successor.hours,
        successor.meets_requirements
    )
}

fn approval_json(approval: &Approval) -> String {
    let authority = match approval.authority {
        Authority::Kasn => "kasn",
        Authority::Bkn => "bkn",
        Authority::Other => "other",
    };
    let levels: Vec<String> = approval.levels.iter().map(|it| format!("{:?}", level_name(*it))).collect();
    format!(
        r#"{{"authority":"{authority}","number":"B-1/2022","issued_on":{},"levels":[{}],"last_evaluated_on":{},"revoked_on":{}}}"#,
        day(approval.issued_on),
        levels.join(","),
        optional(approval.last_evaluated_on),
        optional(approval.revoked_on)
    )
}

fn day(days: i64) -> String {
    format!("{:?}", date::iso(days))
}

fn optional(days: Option<i64>) -> String {
    days.map_or_else(|| "null".to_owned(), day)
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Utama => "utama",
        Level::Madya => "madya",
        Level::Pratama => "pratama",
    }
}

fn rating_name(rating: Performance) -> &'static str {
    match rating {
        Performance::VeryPoor => "very_poor",
        Performance::Poor => "poor",
        Performance::Fair => "fair",
        Performance::Good => "good",
        Performance::VeryGood => "very_good",
    }
}
