//! Several admins: what one changed goes to the others as an encrypted file, and is laid onto their
//! vaults with conflicts decided one by one. A conflict copy that a sync left is merged the same way.
//!
//! It is for vaults with the same accounts: copies of one, each worked on by its own admin. Nothing
//! here locks anything, because no lock holds across a sync or a mailbox; what both changed shows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use iam_directory::{Conflict, Entity, Image, Side, State, Taken, collapse, take};
use iam_exchange::change_file::{ChangeEntry, ChangeFile, ChangeOpener, ChangeReceivers};
use iam_names::{EntityId, Secret, Timestamp};
use iam_vault::{EntryBody, JournalEntry, JournalRange, LockedVault, Vault};
use serde_json::Value;

use crate::App;
use crate::contract::change::DoneView;
use crate::contract::share::{
    CompareCopyRequest, ConflictValueView, OfferedChangesView, OfferedConflictView,
    OpenChangesRequest, SaveChangesRequest, TakeChangesRequest,
};
use crate::error::{Code, CommandError};
use crate::handoff::{ParseRecipientError, PrivateFile, Recipient};

/// How many entries are read at once.
const BATCH: usize = 500;
/// An identity file has a few lines; an RSA key a few thousand characters.
const LONGEST_IDENTITY: u64 = 64 * 1024;
/// The longest file of changes that is read.
const LONGEST: u64 = 256 << 20;
/// As many characters of a value as a screen shows.
const LONGEST_VALUE: usize = 300;

/// Changes of another vault, laid onto the open one and not yet taken.
#[derive(Debug)]
pub struct OfferedChanges {
    /// Who made them, and where.
    pub who: String,
    /// When they were put together.
    pub made: Timestamp,
    /// What was done there, a sentence each.
    pub entries: Vec<String>,
    /// What would change here without anybody deciding, a line each.
    pub clean: Vec<String>,
    /// How many entities are as theirs already.
    pub already: usize,
    /// What both changed.
    pub conflicts: Vec<OfferedConflict>,
    taken: Taken,
    title: String,
}

/// Something that both changed.
#[derive(Debug, Clone)]
pub struct OfferedConflict {
    /// The handle that a decision names.
    pub id: String,
    /// What it is: `user alice`.
    pub what: String,
    /// What differs: fields, or that one side deleted it.
    pub how: String,
    /// What the decision is about, value by value.
    pub values: Vec<ConflictValueView>,
}

