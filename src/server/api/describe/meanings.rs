//! What members mean whose record does not say it: those that mean the same wherever they are.
//!
//! Knows nothing of: routes.

use serde_json::Value;

/// The record (empty: any), the member, and what it means in English and in Indonesian.
const MEANINGS: &[(&str, &str, &str, &str)] = &[
    ("", "id", "Its identity.", "Identitasnya."),
    ("Wording", "id", "In Indonesian.", "Dalam bahasa Indonesia."),
    ("OwnedWords", "id", "In Indonesian.", "Dalam bahasa Indonesia."),
    ("Words", "id", "In Indonesian.", "Dalam bahasa Indonesia."),
    ("Recorded", "id", "The same in words, in Indonesian.", "Hal yang sama dengan kata-kata, dalam bahasa Indonesia."),
    ("Recorded", "en", "The same in words, in English.", "Hal yang sama dengan kata-kata, dalam bahasa Inggris."),
    ("RulingDocument.wording", "id", "In Indonesian.", "Dalam bahasa Indonesia."),
    ("RulingDocument", "id", "Its name in the rules.", "Namanya dalam aturan."),
    ("RulingDocument.criterion", "id", "Its name in the rules.", "Namanya dalam aturan."),
    ("RulingDocument.outcome", "id", "Its name in the rules.", "Namanya dalam aturan."),
    ("", "en", "In English.", "Dalam bahasa Inggris."),
    ("", "agency", "The agency whose case it is.", "Instansi pemilik kasus."),
    ("", "approver", "Who approved it.", "Siapa yang menyetujuinya."),
    ("", "as_of", "The date that selected the edition.", "Tanggal yang menentukan edisi."),
    ("", "at", "When.", "Kapan."),
    ("", "authors", "Everyone who wrote it.", "Semua yang menulisnya."),
    ("", "basis", "The articles that it rests on.", "Pasal yang mendasarinya."),
    ("", "because", "Why, in words.", "Mengapa, dengan kata-kata."),
    ("", "by", "The rules that override it.", "Aturan yang mengesampingkannya."),
    ("", "case", "The identity of the case.", "Identitas kasus."),
    ("", "case_sha256", "Of the facts in canonical form.", "Dari fakta dalam bentuk baku."),
    ("", "citation", "How the article is cited.", "Penyebutan pasalnya."),
    ("", "claimed", "Claimed by the agency alone.", "Baru dinyatakan oleh instansi."),
    ("", "code", "The code, which never changes.", "Kodenya, yang tidak pernah berubah."),
    ("", "conflicts", "Rules that apply and contradict each other.", "Aturan yang berlaku dan saling bertentangan."),
    ("", "counts", "How many facts have each status.", "Banyaknya fakta menurut status."),
    ("", "created_at", "When it was begun.", "Kapan dimulai."),
    (
        "",
        "criteria",
        "Every criterion that was asked, with how it turned out.",
        "Setiap kriteria yang ditanyakan, beserta hasilnya.",
    ),
    ("", "criterion", "The name of the criterion in the rules.", "Nama kriteria dalam aturan."),
    ("", "decision", "The name of the decision.", "Nama keputusan."),
    ("", "definitions", "Values that were worked out on the way.", "Nilai yang dihitung di tengah jalan."),
    ("", "disputed", "Disputed by a verifier.", "Disengketakan verifikator."),
    (
        "",
        "document",
        "The ruling document; a list of them for a decision on every element of a list.",
        "Dokumen putusan; daftarnya untuk keputusan atas setiap anggota daftar.",
    ),
    (
        "Outlook",
        "document",
        "The whole ruling document; only if it was asked for.",
        "Dokumen putusan lengkap; hanya bila diminta.",
    ),
    ("", "draft", "The identity of the draft.", "Identitas rancangan."),
    ("", "due", "The last day, if it can be worked out.", "Hari terakhir, bila dapat dihitung."),
    (
        "",
        "duties",
        "What has to be done because of the ruling, and until when.",
        "Apa yang harus dilakukan karena putusan ini, dan sampai kapan.",
    ),
    ("", "edition", "The name of the edition.", "Nama edisi."),
    ("", "edition_reason", "Why this edition was chosen.", "Mengapa edisi ini yang dipilih."),
    ("", "editions", "Its editions.", "Edisi-edisinya."),
    ("", "element", "The element of a list that the decision is about.", "Anggota daftar yang diputus."),
    ("", "elements", "How many elements the list has.", "Banyaknya anggota daftar."),
    ("", "engine", "The version of the engine.", "Versi mesin."),
    ("", "errors", "How many errors there are.", "Banyaknya kesalahan."),
    ("", "establishedness", "How well the norm is established.", "Seberapa kuat norma itu diketahui."),
    ("", "facts", "The facts that were read.", "Fakta yang dibaca."),
    (
        "",
        "facts_intact",
        "Whether the facts still have the hash that was recorded with them.",
        "Apakah fakta masih memiliki hash yang dicatat bersamanya.",
    ),
    ("", "files", "The files.", "Berkas-berkasnya."),
    ("", "format", "The format of this document.", "Format dokumen ini."),
    ("", "from", "Where the case stood before.", "Keadaan kasus sebelumnya."),
    ("", "given", "The record is there.", "Isian ini ada."),
    ("", "in_force_from", "The first day on which it is in force.", "Hari pertama berlakunya."),
    (
        "",
        "in_force_until",
        "The last day; none if it has no end.",
        "Hari terakhir berlakunya; tidak ada bila tanpa akhir.",
    ),
    ("", "in_log", "Whether it is in a log.", "Apakah sudah masuk log."),
    ("", "items", "The elements of this part of the list.", "Anggota bagian daftar ini."),
    ("", "kind", "What kind of thing is missing.", "Jenis hal yang kurang."),
    ("", "label", "What people call it, in both languages.", "Sebutannya dalam kedua bahasa."),
    ("", "late", "Whether that day is over.", "Apakah hari itu sudah lewat."),
    ("", "media_type", "The kind of the document.", "Jenis dokumen."),
    ("", "message", "What is wrong, in words.", "Apa yang salah, dengan kata-kata."),
    ("", "missing", "What has to be known for a decision.", "Apa yang harus diketahui agar dapat diputus."),
    ("", "name", "Its name.", "Namanya."),
    (
        "",
        "next",
        "Give it as `cursor` to go on; none at the end.",
        "Sebutkan sebagai `cursor` untuk melanjutkan; tidak ada bila sudah habis.",
    ),
    ("", "note", "What was meant by it.", "Maksudnya."),
    ("", "now", "The one that runs now.", "Yang berjalan sekarang."),
    ("", "number", "The number of the publication.", "Nomor publikasi."),
    ("", "outcome", "What was decided; none if nothing was.", "Apa yang diputus; tidak ada bila belum diputus."),
    ("", "outlook", "What would be ruled on the changed facts.", "Apa yang akan diputus atas fakta yang diubah."),
    ("Simulated", "case", "The identity of the case.", "Identitas kasus."),
    (
        "",
        "overridden",
        "Rules that apply but are overridden by others.",
        "Aturan yang berlaku tetapi dikesampingkan aturan lain.",
    ),
    ("", "parts", "What it is made of.", "Bagian-bagiannya."),
    ("", "path", "JSON pointer of the fact.", "JSON pointer faktanya."),
    ("SourceFile", "path", "The name of the file, with its folders.", "Nama berkas, beserta foldernya."),
    ("", "person", "Who did it.", "Siapa yang melakukannya."),
    ("", "pointer", "JSON pointer into both documents.", "JSON pointer ke dalam kedua dokumen."),
    ("", "published_at", "When it was approved.", "Kapan disetujui."),
    ("", "question", "The question to be answered.", "Pertanyaan yang harus dijawab."),
    ("", "reason", "Why, in words.", "Mengapa, dengan kata-kata."),
    ("Receipt", "recorded", "How far the record has come.", "Sejauh mana pencatatannya."),
    ("", "recorded", "As it was recorded.", "Sebagaimana tercatat."),
    ("", "reference", "The document that shows it.", "Dokumen yang menunjukkannya."),
    ("", "replayed", "As it came out again.", "Sebagaimana dihasilkan ulang."),
    ("", "request_id", "What this request is called in the log.", "Nama permintaan ini dalam log."),
    ("", "result", "How it turned out.", "Hasilnya."),
    ("", "role", "In which role.", "Dalam peran apa."),
    ("", "rule", "The name of the rule.", "Nama aturan."),
    ("", "rulebook", "The name of the rulebook.", "Nama himpunan aturan."),
    ("RulingDocument", "rulebook", "The rulebook that it was made under.", "Himpunan aturan yang dipakai memutus."),
    ("", "rulebook_sha256", "Of the rules it was made under.", "Dari aturan yang dipakai memutus."),
    ("", "ruled_at", "When it was made.", "Kapan dibuat."),
    ("", "ruled_by", "Who had the engine rule.", "Siapa yang meminta mesin memutus."),
    ("", "rules", "The rules that decided it.", "Aturan yang menentukannya."),
    ("", "ruling", "The identity of the ruling.", "Identitas putusan."),
    ("", "sha256", "Of the texts.", "Dari teksnya."),
    ("", "since", "Since which day.", "Sejak hari apa."),
    ("", "source", "The name of the source in the rules.", "Nama sumber dalam aturan."),
    ("", "state", "Where it stands.", "Keadaannya."),
    ("Fact", "status", "How far it is confirmed.", "Sejauh mana dikonfirmasi."),
    ("RulingDocument.fact", "status", "How far it is confirmed.", "Sejauh mana dikonfirmasi."),
    ("Problem", "status", "The status of the answer.", "Status jawaban."),
    ("", "status", "How it turned out.", "Hasilnya."),
    ("", "summary", "What the article says, in short.", "Isi pasal secara ringkas."),
    ("", "texts_sha256", "Of all its texts.", "Dari seluruh teksnya."),
    ("", "title", "What it is called, in words.", "Sebutannya dengan kata-kata."),
    ("Problem", "title", "What went wrong, in words.", "Apa yang salah, dengan kata-kata."),
    ("", "to", "Where the case stood after it.", "Keadaan kasus sesudahnya."),
    ("", "type", "The code as a URN.", "Kode sebagai URN."),
    ("RulingDocument.unknown", "unknown", "Why it is not known.", "Mengapa belum diketahui."),
    ("", "unknown", "Not stated, or stated as unknown.", "Tidak dinyatakan, atau dinyatakan belum diketahui."),
    ("", "updated_at", "When it was changed last.", "Kapan terakhir berubah."),
    ("", "valid_until", "The last day that the rules give the ruling.", "Hari terakhir putusan menurut aturan."),
    ("", "value", "The value.", "Nilainya."),
    ("", "verdict", "What the reviewer decided.", "Keputusan penelaah."),
    ("", "verified", "Confirmed by a verifier.", "Dikonfirmasi verifikator."),
    ("", "version", "Its version.", "Versinya."),
    ("", "warnings", "How many warnings there are.", "Banyaknya peringatan."),
    (
        "",
        "weakest_basis",
        "The least established norm that the ruling rests on.",
        "Norma paling lemah yang mendasari putusan.",
    ),
    ("", "why", "Why it is missing.", "Mengapa kurang."),
    ("", "written_by", "Who wrote the latest version.", "Siapa yang menulis versi terakhir."),
];

