//! Writing a credentials file, or saying which cell its readers would misread.

use std::collections::BTreeSet;
use std::fmt;

use iam_names::{Secret, UserName};

use super::{Column, CredentialsFormat, CredentialsRow};

/// A credentials file, ready to be written where only its owner can read it.
#[derive(Debug)]
pub struct CredentialsFile {
    /// The file: UTF-8 without byte order mark, CRLF after every line, no quotes.
    pub bytes: Secret<Vec<u8>>,
    /// What a person should know about it.
    pub notes: Vec<CellNote>,
}

/// No file was made, since its readers would take a cell for something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteRefused {
    /// Every such cell; never empty.
    pub cells: Vec<CellRefusal>,
}

impl WriteRefused {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "csv-refused"
    }

    /// The first cell's cure.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.cells.first().map_or("", CellRefusal::help)
    }
}

impl fmt::Display for WriteRefused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(first) = self.cells.first() {
            first.fmt(formatter)?;
        }
        match self.cells.len().saturating_sub(1) {
            0 => Ok(()),
            more => write!(formatter, " (and {more} more)"),
        }
    }
}

impl std::error::Error for WriteRefused {}

/// A cell that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRefusal {
    /// The row, from 1; the header is not counted.
    pub row: usize,
    /// Whose row it is.
    pub user_name: Option<UserName>,
    /// The cell.
    pub column: Column,
    /// What is wrong with it.
    pub fault: CellFault,
}

/// Why a cell cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellFault {
    /// The form needs it and there is none.
    Missing,
    /// `aws configure import` splits at every comma.
    Comma,
    /// Readers disagree about what a quotation mark means.
    Quote,
    /// A line break or another control character would end the line or vanish.
    Control,
    /// A space at either end is cut off by `aws configure import`.
    OuterSpace,
    /// A spreadsheet would run the cell as a formula.
    Trigger(char),
    /// The user stands in the file already: the later profile would overwrite the earlier one.
    RepeatedUser,
}

impl CellRefusal {
    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match (self.fault, self.column) {
            (CellFault::Missing, Column::AccessKeyId | Column::SecretAccessKey) => {
                "create an access key for the user, or choose the `console` format"
            }
            (CellFault::Missing, Column::Password | Column::SignInUrl) => {
                "give the user console access, or choose the `aws-cli` format"
            }
            (CellFault::Missing, Column::UserName) => "say whose credentials these are",
            (CellFault::RepeatedUser, _) => "export one access key of each user at a time",
            (_, Column::Password) => "reset the password to a generated one, or copy it instead",
            (_, Column::UserName) => "rename the user, or copy the credentials one by one",
            (_, Column::AccessKeyId | Column::SecretAccessKey) => {
                "copy the access key instead, or create another one"
            }
            (_, Column::SignInUrl) => "correct the account's alias",
        }
    }

    /// Where it is: row and column.
    #[must_use]
    pub fn at(&self) -> String {
        format!("row {}, {}", self.row, self.column.label())
    }
}

impl fmt::Display for CellRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.label();
        match (&self.user_name, self.column) {
            (Some(user), Column::UserName) => write!(formatter, "the {column} `{user}`")?,
            (Some(user), _) => write!(formatter, "the {column} of `{user}`")?,
            (None, _) => write!(formatter, "the {column} in row {}", self.row)?,
        }
        match self.fault {
            CellFault::Missing => formatter.write_str(" is missing"),
            CellFault::Comma => {
                formatter.write_str(" holds a comma, where `aws configure import` would split it")
            }
            CellFault::Quote => {
                formatter.write_str(" holds a double quote, which readers of CSV take differently")
            }
            CellFault::Control => {
                formatter.write_str(" holds a line break or another control character")
            }
            CellFault::OuterSpace => {
                formatter.write_str(" begins or ends with a space, which would be cut off")
            }
            CellFault::Trigger(character) => write!(
                formatter,
                " begins with `{}`, which a spreadsheet would run as a formula",
                character.escape_debug()
            ),
            CellFault::RepeatedUser => formatter
                .write_str(" stands in the file twice, and the second would overwrite the first"),
        }
    }
}

/// Something to know about a file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNote {
    /// Whose row it is about.
    pub user_name: UserName,
    /// What it says.
    pub note: Note,
}

/// What there is to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// AWS issued a secret access key that begins with `+`: exact here, a formula in a spreadsheet.
    SecretBeginsWithPlus,
    /// `aws configure import` stops at a row without an access key.
    NoAccessKey,
    /// The profile `default` would be overwritten.
    DefaultProfile,
    /// The password has characters outside ASCII, which some readers of UTF-8 show otherwise.
    PasswordBeyondAscii,
}

impl fmt::Display for CellNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = &self.user_name;
        match self.note {
            Note::SecretBeginsWithPlus => write!(
                formatter,
                "the secret access key of `{user}` begins with `+`: do not open the file in a \
                 spreadsheet, which would take it for a formula"
            ),
            Note::NoAccessKey => write!(
                formatter,
                "`{user}` has no access key: `aws configure import` needs `--skip-invalid`"
            ),
            Note::DefaultProfile => write!(
                formatter,
                "`aws configure import` would overwrite the profile `{user}`: give it a \
                 `--profile-prefix`"
            ),
            Note::PasswordBeyondAscii => write!(
                formatter,
                "the password of `{user}` has characters outside ASCII, which some programs show \
                 otherwise"
            ),
        }
    }
}

