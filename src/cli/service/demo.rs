//! `timbang serve --demo`: the keys of the demonstration, printed once, and its cases, made while it serves.

use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use indicatif::ProgressBar;

use crate::cli::console::Console;
use crate::server::ServeError;
use crate::server::config::{Config, Origin, Settled};
use crate::server::demo::{self, DemoKey, Filled};
use crate::wording;

/// Where the demonstration is kept unless another place is given.
const DATABASE: &str = "sqlite:data/demo.db";
const DAY_SECONDS: u64 = 86_400;

/// The settings of a demonstration: a database of its own unless one was given.
pub(super) fn placed(settled: Settled) -> Config {
    let given = settled.places.get("database").is_some_and(|it| it.0 != Origin::Default);
    let database = if given { settled.config.database } else { DATABASE.to_owned() };
    Config { database, ..settled.config }
}

/// The demonstration before the service starts.
pub(crate) struct Demo {
    database: String,
    today: i64,
    keys: Vec<DemoKey>,
}

impl Demo {
    /// Makes its keys.
    pub(crate) fn new(database: &str) -> Result<Self, ServeError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let today = i64::try_from(since.as_secs() / DAY_SECONDS).unwrap_or_default();
        Ok(Self { database: database.to_owned(), today, keys: demo::keys(database, today)? })
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
            let filled = demo::fill(&address, &self.database, &self.keys, self.today, told);
            bar.finish_and_clear();
            match filled {
                Ok(filled) => console.out(&self.told(&address, &filled, &console)),
                Err(why) => console.trouble(&wording!(
                    "negara contoh tidak dapat diisi: {why}",
                    "the demonstration could not be filled: {why}"
                )),
            }
        });
    }

    fn told(&self, address: &str, filled: &Filled, console: &Console) -> String {
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
        text.push_str(console.say(&wording!(
            "Buka {address}/docs. Satu kunci untuk setiap peran, berlaku 30 hari, hanya ditampilkan sekali:\n\n",
            "Open {address}/docs. One key for each role, good for 30 days, shown only once:\n\n"
        )));
        for DemoKey { role, person, agency, key } in &self.keys {
            let who = if agency.is_empty() { (*person).to_owned() } else { format!("{person}, {agency}") };
            text.push_str(&format!("  {role:<10}{who:<32}{key}\n"));
        }
        text.push_str(console.say(&wording!("\nCoba, misalnya:\n\n", "\nTry, for example:\n\n")));
        let key = self.keys.iter().find(|it| it.role == "reviewer").map_or("", |it| it.key.as_str());
        text.push_str(&format!("  curl -H \"Authorization: Bearer {key}\" \"{address}/api/v1/cases?state=ruled\"\n\n"));
        text.push_str(console.say(&wording!("Berhenti dengan Ctrl-C.\n", "Stop it with Ctrl-C.\n")));
        text
    }
}
