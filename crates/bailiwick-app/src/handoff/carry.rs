//! Carrying a hand-off out: previewed without a secret, then the secrets read under one journal
//! entry, the files written for their owner only, and each way recorded. What the files hold is in
//! `files.rs`, what is said of it in `shown.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use iam_directory::{
    ChangeSet, Contact, HandOff, HandOffChannel, HandOffItem, HandOffStatus, Operation,
};
use iam_exchange::encrypted::GeneratedPassphrase;
use iam_names::{EntityId, Secret};

use super::files::{MadeFile, file_names, file_of, made};
use super::plan::{Plan, Receiver};
use super::shown::{letter, notes, tell, told};
use crate::App;
use crate::contract::handoff::{
    HandOffDoneView, HandOffPreviewView, HandOffRequest, HandOffTellKind, HandOffTellView,
    MailtoRequest, PreviewHandOffRequest, SecretsWay,
};
use crate::error::{Code, CommandError};
use crate::secrets::password_needed;
use crate::session::{Session, account};

/// Where the files of a hand-off go.
#[derive(Debug, Clone, Copy)]
pub enum HandOffPlace<'a> {
    /// There are none.
    Nowhere,
    /// The one file, here.
    File(&'a Path),
    /// All of them into this folder.
    Folder(&'a Path),
    /// All of them into a new folder of the day, in this one.
    NewFolderIn(&'a Path),
}

impl App {
    /// What a hand-off would do. Nothing is read from the vault and nothing is recorded.
    pub fn preview_hand_off(
        &self,
        request: &PreviewHandOffRequest,
    ) -> Result<HandOffPreviewView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.hand_off.account)?;
        let now = self.environment.clock.now();
        let (plan, errors) = Plan::read(&session, account, &request.hand_off, now)?;
        let shown = plan
            .people
            .iter()
            .find(|it| it.user.id.to_string() == request.show)
            .or_else(|| plan.people.first());
        Ok(HandOffPreviewView {
            people: plan.people.iter().map(|it| told(&plan, it)).collect(),
            letter: shown.filter(|_| plan.letter).map(|it| letter(&plan, it)),
            files: file_names(&plan),
            files_hold_secrets: plan.writes_secrets() && plan.way != SecretsWay::Encrypted,
            notes: notes(&plan),
            errors,
        })
    }

    /// The files that a hand-off would write: everything that can be refused before a secret is
    /// read is refused here, so that a closed dialog leaves no trace of access.
    pub fn hand_off_files(&self, request: &HandOffRequest) -> Result<Vec<String>, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let plan = self.plan(&session, account, request)?;
        self.may_hand_off(&session, &plan)?;
        Ok(file_names(&plan))
    }

    /// Carries a hand-off out: every file is made before the first is written, and what was
    /// written goes again when the hand-off can not be recorded.
    pub fn hand_off(
        &self,
        request: &HandOffRequest,
        place: HandOffPlace<'_>,
    ) -> Result<HandOffDoneView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let plan = self.plan(&session, account, request)?;
        self.may_hand_off(&session, &plan)?;
        let passphrases = self.passphrases(&plan)?;
        let secrets = self.taken_out(&session, &plan)?;
        let files = made(&plan, &passphrases, &secrets)?;
        drop(secrets);
        let folder = self.hand_off_folder(place)?;
        let written = self.write_all(&files, place, folder.as_deref())?;
        let recorded = self.note(&plan, &written).inspect_err(|_| {
            for path in written.values() {
                // The way back: that it was not recorded is what is told.
                let _ = std::fs::remove_file(path);
            }
        })?;
        let mut tell = tell(&plan);
        for (hand_off, user, path) in recorded.files {
            session.written_here(hand_off, path);
            if let Some(passphrase) = passphrases.get(&user) {
                session.keep_passphrase(hand_off, Secret::new(passphrase.expose().to_owned()));
                let name = account.planned().user(user).map(|it| it.name.to_string());
                tell.push(HandOffTellView {
                    credential: hand_off.to_string(),
                    kind: HandOffTellKind::Passphrase,
                    user: user.to_string(),
                    user_name: name.unwrap_or_default(),
                });
            }
        }
        Ok(HandOffDoneView {
            folder: folder
                .as_deref()
                .and_then(Path::file_name)
                .map_or_else(String::new, |it| it.to_string_lossy().into()),
            files: files.into_iter().map(|file| file.name).collect(),
            notes: notes(&plan),
            tell,
            recorded: recorded.count,
        })
    }

    /// One person's letter as an address for the system's mail program, recorded as drafted. It
    /// holds no secret, and nothing is attached to it.
    pub fn hand_off_mailto(&self, request: &MailtoRequest) -> Result<String, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.hand_off.account)?;
        let plan = self.plan(&session, account, &request.hand_off)?;
        let receiver = plan
            .people
            .iter()
            .find(|it| it.user.id.to_string() == request.user)
            .ok_or_else(|| CommandError::not_found("user"))?;
        let address = plan.draft(receiver).mailto().map_err(|error| {
            CommandError::coded("mailto-too-long", error.to_string())
                .help("save the draft as a file, or copy its text")
        })?;
        let record = self.record_of(&plan, receiver, HandOffChannel::Mailto, receiver.told())?;
        let title = format!("Hand over to {}", receiver.user.name);
        self.record_hand_offs(&plan, title, vec![record])?;
        Ok(address)
    }

    fn plan<'a>(
        &self,
        session: &Session,
        account: &'a iam_directory::Account,
        request: &HandOffRequest,
    ) -> Result<Plan<'a>, CommandError> {
        let (plan, errors) = Plan::read(session, account, request, self.environment.clock.now())?;
        if errors.is_empty() {
            Ok(plan)
        } else {
            Err(CommandError::of_fields(errors))
        }
    }

    /// One entry of the vault's password for a hand-off: for one person as for any secret, for
    /// several always anew.
    fn may_hand_off(&self, session: &Session, plan: &Plan<'_>) -> Result<(), CommandError> {
        if !plan.writes_secrets() {
            return Ok(());
        }
        let now = self.environment.clock.elapsed();
        let secrets = plan.secrets();
        let may = if plan.people.len() > 1 {
            session.password_just_entered(now)
        } else {
            secrets.iter().all(|(id, _)| session.may_reveal(*id, now))
        };
        if may { Ok(()) } else { Err(password_needed()) }
    }

    /// A passphrase for everybody whose file is not encrypted to a key of the own.
    fn passphrases(
        &self,
        plan: &Plan<'_>,
    ) -> Result<BTreeMap<EntityId, GeneratedPassphrase>, CommandError> {
        let mut random = self.environment.random_bytes();
        let mut made = BTreeMap::new();
        let wanted = plan.people.iter().filter(|it| {
            plan.way == SecretsWay::Encrypted
                && it.recipient.is_none()
                && it.secrets().next().is_some()
        });
        for receiver in wanted {
            let passphrase = GeneratedPassphrase::make(&mut || random.next());
            made.insert(receiver.user.id, passphrase);
        }
        random.finish()?;
        Ok(made)
    }

    /// The secrets that go into files, all under one entry of the journal.
    fn taken_out(
        &self,
        session: &Session,
        plan: &Plan<'_>,
    ) -> Result<BTreeMap<EntityId, Secret<String>>, CommandError> {
        if !plan.writes_secrets() {
            return Ok(BTreeMap::new());
        }
        let wanted = plan.secrets();
        let purpose = match plan.way {
            SecretsWay::Sheet => "print",
            SecretsWay::Encrypted => "encrypt",
            SecretsWay::Screen | SecretsWay::Csv => "export",
        };
        let (who, at) = (&self.operator(), self.environment.clock.now());
        let bodies = session.with_vault(|vault| vault.reveal_many(&wanted, purpose, who, at))?;
        Ok(wanted.into_iter().map(|(id, _)| id).zip(bodies).collect())
    }

    /// The folder that the files go into, made when it is not there.
    fn hand_off_folder(&self, place: HandOffPlace<'_>) -> Result<Option<PathBuf>, CommandError> {
        let not_made = |error: std::io::Error, path: &Path| {
            CommandError::new(
                Code::FileNotWritten,
                format!("the folder was not made: {error}"),
            )
            .help("choose another folder")
            .at(path.display().to_string())
        };
        match place {
            HandOffPlace::Nowhere => Ok(None),
            HandOffPlace::File(path) => Ok(path.parent().map(Path::to_owned)),
            HandOffPlace::Folder(path) => {
                std::fs::create_dir_all(path).map_err(|error| not_made(error, path))?;
                Ok(Some(path.to_owned()))
            }
            HandOffPlace::NewFolderIn(parent) => {
                let day: String = self
                    .environment
                    .clock
                    .now()
                    .to_string()
                    .chars()
                    .take(10)
                    .collect();
                for turn in 1..1_000 {
                    let name = match turn {
                        1 => format!("hand-off {day}"),
                        turn => format!("hand-off {day} ({turn})"),
                    };
                    let path = parent.join(name);
                    match make_private_folder(&path) {
                        Ok(()) => return Ok(Some(path)),
                        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                        Err(error) => return Err(not_made(error, &path)),
                    }
                }
                Err(CommandError::new(
                    Code::FileNotWritten,
                    "there are a thousand hand-offs of today",
                )
                .help("choose another folder"))
            }
        }
    }

    /// Writes every file, or none.
    fn write_all(
        &self,
        files: &[MadeFile],
        place: HandOffPlace<'_>,
        folder: Option<&Path>,
    ) -> Result<BTreeMap<String, PathBuf>, CommandError> {
        let mut written: BTreeMap<String, PathBuf> = BTreeMap::new();
        for file in files {
            let path = match (place, folder) {
                (HandOffPlace::File(path), _) if files.len() == 1 => path.to_owned(),
                (_, Some(folder)) => folder.join(&file.name),
                (_, None) => {
                    return Err(CommandError::new(
                        Code::FileNotWritten,
                        "no place was named for the files",
                    )
                    .help("choose a folder"));
                }
            };
            let outcome = self.write_private_file(&path, &file.file);
            if let Err(error) = outcome {
                for path in written.values() {
                    // What could not be whole is taken back; the first error is what is told.
                    let _ = std::fs::remove_file(path);
                }
                return Err(error);
            }
            written.insert(file.name.clone(), path);
        }
        Ok(written)
    }

    /// Records every way of every person, and what is to be remembered about them.
    fn note(
        &self,
        plan: &Plan<'_>,
        written: &BTreeMap<String, PathBuf>,
    ) -> Result<Recorded, CommandError> {
        let mut records = Vec::new();
        let mut files = Vec::new();
        for receiver in &plan.people {
            for (channel, items) in plan.ways(receiver) {
                let mut record = self.record_of(plan, receiver, channel, items)?;
                let name = file_of(plan, receiver, channel);
                if let Some(path) = name.as_ref().and_then(|name| written.get(name)) {
                    record.file = path.file_name().map(|it| it.to_string_lossy().into());
                    files.push((record.id, receiver.user.id, path.clone()));
                }
                records.push(record);
            }
        }
        let title = match plan.people.as_slice() {
            [one] => format!("Hand over to {}", one.user.name),
            many => format!("Hand over to {} people", many.len()),
        };
        let count = crate::view::count(records.len());
        self.record_hand_offs(plan, title, records)?;
        Ok(Recorded { count, files })
    }

    fn record_of(
        &self,
        plan: &Plan<'_>,
        receiver: &Receiver<'_>,
        channel: HandOffChannel,
        items: BTreeSet<HandOffItem>,
    ) -> Result<HandOff, CommandError> {
        let by_mail = matches!(
            channel,
            HandOffChannel::EmailDraft | HandOffChannel::Mailto | HandOffChannel::Encrypted
        );
        Ok(HandOff {
            id: self.environment.new_id()?,
            user: receiver.user.id,
            user_name: receiver.user.name.to_string(),
            items,
            channel,
            to: receiver.email.clone().filter(|_| by_mail),
            status: HandOffStatus::Drafted,
            drafted: self.environment.clock.now(),
            sent: None,
            confirmed: None,
            expires: plan.expires,
            file: None,
            file_deleted: false,
        })
    }

    fn record_hand_offs(
        &self,
        plan: &Plan<'_>,
        title: String,
        records: Vec<HandOff>,
    ) -> Result<(), CommandError> {
        let mut operations: Vec<Operation> = plan
            .people
            .iter()
            .filter(|_| plan.remember)
            .filter_map(remembered)
            .collect();
        operations.extend(records.into_iter().map(|hand_off| Operation::PutHandOff {
            hand_off: Box::new(hand_off),
        }));
        let set = ChangeSet::of_account(title, plan.account.settings().id, operations);
        self.record(&set, &[]).map(drop)
    }
}

struct Recorded {
    count: u32,
    /// Each record with a file: the record, its user, the file.
    files: Vec<(EntityId, EntityId, PathBuf)>,
}

/// What a person's contact becomes; none when it is that already.
fn remembered(receiver: &Receiver<'_>) -> Option<Operation> {
    let before = receiver.user.contact.clone().unwrap_or_default();
    let contact = Contact {
        email: receiver.email.clone().or_else(|| before.email.clone()),
        language: Some(receiver.language.tag().to_owned()),
        recipient: receiver
            .recipient
            .as_ref()
            .map(|(_, text)| text.clone())
            .or_else(|| before.recipient.clone()),
    };
    (contact != before).then_some(Operation::SetContact {
        user: receiver.user.id,
        contact: Some(contact),
    })
}

/// A folder that only its owner looks into; refused when something stands there.
fn make_private_folder(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        std::fs::DirBuilder::new().mode(0o700).create(path)
    }
    #[cfg(not(unix))]
    std::fs::create_dir(path)
}
