//! The sandbox: changes tried out on a copy of the estate, and what they would do to everybody.
//!
//! Whether a change may happen is decided by `iam-directory` when the copy takes it, as for any
//! other change; here a switch is only spelled out as the operations it stands for.

mod layers;

use std::borrow::Cow;
use std::collections::BTreeSet;

use iam_access::{ActionChange, Extent, GivenContext, Scope, Subject, compare, same_access};
use iam_directory::{
    Account, Applied, Change, ChangeSet, Estate, Operation, PolicyDocument, PolicyRef, State,
    apply, describe_all,
};
use iam_names::{EntityId, Timestamp};

use crate::App;
use crate::contract::change::{ChangeView, FieldErrorView};
use crate::contract::directory::PolicyHandle;
use crate::contract::matrix::{EffectView, SandboxChange, SandboxRequest, SandboxView};
use crate::contract::simulate::PrincipalView;
use crate::error::{Code, CommandError};
use crate::session::account;
use crate::view::count;

/// How many of the actions that change are named for one principal.
const EXAMPLES: usize = 12;

impl App {
    /// The estate with the changes of a sandbox; the estate itself when there are none.
    pub(super) fn tried<'e>(
        &self,
        estate: &'e Estate,
        account: &Account,
        changes: &[SandboxChange],
    ) -> Result<Cow<'e, Estate>, CommandError> {
        if changes.is_empty() {
            return Ok(Cow::Borrowed(estate));
        }
        let now = Some(self.environment.clock.now());
        let spelled = self.spelled_out(estate, account, changes, now)?;
        let set = ChangeSet::new("Try in the sandbox", spelled.concat());
        let Applied { estate, .. } = apply(estate, &set, &self.managed)?;
        Ok(Cow::Owned(estate))
    }

    /// What a sandbox would do to everybody of the account.
    pub fn sandbox(&self, request: &SandboxRequest) -> Result<SandboxView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let now = Some(self.environment.clock.now());
        let spelled = self.spelled_out(&estate, account, &request.changes, now)?;
        let each = spelled.iter().map(|it| count(it.len())).collect();
        let set = ChangeSet::new("Try in the sandbox", spelled.concat());
        let changes = describe_all(&estate, &set)
            .into_iter()
            .map(|(operation, sentence)| ChangeView {
                operation: operation.to_owned(),
                sentence,
            })
            .collect();
        let after = match apply(&estate, &set, &self.managed) {
            Ok(Applied { estate, .. }) => estate,
            Err(refusal) => {
                return Ok(SandboxView {
                    possible: false,
                    errors: vec![FieldErrorView {
                        field: refusal.field.unwrap_or_default().to_owned(),
                        code: refusal.code.as_str().to_owned(),
                        message: refusal.message,
                        help: refusal.help,
                    }],
                    changes,
                    spelled: each,
                    effects: Vec::new(),
                });
            }
        };
        let id = account.settings().id;
        let now = after
            .account(id)
            .ok_or_else(|| CommandError::not_found("account"))?;
        let before = session
            .engine
            .scope(&estate, account, State::Planned, &self.managed)?;
        let after = session
            .engine
            .scope(&after, now, State::Planned, &self.managed)?;
        let given = GivenContext {
            keys: Vec::new(),
            time: Some(self.environment.clock.now()),
        };
        Ok(SandboxView {
            possible: true,
            errors: Vec::new(),
            changes,
            spelled: each,
            effects: effects(before, after, &given),
        })
    }
}

/// What differs for everybody, the widest difference first.
pub(crate) fn effects(
    before: Scope<'_>,
    after: Scope<'_>,
    given: &GivenContext,
) -> Vec<EffectView> {
    let everybody: BTreeSet<EntityId> = before.principals().chain(after.principals()).collect();
    let mut effects: Vec<EffectView> = everybody
        .into_iter()
        .filter_map(|id| effect(before, after, id, given))
        .collect();
    effects.sort_by_key(|effect| {
        let width = effect.gained + effect.lost + effect.moved;
        (u32::MAX - width, effect.principal.name.to_lowercase())
    });
    effects
}