/// What a member means, in English and in Indonesian; what is meant in this record goes first.
fn of(record: &str, member: &str) -> Option<(&'static str, &'static str)> {
    let told = |whose: &str| MEANINGS.iter().find(|it| it.0 == whose && it.1 == member).map(|it| (it.2, it.3));
    told(record).or_else(|| told(""))
}

/// Adds what the members of a record mean, and those of objects inside it, where the record does not say it itself.
pub(super) fn add(record: &str, schema: &mut Value) {
    for (member, it) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        add(record, it);
        let meant = of(record, member).filter(|_| !is_told(it));
        if let (Some((english, indonesian)), Value::Object(about)) = (meant, it) {
            about.insert("description".to_owned(), english.into());
            about.insert("x-description-id".to_owned(), indonesian.into());
        }
    }
    for inside in ["items", "additionalProperties"] {
        schema.get_mut(inside).into_iter().for_each(|it| add(record, it));
    }
    for several in ["anyOf", "oneOf"] {
        let all = schema.get_mut(several).and_then(Value::as_array_mut);
        all.into_iter().flatten().for_each(|it| add(record, it));
    }
}

/// A member that may be `null` says it with what it is otherwise.
fn is_told(member: &Value) -> bool {
    member.get("description").is_some() || member.pointer("/oneOf/0/description").is_some()
}
