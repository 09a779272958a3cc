//! Credentials that AWS has issued come in: a requested access key becomes an issued one, and what
//! is secret goes into the vault.

use std::collections::BTreeMap;

use iam_directory::{
    AccessKey, AccessKeyStage, Account, AccountKind, Change, ChangeSet, Entity, LoginProfile,
    Operation, Replacement, State, User,
};
use iam_exchange::issued_credentials::{self, Issued, IssuedCredential};
use iam_names::{AccountId, EntityId, Secret, Timestamp, UserName};
use iam_vault::{NewSecret, SecretKind};

use crate::App;
use crate::contract::import::ImportedCredentialView;
use crate::error::{Code, CommandError};
use crate::session::{Session, account};

/// Files with credentials, and whose they are.
pub struct ImportCredentialsRequest {
    /// The account's local id.
    pub account: String,
    /// The user whose they are, for files that do not say; or empty.
    pub user: String,
    /// The files, each with the name that messages give it.
    pub files: Vec<(String, Secret<Vec<u8>>)>,
}

impl App {
    /// Takes credentials in: all of all files, or nothing.
    pub fn import_credentials(
        &self,
        request: &ImportCredentialsRequest,
    ) -> Result<Vec<ImportedCredentialView>, CommandError> {
        let (set, secrets, rows) = self.plan_credentials(request)?;
        if !set.changes.is_empty() || !secrets.is_empty() {
            self.record(&set, &secrets)?;
        }
        Ok(rows)
    }

    /// What taking credentials in would change, with the secrets among it.
    pub(crate) fn plan_credentials(
        &self,
        request: &ImportCredentialsRequest,
    ) -> Result<(ChangeSet, Vec<NewSecret>, Vec<ImportedCredentialView>), CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        if account.settings().kind == AccountKind::Local {
            return Err(CommandError::new(
                Code::InvalidField,
                "a local account issues its own credentials",
            )
            .help("import them into the AWS account that issued them")
            .at("account"));
        }
        let mut taking = Taking {
            app: self,
            session: &session,
            account,
            whose: &request.user,
            users: BTreeMap::new(),
            secrets: Vec::new(),
            rows: Vec::new(),
        };
        for (name, bytes) in &request.files {
            // The reader parses them; each secret goes to the vault and nowhere else.
            let found = issued_credentials::read(bytes.expose()).map_err(|error| {
                let at = error
                    .at()
                    .map_or_else(|| name.clone(), |at| format!("{name}, {at}"));
                CommandError::coded(error.code(), error.to_string())
                    .help(error.help())
                    .at(at)
            })?;
            for issued in found {
                let at = format!("{name}, {}", issued.at);
                taking.take(issued).map_err(|error| error.at(at))?;
            }
        }
        let Taking {
            users,
            secrets,
            rows,
            ..
        } = taking;
        if users.is_empty() && secrets.is_empty() {
            return Ok((ChangeSet::new("", Vec::new()), secrets, rows));
        }
        let now = self.environment.clock.now();
        let observed = account.state(State::Observed);
        let replaced = |user: User| Replacement {
            id: user.id,
            entity: Some(Entity::User(user)),
        };
        let seen = users.values().filter_map(|planned| {
            let mut user = User::clone(observed.user(planned.id)?);
            user.login_profile.clone_from(&planned.login_profile);
            user.access_keys = planned
                .access_keys
                .iter()
                .filter(|key| key.access_key_id.is_some())
                .cloned()
                .collect();
            Some(replaced(user))
        });
        let set = ChangeSet::new(
            "Import credentials",
            vec![Change {
                account: account.settings().id,
                operation: Operation::Observe {
                    // Nothing else of AWS was looked at.
                    as_of: account.settings().observed_as_of.unwrap_or(now),
                    credentials: false,
                    observed: seen.collect(),
                    planned: users.into_values().map(replaced).collect(),
                },
            }],
        );
        Ok((set, secrets, rows))
    }
}

/// Gathers what becomes of users and secrets.
struct Taking<'a> {
    app: &'a App,
    session: &'a Session,
    account: &'a Account,
    whose: &'a str,
    users: BTreeMap<EntityId, User>,
    secrets: Vec<NewSecret>,
    rows: Vec<ImportedCredentialView>,
}

