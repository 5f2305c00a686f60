//! Troubles as people are told of them: no name of a header, of a setting or of a member of JSON.
//!
//! Knows nothing of: what was asked. Programs are told otherwise: `http::problem::codes`.

use serde_json::Value;

use crate::engine::wording::{Language, Wording};
use crate::server::http::problem::{Fault, Problem};
use crate::server::words::Words;

use super::super::numbers::size;
use super::states::{role_name, state_name, step_name};

/// What happened. A trouble that people understand as programs are told it is told so.
pub(super) fn said(words: Words, problem: &Problem) -> String {
    match problem.code {
        "same-person" => return same_person(words, problem),
        "illegal-step" => return illegal(words, problem),
        "too-large" | "document-too-large" => return too_large(words, problem),
        _ => {}
    }
    let kinds = [of_the_case, of_drafts, of_documents, of_requests, of_the_service];
    let found = kinds.iter().find_map(|it| it(words, problem.code));
    found.unwrap_or_else(|| problem.title.get(words.0)).to_owned()
}

/// What happened, for a refusal at a field.
pub(in crate::server::web) fn wording_of(fault: &Fault) -> Wording {
    let problem = Problem::of(fault);
    Wording::new(said(Words(Language::Indonesian), &problem), said(Words(Language::English), &problem))
}

/// How long to wait, where the service says it.
pub(super) fn waiting(words: Words, problem: &Problem) -> Option<String> {
    let seconds = problem.headers.iter().find(|it| it.0 == "retry-after")?.1.parse::<u64>().ok()?;
    let again = words.say(
        "lalu coba lagi. Mengirim ulang halaman yang sama tidak merekam apa pun dua kali.",
        "then try again. Sending the same page again records nothing twice.",
    );
    Some(match (seconds, words.tag()) {
        (_, "id") => format!("Tunggu {seconds} detik, {again}"),
        (1, _) => format!("Wait a second, {again}"),
        _ => format!("Wait {seconds} seconds, {again}"),
    })
}

fn of_the_case(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "not-found" => words.say(
            "halaman atau kasus ini tidak ada, atau bukan milik Anda",
            "this page or case does not exist, or it is not yours",
        ),
        "case-changed" => words.say(
            "kasus ini berubah sejak halaman Anda dibuka; tidak ada yang direkam",
            "the case has changed since you opened the page; nothing was recorded",
        ),
        "too-late" => words.say("batas waktu keberatan sudah lewat", "the last day for an objection is over"),
        "no-such-rulebook" => words.say(
            "himpunan aturan ini tidak ada, atau sudah tidak berlaku",
            "there is no such rulebook, or it is not in force any more",
        ),
        _ => return None,
    })
}

fn of_drafts(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "draft-changed" => words.say(
            "konsep ini berubah sejak halaman Anda dibuka; tidak ada yang disimpan",
            "the draft has changed since you opened the page; nothing was saved",
        ),
        "draft-closed" => words.say(
            "konsep ini sudah diterbitkan atau ditarik; mulailah konsep baru",
            "this draft is published or withdrawn; begin another",
        ),
        "draft-moved-on" => words.say(
            "isi konsep ini berubah sejak Anda memeriksanya; periksalah isinya yang sekarang sebelum menyetujui",
            "the draft has changed since you looked at it; look at its present text before you approve it",
        ),
        "draft-behind" => words.say(
            "sesudah konsep ini dimulai ada penerbitan lain; masukkan dahulu perubahan dari penerbitan itu",
            "something else was published since this draft was begun; take over what changed first",
        ),
        "own-draft" => words.say(
            "penulis konsep tidak boleh menyetujuinya sendiri; mintalah orang lain",
            "whoever wrote a draft does not approve it; ask another person",
        ),
        "draft-faulty" => words.say(
            "konsep ini masih mengandung kesalahan, atau ada skenarionya yang gagal; tidak ada yang direkam",
            "this draft has errors, or a scenario of it fails; nothing was recorded",
        ),
        _ => return None,
    })
}

fn of_documents(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "document-kind" => words.say(
            "jenis berkas ini tidak diterima; kirimlah PDF, PNG, JPEG, teks biasa, XLSX, atau DOCX",
            "this kind of file is not taken; send PDF, PNG, JPEG, plain text, XLSX or DOCX",
        ),
        "empty-document" => words.say(
            "berkas ini kosong; pilihlah berkas lain, atau simpan ulang lalu kirim lagi",
            "the file is empty; choose another one, or save it again and send it once more",
        ),
        "not-as-claimed" => words.say(
            "isi berkas ini tidak sesuai dengan jenisnya; simpan ulang dari program asalnya, lalu kirim lagi",
            "what the file holds is not what its kind says; save it again in its program and send it once more",
        ),
        _ => return None,
    })
}

