//! Backups: listed with what each would bring back and what would be lost, looked into, restored.
//!
//! Restoring makes a new folder beside the vault and chooses it, locked. The vault that was there
//! stays as it is, so that a restore is never the second accident.

use std::path::{Path, PathBuf};

use iam_names::{Secret, Timestamp};
use iam_vault::{BackupFile, Standing, Vault, backups_in};

use crate::App;
use crate::contract::Nothing;
use crate::contract::secret::SavedView;
use crate::contract::upkeep::{
    BackupAccountView, BackupPreviewView, BackupView, BackupsView, PreviewBackupRequest,
    RestoreBackupRequest,
};
use crate::contract::vault::GateView;
use crate::error::{Code, CommandError};
use crate::gate::folder_view;
use crate::session::{held, vault_name};
use crate::view::{count, date};

/// The most lost entries that are told one by one.
const TOLD: u32 = 200;

/// A backup that was made, for whoever asked.
#[derive(Debug, Clone)]
pub struct MadeBackup {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl App {
    /// The chosen vault's backups, newest first; also when the vault does not open any more.
    pub fn backups(&self, _request: &Nothing) -> Result<BackupsView, CommandError> {
        let folder = self.chosen()?;
        let files = backups_in(&folder)?;
        Ok(BackupsView {
            backups: self.rows(&files)?,
            location: folder_view(&folder.join("backups").join("x")).location,
        })
    }

    /// A backup that lies elsewhere, from the system's dialog.
    pub fn backup_at(&self, path: &Path) -> Result<BackupView, CommandError> {
        let file = BackupFile::at(path)?;
        self.rows(std::slice::from_ref(&file))?
            .pop()
            .ok_or_else(|| CommandError::not_found("backup"))
    }

    /// A backup by its handle. Only what a list or a dialog has named can be asked for: the page
    /// chooses no paths.
    fn offered(&self, handle: &str) -> Result<PathBuf, CommandError> {
        let path = PathBuf::from(handle);
        if held(&self.offered).contains(&path) {
            Ok(path)
        } else {
            Err(CommandError::not_found("backup"))
        }
    }

    fn rows(&self, files: &[BackupFile]) -> Result<Vec<BackupView>, CommandError> {
        held(&self.offered).extend(files.iter().map(|file| file.path.clone()));
        let Ok(session) = self.session() else {
            return Ok(files.iter().map(|file| row(file, None)).collect());
        };
        session.with_vault(|vault| {
            let rows = files.iter().map(|file| {
                let standing = file.anchor.as_ref().map(|anchor| vault.standing(anchor));
                Ok(row(file, standing.transpose()?))
            });
            rows.collect::<Result<_, CommandError>>()
        })
    }

    /// Makes a backup now: in the vault's own folder, or where a person said.
    pub fn back_up(&self, to: Option<&Path>) -> Result<MadeBackup, CommandError> {
        let (who, now) = (self.operator(), self.environment.clock.now());
        let made = self
            .session()?
            .with_vault(|vault| vault.backup(to, &who, now))?;
        Ok(MadeBackup {
            path: made.path,
            bytes: made.bytes,
        })
    }

    /// Makes a backup now in the vault's own folder.
    pub fn back_up_here(&self) -> Result<SavedView, CommandError> {
        self.back_up(None).map(|made| saved(&made))
    }

    /// Makes a backup now where a person said.
    pub fn back_up_to(&self, path: &Path) -> Result<SavedView, CommandError> {
        self.back_up(Some(path)).map(|made| saved(&made))
    }

    /// The name that a backup made now would have.
    pub fn backup_name(&self, _request: &Nothing) -> Result<String, CommandError> {
        let name = vault_name(&self.chosen()?);
        let now = self.environment.clock.now().to_string().replace(':', "");
        Ok(format!("{name} {now}.bailiwick-backup"))
    }

    /// Looks into a backup. Nothing is restored.
    pub fn preview_backup(
        &self,
        request: &PreviewBackupRequest,
    ) -> Result<BackupPreviewView, CommandError> {
        let path = self.offered(&request.backup)?;
        self.preview_backup_at(&path, &Secret::new(request.password.clone()))
    }

