//! The 2018 edition as a programmer would write it: typed structs, one function, no explanation, no unknown facts.

use timbang::engine::value::date::add_months;

pub(crate) struct Case {
    /// In tenths.
    pub(crate) total: Option<i64>,
    pub(crate) aspects: Option<[i64; 8]>,
    pub(crate) regulation_set_on: Option<i64>,
    pub(crate) committee_formed_on: Option<i64>,
    pub(crate) data_updated_on: Option<i64>,
    pub(crate) plan: Option<Plan>,
    pub(crate) approval: Option<Approval>,
    pub(crate) submitted_on: i64,
    pub(crate) position: String,
    pub(crate) level: Level,
}

pub(crate) struct Plan {
    pub(crate) set_on: i64,
    pub(crate) published_on: Option<i64>,
    pub(crate) positions: Vec<Position>,
}

pub(crate) struct Position {
    pub(crate) code: String,
    pub(crate) level: Level,
    pub(crate) successors: Vec<Successor>,
}

pub(crate) struct Successor {
    pub(crate) talent_box: u8,
    pub(crate) performance: Vec<Performance>,
    pub(crate) hours: i64,
    pub(crate) meets_requirements: bool,
}

pub(crate) struct Approval {
    pub(crate) authority: Authority,
    pub(crate) issued_on: i64,
    pub(crate) levels: Vec<Level>,
    pub(crate) last_evaluated_on: Option<i64>,
    pub(crate) revoked_on: Option<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Utama,
    Madya,
    Pratama,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    Kasn,
    Bkn,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Performance {
    VeryPoor,
    Poor,
    Fair,
    Good,
    VeryGood,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Category {
    Poor,
    Lacking,
    Good,
    VeryGood,
}

/// Whether the position is exempt; the names of the criteria that fail are added to `failed`, in the order of the rules.
pub(crate) fn is_exempt(case: &Case, failed: &mut Vec<&'static str>) -> bool {
    let asked = case.submitted_on;
    let category = category(case);
    let before = |date: Option<i64>| date.is_some_and(|it| it <= asked);
    let within_a_year = |date: i64| date <= asked && add_months(date, 12).is_some_and(|it| asked <= it);
    let plan = case.plan.as_ref();
    let approval = case.approval.as_ref();
    let mut open = false;
    let mut check = |name, holds: bool| {
        if !holds {
            failed.push(name);
            open = true;
        }
    };
    check("merit_at_least_good", category.is_some_and(|it| it >= Category::Good));
    check("score_determined", category.is_some());
    check("talent_regulation_set", before(case.regulation_set_on));
    check("talent_committee_formed", before(case.committee_formed_on));
    check("talent_data_current", case.data_updated_on.is_some_and(within_a_year));
    check("succession_group_current", plan.is_some_and(|it| within_a_year(it.set_on)));
    check("succession_group_published", plan.is_some_and(|it| before(it.published_on)));
    check(
        "approved_by_competent_authority",
        approval.is_some_and(|it| it.authority == Authority::Kasn && it.issued_on <= asked),
    );
    check("approval_covers_level", approval.is_some_and(|it| it.levels.is_empty() || it.levels.contains(&case.level)));
    check("approval_not_revoked", approval.is_some_and(|it| it.revoked_on.is_none_or(|date| date > asked)));
    check("approval_evaluation_not_due", approval.is_some_and(|it| is_not_due(it, category, asked)));
    check("successor_available", plan.is_some_and(|it| has_successor(it, &case.position)));
    !open
}

fn category(case: &Case) -> Option<Category> {
    let total = case.total.or_else(|| case.aspects.map(|it| it.iter().sum()))?;
    Some(match total {
        ..1_750 => Category::Poor,
        1_750..2_500 => Category::Lacking,
        2_500..3_250 => Category::Good,
        _ => Category::VeryGood,
    })
}

fn is_not_due(approval: &Approval, category: Option<Category>, asked: i64) -> bool {
    let last = approval.last_evaluated_on.unwrap_or(approval.issued_on);
    let by = |months| add_months(last, months).is_some_and(|it| asked <= it);
    by(12) || (category == Some(Category::VeryGood) && by(24))
}

fn has_successor(plan: &Plan, position: &str) -> bool {
    plan.positions.iter().filter(|it| it.code == position).any(|it| it.successors.iter().any(is_qualified))
}

fn is_qualified(successor: &Successor) -> bool {
    successor.talent_box >= 7
        && successor.performance.iter().all(|it| *it >= Performance::Good)
        && successor.hours >= 20
        && successor.meets_requirements
}
