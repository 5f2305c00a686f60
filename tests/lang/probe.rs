use crate::generate;
use timbang::engine::source::{FileId, Sources};
use timbang::engine::syntax;
#[test]
fn probe() {
    let mut bad = 0;
    let mut seen = std::collections::BTreeMap::new();
    let start = std::time::Instant::now();
    for seed in 0..400 {
        let texts = generate::rulebook(&mut generate::Random::new(seed));
        for (_, text) in texts.own.iter().chain(&texts.shared) {
            let parsed = syntax::parse(FileId(0), text);
            let mut sources = Sources::default();
            sources.add("x", text.clone());
            for it in &parsed.report.diagnostics {
                bad += 1;
                let key = it.code.number();
                let count = seen.entry(key).or_insert(0);
                *count += 1;
                if *count <= 3 {
                    let (line, _) = sources.position(it.primary.span.file, it.primary.span.start);
                    println!(
                        "seed {seed} {} line {line}: {} [{}]\n   {}",
                        it.code.number(),
                        it.message.en,
                        sources.slice(it.primary.span),
                        text.lines().nth(line - 1).unwrap()
                    );
                }
            }
        }
    }
    println!("bad {bad} {seen:?} {:?}", start.elapsed());
}
