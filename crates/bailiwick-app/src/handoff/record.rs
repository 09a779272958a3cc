//! The records of hand-offs: how far each has come, what waits to be done, and that files with
//! secrets are deleted after use.

use std::path::Path;

use iam_directory::{
    AccessKeyStage, Account, ChangeSet, HandOff, HandOffChannel, HandOffItem, HandOffStatus,
    Operation, State,
};
use iam_names::{EntityId, Timestamp};

use crate::App;
use crate::contract::change::DoneView;
use crate::contract::handoff::{
    HandOffMark, HandOffRemindersView, HandOffRowView, MarkHandOffsRequest,
};
use crate::contract::{AccountRequest, Rows, RowsRequest};
use crate::error::{Code, CommandError};
use crate::propose::counted;
use crate::session::{Session, account};
use crate::view::rows::{Key, Made, window};

/// Days after which a hand-off that was sent and not confirmed is asked about.
const ASK_AFTER_DAYS: i64 = 3;

impl App {
    /// A window of the records.
    pub fn hand_offs(&self, request: &RowsRequest) -> Result<Rows<HandOffRowView>, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let rows = account
            .planned()
            .hand_offs()
            .map(|it| row(&session, account, it, now));
        let list = Made {
            text,
            column,
            name: |row: &HandOffRowView| &row.id,
        };
        Ok(window(&list, rows, request))
    }

    /// What waits to be done about them.
    pub fn hand_off_reminders(
        &self,
        request: &AccountRequest,
    ) -> Result<HandOffRemindersView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let mut waiting = HandOffRemindersView {
            drafted: 0,
            sent: 0,
            expired: 0,
            files: 0,
        };
        for hand_off in account.planned().hand_offs() {
            match status(hand_off, now) {
                HandOffStatus::Drafted => waiting.drafted += 1,
                HandOffStatus::Sent => waiting.sent += 1,
                HandOffStatus::Expired => waiting.expired += 1,
                HandOffStatus::Confirmed => {}
            }
            waiting.files += u32::from(open_file(hand_off).is_some());
        }
        Ok(waiting)
    }

    /// Notes how far hand-offs have come. A file that is known is deleted before it is noted.
    pub fn mark_hand_offs(&self, request: &MarkHandOffsRequest) -> Result<DoneView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let mut found = Vec::new();
        for id in &request.hand_offs {
            let missing = || CommandError::not_found("hand-off");
            let id: EntityId = id.parse().map_err(|_| missing())?;
            found.push(account.planned().hand_off(id).ok_or_else(missing)?);
        }
        if request.mark == HandOffMark::FileDeleted {
            for hand_off in found.clone() {
                // One file may hold the sheets of several people: it is gone for all of them.
                if let Some(path) = session.written_at(hand_off.id) {
                    delete_file(&path)?;
                    let others = account.planned().hand_offs().filter(|it| {
                        it.id != hand_off.id && session.written_at(it.id).as_ref() == Some(&path)
                    });
                    found.extend(others);
                }
            }
            found.sort_by_key(|it| it.id);
            found.dedup_by_key(|it| it.id);
        }
        let count = found.len();
        let operations: Vec<Operation> = found
            .into_iter()
            .flat_map(|it| marked(account, it, request.mark, now))
            .collect();
        if operations.is_empty() {
            return Err(CommandError::new(Code::NothingToDo, "nothing would change")
                .help("it is noted already"));
        }
        let sentence = sentence(request.mark, count);
        let set = ChangeSet::of_account(sentence.clone(), account.settings().id, operations);
        let sequence = self.record(&set, &[])?;
        Ok(DoneView {
            sequence,
            sentence,
            undoable: true,
            entity: None,
            credentials: Vec::new(),
        })
    }
}

/// How far it has come at a moment: what is open and past its day has expired.
pub(super) fn status(hand_off: &HandOff, now: Timestamp) -> HandOffStatus {
    let is_open = matches!(
        hand_off.status,
        HandOffStatus::Drafted | HandOffStatus::Sent
    );
    if is_open && hand_off.expires.is_some_and(|day| day < now) {
        return HandOffStatus::Expired;
    }
    hand_off.status
}