fn effect(
    before: Scope<'_>,
    after: Scope<'_>,
    id: EntityId,
    given: &GivenContext,
) -> Option<EffectView> {
    let was = Subject::with_id(before, id).ok();
    let is = Subject::with_id(after, id).ok();
    if let (Some(was), Some(is)) = (&was, &is)
        && same_access(was, is)
    {
        return None;
    }
    let compared = compare(was.as_ref(), is.as_ref(), given);
    if compared.is_empty() {
        return None;
    }
    let named = is.as_ref().or(was.as_ref())?;
    let principal = principal(named, id)?;
    let examples = [
        ("gains", &compared.gained),
        ("loses", &compared.lost),
        ("moves", &compared.moved),
    ]
    .into_iter()
    .flat_map(|(verb, changes)| {
        changes
            .iter()
            .take(EXAMPLES)
            .map(move |change| example(verb, change))
    })
    .collect();
    Some(EffectView {
        principal,
        gained: count(compared.gained.len()),
        lost: count(compared.lost.len()),
        moved: count(compared.moved.len()),
        examples,
    })
}

/// `gains s3:GetObject on arn:…`.
fn example(verb: &str, change: &ActionChange) -> String {
    let shown = if verb == "loses" {
        &change.before
    } else {
        &change.after
    };
    match shown {
        Extent::Some { allowed, .. } => {
            format!("{verb} `{}` on {}", change.action, allowed.join(", "))
        }
        Extent::All | Extent::None => format!("{verb} `{}`", change.action),
    }
}

/// A user or role as screens name it.
pub(super) fn principal(subject: &Subject<'_>, id: EntityId) -> Option<PrincipalView> {
    let directory = subject.scope.directory();
    let (entity, name) = match (directory.user(id), directory.role(id)) {
        (Some(user), _) => ("user", user.name.to_string()),
        (None, Some(role)) => ("role", role.name.to_string()),
        (None, None) => return None,
    };
    Some(PrincipalView {
        id: id.to_string(),
        entity: entity.to_owned(),
        name,
        arn: subject.name().to_owned(),
    })
}

impl App {
    /// The changes that each change of a sandbox stands for, a switch spelled out for the account as the
    /// changes before it leave it.
    pub(crate) fn spelled_out(
        &self,
        estate: &Estate,
        account: &Account,
        changes: &[SandboxChange],
        created: Option<Timestamp>,
    ) -> Result<Vec<Vec<Change>>, CommandError> {
        let id = account.settings().id;
        let mut so_far = Cow::Borrowed(estate);
        let mut made: Vec<Vec<Change>> = Vec::with_capacity(changes.len());
        for (index, change) in changes.iter().enumerate() {
            let later = changes.get(index + 1..).unwrap_or_default();
            if is_replaced(change, later) {
                made.push(Vec::new());
                continue;
            }
            let account = so_far
                .account(id)
                .ok_or_else(|| CommandError::not_found("account"))?;
            let spelled = spell_out(&so_far, account, change, created)
                .map_err(|error| error.at(format!("changes[{index}]")))?;
            // What is refused is told when the whole is applied; the rest goes on without it.
            if !later.is_empty()
                && let Ok(applied) =
                    apply(&so_far, &ChangeSet::new("", spelled.clone()), &self.managed)
            {
                so_far = Cow::Owned(applied.estate);
            }
            made.push(spelled);
        }
        Ok(made)
    }
}

/// Whether a document is given again later.
fn is_replaced(change: &SandboxChange, later: &[SandboxChange]) -> bool {
    let SandboxChange::EditPolicy { policy, .. } = change else {
        return false;
    };
    later.iter().any(
        |later| matches!(later, SandboxChange::EditPolicy { policy: again, .. } if again == policy),
    )
}

