//! With which temporary credentials a principal asks

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

/// The operation of STS that made the credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SessionArgument {
    /// A role's, by `sts:AssumeRole`.
    AssumeRole,
    /// A role's, by `sts:AssumeRoleWithWebIdentity`.
    WebIdentity,
    /// A role's, by `sts:AssumeRoleWithSAML`.
    Saml,
    /// A user's own, by `sts:GetSessionToken`.
    SessionToken,
    /// A federated user's, by `sts:GetFederationToken`.
    FederationToken,
}

/// The session that the principal asks with.
#[derive(Debug, Args)]
pub(crate) struct SessionArguments {
    /// Ask with temporary credentials of the principal.
    #[arg(long, value_enum, value_name = "BY")]
    pub(crate) session: Option<SessionArgument>,
    /// The session's name, or the federated user's; `session` without one.
    #[arg(long, value_name = "NAME", requires = "session")]
    pub(crate) session_name: Option<String>,
    /// The identity provider that vouched.
    #[arg(long, value_name = "ARN", requires = "session")]
    pub(crate) provider: Option<String>,
    /// The session token was asked for with MFA.
    #[arg(long, requires = "session")]
    pub(crate) mfa: bool,
    /// A session policy; may be given several times.
    #[arg(long = "session-policy", value_name = "FILE", requires = "session")]
    pub(crate) session_policies: Vec<PathBuf>,
    /// A managed policy passed as a session policy; may be given several times.
    #[arg(long = "session-policy-arn", value_name = "ARN", requires = "session")]
    pub(crate) session_policy_arns: Vec<String>,
    /// A session tag; may be given several times.
    #[arg(long = "session-tag", value_name = "KEY=VALUE", requires = "session")]
    pub(crate) session_tags: Vec<SessionTagArgument>,
    /// When the credentials were issued: `2026-11-27T08:00:00Z`.
    #[arg(long, value_name = "TIME", requires = "session")]
    pub(crate) token_issued: Option<String>,
    /// The source identity that the session carries.
    #[arg(long, value_name = "NAME", requires = "session")]
    pub(crate) source_identity: Option<String>,
}

/// One `--session-tag`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SessionTagArgument {
    pub(crate) key: String,
    pub(crate) value: String,
}

impl FromStr for SessionTagArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, value) = text.split_once('=').ok_or("write `KEY=VALUE`")?;
        Ok(Self {
            key: key.to_owned(),
            value: value.to_owned(),
        })
    }
}
