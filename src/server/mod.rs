//! The service: rulings over HTTP, recorded for good.

mod actor;
mod api;
mod clock;
pub mod config;
pub mod demo;
pub mod keys;
mod recorder;
mod rules;
mod service;
mod store;
mod telemetry;
mod tokens;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, rt};
use utoipa_actix_web::AppExt;

use api::{Context, Proxies};
pub use config::Config;
pub use rules::{FolderRules, Rules, Started};
use service::{Deadlines, Keys, Service, ServiceError};
use store::{Store, StoreError};
use tokens::Tokens;

/// Why the service does not run.
#[derive(Debug)]
pub enum ServeError {
    /// The database, in words.
    Database(String),
    Listen(io::Error),
    /// None was brought along that is sound, and none is published.
    NoRules,
    /// Periods are to be counted by a calendar that the rules do not have; they have these.
    Calendar {
        wanted: String,
        known: Vec<String>,
    },
    /// A setting that cannot be used, in words.
    Settings(String),
}

/// Serves until it is told to stop. `started` hears of it once requests are taken.
pub fn serve(config: &Config, rules: &Rules, started: impl FnOnce(&Started)) -> Result<(), ServeError> {
    telemetry::begin(&config.log);
    rt::System::new().block_on(async {
        let _claim = Store::claim(&config.database)?;
        let store = Store::open(&config.database).await?;
        let service = Service::new(store.clone());
        let notices = rules::brought_along(&service, rules).await?;
        let editions = service.shared_editions().await?;
        if editions == 0 {
            return Err(ServeError::NoRules);
        }
        let calendars = service.shared_calendars().await?;
        let deadlines = Deadlines::new(config.periods.clone(), &calendars)
            .map_err(|known| ServeError::Calendar { wanted: config.periods.calendar.clone(), known })?;
        let tokens = Arc::new(Tokens::new(&config.issuers).map_err(ServeError::Settings)?);
        let service = service.with_deadlines(deadlines);
        let (keys, proxies) = (Keys::new(store.clone()), Proxies::of(config));
        let context = Data::new(Context::new(service, keys, Arc::clone(&tokens), proxies, config.documents.clone()));
        let looking = rt::spawn(look_for_ends(context.clone(), config.periods.expiry_check_seconds));
        let refreshing = rt::spawn(async move { tokens.keep_fresh().await });
        let served = listen(config, context, |address| started(&Started { address, editions, notices })).await;
        looking.abort();
        refreshing.abort();
        store.close().await;
        served
    })
}

/// Ends rulings that are over, now and from time to time.
async fn look_for_ends(context: Data<Context>, seconds: u32) {
    loop {
        match context.service.expire().await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "rulings that were over have ended"),
            Err(error) => tracing::error!(?error, "rulings that are over could not be ended"),
        }
        rt::time::sleep(Duration::from_secs(u64::from(seconds))).await;
    }
}

async fn listen(config: &Config, context: Data<Context>, started: impl FnOnce(String)) -> Result<(), ServeError> {
    let app = move || {
        let (app, told) = App::new().into_utoipa_app().configure(api::configure).split_for_parts();
        let described = Data::new(api::Description::new(told));
        app.app_data(context.clone())
            .app_data(described)
            .default_service(web::to(api::elsewhere))
            .wrap(from_fn(api::around))
    };
    let server = HttpServer::new(app)
        .client_request_timeout(seconds(config.limits.head_seconds))
        .keep_alive(seconds(config.limits.keep_alive_seconds))
        .max_connections(usize::try_from(config.limits.connections).unwrap_or(usize::MAX))
        .shutdown_timeout(u64::from(config.limits.stop_seconds))
        .bind(&config.listen)
        .map_err(ServeError::Listen)?;
    if let Some(address) = server.addrs().first() {
        started(format!("http://{address}"));
    }
    server.run().await.map_err(ServeError::Listen)
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(u64::from(number))
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
            Self::Database(why) | Self::Settings(why) => formatter.write_str(why),
            Self::Listen(error) => write!(formatter, "{error}"),
            Self::NoRules => formatter.write_str("there is no edition to rule by"),
            Self::Calendar { wanted, known } => {
                let known = known.join(", ");
                write!(formatter, "periods.calendar: the rules have no calendar `{wanted}`, only: {known}")
            }
        }
    }
}

impl std::error::Error for ServeError {}
