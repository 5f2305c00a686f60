//! The steps of the guide: what each is for, the command, and what goes wrong. A test runs the commands in this order.
//!
//! Knows nothing of: how a page looks.

use crate::engine::wording::Wording;
use crate::wording;

/// A real case.
const CASE: &str = include_str!("../../../../rules/exemption/cases/t01-sulsel-june-2022.json");

/// One step of the guide.
pub(in crate::server::api) struct Step {
    pub(super) anchor: &'static str,
    pub(super) title: Wording,
    /// Paragraphs between empty lines.
    pub(super) text: Wording,
    /// Empty if there is nothing to run.
    pub(super) command: String,
    /// `run`, or `set-up` for what each reader fills in.
    pub(super) kind: &'static str,
    /// What goes wrong, and how it looks.
    pub(super) mistakes: Wording,
}

/// All steps, in their order.
pub(super) fn steps() -> Vec<Step> {
    let mut all = vec![keys(), rules(), facts(), preview(), draft(), corrected(), submission()];
    all.extend([
        verification(),
        ruling(),
        explanation(),
        review(),
        objection(),
        ruled_again(),
        history(),
        withdrawal(),
    ]);
    all
}

fn step(anchor: &'static str, title: Wording, text: Wording, command: impl Into<String>) -> Step {
    Step { anchor, title, text, command: command.into(), kind: "run", mistakes: Wording::default() }
}

impl Step {
    fn mistaken(mut self, mistakes: Wording) -> Self {
        self.mistakes = mistakes;
        self
    }
}

fn keys() -> Step {
    let command = "export URL=http://127.0.0.1:8080\nexport AGENCY=tb_…\nexport VERIFIER=tb_…\nexport REVIEWER=tb_…";
    let text = wording!(
        "Setiap orang mendapat kunci dari pengelola layanan (`timbang key create`). Peran, instansi, dan tenant melekat pada kunci; tidak ada \
         yang ditulis di permintaan. Panduan ini memakai tiga kunci: instansi, kantor regional yang memverifikasi, dan penelaah. Program \
         instansi hanya memerlukan yang pertama.",
        "Everyone gets a key from the operator of the service (`timbang key create`). Role, agency and tenant belong to the key; none of them is written in a \
         request. This guide uses three keys: an agency's, that of the regional office that verifies, and a reviewer's. An agency's program needs only \
         the first."
    );
    let step = step("keys", wording!("Kunci", "Keys"), text, command);
    let step = step.mistaken(wording!(
        "`401 unauthorised`: kunci tidak ada, salah ketik, kedaluwarsa, atau dicabut. `403 forbidden`: kunci benar, tetapi perannya lain; `roles` \
         menyebut peran yang boleh.",
        "`401 unauthorised`: the key is missing, mistyped, expired or revoked. `403 forbidden`: the key is good, but of another role; `roles` lists those \
         that may."
    ));
    Step { kind: "set-up", ..step }
}

fn rules() -> Step {
    let text = wording!(
        "Tanggal pengajuan menentukan edisi aturan. `/schema` adalah JSON Schema fakta menurut satu edisi, dengan label dalam kedua bahasa: dari \
         situ formulir dapat dibuat.",
        "The date of the request selects the edition of the rules. `/schema` is the JSON Schema of the facts under one edition, with labels in both languages: a \
         form can be made from it."
    );
    let command = "curl -sS -H \"Authorization: Bearer $AGENCY\" \"$URL/api/v1/rulebooks/exemption\"\n\
                   curl -sS -H \"Authorization: Bearer $AGENCY\" -o schema.json \\\n  \"$URL/api/v1/rulebooks/exemption/editions/2018/schema\"";
    step("rules", wording!("Aturan yang berlaku", "The rules"), text, command)
}

fn facts() -> Step {
    let text = wording!(
        "`null` berarti hal itu **tidak ada** (belum pernah ditetapkan). Fakta yang **belum diketahui** boleh dihilangkan selama masih konsep. Angka desimal \
         ditulis sebagai teks, misalnya `\"340.5\"`, supaya tidak ada pembulatan.",
        "`null` means that there is **no such thing** (it was never set up). A fact that is **not known** may be left out while the case is a draft. Decimals are \
         written as texts, like `\"340.5\"`, so that nothing is rounded."
    );
    let command = format!("cat > case.json <<'END'\n{{\n\"rulebook\": \"exemption\",\n\"case\": {CASE}}}\nEND");
    step("facts", wording!("Fakta", "The facts"), text, command)
}

