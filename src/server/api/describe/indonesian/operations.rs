//! What each operation does, in Indonesian.
//!
//! Knows nothing of: routes.

/// By the English text: what an operation is called, then what is to be said of it.
pub(super) const OPERATIONS: &[(&str, &str)] = &[
    ("List cases.", "Mendaftar kasus."),
    (
        "The oldest first unless asked otherwise; an agency sees its own alone.",
        "Yang terlama lebih dahulu kecuali diminta lain; instansi hanya melihat kasusnya sendiri.",
    ),
    ("Begin a case.", "Memulai kasus."),
    (
        "The case begins as a draft. Facts may be missing still; what is wrong is told all at once.",
        "Kasus dimulai sebagai konsep. Fakta boleh belum lengkap; yang salah ditunjukkan semuanya sekaligus.",
    ),
    ("Read a case with its facts.", "Membaca kasus beserta faktanya."),
    (
        "The case as it stands now: its facts, what can be done with it, and who has to act.",
        "Kasus sebagaimana adanya sekarang: faktanya, apa yang dapat dilakukan, dan siapa yang harus bertindak.",
    ),
    ("List the facts of a case with their status.", "Mendaftar fakta suatu kasus beserta statusnya."),
    (
        "Each fact is claimed, verified, disputed or unknown, with its evidence.",
        "Setiap fakta dinyatakan, terverifikasi, disengketakan, atau belum diketahui, beserta buktinya.",
    ),
    ("Replace the facts of a draft or a returned case.", "Mengganti fakta pada konsep atau kasus yang dikembalikan."),
    (
        "All facts are replaced, as long as the case is a draft or was returned.",
        "Seluruh fakta diganti, selama kasus masih konsep atau dikembalikan.",
    ),
    ("Read the steps of a case.", "Membaca langkah-langkah suatu kasus."),
    ("Each step: who took it, when and why.", "Setiap langkah: siapa mengambilnya, kapan, dan mengapa."),
    ("Answer a judgement.", "Memberi pertimbangan."),
    (
        "The answer to a question that the rules leave to a person. On a case that was ruled on it is a finding: the case has to be ruled on again.",
        "Jawaban atas pertanyaan yang oleh aturan diserahkan kepada manusia. Pada kasus yang sudah diputus ini temuan: kasus harus diputus lagi.",
    ),
    ("Object to a ruling.", "Mengajukan keberatan atas putusan."),
    (
        "The case is verified and ruled on again; the ruling that was made stays.",
        "Kasus diverifikasi dan diputus lagi; putusan lama tetap ada.",
    ),
    (
        "Try out a case as it stands now; nothing is recorded.",
        "Mencoba kasus sebagaimana adanya sekarang; tidak ada yang dicatat.",
    ),
    (
        "What the ruling would be, what is missing, and what could change it.",
        "Apa putusannya, apa yang kurang, dan apa yang dapat mengubahnya.",
    ),
    ("Return a case to its agency.", "Mengembalikan kasus kepada instansi."),
    (
        "The agency gets the case back with the reason, to mend it.",
        "Instansi menerima kembali kasusnya beserta alasannya, untuk diperbaiki.",
    ),
    ("Have the engine rule on a verified case.", "Meminta mesin memutus kasus yang terverifikasi."),
    (
        "The engine rules on the facts as they stand, under the edition in force on the date of the case.",
        "Mesin memutus berdasarkan fakta sebagaimana adanya, menurut edisi yang berlaku pada tanggal kasus.",
    ),
    ("Submit a case for verification.", "Mengajukan kasus untuk diverifikasi."),
    (
        "Every fact has to be stated, if only as unknown.",
        "Semua fakta harus sudah diisi, sekurangnya sebagai belum diketahui.",
    ),
    ("Verify the facts of a case.", "Memverifikasi fakta suatu kasus."),
    (
        "Facts are confirmed, corrected or disputed one by one; `rest` says what becomes of those that are not named.",
        "Fakta dikonfirmasi, dikoreksi, atau disengketakan satu per satu; `rest` menyatakan nasib fakta yang tidak disebut.",
    ),
    ("Withdraw a case that is not yet ruled.", "Menarik kembali kasus yang belum diputus."),
    ("The case ends without a ruling.", "Kasus berakhir tanpa putusan."),
    ("List what is due.", "Mendaftar tenggat."),
    (
        "Cases that wait for someone until a day, those that are late, or those whose day cannot be worked out; the earliest first.",
        "Kasus yang menunggu tindakan sampai suatu hari, yang terlambat, atau yang harinya tidak dapat dihitung; yang paling awal lebih dahulu.",
    ),
    ("Send a document that evidence is to name.", "Mengirim dokumen yang akan disebut sebagai bukti."),
    (
        "PDF, PNG, JPEG, text, XLSX or DOCX. The same bytes are kept once. A verifier names the case, whose agency can then read it.",
        "PDF, PNG, JPEG, teks, XLSX, atau DOCX. Bita yang sama disimpan satu kali. Verifikator menyebut kasusnya, dan instansi kasus itu dapat membacanya.",
    ),
    ("Read a document.", "Membaca dokumen."),
    (
        "The document exactly as it was sent, as a file to be saved.",
        "Dokumen persis seperti diunggah, sebagai berkas untuk disimpan.",
    ),
    ("Read a draft with its texts.", "Membaca rancangan beserta teksnya."),
    ("The draft with its texts; its tag is in `ETag`.", "Rancangan beserta teksnya; tandanya ada pada `ETag`."),
    ("Write the next version of a draft.", "Menulis versi berikutnya dari suatu rancangan."),
    ("The versions before are kept.", "Versi-versi sebelumnya tetap disimpan."),
    (
        "Approve a draft that another person wrote, and publish it.",
        "Menyetujui rancangan orang lain dan mempublikasikannya.",
    ),
    (
        "A draft of another person is in force from a day on. Rulings that were made do not change.",
        "Rancangan orang lain berlaku sejak suatu tanggal. Putusan yang sudah ada tidak berubah.",
    ),
    (
        "Check a draft and run its scenarios; nothing is recorded.",
        "Memeriksa rancangan dan menjalankan skenarionya; tidak ada yang dicatat.",
    ),
    (
        "Errors and warnings by file and line, and how the scenarios went.",
        "Kesalahan dan peringatan menurut berkas dan baris, serta hasil skenarionya.",
    ),
    (
        "Rule again under a draft on what was ruled on; nothing is recorded.",
        "Memutus ulang menurut rancangan apa yang sudah diputus; tidak ada yang dicatat.",
    ),
    (
        "The latest ruling of each case is made again under the draft, and what would change is counted.",
        "Putusan terakhir setiap kasus dibuat ulang menurut rancangan, lalu dihitung yang berubah.",
    ),
    ("Withdraw a draft.", "Menarik rancangan."),
    ("It can neither be changed nor approved any more.", "Rancangan tidak dapat diubah atau disetujui lagi."),
    ("Read this description.", "Membaca uraian ini."),
    (
        "The whole interface (OpenAPI 3.1), made from the code; `/docs` is the same for people.",
        "Seluruh antarmuka (OpenAPI 3.1), dibuat dari kode; yang mudah dibaca ada di `/docs`.",
    ),
    ("List the rulebooks.", "Mendaftar himpunan aturan."),
    ("Those that are in force now, each with its editions.", "Yang sedang berlaku, masing-masing dengan edisinya."),
    ("Read a rulebook.", "Membaca himpunan aturan."),
    ("The rulebook with its editions.", "Himpunan aturan beserta edisi-edisinya."),
    (
        "List the drafts of a rulebook, the oldest first.",
        "Mendaftar rancangan suatu himpunan aturan, yang terlama lebih dahulu.",
    ),
    ("Without their texts.", "Tanpa teksnya."),
    ("Begin a draft of a rulebook.", "Memulai rancangan himpunan aturan."),
    (
        "Without `files` it begins with the texts that were published last.",
        "Tanpa `files` isinya teks publikasi terakhir.",
    ),
    ("Read about an edition.", "Membaca keterangan suatu edisi."),
    (
        "When it is in force, its hash, the decisions it makes. With `sha256`, an edition that was published once.",
        "Masa berlaku, hash, dan putusan yang dibuatnya. Dengan `sha256`, edisi yang pernah dipublikasikan.",
    ),
    ("Read the schema of cases under an edition.", "Membaca skema kasus menurut suatu edisi."),
    (
        "JSON Schema (2020-12) of a case under this edition, with labels in both languages.",
        "JSON Schema (2020-12) kasus menurut edisi ini, dengan label dalam kedua bahasa.",
    ),
    ("Read the texts of an edition.", "Membaca teks suatu edisi."),
    (
        "The texts of the rules exactly as they are kept, and all that was published with them.",
        "Teks aturan persis seperti disimpan, beserta semua yang dipublikasikan bersamanya.",
    ),
    (
        "List what was published of a rulebook, the latest first.",
        "Mendaftar publikasi suatu himpunan aturan, yang terbaru lebih dahulu.",
    ),
    (
        "Who wrote, who approved, when, from when on, why, and which editions.",
        "Siapa menulis, siapa menyetujui, kapan, mulai berlaku kapan, mengapa, dan edisi mana.",
    ),
    ("Read a publication with its texts.", "Membaca publikasi beserta teksnya."),
    (
        "The publication with all its texts, scenarios and cases.",
        "Publikasi beserta seluruh teks, skenario, dan kasusnya.",
    ),
    ("Try out a case; nothing is recorded.", "Mencoba suatu kasus; tidak ada yang dicatat."),
    (
        "What the ruling would be, and what is missing. It is no ruling.",
        "Apa putusannya, dan apa yang kurang. Ini bukan putusan.",
    ),
    ("Read a ruling.", "Membaca putusan."),
    (
        "The ruling with its document, exactly as it was recorded.",
        "Putusan beserta dokumennya, persis seperti dicatat.",
    ),
    ("Read the reasons of a ruling in one language.", "Membaca alasan putusan dalam satu bahasa."),
    (
        "The document as JSON, or sentences with `Accept: text/plain`.",
        "Dokumen sebagai JSON, atau kalimat dengan `Accept: text/plain`.",
    ),
    ("Read a ruling as a letter.", "Membaca putusan sebagai surat."),
    (
        "A letter to print on A4: outcome, reasons, what is unknown, what could change it, and a code to verify it. A letter that is not confirmed, was superseded or has expired says so above everything else, and leaves no room for a signature. Its head and whoever signs it by hand are settings of the service. It is not signed electronically.",
        "Surat untuk dicetak pada A4: hasil, alasan, yang belum diketahui, yang dapat mengubahnya, dan kode verifikasi. Surat yang belum dikukuhkan, digantikan, atau kedaluwarsa menyatakannya di atas segalanya, dan tidak memberi ruang tanda tangan. Kop surat dan penanda tangannya ialah setelan layanan. Tidak ditandatangani secara elektronik.",
    ),
    ("Read the receipt of a ruling.", "Membaca tanda terima putusan."),
    (
        "The leaf of the log, the keys that open its parts, and what is in them, so that anyone can check the ruling without this service.",
        "Daun log, kunci pembuka bagiannya, dan isinya, sehingga siapa pun dapat memeriksa putusan tanpa layanan ini.",
    ),
    (
        "Make a ruling again from what was kept, and compare.",
        "Membuat ulang putusan dari apa yang disimpan, lalu membandingkannya.",
    ),
    (
        "The ruling is made again from the facts and the rules that were kept with it and compared byte for byte; what was published since does not count.",
        "Putusan dibuat ulang dari fakta dan aturan yang disimpan bersamanya, lalu dibandingkan bita demi bita; publikasi sesudahnya tidak berpengaruh.",
    ),
    ("List what reviewers said of a ruling.", "Mendaftar telaah atas suatu putusan."),
    (
        "Each with its verdict, who gave it, and why.",
        "Masing-masing dengan hasilnya, siapa yang memberikannya, dan mengapa.",
    ),
    ("Confirm a ruling, or send it back with a finding.", "Mengukuhkan putusan, atau mengembalikannya dengan temuan."),
    ("Whoever verified the case does not review it.", "Yang memverifikasi kasus tidak menelaahnya."),
    ("Whether the service runs.", "Apakah layanan berjalan."),
    ("It does not ask the database.", "Basis data tidak ditanyai."),
    ("Whether what is recorded now would last.", "Apakah yang dicatat sekarang akan bertahan."),
    (
        "The database answers and takes writes, which is tried once a second at most.",
        "Basis data menjawab dan menerima tulisan, yang dicoba paling banyak sekali sedetik.",
    ),
    (
        "Try out changes on a copy of a case; nothing is recorded.",
        "Mencoba perubahan pada salinan kasus; tidak ada yang dicatat.",
    ),
    (
        "Each variant tells what would be ruled, whether the outcome is another one, and which criteria turn out otherwise.",
        "Setiap varian menyebut apa yang akan diputus, apakah hasilnya lain, dan kriteria mana yang hasilnya berubah.",
    ),
    ("Read what was measured.", "Membaca hasil pengukuran."),
    (
        "For those who watch over the service; no personal data is in it. Where metrics have an address of their own, they are there alone, and no key is needed.",
        "Untuk yang mengawasi layanan; tidak ada data pribadi di dalamnya. Bila metrik memiliki alamat sendiri, hanya di sanalah tempatnya, tanpa kunci.",
    ),
];
