//! Both evaluators asked about one case, and one rulebook written in every way it can be written.

use super::{Boundaries, Random, Texts, case, rulebook};
use std::fmt::Write as _;
use timbang::engine::program::Program;
use timbang::engine::source::{FileId, Sources};
use timbang::engine::wire::Completeness;
use timbang::engine::{Folder, Library, accept_case, check, eval, reference};

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
    let case = match accept_case(program, json, Completeness::PreCheck) {
        Ok(case) => case,
        Err(refusals) if refusals.iter().all(|it| it.code == "C0201") => return Ok(Verdict::Refused),
        Err(refusals) => return Err(format!("the case is refused: {refusals:#?}")),
    };
    let (rulebook, layout) = (&*program.rulebook, &program.layout);
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
    Ok(Verdict::Agreed)
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

fn show(texts: &Texts) -> String {
    let mut shown = String::new();
    for (path, text) in &texts.own {
        let _ = write!(shown, "--- {path}\n{text}");
    }
    shown
}
