//! The settings of the service with their defaults, each section a file of its own.
//!
//! A setting is named by its section and name, `limits.body_bytes`. Whatever is not set has its default; what is unknown, of the
//! wrong kind or impossible is refused. Knows nothing of: what the settings are used for, files, the environment.

mod address;
mod documents;
mod issuers;
mod layers;
mod letter;
mod limits;
mod log;
mod pages;
mod periods;
mod place;
mod proxies;
mod remote;
mod shown;
mod sign_in;

use std::net::ToSocketAddrs;

use serde::{Deserialize, Serialize};

use crate::engine::wording::Wording;
use crate::wording;

pub use documents::DocumentLimits;
pub use issuers::{Issuer, Signature};
pub use layers::{Layers, Origin, Settled, Written, settle, variable};
pub use letter::Sender;
pub use limits::Limits;
pub use log::{Level, Log, LogFormat};
pub use pages::Pages;
pub use periods::Periods;
pub use place::Misplaced;
pub(crate) use proxies::Networks;
pub use proxies::ProxyHeader;
pub(crate) use remote::is_unverified;
pub use shown::{as_json, as_toml, without_password};
pub use sign_in::{Label, SignIn};

/// The file of all settings with their defaults and what they mean.
pub const DOCUMENTED: &str = include_str!("../../../docs/timbang.toml");

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// One edition, or a folder of editions.
    pub rules: String,
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// Address and port; port 0 takes a free one.
    pub listen: String,
    /// Address and port for the metrics alone, without a key; without it they are at `listen` for those with a key.
    pub metrics_listen: Option<String>,
    /// Addresses or networks (`10.0.0.0/8`) of the reverse proxies whose word on the address of a client counts.
    pub trusted_proxies: Vec<String>,
    /// The header in which they say it.
    pub proxy_header: ProxyHeader,
    pub log: Log,
    pub limits: Limits,
    pub documents: DocumentLimits,
    pub pages: Pages,
    /// Who sends the letters about rulings.
    pub letter: Sender,
    pub periods: Periods,
    /// Whose bearer tokens are taken beside API keys, and with whose accounts people sign in.
    pub issuers: Vec<Issuer>,
}

/// A value that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// The name with its section.
    pub(crate) setting: String,
    pub(crate) what: Wording,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            rules: "rules".to_owned(),
            database: "sqlite:data/timbang.db".to_owned(),
            listen: "127.0.0.1:8080".to_owned(),
            metrics_listen: None,
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::default(),
            log: Log::default(),
            limits: Limits::default(),
            documents: DocumentLimits::default(),
            pages: Pages::default(),
            letter: Sender::default(),
            periods: Periods::default(),
            issuers: Vec::new(),
        }
    }
}

impl Config {
    /// Everything that cannot be, of every section.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|it| self.database.len() > it.len() && self.database.starts_with(it)) {
            let what = wording!("harus `sqlite:BERKAS` atau `postgres://…`", "must be `sqlite:FILE` or `postgres://…`");
            flaws.push(Flaw::new("database", what));
        }
        let addresses = [("listen", Some(&self.listen)), ("metrics_listen", self.metrics_listen.as_ref())];
        for (setting, address) in addresses {
            flaws.extend(address.and_then(|it| address_flaw(setting, it)));
        }
        if self.metrics_listen.as_ref().is_some_and(|it| *it == self.listen && !it.ends_with(":0")) {
            let what = wording!("harus alamat lain daripada `listen`", "must be another address than `listen`");
            flaws.push(Flaw::new("metrics_listen", what));
        }
        flaws.extend(proxies::flaws(&self.trusted_proxies));
        flaws.extend(self.limits.flaws());
        flaws.extend(self.documents.flaws());
        flaws.extend(self.pages.flaws());
        flaws.extend(self.letter.flaws());
        flaws.extend(self.periods.flaws());
        flaws.extend(issuers::flaws(&self.issuers));
        if self.issuers.iter().any(|it| it.sign_in.is_some()) {
            flaws.extend(self.pages.flaw_of_return());
        }
        flaws
    }
}

impl Flaw {
    pub(crate) fn new(setting: &str, what: Wording) -> Self {
        Self { setting: setting.to_owned(), what }
    }

    /// A flaw if a number is not between two others (both included).
    pub(crate) fn outside(setting: &str, value: u32, (least, most): (u32, u32)) -> Option<Self> {
        let what = wording!(
            "harus antara {least} dan {most}, bukan {value}",
            "must be between {least} and {most}, not {value}"
        );
        (!(least..=most).contains(&value)).then(|| Self::new(setting, what))
    }
}

/// An address needs a port, and a name has to be known.
fn address_flaw(setting: &str, address: &str) -> Option<Flaw> {
    let known = address.to_socket_addrs().is_ok_and(|mut it| it.next().is_some());
    let what = wording!(
        "harus alamat dan porta, misalnya `127.0.0.1:8080` atau `[::1]:8080`",
        "must be an address and a port, such as `127.0.0.1:8080` or `[::1]:8080`"
    );
    (!known).then(|| Flaw::new(setting, what))
}