impl Taking<'_> {
    fn take(&mut self, found: IssuedCredential) -> Result<(), CommandError> {
        let id = self.owner(&found)?;
        let missing = || CommandError::not_found("user");
        let user = match self.users.get(&id) {
            Some(user) => user.clone(),
            None => User::clone(self.account.planned().user(id).ok_or_else(missing)?),
        };
        match found.issued {
            Issued::AccessKey {
                pair,
                status,
                created,
            } => {
                check_account(self.account.settings().account_id, &pair.id)?;
                let mut user = user;
                let known = user
                    .access_keys
                    .iter()
                    .find(|key| key.access_key_id.as_ref() == Some(&pair.id));
                let (credential, outcome) = if let Some(key) = known {
                    (key.id, "kept")
                } else if let Some(key) = user
                    .access_keys
                    .iter_mut()
                    .find(|key| key.access_key_id.is_none())
                {
                    key.access_key_id = Some(pair.id.clone());
                    key.stage = AccessKeyStage::Issued;
                    key.status = status;
                    key.created = created;
                    (key.id, "issued")
                } else {
                    let credential = self.app.environment.new_id()?;
                    user.access_keys.push(AccessKey {
                        id: credential,
                        access_key_id: Some(pair.id.clone()),
                        status,
                        stage: AccessKeyStage::Issued,
                        created,
                        last_used: None,
                        description: String::new(),
                    });
                    (credential, "new")
                };
                let key_id = pair.id.to_string();
                self.keep(
                    user,
                    credential,
                    SecretKind::SecretAccessKey,
                    pair.secret,
                    "access_key",
                    &key_id,
                    outcome,
                );
            }
            Issued::Password(password) => {
                let mut user = user;
                let (credential, outcome) = if let Some(profile) = &user.login_profile {
                    (profile.id, "kept")
                } else {
                    let credential = self.app.environment.new_id()?;
                    user.login_profile = Some(LoginProfile {
                        id: credential,
                        created: None,
                        reset_required: false,
                    });
                    (credential, "new")
                };
                self.keep(
                    user,
                    credential,
                    SecretKind::Password,
                    password,
                    "password",
                    "",
                    outcome,
                );
            }
            Issued::LoginProfile {
                created,
                reset_required,
            } => self.login_profile(user, created, reset_required)?,
        }
        Ok(())
    }

    fn login_profile(
        &mut self,
        mut user: User,
        created: Option<Timestamp>,
        reset_required: bool,
    ) -> Result<(), CommandError> {
        let id = match &user.login_profile {
            Some(profile) => profile.id,
            None => self.app.environment.new_id()?,
        };
        let now = LoginProfile {
            id,
            created,
            reset_required,
        };
        let outcome = if user.login_profile.as_ref() == Some(&now) {
            "known"
        } else {
            "new"
        };
        user.login_profile = Some(now);
        self.row(&user, "login_profile", "", outcome);
        self.users.insert(user.id, user);
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row's parts, named at both calls"
    )]
    fn keep(
        &mut self,
        user: User,
        credential: EntityId,
        kind: SecretKind,
        secret: Secret<String>,
        word: &str,
        key_id: &str,
        outcome: &str,
    ) {
        // A file that is imported again seals nothing.
        let known = outcome == "kept"
            && self.session.has_secret(credential)
            && kind == SecretKind::SecretAccessKey;
        self.row(&user, word, key_id, if known { "known" } else { outcome });
        if known {
            return;
        }
        self.secrets.retain(|other| other.credential != credential);
        self.secrets.push(NewSecret {
            credential,
            kind,
            body: secret,
        });
        self.users.insert(user.id, user);
    }

    fn row(&mut self, user: &User, kind: &str, key_id: &str, outcome: &str) {
        self.rows.push(ImportedCredentialView {
            user: user.name.to_string(),
            kind: kind.to_owned(),
            access_key_id: key_id.to_owned(),
            outcome: outcome.to_owned(),
        });
    }

    /// Whose it is: the user that the file names, that has this very key, that was asked for, or
    /// the only one that waits for a key.
    fn owner(&self, found: &IssuedCredential) -> Result<EntityId, CommandError> {
        let planned = self.account.planned();
        if let Some(name) = &found.user_name {
            return planned.user_named(name.as_str()).map(|user| user.id).ok_or_else(|| {
                CommandError::new(Code::NotFound, format!("the account has no user `{name}`"))
                    .help("import the account first, or name the account that has the user with `--in`")
            });
        }
        if let Issued::AccessKey { pair, .. } = &found.issued {
            let has = |user: &&std::sync::Arc<User>| {
                user.access_keys
                    .iter()
                    .any(|key| key.access_key_id.as_ref() == Some(&pair.id))
            };
            if let Some(user) = planned.users().find(has) {
                return Ok(user.id);
            }
        }
        let named = if self.whose.is_empty() {
            found.profile.as_deref().unwrap_or_default()
        } else {
            self.whose
        };
        if let Some(user) = named
            .parse::<UserName>()
            .ok()
            .and_then(|name| planned.user_named(name.as_str()))
        {
            return Ok(user.id);
        }
        let waits = |user: &&std::sync::Arc<User>| {
            user.access_keys
                .iter()
                .any(|key| key.access_key_id.is_none())
        };
        let mut waiting = planned.users().filter(waits);
        match (waiting.next(), waiting.next()) {
            (Some(only), None) if self.whose.is_empty() && found.profile.is_none() => Ok(only.id),
            _ => Err(CommandError::new(
                Code::InvalidField,
                "the file does not say whose access key this is",
            )
            .help("name the user with `--user NAME`; AWS's file for one key does not")),
        }
    }
}

/// An access key id says of which account it is.
fn check_account(account: AccountId, id: &iam_names::AccessKeyId) -> Result<(), CommandError> {
    match id.account_id() {
        Some(other) if other != account && id.as_str() != DOCUMENTED => Err(CommandError::new(
            Code::InvalidField,
            format!("the access key {id} is of the account {other}, not of {account}"),
        )
        .help("name the account with `--in`")),
        _ => Ok(()),
    }
}

/// AWS's own example, which is of no account.
const DOCUMENTED: &str = "AKIAIOSFODNN7EXAMPLE";
