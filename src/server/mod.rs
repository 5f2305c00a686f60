//! The service: rulings over HTTP, recorded for good.

mod actor;
mod api;
mod clock;
pub mod config;
pub mod demo;
pub mod keys;
mod recorder;
mod service;
mod store;
mod telemetry;

use std::fmt;
use std::io;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, rt};
use utoipa_actix_web::AppExt;

use crate::engine::{Checked, Library};
use api::{Context, Proxies};
pub use config::Config;
use service::{Keys, Laws, Service, ServiceError};
use store::{Store, StoreError};

/// Why the service does not run.
#[derive(Debug)]
pub enum ServeError {
    /// The database, in words.
    Database(String),
    Listen(io::Error),
}

/// Serves until it is told to stop. `started` gets the address once requests are taken.
pub fn serve(
    config: &Config,
    checked: &Checked,
    library: &Library,
    started: impl FnOnce(&str),
) -> Result<(), ServeError> {
    telemetry::begin(&config.log);
    rt::System::new().block_on(async {
        let _claim = Store::claim(&config.database)?;
        let store = Store::open(&config.database).await?;
        let laws = Laws::new(checked, library, clock::now());
        let places = usize::try_from(config.limits.recordings).unwrap_or(usize::MAX);
        let service = Service::new(store.clone(), laws, places).await?;
        let context = Data::new(Context { service, keys: Keys::new(store.clone()), proxies: Proxies::of(config) });
        let served = listen(config, context, started).await;
        store.close().await;
        served
    })
}

async fn listen(config: &Config, context: Data<Context>, started: impl FnOnce(&str)) -> Result<(), ServeError> {
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
        started(&format!("http://{address}"));
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
            ServiceError::Store(error)
            | ServiceError::Unreachable(error)
            | ServiceError::NoSpace(error)
            | ServiceError::DiskFailed(error) => error.into(),
            other => Self::Database(format!("{other:?}")),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(why) => formatter.write_str(why),
            Self::Listen(error) => write!(formatter, "{error}"),
        }
    }
}

impl std::error::Error for ServeError {}
