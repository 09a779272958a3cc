//! The gate: which vault, locked or not, and its upkeep.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::upkeep::{NoticeView, SlotKindView};

/// Where the window stands before anything else can be asked.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GateView {
    /// What the gate shows.
    pub state: GateState,
    /// The chosen vault, when there is one.
    pub vault: Option<FolderView>,
    /// Vaults opened before, most recent first.
    pub recent: Vec<FolderView>,
    /// Minutes without input after which the window locks itself.
    pub idle_lock_minutes: u32,
    /// What the locked vault can be opened with.
    pub can_open_with: Vec<SlotKindView>,
    /// Where a new vault goes when no folder is chosen, shortened for reading (`~/Documents`).
    pub new_vaults_in: String,
    /// The version of the application.
    pub version: String,
}

/// The three states of the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// No vault is chosen: first run, or the last one is gone.
    NoVault,
    /// A vault is chosen and locked.
    Locked,
    /// The vault is open.
    Unlocked,
}

/// A vault folder as the window names it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FolderView {
    /// The handle that requests carry: the folder's path, made by the application, never typed.
    pub folder: String,
    /// The vault's name, without `.bailiwick`.
    pub name: String,
    /// Where it lies, shortened for reading (`~/Documents`).
    pub location: String,
}

/// Asks the system's dialog for a folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChooseFolderRequest {
    /// To make a new vault in it, or to open the vault that it is.
    pub purpose: FolderPurpose,
}

/// What a chosen folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum FolderPurpose {
    /// The folder in which a new vault is made.
    Create,
    /// An existing `….bailiwick` folder.
    Open,
}

/// How strong is this password?
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordStrengthRequest {
    /// The candidate.
    pub password: String,
}

/// What zxcvbn thinks of a password.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct StrengthView {
    /// 0 (guessed at once) to 4 (very unlikely to be guessed).
    pub score: u32,
    /// Whether a vault may be made with it.
    pub accepted: bool,
    /// How long guessing would take offline, in words.
    pub guess_time: String,
    /// What is weak about it; empty when nothing is.
    pub warning: String,
    /// What would make it stronger.
    pub suggestions: Vec<String>,
    /// How often it stands in the list of breached passwords; none where no list was chosen or the
    /// chosen one was not read, which the warning says.
    pub breaches: Option<u32>,
}

/// Makes a vault, which is open afterwards.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CreateVaultRequest {
    /// The parent folder (from `choose_vault_folder`), or empty for the default place.
    pub folder: String,
    /// The vault's name; the folder becomes `<name>.bailiwick`.
    pub name: String,
    /// The password.
    pub password: String,
}

/// A new vault. Holds a secret: the recovery key, shown this once.
#[derive(Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewVaultView {
    /// The vault.
    pub vault: FolderView,
    /// The recovery key in its printable form, groups joined by `-`.
    pub recovery_key: String,
}

/// Chooses an existing vault; it stays locked.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenVaultRequest {
    /// The folder, from `choose_vault_folder` or from the gate's recent ones.
    pub folder: String,
}

/// Opens the chosen vault.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UnlockRequest {
    /// With its password.
    Password {
        /// The password.
        password: String,
    },
    /// With its recovery key, typed in any case, with or without the dashes.
    RecoveryKey {
        /// The recovery key.
        recovery_key: String,
    },
}

/// Confirms that the person at the keyboard knows the password.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConfirmPasswordRequest {
    /// The vault's password.
    pub password: String,
}

/// Changes the vault's password.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChangePasswordRequest {
    /// The password until now.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// What the checks of a vault found.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CheckView {
    /// Whether every check held.
    pub sound: bool,
    /// Each check, in the order it ran.
    pub checks: Vec<CheckRowView>,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CheckRowView {
    /// What was checked.
    pub name: String,
    /// Whether it held.
    pub held: bool,
    /// What was found, in a sentence.
    pub found: String,
}

/// Something that a page wants back after a lock, which ends the page.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeepRequest {
    /// Names it; what was kept there before is replaced.
    pub place: String,
    /// What the page makes of it is its own affair, but no secret may be in it; empty keeps nothing.
    pub value: String,
}

/// Something kept for the page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeptView {
    /// Where the page kept it.
    pub place: String,
    /// What it kept.
    pub value: String,
}

/// Whether something changed behind the window's back.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PollView {
    /// Whether the vault is open.
    pub unlocked: bool,
    /// Counts up whenever the estate becomes another one.
    pub generation: u32,
    /// What a person should know and did not ask about.
    pub notices: Vec<NoticeView>,
}
