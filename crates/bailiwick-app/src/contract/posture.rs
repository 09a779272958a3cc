//! What stands out: the console's security checks, ages, planned sessions.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::matrix::VerdictView;

/// How an account stands.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PostureView {
    /// The five checks of IAM's console.
    pub checks: Vec<SecurityCheckView>,
    /// Whether the account's passwords, keys and MFA devices are all known here: if not, AWS may have
    /// more than is counted below.
    pub credentials_known: bool,
    /// Users with a console password.
    pub console_users: u32,
    /// Of them, users whom an enabled MFA device protects.
    pub console_users_with_mfa: u32,
    /// Active access keys by age: up to 90 days, up to a year, older, and of unknown age.
    pub key_ages: KeyAgesView,
    /// Passwords that expire within 15 days or have expired.
    pub expiring: Vec<ExpiringView>,
    /// What is signed with or by that ends within 30 days or has ended.
    pub ending: Vec<EndingView>,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SecurityCheckView {
    /// `root-access-keys`, `root-mfa`, `individual-users`, `groups`, `password-policy`.
    pub id: String,
    /// How it stands.
    pub state: CheckState,
    /// What was found, in a sentence.
    pub found: String,
    /// The one step that makes it green; empty when it is.
    pub step: String,
    /// The page of that step, or empty.
    pub page: String,
}

/// How a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// As it should be.
    Passed,
    /// Something is to be done.
    Failed,
    /// What AWS has is not known here.
    Unknown,
    /// A local account has no such thing.
    NotApplicable,
}

/// Active access keys by age.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeyAgesView {
    /// Up to 90 days.
    pub fresh: u32,
    /// Up to a year.
    pub old: u32,
    /// Older than a year.
    pub ancient: u32,
    /// Nobody knows.
    pub unknown: u32,
}

/// A password that is about to expire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ExpiringView {
    /// The user's local id.
    pub user: String,
    /// The user name.
    pub name: String,
    /// Days left; negative when it has expired.
    pub days: i32,
}

/// A certificate or a metadata document that is about to end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EndingView {
    /// Days left; negative when it has ended.
    pub days: i32,
    /// Whose it is: the name of a user or of a SAML provider.
    pub name: String,
    /// What ends.
    pub what: EndingKind,
    /// The local id of the user or of the provider.
    pub id: String,
}

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum EndingKind {
    /// The metadata of a SAML provider.
    SamlMetadata,
    /// The last certificate of a SAML provider.
    SamlCertificate,
    /// An active signing certificate of a user.
    SigningCertificate,
}

/// Plans temporary credentials.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PlanSessionRequest {
    /// The account.
    pub account: String,
    /// The user who asks.
    pub user: String,
    /// Which call.
    pub kind: SessionKind,
    /// The role's local id, for `assume_role`.
    #[serde(default)]
    pub role: String,
    /// The name of the session or of the federated person.
    #[serde(default)]
    pub session_name: String,
    /// How long, in seconds; 0 for the call's default.
    #[serde(default)]
    pub duration_seconds: u32,
    /// The external ID, or empty.
    #[serde(default)]
    pub external_id: String,
    /// The serial number of the MFA device, or empty.
    #[serde(default)]
    pub mfa_serial: String,
    /// A session policy, or empty.
    #[serde(default)]
    pub policy: String,
    /// The name of the profile to write.
    #[serde(default)]
    pub profile: String,
}

/// Asks what a planned session could do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrySessionRequest {
    /// The plan.
    pub plan: PlanSessionRequest,
    /// The action; wildcards are expanded from the catalogue.
    pub action: String,
    /// The resource; empty asks about any.
    #[serde(default)]
    pub resource: String,
}

/// What a planned session could do with one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SessionAnswerView {
    /// The action.
    pub action: String,
    /// The resource, or `*`.
    pub resource: String,
    /// What the session gets.
    pub verdict: VerdictView,
    /// Why, in one sentence.
    pub sentence: String,
}

/// The calls that give temporary credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// `sts:AssumeRole`.
    AssumeRole,
    /// `sts:GetSessionToken`.
    GetSessionToken,
    /// `sts:GetFederationToken`.
    GetFederationToken,
}

/// A planned session.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SessionView {
    /// What is wrong with the plan, each beside its field.
    pub errors: Vec<super::change::FieldErrorView>,
    /// How long it lasts, in seconds.
    pub duration_seconds: u32,
    /// The longest it may last, and why.
    pub longest: String,
    /// What such credentials can not do, a sentence each.
    pub limits: Vec<String>,
    /// `aws sts …`; empty while something is wrong.
    pub command: String,
    /// The text for `~/.aws/config`; empty when the call has none.
    pub profile: String,
    /// The ARN that policies see.
    pub session_arn: String,
}