fn preview() -> Step {
    let text = wording!(
        "Prapemeriksaan (\"klinik\") memberi tahu apa putusannya dan apa yang masih kurang (`missing`). Tidak ada yang dicatat. Jawabannya bertanda \
         `\"preview\": true` dan tidak punya identitas: ini bukan putusan.",
        "A pre-check says what would be ruled and what is still `missing`. Nothing is recorded. The answer is marked `\"preview\": true` and has no identity: it is no \
         ruling."
    );
    let command = "curl -sS -X POST -H \"Authorization: Bearer $AGENCY\" -H 'Content-Type: application/json' \\\n  \
                   --data-binary @case.json \"$URL/api/v1/rulings/preview\"";
    step("preview", wording!("Prapemeriksaan", "Pre-check"), text, command).mistaken(wording!(
        "`415 not-json`: `Content-Type` lupa. `400 malformed`: bukan JSON; `line` dan `column` menunjuk tempatnya. `422 not-accepted`: isinya salah; setiap \
         tempat ada di `errors`.",
        "`415 not-json`: `Content-Type` was forgotten. `400 malformed`: it is not JSON; `line` and `column` say where. `422 not-accepted`: something in it is wrong; \
         every place is in `errors`."
    ))
}

fn draft() -> Step {
    let text = wording!(
        "Setiap permintaan yang mencatat memerlukan `Idempotency-Key`, baru untuk setiap tindakan. Kalau sambungan putus, ulangi dengan kunci yang \
         **sama**: jawaban pertama datang lagi, bita demi bita, dan tidak ada yang tercatat dua kali. Jawaban `201` menyebut tempat kasus di `Location`.",
        "Every request that records needs an `Idempotency-Key`, a new one for every act. If the connection breaks, repeat it with the **same** key: the first answer \
         comes again, byte for byte, and nothing is recorded twice. The answer `201` says in `Location` where the case is."
    );
    let command = "export RUN=$(date +%s)\n\
                   CASE=$(curl -sS -X POST -H \"Authorization: Bearer $AGENCY\" -H \"Idempotency-Key: draft-$RUN\" \\\n  \
                   -H 'Content-Type: application/json' --data-binary @case.json \\\n  \
                   -o draft.json -w '%header{location}' \"$URL/api/v1/cases\")\n\
                   cat draft.json; echo \"$CASE\"";
    step("draft", wording!("Konsep", "Draft"), text, command).mistaken(wording!(
        "`400 idempotency-key-missing`: kuncinya lupa. `422 idempotency-key-reused`: kunci itu sudah dipakai untuk permintaan lain.",
        "`400 idempotency-key-missing`: the key was forgotten. `422 idempotency-key-reused`: the key was used for another request."
    ))
}

fn corrected() -> Step {
    let text = wording!(
        "Selama masih konsep atau dikembalikan, **seluruh** fakta dapat diganti. Setiap jawaban yang memuat kasus membawa `ETag`; kirim kembali sebagai \
         `If-Match` supaya perubahan orang lain tidak tertimpa.",
        "While it is a draft, or returned, **all** facts can be replaced. Every answer with a case has an `ETag`; send it back as `If-Match`, so that what \
         others changed is not written over."
    );
    let command = "sed -e '/\"rulebook\"/d' -e 's/340.5/341.0/' case.json > facts.json\n\
                   curl -sS -X PUT -H \"Authorization: Bearer $AGENCY\" -H \"Idempotency-Key: facts-$RUN\" \\\n  \
                   -H 'If-Match: \"1\"' -H 'Content-Type: application/json' --data-binary @facts.json \"$URL$CASE/facts\"";
    step("correction", wording!("Memperbaiki fakta", "Mending the facts"), text, command).mistaken(wording!(
        "`412 case-changed`: kasus sudah berubah sejak dibaca; `etag` menyebut yang sekarang. `422`: instansi hanya menyatakan. Bukti berstatus `verified` \
         atau isi `judgements` ditolak, dengan pointer-nya.",
        "`412 case-changed`: the case has changed since it was read; `etag` tells the present one. `422`: an agency only claims. Evidence with the status \
         `verified`, or anything in `judgements`, is refused, with its pointer."
    ))
}

