//! What AWS was seen to have: an account file or a bundle becomes the observed state, and the plan
//! is rebased onto it.

use std::collections::BTreeSet;

use iam_directory::{
    Account, AccountKind, AccountSettings, Change, ChangeSet, Entity, EntityKind, Estate,
    ImportPlan, Incoming, Operation, Organization, PasswordPolicy, Resource, State, apply,
    plan_import_deciding,
};
use iam_exchange::account_facts::AccountSummary;
use iam_exchange::authorization_details::SeenAccount;
use iam_exchange::credential_report::CredentialReport;
use iam_exchange::resource_policies::ResourcePolicies;
use iam_names::{AccountAlias, AccountId, Arn, EntityId, Timestamp};

use super::{Planned, facts, row_id};
use crate::App;
use crate::contract::account::AccountKindView;
use crate::contract::import::PlanImportRequest;
use crate::error::{Code, CommandError};
use crate::session::account;
use crate::view::count;

/// What a bundle says beyond the authorization details.
#[derive(Clone)]
pub(super) struct More {
    pub(super) account_id: AccountId,
    pub(super) as_of: Timestamp,
    pub(super) alias: Option<AccountAlias>,
    pub(super) password_policy: Option<PasswordPolicy>,
    pub(super) kinds: BTreeSet<EntityKind>,
    pub(super) summary: Option<AccountSummary>,
    pub(super) report: Option<CredentialReport>,
    pub(super) organization: Option<Organization>,
    pub(super) resources: ResourcePolicies,
}

/// What a file says of accounts, kept until its plan is applied. Copying copies pointers.
#[derive(Clone)]
pub(super) struct Observed {
    pub(super) request: PlanImportRequest,
    pub(super) seen: Vec<SeenAccount>,
    pub(super) more: Option<More>,
}

/// Plans the import of what was observed; rows named in `theirs` become what AWS has.
pub(super) fn plan(
    app: &App,
    estate: &Estate,
    observed: &Observed,
    theirs: &BTreeSet<String>,
) -> Result<Planned, CommandError> {
    let mut planner = Planner {
        app,
        estate: estate.clone(),
        theirs,
        planned: Planned::default(),
    };
    let Observed {
        request,
        seen,
        more,
    } = observed;
    for (index, seen) in seen.iter().enumerate() {
        let id = if index == 0 {
            planner.planned.account_id = seen.account_id.to_string();
            planner.main_account(request, seen)?
        } else {
            let other = seen.account_id.to_string();
            planner.planned.other_accounts.push(other);
            planner.account(seen, kind(request.kind))?
        };
        let more = more
            .as_ref()
            .filter(|more| more.account_id == seen.account_id);
        planner.plan(id, seen.clone(), more)?;
        if let Some(more) = more {
            planner.settings(id, more)?;
        }
        planner.planned.account.get_or_insert(id);
    }
    Ok(planner.planned)
}

pub(super) fn kind(kind: AccountKindView) -> AccountKind {
    match kind {
        AccountKindView::Aws => AccountKind::Aws,
        AccountKindView::Local => AccountKind::Local,
    }
}

/// Collects the changes of a plan, each account planned on the estate as those before leave it.
struct Planner<'a> {
    app: &'a App,
    estate: Estate,
    theirs: &'a BTreeSet<String>,
    planned: Planned,
}

