//! Holds the fast evaluator against the literal one on as many random pairs of rulebook and case as asked for:
//! `cargo run --release --example agree -- --pairs 10000000 --seed 1`

#[path = "../tests/lang/generate/mod.rs"]
mod generate;

use clap::Parser;
use generate::agreement::{self, Verdict};
use indicatif::{ProgressBar, ProgressStyle};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

#[derive(Parser)]
struct Arguments {
    /// How many pairs to try.
    #[arg(long, default_value_t = 1_000_000)]
    pairs: u64,
    /// The first seed; every rulebook takes the next.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Cases for each rulebook.
    #[arg(long, default_value_t = 200)]
    cases: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let bar = ProgressBar::new(arguments.pairs);
    if let Ok(style) =
        ProgressStyle::with_template("{elapsed_precise} {bar:40} {human_pos}/{human_len} {per_sec} {eta}")
    {
        bar.set_style(style);
    }
    let next = AtomicU64::new(arguments.seed);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let fault = thread::scope(|scope| {
        let worker = || work(&arguments, &bar, &next);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        let mut faults =
            workers.into_iter().map(|it| it.join().unwrap_or_else(|_| Some("a worker panicked".to_owned())));
        faults.find_map(|it| it)
    });
    match fault {
        None => {
            bar.finish();
            println!("{} pairs agreed", bar.position());
            ExitCode::SUCCESS
        }
        Some(why) => {
            bar.abandon();
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Takes seeds until enough pairs agreed, or one differs.
fn work(arguments: &Arguments, bar: &ProgressBar, next: &AtomicU64) -> Option<String> {
    while bar.position() < arguments.pairs {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        match std::panic::catch_unwind(|| agreement::run(seed, arguments.cases)) {
            Ok(Ok(verdicts)) => {
                let agreed = verdicts.iter().filter(|it| **it == Verdict::Agreed).count();
                bar.inc(u64::try_from(agreed).unwrap_or(0));
            }
            Ok(Err(why)) => {
                end(arguments, bar);
                return Some(why);
            }
            Err(_) => {
                end(arguments, bar);
                return Some(format!("seed {seed}: panicked"));
            }
        }
    }
    None
}

/// Lets the other workers end soon.
fn end(arguments: &Arguments, bar: &ProgressBar) {
    bar.set_position(arguments.pairs);
}