fn submission() -> Step {
    let text = wording!(
        "Tanggal memilih aturan, karena itu layanan yang menetapkannya: hari ini di Jakarta. Dengan `\"keep_date\": true` instansi menyatakan tanggal \
         yang tertulis di fakta; tanggal itu hanya berlaku bila verifikator membenarkannya.",
        "The date selects the rules, so the service sets it: today in Jakarta. With `\"keep_date\": true` the agency claims the date that stands in the facts; it counts \
         only if the verifier says that it is right."
    );
    let command = post("$AGENCY", "submission", "{\"keep_date\": true}", "$CASE/submission");
    step("submission", wording!("Mengajukan", "Submission"), text, command).mistaken(wording!(
        "`422` dengan pointer `/keep_date`: fakta memuat tanggal lain dari hari ini, katakan mana yang dimaksud. `422` dengan pointer di bawah `/case`: \
         ada fakta yang belum diisi.",
        "`422` with the pointer `/keep_date`: the facts have another date than today, say which one is meant. `422` with pointers below `/case`: facts are still \
         missing."
    ))
}

fn verification() -> Step {
    let text = wording!(
        "Kantor regional mengonfirmasi (`verified`), menyengketakan (`disputed`), atau mengoreksi fakta. `\"rest\"` mengatakan apa yang \
         berlaku bagi yang tidak disebut. Kalau \
         berkasnya kurang, kasus dikembalikan: `POST …/return` dengan alasan.",
        "The regional office confirms (`verified`), disputes (`disputed`) or corrects facts. `\"rest\"` says what \
         holds for those it does not name. If papers are \
         missing, it returns the case: `POST …/return` with a reason."
    );
    let body = "{\"claimed_date_is_right\": true,\n       \"evidence\": {\"/assessment\": {\"status\": \"verified\", \"reference\": \"BA penilaian, hlm. 3\"}},\n       \
                \"corrections\": {\"/assessment/total\": \"340.5\"}, \"rest\": \"verified\",\n       \"reason\": \"Sesuai surat penilaian.\"}";
    let command = post("$VERIFIER", "verification", body, "$CASE/verification");
    step("verification", wording!("Verifikasi", "Verification"), text, command).mistaken(wording!(
        "`422` dengan pointer `/claimed_date_is_right`: instansi menyatakan tanggal, jadi harus dijawab. `409 illegal-step`: kasus belum atau tidak lagi \
         menunggu verifikasi; `steps` menyebut langkah yang mungkin.",
        "`422` with the pointer `/claimed_date_is_right`: the agency claims a date, so it has to be answered. `409 illegal-step`: the case does not, or no longer, wait \
         for verification; `steps` lists what can be done."
    ))
}

fn ruling() -> Step {
    let text = wording!(
        "Putusan dibuat mesin dari fakta dan aturan, tidak pernah oleh orang. Jawabannya `201` **apa pun hasilnya**. `status` dapat `decided`, \
         `undetermined` (ada fakta atau pertimbangan yang kurang), atau `conflict` (aturan saling bertentangan).\n\n\
         Kalau aturan menyerahkan sesuatu kepada manusia, `missing` menyebut pertimbangan itu, dan penelaah menjawabnya: \
         `PUT …/judgements/{{nama}}` dengan `answer` (`yes`, `no`, `unknown`) dan `reason`.",
        "The engine makes the ruling from facts and rules, never a person. The answer is `201` **whatever the outcome**. `status` is `decided`, `undetermined` (a fact or a \
         judgement is missing) or `conflict` (rules contradict each other).\n\n\
         If the rules leave something to a person, `missing` names the judgement, and a reviewer answers it: `PUT …/judgements/{{name}}` with `answer` (`yes`, `no`, \
         `unknown`) and `reason`."
    );
    let command = "RULING=$(curl -sS -X POST -H \"Authorization: Bearer $VERIFIER\" -H \"Idempotency-Key: ruling-$RUN\" \\\n  \
                   -H 'Content-Type: application/json' -d '{}' \\\n  \
                   -o ruling.json -w '%header{location}' \"$URL$CASE/ruling\")\n\
                   echo \"$RULING\"";
    step("ruling", wording!("Putusan", "Ruling"), text, command)
}

fn explanation() -> Step {
    let text = wording!(
        "Alasannya dapat dibaca mesin (`GET` putusan atau `/explanation`, JSON) maupun manusia: minta `text/plain`. Setiap syarat disebut dengan \
         nilainya, ambangnya, pasalnya, dan seberapa kuat dasarnya.",
        "The reasons are there for programs (`GET` the ruling or `/explanation`, JSON) and for people: ask for `text/plain`. Every condition is named with its value, its \
         threshold, its article, and how well that is established."
    );
    let command = "curl -sS -H \"Authorization: Bearer $AGENCY\" -H 'Accept: text/plain' \\\n  \"$URL$RULING/explanation?language=id\"";
    step("explanation", wording!("Alasan", "Reasons"), text, command)
}

