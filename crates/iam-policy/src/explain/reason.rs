//! The reason for a decision as a value: what screens switch on and sentences are made from.

use serde::Serialize;

use crate::evaluate::{Answer, Decision, Layer, Refusal, Simulation, StatementRef};
use crate::request::PrincipalKind;

/// Why a request is allowed or denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// An explicit deny.
    Denied {
        /// Every Deny that matched.
        by: Vec<StatementRef>,
    },
    /// Statements allow it and nothing stands against it.
    Allowed {
        /// Every Allow that granted.
        by: Vec<StatementRef>,
    },
    /// The root user may do everything in its account.
    AllowedAsRoot,
    /// No policy can forbid it.
    AlwaysAllowed,
    /// It fails whatever policies say.
    Refused {
        /// The rule.
        refusal: Refusal,
    },
    /// Layers that would have to allow it do not.
    NotAllowed {
        /// Those layers.
        by: Vec<Layer>,
    },
}

pub(super) fn of(simulation: &Simulation<'_>, answer: &Answer) -> Reason {
    match (answer.decision, answer.refusal) {
        (Decision::ExplicitlyDenied, Some(refusal)) if answer.decided_by.is_empty() => {
            Reason::Refused { refusal }
        }
        (Decision::ExplicitlyDenied, _) => Reason::Denied {
            by: answer.decided_by.clone(),
        },
        (Decision::ImplicitlyDenied, Some(refusal)) => Reason::Refused { refusal },
        (Decision::ImplicitlyDenied, None) => Reason::NotAllowed {
            by: answer.blocked_by.clone(),
        },
        (Decision::Allowed, _) if answer.always_allowed => Reason::AlwaysAllowed,
        (Decision::Allowed, _)
            if answer.decided_by.is_empty()
                && *simulation.principal().kind() == PrincipalKind::Root =>
        {
            Reason::AllowedAsRoot
        }
        (Decision::Allowed, _) => Reason::Allowed {
            by: answer.decided_by.clone(),
        },
    }
}
