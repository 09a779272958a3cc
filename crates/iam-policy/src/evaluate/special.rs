//! Where a service departs from the general logic: STS, IAM, KMS and S3.
//!
//! Everything here is a rule AWS documents for an action or a resource, whatever policies say.

use serde::Serialize;

use super::Question;
use super::rcp_services::RCP_SERVICES;
use crate::request::{Principal, PrincipalKind, SessionKind};

/// Why a request fails although its policies may allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The root user cannot assume a role.
    RootCannotAssumeRole,
    /// Credentials of `GetSessionToken` without MFA cannot call IAM.
    SessionTokenWithoutMfa,
    /// Credentials of `GetSessionToken` can call only two operations of STS.
    SessionTokenSts,
    /// Credentials of `GetFederationToken` cannot call IAM, and only `GetCallerIdentity` of STS.
    FederationToken,
    /// Credentials of a role cannot ask for session or federation tokens.
    RoleCannotGetToken,
    /// AWS managed policies can be changed by AWS only.
    AwsManagedPolicy,
    /// Roles under `aws-reserved/` and service-linked roles can be changed by AWS only.
    ReservedRole,
    /// Aliases that begin with `alias/aws/` belong to AWS.
    ReservedAlias,
    /// Amazon S3 Block Public Access.
    PublicAccessBlocked,
}

/// How much the resource policy has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResourceMode {
    /// Same account: identity policy or resource policy.
    Either,
    /// Same account, and the resource policy must allow: roles (trust policy) and KMS keys.
    Must,
    /// Two accounts: both sides must allow.
    Cross,
    /// Nobody with identity policies asks: the resource policy alone.
    Alone,
}

/// Which layers speak in a request, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and all combine"
)]
pub(crate) struct Scope {
    pub(crate) mode: ResourceMode,
    /// The principal has identity policies, perhaps a boundary and a session policy.
    pub(crate) identity: bool,
    /// The root user may do everything in its account without a policy.
    pub(crate) root: bool,
    pub(crate) scp: bool,
    pub(crate) rcp: bool,
    pub(crate) vpce: bool,
    /// Denies of the resource policy count.
    pub(crate) resource_denies: bool,
    /// A federated user without a session policy gets nothing from identity policies.
    pub(crate) needs_session_policy: bool,
}

/// Which layers speak.
pub(super) fn scope(principal: &Principal, question: &Question<'_>, cross: bool) -> Scope {
    let kind = principal.kind();
    let outsider = matches!(
        kind,
        PrincipalKind::Service | PrincipalKind::Anonymous | PrincipalKind::Federated
    ) || is_federated_call(question);
    let linked = principal.is_service_linked_role();
    let root = *kind == PrincipalKind::Root;
    let mode = if outsider {
        ResourceMode::Alone
    } else if cross {
        ResourceMode::Cross
    } else if is_trust_decision(question) || is_kms_key(question) {
        ResourceMode::Must
    } else {
        ResourceMode::Either
    };
    Scope {
        mode,
        identity: !outsider && !root,
        root,
        scp: !outsider && !linked,
        rcp: !linked
            && RCP_SERVICES
                .binary_search(&question.action.service())
                .is_ok()
            && question.action.folded() != "kms:retiregrant",
        vpce: *kind != PrincipalKind::Service,
        resource_denies: !(root && !cross && is_bucket_policy_call(question)),
        needs_session_policy: principal.session_kind() == Some(SessionKind::FederationToken),
    }
}

/// Operations that no policy can forbid.
pub(super) fn always_allowed(principal: &Principal, question: &Question<'_>) -> bool {
    let signed = *principal.kind() != PrincipalKind::Anonymous;
    signed
        && matches!(
            question.action.folded(),
            "sts:getcalleridentity" | "sts:getsessiontoken"
        )
}

/// Operations that fail whatever policies say.
pub(super) fn refusal(principal: &Principal, question: &Question<'_>) -> Option<Refusal> {
    let action = question.action;
    if action.service() == "sts"
        && action.name().starts_with("assumerole")
        && *principal.kind() == PrincipalKind::Root
    {
        return Some(Refusal::RootCannotAssumeRole);
    }
    credentials(principal, question).or_else(|| reserved(question))
}

