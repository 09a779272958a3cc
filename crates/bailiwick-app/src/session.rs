//! The application's state: which vault is chosen, and the session while it is open.
//!
//! The estate is read from a shared snapshot, so that a question never waits for the vault. The
//! vault itself sits behind a mutex: it is asked for secrets, writes and the journal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use iam_directory::{Account, Estate};
use iam_names::{EntityId, Secret};
use iam_vault::{SecretKind, Vault, WindowClaim};

use crate::error::{Code, CommandError};
use crate::import::KeptPlan;
use crate::mfa::MfaSetup;
use crate::share::OfferedChanges;
use crate::simulate::Engine;

/// How long after the password was entered secrets can be seen without entering it again.
const PASSWORD_FRESH: Duration = Duration::from_mins(10);

/// How long after it a hand-off to several people can be carried out: long enough for the dialog
/// that asks where its files go.
const PASSWORD_JUST_ENTERED: Duration = Duration::from_mins(2);

/// What the application holds between two commands.
#[derive(Default)]
pub(crate) struct State {
    /// The chosen vault's folder.
    pub(crate) chosen: Option<PathBuf>,
    /// The open vault.
    pub(crate) session: Option<Arc<Session>>,
    /// How often the vault was locked: an unlock that was overtaken by a lock enters nothing.
    pub(crate) locks: u64,
}

/// An open vault.
pub(crate) struct Session {
    vault: Mutex<Vault>,
    snapshot: RwLock<Snapshot>,
    password_entered: Mutex<Option<Duration>>,
    just_made: Mutex<BTreeSet<EntityId>>,
    plans: Mutex<BTreeMap<String, Arc<KeptPlan>>>,
    /// Another admin's changes, and the estate's generation that they were compared with.
    offer: Mutex<Option<(String, u64, Arc<OfferedChanges>)>>,
    passphrases: Mutex<BTreeMap<EntityId, Secret<String>>>,
    written: Mutex<BTreeMap<EntityId, PathBuf>>,
    mfa: Mutex<Option<Arc<MfaSetup>>>,
    /// The simulator's compiled policies.
    pub(crate) engine: Engine,
    /// Held while a window has the vault; the command line has none.
    _window: Option<WindowClaim>,
}

#[derive(Clone)]
struct Snapshot {
    estate: Arc<Estate>,
    generation: u64,
    with_secret: Arc<BTreeMap<EntityId, SecretKind>>,
}

impl Session {
    pub(crate) fn new(
        mut vault: Vault,
        window: Option<WindowClaim>,
        password_entered: Option<Duration>,
    ) -> Result<Self, CommandError> {
        let snapshot = Snapshot {
            estate: vault.estate(),
            generation: vault.generation(),
            with_secret: Arc::new(secrets_of(&mut vault)?),
        };
        Ok(Self {
            vault: Mutex::new(vault),
            snapshot: RwLock::new(snapshot),
            password_entered: Mutex::new(password_entered),
            just_made: Mutex::default(),
            plans: Mutex::default(),
            offer: Mutex::default(),
            passphrases: Mutex::default(),
            written: Mutex::default(),
            mfa: Mutex::default(),
            engine: Engine::default(),
            _window: window,
        })
    }

    /// The estate as it stands.
    pub(crate) fn estate(&self) -> Arc<Estate> {
        self.snapshot().estate
    }

    /// Counts up whenever the estate becomes another one.
    pub(crate) fn generation(&self) -> u64 {
        self.snapshot().generation
    }

    /// Whether the vault holds a credential's secret.
    pub(crate) fn has_secret(&self, credential: EntityId) -> bool {
        self.secret_kind(credential).is_some()
    }

    /// What sort of secret the vault holds for a credential.
    pub(crate) fn secret_kind(&self, credential: EntityId) -> Option<SecretKind> {
        self.snapshot().with_secret.get(&credential).copied()
    }

