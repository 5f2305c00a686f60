//! `timbang serve --demo`: the keys of the demonstration, printed once, and its cases, made while it serves.

use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use indicatif::ProgressBar;

use crate::cli::console::Console;
use crate::engine::wording::Wording;
use crate::server::ServeError;
use crate::server::config::{Config, Level, Origin, Periods, Sender, Settled};
use crate::server::demo::{self, DemoKey, Filled};
use crate::wording;

/// Where the demonstration is kept unless another place is given.
const DATABASE: &str = "sqlite:data/demo.db";
const DAY_SECONDS: u64 = 86_400;

/// The settings of a demonstration, unless others were given: a database of its own, and a log that leaves room for what is told.
pub(super) fn placed(settled: &Settled) -> Config {
    let given = |name: &str| settled.places.get(name).is_some_and(|it| it.0 != Origin::Default);
    let mut config = settled.config.clone();
    if !given("database") {
        DATABASE.clone_into(&mut config.database);
    }
    if !given("log.level") {
        config.log.level = Level::Warn;
    }
    config.pages.sign_in_links = true;
    // So that letters lead to the page that checks them; a free port is not known yet.
    if !given("pages.address") && !config.listen.ends_with(":0") {
        config.pages.address = Some(format!("http://{}", config.listen));
    }
    if !["verify", "rule", "review", "object"].iter().any(|it| given(&format!("periods.{it}"))) {
        config.periods = config.periods.with_examples();
    }
    if !settled.places.keys().any(|it| it.starts_with("letter.")) {
        config.letter = sender();
    }
    config
}

/// An office that cannot be mistaken for a real one.
fn sender() -> Sender {
    let text = |it: &str| Some(it.to_owned());
    Sender {
        institution: text("Instansi Peragaan"),
        address: ["Jalan Contoh Nomor 1, Kota Contoh 00000", "Peragaan: instansi, pejabat, dan surat ini tidak nyata"]
            .map(str::to_owned)
            .into(),
        place: text("Kota Contoh"),
        nature: text("Biasa"),
        signatory_position: text("Kepala Instansi Peragaan"),
        signatory_name: text("Nama Pejabat (Contoh)"),
        signatory_number: text("00000000 000000 0 000"),
        copies: vec!["Kepala Unit Kearsipan Peragaan".to_owned()],
    }
}

/// That the deadlines were set by nobody.
fn examples(periods: &Periods) -> Wording {
    let days = |it: Option<u32>| it.unwrap_or_default();
    let (verify, rule) = (days(periods.verify), days(periods.rule));
    let (review, object) = (days(periods.review), days(periods.object));
    wording!(
        "Tenggatnya hanya contoh, bukan norma hukum (hari kerja): verifikasi {verify}, putusan {rule}, telaah {review}, keberatan {object}; setelannya periods.*\n\n",
        "Its deadlines are examples only, no norm of law (working days): verification {verify}, ruling {rule}, review {review}, objection {object}; set periods.* for others\n\n"
    )
}

/// The demonstration before the service starts.
pub(crate) struct Demo {
    database: String,
    periods: Periods,
    today: i64,
}

impl Demo {
    /// Looks whether it may live there. Nothing is made before the service has the database for itself.
    pub(crate) fn new(config: &Config) -> Result<Self, ServeError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let today = i64::try_from(since.as_secs() / DAY_SECONDS).unwrap_or_default();
        demo::may_live_in(&config.database)?;
        Ok(Self { database: config.database.clone(), periods: config.periods.clone(), today })
    }

    /// Fills the country by requests to the service, and prints where to go and with which keys once it is there.
    pub(crate) fn fill(self, address: &str, console: &Console) {
        let (address, console) = (address.to_owned(), console.clone());
        thread::spawn(move || {
            // Drawn on a terminal only.
            let bar = ProgressBar::new(0);
            let told = |done, all| {
                bar.set_length(u64::try_from(all).unwrap_or_default());
                bar.set_position(u64::try_from(done).unwrap_or_default());
            };
            let filled = demo::keys(&self.database, self.today).map_err(|it| it.to_string()).and_then(|keys| {
                demo::fill(&address, &self.database, &keys, self.today, told).map(|filled| (keys, filled))
            });
            bar.finish_and_clear();
            match filled {
                Ok((keys, filled)) => console.out(&self.told(&address, &keys, &filled, &console)),
                Err(why) => console.trouble(&wording!(
                    "negara contoh tidak dapat diisi: {why}",
                    "the demonstration could not be filled: {why}"
                )),
            }
        });
    }

    fn told(&self, address: &str, keys: &[DemoKey], filled: &Filled, console: &Console) -> String {
        let database = &self.database;
        let head = match filled {
            Filled::Cases(count) => wording!(
                "\nNegara contoh: {count} kasus, disimpan di {database}\n",
                "\nA small country: {count} cases, kept in {database}\n"
            ),
            Filled::Before => wording!(
                "\nNegara contoh sudah ada di {database}; tidak ada yang ditambahkan\n",
                "\nThe small country is in {database} already; nothing was added\n"
            ),
        };
        let mut text = console.say(&head).to_owned();
        if self.periods.are_examples {
            text.push_str(console.say(&examples(&self.periods)));
        }
        text.push_str(console.say(&wording!(
            "Satu alamat untuk setiap peran; buka masing-masing di jendela pribadi. Berlaku 30 hari, hanya ditampilkan sekali:\n\n",
            "One address for each role; open each in a private window of its own. Good for 30 days, shown only once:\n\n"
        )));
        for DemoKey { role, person, agency, key } in keys {
            let who = if agency.is_empty() { (*person).to_owned() } else { format!("{person}, {agency}") };
            text.push_str(&format!("  {role:<10}{who:<32}{address}/sign-in?key={key}\n"));
        }
        text.push_str(console.say(&wording!(
            "\nYang berdiri sesudah key= adalah kunci untuk program; {address}/docs menunjukkan jalannya. Misalnya:\n\n",
            "\nWhat stands after key= is the key for programs; {address}/docs shows the way. For example:\n\n"
        )));
        let key = keys.iter().find(|it| it.role == "reviewer").map_or("", |it| it.key.as_str());
        text.push_str(&format!("  curl -H \"Authorization: Bearer {key}\" \"{address}/api/v1/cases?state=ruled\"\n\n"));
        text.push_str(console.say(&wording!("Berhenti dengan Ctrl-C.\n", "Stop it with Ctrl-C.\n")));
        text
    }
}
