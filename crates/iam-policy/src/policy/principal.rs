//! `Principal` and `NotPrincipal`: whom a statement of a resource policy is about.
//!
//! Principals are matched exactly: no wildcard but the bare `*`.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use crate::arn;
use crate::problem::ProblemCode;

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principals {
    /// The principals named.
    Only(Vec<PrincipalEntry>),
    /// Every principal but those named.
    AllBut(Vec<PrincipalEntry>),
}

impl Principals {
    /// The principals the element names.
    #[must_use]
    pub fn entries(&self) -> &[PrincipalEntry] {
        match self {
            Self::Only(entries) | Self::AllBut(entries) => entries,
        }
    }
}

/// One principal of the element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalEntry {
    /// As it was written.
    pub text: Box<str>,
    /// What it means.
    pub pattern: PrincipalPattern,
}

/// Whom an entry means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalPattern {
    /// `*`: everybody, those without credentials included.
    Everyone,
    /// The account: its root ARN or its twelve digits.
    Account(Box<str>),
    /// A user, by ARN.
    User(Box<str>),
    /// A role and its sessions, by account and name; the path does not count.
    Role {
        /// The partition of its ARN.
        partition: Box<str>,
        /// The account.
        account: Box<str>,
        /// The name without the path.
        name: Box<str>,
    },
    /// One session of a role, or one federated user, by ARN.
    Session(Box<str>),
    /// Another ARN, such as an origin access identity: matched by its text.
    OtherArn(Box<str>),
    /// A user or role by its unique id, as AWS writes it once the entity is deleted.
    UniqueId(Box<str>),
    /// An AWS service.
    Service(Box<str>),
    /// An identity provider.
    Federated(Box<str>),
    /// An account's canonical user id (Amazon S3).
    Canonical(Box<str>),
    /// Nobody: it cannot be read.
    Nobody,
}

/// What is wrong with a principal's text.
pub(super) type PrincipalMistake = (ProblemCode, String, &'static str);

/// Reads an entry of `{"AWS": …}`, `{"Service": …}` and so on; nothing for an unknown type.
pub(super) fn read(kind: &str, text: &str) -> Option<(PrincipalEntry, Option<PrincipalMistake>)> {
    let (pattern, mistake) = match kind {
        "AWS" => read_aws(text),
        "Service" => typed(text, "Service", PrincipalPattern::Service(text.into())),
        "Federated" => typed(text, "Federated", PrincipalPattern::Federated(text.into())),
        "CanonicalUser" => typed(
            text,
            "CanonicalUser",
            PrincipalPattern::Canonical(text.into()),
        ),
        _ => return None,
    };
    Some((
        PrincipalEntry {
            text: text.into(),
            pattern,
        },
        mistake,
    ))
}

fn typed(
    text: &str,
    kind: &str,
    pattern: PrincipalPattern,
) -> (PrincipalPattern, Option<PrincipalMistake>) {
    if text.contains(['*', '?']) {
        wildcard(text, kind)
    } else {
        (pattern, None)
    }
}

fn wildcard(text: &str, kind: &str) -> (PrincipalPattern, Option<PrincipalMistake>) {
    let message = format!("the {kind} principal `{text}` has a wildcard, so it matches nobody");
    let help = "name the principal, or write `*` alone and narrow it with `aws:PrincipalArn`";
    (
        PrincipalPattern::Nobody,
        Some((ProblemCode::WildcardInPrincipal, message, help)),
    )
}

fn read_aws(text: &str) -> (PrincipalPattern, Option<PrincipalMistake>) {
    if text == "*" {
        return (PrincipalPattern::Everyone, None);
    }
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (PrincipalPattern::Account(text.into()), None);
    }
    if text.contains(['*', '?']) {
        return wildcard(text, "AWS");
    }
    if let Some([_, partition, service, _, account, resource]) = arn::split(text) {
        let pattern = match (service, resource.split_once('/')) {
            ("iam", None) if resource == "root" => PrincipalPattern::Account(account.into()),
            ("iam", Some(("user", _))) => PrincipalPattern::User(text.into()),
            ("iam", Some(("role", path))) => PrincipalPattern::Role {
                partition: partition.into(),
                account: account.into(),
                name: path.rsplit('/').next().unwrap_or(path).into(),
            },
            ("sts", Some(("assumed-role" | "federated-user", _))) => {
                PrincipalPattern::Session(text.into())
            }
            _ => PrincipalPattern::OtherArn(text.into()),
        };
        return (pattern, None);
    }
    if text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return (PrincipalPattern::UniqueId(text.into()), None);
    }
    let message = format!("`{text}` is not a principal");
    let help = "write `*`, an account id, or the ARN of an account, user, role or session";
    (
        PrincipalPattern::Nobody,
        Some((ProblemCode::BadPrincipal, message, help)),
    )
}
