//! What no scenario reached, with its place.

use crate::cli::console::Console;
use crate::engine::scenario::Unreached;
use crate::engine::source::{Sources, Span};
use crate::prose::paint::Paint;
use crate::wording;

pub(super) fn text(open: &Unreached, sources: &Sources, console: &Console) -> String {
    let paint = Paint::new(console.colour_out());
    let (reached, total) = (open.reached, open.total);
    let head = wording!("tercapai {reached} dari {total}", "{reached} of {total} reached");
    let mut text = format!("  {}\n", console.say(&head));
    for (what, name, span) in listed(open, console) {
        let path = sources.file(span.file).map_or("", |it| it.path.as_str());
        let (line, _) = sources.position(span.file, span.start);
        let place = paint.faint(&format!("{path}:{line}"));
        text.push_str(&format!("  {} {what} {}  {place}\n", paint.open("○"), paint.strong(&name)));
    }
    text
}

fn listed(open: &Unreached, console: &Console) -> Vec<(String, String, Span)> {
    let say = |id: &'static str, en: &'static str| console.say(&wording!("{id}", "{en}")).to_owned();
    let mut list = Vec::new();
    let mut add = |what: String, items: &[(String, Span)]| {
        list.extend(items.iter().map(|(name, span)| (what.clone(), name.clone(), *span)));
    };
    add(say("aturan yang tidak pernah berlaku:", "rule that never applied:"), &open.rules);
    add(say("syarat yang tidak pernah terpenuhi:", "criterion that never held:"), &open.never_held);
    add(say("syarat yang tidak pernah gagal:", "criterion that never failed:"), &open.never_failed);
    let row = say("baris tabel yang tidak pernah cocok:", "table row that never matched:");
    list.extend(open.rows.iter().map(|(table, index, span)| (row.clone(), format!("{table} #{index}"), *span)));
    let outcome = say("hasil yang tidak pernah ditetapkan:", "outcome that was never decided:");
    list.extend(open.outcomes.iter().map(|(of, name, span)| (outcome.clone(), format!("{of} = {name}"), *span)));
    list
}
