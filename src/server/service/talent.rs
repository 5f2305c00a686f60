//! The talent map of a case: in which of the nine boxes the engine puts each person.
//!
//! It is there for editions that define `talent_box` of a record with the scores of two axes (`performance`, `potential`) or a box
//! that was determined. How the boxes lie is asked of the engine as well, with scores at the lower end of each level. Knows nothing
//! of: HTTP, how it is drawn.

use serde_json::{Map, Value, json};

use crate::engine::case::{Case, State};
use crate::engine::eval::Evaluator;
use crate::engine::types::{Body, Constant, Expr, Meaning, Rulebook, Type};
use crate::engine::value::number;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::clock;

use super::laws::Law;
use super::{Service, ServiceError, facts};

/// The definition that tells the box of a person.
const BOX: &str = "talent_box";
/// The lower ends of the middle and the upper level of both axes.
const ENDS: [&str; 2] = ["middle_from", "high_from"];
/// The levels of the axes.
const LEVELS: [&str; 2] = ["PerformanceLevel", "PotentialLevel"];
/// The lowest box of the succession group.
const LOWEST: &str = "lowest_box";

/// A person in the map: the number of the element in the list, and the box if it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) element: usize,
    pub(crate) number: Option<i64>,
}

/// Everyone in their boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TalentMap {
    pub(crate) edition: String,
    /// The name of the list of people in the facts.
    pub(crate) list: String,
    pub(crate) people: Vec<Placed>,
    /// The number of each box: by the level of performance from the lowest up, then by that of potential.
    pub(crate) grid: Vec<Vec<Option<i64>>>,
    /// The names of the levels, from the lowest up.
    pub(crate) performance: Vec<Wording>,
    pub(crate) potential: Vec<Wording>,
    /// The lower ends of the levels above the lowest, with their names.
    pub(crate) ends: Vec<(Wording, String)>,
    /// From this box on, people may belong to the succession group.
    pub(crate) lowest: Option<(Wording, String)>,
}

impl Service {
    /// The talent map of a case that this actor may see; none if its rules have none.
    pub(crate) async fn talent_map(&self, actor: &Actor, case_id: &str) -> Result<Option<TalentMap>, ServiceError> {
        let (case, snapshot) = self.case(actor, case_id).await?;
        let book = self.book(actor, &case.rulebook).await?;
        let today = facts::dated(&book, &snapshot.facts).is_none().then(|| clock::jakarta_day(clock::now()));
        let read = book.read(snapshot.facts.as_bytes(), today, Completeness::PreCheck);
        let accepted = read.map_err(ServiceError::in_case)?;
        Ok(map(accepted.law, &accepted.case))
    }
}

/// Where people and their scores stand in a case.
struct Place<'r> {
    list: &'r str,
    list_field: usize,
    element: &'r Type,
    person: usize,
    talent: &'r str,
    talent_field: usize,
    body: &'r Expr,
}

fn map(law: &Law, case: &Case) -> Option<TalentMap> {
    let rulebook = law.ready.rulebook();
    let place = place(rulebook)?;
    let people = boxes(law, &place, case)?;
    let people = people.into_iter().enumerate().map(|(element, number)| Placed { element, number });
    let ends: Vec<(Wording, String)> = ENDS.iter().filter_map(|it| parameter(rulebook, it)).collect();
    let [performance, potential] = LEVELS.map(|it| levels(rulebook, it));
    Some(TalentMap {
        edition: law.row.edition.clone(),
        list: place.list.to_owned(),
        people: people.collect(),
        grid: grid(law, &place, &ends)?,
        performance: performance?,
        potential: potential?,
        lowest: parameter(rulebook, LOWEST),
        ends,
    })
}

fn place(rulebook: &Rulebook) -> Option<Place<'_>> {
    let definition = rulebook.definitions.iter().find(|it| it.name == BOX)?;
    let Meaning::Known(Body::Expr(body)) = &definition.body else { return None };
    let talent = &definition.of.as_ref()?.ty;
    let inputs = rulebook.records.first()?.fields.iter().enumerate();
    inputs.into_iter().find_map(|(list_field, list)| {
        let Type::List { element, .. } = &list.ty else { return None };
        let Type::Record(person) = **element else { return None };
        let mut fields = rulebook.records.get(person)?.fields.iter().enumerate();
        let (talent_field, found) = fields.find(|it| it.1.ty == *talent)?;
        Some(Place { list: &list.name, list_field, element, person, talent: &found.name, talent_field, body })
    })
}

/// The box of each element of the list, as the engine works it out.
fn boxes(law: &Law, place: &Place<'_>, case: &Case) -> Option<Vec<Option<i64>>> {
    let program = &law.ready.program;
    let offset = |record: usize, field: usize| program.layout.records.get(record)?.offsets.get(field).copied();
    let list = case.cells.get(usize::try_from(offset(0, place.list_field)?).ok()?)?;
    let (start, length) = if list.state == State::Value { list.range() } else { (0, 0) };
    let width = usize::try_from(program.layout.width(place.element)).ok()?;
    let inside = usize::try_from(offset(place.person, place.talent_field)?).ok()?;
    let evaluator = Evaluator::new(program, case);
    let node = program.node_of(place.body);
    let of = |element: usize| {
        let base = start.checked_add(element.checked_mul(width)?)?.checked_add(inside)?;
        evaluator.bind(0, u32::try_from(base).ok()?);
        evaluator.integer(node)
    };
    Some((0..length).map(of).collect())
}

/// The number of each box, asked of the engine with scores at the lower end of each level.
fn grid(law: &Law, place: &Place<'_>, ends: &[(Wording, String)]) -> Option<Vec<Vec<Option<i64>>>> {
    let scores: Vec<&str> = std::iter::once("0").chain(ends.iter().map(|it| it.1.as_str())).collect();
    let people = scores.iter().flat_map(|performance| {
        scores.iter().map(move |potential| {
            let talent = json!({"box": null, "performance": performance, "potential": potential});
            Value::Object(Map::from_iter([(place.talent.to_owned(), talent)]))
        })
    });
    let facts = Map::from_iter([(place.list.to_owned(), Value::Array(people.collect()))]);
    let case = law.ready.accept(Value::Object(facts).to_string().as_bytes(), Completeness::PreCheck).ok()?;
    let boxes = boxes(law, place, &case)?;
    Some(boxes.chunks(scores.len()).map(<[_]>::to_vec).collect())
}

/// The label and the value of a parameter, written as in a case.
fn parameter(rulebook: &Rulebook, name: &str) -> Option<(Wording, String)> {
    let found = rulebook.parameters.iter().find(|it| it.name == name)?;
    let (Meaning::Known(Constant::Integer(units)), Type::Number { scale, .. }) = (&found.value, &found.ty) else {
        return None;
    };
    Some((found.label.clone(), number::print(*units, *scale)))
}

fn levels(rulebook: &Rulebook, name: &str) -> Option<Vec<Wording>> {
    let found = rulebook.enums.iter().find(|it| it.name == name)?;
    Some(found.values.iter().map(|it| it.label.clone()).collect())
}
