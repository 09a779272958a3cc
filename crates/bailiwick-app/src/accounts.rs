//! Accounts, the dashboard and what is pending.

use iam_directory::{AccountKind, AccountSettings, Change, ChangeSet, Operation};
use iam_names::Partition;

use crate::App;
use crate::contract::account::{
    AccountKindView, AccountView, CreateAccountRequest, DashboardView, PasswordPolicyView,
    PendingView,
};
use crate::contract::change::DoneView;
use crate::contract::journal::JournalRequest;
use crate::contract::{AccountRequest, Nothing};
use crate::error::CommandError;
use crate::session::account;
use crate::view::{self, count};

/// How many journal entries the dashboard shows.
const RECENT: u32 = 8;

impl App {
    /// The accounts of the estate, by name.
    pub fn accounts(&self, _request: &Nothing) -> Result<Vec<AccountView>, CommandError> {
        let estate = self.session()?.estate();
        let mut accounts: Vec<_> = estate.accounts().map(view::account::account).collect();
        accounts.sort_by_key(|account| account.name.to_lowercase());
        Ok(accounts)
    }

    /// Adds an account.
    pub fn create_account(&self, request: &CreateAccountRequest) -> Result<DoneView, CommandError> {
        let settings = self.new_account(request)?;
        let (id, name) = (settings.id, settings.name());
        let operation = Operation::CreateAccount {
            settings: Box::new(settings),
        };
        let set = ChangeSet::new(
            format!("Add account {name}"),
            vec![Change {
                account: id,
                operation,
            }],
        );
        let sequence = self.record(&set, &[])?;
        Ok(DoneView {
            sequence,
            sentence: format!("Account {name} added"),
            undoable: true,
            entity: Some(id.to_string()),
            credentials: Vec::new(),
        })
    }

    /// The account that a request describes, not recorded yet.
    pub(crate) fn new_account(
        &self,
        request: &CreateAccountRequest,
    ) -> Result<AccountSettings, CommandError> {
        let id = self.environment.new_id()?;
        let kind = match request.kind {
            AccountKindView::Aws => AccountKind::Aws,
            AccountKindView::Local => AccountKind::Local,
        };
        let number = request
            .account_id
            .trim()
            .replace('-', "")
            .parse()
            .map_err(|error| CommandError::field("account_id", &error))?;
        let mut settings = AccountSettings::new(id, kind, number);
        if !request.alias.trim().is_empty() {
            let alias = request.alias.trim();
            settings.alias = Some(
                alias
                    .parse()
                    .map_err(|error| CommandError::field("alias", &error))?,
            );
        }
        settings.partition = if request.partition.is_empty() {
            Partition::default()
        } else {
            request
                .partition
                .parse()
                .map_err(|error| CommandError::field("partition", &error))?
        };
        Ok(settings)
    }

    /// What there is and what waits.
    pub fn dashboard(&self, request: &AccountRequest) -> Result<DashboardView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let planned = account.planned();
        let recent = JournalRequest {
            entity: String::new(),
            offset: 0,
            limit: RECENT,
        };
        Ok(DashboardView {
            account: view::account::account(account),
            users: count(planned.users().len()),
            groups: count(planned.groups().len()),
            roles: count(planned.roles().len()),
            policies: count(planned.policies().len()),
            console_users: count(
                planned
                    .users()
                    .filter(|user| user.login_profile.is_some())
                    .count(),
            ),
            active_keys: count(
                planned
                    .users()
                    .flat_map(|user| &user.access_keys)
                    .filter(|key| key.is_active())
                    .count(),
            ),
            credentials_known: account.knows_credentials(),
            recent: self.journal(&recent)?.rows,
        })
    }

    /// The password policy in force.
    pub fn password_policy(
        &self,
        request: &AccountRequest,
    ) -> Result<PasswordPolicyView, CommandError> {
        let estate = self.session()?.estate();
        Ok(view::account::password_policy(account(
            &estate,
            &request.account,
        )?))
    }

    /// What is planned and not in AWS yet.
    pub fn pending(&self, request: &AccountRequest) -> Result<Vec<PendingView>, CommandError> {
        let estate = self.session()?.estate();
        Ok(view::account::pending_rows(account(
            &estate,
            &request.account,
        )?))
    }
}