impl App {
    /// The changes after a journal entry as a file for the other admins.
    pub fn export_changes(
        &self,
        since: u64,
        to: &ChangeReceivers<'_>,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let (entries, id) = session.with_vault(|vault| {
            let entries = changes_since(vault, since)?;
            Ok::<_, CommandError>((entries, vault.id()))
        })?;
        let file = self.change_file(id, &entries)?;
        let bytes = file.encrypt(to).map_err(|error| {
            CommandError::new(Code::InvalidField, format!("it was not encrypted: {error}"))
                .help("age and SSH keys can not be mixed with a passphrase")
        })?;
        let last = entries.first().map_or(since, |entry| entry.seq);
        Ok(PrivateFile {
            suggested_name: format!("changes-{}-{last}.age", since + 1),
            bytes: Secret::new(bytes),
            notes: vec!["It holds no secret; keys and passwords stay in this vault.".to_owned()],
        })
    }

    fn change_file(
        &self,
        vault: [u8; 16],
        entries: &[JournalEntry],
    ) -> Result<ChangeFile, CommandError> {
        let oldest_first = || entries.iter().rev();
        let images = collapse(oldest_first().flat_map(images_of));
        if images.is_empty() {
            return Err(CommandError::new(
                Code::NothingToDo,
                "nothing was changed since that entry",
            )
            .help("`bailiwick journal` shows the entries and their numbers"));
        }
        let told = oldest_first()
            .filter_map(|entry| match &entry.body {
                Some(EntryBody::Changes { set, .. }) => Some(ChangeEntry {
                    seq: entry.seq,
                    at: entry.at,
                    who: entry.who.clone(),
                    sentence: set.title.clone(),
                }),
                _ => None,
            })
            .collect();
        Ok(ChangeFile::new(
            EntityId::from_bytes(vault).to_string(),
            self.operator(),
            self.environment.clock.now(),
            told,
            images,
        ))
    }

    /// Opens a file of changes and lays it onto the open vault. Nothing is changed.
    pub fn offered_changes(
        &self,
        path: &Path,
        with: &ChangeOpener<'_>,
    ) -> Result<OfferedChanges, CommandError> {
        let bytes = crate::files::read_secret(path, LONGEST)?;
        let file = ChangeFile::decrypt(bytes.expose(), with).map_err(|error| {
            CommandError::coded(error.code(), error.to_string())
                .help(error.help())
                .at(path.display().to_string())
        })?;
        self.lay_on(file)
    }

    /// Compares the open vault with another copy of it, a folder or a conflict copy put into one,
    /// from where the two went apart. Nothing is changed, in either.
    pub fn offered_copy(
        &self,
        folder: &Path,
        password: &Secret<String>,
    ) -> Result<OfferedChanges, CommandError> {
        let now = self.environment.clock.now();
        let mut other = LockedVault::open(folder)?.unlock_with_password(password, now)?;
        let session = self.session()?;
        let common = session.with_vault(|ours| {
            if ours.id() != other.id() {
                return Err(CommandError::new(
                    Code::NotFound,
                    "it is another vault, not a copy of this one",
                )
                .help("use `bailiwick changes export` there, and import the file here"));
            }
            last_common(ours, &mut other)
        })?;
        let entries = changes_since(&mut other, common)?;
        let file = self.change_file(other.id(), &entries)?;
        self.lay_on(file)
    }

    /// Reads an identity file for [`App::offered_changes`].
    pub fn read_identity(&self, path: &Path) -> Result<Secret<Vec<u8>>, CommandError> {
        crate::files::read_secret(path, LONGEST_IDENTITY)
    }

    fn lay_on(&self, file: ChangeFile) -> Result<OfferedChanges, CommandError> {
        let estate = self.session()?.estate();
        let taken = take(&estate, &file.images);
        let missing = file.images.iter().find(|image| {
            estate.account(image.key.account).is_none() && image.key.id != image.key.account
        });
        if missing.is_some()
            && !file
                .images
                .iter()
                .any(|image| image.key.id == image.key.account)
        {
            return Err(CommandError::new(
                Code::NotFound,
                "the changes are of an account that this vault does not hold",
            )
            .help("both vaults must be copies of one: restore a backup of the other one first"));
        }
        Ok(OfferedChanges {
            title: format!("Take over {} of {}", changes(file.entries.len()), file.who),
            who: file.who,
            made: file.made,
            entries: file
                .entries
                .iter()
                .map(|entry| format!("{} {} {}", entry.at, entry.who, entry.sentence))
                .collect(),
            clean: taken.clean.iter().map(line).collect(),
            already: taken.already,
            conflicts: taken.conflicts.iter().map(offered).collect(),
            taken,
        })
    }

    /// The same as [`App::export_changes`], for the window.
    pub fn save_changes(&self, request: &SaveChangesRequest) -> Result<PrivateFile, CommandError> {
        let recipients = request
            .recipients
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(str::parse)
            .collect::<Result<Vec<Recipient>, ParseRecipientError>>()
            .map_err(|error| {
                CommandError::new(Code::InvalidField, error.to_string())
                    .help(error.help())
                    .at("recipients")
            })?;
        let passphrase = Secret::new(request.passphrase.clone());
        let to = match (recipients.is_empty(), request.passphrase.is_empty()) {
            (false, true) => ChangeReceivers::Keys(&recipients),
            (true, false) => {
                self.strong_enough(&passphrase, "passphrase")?;
                ChangeReceivers::Passphrase(&passphrase)
            }
            _ => {
                return Err(CommandError::new(
                    Code::InvalidField,
                    "the file needs either keys or a passphrase",
                )
                .help("give the other admins' public keys, one a line")
                .at("recipients"));
            }
        };
        self.export_changes(u64::from(request.since), &to)
    }

    /// The same as [`App::offered_changes`], for the window: the offer is kept until it is taken.
    pub fn open_changes(
        &self,
        request: &OpenChangesRequest,
        path: &Path,
        identity: Option<&Path>,
    ) -> Result<OfferedChangesView, CommandError> {
        let offered = if let Some(identity) = identity {
            let text = self.read_identity(identity)?;
            self.offered_changes(path, &ChangeOpener::Identity(&text))?
        } else {
            let passphrase = Secret::new(request.passphrase.clone());
            self.offered_changes(path, &ChangeOpener::Passphrase(&passphrase))?
        };
        self.keep_offer(offered)
    }

    /// The same as [`App::offered_copy`], for the window.
    pub fn compare_copy(
        &self,
        request: &CompareCopyRequest,
        folder: &Path,
    ) -> Result<OfferedChangesView, CommandError> {
        let password = Secret::new(request.password.clone());
        let offered = self.offered_copy(folder, &password)?;
        self.keep_offer(offered)
    }

    fn keep_offer(&self, offered: OfferedChanges) -> Result<OfferedChangesView, CommandError> {
        let session = self.session()?;
        let view = OfferedChangesView {
            offer: self.environment.new_id()?.to_string(),
            who: offered.who.clone(),
            made: offered.made.to_string(),
            entries: offered.entries.clone(),
            clean: offered.clean.clone(),
            already: u32::try_from(offered.already).unwrap_or(u32::MAX),
            conflicts: offered
                .conflicts
                .iter()
                .map(|conflict| OfferedConflictView {
                    id: conflict.id.clone(),
                    what: conflict.what.clone(),
                    how: conflict.how.clone(),
                    values: conflict.values.clone(),
                })
                .collect(),
        };
        let generation = session.generation();
        session.keep_offer(view.offer.clone(), generation, offered);
        Ok(view)
    }

    /// Takes an offer over that the window was shown.
    pub fn take_offer(&self, request: &TakeChangesRequest) -> Result<DoneView, CommandError> {
        let session = self.session()?;
        let stale = || {
            CommandError::new(
                Code::StalePlan,
                "the vault has changed since these changes were compared with it",
            )
            .help("open the file again to compare anew")
        };
        let (generation, offered) = session.offer(&request.offer).ok_or_else(stale)?;
        if generation != session.generation() {
            session.forget_offer();
            return Err(stale());
        }
        let entry = self.take_changes(&offered, &request.theirs, &request.reason)?;
        session.forget_offer();
        Ok(DoneView {
            sequence: u32::try_from(entry).unwrap_or(u32::MAX),
            sentence: offered.title.replacen("Take", "Took", 1),
            undoable: true,
            entity: None,
            credentials: Vec::new(),
        })
    }

    /// Takes offered changes over, as one set with one undo. `theirs` names the conflicts in which
    /// their side counts; in the others ours stays. `reason` is why it has to be where it breaks
    /// expectations. Says the journal entry.
    pub fn take_changes(
        &self,
        offered: &OfferedChanges,
        theirs: &[String],
        reason: &str,
    ) -> Result<u64, CommandError> {
        let known: BTreeSet<String> = offered.taken.conflicts.iter().map(handle).collect();
        if let Some(unknown) = theirs.iter().find(|id| !known.contains(*id)) {
            return Err(CommandError::new(
                Code::InvalidField,
                format!("`{unknown}` is none of the conflicts"),
            )
            .help("the preview lists them with their ids"));
        }
        let decide = |conflict: &Conflict| {
            if theirs.contains(&handle(conflict)) {
                Side::Theirs
            } else {
                Side::Ours
            }
        };
        let Some(mut set) = offered.taken.settle(&offered.title, decide) else {
            return Err(CommandError::new(Code::NothingToDo, "nothing would change")
                .help("this vault holds all of it already"));
        };
        let session = self.session()?;
        let note = self.in_spite(&session, &session.estate(), &set, reason)?;
        set.title.push_str(&note);
        let (who, now) = (self.operator(), self.environment.clock.now());
        let recorded =
            session.with_vault(|vault| vault.record(&set, &[], &who, now, &self.managed))?;
        Ok(recorded.seq)
    }
}

