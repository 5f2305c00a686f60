//! What could change the outcome of a pre-check.
//!
//! Knows nothing of: how it was worked out.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::web::parts::folded;
use crate::server::web::ruling::{list, pair, text};

use super::pre_check_page::{CONDITIONS, Outlook, sign};
use super::ready::FACTS;

impl Outlook<'_> {
    pub(super) fn what_would_change(&self) -> Markup {
        let words = self.viewer.words;
        let (alone, together) = (list(self.changes, "alone"), list(self.changes, "together"));
        html! {
            @if !alone.is_empty() || !together.is_empty() {
                section.outlook {
                    h2 { (words.say("Yang dapat mengubah hasilnya", "What could change the outcome")) }
                    @if alone.is_empty() {
                        p { (words.say("Hasilnya hanya dapat berbeda bila fakta semua syarat ini sekaligus berbeda:", "Another outcome is possible only if the facts of all of these were otherwise together:")) }
                        (self.changes_of(together))
                    } @else {
                        p { (words.say("Hasilnya dapat berbeda bila fakta salah satu syarat ini berbeda:", "Another outcome is possible if the facts of one of these were otherwise:")) }
                        (self.changes_of(alone))
                    }
                    p.help { (words.say("Yang dikatakan hanya bahwa nilai lain dapat mengubah hasilnya, bukan nilai mana.", "All that is said is that another value could change the outcome, not which one.")) }
                }
            }
        }
    }

    fn changes_of(&self, changes: &[Value]) -> Markup {
        let words = self.viewer.words;
        let items: Vec<Markup> = changes.iter().map(|it| self.change(it)).collect();
        folded("", &items, (CONDITIONS, words.say("Syarat lain", "Other conditions")))
    }

    fn change(&self, it: &Value) -> Markup {
        let words = self.viewer.words;
        let result = text(it, "result");
        let facts: Vec<Markup> = list(it, "facts").iter().map(|it| self.changeable(it)).collect();
        html! {
            (sign(result, words.result(result))) " " (pair(words, it, "label"))
            (folded("", &facts, (FACTS, words.say("Fakta lain", "Other facts"))))
        }
    }

    fn changeable(&self, fact: &Value) -> Markup {
        let words = self.viewer.words;
        html! {
            (self.fact(text(fact, "path")))
            @if fact.get("changeable") == Some(&Value::Bool(true)) { " " span.sign.going { (words.say("dapat diupayakan instansi", "the agency can act on it")) } }
        }
    }
}
