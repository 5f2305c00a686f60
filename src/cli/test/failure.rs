//! A scenario that went otherwise: expected and actual side by side.

use crate::cli::console::{Console, WIDTH};
use crate::engine::scenario::{Row, ScenarioResult};
use crate::engine::source::Sources;
use crate::engine::wording::Language;
use crate::prose::paint::{Paint, columns, hanging, lines};

/// Columns of the left side.
const LEFT: usize = 44;

pub(super) fn text(result: &ScenarioResult, sources: &Sources, console: &Console) -> String {
    let paint = Paint::new(console.colour_out());
    let head = format!("  {} ", paint.bad("✗"));
    let mut text = hanging(&head, "    ", &result.name, WIDTH, |it| paint.strong(it));
    let path = sources.file(result.span.file).map_or("", |it| it.path.as_str());
    let (line, _) = sources.position(result.span.file, result.span.start);
    text.push_str(&format!("    {}\n", paint.faint(&format!("{path}:{line}"))));
    let (expected, actual) = match console.language() {
        Language::Indonesian => ("diharapkan", "ternyata"),
        Language::English => ("expected", "actual"),
    };
    text.push_str(&format!("      {}\n", paint.faint(&format!("{expected:<LEFT$}  {actual}"))));
    for row in &result.rows {
        text.push_str(&side_by_side(row, console.language(), paint));
    }
    text
}

fn side_by_side(row: &Row, language: Language, paint: Paint) -> String {
    let left = lines(row.expected.get(language), LEFT);
    let right = lines(row.actual.get(language), WIDTH.saturating_sub(LEFT).saturating_sub(8));
    let mark = if row.passed { paint.good("✓") } else { paint.bad("✗") };
    let mut text = String::new();
    for index in 0..left.len().max(right.len()) {
        let (start, none) = (if index == 0 { mark.as_str() } else { " " }, String::new());
        let one = left.get(index).unwrap_or(&none);
        let other = right.get(index).unwrap_or(&none);
        let gap = " ".repeat(LEFT.saturating_sub(columns(one)));
        let line = format!("    {start} {one}{gap}  {}", if row.passed { other.clone() } else { paint.bad(other) });
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