/// Entries of changes after one, newest first.
fn changes_since(vault: &mut Vault, since: u64) -> Result<Vec<JournalEntry>, CommandError> {
    let mut found = Vec::new();
    let mut before = None;
    loop {
        let batch = vault.journal(JournalRange {
            before,
            most: BATCH,
        })?;
        let reached = batch.last().is_none_or(|entry| entry.seq <= since + 1);
        before = batch.last().map(|entry| entry.seq);
        found.extend(batch.into_iter().filter(|entry| entry.seq > since));
        if reached {
            break;
        }
    }
    if found.iter().any(|entry| entry.body.is_none()) {
        return Err(CommandError::new(
            Code::NotFound,
            "what some of these entries say was removed from the journal",
        )
        .help("begin after them, or send a backup instead"));
    }
    found.retain(|entry| matches!(entry.body, Some(EntryBody::Changes { .. })));
    Ok(found)
}

fn images_of(entry: &JournalEntry) -> &[Image] {
    match &entry.body {
        Some(EntryBody::Changes { images, .. }) => images,
        _ => &[],
    }
}

/// The last journal entry that two copies of a vault share: their chains are the same up to it.
fn last_common(ours: &mut Vault, other: &mut Vault) -> Result<u64, CommandError> {
    let (mut shared, mut apart) = (0, ours.anchor().seq.min(other.anchor().seq) + 1);
    while apart - shared > 1 {
        let middle = shared + (apart - shared) / 2;
        if ours.entry_hash(middle)? == other.entry_hash(middle)? {
            shared = middle;
        } else {
            apart = middle;
        }
    }
    Ok(shared)
}

