//! Sentences with values in them: `"Kategori {category}"`.
//!
//! Knows nothing of: how values are shown.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{LabelText, Name, Path, StringLiteral};
use crate::engine::types::{Template, TemplatePiece};
use crate::wording;

impl Typer<'_, '_> {
    pub(super) fn template(&mut self, label: &LabelText) -> Template {
        Template { id: self.sentence(label.id.as_ref()), en: self.sentence(label.en.as_ref()) }
    }

    fn sentence(&mut self, literal: Option<&StringLiteral>) -> Vec<TemplatePiece> {
        let Some(literal) = literal else { return Vec::new() };
        let mut pieces = Vec::new();
        let mut rest = literal.text.as_str();
        let mut at = 0_usize;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((inside, behind)) = after.split_once('}') else {
                self.unclosed(place_in(literal, at.saturating_add(before.len()), 1));
                break;
            };
            if !before.is_empty() {
                pieces.push(TemplatePiece::Text(before.to_owned()));
            }
            let start = at.saturating_add(before.len()).saturating_add(1);
            pieces.extend(self.value_in(inside, place_in(literal, start, inside.len())));
            at = start.saturating_add(inside.len()).saturating_add(1);
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(TemplatePiece::Text(rest.to_owned()));
        }
        pieces
    }

    fn value_in(&mut self, inside: &str, span: Span) -> Option<TemplatePiece> {
        let words: Vec<&str> = inside.trim().split('.').collect();
        let is_word = |it: &str| {
            !it.is_empty()
                && it.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
                && !it.starts_with(|it: char| it.is_ascii_digit())
        };
        let mut names = words.iter().map(|it| Name { text: (*it).to_owned(), span });
        let head = names.next().filter(|_| words.iter().all(|it| is_word(it)));
        let Some(head) = head else {
            self.not_a_name(inside, span);
            return None;
        };
        let path = Path { span, head, fields: names.collect() };
        let expr = self.path(&path, None);
        let ty = self.scalar(expr.ty.clone(), span);
        Some(TemplatePiece::Value(crate::engine::types::Expr { ty, ..expr }))
    }

    fn unclosed(&mut self, span: Span) {
        self.error(
            Code::UnknownName,
            span,
            wording!("kurung kurawal dalam kalimat ini tidak ditutup", "a brace in this sentence is not closed"),
        )
        .label(wording!("dibuka di sini", "opened here"))
        .help(wording!(
            "tulis `}}` sesudah namanya, atau hapus kurung ini",
            "write `}}` behind the name, or delete the brace"
        ));
    }

    fn not_a_name(&mut self, inside: &str, span: Span) {
        self.error(
            Code::UnknownName,
            span,
            wording!("`{{{inside}}}` dalam kalimat ini bukan nama", "`{{{inside}}}` in this sentence is not a name"),
        )
        .label(wording!("bukan nama", "not a name"))
        .help(wording!(
            "di antara kurung kurawal hanya boleh satu nama, seperti `{{category}}` atau `{{request.code}}`",
            "only a name may stand between the braces, such as `{{category}}` or `{{request.code}}`"
        ));
    }
}

/// The place of a part of a text; the whole text if it was joined or holds escapes, for then its parts lie elsewhere.
fn place_in(literal: &StringLiteral, start: usize, length: usize) -> Span {
    let written = literal.span.end.saturating_sub(literal.span.start);
    if usize::try_from(written).ok() != literal.text.len().checked_add(2) {
        return literal.span;
    }
    let offset = |it: usize| u32::try_from(it).ok().and_then(|it| literal.span.start.checked_add(1)?.checked_add(it));
    match (offset(start), offset(start.saturating_add(length))) {
        (Some(start), Some(end)) => Span { start, end, ..literal.span },
        _ => literal.span,
    }
}
