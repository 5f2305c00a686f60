//! # Timbang weighs a case against the law and says why
//!
//! This is the architecture page. It says what cannot be seen in the code: the passes, the floors, what always holds, and the words.
//!
//! ## The passes
//!
//! Texts come in on the left, reasons go out on the right. Every pass gives its result *and* a report, never a failure: a broken
//! part is left out, the rest goes on, so that all mistakes of a file show in one run.
//!
//! ```text
//! rule files   syntax ──▶ resolve ──▶ types ──▶ analysis ──▶ an edition (types::Rulebook)
//!              text to    names to    every      gaps,            │
//!              a tree     places      value      overlaps,        ├──▶ reference   the literal interpreter: the oracle
//!                                     a type     conflicts        └──▶ program     small typed instructions
//!                                                                       │
//! case file    wire ──▶ case::Case (cells) ──────────────────────▶ eval ──▶ Finding ──▶ explain ──▶ wire ──▶ a ruling
//! ```
//!
//! * `syntax` is the only reader of rule text. Its grammar is total: any text has a tree, and what does not fit is a diagnostic.
//! * `types` is the meeting point. Names are indices, numbers have a scale, optional facts have a guard. What comes after trusts it.
//! * `reference` and `program` with `eval` rule on the same typed rules and share nothing. Random rulebooks and cases, and every
//!   shipped case with each of its fields dropped, emptied and made unknown, must come out the same. Where they differ, `reference` is right.
//! * `explain` works from a finding, afterwards: a ruling costs nothing for reasons that nobody asks for.
//! * `library` runs these passes over all texts, and gives every edition its identity. `ready` is an edition made ready once for many
//!   cases: its program, and the `captions` that every explanation says again.
//! * `select` chooses the edition by the date that the rulebook names; `scenario` holds examples against rulings.
//! * `commentary` turns the checked rules round: for each article of each source, what rests on it, what is open, and what is left out
//!   on purpose. `docs/law` is made from it and is a test.
//!
//! ## The floors
//!
//! A folder of `engine` is a floor and imports only floors below it; the table is in `tests/tidy/floors.rs` and is a test.
//! `eval`, `program`, `reference` and `explain` cannot see `syntax`: what evaluates never depends on today's parser. (The service keeps
//! rules as texts: an old edition is parsed again, and counts only if the same hash comes out.) Foreign crates have their places too
//! (`CRATES`): pest in `syntax`, serde and sha2 in `wire`, clap in `cli`, sqlx in `store`. The engine touches no file, clock, network or
//! environment; `cli` brings it texts and takes away texts. `prose` puts rulings into sentences for both `cli` and `server`.
//!
//! ## The service
//!
//! `server` is a house of rooms; which room may name which is a table (`ROOMS` in `tests/tidy/floors.rs`), and goes round nowhere.
//!
//! * `store` is the only place of SQL; each statement is written once for SQLite and PostgreSQL. The tenant comes from the credential
//!   and is in the only constructor of every query of a tenant's rows (`Store::of`).
//! * `actor` is who acts: person, role, agency, tenant. `recorder` is the one transaction, in a task of its own, on SQLite shared by
//!   those who wait; it also writes the leaves for the log.
//! * `service` is the use cases: work out a step, record it, or give the first answer again. `steps` is the way of a case; `shelf` which
//!   publication holds; `drafts`, `examination`, `impact` and `publications` how rules come to hold; `replay` rules again as recorded;
//!   `deadlines` and `expiry` count days. What a page says would be enough for another outcome (`remedies`) was ruled on before. Long work
//!   on rules is done at a `desk` with few places; large pages are made, and large forms read, at another.
//! * `tokens` checks the tokens of OIDC issuers: bearer tokens that programs show, and ID tokens that it fetches for people who sign in with
//!   their account. Both are verified and mapped by the same code, so the flow needs no OIDC library of its own, which would bring a second
//!   one for signatures and for HTTP: a redirect, one form and a hash are all that is added. `http` is what every face over HTTP shares:
//!   limits around each request, quotas, the session of a browser, and the one table of errors.
//! * `api` is the interface for programs, `web` the pages for people. In both, who acts is a parameter's type; both call the same use cases,
//!   neither knows the other, and they reach the store only through `service`. `letter` is a ruling on paper for both, `words` is what is
//!   said in both languages, `stated` what the facts of a case are called and say in them.
//! * A page works without a script. Its forms carry a key of their own, so that sending one twice records nothing twice, and the version
//!   that its reader saw; one that comes late, or after its session, comes back with all that was typed (`web/late`, `web/kept`). Its
//!   style, script and letters are in the program (`web/assets`), and no page may load anything else.
//! * `config` is the settings, in layers, each with its place; `clock`, `measure`, `quota` and `telemetry` are what their names say.
//! * Beside the service stand `rules` (the folder brought to a start), `keys` and `backup` (for verbs of `cli`), and `demo`, which makes
//!   its cases by the same requests that anyone would send.
//!
//! ## What always holds
//!
//! 1. **Total.** Every evaluation ends; its worst cost is known before it runs, because lists have a maximum. No input makes the
//!    program panic, hang or run out of memory: the limits are diagnostics.
//! 2. **Exact.** Numbers are integers with a scale. Nothing is rounded unless the rules say how; overflow is excluded by the check.
//! 3. **Unknown is not no, and a fault is not no.** Strong Kleene logic; a table without a row, a divisor of zero, a calendar that
//!    ends give *unknown* with that reason.
//! 4. **Decided only if certain.** A rule whose condition is unknown may turn out either way; the decision is decided if all
//!    combinations agree. A conflict names both rules; none is chosen in silence.
//! 5. **Every norm has a basis,** with the article and how well it is established. What nobody has read is `pending`: unknown, not invented.
//! 6. **Same in, same out.** The identity of an edition is the SHA-256 of its canonical form: no comments, layout, keyword
//!    language or commentary (scenarios, and articles that are `not encoded`). The same case under the same identity gives the same ruling,
//!    byte for byte.
//! 7. **Both languages.** Every diagnostic and every reason is a `Wording`: Indonesian and English are written side by side.
//!
//! ## Three kinds of trouble
//!
//! Wrong rule text is a `Diagnostic`. A case that cannot be read is a list of `Refusal`s; one that cannot be decided is an outcome
//! (`undetermined`, `conflict`). A broken world (a file that is not there) is an error of the shell that met it.
//!
//! ## Where things are
//!
//! * `rules/` is the law: `sources.aturan`, `calendar/`, and a folder for each edition with its scenarios; cases stand beside them.
//! * `tests/lang/cases/` is the manual of the language: documents that are run, as are those of `docs/guides`. `tests/tidy` is the house rules.
//! * `docs/review/` is the comparison of every rule with its article, by a reading of the sources.
//! * `src/engine/diag/pages/` has a page for each diagnostic, in both languages: `timbang explain E0302`.
//!
//! ## The words
//!
//! | in the rules and the law | in the code |
//! |---|---|
//! | himpunan aturan, edisi; berlaku sejak | rulebook, edition; in force: both days included |
//! | sumber, dasar; pasal, ayat, huruf, lampiran | source, basis; article, paragraph, letter, appendix (a `Place`) |
//! | terverifikasi, sekunder, disimpulkan, belum terverifikasi | establishedness: verified, secondary, inferred, unverified |
//! | syarat, definisi, tabel, parameter | criterion, definition, table, parameter |
//! | pertimbangan | judgement: a question that a person answers |
//! | putusan, hasil, aturan, mengesampingkan | decision, outcome, rule, overrides |
//! | menunggu; tidak disandikan | pending: a norm whose text is not at hand; not encoded: an article that is left out on purpose |
//! | kewajiban, berlaku sampai | duty, valid until |
//! | berkas kasus; bukti dukung | case; evidence (claimed, verified, disputed) |
//! | Instansi Pemerintah; Pejabat Pembina Kepegawaian (PPK) | agency; its appointing authority |
//! | jabatan pimpinan tinggi (JPT) utama, madya, pratama | high-leadership position: top, middle, first tier |
//! | sistem merit; Buruk, Kurang, Baik, Sangat Baik | merit system; poor, lacking, good, very_good |
//! | seleksi terbuka; pengecualian | open selection; exemption |
//! | manajemen talenta; sembilan kotak | talent management; nine boxes, 7 to 9 are the succession group |
//! | kelompok rencana suksesi, suksesor | succession group (talent pool), successor |
//! | KASN, BKN | supervising authority until 3 September 2024, and since |
#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
#[cfg(any(feature = "cli", feature = "server"))]
mod prose;
#[cfg(feature = "server")]
pub mod server;
