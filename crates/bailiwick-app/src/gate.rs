//! The gate: choosing, making, opening and locking a vault.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iam_names::Secret;
use iam_vault::{
    CreateOptions, LockedVault, OpenWith, RecoveryKey, Vault, WindowClaim, WindowOwner,
};

use crate::App;
use crate::contract::Nothing;
use crate::contract::upkeep::SlotKindView;
use crate::contract::vault::{
    ChangePasswordRequest, CheckRowView, CheckView, ConfirmPasswordRequest, CreateVaultRequest,
    FolderView, GateState, GateView, NewVaultView, OpenVaultRequest, PasswordStrengthRequest,
    PollView, StrengthView, UnlockRequest,
};
use crate::environment::VaultEntropy;
use crate::error::{Code, CommandError};
use crate::memory;
use crate::notices::is_rollback;
use crate::session::{Session, State, held, vault_name};
use crate::slots::slot_kind;

impl App {
    /// Where the window stands before anything else can be asked.
    pub fn gate(&self, _request: &Nothing) -> Result<GateView, CommandError> {
        let state = held(&self.state);
        let gate = match (&state.session, &state.chosen) {
            (Some(_), _) => GateState::Unlocked,
            (None, Some(_)) => GateState::Locked,
            (None, None) => GateState::NoVault,
        };
        Ok(GateView {
            state: gate,
            vault: state.chosen.as_deref().map(folder_view),
            recent: memory::recent(&self.environment)
                .iter()
                .map(|path| folder_view(path))
                .collect(),
            idle_lock_minutes: held(&self.settings).idle_lock_minutes(),
            can_open_with: can_open_with(&state, self),
            new_vaults_in: shortened(&self.environment.vaults),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// How hard a vault's password is to guess.
    pub fn password_strength(
        &self,
        request: &PasswordStrengthRequest,
    ) -> Result<StrengthView, CommandError> {
        Ok(self.strength(&Secret::new(request.password.clone())))
    }

    /// A folder for the gate, from the system's dialog.
    #[must_use]
    pub fn folder(&self, folder: &Path) -> FolderView {
        folder_view(folder)
    }

    /// Makes a vault and opens it.
    pub fn create_vault(&self, request: &CreateVaultRequest) -> Result<NewVaultView, CommandError> {
        let name = request.name.trim();
        let named = !name.is_empty()
            && name.chars().count() <= 64
            && !name.starts_with('.')
            && !name
                .chars()
                .any(|c| c.is_control() || "/\\:*?\"<>|".contains(c));
        if !named {
            return Err(CommandError::new(
                Code::InvalidField,
                format!("`{name}` can not be the name of a vault"),
            )
            .help("1 to 64 letters, digits, spaces and dashes")
            .at("name"));
        }
        let parent = if request.folder.is_empty() {
            self.environment.vaults.clone()
        } else {
            PathBuf::from(&request.folder)
        };
        let folder = parent.join(format!("{name}.bailiwick"));
        let recovery_key = self.create_vault_at(&folder, &Secret::new(request.password.clone()))?;
        Ok(NewVaultView {
            vault: folder_view(&folder),
            // The window shows it this once and has the person confirm it.
            recovery_key: recovery_key.to_printable().expose().clone(),
        })
    }

    /// Makes a vault in a folder of any name and opens it: the command line's door.
    pub fn create_vault_at(
        &self,
        folder: &Path,
        password: &Secret<String>,
    ) -> Result<RecoveryKey, CommandError> {
        self.strong_enough(password, "password")?;
        let kdf = self.derivation()?;
        let operator = self.operator();
        let mut entropy = VaultEntropy(&*self.environment.randomness);
        let options = CreateOptions {
            kdf,
            now: self.environment.clock.now(),
            who: &operator,
            entropy: &mut entropy,
        };
        let locks = held(&self.state).locks;
        let (vault, recovery_key) = Vault::create(folder, password, options)?;
        let window = self.claim(&LockedVault::open(folder)?)?;
        self.enter(folder, vault, window, locks, true)?;
        Ok(recovery_key)
    }

    /// Chooses an existing vault; it stays locked.
    pub fn open_vault(&self, request: &OpenVaultRequest) -> Result<GateView, CommandError> {
        self.choose(Path::new(&request.folder))?;
        self.gate(&Nothing {})
    }

    /// Chooses a vault by its path.
    pub fn choose(&self, folder: &Path) -> Result<(), CommandError> {
        LockedVault::open(folder)?;
        let mut state = held(&self.state);
        state.session = None;
        state.chosen = Some(folder.to_owned());
        Ok(())
    }

    /// Opens the chosen vault.
    pub fn unlock(&self, request: &UnlockRequest) -> Result<GateView, CommandError> {
        match request {
            UnlockRequest::Password { password } => {
                self.unlock_with_password(&Secret::new(password.clone()))?;
            }
            UnlockRequest::RecoveryKey { recovery_key } => {
                let key: RecoveryKey =
                    recovery_key
                        .parse()
                        .map_err(|typo: iam_vault::RecoveryKeyTypo| {
                            CommandError::coded(typo.code(), typo.to_string())
                                .help(typo.help())
                                .at("recovery_key")
                        })?;
                self.unlock_with(OpenWith::RecoveryKey(&key))?;
            }
        }
        self.gate(&Nothing {})
    }

    /// Opens the chosen vault with its password.
    pub fn unlock_with_password(&self, password: &Secret<String>) -> Result<(), CommandError> {
        self.unlock_with(OpenWith::Password(password))
    }

    /// Opens the chosen vault with any of the things that open a slot.
    pub(crate) fn unlock_with(&self, with: OpenWith<'_>) -> Result<(), CommandError> {
        let folder = self.chosen()?;
        let locked = LockedVault::open(&folder)?;
        let (window, locks) = (self.claim(&locked)?, held(&self.state).locks);
        let vault = locked.unlock(with, self.environment.clock.now())?;
        // A keychain says nothing about who is at the keyboard: secrets ask for the password.
        let is_person = !matches!(with, OpenWith::Keychain(_));
        self.enter(&folder, vault, window, locks, is_person)
    }

    pub(crate) fn chosen(&self) -> Result<PathBuf, CommandError> {
        held(&self.state).chosen.clone().ok_or_else(|| {
            CommandError::new(Code::NoVault, "no vault is chosen")
                .help("make a new vault or open one")
        })
    }

    /// Claims the vault for this window: before the key is derived, so that a second window is
    /// told at once.
    fn claim(&self, locked: &LockedVault) -> Result<Option<WindowClaim>, CommandError> {
        let Some(window) = &self.environment.window else {
            return Ok(None);
        };
        let owner = WindowOwner {
            who: self.operator(),
            host: window.host.clone(),
            pid: std::process::id(),
            since: self.environment.clock.now(),
        };
        Ok(Some(locked.claim_window(&owner)?))
    }

    fn enter(
        &self,
        folder: &Path,
        mut vault: Vault,
        window: Option<WindowClaim>,
        locks: u64,
        is_person: bool,
    ) -> Result<(), CommandError> {
        self.greet(&mut vault);
        let entered = is_person.then(|| self.environment.clock.elapsed());
        let session = Session::new(vault, window, entered)?;
        let mut state = held(&self.state);
        // Deriving a key takes a second: who locked meanwhile wants it locked.
        if state.locks != locks {
            return Err(CommandError::locked());
        }
        state.chosen = Some(folder.to_owned());
        state.session = Some(Arc::new(session));
        drop(state);
        memory::remember(&self.environment, folder);
        Ok(())
    }

    /// Locks the vault. It waits for nothing: what is still running finishes on its own snapshot,
    /// and the keys are wiped with the last of it.
    pub fn lock(&self, request: &Nothing) -> Result<GateView, CommandError> {
        let mut state = held(&self.state);
        state.session = None;
        state.locks += 1;
        drop(state);
        self.gate(request)
    }

    /// Confirms that the person at the keyboard knows the password.
    pub fn confirm_password(
        &self,
        request: &ConfirmPasswordRequest,
    ) -> Result<Nothing, CommandError> {
        let session = self.session()?;
        let password = Secret::new(request.password.clone());
        let now = self.environment.clock.now();
        session.with_vault(|vault| vault.confirm_password(&password, now))?;
        session.password_entered(self.environment.clock.elapsed());
        Ok(Nothing {})
    }

    /// Changes the vault's password. The recovery key stays; backups made before keep the old one.
    pub fn change_vault_password(
        &self,
        request: &ChangePasswordRequest,
    ) -> Result<Nothing, CommandError> {
        self.change_password(
            &Secret::new(request.current.clone()),
            &Secret::new(request.new.clone()),
        )?;
        Ok(Nothing {})
    }

    /// Changes the vault's password.
    pub fn change_password(
        &self,
        current: &Secret<String>,
        new: &Secret<String>,
    ) -> Result<(), CommandError> {
        self.strong_enough(new, "new")?;
        let session = self.session()?;
        let now = self.environment.clock.now();
        session.with_vault(|vault| vault.confirm_password(current, now))?;
        let (kdf, who) = (self.derivation()?, self.operator());
        session.with_vault(|vault| {
            let mut entropy = VaultEntropy(&*self.environment.randomness);
            vault.change_password(current, new, kdf, &mut entropy, &who, now)
        })?;
        session.password_entered(self.environment.clock.elapsed());
        Ok(())
    }

    /// Runs every check on the vault.
    pub fn check_vault(&self, _request: &Nothing) -> Result<CheckView, CommandError> {
        let report = self
            .session()?
            .with_vault(|vault| Ok::<_, CommandError>(vault.check()))?;
        Ok(CheckView {
            sound: report.passed(),
            checks: report
                .checks
                .into_iter()
                .map(|check| CheckRowView {
                    name: check.name.to_string(),
                    held: check.passed,
                    found: check.found,
                })
                .collect(),
        })
    }

    /// Whether another process changed the vault.
    pub fn poll(&self, _request: &Nothing) -> Result<PollView, CommandError> {
        let Ok(session) = self.session() else {
            return Ok(PollView {
                unlocked: false,
                generation: 0,
                notices: Vec::new(),
            });
        };
        session
            .refresh(|vault| {
                // Only a window makes backups by itself: a script says when it wants one.
                if self.environment.window.is_some() {
                    self.roll_backups(vault);
                }
                if !held(&self.notices).iter().any(is_rollback) {
                    self.keep_anchor(vault);
                }
            })
            .inspect_err(|error| {
                // Another program rotated the key: what is open here is not the vault any more.
                if error.code == "vault-moved" {
                    held(&self.state).session = None;
                }
            })?;
        Ok(PollView {
            unlocked: true,
            generation: u32::try_from(session.generation()).unwrap_or(u32::MAX),
            notices: self.all_notices(),
        })
    }
}

/// What the locked vault can be opened with, for the gate to offer.
fn can_open_with(state: &State, app: &App) -> Vec<SlotKindView> {
    let (None, Some(folder)) = (&state.session, &state.chosen) else {
        return Vec::new();
    };
    let Ok(locked) = LockedVault::open(folder) else {
        return Vec::new();
    };
    let mut kinds: Vec<SlotKindView> = locked.slots().iter().map(|kind| slot_kind(*kind)).collect();
    kinds.dedup();
    let in_keychain = locked.id().is_ok_and(|id| app.kept(&id).is_some());
    kinds.retain(|kind| *kind != SlotKindView::Keychain || in_keychain);
    kinds
}

pub(crate) fn folder_view(folder: &Path) -> FolderView {
    FolderView {
        folder: folder.display().to_string(),
        name: vault_name(folder),
        location: shortened(folder.parent().unwrap_or(folder)),
    }
}

/// A folder as people read it: with `~` for their home.
fn shortened(folder: &Path) -> String {
    let home = std::env::home_dir();
    match home
        .as_deref()
        .and_then(|home| folder.strip_prefix(home).ok())
    {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~/{}", rest.display()),
        None => folder.display().to_string(),
    }
}
