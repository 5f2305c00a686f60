//! Both evaluators asked about one case, and one rulebook written in every way it can be written.

use super::{Boundaries, Random, Texts, case, rulebook};
use std::fmt::Write as _;
use std::sync::OnceLock;
use timbang::engine::case::Case;
use timbang::engine::program::Program;
use timbang::engine::source::{FileId, Sources};
use timbang::engine::syntax;
use timbang::engine::types::{Rule, Type};
use timbang::engine::value::Truth;
use timbang::engine::wire::{Completeness, read_case};
use timbang::engine::wording::Language;
use timbang::engine::{Folder, Library, check, eval, reference};

/// A rulebook, checked and compiled.
pub(crate) struct Ready {
    pub(crate) program: Program,
    pub(crate) boundaries: Boundaries,
}

/// What became of one pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Agreed,
    /// The case contradicts a requirement.
    Refused,
}

/// Checks a random rulebook, in both languages, and compiles it.
pub(crate) fn ready(texts: &Texts) -> Result<Ready, String> {
    let program = compile(texts)?;
    let translated = translate(texts)?;
    let other = compile(&translated)?;
    if other.rulebook.sha256 != program.rulebook.sha256 {
        return Err(format!("translation changes the identity\n{}", show(&translated)));
    }
    let boundaries = Boundaries::of(&program.rulebook);
    Ok(Ready { program, boundaries })
}

/// Rulebooks from a seed until one is found to be at fault; `cases` for each of them.
pub(crate) fn run(seed: u64, cases: usize) -> Result<Vec<Verdict>, String> {
    let mut random = Random::new(seed);
    let texts = rulebook(&mut random);
    let ready = ready(&texts).map_err(|why| format!("seed {seed}: {why}\n{}", show(&texts)))?;
    let mut verdicts = Vec::new();
    for _ in 0..cases {
        let json = case(&mut random, &ready.program.rulebook, &ready.boundaries);
        let verdict = compare(&ready.program, json.as_bytes())
            .map_err(|why| format!("seed {seed}: {why}\n{}\n{json}", show(&texts)))?;
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

/// Asks both evaluators everything about one case.
pub(crate) fn compare(program: &Program, json: &[u8]) -> Result<Verdict, String> {
    let (rulebook, layout) = (&*program.rulebook, &program.layout);
    let case = read_case(rulebook, layout, json, Completeness::PreCheck)
        .map_err(|refusals| format!("the case is refused: {refusals:#?}"))?;
    let contradicts = !eval::requirements(program, &case).is_empty();
    if contradicts != reference::requirements(rulebook, layout, &case).contains(&Truth::No) {
        return Err(format!("requirements differ; the fast evaluator refuses: {contradicts}"));
    }
    if contradicts {
        return Ok(Verdict::Refused);
    }
    let evaluator = eval::Evaluator::new(program, &case);
    for (id, decision) in rulebook.decisions.iter().enumerate() {
        let count = reference::elements(rulebook, layout, &case, id);
        for element in 0..u32::try_from(count).unwrap() {
            let element = decision.for_every.as_ref().map(|_| element);
            let literal = reference::rule(rulebook, layout, &case, id, element);
            let fast = evaluator.rule(id, element);
            if literal != fast {
                let name = &decision.name;
                return Err(format!("{name} {element:?} differs\nliteral {literal:#?}\nfast {fast:#?}"));
            }
        }
    }
    single_values(program, &case, &evaluator)?;
    Ok(Verdict::Agreed)
}

/// What rulings show besides their findings: ends, due dates and sentences of rules that are not of an element.
fn single_values(program: &Program, case: &Case, evaluator: &eval::Evaluator<'_>) -> Result<(), String> {
    let rulebook = &*program.rulebook;
    let alone = |rule: &&Rule| rulebook.decisions[rule.decision].for_every.is_none();
    for rule in rulebook.rules.iter().filter(alone) {
        let dates = rule.valid_until.iter().chain(rule.duties.iter().filter_map(|it| it.due.as_ref()));
        for expr in dates.chain(rule.because.values()) {
            let literal = reference::value(rulebook, &program.layout, case, expr);
            let fast = evaluator.integer(program.node_of(expr));
            let same = if expr.ty == Type::Text { literal.is_some() == fast.is_some() } else { literal == fast };
            if !same {
                return Err(format!("{}: {expr:?}\nliteral {literal:?}, fast {fast:?}", rule.name));
            }
        }
    }
    Ok(())
}

fn compile(texts: &Texts) -> Result<Program, String> {
    let mut sources = Sources::default();
    let add = |sources: &mut Sources, texts: &[(String, String)]| -> Vec<FileId> {
        texts.iter().map(|(path, text)| sources.add(path.clone(), text.clone())).collect()
    };
    let shared = add(&mut sources, &texts.shared);
    let files = add(&mut sources, &texts.own);
    let library = Library { sources, folders: vec![Folder { path: "random".to_owned(), files, target: true }], shared };
    let checked = check(&library);
    match checked.editions.into_iter().next() {
        Some(edition) => Ok(Program::compile(edition.rulebook.clone())),
        None => Err(faults(&library.sources, &checked.report)),
    }
}

fn faults(sources: &Sources, report: &timbang::engine::diag::Report) -> String {
    let mut text = "the rulebook is refused\n".to_owned();
    for it in report.diagnostics.iter().filter(|it| it.code.number().starts_with('E')) {
        let (line, _) = sources.position(it.primary.span.file, it.primary.span.start);
        let slice = sources.slice(it.primary.span);
        let (code, message, label) = (it.code.number(), &it.message.en, &it.primary.text.en);
        let _ = writeln!(text, "{code} line {line}: {message} ({label}): {slice}");
    }
    text
}

/// The same rules with Indonesian keywords; on the way there and back nothing may change.
fn translate(texts: &Texts) -> Result<Texts, String> {
    // The shared files are always the same.
    static SHARED: OnceLock<Result<Vec<(String, String)>, String>> = OnceLock::new();
    let files = |texts: &[(String, String)]| -> Result<Vec<(String, String)>, String> {
        texts.iter().map(|(path, text)| Ok((path.clone(), translate_file(text)?))).collect()
    };
    let shared = SHARED.get_or_init(|| files(&texts.shared)).clone()?;
    Ok(Texts { shared, own: files(&texts.own)? })
}

fn translate_file(text: &str) -> Result<String, String> {
    let format = |text: &str, keywords| {
        syntax::format::format(text, keywords).map_err(|report| format!("formatting fails: {report:#?}\n{text}"))
    };
    let formatted = format(text, None)?;
    same("formatting twice", &formatted, &format(&formatted, None)?)?;
    let indonesian = format(&formatted, Some(Language::Indonesian))?;
    same("translating there and back", &formatted, &format(&indonesian, Some(Language::English))?)?;
    let items = |text: &str| format!("{:?}", syntax::parse(FileId(0), text).tree.items);
    let tree = items(text);
    same("formatting changes the tree", &tree, &items(&formatted))?;
    same("translating changes the tree", &tree, &items(&indonesian))?;
    same("canonical form", &syntax::canonical(text, true), &syntax::canonical(&indonesian, true))?;
    Ok(indonesian)
}

fn same(what: &str, one: &str, other: &str) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(120)..(at + 80).min(text.len())]).into_owned()
    };
    Err(format!("{what}:\n…{}\n…{}", around(one), around(other)))
}

fn show(texts: &Texts) -> String {
    let mut shown = String::new();
    for (path, text) in &texts.own {
        let _ = write!(shown, "--- {path}\n{text}");
    }
    shown
}
