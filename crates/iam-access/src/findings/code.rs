//! The codes of findings: stable, each with its severity and what it says. `docs/findings.md` has
//! the same table, and a test holds the two together.

use serde::Serialize;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingSeverity {
    /// Somebody can have the account.
    Critical,
    /// A single mistake or theft would be enough.
    High,
    /// It makes a mistake or theft worse.
    Medium,
    /// It is in the way of seeing what matters.
    Low,
}

impl FindingSeverity {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $code:literal $severity:ident $what:literal;)+) => {
        /// What sort of thing a finding is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingCode {
            $(#[doc = $what] $variant,)+
        }

        impl FindingCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code as scripts know it; never renamed.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// How grave it is.
            #[must_use]
            pub fn severity(self) -> FindingSeverity {
                match self { $(Self::$variant => FindingSeverity::$severity,)+ }
            }

            /// What it says, for a list of codes.
            #[must_use]
            pub fn what(self) -> &'static str {
                match self { $(Self::$variant => $what,)+ }
            }
        }
    };
}

codes! {
    Escalation "escalation" Critical "Somebody who is no administrator can become one.";
    WildcardTrust "wildcard-trust" Critical "A role can be assumed by anybody in AWS.";
    ProviderTrustOpen "provider-trust-open" Critical "A role can be assumed from anybody's workload at an identity provider that serves everybody, such as `GitHub` Actions.";
    RootAccessKeys "root-access-keys" High "The root user has an active access key.";
    RootWithoutMfa "root-without-mfa" High "The root user has no MFA device.";
    PublicResource "public-resource" High "The policy of a resource lets in everybody.";
    ExpectationFails "expectation-fails" High "A question that the account keeps does not have the answer it shall have.";
    EscalationPossible "escalation-possible" High "Somebody can become an administrator if something that is not known here exists, such as a function with an administrator's role.";
    AdministratorUser "administrator-user" High "A user is an administrator.";
    ConsoleWithoutMfa "console-without-mfa" High "A user has a console password and no MFA device.";
    AdministratorRole "administrator-role" Medium "A role is an administrator.";
    ExternalTrust "external-trust" Medium "A role trusts an account that is not in this vault, without an external id.";
    AccessKeyUnused "access-key-unused" Medium "An active access key was not used for 90 days.";
    AccessKeyOld "access-key-old" Medium "An active access key is older than 90 days.";
    SshKeyOld "ssh-key-old" Medium "An active SSH public key is older than 90 days.";
    SigningCertificateOld "signing-certificate-old" Medium "An active signing certificate is older than 90 days.";
    ServiceCredentialOld "service-credential-old" Medium "An active credential for one service is older than 90 days.";
    PrincipalGone "principal-gone" Medium "The policy of a resource, or a trust policy, names a user or role that is not there.";
    SamlMetadataExpired "saml-metadata-expired" Medium "The metadata of a SAML provider is not valid any more.";
    PasswordUnused "password-unused" Medium "A console password was not used for 90 days.";
    StatementNotUnderstood "statement-not-understood" Medium "A statement can not be evaluated.";
    StatementNeverMatches "statement-never-matches" Medium "A statement can never match.";
    StatementShadowed "statement-shadowed" Medium "An Allow has no effect because a Deny of the same policy covers it.";
    OverQuota "over-quota" Medium "More than the account's quotas allow.";
    SamlMetadataEnding "saml-metadata-ending" Low "The metadata of a SAML provider is valid for no more than 30 days.";
    TwoActiveKeys "two-active-keys" Low "A user has two active access keys.";
    ProviderWithoutThumbprint "provider-without-thumbprint" Low "An `OpenID` Connect provider has no thumbprint.";
    RoleUnused "role-unused" Low "A role was not used for 90 days.";
    StatementRedundant "statement-redundant" Low "A statement says nothing that another one of the same policy does not say.";
    PolicyUnattached "policy-unattached" Low "A customer managed policy is attached to nobody.";
}
