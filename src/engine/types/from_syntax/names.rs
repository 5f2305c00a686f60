//! What a path means here: a bound element, a fact, a declaration, or the value of an enum.
//!
//! Knows nothing of: operators.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::resolve::Entity;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, Name, Path};
use crate::engine::types::{Constant, Expr, ExprKind, Node, Read, Type};
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    /// The value of a path. An enum value is recognised by the type that is expected.
    pub(super) fn path(&mut self, path: &Path, expected: Option<&Type>) -> Expr {
        if self.is_bound(&path.head) {
            return self.fact(path);
        }
        if let (Some(Type::Enum(id)), true) = (expected, path.fields.is_empty())
            && let Some(value) = self.enum_value(*id, &path.head.text)
        {
            return self.constant(path.span, Type::Enum(*id), Constant::Integer(value));
        }
        match self.scope.find(&path.head.text) {
            Some(Entity::Input(_)) => self.fact(path),
            Some(Entity::Broken) => self.broken(path.span),
            Some(entity) if path.fields.is_empty() => self.declared(entity, path),
            Some(_) => {
                self.not_a_record(&path.head, path.fields.first());
                self.broken(path.span)
            }
            None => self.undeclared(path, expected),
        }
    }

    /// A fact, used where it is known to be there.
    fn fact(&mut self, path: &Path) -> Expr {
        let Some(read) = self.read(path) else {
            return self.broken(path.span);
        };
        self.guarded(&read);
        self.make(path.span, read.ty.clone(), ExprKind::Read(read))
    }

    fn declared(&mut self, entity: Entity, path: &Path) -> Expr {
        let (span, name) = (path.span, &path.head);
        match entity {
            Entity::Parameter(id) => {
                let ty = self.parameters.get(id).cloned().unwrap_or(Type::Broken);
                self.make(span, ty, ExprKind::Parameter(id))
            }
            Entity::Judgement(id) => self.make(span, Type::Truth, ExprKind::Judgement(id)),
            Entity::Definition(id) => {
                let Some(signature) = self.definitions.get(id).cloned() else { return self.broken(span) };
                if signature.of.is_some() {
                    return self.needs_element(name);
                }
                self.reads.insert(Node::Definition(id));
                self.needs_met(id, None, span);
                let ty = signature.ty.unwrap_or(Type::Broken);
                self.make(span, ty, ExprKind::Definition { id, argument: None })
            }
            Entity::Criterion(id) => {
                if self.criteria.get(id).is_some_and(Option::is_some) {
                    return self.needs_element(name);
                }
                self.reads.insert(Node::Criterion(id));
                self.make(span, Type::Truth, ExprKind::Criterion { id, argument: None })
            }
            _ => self.not_a_value(entity, name),
        }
    }

    fn needs_element(&mut self, name: &Name) -> Expr {
        let text = &name.text;
        self.error(
            Code::WrongArgument,
            name.span,
            wording!(
                "`{text}` berlaku untuk satu unsur, tetapi tidak disebut unsur yang mana",
                "`{text}` is about one element, but it is not said which"
            ),
        )
        .label(wording!("unsur yang mana?", "of which element?"))
        .help(wording!("tulis `{text} dari …`", "write `{text} of …`"));
        self.broken(name.span)
    }

    fn not_a_value(&mut self, entity: Entity, name: &Name) -> Expr {
        let text = &name.text;
        let (what, help) = match entity {
            Entity::Decision(_) => (
                wording!("`{text}` adalah putusan, bukan nilai", "`{text}` is a decision, not a value"),
                wording!("bandingkan dengan hasilnya: `{text} adalah …`", "compare it with an outcome: `{text} is …`"),
            ),
            _ => (
                wording!("`{text}` bukan nama sebuah nilai", "`{text}` is not the name of a value"),
                wording!(
                    "sebut isian, definisi, syarat, parameter, atau pertimbangan",
                    "name an input, a definition, a criterion, a parameter or a judgement"
                ),
            ),
        };
        self.error(Code::WrongType, name.span, what).label(wording!("bukan nilai", "not a value")).help(help);
        self.broken(name.span)
    }

    /// A name that is not declared: perhaps the value of some enum.
    fn undeclared(&mut self, path: &Path, expected: Option<&Type>) -> Expr {
        let name = &path.head;
        if path.fields.is_empty() && !matches!(expected, Some(Type::Enum(_))) {
            let holders: Vec<usize> =
                (0..self.enums.len()).filter(|it| self.enum_value(*it, &name.text).is_some()).collect();
            if let [id] = holders.as_slice()
                && let Some(value) = self.enum_value(*id, &name.text)
            {
                return self.constant(path.span, Type::Enum(*id), Constant::Integer(value));
            }
            if !holders.is_empty() {
                return self.ambiguous(name, &holders);
            }
        }
        self.unknown_name(name, expected);
        self.broken(path.span)
    }

    fn ambiguous(&mut self, name: &Name, holders: &[usize]) -> Expr {
        let text = &name.text;
        let names: Vec<String> =
            holders.iter().filter_map(|it| self.enums.get(*it)).map(|it| format!("`{}`", it.name)).collect();
        let names = names.join(", ");
        self.error(
            Code::UnknownName,
            name.span,
            wording!(
                "`{text}` adalah nilai beberapa pilihan: {names}",
                "`{text}` is a value of several enums: {names}"
            ),
        )
        .label(wording!("pilihan yang mana?", "of which enum?"))
        .help(wording!(
            "bandingkan dengan sesuatu yang berjenis salah satunya",
            "compare it with something of one of these types"
        ));
        self.broken(name.span)
    }

    pub(super) fn unknown_name(&mut self, name: &Name, expected: Option<&Type>) {
        let text = &name.text;
        if self.scope.lost.contains(text) {
            return;
        }
        let mut candidates: Vec<&str> = self.bound.iter().map(|it| it.name.as_str()).collect();
        let is_value = |it: Entity| !matches!(it, Entity::Enum(_) | Entity::Record(_) | Entity::Requirement(_));
        let mut what = wording!("nama `{text}` tidak dikenal", "the name `{text}` is not known");
        if let Some(Type::Enum(id)) = expected
            && let Some(of) = self.enums.get(*id)
        {
            candidates.extend(of.values.iter().map(|it| it.name.as_str()));
            let of = &of.name;
            what = wording!("`{text}` bukan nilai pilihan `{of}`", "`{text}` is not a value of the enum `{of}`");
        }
        candidates.extend(self.scope.names.iter().filter(|it| is_value(it.1.0)).map(|it| *it.0));
        let otherwise = wording!("nyatakan nama itu, atau perbaiki ejaannya", "declare the name, or mend its spelling");
        let help = self.suggester.help(text, candidates.into_iter(), otherwise);
        self.error(Code::UnknownName, name.span, what).label(wording!("tidak dinyatakan", "not declared")).help(help);
    }

    /// A fact as such, whether it is there or not. `None` if the path is no fact; the report says why.
    pub(super) fn read(&mut self, path: &Path) -> Option<Read> {
        let mut read = Read { local: None, fields: Vec::new(), ty: Type::Record(0), optional: false, span: path.span };
        if let Some(local) = self.bound.iter().rposition(|it| it.name == path.head.text) {
            read.local = Some(local);
            read.ty = self.bound.get(local)?.ty.clone();
            return self.inside(read, &path.head, &path.fields);
        }
        match self.scope.find(&path.head.text) {
            Some(Entity::Input(index)) => {
                let field = self.records.first()?.fields.get(index)?;
                read.fields.push(index);
                read.ty = field.ty.clone();
                read.optional = field.optional;
                self.inside(read, &path.head, &path.fields)
            }
            Some(Entity::Broken) => None,
            Some(_) => {
                self.not_a_fact(&path.head);
                None
            }
            None => {
                self.unknown_name(&path.head, None);
                None
            }
        }
    }

    fn inside(&mut self, mut read: Read, head: &Name, fields: &[Name]) -> Option<Read> {
        let mut before = head;
        for name in fields {
            match read.ty {
                Type::Broken => return None,
                Type::Record(record) => {
                    let found = self.records.get(record)?.fields.iter().enumerate().find(|it| it.1.name == name.text);
                    let Some((index, field)) = found else {
                        self.unknown_field(record, name);
                        return None;
                    };
                    read.fields.push(index);
                    read.ty = field.ty.clone();
                    read.optional |= field.optional;
                }
                Type::List { .. } => {
                    self.inside_a_list(before, name);
                    return None;
                }
                _ => {
                    self.not_a_record(before, Some(name));
                    return None;
                }
            }
            before = name;
        }
        (read.ty != Type::Broken).then_some(read)
    }

    pub(super) fn unknown_field(&mut self, record: usize, name: &Name) {
        let (text, records) = (&name.text, &self.records);
        let Some(record) = records.get(record).filter(|_| !self.scope.lost.contains(text)) else { return };
        let of = record.name.clone();
        let names: Vec<&str> = record.fields.iter().map(|it| it.name.as_str()).collect();
        let listed = names.join("`, `");
        let otherwise = wording!("isiannya adalah `{listed}`", "its fields are `{listed}`");
        let help = self.suggester.help(text, names.into_iter(), otherwise);
        self.error(
            Code::UnknownField,
            name.span,
            wording!("data `{of}` tidak mempunyai isian `{text}`", "the record `{of}` has no field `{text}`"),
        )
        .label(wording!("tidak ada di `{of}`", "not in `{of}`"))
        .help(help);
    }

    fn inside_a_list(&mut self, list: &Name, field: &Name) {
        let (list, text) = (&list.text, &field.text);
        self.error(
            Code::NotARecord,
            field.span,
            wording!(
                "`{list}` adalah daftar, jadi tidak mempunyai satu `{text}`",
                "`{list}` is a list, so it has no single `{text}`"
            ),
        )
        .label(wording!("unsur yang mana?", "of which element?"))
        .help(wording!(
            "tulis `ada x dalam {list} memenuhi x.{text} …` atau `setiap x dalam {list} memenuhi …`",
            "write `some x in {list} has x.{text} …` or `every x in {list} has …`"
        ));
    }

    fn not_a_record(&mut self, before: &Name, field: Option<&Name>) {
        let text = &before.text;
        let span = field.map_or(before.span, |it| it.span);
        self.error(
            Code::NotARecord,
            span,
            wording!(
                "`{text}` bukan data, jadi tidak mempunyai isian",
                "`{text}` is not a record, so it has no fields"
            ),
        )
        .label(wording!("isian dari sesuatu yang bukan data", "a field of something that is no record"))
        .help(wording!("hapus titik dan kata sesudahnya", "delete the dot and the word after it"));
    }

    fn not_a_fact(&mut self, name: &Name) {
        let text = &name.text;
        self.error(
            Code::WrongType,
            name.span,
            wording!("`{text}` bukan isian kasus", "`{text}` is not a fact of the case"),
        )
        .label(wording!("dihitung, bukan diisi", "worked out, not filled in"))
        .help(wording!("sebut isian, atau unsur sebuah daftar", "name an input, or an element of a list"));
    }

    /// `NAME of PATH`.
    pub(super) fn apply(&mut self, name: &Name, argument: &Path, span: Span) -> Expr {
        let entity = self.scope.find(&name.text);
        let of = match entity {
            Some(Entity::Definition(id)) => self.definitions.get(id).map(|it| it.of.clone()),
            Some(Entity::Criterion(id)) => self.criteria.get(id).cloned(),
            Some(Entity::Broken) => return self.broken(span),
            Some(_) => Some(None),
            None => {
                self.unknown_name(name, None);
                return self.broken(span);
            }
        };
        self.reads.extend(match entity {
            Some(Entity::Definition(id)) => Some(Node::Definition(id)),
            Some(Entity::Criterion(id)) => Some(Node::Criterion(id)),
            _ => None,
        });
        let Some(read) = self.read(argument) else { return self.broken(span) };
        self.guarded(&read);
        match of.flatten() {
            None => self.wrong_argument(name, span),
            Some(Type::Broken) => self.broken(span),
            Some(of) if of != read.ty => self.other_element(name, &of, &read),
            Some(_) => self.applied(entity, read, span),
        }
    }

    fn applied(&mut self, entity: Option<Entity>, read: Read, span: Span) -> Expr {
        match entity {
            Some(Entity::Definition(id)) => {
                self.needs_met(id, Some(&read), span);
                let ty = self.definitions.get(id).and_then(|it| it.ty.clone()).unwrap_or(Type::Broken);
                self.make(span, ty, ExprKind::Definition { id, argument: Some(read) })
            }
            Some(Entity::Criterion(id)) => {
                self.make(span, Type::Truth, ExprKind::Criterion { id, argument: Some(read) })
            }
            _ => self.broken(span),
        }
    }

    fn wrong_argument(&mut self, name: &Name, span: Span) -> Expr {
        let text = &name.text;
        self.error(
            Code::WrongArgument,
            span,
            wording!("`{text}` tidak berlaku untuk satu unsur", "`{text}` is not about one element"),
        )
        .label(wording!("tidak perlu unsur", "takes no element"))
        .help(wording!("tulis `{text}` saja", "write `{text}` alone"));
        self.broken(span)
    }

    fn other_element(&mut self, name: &Name, of: &Type, read: &Read) -> Expr {
        let (text, wanted, found) = (&name.text, self.describe(of), self.describe(&read.ty));
        let message = Wording::new(
            format!("`{text}` berlaku untuk {}, bukan {}", wanted.id, found.id),
            format!("`{text}` is about {}, not {}", wanted.en, found.en),
        );
        let (span, id, en) = (read.span, wanted.id, wanted.en);
        self.error(Code::WrongArgument, span, message)
            .label(found)
            .help(Wording::new(format!("sebut unsur yang berjenis {id}"), format!("name an element that is {en}")));
        self.broken(span)
    }

    fn is_bound(&self, name: &Name) -> bool {
        self.bound.iter().any(|it| it.name == name.text)
    }

    pub(super) fn enum_value(&self, id: usize, name: &str) -> Option<i64> {
        let index = self.enums.get(id)?.values.iter().position(|it| it.name == name)?;
        i64::try_from(index).ok()
    }

    /// The value of the same name in the enum that is something's type.
    pub(super) fn value_of_its_type(&self, name: &Name, ty: &Type) -> Option<Span> {
        let Type::Enum(id) = ty else { return None };
        let values = &self.scope.enums.get(*id)?.item.values;
        values.iter().find(|it| it.name.text == name.text).map(|it| it.name.span)
    }

    /// A name that means nothing by itself: its type must come from the other side of the comparison.
    pub(super) fn needs_expectation(&self, expr: &tree::Expr) -> bool {
        match &expr.kind {
            tree::ExprKind::Path(path) => {
                path.fields.is_empty() && !self.is_bound(&path.head) && self.scope.find(&path.head.text).is_none()
            }
            _ => false,
        }
    }

    /// A name for an element must be free; the values of its own enum are not.
    pub(super) fn unshadowed(&mut self, name: &Name, element: &Type) {
        let value = self.value_of_its_type(name, element);
        let declared = self.scope.names.get(name.text.as_str()).map(|it| it.1.span).or(value);
        if declared.is_none() && !self.is_bound(name) {
            return;
        }
        let text = &name.text;
        let diagnostic = self.error(
            Code::ShadowedName,
            name.span,
            wording!("nama `{text}` sudah dipakai di sini", "the name `{text}` is already taken here"),
        );
        diagnostic
            .label(wording!("sudah berarti lain", "already means something else"))
            .help(wording!("beri unsur itu nama lain", "give the element another name"));
        if let Some(first) = declared {
            diagnostic.also(first, wording!("pernyataannya", "its declaration"));
        }
    }
}
