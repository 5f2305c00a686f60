//! Scenarios: every place, value and name in them exists in the rulebook.
//!
//! Knows nothing of: case files, and whether what is expected is right.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::resolve::Entity;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{
    Expr, ExprKind as Tree, Name, Scenario, ScenarioLineKind, ScenarioPath, ScenarioStep, ScenarioValue,
};
use crate::engine::types::Type;
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    pub(super) fn scenarios(&mut self, scenarios: &[&Scenario]) {
        for scenario in scenarios {
            self.scenario(scenario);
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        for line in &scenario.lines {
            match &line.kind {
                ScenarioLineKind::With { path, value } => self.change(path, value),
                ScenarioLineKind::Answer { judgement, .. } => self.answered(judgement),
                ScenarioLineKind::WithParameter { name, value } => self.changed_parameter(name, value),
                ScenarioLineKind::ExpectIs { about, value } => self.expected_value(about, value),
                ScenarioLineKind::ExpectResult { about, .. } => self.expected_result(about),
                ScenarioLineKind::ExpectUntil { about, date } => self.expected_end(about, date),
                ScenarioLineKind::ExpectDuty { name, due } => self.expected_duty(name, due.as_ref()),
                ScenarioLineKind::ExpectRule { name } => self.expected_rule(name),
                ScenarioLineKind::ExpectUndetermined { missing } => self.missing_places(missing),
                ScenarioLineKind::ExpectRefused { .. }
                | ScenarioLineKind::Given(_)
                | ScenarioLineKind::ExpectConflict
                | ScenarioLineKind::Broken => {}
            }
        }
    }

    pub(super) fn fault(&mut self, span: Span, message: Wording, label: Wording, help: Wording) {
        self.error(Code::ScenarioFault, span, message).label(label).help(help);
    }

    fn change(&mut self, path: &ScenarioPath, value: &ScenarioValue) {
        let Some((ty, optional)) = self.place(path) else { return };
        match value {
            ScenarioValue::Missing if !optional => self.fault(
                path.span,
                wording!(
                    "isian ini tidak opsional, jadi tidak dapat kosong",
                    "the field is not optional, so it cannot be missing"
                ),
                wording!("tidak opsional", "not optional"),
                wording!(
                    "tulis `tidak diketahui \"…\"`, atau tambahkan `opsional` pada isiannya",
                    "write `unknown \"…\"`, or add `optional` to the field"
                ),
            ),
            // A scenario may try a value that the case file must refuse: only its kind is checked.
            ScenarioValue::Value(expr) => self.value_of_kind(expr, &ty),
            _ => {}
        }
    }

    /// The type at a place of a case. `None` if there is no such place, or nothing is known about it.
    pub(super) fn place(&mut self, path: &ScenarioPath) -> Option<(Type, bool)> {
        if is_reserved(path) {
            return None;
        }
        let (mut ty, mut optional) = (Type::Record(0), false);
        for step in &path.steps {
            (ty, optional) = match (step, ty) {
                (_, Type::Broken) => return None,
                (ScenarioStep::Field(name), Type::Record(record)) => self.field_named(record, name)?,
                (ScenarioStep::Element(number), Type::List { element, greatest, .. })
                    if (1..=greatest).contains(number) =>
                {
                    (*element, false)
                }
                (ScenarioStep::Element(_), Type::List { greatest, .. }) => {
                    self.no_such_element(path.span, greatest);
                    return None;
                }
                (step, ty) => {
                    self.no_such_step(step, path.span, &ty);
                    return None;
                }
            };
        }
        Some((ty, optional))
    }

    fn field_named(&mut self, record: usize, name: &Name) -> Option<(Type, bool)> {
        let declared = self.records.get(record)?;
        if let Some(field) = declared.fields.iter().find(|it| it.name == name.text) {
            return Some((field.ty.clone(), field.optional));
        }
        let text = &name.text;
        let names: Vec<String> = declared.fields.iter().map(|it| it.name.clone()).collect();
        let listed = names.join("`, `");
        let otherwise = wording!("isiannya adalah `{listed}`", "the fields are `{listed}`");
        let help = self.suggester.help(text, names.iter().map(String::as_str), otherwise);
        let diagnostic = self.error(
            Code::ScenarioFault,
            name.span,
            wording!("tidak ada isian `{text}` di sini", "there is no field `{text}` here"),
        );
        diagnostic.label(wording!("tidak dinyatakan", "not declared"));
        diagnostic.help(help);
        None
    }

    fn no_such_element(&mut self, span: Span, greatest: u32) {
        self.fault(
            span,
            wording!("daftar ini tidak mempunyai unsur dengan nomor itu", "the list has no element of that number"),
            wording!("unsurnya 1 sampai {greatest}", "its elements are 1 to {greatest}"),
            wording!("hitung unsur mulai dari 1", "count elements from 1"),
        );
    }

    fn no_such_step(&mut self, step: &ScenarioStep, span: Span, ty: &Type) {
        let found = self.describe(ty);
        let help = match step {
            ScenarioStep::Field(name) if matches!(ty, Type::List { .. }) => {
                let text = &name.text;
                wording!("sebut unsurnya lebih dahulu: `[1].{text}`", "name the element first: `[1].{text}`")
            }
            _ => wording!("akhiri jalurnya sebelum bagian ini", "end the path before this part"),
        };
        self.fault(span, wording!("jalur ini tidak ada dalam kasus", "the case has no such place"), found, help);
    }

    pub(super) fn value_of_kind(&mut self, written: &Expr, ty: &Type) {
        let fits = match (&written.kind, ty) {
            (Tree::Broken, _)
            | (_, Type::Broken)
            | (Tree::Number(_), Type::Number { .. })
            | (Tree::Date(_), Type::Date)
            | (Tree::Truth(_), Type::Truth)
            | (Tree::Text(_), Type::Text)
            | (Tree::Period { .. }, Type::Period(_)) => true,
            (Tree::Path(path), Type::Enum(id)) if path.fields.is_empty() => {
                self.enum_value(*id, &path.head.text).is_some()
            }
            _ => false,
        };
        if !fits {
            self.other_kind(written, ty);
        }
    }

    fn other_kind(&mut self, written: &Expr, ty: &Type) {
        let wanted = self.describe(ty);
        let values: Vec<String> = match ty {
            Type::Enum(id) => self.enums.get(*id).map(|it| it.values.iter().map(|it| it.name.clone()).collect()),
            _ => None,
        }
        .unwrap_or_default();
        let name = match &written.kind {
            Tree::Path(path) => path.head.text.clone(),
            _ => String::new(),
        };
        let message = Wording::new(
            format!("nilai ini tidak berjenis {}", wanted.id),
            format!("the value is not of this type: {}", wanted.en),
        );
        let listed = values.join("`, `");
        let otherwise = if values.is_empty() {
            Wording::new(format!("tulis {}", wanted.id), format!("write {}", wanted.en))
        } else {
            wording!("nilainya salah satu dari `{listed}`", "write one of `{listed}`")
        };
        let help = self.suggester.help(&name, values.iter().map(String::as_str), otherwise);
        let diagnostic = self.error(Code::ScenarioFault, written.span, message);
        diagnostic.label(wording!("nilai yang lain jenisnya", "a value of another type"));
        diagnostic.help(help);
    }

    fn changed_parameter(&mut self, name: &Name, value: &Expr) {
        match self.scope.find(&name.text) {
            Some(Entity::Broken) => {}
            Some(Entity::Parameter(id)) => {
                let ty = self.parameters.get(id).cloned().unwrap_or(Type::Broken);
                self.value_of_kind(value, &ty);
            }
            _ => {
                let kind = wording!("parameter", "parameter");
                self.no_such_name(name, &kind, |it| matches!(it, Entity::Parameter(_)));
            }
        }
    }

    fn answered(&mut self, name: &Name) {
        if matches!(self.scope.find(&name.text), Some(Entity::Judgement(_) | Entity::Broken)) {
            return;
        }
        let kind = wording!("pertimbangan", "judgement");
        self.no_such_name(name, &kind, |it| matches!(it, Entity::Judgement(_)));
    }

    pub(super) fn no_such_name(&mut self, name: &Name, kinds: &Wording, wanted: impl Fn(Entity) -> bool) {
        let text = &name.text;
        let scope = self.scope;
        let message = Wording::new(
            format!("tidak ada {} bernama `{text}`", kinds.id),
            format!("there is no {} named `{text}`", kinds.en),
        );
        let names: Vec<&str> = scope.names.iter().filter(|it| wanted(it.1.0)).map(|it| *it.0).collect();
        self.none_of(name, message, &names);
    }

    fn missing_places(&mut self, missing: &[ScenarioPath]) {
        for path in missing {
            self.missing_place(path);
        }
    }

    /// What can be missing: a fact, a judgement, a pending norm, a calendar.
    fn missing_place(&mut self, path: &ScenarioPath) {
        if let [ScenarioStep::Field(name)] = path.steps.as_slice() {
            let known = self.scope.names.contains_key(name.text.as_str())
                || self.scope.calendars.contains_key(name.text.as_str())
                || self.scope.rule_names.contains_key(name.text.as_str());
            if known {
                return;
            }
        }
        self.place(path);
    }
}

/// `judgements` and `evidence` are no inputs.
fn is_reserved(path: &ScenarioPath) -> bool {
    match path.steps.first() {
        Some(ScenarioStep::Field(name)) => name.text == "judgements" || name.text == "evidence",
        _ => false,
    }
}
