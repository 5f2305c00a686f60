//! Expectations of scenarios: what they are about exists, and can be what is expected.
//!
//! Knows nothing of: case files, and whether what is expected is right.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::resolve::Entity;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, About, Expr, ExprKind as Tree, Name, ScenarioPath, ScenarioStep};
use crate::engine::types::Type;
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    pub(super) fn expected_value(&mut self, about: &About, value: &Expr) {
        let scope = self.scope;
        match scope.find(&about.name.text) {
            Some(Entity::Broken) => {}
            Some(Entity::Decision(id)) => {
                let Some(decision) = scope.decisions.get(id).map(|it| it.item) else { return };
                self.of_decision(id, about);
                let written = match &value.kind {
                    Tree::Path(path) if path.fields.is_empty() => path.head.text.as_str(),
                    Tree::Broken => return,
                    _ => "",
                };
                if !decision.outcomes.iter().any(|it| it.name.text == written) {
                    self.no_such_outcome(Code::ScenarioFault, decision, written, value.span);
                }
            }
            Some(Entity::Definition(id)) => {
                let Some(definition) = self.definitions.get(id).cloned() else { return };
                self.about_element(about, definition.of.as_ref());
                self.value_of_kind(value, &definition.ty.unwrap_or(Type::Broken));
            }
            Some(Entity::Criterion(id)) => {
                let of = self.criteria.get(id).cloned().flatten();
                self.about_element(about, of.as_ref());
                self.value_of_kind(value, &Type::Truth);
            }
            _ => self.not_expected(&about.name),
        }
    }

    pub(super) fn expected_result(&mut self, about: &About) {
        let of = match self.scope.find(&about.name.text) {
            Some(Entity::Broken) => return,
            Some(Entity::Criterion(id)) => self.criteria.get(id).cloned().flatten(),
            Some(Entity::Definition(id)) => self.definitions.get(id).and_then(|it| it.of.clone()),
            Some(Entity::Decision(_)) => return self.decided_not_held(&about.name),
            _ => return self.not_expected(&about.name),
        };
        self.about_element(about, of.as_ref());
    }

    pub(super) fn expected_end(&mut self, about: &About, date: &Expr) {
        match self.scope.find(&about.name.text) {
            Some(Entity::Broken) => {}
            Some(Entity::Decision(id)) => self.of_decision(id, about),
            _ => {
                let kind = wording!("putusan", "decision");
                self.no_such_name(&about.name, &kind, |it| matches!(it, Entity::Decision(_)));
            }
        }
        self.value_of_kind(date, &Type::Date);
    }

    pub(super) fn expected_duty(&mut self, name: &Name, due: Option<&Expr>) {
        if let Some(due) = due {
            self.value_of_kind(due, &Type::Date);
        }
        let scope = self.scope;
        let all = scope.rules.iter().flat_map(|it| &it.item.duties).map(|it| it.name.text.as_str());
        let duties: Vec<&str> = all.collect();
        if duties.contains(&name.text.as_str()) {
            return;
        }
        let text = &name.text;
        self.none_of(
            name,
            wording!("tidak ada kewajiban bernama `{text}`", "there is no duty named `{text}`"),
            &duties,
        );
    }

    pub(super) fn expected_rule(&mut self, name: &Name) {
        let scope = self.scope;
        if scope.rule_names.contains_key(name.text.as_str()) {
            return;
        }
        let text = &name.text;
        let rules: Vec<&str> = scope.rule_names.keys().copied().collect();
        self.none_of(name, wording!("tidak ada aturan bernama `{text}`", "there is no rule named `{text}`"), &rules);
    }

    /// A decision about the elements of a list is asked of all of them, unless one is named.
    fn of_decision(&mut self, id: usize, about: &About) {
        let Some(decision) = self.scope.decisions.get(id).map(|it| it.item) else { return };
        let (Some(path), element) = (&about.of, self.element(decision).map(|it| it.ty)) else { return };
        match (element, &decision.for_every) {
            (Some(element), Some((_, list))) => {
                let spelled = words(list).join(".");
                let told = self.place(path).map(|it| it.0);
                if told.is_some_and(|it| it != element) || !is_element(path, list) {
                    self.not_of_the_list(path.span, &spelled);
                }
            }
            _ => self.not_about_elements(about, path.span),
        }
    }

    fn about_element(&mut self, about: &About, of: Option<&Type>) {
        let text = &about.name.text;
        match (&about.of, of) {
            (None, None) => {}
            (Some(path), None) => self.not_about_elements(about, path.span),
            (None, Some(_)) => self.fault(
                about.name.span,
                wording!(
                    "`{text}` berlaku untuk satu unsur, jadi tidak mempunyai satu hasil",
                    "`{text}` is about one element, so it has no single result"
                ),
                wording!("hasil unsur yang mana?", "the result of which element?"),
                wording!("sebut unsurnya: `{text} dari DAFTAR[1]`", "name the element: `{text} of LIST[1]`"),
            ),
            (Some(path), Some(wanted)) => {
                if let Some((found, _)) = self.place(path)
                    && found != *wanted
                    && *wanted != Type::Broken
                {
                    let (wanted, found) = (self.describe(wanted), self.describe(&found));
                    let message = Wording::new(
                        format!("`{text}` berlaku untuk {}", wanted.id),
                        format!("`{text}` is about {}", wanted.en),
                    );
                    let help = wording!("sebut unsur dari jenis itu", "name an element of that type");
                    self.fault(path.span, message, found, help);
                }
            }
        }
    }

    fn not_about_elements(&mut self, about: &About, span: Span) {
        let text = &about.name.text;
        self.fault(
            span,
            wording!("`{text}` tidak berlaku untuk satu unsur", "`{text}` is not about an element"),
            wording!("unsur ini tidak ditanyakan", "this element is not asked about"),
            wording!("hapus bagian ini", "delete this part"),
        );
    }

    fn not_of_the_list(&mut self, span: Span, list: &str) {
        self.fault(
            span,
            wording!("putusan itu berlaku untuk unsur `{list}`", "the decision is about the elements of `{list}`"),
            wording!("bukan unsurnya", "not one of them"),
            wording!("tulis misalnya `{list}[1]`", "write `{list}[1]`, for example"),
        );
    }

    fn decided_not_held(&mut self, name: &Name) {
        let text = &name.text;
        self.fault(
            name.span,
            wording!(
                "`{text}` adalah putusan, bukan syarat atau definisi",
                "`{text}` is a decision, not a criterion or a definition"
            ),
            wording!("putusan mempunyai hasil", "a decision has an outcome"),
            wording!("tulis `{text} adalah HASIL`", "write `{text} is OUTCOME`"),
        );
    }

    fn not_expected(&mut self, name: &Name) {
        let kinds = wording!("putusan, definisi, atau syarat", "decision, definition or criterion");
        self.no_such_name(name, &kinds, |it| {
            matches!(it, Entity::Decision(_) | Entity::Definition(_) | Entity::Criterion(_))
        });
    }

    /// Tells that none of `names` is the one that is written.
    pub(super) fn none_of(&mut self, name: &Name, message: Wording, names: &[&str]) {
        let otherwise = wording!("perbaiki namanya, atau hapus baris ini", "mend the name, or delete the line");
        let help = self.suggester.help(&name.text, names.iter().copied(), otherwise);
        let diagnostic = self.error(Code::ScenarioFault, name.span, message);
        diagnostic.label(wording!("tidak dinyatakan", "not declared"));
        diagnostic.help(help);
    }
}

fn words(path: &tree::Path) -> Vec<&str> {
    std::iter::once(&path.head).chain(&path.fields).map(|it| it.text.as_str()).collect()
}

/// Whether a place is an element of this very list.
fn is_element(place: &ScenarioPath, list: &tree::Path) -> bool {
    let Some((ScenarioStep::Element(_), before)) = place.steps.split_last() else { return false };
    let fields: Option<Vec<&str>> = before
        .iter()
        .map(|it| match it {
            ScenarioStep::Field(name) => Some(name.text.as_str()),
            ScenarioStep::Element(_) => None,
        })
        .collect();
    fields.is_some_and(|it| it == words(list))
}
