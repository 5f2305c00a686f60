//! What goes wrong and how it looks: a problem as it is sent, and the table of all codes.
//!
//! Knows nothing of: routes.

use maud::{Markup, html};

use crate::engine::wording::Language;
use crate::server::http::problem::codes;

use super::guide::prose;
use super::word;

/// A real one in each language; a test asks for them again.
const INDONESIAN: &str = include_str!("../examples/problem_id.json");
const ENGLISH: &str = include_str!("../examples/problem_en.json");

pub(super) fn errors(language: Language) -> Markup {
    html! {
        section #errors {
            h2 { (word(language, "Kalau ada yang salah", "When something goes wrong")) }
            (prose(word(language,
                "Setiap galat adalah `application/problem+json` (RFC 9457). Program berpegang pada `code`, yang tidak pernah berubah; `title` dan \
                 `message` untuk manusia, dalam bahasa `Accept-Language`. Isian yang salah ditunjukkan **semuanya sekaligus** sebagai JSON pointer ke dalam \
                 permintaan, dan tidak ada yang dicatat.",
                "Every error is `application/problem+json` (RFC 9457). Programs go by `code`, which never changes; `title` and `message` are for people, in \
                 the language of `Accept-Language`. What is wrong with a request is told **all at once**, as JSON pointers into it, and nothing is recorded.")))
            pre.answer tabindex="0" { code { (word(language, INDONESIAN, ENGLISH).trim_end()) } }
            (prose(word(language,
                "Setelah sambungan putus, `408` atau `503`: ulangi permintaan yang sama dengan `Idempotency-Key` yang **sama**. Tidak ada yang dilakukan dua \
                 kali. `Retry-After` menyebut berapa detik sebaiknya ditunggu.",
                "After a broken connection, a `408` or a `503`: repeat the same request with the **same** `Idempotency-Key`. Nothing is done twice. `Retry-After` \
                 says how many seconds to wait.")))
            div.wide { table {
                thead { tr {
                    th scope="col" { "Status" }
                    th scope="col" { "code" }
                    th scope="col" { (word(language, "Artinya", "What it means")) }
                } }
                tbody {
                    @for code in codes::ALL {
                        tr #{ "code-" (code.name) } {
                            td { (code.status) }
                            td { code { (code.name) } }
                            td { (super::guide::inline(code.meant(language))) }
                        }
                    }
                }
            } }
        }
    }
}
