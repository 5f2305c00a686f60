//! Medians of many short runs, and the table of one run.

use std::time::{Duration, Instant};

/// How long one case takes, in nanoseconds: the median of many runs over all cases.
pub(crate) fn median(cases: usize, mut run: impl FnMut()) -> f64 {
    let warm = Instant::now();
    while warm.elapsed() < Duration::from_millis(200) {
        run();
    }
    let mut samples = Vec::new();
    let begin = Instant::now();
    while samples.len() < 15 || (begin.elapsed() < Duration::from_secs(1) && samples.len() < 4_000) {
        let start = Instant::now();
        run();
        samples.push(start.elapsed().as_nanos());
    }
    samples.sort_unstable();
    let middle = samples[samples.len() / 2];
    u64::try_from(middle).map_or(f64::MAX, |it| it as f64) / cases as f64
}

/// Lines of one run.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<(String, f64, Option<f64>)>,
}

impl Table {
    /// A line; with `beside`, also the ratio to that time.
    pub(crate) fn row(&mut self, name: &str, nanoseconds: f64, beside: Option<f64>) {
        self.rows.push((name.to_owned(), nanoseconds, beside));
    }

    pub(crate) fn print(&self) {
        println!("{:<58} {:>12} {:>10}", "", "median", "to hand");
        for (name, time, beside) in &self.rows {
            let ratio = beside.map(|it| format!("{:.2}x", time / it)).unwrap_or_default();
            println!("{name:<58} {:>9.3} µs {ratio:>10}", time / 1_000.0);
        }
    }
}