    fn snapshot(&self) -> Snapshot {
        self.snapshot
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Works on the vault, and takes what it became into the snapshot.
    pub(crate) fn with_vault<T, E: Into<CommandError>>(
        &self,
        work: impl FnOnce(&mut Vault) -> Result<T, E>,
    ) -> Result<T, CommandError> {
        let mut vault = held(&self.vault);
        let done = work(&mut vault).map_err(Into::into);
        let mut snapshot = self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Even a refused work may have found that another process wrote.
        *snapshot = Snapshot {
            estate: vault.estate(),
            generation: vault.generation(),
            with_secret: Arc::new(secrets_of(&mut vault)?),
        };
        done
    }

    /// Looks whether another process wrote, and takes it in; then does the upkeep that goes with the
    /// watch. A vault that is busy with another command is asked the next time.
    pub(crate) fn refresh(&self, upkeep: impl FnOnce(&mut Vault)) -> Result<(), CommandError> {
        if self.vault.try_lock().is_err() {
            return Ok(());
        }
        self.with_vault(|vault| {
            vault.refresh()?;
            upkeep(vault);
            Ok::<_, CommandError>(())
        })
    }

    /// Notes that the password was entered.
    pub(crate) fn password_entered(&self, now: Duration) {
        *held(&self.password_entered) = Some(now);
    }

    /// Whether secrets can be seen now: the password was entered not long ago, or the secret was
    /// made in this session and is being shown once.
    pub(crate) fn may_reveal(&self, credential: EntityId, now: Duration) -> bool {
        let entered = *held(&self.password_entered);
        entered.is_some_and(|entered| now.saturating_sub(entered) < PASSWORD_FRESH)
            || held(&self.just_made).contains(&credential)
    }

    /// Whether the password was entered a moment ago: what concerns several people asks for it
    /// anew.
    pub(crate) fn password_just_entered(&self, now: Duration) -> bool {
        let entered = *held(&self.password_entered);
        entered.is_some_and(|entered| now.saturating_sub(entered) < PASSWORD_JUST_ENTERED)
    }

    /// Keeps the passphrase of a hand-off's files until the vault is locked.
    pub(crate) fn keep_passphrase(&self, hand_off: EntityId, passphrase: Secret<String>) {
        held(&self.passphrases).insert(hand_off, passphrase);
    }

    /// The passphrase of a hand-off's files.
    pub(crate) fn passphrase(&self, hand_off: EntityId) -> Option<Secret<String>> {
        let kept = held(&self.passphrases);
        // Shown or copied because a person asked, as any secret.
        kept.get(&hand_off)
            .map(|it| Secret::new(it.expose().clone()))
    }

    /// Notes where a hand-off's file went, until the vault is locked: the place is kept nowhere.
    pub(crate) fn written_here(&self, hand_off: EntityId, path: PathBuf) {
        held(&self.written).insert(hand_off, path);
    }

    /// Where a hand-off's file went.
    pub(crate) fn written_at(&self, hand_off: EntityId) -> Option<PathBuf> {
        held(&self.written).get(&hand_off).cloned()
    }

    /// Notes credentials that were just made.
    pub(crate) fn made(&self, credentials: impl IntoIterator<Item = EntityId>) {
        held(&self.just_made).extend(credentials);
    }

    /// Keeps another admin's changes until they are taken; one at a time.
    pub(crate) fn keep_offer(&self, id: String, generation: u64, offered: OfferedChanges) {
        *held(&self.offer) = Some((id, generation, Arc::new(offered)));
    }

    /// Kept changes, with the generation that they were compared with.
    pub(crate) fn offer(&self, id: &str) -> Option<(u64, Arc<OfferedChanges>)> {
        let kept = held(&self.offer);
        let (_, generation, offered) = kept.as_ref().filter(|(kept, ..)| kept == id)?;
        Some((*generation, Arc::clone(offered)))
    }

    pub(crate) fn forget_offer(&self) {
        *held(&self.offer) = None;
    }

    /// Keeps an import's plan until it is applied; one at a time.
    pub(crate) fn keep_plan(&self, id: String, plan: KeptPlan) {
        let mut plans = held(&self.plans);
        plans.clear();
        plans.insert(id, Arc::new(plan));
    }

    /// A kept plan.
    pub(crate) fn plan(&self, id: &str) -> Result<Arc<KeptPlan>, CommandError> {
        held(&self.plans).get(id).cloned().ok_or_else(|| {
            CommandError::new(Code::StalePlan, "this plan is not kept any more")
                .help("choose the file again")
        })
    }

    /// Keeps an MFA device being set up, with its seed; one at a time.
    pub(crate) fn keep_mfa(&self, setup: MfaSetup) {
        *held(&self.mfa) = Some(Arc::new(setup));
    }

    /// The MFA device being set up.
    pub(crate) fn mfa(&self, id: &str) -> Result<Arc<MfaSetup>, CommandError> {
        held(&self.mfa)
            .clone()
            .filter(|setup| setup.id() == id)
            .ok_or_else(|| {
                CommandError::new(Code::StalePlan, "this set-up is not kept any more")
                    .help("begin again: nothing was recorded")
            })
    }

    /// Lets go of the MFA device being set up; its seed is wiped.
    pub(crate) fn forget_mfa(&self) {
        *held(&self.mfa) = None;
    }

    /// Lets go of the plans.
    pub(crate) fn forget_plans(&self) {
        held(&self.plans).clear();
    }
}

fn secrets_of(vault: &mut Vault) -> Result<BTreeMap<EntityId, SecretKind>, CommandError> {
    let secrets = vault.secrets().map_err(CommandError::from)?;
    Ok(secrets
        .into_iter()
        .filter(|secret| secret.sealed_until.is_none())
        .map(|secret| (secret.credential, secret.kind))
        .collect())
}

/// An account of an estate by the id that requests carry.
pub(crate) fn account<'a>(estate: &'a Estate, id: &str) -> Result<&'a Account, CommandError> {
    let missing = || CommandError::not_found("account");
    let id: EntityId = id.parse().map_err(|_| missing())?;
    estate.account(id).ok_or_else(missing)
}

/// A lock that a panicking holder does not take with it: what it protects is always whole.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A vault's name: its folder without `.bailiwick`.
pub(crate) fn vault_name(folder: &Path) -> String {
    let name = folder
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into());
    name.strip_suffix(".bailiwick").unwrap_or(&name).to_owned()
}
