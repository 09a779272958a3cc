//! Another vault: the accounts that this one does not hold, whole, with their secrets. Where both hold
//! an account nothing is merged here, because two vaults give its entities different ids: changes
//! travel between copies of one vault (`share.rs`), and an account as a file.

use std::collections::BTreeSet;
use std::path::Path;

use iam_directory::{
    Account, Change, Estate, EstateRow, Image, ImportRow, ImportVerdict, Operation, Organization,
};
use iam_exchange::recognise::FileKind;
use iam_names::{EntityId, Secret};
use iam_vault::{LockedVault, NewSecret, SecretKind, Vault};

use super::{Basis, Planned};
use crate::App;
use crate::contract::import::{ImportPlanView, PlanVaultImportRequest, UnreadableView};
use crate::error::{Code, CommandError};
use crate::propose::counted;
use crate::view::count;

/// The envelope of a vault's folder, by which the folder is known.
const ENVELOPE: &str = "keyslots.json";

/// Whether a folder is a vault.
pub(super) fn is_vault(folder: &Path) -> bool {
    folder.join(ENVELOPE).is_file()
}

/// What is said when a vault was given without its password.
pub(super) fn password_wanted(path: &Path) -> CommandError {
    CommandError::new(Code::FileNotRead, "this is a vault, or a part of one")
        .help("import another vault by its folder; its password is asked for")
        .at(path.display().to_string())
}

impl App {
    /// Opens another vault and plans the import of the accounts that this one does not hold. Nothing
    /// is changed here; the other vault's journal notes that its secrets were given out.
    pub fn plan_import_vault(
        &self,
        request: &PlanVaultImportRequest,
        folder: &Path,
    ) -> Result<ImportPlanView, CommandError> {
        let password = Secret::new(request.password.clone());
        let now = self.environment.clock.now();
        let mut other = LockedVault::open(folder)?.unlock_with_password(&password, now)?;
        let session = self.session()?;
        let own = session.with_vault(|vault| Ok::<_, CommandError>(vault.id()))?;
        if own == other.id() {
            return Err(
                CommandError::new(Code::InvalidField, "it is a copy of this vault")
                    .help("compare it under Other admins, or with `bailiwick changes merge`")
                    .at(folder.display().to_string()),
            );
        }
        let (ours, theirs) = (session.estate(), other.estate());
        let (coming, known): (Vec<_>, Vec<_>) = theirs
            .accounts()
            .partition(|account| !is_known(&ours, account));
        let unreadable = known
            .iter()
            .map(|account| UnreadableView {
                at: format!("account {}", account.settings().account_id),
                reason: "this vault holds the account already: export it there as an account file \
                         and import that, or exchange changes between copies of one vault"
                    .to_owned(),
            })
            .collect();
        let Some(first) = coming.first() else {
            return Err(CommandError::new(
                Code::NothingToDo,
                "this vault holds every account of the other one already",
            )
            .help("export an account there as an account file, and import that here"));
        };
        let secrets = self.secrets_of(&mut other, &coming)?;
        let mut planned = Planned {
            account: Some(first.settings().id),
            account_id: first.settings().account_id.to_string(),
            other_accounts: coming[1..]
                .iter()
                .map(|account| account.settings().account_id.to_string())
                .collect(),
            ..Planned::default()
        };
        let ids: BTreeSet<EntityId> = coming
            .iter()
            .map(|account| account.settings().id)
            .chain(new_organizations(&ours, &theirs, &coming))
            .collect();
        for id in ids {
            planned.take_whole(&theirs, id);
        }
        if !secrets.is_empty() {
            let what = counted(secrets.len(), "secret");
            planned.rows.insert(
                0,
                crate::contract::import::ImportRowView {
                    id: "secrets".to_owned(),
                    entity: "vault".to_owned(),
                    name: other_name(folder),
                    action: ImportVerdict::New.as_str().to_owned(),
                    details: vec![format!("{what} of its users' credentials")],
                },
            );
        }
        self.keep(
            FileKind::Vault.as_str(),
            folder,
            planned,
            unreadable,
            Basis::Fixed,
            secrets,
        )
    }

    /// The secrets of accounts' credentials. Whoever gave the other vault's password may have them:
    /// they go into this vault and nowhere else.
    fn secrets_of(
        &self,
        other: &mut Vault,
        accounts: &[&Account],
    ) -> Result<Vec<NewSecret>, CommandError> {
        let credentials: BTreeSet<EntityId> = accounts
            .iter()
            .flat_map(|account| account.planned().users())
            .flat_map(|user| user.credential_ids().collect::<Vec<_>>())
            .collect();
        let wanted: Vec<(EntityId, SecretKind)> = other
            .secrets()?
            .into_iter()
            .filter(|held| held.sealed_until.is_none() && credentials.contains(&held.credential))
            .map(|held| (held.credential, held.kind))
            .collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let (who, now) = (self.operator(), self.environment.clock.now());
        let bodies = other.reveal_many(&wanted, "import into another vault", &who, now)?;
        Ok(wanted
            .into_iter()
            .zip(bodies)
            .map(|((credential, kind), body)| NewSecret {
                credential,
                kind,
                body,
            })
            .collect())
    }
}

/// Whether an estate holds an account, under whatever id.
fn is_known(ours: &Estate, theirs: &Account) -> bool {
    let theirs = theirs.settings();
    ours.account(theirs.id).is_some()
        || ours.accounts().map(Account::settings).any(|held| {
            held.account_id == theirs.account_id
                && held.partition == theirs.partition
                && held.kind == theirs.kind
        })
}

/// The organizations above the accounts that come, where none is known here.
fn new_organizations<'e>(
    ours: &'e Estate,
    theirs: &'e Estate,
    coming: &'e [&Account],
) -> impl Iterator<Item = EntityId> + 'e {
    let is_above = |organization: &Organization| {
        let mut accounts = coming.iter().map(|account| account.settings().account_id);
        accounts.any(|account| organization.account(account).is_some())
    };
    theirs
        .organizations()
        .filter(move |organization| ours.organizations().len() == 0 && is_above(organization))
        .map(|organization| organization.id)
}

fn other_name(folder: &Path) -> String {
    folder
        .file_stem()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

impl Planned {
    /// Plans one account, or one organization, with all that it holds.
    fn take_whole(&mut self, theirs: &Estate, id: EntityId) {
        let rows: Vec<EstateRow> = theirs.rows().filter(|row| row.key.account == id).collect();
        for row in &rows {
            if row.key.state == iam_directory::State::Planned {
                self.row(ImportRow {
                    kind: row.entity.kind(),
                    name: row.entity.name_key().as_str().to_owned(),
                    verdict: ImportVerdict::New,
                    details: Vec::new(),
                });
            }
        }
        if let Some(account) = theirs.account(id) {
            let (counts, planned) = (&mut self.counts, account.planned());
            counts.users += count(planned.users().len());
            counts.groups += count(planned.groups().len());
            counts.roles += count(planned.roles().len());
            counts.policies += count(planned.policies().len());
        }
        let images = rows
            .into_iter()
            .map(|row| Image {
                key: row.key,
                before: None,
                after: Some(row.entity),
            })
            .collect();
        self.changes.push(Change {
            account: id,
            operation: Operation::Restore { images },
        });
    }
}
