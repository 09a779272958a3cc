//! Where a question is asked: which estate, which account, which of its two states.

use crate::around::{KnownResource, Organization, Surroundings};
use crate::{AccessError, PolicyLibrary};
use iam_directory::{Account, Directory, Estate, ManagedPolicies, State};
use iam_names::{AccountId, Arn, EntityId};

/// Everything a question may look at. Copying it copies pointers.
#[derive(Clone, Copy)]
pub struct Scope<'e> {
    estate: &'e Estate,
    account: &'e Account,
    state: State,
    managed: &'e (dyn ManagedPolicies + Sync),
    library: &'e PolicyLibrary,
    around: Option<&'e Surroundings>,
}

impl<'e> Scope<'e> {
    /// Questions about one account of an estate, read in one of its states.
    pub fn new(
        estate: &'e Estate,
        account: EntityId,
        state: State,
        managed: &'e (dyn ManagedPolicies + Sync),
        library: &'e PolicyLibrary,
    ) -> Result<Self, AccessError> {
        let account = estate.account(account).ok_or(AccessError::NoAccount)?;
        Ok(Self {
            estate,
            account,
            state,
            managed,
            library,
            around: None,
        })
    }

    /// The same, with what is known around its accounts.
    #[must_use]
    pub fn within(self, around: &'e Surroundings) -> Self {
        Self {
            around: Some(around),
            ..self
        }
    }

    /// The organization that the account is known to be in.
    #[must_use]
    pub fn organization(&self) -> Option<&'e Organization> {
        let around = self.around?;
        around
            .organizations
            .get(&self.account.settings().account_id)
    }

    /// The organization, when its policies limit the account: not its management account.
    #[must_use]
    pub fn limiting_organization(&self) -> Option<&'e Organization> {
        let own = self.account.settings().account_id;
        self.organization()
            .filter(|it| it.management_account != own)
    }

    /// The known resource whose policy speaks for an ARN, with its own ARN.
    #[must_use]
    pub fn resource(&self, arn: &str) -> Option<(&'e str, &'e KnownResource)> {
        self.around?.resource(arn)
    }

    /// The account a resource belongs to: as it is known, else as its ARN says.
    #[must_use]
    pub fn owner(&self, resource: &str) -> Option<AccountId> {
        let known = self.resource(resource).and_then(|(_, known)| known.owner);
        known.or_else(|| resource.parse::<Arn>().ok()?.account_id())
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &'e Account {
        self.account
    }

    /// Its entities in the state asked about.
    #[must_use]
    pub fn directory(&self) -> &'e Directory {
        self.account.state(self.state)
    }

    /// Every user and role, by id: those who can be asked about.
    pub fn principals(&self) -> impl Iterator<Item = EntityId> + use<'e> {
        let directory = self.directory();
        let users = directory.users().map(|user| user.id);
        users.chain(directory.roles().map(|role| role.id))
    }

    /// The estate.
    #[must_use]
    pub fn estate(&self) -> &'e Estate {
        self.estate
    }

    /// The AWS managed policies.
    #[must_use]
    pub fn managed(&self) -> &'e (dyn ManagedPolicies + Sync) {
        self.managed
    }

    /// The lowered policies.
    #[must_use]
    pub fn library(&self) -> &'e PolicyLibrary {
        self.library
    }

    /// The same question asked in the account with these twelve digits, when the estate has it.
    #[must_use]
    pub fn in_account(&self, digits: &str) -> Option<Self> {
        if self.account.settings().account_id == *digits {
            return Some(*self);
        }
        let account = self.estate.account_numbered(digits.parse().ok()?)?;
        Some(Self { account, ..*self })
    }
}

impl std::fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Scope({}, {:?})",
            self.account.settings().account_id,
            self.state
        )
    }
}