fn spell_out(
    estate: &Estate,
    account: &Account,
    change: &SandboxChange,
    created: Option<Timestamp>,
) -> Result<Vec<Change>, CommandError> {
    let operations = match change {
        SandboxChange::Attach { holder, policy } => vec![Operation::AttachPolicy {
            holder: id(holder)?,
            policy: managed(policy)?,
        }],
        SandboxChange::Detach {
            policy: PolicyHandle::Inline { holder, name },
            ..
        } => vec![Operation::DeleteInlinePolicy {
            holder: id(holder)?,
            name: name
                .parse()
                .map_err(|error| CommandError::field("name", &error))?,
        }],
        SandboxChange::Detach { holder, policy } => vec![Operation::DetachPolicy {
            holder: id(holder)?,
            policy: managed(policy)?,
        }],
        SandboxChange::SwitchOffPolicy { policy } => {
            let policy = managed(policy)?;
            let holders = account.planned().holders(&policy, false);
            holders
                .into_iter()
                .map(|(_, holder, _)| Operation::DetachPolicy {
                    holder,
                    policy: policy.clone(),
                })
                .collect()
        }
        SandboxChange::SwitchOffGroup { group } => {
            let group = id(group)?;
            let users = account.planned().users();
            users
                .filter(|user| user.groups.contains(&group))
                .map(|user| Operation::RemoveUserFromGroup {
                    user: user.id,
                    group,
                })
                .collect()
        }
        SandboxChange::SwitchOffLayer { layer } => {
            return Ok(layers::switch_off(estate, account, *layer));
        }
        SandboxChange::SwitchOffBoundary { holder } => {
            vec![Operation::DeletePermissionsBoundary {
                holder: id(holder)?,
            }]
        }
        SandboxChange::AddToGroup { user, group } => vec![Operation::AddUserToGroup {
            user: id(user)?,
            group: id(group)?,
        }],
        SandboxChange::RemoveFromGroup { user, group } => vec![Operation::RemoveUserFromGroup {
            user: id(user)?,
            group: id(group)?,
        }],
        SandboxChange::EditPolicy { policy, document } => edit(account, policy, document, created)?,
        SandboxChange::PutInline {
            holder,
            name,
            document,
        } => vec![Operation::PutInlinePolicy {
            holder: id(holder)?,
            name: name
                .parse()
                .map_err(|error| CommandError::field("name", &error))?,
            document: PolicyDocument::new(document),
        }],
    };
    Ok(in_account(account, operations))
}

/// Operations as changes of an account.
fn in_account(account: &Account, operations: Vec<Operation>) -> Vec<Change> {
    let id = account.settings().id;
    let change = |operation| Change {
        account: id,
        operation,
    };
    operations.into_iter().map(change).collect()
}

/// Another document: a new default version of a customer managed policy, making room for it by
/// the oldest version that is not in force; or the inline policy put again.
fn edit(
    account: &Account,
    policy: &PolicyHandle,
    document: &str,
    created: Option<Timestamp>,
) -> Result<Vec<Operation>, CommandError> {
    let document = PolicyDocument::new(document);
    match policy {
        PolicyHandle::Customer { id: policy } => {
            let policy = id(policy)?;
            let held = account
                .planned()
                .policy(policy)
                .ok_or_else(|| CommandError::not_found("policy"))?;
            let most = account.settings().quotas.versions_per_policy as usize;
            let mut made = Vec::new();
            if held.versions.len() >= most
                && let Some(oldest) = held
                    .versions
                    .iter()
                    .find(|version| version.id != held.default_version)
            {
                made.push(Operation::DeletePolicyVersion {
                    policy,
                    version: oldest.id.clone(),
                });
            }
            made.push(Operation::CreatePolicyVersion {
                policy,
                document,
                set_as_default: true,
                created,
            });
            Ok(made)
        }
        PolicyHandle::Inline { holder, name } => Ok(vec![Operation::PutInlinePolicy {
            holder: id(holder)?,
            name: name
                .parse()
                .map_err(|error| CommandError::field("name", &error))?,
            document,
        }]),
        PolicyHandle::Arn { arn } => Err(CommandError::new(
            Code::InvalidField,
            format!("the AWS managed policy `{arn}` can not be edited"),
        )
        .help("switch it off, or attach another one beside it")),
    }
}

fn id(text: &str) -> Result<EntityId, CommandError> {
    text.parse()
        .map_err(|_| CommandError::not_found("user, group, role or policy"))
}

fn managed(handle: &PolicyHandle) -> Result<PolicyRef, CommandError> {
    match handle {
        PolicyHandle::Customer { id: policy } => Ok(PolicyRef::Customer(id(policy)?)),
        PolicyHandle::Arn { arn } => Ok(PolicyRef::Arn(
            arn.parse()
                .map_err(|error| CommandError::field("policy", &error))?,
        )),
        PolicyHandle::Inline { name, .. } => Err(CommandError::new(
            Code::InvalidField,
            format!("the inline policy `{name}` belongs to its holder"),
        )
        .help("detach it from its holder, or edit its document")),
    }
}
