//! Who may not act in a case although their role may: in one case, one person acts in one role.
//!
//! Otherwise whoever verified a fact would review the ruling on it with another key, or an agency's own person would verify
//! its claims. Knows nothing of: how people prove who they are.

use crate::server::actor::Actor;
use crate::server::store::EventRow;

use super::ServiceError;

/// Refuses whoever acted in this case in another role, at any time.
pub(super) fn one_role(actor: &Actor, history: &[EventRow]) -> Result<(), ServiceError> {
    let other = history.iter().find(|it| it.role != actor.role.name() && actor.is(&it.person));
    other.map_or(Ok(()), |it| Err(ServiceError::SamePerson { role: it.role.clone(), step: it.step.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::actor::Role;

    fn actor(person: &str, role: Role) -> Actor {
        let text = String::new;
        Actor {
            tenant: text(),
            agency: text(),
            person: person.to_owned(),
            role,
            key_id: text(),
            address: text(),
            request_id: text(),
        }
    }

    fn event(person: &str, role: Role) -> EventRow {
        let text = String::new;
        EventRow {
            version: 1,
            step: "verification".to_owned(),
            from_state: text(),
            to_state: text(),
            snapshot: 1,
            ruling_id: text(),
            person: person.to_owned(),
            role: role.name().to_owned(),
            reason: text(),
            happened_at: 0,
        }
    }

    #[test]
    fn a_person_stays_in_the_role_they_began_with() {
        let history = [event("Siti  Aminah", Role::Verifier), event("Budi", Role::Verifier)];
        assert!(one_role(&actor("Siti Aminah", Role::Verifier), &history).is_ok());
        for same in ["Siti Aminah", "siti aminah", " SITI\tAMINAH "] {
            assert!(one_role(&actor(same, Role::Reviewer), &history).is_err(), "{same}");
        }
        assert!(one_role(&actor("Siti", Role::Reviewer), &history).is_ok());
    }
}
