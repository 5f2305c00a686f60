//! Clients that work at the same time for a while, and the table of what they managed.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// What clients managed together.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    /// Half of all took no longer, in milliseconds.
    half: f64,
    /// All but one in a hundred took no longer, in milliseconds.
    most: f64,
}

/// Lines of one run.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<(String, usize, f64, f64, f64, Option<f64>)>,
}

/// Every client does its work again and again for `span`. `prepare` makes the work of one; each turn of it gives how many
/// things were done.
pub(crate) fn at_once<C: Send, W: FnMut() -> usize>(
    clients: Vec<C>,
    span: Duration,
    prepare: impl Fn(C) -> W + Sync,
) -> Figures {
    let start = Barrier::new(clients.len());
    let runs: Vec<(Vec<Duration>, usize, Duration)> = thread::scope(|scope| {
        let client = |it: C| {
            let (start, prepare) = (&start, &prepare);
            scope.spawn(move || {
                let mut work = prepare(it);
                work();
                start.wait();
                run(span, work)
            })
        };
        let threads: Vec<_> = clients.into_iter().map(client).collect();
        threads.into_iter().map(|it| it.join().expect("a client goes on to the end")).collect()
    });
    let mut times: Vec<Duration> = runs.iter().flat_map(|it| it.0.iter().copied()).collect();
    times.sort_unstable();
    let per_second = runs.iter().map(|it| it.1 as f64 / it.2.as_secs_f64()).sum();
    let at = |hundredths: usize| {
        let place = times.len().saturating_sub(1) * hundredths / 100;
        times.get(place).map_or(0.0, |it| it.as_secs_f64() * 1_000.0)
    };
    Figures { per_second, half: at(50), most: at(99) }
}

fn run(span: Duration, mut work: impl FnMut() -> usize) -> (Vec<Duration>, usize, Duration) {
    let (begun, mut times, mut done) = (Instant::now(), Vec::new(), 0);
    while begun.elapsed() < span {
        let turn = Instant::now();
        done += work();
        times.push(turn.elapsed());
    }
    (times, done, begun.elapsed())
}

impl Table {
    /// A line; with `ours`, also how many times as much we managed.
    pub(crate) fn row(&mut self, name: &str, connections: usize, figures: &Figures, ours: Option<f64>) {
        let Figures { per_second, half, most } = figures;
        println!("{name}, {connections} at once: {per_second:.0} in a second");
        self.rows.push((name.to_owned(), connections, *per_second, *half, *most, ours.map(|it| it / per_second)));
    }

    /// How many in a second a line tells.
    pub(crate) fn find(&self, name: &str, connections: usize) -> Option<f64> {
        self.rows.iter().find(|it| it.0 == name && it.1 == connections).map(|it| it.2)
    }

    pub(crate) fn print(&self) {
        let [of, half, most, ours] = ["in a second", "p50 ms", "p99 ms", "ours / this"];
        println!("\n{:<52} {:>7} {of:>11} {half:>9} {most:>9} {ours:>11}", "", "at once");
        for (name, connections, per_second, half, most, ratio) in &self.rows {
            let ratio = ratio.map(|it| format!("{it:.2}x")).unwrap_or_default();
            println!("{name:<52} {connections:>7} {per_second:>11.0} {half:>9.2} {most:>9.2} {ratio:>11}");
        }
    }
}
