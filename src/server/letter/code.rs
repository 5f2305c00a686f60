//! A square of dots that a telephone reads: the address under which a letter is checked.
//!
//! Knows nothing of: what is checked.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The light border that readers need, in dots.
const BORDER: usize = 4;

/// The picture; nothing if the address is too long for one.
pub(super) fn square(address: &str, title: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else { return html! {} };
    let width = code.width();
    let whole = width.saturating_add(2 * BORDER);
    html! {
        svg.square viewBox={ "0 0 " (whole) " " (whole) } role="img" aria-label=(title) shape-rendering="crispEdges" {
            rect width=(whole) height=(whole) fill="#fff" {}
            path fill="#000" d=(dots(&code.to_colors(), width)) {}
        }
    }
}

/// Each row of dark dots as one stretch.
fn dots(colors: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (row, line) in colors.chunks(width.max(1)).enumerate() {
        let mut column = 0_usize;
        for stretch in line.chunk_by(|one, other| one == other) {
            if stretch.first() == Some(&Color::Dark) {
                let (x, y, length) = (column.saturating_add(BORDER), row.saturating_add(BORDER), stretch.len());
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            column = column.saturating_add(stretch.len());
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_dark_dots_become_stretches() {
        let (dark, light) = (Color::Dark, Color::Light);
        assert_eq!(dots(&[dark, dark, light, light, dark, dark], 3), "M4 4h2v1h-2zM5 5h2v1h-2z");
        assert_eq!(dots(&[], 0), "");
    }

    #[test]
    fn what_does_not_fit_gives_no_picture() {
        assert!(square(&"x".repeat(10_000), "").into_string().is_empty());
        assert!(square("https://timbang.example.go.id/check/1/2", "Check").into_string().starts_with("<svg"));
    }
}
