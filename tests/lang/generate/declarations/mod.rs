//! Random declarations, in an order in which each reads only earlier ones.

use super::Texts;
use super::conditions::{condition, list_form};
use super::random::Random;
use super::scope::{Declarations, Declared, Scope};
use super::values::Writer;
use super::vocabulary::{Vocabulary, number_type, unit};
use super::written::Level;
use timbang::engine::types::{Type, Unit};
use timbang::engine::value::number;

mod deciding;
mod tables;

const BASIS: [&str; 4] = [
    "basis S-1 article 1 (verified)",
    "basis S-1 article 2 paragraph 1 letter a (secondary)",
    "basis S-2 (inferred)",
    "basis S-2 appendix II number 3 (unverified)",
];
const LABEL: &str = "\"Keterangan\" en \"Label\"";
const PENDING: &str = "pending \"Naskah belum ada\" en \"Text not available\"";

/// Grows a rulebook, item by item.
struct Builder<'a> {
    random: &'a mut Random,
    declared: Declarations,
    text: String,
    variables: usize,
    rules: usize,
}

pub(crate) fn rulebook(random: &mut Random) -> Texts {
    let vocabulary = Vocabulary::new(random);
    let mut builder = Builder {
        random,
        declared: Declarations { vocabulary, ..Declarations::default() },
        text: String::new(),
        variables: 0,
        rules: 0,
    };
    builder.head();
    builder.types();
    builder.parameters_and_judgements();
    for decision in 0..=builder.random.below(3) {
        for _ in 0..2 + builder.random.below(6) {
            builder.declaration();
        }
        builder.decision(decision);
    }
    builder.requirement();
    let own = vec![("random/random.aturan".to_owned(), builder.text)];
    Texts { shared: vec![("sources.aturan".to_owned(), SHARED.to_owned())], own }
}

const SHARED: &str = r#"source S-1
  title "Sumber satu" en "Source one"
  cited as "S 1" en "S 1"
  article 1 "Isi" en "Content"
  article 2 paragraph 1 letter a "Isi" en "Content"

source S-2
  title "Sumber dua" en "Source two"
  cited as "S 2" en "S 2"
  published "Berita Negara"
  appendix II number 3 "Isi" en "Content"

calendar office_days covers 2024-01-01 to 2024-12-31
  label "Hari kerja" en "Office days"
  basis S-2 (inferred)
  holiday 2024-01-01 "Tahun baru" en "New year"
  holiday 2024-02-29 "Hari kabisat" en "Leap day"
  holiday 2024-08-17 "Kemerdekaan" en "Independence"
  holiday 2024-12-25 "Natal" en "Christmas"
"#;