impl Planner<'_> {
    /// The account that the file is for: the one asked for, else the one of its number.
    fn main_account(
        &mut self,
        request: &PlanImportRequest,
        seen: &SeenAccount,
    ) -> Result<EntityId, CommandError> {
        if request.account.is_empty() {
            return self.account(seen, kind(request.kind));
        }
        let settings = account(&self.estate, &request.account)?.settings();
        if settings.kind == AccountKind::Aws && settings.account_id != seen.account_id {
            return Err(CommandError::new(
                Code::InvalidField,
                format!(
                    "the file is of the account {}, not of {}",
                    seen.account_id, settings.account_id
                ),
            )
            .help("choose that account, or import into a new one")
            .at("account"));
        }
        Ok(settings.id)
    }

    /// The account of a number and kind, made when it is not there.
    fn account(&mut self, seen: &SeenAccount, kind: AccountKind) -> Result<EntityId, CommandError> {
        let number: AccountId = seen.account_id;
        let held = self
            .estate
            .accounts()
            .map(Account::settings)
            .find(|held| held.account_id == number && held.kind == kind);
        if let Some(held) = held {
            return Ok(held.id);
        }
        let id = self.app.environment.new_id()?;
        let mut settings = AccountSettings::new(id, kind, number);
        settings.partition = seen.partition;
        self.take(vec![Change {
            account: id,
            operation: Operation::CreateAccount {
                settings: Box::new(settings),
            },
        }])?;
        Ok(id)
    }

    fn plan(
        &mut self,
        id: EntityId,
        seen: SeenAccount,
        more: Option<&More>,
    ) -> Result<(), CommandError> {
        let missing = || CommandError::not_found("account");
        let account = self.estate.account(id).ok_or_else(missing)?;
        let directory = &seen.directory;
        let counts = &mut self.planned.counts;
        counts.users += count(directory.users().len());
        counts.groups += count(directory.groups().len());
        counts.roles += count(directory.roles().len());
        counts.policies += count(directory.policies().len());
        let as_of = more.map_or_else(|| self.app.environment.clock.now(), |more| more.as_of);
        let mut incoming = seen.incoming(as_of);
        if let Some(more) = more {
            incoming.speaks_of_credentials = true;
            incoming.kinds.clone_from(&more.kinds);
            beside_known(account, &mut incoming, &more.resources, self.app)?;
        }
        let ImportPlan {
            rows,
            unchanged,
            changes,
        } = plan_import_deciding(account, &incoming, &self.app.managed, &|kind, name| {
            self.theirs.contains(&row_id(kind.as_str(), name))
        });
        self.planned.counts.unchanged += count(unchanged);
        for row in rows {
            self.planned.row(row);
        }
        self.take(changes)
    }

    /// The account's alias and password policy, as AWS has them.
    fn settings(&mut self, id: EntityId, more: &More) -> Result<(), CommandError> {
        let missing = || CommandError::not_found("account");
        let held = self.estate.account(id).ok_or_else(missing)?.settings();
        let (mut operations, mut details) = (Vec::new(), Vec::new());
        if held.alias != more.alias {
            let alias = more.alias.clone();
            details.push(match &alias {
                Some(alias) => format!("the alias is `{alias}`"),
                None => "there is no alias".to_owned(),
            });
            operations.push(Operation::SetAccountAlias { alias });
        }
        if held.password_policy != more.password_policy {
            let policy = more.password_policy.clone();
            details.push(match &policy {
                Some(_) => "the password policy is another one".to_owned(),
                None => "AWS's default password policy is in force".to_owned(),
            });
            operations.push(Operation::SetPasswordPolicy { policy });
        }
        if let Some(summary) = &more.summary {
            let quotas = summary.quotas(&held.quotas);
            if quotas != held.quotas {
                details.push("the quotas are others".to_owned());
                let quotas = Box::new(quotas);
                operations.push(Operation::SetQuotas { quotas });
            }
        }
        let known = |kind| facts::account_facts(held, kind, more.as_of);
        if let Some(facts) = known(facts::Said {
            summary: more.summary.as_ref(),
            report: more.report.as_ref(),
        }) {
            details.push("what AWS says of the account as a whole is different".to_owned());
            operations.push(Operation::SetAccountFacts { facts: Some(facts) });
        }
        if let Some(report) = &more.report {
            let account = self.estate.account(id).ok_or_else(missing)?;
            let kept = facts::kept_report(self.app, account, report, more.as_of)?;
            details.extend(
                kept.iter()
                    .map(|_| "the credential report is another one".into()),
            );
            operations.extend(kept);
        }
        if operations.is_empty() {
            return self.organization(more);
        }
        let name = held.account_id.to_string();
        self.planned.changed("account", name, details);
        let change = |operation| Change {
            account: id,
            operation,
        };
        self.take(operations.into_iter().map(change).collect())?;
        self.organization(more)
    }

    /// The organization as it was seen: the whole of it stands for what was known.
    fn organization(&mut self, more: &More) -> Result<(), CommandError> {
        let Some(mut seen) = more.organization.clone() else {
            return Ok(());
        };
        let held = self
            .estate
            .organizations()
            .find(|held| held.organization_id == seen.organization_id)
            .cloned();
        if let Some(held) = &held {
            seen.id = held.id;
            if says(held) == says(&seen) {
                return Ok(());
            }
        }
        let name = seen.organization_id.to_string();
        let details = vec![format!(
            "{} policies, {} units and accounts",
            seen.policies.len(),
            seen.nodes.len()
        )];
        self.planned.changed("organization", name, details);
        self.take(vec![Change {
            account: seen.id,
            operation: Operation::PutOrganization {
                organization: Box::new(seen),
            },
        }])
    }

    fn take(&mut self, changes: Vec<Change>) -> Result<(), CommandError> {
        let set = ChangeSet::new("", changes);
        self.estate = apply(&self.estate, &set, &self.app.managed)?.estate;
        self.planned.changes.extend(set.changes);
        Ok(())
    }
}

