//! The credential report: AWS's CSV of every user's credentials, merged into what is known, and
//! one of our own.
//!
//! The report has no access key ids: a key is told by when it was made. What it knows and the
//! account does not is told.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>

mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use base64::Engine as _;
use iam_directory::{AccessKey, CredentialStatus, Directory, Entity, LastUsed, LoginProfile, User};
use iam_names::{AccountId, Arn, EntityId, Timestamp};
use serde::Deserialize;

use crate::credentials_csv;
use crate::refused::{self, FileRefused, NotTaken};

pub use write::write;

/// The columns of the report.
pub(crate) const COLUMNS: [&str; 22] = [
    "user",
    "arn",
    "user_creation_time",
    "password_enabled",
    "password_last_used",
    "password_last_changed",
    "password_next_rotation",
    "mfa_active",
    "access_key_1_active",
    "access_key_1_last_rotated",
    "access_key_1_last_used_date",
    "access_key_1_last_used_region",
    "access_key_1_last_used_service",
    "access_key_2_active",
    "access_key_2_last_rotated",
    "access_key_2_last_used_date",
    "access_key_2_last_used_region",
    "access_key_2_last_used_service",
    "cert_1_active",
    "cert_1_last_rotated",
    "cert_2_active",
    "cert_2_last_rotated",
];

/// A report, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialReport {
    /// The CSV as AWS wrote it.
    pub text: String,
    /// When AWS made it; the CSV alone does not say.
    pub generated: Option<Timestamp>,
    /// The account.
    pub account_id: AccountId,
    rows: Vec<Row>,
    /// Rows that can not be read.
    pub not_taken: Vec<NotTaken>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    line: usize,
    cells: BTreeMap<&'static str, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    content: String,
    generated_time: Option<String>,
}

/// Reads a report: the CSV, or the answer of `aws iam get-credential-report` that holds it.
pub fn read(bytes: &[u8]) -> Result<CredentialReport, FileRefused> {
    let text = refused::text(bytes)?;
    if !text.trim_start().starts_with('{') {
        return read_csv(text, None);
    }
    let answer: Answer = refused::json(bytes, "the answer of get-credential-report")?;
    let help = "make the file again with `aws iam get-credential-report --output json`";
    let decoded = base64::engine::general_purpose::STANDARD
        .decode(answer.content.trim())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| {
            FileRefused::new("`Content` is not a report in base64", help).at_place("Content")
        })?;
    let generated = answer.generated_time.and_then(|it| it.parse().ok());
    read_csv(&decoded, generated)
}

/// The cells of a report as they stand in it, ours or AWS's: the columns, and row for row. A row
/// with fewer cells than there are columns ends in blanks.
#[must_use]
pub fn cells(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let split = |line: &str| -> Vec<String> {
        let cells = credentials_csv::split(line);
        cells.iter().map(|cell| cell.to_string()).collect()
    };
    let mut lines = text.lines();
    let columns = lines.next().map_or_else(Vec::new, split);
    let rows = lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let mut cells = split(line);
        cells.resize(cells.len().max(columns.len()), String::new());
        cells
    });
    let rows = rows.collect();
    (columns, rows)
}

fn read_csv(text: &str, generated: Option<Timestamp>) -> Result<CredentialReport, FileRefused> {
    let mut lines = (1..).zip(text.lines());
    let header = lines.next().map_or("", |(_, line)| line);
    let header = credentials_csv::split(header);
    let columns: Vec<Option<&'static str>> = header
        .iter()
        .map(|name| {
            let same = |column: &&&str| column.eq_ignore_ascii_case(name.trim());
            COLUMNS.iter().find(same).copied()
        })
        .collect();
    for needed in ["user", "arn"] {
        if !columns.contains(&Some(needed)) {
            return Err(FileRefused::new(
                format!("the first line has no column `{needed}`"),
                "give it the report as AWS made it, with its first line",
            )
            .at_place("line 1"));
        }
    }
    let (mut rows, mut not_taken, mut account_id) = (Vec::new(), Vec::new(), None);
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        let at = format!("line {line}");
        let cells = credentials_csv::split(text);
        if cells.len() > columns.len() {
            let why = "the row has more cells than there are columns: a comma stands in a name";
            not_taken.push(NotTaken::new(at, why));
            continue;
        }
        let cells: BTreeMap<_, _> = columns
            .iter()
            .zip(cells)
            .filter_map(|(column, cell)| Some(((*column)?, cell.trim().to_owned())))
            .collect();
        let arn = cells.get("arn").and_then(|arn| arn.parse::<Arn>().ok());
        let Some(of) = arn.and_then(|arn| arn.account_id()) else {
            not_taken.push(NotTaken::new(at, "`arn` names no account"));
            continue;
        };
        if *account_id.get_or_insert(of) != of {
            not_taken.push(NotTaken::new(at, format!("it is of the account {of}")));
            continue;
        }
        rows.push(Row { line, cells });
    }
    let account_id = account_id.ok_or_else(|| {
        FileRefused::new(
            "the report has no row that can be read",
            "make it again with `aws iam generate-credential-report` and `get-credential-report`",
        )
    })?;
    Ok(CredentialReport {
        text: text.to_owned(),
        generated,
        account_id,
        rows,
        not_taken,
    })
}