/// What temporary credentials cannot do.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
fn credentials(principal: &Principal, question: &Question<'_>) -> Option<Refusal> {
    let (service, name) = (question.action.service(), question.action.name());
    let role = matches!(
        principal.kind(),
        PrincipalKind::Role { .. } | PrincipalKind::RoleSession { .. }
    );
    match principal.session_kind() {
        Some(SessionKind::SessionToken) if !role => {
            let mfa = principal.session().is_some_and(|session| session.mfa);
            match service {
                "iam" if !mfa => Some(Refusal::SessionTokenWithoutMfa),
                "sts" if !matches!(name, "assumerole" | "getcalleridentity") => {
                    Some(Refusal::SessionTokenSts)
                }
                _ => None,
            }
        }
        Some(SessionKind::FederationToken) if !role => {
            let refused = service == "iam" || service == "sts" && name != "getcalleridentity";
            refused.then_some(Refusal::FederationToken)
        }
        _ => {
            let token = matches!(name, "getsessiontoken" | "getfederationtoken");
            (role && service == "sts" && token).then_some(Refusal::RoleCannotGetToken)
        }
    }
}

const POLICY_CHANGES: [&str; 6] = [
    "createpolicyversion",
    "deletepolicy",
    "deletepolicyversion",
    "setdefaultpolicyversion",
    "tagpolicy",
    "untagpolicy",
];

const ROLE_CHANGES: [&str; 11] = [
    "attachrolepolicy",
    "deleterole",
    "deleterolepermissionsboundary",
    "deleterolepolicy",
    "detachrolepolicy",
    "putrolepermissionsboundary",
    "putrolepolicy",
    "tagrole",
    "untagrole",
    "updateassumerolepolicy",
    "updaterole",
];

/// Resources that belong to AWS.
fn reserved(question: &Question<'_>) -> Option<Refusal> {
    let [_, _, service, _, account, resource] = question.resource.parts()?;
    let name = question.action.name();
    match (question.action.service(), service) {
        ("iam", "iam") if account == "aws" && resource.starts_with("policy/") => POLICY_CHANGES
            .contains(&name)
            .then_some(Refusal::AwsManagedPolicy),
        ("iam", "iam") => {
            let reserved = resource.starts_with("role/aws-reserved/")
                || resource.starts_with("role/aws-service-role/");
            let refused = ROLE_CHANGES.contains(&name)
                || resource.starts_with("role/aws-reserved/") && name == "updateroledescription";
            (reserved && refused).then_some(Refusal::ReservedRole)
        }
        ("kms", "kms") if resource.starts_with("alias/aws/") => {
            matches!(name, "createalias" | "updatealias" | "deletealias")
                .then_some(Refusal::ReservedAlias)
        }
        _ => None,
    }
}

/// The caller is whom an identity provider vouches for, and has no policies of its own.
fn is_federated_call(question: &Question<'_>) -> bool {
    matches!(
        question.action.folded(),
        "sts:assumerolewithsaml" | "sts:assumerolewithwebidentity"
    )
}

/// Whether the action is decided by a role's trust policy.
#[must_use]
pub fn is_trust_action(folded: &str) -> bool {
    matches!(
        folded,
        "sts:assumerole"
            | "sts:assumerolewithsaml"
            | "sts:assumerolewithwebidentity"
            | "sts:tagsession"
            | "sts:setsourceidentity"
            | "sts:setcontext"
    )
}

fn is_trust_decision(question: &Question<'_>) -> bool {
    is_trust_action(question.action.folded())
}

/// Only keys: aliases follow the general logic.
fn is_kms_key(question: &Question<'_>) -> bool {
    question.action.service() == "kms"
        && question
            .resource
            .parts()
            .is_some_and(|parts| parts[2] == "kms" && parts[5].starts_with("key/"))
}

/// The owner account's root user can always repair a bucket policy that locks everybody out.
fn is_bucket_policy_call(question: &Question<'_>) -> bool {
    matches!(
        question.action.folded(),
        "s3:getbucketpolicy" | "s3:putbucketpolicy" | "s3:deletebucketpolicy"
    )
}
