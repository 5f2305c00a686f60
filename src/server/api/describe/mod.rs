//! A route and its description are one: roles, keys and problems are told by the types that the handler takes.
//!
//! Knows nothing of: what a route does.

mod document;
mod elsewhere;
mod examples;
mod indonesian;
mod meanings;
mod parameters;
mod problems;
mod schemas;

use std::collections::BTreeSet;
use std::marker::PhantomData;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{AppService, HttpServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::guard::fn_guard;
use actix_web::http::Method;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, Data, Path, Query};
use actix_web::{Error, FromRequest, Handler, Responder};
use serde_json::json;
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterIn, PathItem, Paths};
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

use crate::server::actor::Role;
use crate::wording;

use super::Context;
use super::fields::Fields;
use super::problem::Fault;
use super::problem::codes::{self, Code};

pub(in crate::server) use document::Description;
pub(in crate::server) use elsewhere::elsewhere;

/// What the parameters of a handler tell about its operation.
#[derive(Debug, Default)]
pub(super) struct About {
    /// None: no key is needed.
    pub(super) roles: Option<&'static [Role]>,
    /// Whether it records, and so needs an idempotency key.
    pub(super) records: bool,
    /// Whether it is done only to a version that `If-Match` names.
    pub(super) follows: bool,
    /// Whether its answers have the tag of a version.
    pub(super) tagged: bool,
    pub(super) problems: Vec<Code>,
}

/// A parameter type of a handler.
pub(super) trait Told {
    /// Adds what it means for the operation.
    fn tell(about: &mut About);
}

/// A route with its description, to be registered as a service.
pub(super) struct Route<P, H, A> {
    handler: H,
    about: About,
    alone: bool,
    of: PhantomData<(P, A)>,
}

/// The route that `#[utoipa::path]` on the handler describes: `route(__path_submit, submit)`.
pub(super) fn route<P: utoipa::Path, H: Handler<A>, A: Told>(_described: P, handler: H) -> Route<P, H, A> {
    let always = vec![codes::URI_TOO_LONG, codes::NOT_ACCEPTED, codes::TOO_MANY_REQUESTS, codes::INTERNAL];
    let mut about = About { problems: always, ..About::default() };
    A::tell(&mut about);
    if P::path().contains('{') {
        about.problems.push(codes::NOT_FOUND);
    }
    Route { handler, about, alone: false, of: PhantomData }
}

impl<P, H, A> Route<P, H, A> {
    /// Its answers bear the tag of a version.
    pub(super) fn tagged(mut self) -> Self {
        self.about.tagged = true;
        self
    }

    /// Problems of this route beyond those that its parameters have.
    pub(super) fn problems(mut self, codes: &[Code]) -> Self {
        self.about.problems.extend_from_slice(codes);
        self
    }
}

impl<P, H, A> Route<P, H, A> {
    /// No other method leads from this path, not even on a route with a parameter in its place.
    pub(super) const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }
}

impl<P: utoipa::Path + Tags<'static>, H, A> Route<P, H, A> {
    /// The operation with what the types of the handler tell.
    fn operation(&self) -> Operation {
        let mut operation = P::operation();
        operation.tags = Some(P::tags().into_iter().map(str::to_owned).collect());
        let roles = self.about.roles.map(|it| it.iter().map(|role| role.name()).collect::<Vec<_>>());
        let mut problems: Vec<Code> = self.about.problems.clone();
        problems.sort_by_key(|it| codes::ALL.iter().position(|known| known == it));
        problems.dedup();
        let problems: Vec<&str> = problems.iter().map(|it| it.name).collect();
        let told = Extensions::builder().add("x-problems", json!(problems)).add("x-records", json!(self.about.records));
        let told = told.add("x-follows", json!(self.about.follows)).add("x-tagged", json!(self.about.tagged));
        let told = match roles {
            Some(roles) => told.add("x-roles", json!(roles)),
            None => told,
        };
        operation.extensions.get_or_insert_with(Extensions::default).merge(told.build());
        operation
    }
}

impl<P, H, A> OpenApiFactory for Route<P, H, A>
where
    P: utoipa::Path + SchemaReferences + Tags<'static>,
{
    fn paths(&self) -> Paths {
        let item = |method: HttpMethod| PathItem::new(method, self.operation());
        let paths = P::methods().into_iter().fold(Paths::builder(), |all, it| all.path(P::path(), item(it)));
        paths.build()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        <P as SchemaReferences>::schemas(schemas);
    }
}

impl<P, H, A> HttpServiceFactory for Route<P, H, A>
where
    P: utoipa::Path,
    H: Handler<A>,
    H::Output: Responder + 'static,
    A: FromRequest + 'static,
{
    fn register(self, config: &mut AppService) {
        let methods: Vec<Method> = P::methods().iter().filter_map(method).collect();
        let known: BTreeSet<String> = P::operation().parameters.into_iter().flatten().filter_map(query_name).collect();
        let resource = web::resource(P::path())
            .wrap(from_fn(move |request: ServiceRequest, next: Next<_>| known_query(known.clone(), request, next)));
        let ours = fn_guard(move |request| methods.contains(&request.head().method));
        if self.alone {
            let ours = web::route().guard(ours).to(self.handler);
            resource.route(ours).default_service(web::to(elsewhere::answered)).register(config);
        } else {
            resource.guard(ours).to(self.handler).register(config);
        }
    }
}

fn query_name(parameter: RefOr<Parameter>) -> Option<String> {
    match parameter {
        RefOr::T(it) if it.parameter_in == ParameterIn::Query => Some(it.name),
        _ => None,
    }
}

fn method(method: &HttpMethod) -> Option<Method> {
    match method {
        HttpMethod::Get => Some(Method::GET),
        HttpMethod::Post => Some(Method::POST),
        HttpMethod::Put => Some(Method::PUT),
        HttpMethod::Delete => Some(Method::DELETE),
        HttpMethod::Patch => Some(Method::PATCH),
        _ => None,
    }
}

/// Refuses what is asked for beyond what the route describes: a misspelt filter must not be taken for none.
async fn known_query(
    known: BTreeSet<String>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match refused_query(&known, request.query_string()) {
        Ok(()) => Ok(next.call(request).await?.map_into_boxed_body()),
        Err(fault) => Ok(request.error_response(fault)),
    }
}

/// Refuses names after the `?` that are not known or are there twice.
pub(super) fn refused_query(known: &BTreeSet<String>, query: &str) -> Result<(), Fault> {
    let given = Query::<Vec<(String, String)>>::from_query(query).map(Query::into_inner).unwrap_or_default();
    let mut fields = Fields::none();
    let mut seen = BTreeSet::new();
    for (name, _) in &given {
        if !known.contains(name) {
            let list = known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            fields.refuse(name, wording!("tidak dikenal; yang ada: {list}", "is not known here; there is: {list}"));
        } else if !seen.insert(name) {
            fields.refuse(name, wording!("disebut dua kali", "is there twice"));
        }
    }
    Ok(fields.finish()?)
}

impl Told for Data<Context> {
    fn tell(_about: &mut About) {}
}

impl Told for Data<Description> {
    fn tell(_about: &mut About) {}
}

impl<T> Told for Path<T> {
    fn tell(_about: &mut About) {}
}

/// Handlers with so many parameters.
macro_rules! told {
    ($($name:ident)*) => {
        impl<$($name: Told),*> Told for ($($name,)*) {
            fn tell(_about: &mut About) {
                $($name::tell(_about);)*
            }
        }
    };
}

told!();
told!(A);
told!(A B);
told!(A B C);
told!(A B C D);
told!(A B C D E);
told!(A B C D E F);