    /// Looks into the backup at a path.
    pub fn preview_backup_at(
        &self,
        path: &Path,
        password: &Secret<String>,
    ) -> Result<BackupPreviewView, CommandError> {
        let seen = iam_vault::preview(path, password)?;
        let anchor = BackupFile::at(path)?.anchor;
        let since = match (self.session(), anchor) {
            (Ok(session), Some(anchor)) => session.with_vault(|vault: &mut Vault| {
                Ok::<_, CommandError>(match vault.standing(&anchor)? {
                    Standing::Later { entries } => Some(entries),
                    _ => None,
                })
            })?,
            _ => None,
        };
        let lost = match since {
            Some(entries) if entries > 0 => {
                self.newest_entries(u32::try_from(entries).unwrap_or(u32::MAX).min(TOLD))?
            }
            _ => Vec::new(),
        };
        let accounts = seen
            .estate
            .accounts()
            .map(|account| {
                let planned = account.planned();
                BackupAccountView {
                    name: account.settings().name(),
                    users: count(planned.users().count()),
                    groups: count(planned.groups().count()),
                    roles: count(planned.roles().count()),
                    policies: count(planned.policies().count()),
                }
            })
            .collect();
        Ok(BackupPreviewView {
            last: date(seen.last),
            accounts,
            comparable: since.is_some(),
            lost,
            lost_total: u32::try_from(since.unwrap_or(0)).unwrap_or(u32::MAX),
        })
    }

    /// Makes a vault of a backup in a new folder beside the chosen vault, and chooses it.
    pub fn restore_backup(&self, request: &RestoreBackupRequest) -> Result<GateView, CommandError> {
        let beside = match self.chosen() {
            Ok(chosen) => chosen,
            Err(_) => self.environment.vaults.join("Vault.bailiwick"),
        };
        let backup = self.offered(&request.backup)?;
        let folder = free_place(&beside, self.environment.clock.now())?;
        self.restore_backup_to(&backup, &folder)?;
        self.lock(&Nothing {})?;
        self.choose(&folder)?;
        self.gate(&Nothing {})
    }

    /// Makes a vault of a backup in a folder that is not there yet.
    pub fn restore_backup_to(&self, backup: &Path, to: &Path) -> Result<(), CommandError> {
        iam_vault::restore(backup, to)?;
        Ok(())
    }

    /// Makes the hour's backup when it is due. Its failure is kept, to be told until one succeeds.
    pub(crate) fn roll_backups(&self, vault: &mut Vault) {
        let (who, now) = (self.operator(), self.environment.clock.now());
        *held(&self.backup_fault) = vault.roll_backups(&who, now).err().map(CommandError::from);
    }
}

fn saved(made: &MadeBackup) -> SavedView {
    SavedView {
        file_name: file_name(&made.path),
        notes: vec!["It was opened and checked. It opens with today's password.".to_owned()],
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into())
}

fn row(file: &BackupFile, standing: Option<Standing>) -> BackupView {
    BackupView {
        backup: file.path.display().to_string(),
        file: file_name(&file.path),
        made: date(file.made),
        automatic: file.automatic,
        bytes: u32::try_from(file.bytes).unwrap_or(u32::MAX),
        entries_since: match standing {
            Some(Standing::Later { entries }) => u32::try_from(entries).ok(),
            _ => None,
        },
        other: standing.is_some_and(|standing| !matches!(standing, Standing::Later { .. })),
    }
}

/// `Team restored 2026-01-02.bailiwick` beside the vault, numbered where that is taken.
fn free_place(vault: &Path, now: Timestamp) -> Result<PathBuf, CommandError> {
    let name = vault_name(vault);
    let day = now.to_string();
    let day = day.split('T').next().unwrap_or_default();
    let parent = vault.parent().unwrap_or(vault);
    (1..100)
        .map(|number| {
            let number = if number == 1 {
                String::new()
            } else {
                format!(" ({number})")
            };
            parent.join(format!("{name} restored {day}{number}.bailiwick"))
        })
        .find(|place| !place.exists())
        .ok_or_else(|| {
            CommandError::new(
                Code::FileNotWritten,
                "there are a hundred restored vaults already",
            )
            .help("remove those that nobody needs")
        })
}
