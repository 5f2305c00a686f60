//! The editions of one rulebook follow each other in time without overlap and without an undeclared gap.
//!
//! Knows nothing of: which edition a case needs.

use super::folders::Folders;
use crate::engine::diag::{Code, Report};
use crate::engine::syntax::tree::{InForce, Rulebook};
use crate::engine::value::date::iso;
use crate::wording;
use std::collections::BTreeMap;

pub(super) fn check_intervals(folders: &Folders<'_>, report: &mut Report) {
    let mut by_name: BTreeMap<&str, Vec<(&Rulebook, &InForce)>> = BTreeMap::new();
    for header in folders.targets().into_iter().filter_map(|it| folders.header(it)) {
        if let Some(in_force) = &header.in_force {
            by_name.entry(&header.name.text).or_default().push((header, in_force));
        }
    }
    for editions in by_name.values_mut() {
        editions.sort_by_key(|it| it.1.from.days);
        for pair in editions.windows(2) {
            if let [before, after] = pair {
                follows(*before, *after, report);
            }
        }
    }
}

fn follows(before: (&Rulebook, &InForce), after: (&Rulebook, &InForce), report: &mut Report) {
    let first_free = before.1.until.as_ref().map(|it| it.days.saturating_add(1));
    let from = after.1.from.days;
    match first_free {
        Some(first_free) if first_free == from => {}
        Some(first_free) if first_free < from => {
            if after.0.gap_before.is_none() {
                gap(before, after, first_free, report);
            }
        }
        _ => overlap(before, after, report),
    }
}

fn overlap(before: (&Rulebook, &InForce), after: (&Rulebook, &InForce), report: &mut Report) {
    let (first, second) = (&before.0.edition.text, &after.0.edition.text);
    let (from, last) = (iso(after.1.from.days), iso(after.1.from.days.saturating_sub(1)));
    report
        .add(
            Code::EditionsOverlap,
            after.1.span,
            wording!(
                "pada {from} edisi \"{first}\" dan \"{second}\" sama-sama berlaku",
                "on {from} the editions \"{first}\" and \"{second}\" are both in force"
            ),
        )
        .label(wording!("mulai berlaku di sini", "in force from here"))
        .also(before.1.span, wording!("masih berlaku", "still in force"))
        .help(wording!(
            "akhiri edisi \"{first}\" sehari sebelumnya: `sampai {last}`",
            "end the edition \"{first}\" on the day before: `until {last}`"
        ));
}

fn gap(before: (&Rulebook, &InForce), after: (&Rulebook, &InForce), first_free: i64, report: &mut Report) {
    let (first, second) = (&before.0.edition.text, &after.0.edition.text);
    let (from, to) = (iso(first_free), iso(after.1.from.days.saturating_sub(1)));
    report
        .add(
            Code::EditionsGap,
            after.1.span,
            wording!(
                "dari {from} sampai {to} tidak ada edisi yang berlaku",
                "from {from} to {to} no edition is in force"
            ),
        )
        .label(wording!("edisi \"{second}\" baru berlaku di sini", "the edition \"{second}\" begins only here"))
        .also(before.1.span, wording!("edisi \"{first}\" sudah berakhir", "the edition \"{first}\" has ended"))
        .help(wording!(
            "sambungkan masa berlakunya, atau nyatakan `celah sebelumnya \"mengapa\"` pada edisi \"{second}\"",
            "let the dates meet, or declare `gap before \"why\"` in the edition \"{second}\""
        ));
}
