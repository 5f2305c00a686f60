//! Everything that can be wrong in a case file: code, sentence, what was expected.
//!
//! Knows nothing of: how the text is read.

use super::describe;
use crate::engine::case::Refusal;
use crate::engine::wording::Wording;
use crate::wording;

/// A case that is refused: the first thousand faults are told.
const GREATEST_COUNT: usize = 1_000;

/// What has been found wrong so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) refusals: Vec<Refusal>,
}

impl Faults {
    /// Whether there is room for one more (and it is worth finding out more about it).
    pub(super) fn has_room(&self) -> bool {
        self.refusals.len() < GREATEST_COUNT
    }

    pub(super) fn add(&mut self, code: &'static str, pointer: String, message: Wording, expected: Wording) {
        if self.has_room() {
            self.refusals.push(Refusal { pointer, code, message, expected });
        }
    }

    pub(super) fn wrong_type(&mut self, pointer: String, expected: Wording) {
        self.add("C0104", pointer, wording!("jenis nilainya keliru", "the value is of the wrong kind"), expected);
    }

    pub(super) fn unknown_field<'n>(&mut self, pointer: String, name: &str, known: impl Iterator<Item = &'n str>) {
        if self.has_room() {
            let message = wording!("tidak ada data bernama `{name}` di sini", "there is no field `{name}` here");
            let expected = describe::did_you_mean(name, known);
            self.add("C0105", pointer, message, expected);
        }
    }

    pub(super) fn duplicate_key(&mut self, pointer: String, name: &str) {
        let message = wording!("`{name}` disebut dua kali", "`{name}` is given twice");
        self.add("C0106", pointer, message, wording!("satu nilai saja", "one value only"));
    }

    pub(super) fn absent(&mut self, pointer: String, name: &str) {
        let message = wording!("`{name}` tidak disebut", "`{name}` is absent");
        self.add(
            "C0107",
            pointer,
            message,
            wording!(
                "suatu nilai, `null` bila boleh kosong, atau {{\"unknown\": \"sebabnya\"}}",
                "a value, `null` where there may be none, or {{\"unknown\": \"why\"}}"
            ),
        );
    }

    pub(super) fn null(&mut self, pointer: String, expected: Wording) {
        let message = wording!("data ini tidak boleh kosong (`null`)", "this may not be `null`");
        self.add("C0108", pointer, message, expected);
    }

    pub(super) fn too_many_digits(&mut self, pointer: String, text: &str, expected: Wording) {
        let text = describe::short(text);
        let message = wording!(
            "`{text}` memiliki terlalu banyak angka di belakang koma",
            "`{text}` has too many digits after the point"
        );
        self.add("C0109", pointer, message, expected);
    }

    pub(super) fn out_of_bounds(&mut self, pointer: String, text: &str, expected: Wording) {
        let text = describe::short(text);
        self.add("C0110", pointer, wording!("`{text}` di luar batas", "`{text}` is out of bounds"), expected);
    }

    pub(super) fn impossible_date(&mut self, pointer: String, text: &str) {
        let text = describe::short(text);
        let message = wording!("`{text}` bukan tanggal yang ada", "`{text}` is not a date that exists");
        self.add("C0111", pointer, message, describe::date());
    }

    pub(super) fn unknown_value<'n>(
        &mut self,
        pointer: String,
        text: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) {
        if self.has_room() {
            let short = describe::short(text);
            let message = wording!("`{short}` bukan salah satu pilihan", "`{short}` is not one of the values");
            let expected = describe::one_of(text, known);
            self.add("C0112", pointer, message, expected);
        }
    }

    pub(super) fn list_length(&mut self, pointer: String, length: usize, bounds: (u32, u32)) {
        let (least, greatest) = bounds;
        let expected = wording!("{least} sampai {greatest} unsur", "{least} to {greatest} elements");
        if length > usize::try_from(greatest).unwrap_or(usize::MAX) {
            let message = wording!("daftar terlalu panjang: {length} unsur", "the list is too long: {length} elements");
            self.add("C0113", pointer, message, expected);
        } else {
            let message = wording!("daftar terlalu pendek: {length} unsur", "the list is too short: {length} elements");
            self.add("C0114", pointer, message, expected);
        }
    }

    pub(super) fn fractional(&mut self, pointer: String, expected: Wording) {
        let message = wording!(
            "bilangan dengan koma ditulis sebagai teks, agar tidak dibulatkan",
            "a number with a point is written as a string, so that nothing rounds it"
        );
        self.add("C0115", pointer, message, expected);
    }

    pub(super) fn text_too_long(&mut self, pointer: String, greatest: usize) {
        let message = wording!("teks terlalu panjang", "the text is too long");
        self.add(
            "C0116",
            pointer,
            message,
            wording!("paling banyak {greatest} huruf", "at most {greatest} characters"),
        );
    }

    pub(super) fn hidden_character(&mut self, pointer: String, found: char) {
        let sign = format!("U+{:04X}", u32::from(found));
        let message = wording!(
            "teks memuat karakter yang tidak terlihat, {sign}",
            "the text has a character that cannot be seen, {sign}"
        );
        let expected = wording!(
            "teks tanpa karakter kendali, tanpa spasi tak terlihat, tanpa pembalik arah tulisan",
            "a text without control characters, spaces without width, or signs that turn the direction of writing"
        );
        self.add("C0124", pointer, message, expected);
    }

    pub(super) fn unknown_judgement<'n>(&mut self, pointer: String, name: &str, known: impl Iterator<Item = &'n str>) {
        if self.has_room() {
            let message = wording!("tidak ada pertimbangan bernama `{name}`", "there is no judgement `{name}`");
            let expected = describe::did_you_mean(name, known);
            self.add("C0117", pointer, message, expected);
        }
    }

    pub(super) fn bad_answer(&mut self, pointer: String) {
        let message = wording!("jawaban tidak dikenal", "this is no answer");
        let expected = wording!("\"yes\", \"no\" atau \"unknown\"", "\"yes\", \"no\" or \"unknown\"");
        self.add("C0118", pointer, message, expected);
    }

    pub(super) fn missing_reason(&mut self, pointer: String) {
        let message = wording!("pertimbangan tanpa alasan", "the judgement has no reason");
        self.add("C0119", pointer, message, wording!("alasan dalam satu kalimat", "the reason in a sentence"));
    }

    pub(super) fn evidence_of_nothing(&mut self, pointer: String) {
        let message = wording!("bukti ini tidak menunjuk data apa pun", "this evidence points to no fact");
        let expected = wording!(
            "penunjuk JSON ke data dalam kasus ini, seperti \"/request/submitted_on\"",
            "a JSON pointer to a fact of this case, such as \"/request/submitted_on\""
        );
        self.add("C0120", pointer, message, expected);
    }

    pub(super) fn bad_status(&mut self, pointer: String) {
        let message = wording!("status bukti tidak dikenal", "this is no status of evidence");
        let names = "\"claimed\", \"verified\", \"disputed\"";
        self.add("C0121", pointer, message, Wording::same(names));
    }

    pub(super) fn bad_sha256(&mut self, pointer: String) {
        let message = wording!("ini bukan SHA-256", "this is no SHA-256");
        self.add("C0122", pointer, message, wording!("64 angka heksadesimal", "64 hexadecimal digits"));
    }
}

/// The one refusal of a text that is not JSON.
pub(super) fn malformed(text: &str, at: usize) -> Refusal {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or("").chars().count().saturating_add(1);
    let message = wording!(
        "ini bukan JSON yang benar: baris {line}, kolom {column}",
        "this is not well-formed JSON: line {line}, column {column}"
    );
    whole("C0101", message)
}

/// The bytes are not even text.
pub(super) fn not_utf8(valid: usize) -> Refusal {
    whole("C0101", wording!("berkas bukan UTF-8 sejak bita ke-{valid}", "the file is not UTF-8 from byte {valid} on"))
}

/// A file above the limit is not read at all.
pub(super) fn too_large(greatest: usize) -> Refusal {
    whole("C0102", wording!("kasus lebih besar dari {greatest} bita", "the case is larger than {greatest} bytes"))
}

/// More cells than may be held.
pub(super) fn too_many_facts() -> Refusal {
    whole("C0123", wording!("kasus berisi terlalu banyak data", "the case holds too many facts"))
}

fn whole(code: &'static str, message: Wording) -> Refusal {
    Refusal { pointer: String::new(), code, message, expected: Wording::default() }
}
