//! Whose data a query may see. The only constructor of every query on tenants' data.
//!
//! Knows nothing of: roles, credentials.

use super::{Store, StoreError, Tx};

/// A tenant, and within it one agency or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(super) tenant: String,
    /// Empty: every agency of the tenant.
    agency: String,
}

impl Scope {
    /// Everything of a tenant.
    pub(crate) fn tenant(tenant: &str) -> Self {
        Self { tenant: tenant.to_owned(), agency: String::new() }
    }

    /// What belongs to one agency.
    pub(crate) fn agency(tenant: &str, agency: &str) -> Self {
        Self { tenant: tenant.to_owned(), agency: agency.to_owned() }
    }
}

/// The store as one scope sees it.
pub(crate) struct Scoped<'s> {
    whole: &'s Store,
    pub(super) tenant: &'s str,
    pub(super) agency: &'s str,
}

impl Store {
    /// What `scope` may see; anything else is not there.
    pub(crate) fn of<'s>(&'s self, scope: &'s Scope) -> Scoped<'s> {
        Scoped { whole: self, tenant: &scope.tenant, agency: &scope.agency }
    }
}

impl Scoped<'_> {
    /// A transaction in which the tenant may write.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        self.whole.begin(self.tenant).await
    }

    /// Whether it is SQLite: the two databases read JSON in different words.
    pub(super) fn has_one_writer(&self) -> bool {
        self.whole.has_one_writer()
    }

    /// A connection on which nothing can be written and only what is everyone's or the tenant's can be read.
    pub(super) async fn reading(&self) -> Result<Tx, StoreError> {
        self.whole.reading_as(self.tenant).await
    }
}
