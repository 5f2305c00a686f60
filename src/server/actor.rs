//! Who acts: the person, the office and the tenant that a credential stands for.
//!
//! Knows nothing of: HTTP, how a credential is checked.

use super::store::Scope;
use crate::engine::syntax::compatible;
use crate::engine::value::text::is_hidden;

/// What a credential may do. A role is no rank: none includes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Agency,
    Verifier,
    Reviewer,
    Policy,
    Publisher,
    Auditor,
    Admin,
}

impl Role {
    pub(crate) const ALL: [Self; 7] =
        [Self::Agency, Self::Verifier, Self::Reviewer, Self::Policy, Self::Publisher, Self::Auditor, Self::Admin];

    /// As it is stored and shown.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Verifier => "verifier",
            Self::Reviewer => "reviewer",
            Self::Policy => "policy",
            Self::Publisher => "publisher",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// Whoever sent a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) tenant: String,
    /// Empty unless the role is `Agency`.
    pub(crate) agency: String,
    pub(crate) person: String,
    pub(crate) role: Role,
    pub(crate) key_id: String,
    /// Where the request came from.
    pub(crate) address: String,
    pub(crate) request_id: String,
}

impl Actor {
    /// What this actor can see at all.
    pub(crate) fn scope(&self) -> Scope {
        match self.role {
            Role::Agency => Scope::agency(&self.tenant, &self.agency),
            _ => Scope::tenant(&self.tenant),
        }
    }

    /// Whether this is the same person as another name stands for. Who can be told apart only by capitals, by spaces, by what
    /// cannot be seen, or by other forms of the same letters is taken for the same: the safe way round where two people are needed.
    pub(crate) fn is(&self, person: &str) -> bool {
        plain(&self.person) == plain(person)
    }

    /// Whose idempotency keys these are: those of an agency are shared by its credentials.
    pub(crate) fn principal(&self) -> String {
        match self.role {
            Role::Agency => format!("agency:{}", self.agency),
            role => format!("{}:{}", role.name(), self.person),
        }
    }
}

/// What is left of a name when it is compared.
fn plain(name: &str) -> String {
    let seen: String = compatible(name).chars().filter(|it| !it.is_whitespace() && !is_hidden(*it)).collect();
    // Capitals of other forms can have small letters of other forms again.
    compatible(&seen.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_name() {
        for same in [
            "Siti Aminah",
            "siti  aminah",
            "sitiaminah",
            "Siti\u{200b} Aminah",
            "Ｓｉｔｉ Aminah",
            "\u{feff}SITI AMINAH",
        ] {
            assert_eq!(plain(same), "sitiaminah", "{same:?}");
        }
        assert_eq!(plain("Jose\u{301}"), plain("José"));
        assert_ne!(plain("Siti Aminah"), plain("Siti Amina"));
    }
}
