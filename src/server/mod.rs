//! The service: rulings over HTTP, recorded for good.

mod actor;
mod api;
pub mod backup;
mod clock;
pub mod config;
pub mod demo;
mod http;
pub mod keys;
mod letter;
mod measure;
mod quota;
mod recorder;
mod rules;
mod service;
mod stated;
mod store;
mod telemetry;
mod tokens;
mod web;
mod words;

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::rt::signal::unix::{SignalKind, signal};
use actix_web::web::{Data, get, to};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, rt};
use utoipa_actix_web::AppExt;

use crate::engine::wording::{Language, Wording};
use crate::wording;
pub use config::Config;
use http::{Connections, Context, Proxies};
pub use rules::{FolderRules, Rules, Started};
use service::{Deadlines, Keys, Service, ServiceError, Sessions, SignIns};
use store::{Store, StoreError};
use tokens::Tokens;

/// How often what is not needed any more is cleared away.
const TIDYING: Duration = Duration::from_secs(30);

/// Why the service does not run.
#[derive(Debug)]
pub enum ServeError {
    /// The database, in words.
    Database(Wording),
    /// No requests can be taken at this address.
    Listen { address: String, error: io::Error },
    /// None was brought along that is sound, and none is published.
    NoRules,
    /// Periods are to be counted by a calendar that the rules do not have; they have these.
    Calendar { wanted: String, known: Vec<String> },
    /// A setting that cannot be used, in words.
    Settings(Wording),
}

/// Serves until it is told to stop. `started` hears of it once requests are taken.
pub fn serve(config: &Config, rules: &Rules, started: impl FnOnce(&Started)) -> Result<(), ServeError> {
    telemetry::begin(&config.log);
    telemetry::log_panics();
    let measures = measure::begin();
    if config::is_unverified(&config.database) {
        tracing::warn!(
            "the database is reached over a network unverified: write `sslmode=verify-full` and `sslrootcert=FILE`"
        );
    }
    rt::System::new().block_on(async {
        let tokens = Arc::new(Tokens::new(&config.issuers).map_err(ServeError::Settings)?);
        let _claim = Store::claim(&config.database)?;
        let store = Store::open(&config.database).await?;
        let places = usize::try_from(config.limits.recordings).unwrap_or(usize::MAX);
        let service = Service::new(store.clone(), places);
        let notices = rules::brought_along(&service, rules).await?;
        let editions = service.shared_editions().await?;
        if editions == 0 {
            return Err(ServeError::NoRules);
        }
        let calendars = service.shared_calendars().await?;
        let deadlines = Deadlines::new(config.periods.clone(), &calendars)
            .map_err(|known| ServeError::Calendar { wanted: config.periods.calendar.clone(), known })?;
        let service = service.with_deadlines(deadlines);
        let context = Context::new(config, service, signing_in(config, &store), Arc::clone(&tokens), measures);
        let context = Data::new(context);
        let looking = rt::spawn(look_for_ends(context.clone(), config.periods.expiry_check_seconds));
        let refreshing = rt::spawn(async move { tokens.keep_fresh().await });
        let tidying = rt::spawn(tidy(context.clone()));
        let served = listen(config, context, |address| started(&Started { address, editions, notices })).await;
        tidying.abort();
        looking.abort();
        refreshing.abort();
        store.close().await;
        if served.is_ok() {
            telemetry::stopped();
        }
        served
    })
}

/// All that people sign in with.
fn signing_in(config: &Config, store: &Store) -> (Keys, Sessions, SignIns) {
    let sessions = Sessions::new(store.clone(), config.pages.session_minutes);
    (Keys::new(store.clone()), sessions, SignIns::new(store.clone()))
}

/// Forgets quotas that nobody uses, and folds what was measured, again and again.
async fn tidy(context: Data<Context>) {
    loop {
        rt::time::sleep(TIDYING).await;
        context.quotas.tidy();
        context.measures.tidy();
        if let Err(error) = context.sessions.tidy().await {
            tracing::error!(?error, "sessions that are over could not be forgotten");
        }
        if let Err(error) = context.sign_ins.tidy().await {
            tracing::error!(?error, "sign-ins that nobody came back from could not be forgotten");
        }
    }
}

/// Ends rulings that are over, now and from time to time.
async fn look_for_ends(context: Data<Context>, every_seconds: u32) {
    loop {
        match context.service.expire().await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "rulings that were over have ended"),
            Err(error) => tracing::error!(?error, "rulings that are over could not be ended"),
        }
        rt::time::sleep(seconds(every_seconds)).await;
    }
}