fn of_requests(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "idempotency-key-missing" | "malformed" | "not-json" | "too-deep" | "if-match-missing" | "if-match-malformed" => {
            words.say(
                "formulir ini tidak lengkap sampai di layanan; muat ulang halamannya, lalu kirim lagi",
                "the form did not reach the service as a whole; load the page again and send it once more",
            )
        }
        "idempotency-key-reused" => words.say(
            "halaman ini sudah pernah dikirim dengan isi lain; tidak ada yang direkam. Muat ulang halamannya, lihat apa yang sudah tercatat, lalu isi lagi",
            "this page was sent before with other contents; nothing was recorded. Load it again, see what is recorded already, and fill it in once more",
        ),
        "cut-short" => words.say(
            "pengiriman terputus sebelum selesai; tidak ada yang direkam",
            "sending broke off before its end; nothing was recorded",
        ),
        "too-slow" => words.say(
            "pengiriman memakan waktu terlalu lama; tidak ada yang direkam. Periksa sambungan Anda, lalu kirim lagi",
            "sending took too long; nothing was recorded. Check your connection and send it once more",
        ),
        "uri-too-long" => words.say(
            "alamat halaman ini terlalu panjang; persingkat yang dicari",
            "the address of the page is too long; shorten what you look for",
        ),
        "method-not-allowed" => words.say(
            "halaman ini tidak dapat dibuka dengan cara itu; mulailah dari halaman awal",
            "this page cannot be opened in that way; begin from the first page",
        ),
        "too-many-requests" => words.say(
            "terlalu banyak permintaan dalam waktu singkat; belum ada yang dilakukan",
            "too many requests in a short time; nothing was done yet",
        ),
        "refused" => words.say("permintaan ini tidak dapat dilayani", "this request cannot be served"),
        _ => return None,
    })
}

fn of_the_service(words: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "internal" => words.say(
            "terjadi kesalahan pada layanan; sampaikan nomor permintaan di bawah kepada pengelola",
            "the service made a mistake; tell its operator the number of the request below",
        ),
        "stopping" => words.say(
            "layanan sedang dimatikan atau dimulai ulang; belum ada yang dilakukan",
            "the service is being stopped or started again; nothing was done",
        ),
        "outcome-unknown" => words.say(
            "belum diketahui apakah ini sudah tercatat; kirim ulang halaman yang sama, dan tidak ada yang tercatat dua kali",
            "whether this was recorded is not known; send the same page again, and nothing is recorded twice",
        ),
        _ => return None,
    })
}

fn same_person(words: Words, problem: &Problem) -> String {
    let role = problem.more.get("role").and_then(Value::as_str).unwrap_or_default();
    format!(
        "{} {}. {}",
        words.say("Anda sudah bertindak dalam kasus ini sebagai", "You have acted in this case as"),
        role_name(words, role).to_lowercase(),
        words.say(
            "Satu orang hanya memegang satu peran dalam satu kasus: mintalah rekan lain mengerjakannya",
            "One person holds one role in one case: ask a colleague to do it",
        )
    )
}

/// Where the case stands, and what can be done from there.
fn illegal(words: Words, problem: &Problem) -> String {
    let state = problem.more.get("state").and_then(Value::as_str).unwrap_or_default();
    let steps = problem.more.get("steps").and_then(Value::as_array).cloned().unwrap_or_default();
    let steps: Vec<String> =
        steps.iter().filter_map(Value::as_str).map(|it| step_name(words, it).to_lowercase()).collect();
    let told = format!(
        "{} “{}”",
        words.say(
            "langkah ini tidak dapat diambil, karena keadaan kasus sekarang:",
            "this step cannot be taken, since the case now stands at:"
        ),
        state_name(words, state)
    );
    if steps.is_empty() {
        return told;
    }
    format!("{told}. {} {}", words.say("Langkah yang mungkin:", "Possible steps:"), steps.join(", "))
}

fn too_large(words: Words, problem: &Problem) -> String {
    let is_file = problem.code == "document-too-large";
    let most = ["largest_bytes", "most"].iter().find_map(|it| problem.more.get(*it).and_then(Value::as_u64));
    let what = if is_file {
        words.say("berkas ini terlalu besar", "the file is too large")
    } else {
        words.say("isian ini terlalu panjang", "what you entered is too long")
    };
    let hint = if is_file {
        words.say(
            "perkecil atau bagi berkasnya, lalu kirim lagi",
            "make the file smaller or divide it, then send it once more",
        )
    } else {
        words.say("persingkat, lalu kirim lagi", "shorten it, then send it once more")
    };
    match most {
        Some(most) => format!("{what}: {} {}; {hint}", words.say("paling besar", "at most"), size(words, most)),
        None => format!("{what}; {hint}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::http::problem::codes;

    /// What belongs to programs.
    const FOREIGN: [&str; 12] = [
        "`",
        "Idempotency",
        "If-Match",
        "etag",
        "sha256",
        "largest_bytes",
        "Content-",
        "JSON",
        "Retry-After",
        "request_id",
        "based_on",
        "Allow",
    ];

    #[test]
    fn no_trouble_is_told_in_the_words_of_programs() {
        for code in codes::ALL.iter().filter(|it| !["unauthorised", "not-acceptable"].contains(&it.name)) {
            for words in [Words(Language::Indonesian), Words(Language::English)] {
                let problem = Problem::of_code(*code);
                let text = said(words, &problem);
                let found = FOREIGN.iter().find(|it| text.contains(**it));
                assert_eq!(found, None, "{}: {text}", code.name);
            }
        }
    }
}
