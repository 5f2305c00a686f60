//! The little Markdown of the pages, for a terminal: paragraphs, lists, bold, code.

use super::console::WIDTH;
use crate::prose::paint::{Paint, hanging};

/// A page within 100 columns.
pub(crate) fn on_terminal(page: &str, paint: Paint) -> String {
    let mut text = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut in_code = false;
    for line in page.trim().lines() {
        let fence = line.starts_with("```");
        if fence || in_code || line.trim().is_empty() || line.starts_with(['-', '|']) {
            flush(&mut paragraph, &mut text, paint);
        }
        if fence {
            in_code = !in_code;
        } else if in_code {
            text.push_str(format!("    {}", paint.faint(line)).trim_end());
            text.push('\n');
        } else if line.trim().is_empty() {
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
        } else {
            paragraph.push(line);
        }
    }
    flush(&mut paragraph, &mut text, paint);
    text
}

fn flush(paragraph: &mut Vec<&str>, text: &mut String, paint: Paint) {
    if paragraph.is_empty() {
        return;
    }
    let joined = paragraph.join(" ");
    let rest = if joined.starts_with("- ") { "  " } else { "" };
    text.push_str(&hanging("", rest, &joined, WIDTH, |line| emphasised(line, paint)));
    paragraph.clear();
}

/// `**bold**` is painted, its stars go. Bold that is broken over lines loses its stars only.
fn emphasised(line: &str, paint: Paint) -> String {
    let parts: Vec<&str> = line.split("**").collect();
    let whole = parts.len() % 2 == 1;
    let painted = parts
        .iter()
        .enumerate()
        .map(|(index, part)| if whole && index % 2 == 1 { paint.strong(part) } else { (*part).to_owned() });
    painted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_indented_and_paragraphs_are_joined() {
        let text = on_terminal("**Satu.** Dua\ntiga.\n\n```aturan\nsyarat x\n```\n", Paint::new(false));
        assert_eq!(text, "Satu. Dua tiga.\n\n    syarat x\n");
    }
}
