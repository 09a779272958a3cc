//! The condition keys AWS fills in by itself, where the estate knows their values.
//!
//! Each value says where it comes from, and whoever asks may set another one. What depends on the
//! call (its address, its encryption, MFA) is not known and stays absent, so that an answer which
//! hangs on it says so.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>

use crate::Session;
use crate::around::Membership;
use crate::subject::{Held, Subject};
use iam_catalog::Catalogue;
use iam_directory::Tags;
use iam_names::{AccountId, Arn, Timestamp};
use iam_policy::context::{Context, ContextValue};
use iam_policy::request::PrincipalKind;

/// Where a key's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// From the principal.
    Principal,
    /// From the principal's tags.
    PrincipalTag,
    /// From the session's credentials.
    Session,
    /// From the organization that the principal's or the resource's account is in.
    Organization,
    /// From the resource's ARN.
    Resource,
    /// From the resource's tags.
    ResourceTag,
    /// Assumed, because the resource's ARN does not say: the principal's own account.
    AssumedAccount,
    /// Assumed: the principal calls by itself and no service calls for it.
    AssumedDirect,
    /// From the time that was given.
    Time,
    /// Set by whoever asks; it stands above everything else.
    Given,
}

impl Origin {
    /// A few words for a table.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Principal => "from the principal",
            Self::PrincipalTag => "a tag of the principal",
            Self::Session => "from the session",
            Self::Organization => "from the organization",
            Self::Resource => "from the resource's ARN",
            Self::ResourceTag => "a tag of the resource",
            Self::AssumedAccount => "assumed: the principal's account",
            Self::AssumedDirect => "assumed: a direct call",
            Self::Time => "the time given",
            Self::Given => "given",
        }
    }
}

/// A key that was filled in or given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledKey {
    /// The key in AWS's spelling.
    pub key: String,
    /// Its value.
    pub value: ContextValue,
    /// Where that comes from.
    pub origin: Origin,
}

/// What whoever asks says about the call.
#[derive(Debug, Clone, Default)]
pub struct GivenContext {
    /// Keys with their values; they stand above what is filled in.
    pub keys: Vec<(String, ContextValue)>,
    /// When the call is made, for `aws:CurrentTime` and `aws:EpochTime`.
    pub time: Option<Timestamp>,
}

/// The context of a call by `subject` on `resource` (`None` where no resource is named).
#[must_use]
pub fn fill(subject: &Subject<'_>, resource: Option<&str>, given: &GivenContext) -> Vec<FilledKey> {
    let mut filled = Filling::default();
    principal_keys(&mut filled, subject);
    if let Some(session) = &subject.session {
        session_keys(&mut filled, session, given.time);
    }
    resource_keys(&mut filled, subject, resource);
    if let Some(time) = given.time {
        filled.single("aws:CurrentTime", time.to_string(), Origin::Time);
        filled.single("aws:EpochTime", time.unix().to_string(), Origin::Time);
    }
    for (key, value) in &given.keys {
        let spelled = Catalogue::bundled()
            .canonical_key(key)
            .unwrap_or_else(|| key.clone());
        filled.put(spelled, value.clone(), Origin::Given);
    }
    filled
        .keys
        .sort_by_cached_key(|filled| filled.key.to_lowercase());
    filled.keys
}

/// The keys as the engine takes them.
#[must_use]
pub fn to_context(filled: &[FilledKey]) -> Context {
    let mut context = Context::default();
    for key in filled {
        context.set(&key.key, key.value.clone());
    }
    context
}

#[derive(Default)]
struct Filling {
    keys: Vec<FilledKey>,
}

impl Filling {
    fn single(&mut self, key: &str, value: impl Into<String>, origin: Origin) {
        self.put(key.to_owned(), ContextValue::Single(value.into()), origin);
    }

    fn tags(&mut self, prefix: &str, tags: &Tags, origin: Origin) {
        for (key, value) in tags {
            self.single(
                &format!("{prefix}/{}", key.as_str()),
                value.as_str(),
                origin,
            );
        }
    }

    /// The last one stands; names are compared without case.
    fn put(&mut self, key: String, value: ContextValue, origin: Origin) {
        let folded = key.to_lowercase();
        self.keys.retain(|known| known.key.to_lowercase() != folded);
        self.keys.push(FilledKey { key, value, origin });
    }
}