fn review() -> Step {
    let text = wording!(
        "Penelaah mengukuhkan putusan (`confirmed`), atau mengembalikannya dengan temuan (`remanded`) supaya diverifikasi atau diputus lagi. Ia tidak dapat mengubah \
         hasilnya.",
        "A reviewer confirms the ruling (`confirmed`), or sends it back with a finding (`remanded`) to be verified or ruled again. The outcome cannot be changed."
    );
    let body = "{\"verdict\": \"confirmed\", \"reason\": \"Sesuai dengan fakta yang diverifikasi.\"}";
    let command = post("$REVIEWER", "review", body, "$RULING/reviews");
    step("review", wording!("Telaah", "Review"), text, command).mistaken(wording!(
        "`409 same-person`: yang memverifikasi tidak boleh menelaah. `409 not-confirmable`: putusan belum pasti. `409 superseded`: sudah ada putusan yang \
         lebih baru; `ruling` menyebutnya.",
        "`409 same-person`: whoever verified does not review. `409 not-confirmable`: the ruling is not decided. `409 superseded`: there is a later ruling; `ruling` \
         names it."
    ))
}

fn objection() -> Step {
    let text = wording!(
        "Instansi dapat mengajukan keberatan. Kasus diverifikasi lagi; putusan lama tetap ada dan tidak berubah.",
        "The agency may object. The case is verified again; the old ruling stays, and nothing of it changes."
    );
    let body = "{\"reason\": \"Nilai total tidak sesuai dengan surat terakhir.\"}";
    let command = post("$AGENCY", "objection", body, "$CASE/objection");
    step("objection", wording!("Keberatan", "Objection"), text, command)
}

fn ruled_again() -> Step {
    let text = wording!(
        "Sesudah verifikasi, mesin memutus lagi. Putusan baru menyebut yang lama di `previous`.",
        "After verification the engine rules again. The new ruling names the old one in `previous`."
    );
    let again = "{\"corrections\": {\"/assessment/total\": \"341.0\"}, \"reason\": \"Surat terakhir sudah dilihat.\"}";
    let command = format!(
        "{}\n{}",
        post("$VERIFIER", "verification-2", again, "$CASE/verification"),
        post("$VERIFIER", "ruling-2", "{}", "$CASE/ruling")
    );
    step("again", wording!("Putusan sesudah keberatan", "The ruling after an objection"), text, command)
}

fn history() -> Step {
    let text = wording!(
        "Setiap langkah tercatat: siapa, kapan, mengapa. Daftar dibaca halaman demi halaman dengan `cursor`.",
        "Every step is kept: who, when, why. Lists are read page by page with `cursor`."
    );
    let command = "curl -sS -H \"Authorization: Bearer $AGENCY\" \"$URL$CASE/history\"\n\
                   curl -sS -H \"Authorization: Bearer $AGENCY\" \"$URL/api/v1/cases?state=ruled\"";
    step("history", wording!("Riwayat", "History"), text, command).mistaken(wording!(
        "`422`: parameter salah ketik (`?stat=`) tidak diabaikan, tetapi ditolak. `404 not-found`: tidak ada, atau bukan milik Anda; keduanya tampak sama.",
        "`422`: a misspelt parameter (`?stat=`) is not passed over but refused. `404 not-found`: it is not there, or not yours; both look the same."
    ))
}

fn withdrawal() -> Step {
    let text = wording!(
        "Kasus yang belum diputus dapat ditarik kembali. Di sini sebuah konsep lain dibuat, lalu ditarik.",
        "A case that is not yet ruled can be withdrawn. Here another draft is made and withdrawn."
    );
    let begin = "OTHER=$(curl -sS -X POST -H \"Authorization: Bearer $AGENCY\" -H \"Idempotency-Key: other-$RUN\" \\\n  \
                 -H 'Content-Type: application/json' --data-binary @case.json \\\n  \
                 -o other.json -w '%header{location}' \"$URL/api/v1/cases\")";
    let withdraw = post("$AGENCY", "withdrawal", "{\"reason\": \"Jabatan sudah diisi.\"}", "$OTHER/withdrawal");
    let command = format!("{begin}\n{withdraw}");
    step("withdrawal", wording!("Menarik kembali", "Withdrawal"), text, command)
}

/// A request that records, with a key of this run.
fn post(key: &str, act: &str, body: &str, path: &str) -> String {
    format!(
        "curl -sS -X POST -H \"Authorization: Bearer {key}\" -H \"Idempotency-Key: {act}-$RUN\" \\\n  \
         -H 'Content-Type: application/json' \\\n  -d '{body}' \\\n  \"$URL{path}\""
    )
}
