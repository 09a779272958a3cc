//! The whole person: disabled and enabled again, and seen off.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// One step with the whole person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum PersonStep {
    /// Deactivates every credential that can be deactivated and attaches `AWSDenyAll`.
    Disable {
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Gives back exactly what was active when the person was disabled.
    Enable,
    /// Renames or moves the user.
    Rename {
        /// The name it shall have.
        name: String,
        /// The path it shall have.
        path: String,
    },
    /// Denies every session that began before now.
    RevokeSessions,
    /// Sees the person off.
    Offboard {
        /// Deletes the user with everything that hangs on it; otherwise the user stays, disabled and
        /// with its own sessions denied.
        delete_user: bool,
        /// The roles whose running sessions are denied as well: whoever assumed one before now has
        /// to assume it again.
        #[serde(default)]
        roles: Vec<String>,
    },
}

/// What a person has, and what speaks of the person.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OffboardingView {
    /// The user name.
    pub name: String,
    /// Whether the person is disabled already.
    pub disabled: bool,
    /// What the person signs in with, a sentence each.
    pub credentials: Vec<String>,
    /// What the person may do, and by which way, a sentence each.
    pub permissions: Vec<String>,
    /// The policies of roles and resources that name the person. They stay as they are: AWS turns a
    /// deleted user's ARN into an id that names nobody.
    pub named_by: Vec<NamedByView>,
    /// What remains to be done outside of this account, a sentence each.
    pub remaining: Vec<String>,
}

/// A policy that names somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NamedByView {
    /// `role`, `resource`.
    pub entity: String,
    /// The local id.
    pub id: String,
    /// Its name or ARN.
    pub name: String,
}