/// What an organization says, whatever ids stand for its parts here: by AWS's own.
fn says(organization: &Organization) -> BTreeSet<String> {
    let policy = |id: &EntityId| {
        let found = organization.policies.iter().find(|held| held.id == *id);
        found.and_then(|held| held.policy_id.clone())
    };
    let nodes = organization.nodes.iter().map(|node| {
        let parent = node.parent.and_then(|parent| organization.node(parent));
        let parent = parent.and_then(|parent| parent.aws_id.clone());
        let attached: BTreeSet<_> = node.attached.iter().filter_map(policy).collect();
        format!("{:?} {} {parent:?} {attached:?}", node.aws_id, node.name)
    });
    let policies = organization.policies.iter().map(|held| {
        format!(
            "{:?} {} {}",
            held.policy_id,
            held.name,
            held.document.text()
        )
    });
    nodes.chain(policies).collect()
}

/// Puts the resources of a file beside those that are known: a file names some of them.
pub(super) fn beside_known(
    account: &Account,
    incoming: &mut Incoming,
    said: &ResourcePolicies,
    app: &App,
) -> Result<(), CommandError> {
    let known = match account.settings().kind {
        AccountKind::Aws => account.state(State::Observed),
        AccountKind::Local => account.planned(),
    };
    incoming.kinds.insert(EntityKind::Resource);
    let named: BTreeSet<&Arn> = said.policies.keys().chain(said.tags.keys()).collect();
    for resource in known.resources() {
        if !named.contains(&resource.arn) {
            incoming
                .directory
                .put(Entity::Resource(Resource::clone(resource)));
        }
    }
    for arn in named {
        let held = known.resource_at(arn.as_str());
        // What the file does not speak of is as it was.
        let policy = said.policies.get(arn).cloned();
        let policy = policy.unwrap_or_else(|| held.and_then(|held| held.policy.clone()));
        let tags = said.tags.get(arn).or_else(|| held.map(|held| &held.tags));
        let tags = tags.cloned().unwrap_or_default();
        if policy.is_none() && tags.is_empty() && held.is_none() {
            continue;
        }
        let id = match held {
            Some(held) => held.id,
            None => app.environment.new_id()?,
        };
        incoming.directory.put(Entity::Resource(Resource {
            id,
            arn: arn.clone(),
            policy,
            tags,
        }));
    }
    Ok(())
}
