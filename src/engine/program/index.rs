//! Which rules can apply at all, found by the value of one fact: nobody tries a thousand rules to find the three.
//!
//! A rule whose condition demands a certain value (or range) of a fact certainly does not apply when the fact is known
//! and different; when it is not known, the rule is tried. Knows nothing of: the typed tree, evaluation.

use super::compile::{Parts, number_of};
use super::decisions::Relation;
use super::instruction::{Comparison, Instruction, NodeId, Place, Stretch};
use std::collections::{BTreeMap, BTreeSet};

/// With fewer rules, trying them all is faster.
const LEAST_RULES: usize = 8;

/// Rules by the facts that they demand. Each rule is in one place.
#[derive(Debug, Default)]
pub(crate) struct RuleIndex {
    pub(crate) keys: Vec<Keys>,
    pub(crate) texts: Vec<TextKeys>,
    /// Rules that are always tried.
    pub(crate) others: Vec<u32>,
}

/// Rules by the ranges in which a number, date or enum value must lie.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) place: Place,
    /// The first value of each segment; in a segment, the same rules can apply.
    pub(crate) starts: Vec<i64>,
    pub(crate) rules: Relation,
    pub(crate) all: Vec<u32>,
}

/// Rules by the text that they demand.
#[derive(Debug)]
pub(crate) struct TextKeys {
    pub(crate) place: Place,
    /// In order.
    pub(crate) texts: Vec<String>,
    pub(crate) rules: Relation,
    pub(crate) all: Vec<u32>,
}

/// What one part of a condition demands of one fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Demand {
    /// Both ends included, in order.
    Ranges(Vec<(i64, i64)>),
    Texts(Vec<u32>),
}

type Demands = BTreeMap<(Place, bool), Demand>;

impl RuleIndex {
    pub(super) fn new(parts: &Parts, conditions: &[NodeId]) -> Self {
        let mut index = Self::default();
        if conditions.len() < LEAST_RULES {
            index.others = (0..number_of(conditions.len())).collect();
            return index;
        }
        let demands: Vec<Demands> = conditions.iter().map(|it| demands_of(parts, *it)).collect();
        let mut groups: BTreeMap<(Place, bool), Vec<(u32, &Demand)>> = BTreeMap::new();
        let variety = variety(&demands);
        for (rule, demands) in (0..).zip(&demands) {
            let best = demands.iter().max_by_key(|(fact, _)| variety.get(fact).copied().unwrap_or(0));
            match best {
                Some((fact, demand)) => groups.entry(*fact).or_default().push((rule, demand)),
                None => index.others.push(rule),
            }
        }
        for ((place, _), rules) in groups {
            index.add(parts, place, &rules);
        }
        index.others.sort_unstable();
        index
    }

    fn add(&mut self, parts: &Parts, place: Place, rules: &[(u32, &Demand)]) {
        let all: Vec<u32> = rules.iter().map(|it| it.0).collect();
        let mut ranges = Vec::new();
        let mut texts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (rule, demand) in rules {
            match demand {
                Demand::Ranges(demanded) => ranges.extend(demanded.iter().map(|it| (*it, *rule))),
                Demand::Texts(numbers) => {
                    for text in numbers.iter().filter_map(|it| parts.texts.get(usize::try_from(*it).ok()?)) {
                        push_once(texts.entry(text).or_default(), *rule);
                    }
                }
            }
        }
        if !texts.is_empty() {
            let rules = Relation::new(texts.values().map(Vec::as_slice));
            let texts = texts.into_keys().map(str::to_owned).collect();
            self.texts.push(TextKeys { place, texts, rules, all });
        } else if let Some((starts, rules)) = segments(&ranges) {
            self.keys.push(Keys { place, starts, rules, all });
        } else {
            self.others.extend(all);
        }
    }
}

/// How many different demands the rules make of each fact: more of them tell the rules apart better.
fn variety(all: &[Demands]) -> BTreeMap<(Place, bool), usize> {
    let mut kinds: BTreeMap<(Place, bool), BTreeSet<&Demand>> = BTreeMap::new();
    for demands in all {
        for (fact, demand) in demands {
            kinds.entry(*fact).or_default().insert(demand);
        }
    }
    kinds.into_iter().map(|(fact, kinds)| (fact, kinds.len())).collect()
}

