//! The sandbox: changes tried out on a copy of the estate, and what they would do to everybody.
//!
//! Whether a change may happen is decided by `iam-directory` when the copy takes it, as for any
//! other change; here a switch is only spelled out as the operations it stands for.

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
        let set = change_set(account, changes, self.environment.clock.now())?;
        let Applied { estate, .. } = apply(estate, &set, &self.managed)?;
        Ok(Cow::Owned(estate))
    }

    /// What a sandbox would do to everybody of the account.
    pub fn sandbox(&self, request: &SandboxRequest) -> Result<SandboxView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let set = change_set(account, &request.changes, self.environment.clock.now())?;
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

/// The changes of a sandbox as one set.
fn change_set(
    account: &Account,
    changes: &[SandboxChange],
    now: Timestamp,
) -> Result<ChangeSet, CommandError> {
    let id = account.settings().id;
    let operations = operations(account, changes, Some(now))?;
    let changes = operations
        .into_iter()
        .map(|operation| Change {
            account: id,
            operation,
        })
        .collect();
    Ok(ChangeSet::new("Try in the sandbox", changes))
}

/// The operations that a sandbox stands for, each switch spelled out for the account with the
/// operations before it.
pub(crate) fn operations(
    account: &Account,
    changes: &[SandboxChange],
    created: Option<Timestamp>,
) -> Result<Vec<Operation>, CommandError> {
    let mut made = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let replaced = changes
            .iter()
            .skip(index + 1)
            .any(|later| match (change, later) {
                (
                    SandboxChange::EditPolicy { policy, .. },
                    SandboxChange::EditPolicy { policy: again, .. },
                ) => policy == again,
                _ => false,
            });
        if !replaced {
            let at = format!("changes[{index}]");
            spell_out(account, change, created, &mut made).map_err(|error| error.at(at))?;
        }
    }
    Ok(made)
}

fn spell_out(
    account: &Account,
    change: &SandboxChange,
    created: Option<Timestamp>,
    made: &mut Vec<Operation>,
) -> Result<(), CommandError> {
    match change {
        SandboxChange::Attach { holder, policy } => made.push(Operation::AttachPolicy {
            holder: id(holder)?,
            policy: managed(policy)?,
        }),
        SandboxChange::Detach {
            policy: PolicyHandle::Inline { holder, name },
            ..
        } => made.push(Operation::DeleteInlinePolicy {
            holder: id(holder)?,
            name: name
                .parse()
                .map_err(|error| CommandError::field("name", &error))?,
        }),
        SandboxChange::Detach { holder, policy } => made.push(Operation::DetachPolicy {
            holder: id(holder)?,
            policy: managed(policy)?,
        }),
        SandboxChange::SwitchOffPolicy { policy } => {
            let policy = managed(policy)?;
            for holder in holders(account, &policy, made) {
                let policy = policy.clone();
                made.push(Operation::DetachPolicy { holder, policy });
            }
        }
        SandboxChange::SwitchOffGroup { group } => {
            let group = id(group)?;
            for user in members(account, group, made) {
                made.push(Operation::RemoveUserFromGroup { user, group });
            }
        }
        SandboxChange::SwitchOffBoundary { holder } => {
            made.push(Operation::DeletePermissionsBoundary {
                holder: id(holder)?,
            });
        }
        SandboxChange::AddToGroup { user, group } => made.push(Operation::AddUserToGroup {
            user: id(user)?,
            group: id(group)?,
        }),
        SandboxChange::RemoveFromGroup { user, group } => {
            made.push(Operation::RemoveUserFromGroup {
                user: id(user)?,
                group: id(group)?,
            });
        }
        SandboxChange::EditPolicy { policy, document } => {
            edit(account, policy, document, created, made)?;
        }
        SandboxChange::PutInline {
            holder,
            name,
            document,
        } => made.push(Operation::PutInlinePolicy {
            holder: id(holder)?,
            name: name
                .parse()
                .map_err(|error| CommandError::field("name", &error))?,
            document: PolicyDocument::new(document),
        }),
    }
    Ok(())
}

/// Another document: a new default version of a customer managed policy, making room for it by
/// the oldest version that is not in force; or the inline policy put again.
fn edit(
    account: &Account,
    policy: &PolicyHandle,
    document: &str,
    created: Option<Timestamp>,
    made: &mut Vec<Operation>,
) -> Result<(), CommandError> {
    let document = PolicyDocument::new(document);
    match policy {
        PolicyHandle::Customer { id: policy } => {
            let policy = id(policy)?;
            let held = account
                .planned()
                .policy(policy)
                .ok_or_else(|| CommandError::not_found("policy"))?;
            let most = account.settings().quotas.versions_per_policy as usize;
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
            Ok(())
        }
        PolicyHandle::Inline { holder, name } => {
            made.push(Operation::PutInlinePolicy {
                holder: id(holder)?,
                name: name
                    .parse()
                    .map_err(|error| CommandError::field("name", &error))?,
                document,
            });
            Ok(())
        }
        PolicyHandle::Arn { arn } => Err(CommandError::new(
            Code::InvalidField,
            format!("the AWS managed policy `{arn}` can not be edited"),
        )
        .help("switch it off, or attach another one beside it")),
    }
}

/// Who has a managed policy attached, once the operations so far have happened.
fn holders(account: &Account, policy: &PolicyRef, made: &[Operation]) -> BTreeSet<EntityId> {
    let holders = account.planned().holders(policy, false);
    let mut holders: BTreeSet<EntityId> = holders.into_iter().map(|(_, id, _)| id).collect();
    for operation in made {
        match operation {
            Operation::AttachPolicy { holder, policy: it } if it == policy => {
                holders.insert(*holder);
            }
            Operation::DetachPolicy { holder, policy: it } if it == policy => {
                holders.remove(holder);
            }
            _ => {}
        }
    }
    holders
}

/// Who is in a group, once the operations so far have happened.
fn members(account: &Account, group: EntityId, made: &[Operation]) -> BTreeSet<EntityId> {
    let users = account.planned().users();
    let mut members: BTreeSet<EntityId> = users
        .filter(|user| user.groups.contains(&group))
        .map(|user| user.id)
        .collect();
    for operation in made {
        match operation {
            Operation::AddUserToGroup { user, group: it } if *it == group => {
                members.insert(*user);
            }
            Operation::RemoveUserFromGroup { user, group: it } if *it == group => {
                members.remove(user);
            }
            _ => {}
        }
    }
    members
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