fn changes(count: usize) -> String {
    if count == 1 {
        "1 change".to_owned()
    } else {
        format!("{count} changes")
    }
}

fn line(image: &Image) -> String {
    let what = what(image.before.as_ref().or(image.after.as_ref()));
    let state = match image.key.state {
        State::Planned => "",
        State::Observed => " (as AWS was seen)",
    };
    match (&image.before, &image.after) {
        (None, _) => format!("new: {what}{state}"),
        (_, None) => format!("gone: {what}{state}"),
        _ => format!("changed: {what}{state}"),
    }
}

fn offered(conflict: &Conflict) -> OfferedConflict {
    let any = conflict
        .ours
        .as_ref()
        .or(conflict.theirs.as_ref())
        .or(conflict.base.as_ref());
    OfferedConflict {
        id: handle(conflict),
        what: what(any),
        values: values(conflict),
        how: match (&conflict.ours, &conflict.theirs) {
            (None, _) => "deleted here, changed there".to_owned(),
            (_, None) => "changed here, deleted there".to_owned(),
            _ if conflict.fields.is_empty() => "made on both sides".to_owned(),
            _ => format!("both changed {}", conflict.fields.join(", ")),
        },
    }
}

fn handle(conflict: &Conflict) -> String {
    let state = match conflict.key.state {
        State::Planned => "",
        State::Observed => "observed-",
    };
    format!("{state}{}", conflict.key.id)
}

fn what(entity: Option<&Entity>) -> String {
    entity.map_or_else(String::new, |entity| {
        format!("{} {}", entity.kind().as_str(), entity.name_key().as_str())
    })
}

/// The values that differ between the two outcomes, by what the vault stores.
fn values(conflict: &Conflict) -> Vec<ConflictValueView> {
    let (Some(here), Some(there)) = (conflict.outcome(Side::Ours), conflict.outcome(Side::Theirs))
    else {
        return Vec::new();
    };
    let (here, there) = (fields(&here), fields(&there));
    let names: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    names
        .into_iter()
        .filter(|name| here.get(*name) != there.get(*name))
        .map(|name| ConflictValueView {
            field: name.clone(),
            here: shown(here.get(name)),
            there: shown(there.get(name)),
        })
        .collect()
}

/// What the vault stores of an entity, field by field; its ids are nobody's decision.
fn fields(entity: &Entity) -> BTreeMap<String, Value> {
    match serde_json::to_value(entity) {
        Ok(Value::Object(stored)) => stored
            .into_iter()
            .filter(|(name, _)| name != "id")
            .collect(),
        _ => BTreeMap::new(),
    }
}

fn shown(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    if text.chars().count() <= LONGEST_VALUE {
        return text;
    }
    let begins: String = text.chars().take(LONGEST_VALUE).collect();
    format!("{begins}…")
}
