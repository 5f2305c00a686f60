//! How many rulings the service records in a second, beside bare inserts with the same durability and payload, and how fast
//! it previews beside an answer that needs no work, in one run: `cargo bench --bench service`.
//!
//! SQLite is always measured, PostgreSQL where `TIMBANG_TEST_POSTGRES` names one (`postgres://ROLE@HOST/DATABASE`, with the
//! word `DATABASE` as it stands). Every answer is checked; an answer that is not as expected stops the measurement.

#![expect(
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a measurement that cannot go on stops; times are shown rounded"
)]

mod bare;
mod http;
mod measure;
mod served;

use std::time::Duration;

use measure::{Figures, Table, at_once};
use served::Served;

const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// How long each figure is measured.
const SPAN: Duration = Duration::from_millis(2_500);

fn main() {
    let folder = std::env::temp_dir().join(format!("timbang_bench_{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let mut table = Table::default();
    let sqlite = format!("sqlite:{}", folder.join("timbang.db").display());
    let payload = recordings(&mut table, "SQLite", &sqlite);
    let bare_sqlite = format!("sqlite:{}", folder.join("bare.db").display());
    beside(&mut table, "SQLite", CONNECTIONS.map(|it| bare::sqlite(&bare_sqlite, payload, 1, it, SPAN)));
    let shared = bare::sqlite(&bare_sqlite, payload, 64, 1, SPAN);
    table.row("SQLite: bare inserts, 64 in a transaction", 1, &shared, None);
    match std::env::var("TIMBANG_TEST_POSTGRES") {
        Ok(server) => {
            let name = format!("timbang_bench_{}", std::process::id());
            let database = bare::make_database(&server, &name);
            let payload = recordings(&mut table, "PostgreSQL", &database);
            beside(&mut table, "PostgreSQL", CONNECTIONS.map(|it| bare::postgres(&database, payload, it, SPAN)));
            bare::drop_database(&server, &name);
        }
        Err(_) => println!("TIMBANG_TEST_POSTGRES is not set: PostgreSQL is not measured\n"),
    }
    previews(&mut table, &sqlite);
    table.print();
    drop(std::fs::remove_dir_all(&folder));
}

/// Rulings and the remands that lead to the next one, all recorded; gives the bytes that a ruling brings to the database.
fn recordings(table: &mut Table, database: &str, address: &str) -> usize {
    let served = Served::start(address);
    let mut payload = 0;
    for connections in CONNECTIONS {
        let cases: Vec<String> = (0..connections).map(|_| served.verified_case()).collect();
        let figures = at_once(cases, SPAN, |case| served.rules_again_and_again(case));
        payload = served.payload();
        table.row(&format!("{database}: recordings, every second one a ruling"), connections, &figures, None);
    }
    payload
}

fn beside(table: &mut Table, database: &str, figures: [Figures; 3]) {
    for (connections, bare) in CONNECTIONS.iter().zip(figures) {
        let ours = table.find(&format!("{database}: recordings, every second one a ruling"), *connections);
        table.row(&format!("{database}: bare inserts of as many bytes"), *connections, &bare, ours);
    }
}

fn previews(table: &mut Table, address: &str) {
    let served = Served::start(address);
    for connections in CONNECTIONS {
        let people = |_| ();
        let preview = at_once((0..connections).map(people).collect(), SPAN / 2, |()| served.previews());
        let echo = at_once((0..connections).map(people).collect(), SPAN / 2, |()| served.echoes());
        table.row("HTTP: preview of a ruling", connections, &preview, None);
        table.row("HTTP: an answer that needs no work (/healthz)", connections, &echo, Some(preview.per_second));
    }
}