/// Makes a credentials file: every row, or the cells that cannot be written.
pub fn write(
    format: CredentialsFormat,
    rows: &[CredentialsRow],
) -> Result<CredentialsFile, WriteRefused> {
    let cells = refusals(format, rows);
    if !cells.is_empty() {
        return Err(WriteRefused { cells });
    }
    // Reserved as a whole: a buffer that grows would leave secrets behind where it was.
    let mut bytes = Vec::with_capacity(length(format, rows));
    bytes.extend_from_slice(format.header().as_bytes());
    bytes.extend_from_slice(b"\r\n");
    for row in rows {
        for (index, column) in format.columns().iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            bytes.extend_from_slice(row.cell(*column).unwrap_or_default().as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
    }
    let notes = rows.iter().flat_map(|row| notes(format, row)).collect();
    Ok(CredentialsFile {
        bytes: Secret::new(bytes),
        notes,
    })
}

/// Why a user's row could never be written, whatever its secrets: found out before one is read.
#[must_use]
pub fn refusal_of_name(user_name: &UserName) -> Option<CellRefusal> {
    fault(Column::UserName, user_name.as_str()).map(|fault| CellRefusal {
        row: 1,
        user_name: Some(user_name.clone()),
        column: Column::UserName,
        fault,
    })
}

fn length(format: CredentialsFormat, rows: &[CredentialsRow]) -> usize {
    let cell = |row: &CredentialsRow, column| row.cell(column).unwrap_or_default().len() + 1;
    let row = |row| {
        format
            .columns()
            .iter()
            .map(|column| cell(row, *column))
            .sum::<usize>()
            + 1
    };
    format.header().len() + 2 + rows.iter().map(row).sum::<usize>()
}

fn refusals(format: CredentialsFormat, rows: &[CredentialsRow]) -> Vec<CellRefusal> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        let mut refuse = |column, fault| {
            let user_name = row.user_name.clone();
            found.push(CellRefusal {
                row: index + 1,
                user_name,
                column,
                fault,
            });
        };
        for column in format.columns() {
            match row.cell(*column).filter(|text| !text.is_empty()) {
                Some(text) => fault(*column, text)
                    .into_iter()
                    .for_each(|it| refuse(*column, it)),
                None if is_needed(format, row, *column) => refuse(*column, CellFault::Missing),
                None => {}
            }
        }
        let has_profile = format != CredentialsFormat::Console && row.access_key.is_some();
        if let Some(user) = row.user_name.as_ref().filter(|_| has_profile)
            && !seen.insert(user.clone())
        {
            refuse(Column::UserName, CellFault::RepeatedUser);
        }
    }
    found
}

/// The old form has empty cells where a user has no password or no key, but not neither.
fn is_needed(format: CredentialsFormat, row: &CredentialsRow, column: Column) -> bool {
    match column {
        _ if format != CredentialsFormat::Legacy => true,
        Column::UserName => true,
        Column::Password => row.access_key.is_none(),
        Column::SignInUrl => row.password.is_some(),
        Column::AccessKeyId | Column::SecretAccessKey => row.access_key.is_some(),
    }
}

fn fault(column: Column, text: &str) -> Option<CellFault> {
    // Python's `splitlines`, which the CLI uses, ends lines at these two as well.
    let ends_line = |it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    // Before the triggers: a tab at the front is a control character first.
    if text.chars().any(ends_line) {
        return Some(CellFault::Control);
    }
    if text.contains(',') {
        return Some(CellFault::Comma);
    }
    if text.contains('"') {
        return Some(CellFault::Quote);
    }
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return Some(CellFault::OuterSpace);
    }
    // One in 64 of AWS's secrets begins with `+`. They must stay exact, so this is only noted.
    text.chars()
        .next()
        .filter(|first| is_trigger(*first) && column != Column::SecretAccessKey)
        .map(CellFault::Trigger)
}

/// Characters that begin a formula, full-width forms included.
///
/// See OWASP's "CSV Injection": the guard it proposes, an apostrophe, would alter a credential.
fn is_trigger(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

fn notes(format: CredentialsFormat, row: &CredentialsRow) -> Vec<CellNote> {
    let Some(user_name) = &row.user_name else {
        return Vec::new();
    };
    let writes = |column| format.columns().contains(&column);
    let begins_with = |column, start| row.cell(column).is_some_and(|it| it.starts_with(start));
    let writes_key = writes(Column::AccessKeyId);
    let beyond_ascii = row.cell(Column::Password).is_some_and(|it| !it.is_ascii());
    let candidates = [
        (
            writes_key && begins_with(Column::SecretAccessKey, '+'),
            Note::SecretBeginsWithPlus,
        ),
        (writes_key && row.access_key.is_none(), Note::NoAccessKey),
        (
            writes_key && row.access_key.is_some() && user_name == "default",
            Note::DefaultProfile,
        ),
        (
            writes(Column::Password) && beyond_ascii,
            Note::PasswordBeyondAscii,
        ),
    ];
    candidates
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, note)| CellNote {
            user_name: user_name.clone(),
            note,
        })
        .collect()
}