impl Builder<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        if self.random.chance(4) {
            self.text.push_str("   -- catatan");
        }
        self.text.push('\n');
        if self.random.chance(3) {
            self.text.push_str("  -- satu baris catatan\n");
        }
    }

    fn basis(&mut self) {
        let basis = BASIS[self.random.below(BASIS.len())];
        self.line(&format!("  {basis}"));
    }

    fn writer(&mut self) -> Writer<'_> {
        Writer { random: self.random, declared: &self.declared, variables: 0 }
    }

    /// Writes an expression; variables get a new number everywhere, so that none shadows another.
    fn write<T>(&mut self, write: impl FnOnce(&mut Writer<'_>) -> T) -> T {
        let before = self.variables;
        let mut writer = self.writer();
        writer.variables = before;
        let written = write(&mut writer);
        self.variables = writer.variables;
        written
    }

    fn head(&mut self) {
        self.line("rulebook random edition \"1\"");
        self.line("  title \"Acak\" en \"Random\"");
        self.line("  in force from 0001-01-01 by asked_on");
        self.basis();
    }

    fn types(&mut self) {
        let vocabulary = self.declared.vocabulary.clone();
        for (index, declared) in vocabulary.enums.iter().enumerate() {
            let ordered = if declared.ordered { " ordered" } else { "" };
            self.line(&format!("\nenum kind{index}{ordered}"));
            for value in &declared.values {
                self.line(&format!("  {value} {LABEL}"));
            }
        }
        for (index, fields) in vocabulary.records.iter().enumerate() {
            self.line(&if index == 0 { "\ninput".to_owned() } else { format!("\nrecord data{index}") });
            for field in fields {
                let optional = if field.optional { " optional" } else { "" };
                let changeable = if self.random.chance(20) { " changeable" } else { "" };
                let question = if self.random.chance(10) { format!(" question {LABEL}") } else { String::new() };
                let ty = Vocabulary::spell(&field.ty);
                self.line(&format!("  {} : {ty}{optional}{changeable} {LABEL}{question}", field.name));
            }
        }
    }

    fn parameters_and_judgements(&mut self) {
        for index in 0..self.random.below(4) {
            let enums = self.declared.vocabulary.enums.len();
            let ty = match self.random.below(5) {
                0 | 1 => number_type(self.random),
                2 => Type::Period(unit(self.random)),
                3 => Type::Date,
                _ => Type::Enum(self.random.below(enums)),
            };
            let (spelled, name) = (Vocabulary::spell(&ty), format!("setting{index}"));
            let value = self.write(|it| it.literal(&ty).text);
            let meaning = if self.random.chance(20) { PENDING.to_owned() } else { format!("is {value}") };
            self.line(&format!("\nparameter {name} : {spelled} {meaning}\n  label {LABEL}"));
            self.basis();
            if self.random.chance(30) {
                let (first, second) = self.write(|it| (it.literal(&ty).text, it.literal(&ty).text));
                self.line(&format!("  alternatives {first}, {second}"));
            }
            self.declared.values.push(Declared { name, of: None, ty });
        }
        for index in 0..self.random.below(3) {
            self.line(&format!("\njudgement view{index}\n  label {LABEL}\n  asked of reviewer"));
            let presumed = ["", "  presumed yes\n", "  presumed no\n"][self.random.below(3)];
            self.line(&format!("{presumed}  question \"Ya?\" en \"Yes?\""));
            self.basis();
            self.declared.judgements.push(format!("view{index}"));
        }
    }

    fn declaration(&mut self) {
        match self.random.below(10) {
            0..=3 => self.definition(),
            4 | 5 => self.table(),
            _ => self.criterion(),
        }
    }

    /// `of s : dataN` for some declarations.
    fn binding(&mut self) -> (Option<usize>, String, Scope) {
        let records = self.declared.vocabulary.records.len();
        if self.random.chance(65) {
            return (None, String::new(), Scope::of(None));
        }
        let record = 1 + self.random.below(records - 1);
        (Some(record), format!(" of s : data{record}"), Scope::of(Some(("s", Type::Record(record)))))
    }

    fn definition(&mut self) {
        let (of, binding, scope) = self.binding();
        let name = format!("worth{}", self.declared.values.len());
        let enums = self.declared.vocabulary.enums.len();
        let ty = match self.random.below(9) {
            0..=3 => return self.number_definition(name, of, &binding, &scope),
            4 | 5 => Type::Date,
            6 => Type::Period([Unit::Days, Unit::Months][self.random.below(2)]),
            7 => Type::Enum(self.random.below(enums)),
            _ => [Type::Truth, Type::Text][self.random.below(2)].clone(),
        };
        let body = self.write(|it| it.value(&ty, &scope, 3));
        let spelled = Vocabulary::spell(&ty);
        self.meaning(&format!("\ndefine {name}{binding} : {spelled}"), "as", &body.text);
        self.declared.values.push(Declared { name, of, ty });
    }

    fn number_definition(&mut self, name: String, of: Option<usize>, binding: &str, scope: &Scope) {
        let body = self.write(|it| it.number(scope, 3));
        let (least, greatest) = (i64::try_from(body.least).unwrap(), i64::try_from(body.greatest).unwrap());
        if self.random.chance(30) {
            let margin = (greatest - least).saturating_mul(2).saturating_add(number::power_of_ten(body.scale));
            let ty = Type::Number { scale: body.scale, least: least - margin, greatest: greatest + margin };
            let spelled = Vocabulary::spell(&ty);
            self.meaning(&format!("\ndefine {name}{binding} : {spelled}"), "as", &body.written.text);
            self.declared.values.push(Declared { name, of, ty });
            return;
        }
        self.line(&format!("\ndefine {name}{binding} : number\n  as {}\n  label {LABEL}", body.written.text));
        self.basis();
        self.declared.values.push(Declared { name, of, ty: Type::Number { scale: body.scale, least, greatest } });
    }

    /// A declaration with its meaning, or pending.
    fn meaning(&mut self, head: &str, keyword: &str, body: &str) {
        if self.random.chance(6) {
            self.line(&format!("{head}\n  {PENDING}"));
        } else {
            self.line(&format!("{head}\n  {keyword} {body}"));
        }
        self.line(&format!("  label {LABEL}"));
        self.basis();
    }

    fn criterion(&mut self) {
        let (of, binding, scope) = self.binding();
        let name = format!("test{}", self.declared.criteria.len());
        let body = self.condition(&scope, 4);
        self.meaning(&format!("\ncriterion {name}{binding}"), "holds when", &body);
        self.declared.criteria.push(Declared { name, of, ty: Type::Truth });
    }

    /// The whole of a `when`: sometimes the list form.
    fn condition(&mut self, scope: &Scope, depth: usize) -> String {
        let listed = self.random.chance(25);
        self.write(
            |it| {
                if listed { list_form(it, scope, depth - 1) } else { condition(it, scope, depth).at(Level::Open) }
            },
        )
    }

    fn requirement(&mut self) {
        if self.random.chance(15) {
            let body = self.write(|it| condition(it, &Scope::of(None), 3).text);
            self.line(&format!("\nrequire sound {body}\n  message {LABEL}"));
        }
    }
}