impl Row {
    fn is_root(&self) -> bool {
        self.cell("user") == Some("<root_account>")
            || self.cell("arn").is_some_and(|it| it.ends_with(":root"))
    }

    /// A cell; none where AWS has nothing to say.
    fn cell(&self, column: &str) -> Option<&str> {
        let cell = self.cells.get(column).map(String::as_str)?;
        let nothing = ["", "N/A", "no_information", "not_supported"];
        (!nothing.contains(&cell)).then_some(cell)
    }

    fn date(&self, column: &str) -> Option<Timestamp> {
        self.cell(column)?.parse().ok()
    }

    fn truth(&self, column: &str) -> Option<bool> {
        let cell = self.cell(column)?;
        if cell.eq_ignore_ascii_case("true") {
            Some(true)
        } else if cell.eq_ignore_ascii_case("false") {
            Some(false)
        } else {
            None
        }
    }
}

/// What a report says of the root user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RootFacts {
    /// Whether it has an MFA device.
    pub mfa: Option<bool>,
    /// Whether it has an active access key.
    pub access_keys: Option<bool>,
    /// When its password was last used.
    pub password_last_used: Option<Timestamp>,
}

impl CredentialReport {
    /// What it says of the root user.
    #[must_use]
    pub fn root(&self) -> RootFacts {
        let root = self.rows.iter().find(|row| row.is_root());
        root.map_or_else(RootFacts::default, |row| {
            let (first, second) = (
                row.truth("access_key_1_active"),
                row.truth("access_key_2_active"),
            );
            RootFacts {
                mfa: row.truth("mfa_active"),
                access_keys: first.map(|first| first || second == Some(true)),
                password_last_used: row.date("password_last_used"),
            }
        })
    }

    /// Puts what the report says beside what was observed; gives what the account does not know.
    /// `ids` gives a fresh id for a console password that was not known.
    #[must_use]
    pub fn merge(
        &self,
        directory: &mut Directory,
        ids: &mut dyn FnMut() -> EntityId,
    ) -> Vec<NotTaken> {
        let mut notes = self.not_taken.clone();
        for row in &self.rows {
            let name = row.cells.get("user").map_or("", String::as_str);
            // The root user is no user of the account's directory.
            if row.is_root() {
                continue;
            }
            let Some(mut user) = directory.user_named(name).map(|it| User::clone(it)) else {
                notes.push(NotTaken::new(
                    format!("line {}", row.line),
                    format!("the account has no user `{name}`: import the account first"),
                ));
                continue;
            };
            row.merge(&mut user, ids, &mut notes);
            directory.put(Entity::User(user));
        }
        notes
    }
}

impl Row {
    fn merge(&self, user: &mut User, ids: &mut dyn FnMut() -> EntityId, notes: &mut Vec<NotTaken>) {
        let at = format!("line {}", self.line);
        user.created = user.created.or(self.date("user_creation_time"));
        user.password_last_used = self.date("password_last_used").max(user.password_last_used);
        let changed = self.date("password_last_changed");
        match self.truth("password_enabled") {
            Some(true) => {
                let profile = user.login_profile.get_or_insert_with(|| LoginProfile {
                    id: ids(),
                    created: changed,
                    reset_required: false,
                });
                profile.created = changed.or(profile.created);
            }
            Some(false) => user.login_profile = None,
            None => {}
        }
        match self.truth("mfa_active") {
            Some(false) => user.mfa_devices.retain(|device| !device.is_enabled()),
            Some(true) if user.mfa_devices.is_empty() => notes.push(NotTaken::new(
                at.clone(),
                format!(
                    "{} has an MFA device that is not known here: import a bundle",
                    user.name
                ),
            )),
            _ => {}
        }
        for slot in ["access_key_1", "access_key_2"] {
            self.merge_key(slot, user, &at, notes);
        }
    }

    fn merge_key(&self, slot: &str, user: &mut User, at: &str, notes: &mut Vec<NotTaken>) {
        let column = |what: &str| format!("{slot}_{what}");
        let Some(made) = self.date(&column("last_rotated")) else {
            return;
        };
        let active = self.truth(&column("active")).unwrap_or(false);
        let same = |key: &&mut AccessKey| key.access_key_id.is_some() && key.created == Some(made);
        let Some(key) = user.access_keys.iter_mut().find(same) else {
            let state = if active { "active" } else { "inactive" };
            notes.push(NotTaken::new(
                at,
                format!(
                    "{} has an {state} access key made at {made} that is not known here: a report \
                     has no key ids, import a bundle",
                    user.name
                ),
            ));
            return;
        };
        key.status = if active {
            CredentialStatus::Active
        } else {
            CredentialStatus::Inactive
        };
        if let Some(at) = self.date(&column("last_used_date"))
            && key.last_used.as_ref().is_none_or(|held| held.at < at)
        {
            let text = |what| self.cell(&column(what)).unwrap_or_default().to_owned();
            key.last_used = Some(LastUsed {
                at,
                region: text("last_used_region"),
                service: text("last_used_service"),
            });
        }
    }
}
