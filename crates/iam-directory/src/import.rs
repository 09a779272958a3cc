//! An import: what a file of AWS's says, matched with what the account holds, as a plan of
//! changes. Nothing is altered here.
//!
//! Entities are matched by AWS's unique id first and by name second, so that what was planned
//! here and carried out since is recognised. An AWS account takes the file as its observed state
//! and the plan is rebased onto it (`import/rebase.rs`). A local account takes it as ordinary
//! changes under the rules: a rehearsal copy (`import/rehearse.rs`).

mod matching;
mod rebase;
mod rehearse;
mod spelling;
mod wanted;

pub use wanted::{Wanted, WantedKind, plan_wanted};

use std::collections::BTreeSet;

use iam_names::Timestamp;

use crate::{Account, AccountKind, Change, Directory, EntityKind, ManagedPolicies, State};

/// What a file says of one account, under ids of its own making.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The entities. References between them use the same made-up ids.
    pub directory: Directory,
    /// When AWS was looked at.
    pub as_of: Timestamp,
    /// The kinds of entities that the file gives all of: one of these that is not in it is gone.
    /// What is known of other kinds stays.
    pub kinds: BTreeSet<EntityKind>,
    /// Whether the file speaks of passwords, keys and MFA devices. `GetAccountAuthorizationDetails`
    /// does not: what is known of them then stays.
    pub speaks_of_credentials: bool,
}

impl Incoming {
    /// The kinds that `GetAccountAuthorizationDetails` gives all of. Of instance profiles it names
    /// those that hold a role.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>
    #[must_use]
    pub fn authorization_details_kinds() -> BTreeSet<EntityKind> {
        [
            EntityKind::User,
            EntityKind::Group,
            EntityKind::Role,
            EntityKind::Policy,
            EntityKind::InstanceProfile,
        ]
        .into()
    }
}

/// What happens to one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportVerdict {
    /// Not known until now.
    New,
    /// Different now.
    Changed,
    /// Not in the file any more.
    Gone,
    /// Changed here and there: ours stays until a person decides.
    Conflict,
    /// A rule refuses it.
    Refused,
}

impl ImportVerdict {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Conflict => "conflict",
            Self::Refused => "refused",
        }
    }
}

/// One entity of a plan.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Which sort.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// What happens to it.
    pub verdict: ImportVerdict,
    /// What is different or why it is refused, a sentence each.
    pub details: Vec<String>,
}

/// What an import would do to one account.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// The entities it touches, by kind and name.
    pub rows: Vec<ImportRow>,
    /// How many entities it leaves as they are.
    pub unchanged: usize,
    /// The changes that carry it out.
    pub changes: Vec<Change>,
}

/// Plans the import of a file into an account. The ids of the file must be made up for it: an id
/// that means something in the account already would be taken for that.
#[must_use]
pub fn plan_import(
    account: &Account,
    incoming: &Incoming,
    managed: &dyn ManagedPolicies,
) -> ImportPlan {
    plan_import_deciding(account, incoming, managed, &|_, _| false)
}

/// The same, with a person's decisions: where `theirs_stands` says so of a kind and name, what AWS
/// has becomes the plan, whatever was planned here.
#[must_use]
pub fn plan_import_deciding(
    account: &Account,
    incoming: &Incoming,
    managed: &dyn ManagedPolicies,
    theirs_stands: &dyn Fn(EntityKind, &str) -> bool,
) -> ImportPlan {
    let matched = matching::match_ids(account, &incoming.directory);
    let mut theirs = matching::rekey(&incoming.directory, &matched);
    let held = match account.settings().kind {
        AccountKind::Aws => account.state(State::Observed),
        AccountKind::Local => account.planned(),
    };
    let spoken_of = incoming.speaks_of_credentials;
    matching::keep_credentials(held, account.planned(), &mut theirs, spoken_of);
    spelling::keep_spelling(account, &mut theirs);
    let mut plan = match account.settings().kind {
        AccountKind::Aws => rebase::observe(account, &theirs, incoming, theirs_stands),
        AccountKind::Local => rehearse::rehearse(account, &theirs, incoming.as_of, managed),
    };
    plan.rows
        .sort_by_key(|row| (row.kind, row.name.to_lowercase()));
    plan
}