/// Cuts the line of integers where the set of rules changes. `None` if that would take too much room.
fn segments(ranges: &[((i64, i64), u32)]) -> Option<(Vec<i64>, Relation)> {
    let mut starts: Vec<i64> = Vec::with_capacity(ranges.len().saturating_mul(2));
    for ((first, last), _) in ranges {
        starts.push(*first);
        starts.extend(last.checked_add(1));
    }
    starts.sort_unstable();
    starts.dedup();
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); starts.len()];
    let mut room = ranges.len().saturating_mul(16).saturating_add(1_024);
    for ((first, last), rule) in ranges {
        let from = starts.partition_point(|it| it < first);
        let to = starts.partition_point(|it| it <= last);
        room = room.checked_sub(to.saturating_sub(from))?;
        for row in rows.get_mut(from..to).into_iter().flatten() {
            push_once(row, *rule);
        }
    }
    Some((starts, Relation::new(rows.iter().map(Vec::as_slice))))
}

/// Rules come in order, and one may come several times.
fn push_once(row: &mut Vec<u32>, rule: u32) {
    if row.last() != Some(&rule) {
        row.push(rule);
    }
}

/// What a condition demands of facts, in each of the parts that must all hold.
fn demands_of(parts: &Parts, condition: NodeId) -> Demands {
    let mut demands = Demands::new();
    let alone = [condition];
    let members = match instruction(parts, condition) {
        Instruction::All(stretch) => operands(parts, stretch),
        _ => &alone,
    };
    for part in members {
        let Some((place, demand)) = demand_of(parts, *part) else { continue };
        let fact = (place, matches!(demand, Demand::Texts(_)));
        let joined = match demands.get(&fact) {
            Some(before) => both(before, demand),
            None => demand,
        };
        demands.insert(fact, joined);
    }
    demands
}

fn demand_of(parts: &Parts, part: NodeId) -> Option<(Place, Demand)> {
    match instruction(parts, part) {
        Instruction::CompareConstant { op, depth, offset, constant } => {
            let range = match op {
                Comparison::Equal => (constant, constant),
                Comparison::NotEqual => return None,
                Comparison::Less => (i64::MIN, constant.checked_sub(1)?),
                Comparison::LessOrEqual => (i64::MIN, constant),
                Comparison::Greater => (constant.checked_add(1)?, i64::MAX),
                Comparison::GreaterOrEqual => (constant, i64::MAX),
            };
            Some((Place { depth, offset }, Demand::Ranges(vec![range])))
        }
        Instruction::InMask { depth, offset, mask } => {
            let values = (0..64).filter(|bit| mask >> bit & 1 == 1).map(|bit| (bit, bit)).collect();
            Some((Place { depth, offset }, Demand::Ranges(values)))
        }
        Instruction::OneOf { value, options } => {
            let ranges = constants(parts, options).iter().map(|it| (*it, *it)).collect();
            Some((fact(parts, value)?, Demand::Ranges(ranges)))
        }
        Instruction::CompareTexts { op: Comparison::Equal, left, right } => {
            let either = |fact_side, text_side| match instruction(parts, text_side) {
                Instruction::Text(text) => Some((fact(parts, fact_side)?, Demand::Texts(vec![text]))),
                _ => None,
            };
            either(left, right).or_else(|| either(right, left))
        }
        Instruction::TextOneOf { value, options } => {
            let texts = constants(parts, options).iter().filter_map(|it| u32::try_from(*it).ok()).collect();
            Some((fact(parts, value)?, Demand::Texts(texts)))
        }
        _ => None,
    }
}

/// The demand that is made when both are.
fn both(left: &Demand, right: Demand) -> Demand {
    match (left, &right) {
        (Demand::Ranges(left), Demand::Ranges(new)) => {
            let pairs = left.iter().flat_map(|one| new.iter().map(|other| (one.0.max(other.0), one.1.min(other.1))));
            Demand::Ranges(pairs.filter(|(first, last)| first <= last).collect())
        }
        _ => right,
    }
}

fn fact(parts: &Parts, node: NodeId) -> Option<Place> {
    match instruction(parts, node) {
        Instruction::Fact { depth, offset } => Some(Place { depth, offset }),
        _ => None,
    }
}

fn instruction(parts: &Parts, node: NodeId) -> Instruction {
    let index = usize::try_from(node.0).unwrap_or(usize::MAX);
    parts.nodes.get(index).copied().unwrap_or(Instruction::Unknown)
}

fn operands(parts: &Parts, stretch: Stretch) -> &[NodeId] {
    slice(&parts.operands, stretch)
}

fn constants(parts: &Parts, stretch: Stretch) -> &[i64] {
    slice(&parts.constants, stretch)
}

fn slice<T>(all: &[T], stretch: Stretch) -> &[T] {
    let start = usize::try_from(stretch.start).unwrap_or(usize::MAX);
    let length = usize::try_from(stretch.length).unwrap_or(0);
    all.get(start..start.saturating_add(length)).unwrap_or(&[])
}
