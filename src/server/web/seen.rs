//! What handlers of pages take as parameters: who looks, in which language and time zone. The permission is the type.
//!
//! Knows nothing of: what is on a page.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::engine::wire::hash::sha256_hex;
use crate::engine::wording::Language;
use crate::server::actor::{Actor, Role};
pub(super) use crate::server::http::around::LANGUAGE;
use crate::server::http::problem::Fault;
use crate::server::http::session::{SignedIn, secret, signed_in};
use crate::server::words::Words;

use super::parts::Zone;

pub(super) type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

/// The cookie that remembers the time zone: `wib`, `wita` or `wit`.
pub(super) const ZONE: &str = "timbang_zone";

/// Whoever looks at a page, signed in or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Viewer {
    pub(super) actor: Option<Actor>,
    pub(super) words: Words,
    pub(super) zone: Zone,
    /// What every form has to bring along; empty without a cookie of a session.
    pub(super) csrf: String,
    /// Path and query of this page.
    pub(super) here: String,
}

/// Whoever is signed in and looks at a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signed {
    pub(super) actor: Actor,
    pub(super) viewer: Viewer,
}

impl Viewer {
    /// As far as a request tells, without looking who is signed in.
    pub(super) fn anonymous(request: &HttpRequest) -> Self {
        let cookie = |name| request.cookie(name).map(|it| it.value().to_owned()).unwrap_or_default();
        let language = if cookie(LANGUAGE) == "en" { Language::English } else { Language::Indonesian };
        Self {
            actor: None,
            words: Words(language),
            zone: Zone::of(&cookie(ZONE)),
            csrf: secret(request).map(|it| csrf(&it)).unwrap_or_default(),
            here: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        }
    }

    /// Whoever sent the request.
    pub(super) async fn of(request: &HttpRequest) -> Result<Self, Fault> {
        let anonymous = Self::anonymous(request);
        Ok(match signed_in(request).await? {
            Some(SignedIn { actor, .. }) => Self { actor: Some(actor), ..anonymous },
            None => anonymous,
        })
    }

    /// Whether the one who looks has this role.
    pub(super) fn is(&self, role: Role) -> bool {
        self.actor.as_ref().is_some_and(|it| it.role == role)
    }
}

impl FromRequest for Viewer {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(&request).await })
    }
}

/// What proves that a form came from a page of this session: nobody else can work it out.
pub(super) fn csrf(secret: &str) -> String {
    sha256_hex(format!("form {secret}").as_bytes())
}

/// A parameter type for each group of roles.
macro_rules! acting {
    ($($(#[$doc:meta])* $name:ident: $($role:ident),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name(pub(super) Signed);

        impl FromRequest for $name {
            type Error = Fault;
            type Future = Extracting<Self>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move { among(&request, &[$(Role::$role),+]).await.map(Self) })
            }
        }
    )+};
}

acting! {
    /// An agency, in its own cases.
    Agency: Agency;
    /// A regional office.
    Verifier: Verifier;
    Reviewer: Reviewer;
    /// Whoever may have the engine rule on a verified case.
    Official: Verifier, Reviewer;
    /// Whoever writes rules.
    Policy: Policy;
    /// Whoever publishes rules that another person wrote.
    Publisher: Publisher;
    /// Whoever may read drafts of rules.
    Drafter: Policy, Publisher, Auditor;
    /// Whoever may read cases and rulings; an agency only its own.
    Reader: Agency, Verifier, Reviewer, Auditor;
    /// Whoever takes steps of cases.
    Doer: Agency, Verifier, Reviewer;
    /// Whoever reads, and changes nothing.
    Auditor: Auditor;
    /// Whoever looks after keys.
    Administrator: Admin;
    /// Everyone but agencies.
    Staff: Verifier, Reviewer, Policy, Publisher, Auditor, Admin;
    /// Whoever is signed in.
    Anyone: Agency, Verifier, Reviewer, Policy, Publisher, Auditor, Admin;
}

async fn among(request: &HttpRequest, roles: &[Role]) -> Result<Signed, Fault> {
    let viewer = Viewer::of(request).await?;
    let actor = viewer.actor.clone().ok_or(Fault::Unauthorised)?;
    if roles.contains(&actor.role) {
        Ok(Signed { actor, viewer })
    } else {
        Err(Fault::Forbidden { needed: roles.iter().map(|it| it.name()).collect() })
    }
}