/// The word for it.
pub(super) fn status_word(status: HandOffStatus) -> &'static str {
    match status {
        HandOffStatus::Drafted => "drafted",
        HandOffStatus::Sent => "sent",
        HandOffStatus::Confirmed => "confirmed",
        HandOffStatus::Expired => "expired",
    }
}

/// The file with readable secrets that is not known to be gone.
fn open_file(hand_off: &HandOff) -> Option<&String> {
    let readable = matches!(
        hand_off.channel,
        HandOffChannel::Csv | HandOffChannel::Sheet
    );
    hand_off
        .file
        .as_ref()
        .filter(|_| readable && !hand_off.file_deleted)
}

fn row(session: &Session, account: &Account, hand_off: &HandOff, now: Timestamp) -> HandOffRowView {
    let date = |it: Option<Timestamp>| it.map_or_else(String::new, |it| it.to_string());
    let status = status(hand_off, now);
    let owner = account.planned().user(hand_off.user);
    let was_used = used_since(account, hand_off);
    let file = open_file(hand_off);
    HandOffRowView {
        id: hand_off.id.to_string(),
        user: owner.map_or_else(String::new, |it| it.id.to_string()),
        name: hand_off.user_name.clone(),
        items: hand_off
            .items
            .iter()
            .map(|it| item_words(*it).to_owned())
            .collect(),
        channel: channel_word(hand_off.channel).to_owned(),
        to: hand_off
            .to
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        status: status_word(status).to_owned(),
        drafted: hand_off.drafted.to_string(),
        sent: date(hand_off.sent),
        confirmed: date(hand_off.confirmed),
        expires: date(hand_off.expires),
        file: file.cloned().unwrap_or_default(),
        file_known: file.is_some() && session.written_at(hand_off.id).is_some(),
        used: was_used,
        reminder: reminder(hand_off, status, was_used, now),
    }
}

fn reminder(hand_off: &HandOff, status: HandOffStatus, was_used: bool, now: Timestamp) -> String {
    let file = open_file(hand_off).map(|name| format!("delete {name}"));
    let step = match status {
        HandOffStatus::Drafted | HandOffStatus::Sent if was_used => {
            Some("AWS has seen it used: confirm it")
        }
        HandOffStatus::Drafted => Some(match hand_off.channel {
            HandOffChannel::Screen => "tell it, then mark it as sent",
            HandOffChannel::Sheet => "print it, give it to its owner, then mark it as sent",
            _ => "send it, then mark it as sent",
        }),
        HandOffStatus::Sent => {
            let waits = hand_off
                .sent
                .is_some_and(|it| now.days_since(it) >= ASK_AFTER_DAYS);
            waits.then_some("ask whether it arrived")
        }
        HandOffStatus::Expired => Some("too late: reset the credential, and hand it over anew"),
        HandOffStatus::Confirmed => None,
    };
    let parts: Vec<String> = step.map(str::to_owned).into_iter().chain(file).collect();
    parts.join("; ")
}

/// Whether AWS has seen the person use what was handed over, after it was drafted.
fn used_since(account: &Account, hand_off: &HandOff) -> bool {
    let Some(user) = account.state(State::Observed).user(hand_off.user) else {
        return false;
    };
    let since = |it: Option<Timestamp>| it.is_some_and(|it| it > hand_off.drafted);
    hand_off.items.iter().any(|item| match item {
        HandOffItem::Password | HandOffItem::SignInInstructions => since(user.password_last_used),
        HandOffItem::AccessKey { credential } => user
            .access_keys
            .iter()
            .filter(|key| key.id == *credential)
            .any(|key| since(key.last_used.as_ref().map(|it| it.at))),
        HandOffItem::MfaDevice { .. }
        | HandOffItem::ServiceCredential { .. }
        | HandOffItem::SshKey { .. }
        | HandOffItem::CliProfile => false,
    })
}

