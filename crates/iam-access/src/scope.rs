//! Where a question is asked: which estate, which account, which of its two states.

use crate::{AccessError, PolicyLibrary};
use iam_directory::{Account, Directory, Estate, ManagedPolicies, State};
use iam_names::EntityId;

/// Everything a question may look at. Copying it copies pointers.
#[derive(Clone, Copy)]
pub struct Scope<'e> {
    estate: &'e Estate,
    account: &'e Account,
    state: State,
    managed: &'e (dyn ManagedPolicies + Sync),
    library: &'e PolicyLibrary,
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
        })
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &'e Account {
        self.account
    }

    /// Its entities in the state asked about.
    #[must_use]
    pub fn directory(&self) -> &'e Directory {
        self.state_of(self.account)
    }

    /// The entities of any account in the state asked about.
    pub(crate) fn state_of(&self, account: &'e Account) -> &'e Directory {
        account.state(self.state)
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