fn principal_keys(filled: &mut Filling, subject: &Subject<'_>) {
    let principal = &subject.principal;
    let kind = match principal.kind() {
        PrincipalKind::Root => Some("Account"),
        PrincipalKind::User => Some("User"),
        PrincipalKind::Role { .. } | PrincipalKind::RoleSession { .. } => Some("AssumedRole"),
        PrincipalKind::FederatedUser => Some("FederatedUser"),
        PrincipalKind::Anonymous => Some("Anonymous"),
        PrincipalKind::Service | PrincipalKind::Federated => None,
    };
    if let Some(kind) = kind {
        filled.single("aws:PrincipalType", kind, Origin::Principal);
    }
    let service = matches!(principal.kind(), PrincipalKind::Service);
    let signed = !matches!(
        principal.kind(),
        PrincipalKind::Anonymous | PrincipalKind::Federated
    );
    if signed {
        filled.single(
            "aws:PrincipalIsAWSService",
            service.to_string(),
            Origin::Principal,
        );
    }
    if service {
        filled.single(
            "aws:PrincipalServiceName",
            principal.as_str(),
            Origin::Principal,
        );
    } else {
        filled.single("aws:ViaAWSService", "false", Origin::AssumedDirect);
    }
    let Some(account) = principal.account() else {
        return;
    };
    filled.single("aws:PrincipalAccount", account, Origin::Principal);
    filled.single(
        "aws:PrincipalArn",
        subject.principal_arn(),
        Origin::Principal,
    );
    match subject.held {
        Held::User(user) => {
            // A federated user is none of IAM's: it has no user name.
            if *principal.kind() == PrincipalKind::User {
                filled.single("aws:username", user.name.as_str(), Origin::Principal);
                if let Some(id) = &user.unique_id {
                    filled.single("aws:userid", id.as_str(), Origin::Principal);
                }
            }
            filled.tags("aws:PrincipalTag", &user.tags, Origin::PrincipalTag);
        }
        Held::Role(role) => {
            // Without a session there is no telling which one calls.
            if let (Some(id), PrincipalKind::RoleSession { .. }) =
                (&role.unique_id, principal.kind())
            {
                let session = principal.as_str().rsplit('/').next().unwrap_or_default();
                let id = format!("{}:{session}", id.as_str());
                filled.single("aws:userid", id, Origin::Principal);
            }
            filled.tags("aws:PrincipalTag", &role.tags, Origin::PrincipalTag);
        }
        Held::Root if *principal.kind() == PrincipalKind::Root => {
            filled.single("aws:userid", account, Origin::Principal);
        }
        Held::Root | Held::Nothing => {}
    }
    if *principal.kind() == PrincipalKind::FederatedUser {
        let name = principal.as_str().rsplit('/').next().unwrap_or_default();
        let id = format!("{account}:{name}");
        filled.single("aws:userid", id, Origin::Principal);
    }
}

/// The keys that temporary credentials bring with them.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties>
fn session_keys(filled: &mut Filling, session: &Session, now: Option<Timestamp>) {
    if let Some(issued) = session.issued {
        filled.single("aws:TokenIssueTime", issued.to_string(), Origin::Session);
    }
    if let Some(mfa) = session.mfa() {
        filled.single(
            "aws:MultiFactorAuthPresent",
            mfa.to_string(),
            Origin::Session,
        );
        if let (true, Some(issued), Some(now)) = (mfa, session.issued, now) {
            let age = now.unix().saturating_sub(issued.unix());
            filled.single("aws:MultiFactorAuthAge", age.to_string(), Origin::Session);
        }
    }
    if let Some(provider) = session.provider() {
        filled.single("aws:FederatedProvider", provider, Origin::Session);
    }
    if let Some(identity) = &session.source_identity {
        filled.single("aws:SourceIdentity", identity.as_str(), Origin::Session);
    }
    filled.tags("aws:PrincipalTag", &session.tags, Origin::Session);
}

fn resource_keys(filled: &mut Filling, subject: &Subject<'_>, resource: Option<&str>) {
    let arn: Option<Arn> = resource.and_then(|text| text.parse().ok());
    let named = resource.and_then(|text| subject.scope.owner(text));
    match (named, subject.principal.account()) {
        (Some(account), _) => {
            filled.single("aws:ResourceAccount", account.to_string(), Origin::Resource);
        }
        (None, Some(account)) => {
            filled.single("aws:ResourceAccount", account, Origin::AssumedAccount);
        }
        (None, None) => {}
    }
    organization_keys(filled, subject, named);
    let known = resource.and_then(|text| subject.scope.resource(text));
    // A bucket's tags are not its objects'.
    if let Some(known) = known.filter(|it| resource == Some(it.resource.arn.as_str())) {
        let tags = &known.resource.tags;
        filled.tags("aws:ResourceTag", tags, Origin::ResourceTag);
        // Services have keys of their own for the same tags.
        let own = format!("{}:ResourceTag", known.resource.arn.service());
        if Catalogue::bundled()
            .condition_key(&format!("{own}/x"))
            .is_some()
        {
            filled.tags(&own, tags, Origin::ResourceTag);
        }
    }
    let Some(arn) = arn else { return };
    let Some(tags) = iam_tags(subject, &arn) else {
        return;
    };
    filled.tags("aws:ResourceTag", tags, Origin::ResourceTag);
    filled.tags("iam:ResourceTag", tags, Origin::ResourceTag);
}

/// The organizations of the principal and of the resource, and their places in them.
fn organization_keys(filled: &mut Filling, subject: &Subject<'_>, owner: Option<AccountId>) {
    let mine = subject.membership();
    let mut keys = |side: &str, membership: Membership<'_>, origin: Origin| {
        let id = membership.organization_id();
        filled.single(&format!("aws:{side}OrgID"), id, origin);
        if let Some(path) = membership.path() {
            let paths = ContextValue::Many(vec![path]);
            filled.put(format!("aws:{side}OrgPaths"), paths, origin);
        }
    };
    if let Some(mine) = mine {
        keys("Principal", mine, Origin::Organization);
    }
    let (theirs, origin) = match owner {
        Some(owner) => (subject.scope.membership_of(owner), Origin::Organization),
        None => (mine, Origin::AssumedAccount),
    };
    if let Some(theirs) = theirs {
        keys("Resource", theirs, origin);
    }
}

/// The tags of a user, role or policy that the estate holds.
fn iam_tags<'e>(subject: &Subject<'e>, arn: &Arn) -> Option<&'e Tags> {
    let (kind, path, name) = arn.iam_entity()?;
    let directory = subject.scope.in_account(arn.account())?.directory();
    match kind {
        "user" => directory
            .user_named(name)
            .filter(|user| user.path.as_str() == path)
            .map(|user| &user.tags),
        "role" => directory
            .role_named(name)
            .filter(|role| role.path.as_str() == path)
            .map(|role| &role.tags),
        "policy" => directory
            .policy_named(name)
            .filter(|policy| policy.path.as_str() == path)
            .map(|policy| &policy.tags),
        _ => None,
    }
}