/// What noting it changes; nothing when it is noted already.
fn marked(
    account: &Account,
    before: &HandOff,
    mark: HandOffMark,
    now: Timestamp,
) -> Vec<Operation> {
    let mut after = before.clone();
    match mark {
        HandOffMark::Forgotten => {
            return vec![Operation::DeleteHandOff {
                hand_off: before.id,
            }];
        }
        HandOffMark::Sent => {
            after.status = HandOffStatus::Sent;
            after.sent = after.sent.or(Some(now));
        }
        HandOffMark::Confirmed => {
            after.status = HandOffStatus::Confirmed;
            after.sent = after.sent.or(Some(now));
            after.confirmed = after.confirmed.or(Some(now));
        }
        HandOffMark::Expired => after.status = HandOffStatus::Expired,
        HandOffMark::FileDeleted => after.file_deleted = after.file.is_some(),
    }
    if after == *before {
        return Vec::new();
    }
    let mut operations = vec![Operation::PutHandOff {
        hand_off: Box::new(after),
    }];
    operations.extend(key_stages(account, before, mark));
    operations
}

/// How far the access keys have come that went with it.
fn key_stages(account: &Account, hand_off: &HandOff, mark: HandOffMark) -> Vec<Operation> {
    let stage = match mark {
        HandOffMark::Sent => AccessKeyStage::HandedOver,
        HandOffMark::Confirmed => AccessKeyStage::Confirmed,
        HandOffMark::Expired | HandOffMark::FileDeleted | HandOffMark::Forgotten => {
            return Vec::new();
        }
    };
    let Some(user) = account.planned().user(hand_off.user) else {
        return Vec::new();
    };
    let credential = |credential| HandOffItem::AccessKey { credential };
    user.access_keys
        .iter()
        .filter(|key| hand_off.items.contains(&credential(key.id)) && key.stage < stage)
        .map(|key| Operation::SetAccessKeyStage {
            user: user.id,
            credential: key.id,
            stage,
        })
        .collect()
}

/// Deletes a file that this session wrote. Where one went in an earlier session nobody has kept:
/// then it is the person's word that it is gone.
fn delete_file(path: &Path) -> Result<(), CommandError> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(CommandError::new(
            Code::FileNotWritten,
            format!("the file was not deleted: {error}"),
        )
        .help("delete it yourself, then note it again")
        .at(path.display().to_string())),
    }
}

fn sentence(mark: HandOffMark, count: usize) -> String {
    let what = counted(count, "hand-off");
    match mark {
        HandOffMark::Sent => format!("{what} marked as sent"),
        HandOffMark::Confirmed => format!("{what} confirmed"),
        HandOffMark::Expired => format!("{what} marked as expired"),
        HandOffMark::FileDeleted => format!("the file of {what} noted as deleted"),
        HandOffMark::Forgotten => format!("{what} deleted from the list"),
    }
}

/// What was handed over, in IAM's words.
fn item_words(item: HandOffItem) -> &'static str {
    match item {
        HandOffItem::SignInInstructions => "sign-in instructions",
        HandOffItem::Password => "password",
        HandOffItem::AccessKey { .. } => "access key",
        HandOffItem::MfaDevice { .. } => "MFA device",
        HandOffItem::ServiceCredential { .. } => "service-specific credential",
        HandOffItem::SshKey { .. } => "SSH key",
        HandOffItem::CliProfile => "CLI profile",
    }
}

fn channel_word(channel: HandOffChannel) -> &'static str {
    match channel {
        HandOffChannel::Csv => "csv",
        HandOffChannel::EmailDraft => "email_draft",
        HandOffChannel::Mailto => "mailto",
        HandOffChannel::Sheet => "sheet",
        HandOffChannel::Encrypted => "encrypted",
        HandOffChannel::Screen => "screen",
    }
}

fn text(row: &HandOffRowView) -> Vec<String> {
    let mut text = vec![
        row.name.clone(),
        row.to.clone(),
        row.status.clone(),
        row.channel.replace('_', " "),
        row.reminder.clone(),
    ];
    text.extend(row.items.iter().cloned());
    text
}

fn column(row: &HandOffRowView, column: &str) -> Key {
    match column {
        "status" => Key::text(&row.status),
        "channel" => Key::text(&row.channel),
        "to" => Key::text(&row.to),
        "expires" => Key::text(&row.expires),
        "user" => Key::text(&row.name),
        _ => Key::text(&row.drafted),
    }
}