async fn listen(config: &Config, context: Data<Context>, started: impl FnOnce(String)) -> Result<(), ServeError> {
    let metrics = metrics_listener(config, &context)?;
    let (limits, address) = (&config.limits, config.listen.clone());
    let connections = Connections::new(limits, Proxies::of(config));
    let with_metrics = metrics.is_none();
    let stop = told_to_stop(context.clone()).map_err(|error| failed(&address, error))?;
    let app = move || {
        let app = App::new().into_utoipa_app().configure(api::configure);
        let app = if with_metrics { app.configure(api::metrics_for_keys) } else { app };
        let (app, told) = app.split_for_parts();
        let described = Data::new(api::Description::new(told));
        app.app_data(context.clone())
            .app_data(described)
            .configure(web::configure)
            .default_service(to(elsewhere))
            .wrap(from_fn(http::guard::guard))
            .wrap(from_fn(web::turned_back))
            .wrap(from_fn(http::around::around))
    };
    let server = HttpServer::new(app)
        .on_connect(move |connection, about| connections.admit(connection, about))
        .client_request_timeout(seconds(limits.head_seconds))
        .keep_alive(seconds(limits.keep_alive_seconds))
        .max_connections(usize::try_from(limits.connections).unwrap_or(usize::MAX).saturating_mul(2))
        .shutdown_timeout(u64::from(limits.stop_seconds))
        .shutdown_signal(stop)
        .bind(&address)
        .map_err(|error| failed(&address, error))?;
    if let Some(address) = server.addrs().first() {
        telemetry::started(&address.to_string(), env!("CARGO_PKG_VERSION"));
        started(format!("http://{address}"));
    }
    let ended = server.run().await.map_err(|error| failed(&address, error));
    if let Some(metrics) = metrics {
        metrics.stop(false).await;
    }
    ended
}

/// Where no route leads: a page for browsers, a problem for programs.
async fn elsewhere(request: HttpRequest, description: Data<api::Description>) -> Result<HttpResponse, Error> {
    let below_api = request.path().starts_with("/api/");
    if web::wants_page(request.headers()) && !below_api && request.method() == Method::GET {
        return Ok(web::elsewhere(request).await);
    }
    api::elsewhere(&request, &description).map_err(Error::from)
}

/// A server for the metrics alone, if an address is set for it.
fn metrics_listener(config: &Config, context: &Data<Context>) -> Result<Option<ServerHandle>, ServeError> {
    let Some(address) = &config.metrics_listen else { return Ok(None) };
    let context = context.clone();
    let app = move || App::new().app_data(context.clone()).route("/metrics", get().to(api::metrics));
    let server = HttpServer::new(app).workers(1).disable_signals().bind(address);
    let server = server.map_err(|error| failed(address, error))?.run();
    let handle = server.handle();
    rt::spawn(server);
    Ok(Some(handle))
}

/// Ends when the system asks the service to stop.
fn told_to_stop(context: Data<Context>) -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        let name = poll_fn(|task| {
            if terminate.poll_recv(task).is_ready() {
                return Poll::Ready("SIGTERM");
            }
            interrupt.poll_recv(task).map(|_| "SIGINT")
        });
        let name = name.await;
        context.stopping.store(true, Ordering::Relaxed);
        telemetry::stopping(name);
    })
}

fn failed(address: &str, error: io::Error) -> ServeError {
    ServeError::Listen { address: address.to_owned(), error }
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(u64::from(number))
}

impl ServeError {
    /// What is wrong and what to do.
    #[must_use]
    pub fn wording(&self) -> Wording {
        match self {
            Self::Database(why) | Self::Settings(why) => why.clone(),
            Self::Listen { address, error } => not_listening(address, error),
            Self::NoRules => wording!("tidak ada edisi yang dapat dipakai", "there is no edition to rule by"),
            Self::Calendar { wanted, known } => {
                let known = known.join(", ");
                wording!(
                    "periods.calendar: aturan tidak memuat kalender `{wanted}`; yang ada: {known}",
                    "periods.calendar: the rules have no calendar `{wanted}`, only: {known}"
                )
            }
        }
    }
}

fn not_listening(address: &str, error: &io::Error) -> Wording {
    match error.kind() {
        io::ErrorKind::AddrInUse => wording!(
            "{address} sudah dipakai program lain; hentikan program itu, atau pilih alamat lain dengan --listen",
            "{address} is taken by another program; stop that one, or choose another address with --listen"
        ),
        io::ErrorKind::PermissionDenied => wording!(
            "{address} tidak boleh dipakai: porta di bawah 1024 memerlukan hak khusus; pilih porta lain dengan --listen",
            "{address} may not be used: ports below 1024 need special rights; choose another port with --listen"
        ),
        io::ErrorKind::AddrNotAvailable => wording!(
            "{address} bukan alamat mesin ini; pakai 127.0.0.1, 0.0.0.0 atau salah satu alamatnya",
            "{address} is no address of this machine; use 127.0.0.1, 0.0.0.0 or one of its addresses"
        ),
        _ => wording!("{address} tidak dapat dipakai: {error}", "{address} cannot be used: {error}"),
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        let why = error.wording();
        Self::Database(match error {
            StoreError::Unreachable(_) => Wording::new(
                format!(
                    "{}; periksa pengaturan `database`, dan bahwa servernya berjalan",
                    why.get(Language::Indonesian)
                ),
                format!("{}; see to the setting `database`, and that its server runs", why.get(Language::English)),
            ),
            _ => why,
        })
    }
}

impl From<ServiceError> for ServeError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Store(error)
            | ServiceError::Unreachable(error)
            | ServiceError::NoSpace(error)
            | ServiceError::DiskFailed(error) => error.into(),
            other => Self::Database(Wording::same(format!("{other:?}"))),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wording().get(Language::English))
    }
}

impl std::error::Error for ServeError {}
