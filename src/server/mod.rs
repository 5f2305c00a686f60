//! The service: rulings over HTTP, recorded for good.

mod actor;
mod api;
mod clock;
mod config;
pub mod keys;
mod recorder;
mod service;
mod store;
mod telemetry;

use std::fmt;
use std::io;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, HttpServer, rt};

use crate::engine::source::SourceFile;
use api::Context;
pub use config::Config;
use service::{Keys, Seeded, Service, ServiceError, TextFile, Texts};
use store::{Store, StoreError};

use crate::engine::wording::Wording;
use crate::wording;

/// Requests that are under way have this long to end.
const GRACE_SECONDS: u64 = 30;
/// The whole head of a request has to arrive within this.
const HEAD: Duration = Duration::from_secs(5);
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const CONNECTIONS: usize = 4_096;

/// Why the service does not run.
#[derive(Debug)]
pub enum ServeError {
    /// The database, in words.
    Database(String),
    Listen(io::Error),
    /// None was brought along that is sound, and none is published.
    NoRules,
}

/// A rulebook in the operator's folder.
#[derive(Clone, Debug)]
pub struct FolderRules {
    pub name: String,
    /// Rules, what they share, scenarios and their cases; paths from the top of the folder.
    pub files: Vec<SourceFile>,
}

/// The rules that are brought along to a start.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub rulebooks: Vec<FolderRules>,
    /// Why rules that differ from those published for all take their place.
    pub adopt: Option<String>,
}

/// What a service says once it takes requests.
#[derive(Clone, Debug)]
pub struct Started {
    /// `http://…`
    pub address: String,
    /// How many editions are published for all.
    pub editions: usize,
    /// What became of the rules that were brought along, if it is not as expected.
    pub notices: Vec<Wording>,
}

/// Serves until it is told to stop. `started` hears of it once requests are taken.
pub fn serve(config: &Config, rules: &Rules, started: impl FnOnce(&Started)) -> Result<(), ServeError> {
    telemetry::begin(config.quiet);
    rt::System::new().block_on(async {
        let _claim = Store::claim(&config.database)?;
        let store = Store::open(&config.database).await?;
        let service = Service::new(store.clone());
        let notices = brought_along(&service, rules).await?;
        let editions = service.shared_editions().await?;
        if editions == 0 {
            return Err(ServeError::NoRules);
        }
        let context = Data::new(Context { service, keys: Keys::new(store.clone()) });
        let served = listen(config, context, |address| started(&Started { address, editions, notices })).await;
        store.close().await;
        served
    })
}

/// Publishes what was never published; what differs is adopted, or refused with a notice.
async fn brought_along(service: &Service, rules: &Rules) -> Result<Vec<Wording>, ServeError> {
    let mut notices = Vec::new();
    for FolderRules { name, files } in &rules.rulebooks {
        let files = files.iter().map(|it| TextFile { path: it.path.clone(), text: it.text.clone() });
        let seeded = service.seed(name, &Texts::new(files.collect()), rules.adopt.as_deref()).await?;
        notices.extend(notice(name, seeded));
    }
    Ok(notices)
}

fn notice(name: &str, seeded: Seeded) -> Option<Wording> {
    match seeded {
        Seeded::Published | Seeded::Same => None,
        Seeded::Adopted(number) => Some(wording!(
            "himpunan aturan `{name}` dalam folder berbeda dari yang dipublikasikan dan kini menjadi publikasi {number}",
            "the rulebook `{name}` in the folder differs from what was published and is now publication {number}"
        )),
        Seeded::Differs(number) => Some(wording!(
            "himpunan aturan `{name}` dalam folder berbeda dari publikasi {number}, dan publikasi itu yang tetap dipakai; untuk memakai yang dalam folder: --adopt-rules \"ALASAN\"",
            "the rulebook `{name}` in the folder differs from publication {number}, which goes on serving; to use the one in the folder: --adopt-rules \"REASON\""
        )),
        Seeded::Faulty => Some(wording!(
            "himpunan aturan `{name}` dalam folder mengandung kesalahan dan tidak dipublikasikan",
            "the rulebook `{name}` in the folder has errors and is not published"
        )),
    }
}

async fn listen(config: &Config, context: Data<Context>, started: impl FnOnce(String)) -> Result<(), ServeError> {
    let app = move || App::new().app_data(context.clone()).wrap(from_fn(api::around)).configure(api::configure);
    let server = HttpServer::new(app)
        .client_request_timeout(HEAD)
        .keep_alive(KEEP_ALIVE)
        .max_connections(CONNECTIONS)
        .shutdown_timeout(GRACE_SECONDS)
        .bind(&config.listen)
        .map_err(ServeError::Listen)?;
    if let Some(address) = server.addrs().first() {
        started(format!("http://{address}"));
    }
    server.run().await.map_err(ServeError::Listen)
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<ServiceError> for ServeError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Store(error) | ServiceError::Unreachable(error) => error.into(),
            other => Self::Database(format!("{other:?}")),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(why) => formatter.write_str(why),
            Self::Listen(error) => write!(formatter, "{error}"),
            Self::NoRules => formatter.write_str("there is no edition to rule by"),
        }
    }
}

impl std::error::Error for ServeError {}
