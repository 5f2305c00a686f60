//! A case's way: which step leads from which state to which.
//!
//! Knows nothing of: who may take a step, what else it needs.

use utoipa::ToSchema;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum State {
    Draft,
    Submitted,
    Verified,
    Ruled,
    Confirmed,
    Returned,
    Withdrawn,
    Objected,
    Remanded,
    Expired,
}

/// What can be done with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Step {
    Facts,
    Submission,
    Verification,
    Return,
    Judgement,
    Ruling,
    Confirmation,
    Remand,
    Objection,
    Withdrawal,
    /// Taken by the service itself.
    Expiry,
}

use State::{Confirmed, Draft, Expired, Objected, Remanded, Returned, Ruled, Submitted, Verified, Withdrawn};

/// Every step with the states it can be taken from and where it leads.
const WAY: &[(Step, &[State], State)] = &[
    (Step::Facts, &[Draft], Draft),
    (Step::Facts, &[Returned], Returned),
    (Step::Submission, &[Draft, Returned], Submitted),
    (Step::Verification, &[Submitted, Objected, Remanded], Verified),
    (Step::Return, &[Submitted, Verified, Objected], Returned),
    (Step::Judgement, &[Verified], Verified),
    // A judgement on a ruled case is a finding: it has to be ruled again.
    (Step::Judgement, &[Ruled, Remanded], Remanded),
    (Step::Ruling, &[Verified, Remanded], Ruled),
    (Step::Confirmation, &[Ruled], Confirmed),
    (Step::Remand, &[Ruled], Remanded),
    (Step::Objection, &[Ruled, Confirmed], Objected),
    (Step::Withdrawal, &[Draft, Submitted, Verified, Returned], Withdrawn),
    // Only what is confirmed expires: a case that waits for an official does not end by waiting.
    (Step::Expiry, &[Confirmed], Expired),
];

/// Where the step leads from here, if it can be taken.
pub(crate) fn after(state: State, step: Step) -> Option<State> {
    WAY.iter().find(|it| it.0 == step && it.1.contains(&state)).map(|it| it.2)
}

/// The steps that people can take from here.
pub(crate) fn legal(state: State) -> Vec<&'static str> {
    WAY.iter().filter(|it| it.0 != Step::Expiry && it.1.contains(&state)).map(|it| it.0.name()).collect()
}

impl State {
    pub(crate) const ALL: [Self; 10] =
        [Draft, Submitted, Verified, Ruled, Confirmed, Returned, Withdrawn, Objected, Remanded, Expired];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Draft => "draft",
            Submitted => "submitted",
            Verified => "verified",
            Ruled => "ruled",
            Confirmed => "confirmed",
            Returned => "returned",
            Withdrawn => "withdrawn",
            Objected => "objected",
            Remanded => "remanded",
            Expired => "expired",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl Step {
    /// Whether it says something of a ruling that is there.
    pub(crate) const fn is_about_a_ruling(self) -> bool {
        matches!(self, Self::Confirmation | Self::Remand | Self::Objection | Self::Expiry)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Submission => "submission",
            Self::Verification => "verification",
            Self::Return => "return",
            Self::Judgement => "judgement",
            Self::Ruling => "ruling",
            Self::Confirmation => "confirmation",
            Self::Remand => "remand",
            Self::Objection => "objection",
            Self::Withdrawal => "withdrawal",
            Self::Expiry => "expiry",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_end() {
        assert_eq!(legal(Withdrawn), Vec::<&str>::new());
        assert_eq!(legal(Expired), Vec::<&str>::new());
    }

    #[test]
    fn a_ruling_needs_a_verification_and_is_never_skipped() {
        let before_ruling: Vec<State> =
            State::ALL.into_iter().filter(|it| after(*it, Step::Ruling).is_some()).collect();
        assert_eq!(before_ruling, [Verified, Remanded]);
        assert_eq!(after(Submitted, Step::Confirmation), None);
        assert_eq!(after(Ruled, Step::Withdrawal), None);
    }

    #[test]
    fn an_objection_goes_through_verification_again() {
        assert_eq!(after(Confirmed, Step::Objection), Some(Objected));
        assert_eq!(legal(Objected), ["verification", "return"]);
    }
}
