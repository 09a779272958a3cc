//! Reading credentials files as people keep them: every era's columns, any editor's line ends.

use std::fmt;

use iam_names::{ParseNameError, Secret};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{AccessKeyPair, Column, CredentialsRow};

/// What a credentials file held.
#[derive(Debug)]
pub struct ReadCredentials {
    /// Which file it was.
    pub form: CredentialsForm,
    /// The rows that could be read, each with its line, from 1.
    pub rows: Vec<(usize, CredentialsRow)>,
    /// What could not be read.
    pub problems: Vec<RowProblem>,
    /// Headers of columns that were passed over.
    pub ignored_columns: Vec<String>,
}

/// Which of AWS's files it is, told by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialsForm {
    /// User name and access key: for `aws configure import`, and the console's before 2016.
    AwsCli,
    /// User name and password: the console's since 2023.
    Console,
    /// User name, password and access key: the console's until 2022.
    Legacy,
    /// An access key without a user name: the console's `…_accessKeys.csv`, a newer `rootkey.csv`.
    AccessKeys,
    /// Two lines `AWSAccessKeyId=…`, `AWSSecretKey=…`: the root user's, an older `rootkey.csv`.
    RootKey,
}

/// The text is not a credentials file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReadCredentialsError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("the file is not text in UTF-8, at byte {at}")]
    NotText {
        /// The first byte that is not.
        at: usize,
    },
    /// No known columns on the first line.
    #[error("the first line does not name the columns of a credentials file")]
    NoHeader,
    /// A column stands twice.
    #[error("the first line names the {} twice", .column.label())]
    RepeatedColumn {
        /// The column.
        column: Column,
    },
}

impl ReadCredentialsError {
    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "not-a-credentials-file"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotText { .. } => "save the file as UTF-8",
            _ => {
                "a credentials file begins with a line such as `User name,Access key ID,Secret \
                 access key`"
            }
        }
    }
}

/// A row that could not be read. It never repeats what stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The line, from 1.
    pub line: usize,
    /// The cell, where it is one cell's fault.
    pub column: Option<Column>,
    /// What is wrong.
    pub fault: RowFault,
}

/// Why a row could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// A cell is empty that the row needs.
    Missing,
    /// The cell is not the name it should be.
    Name(ParseNameError),
    /// There are more cells than columns: a comma stands inside a value.
    TooManyCells,
    /// An apostrophe stands before the value, as a guard against formulas.
    Guarded,
    /// White space stands inside the secret access key.
    Space,
    /// The password is of one AWS service (`name-at-111122223333`), not the console's.
    ServiceSpecific,
}

impl RowProblem {
    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match &self.fault {
            RowFault::Missing => "fill the cell in, or leave the row out",
            RowFault::Name(error) => error.help(),
            RowFault::TooManyCells => "put the value with the comma in double quotes",
            RowFault::Guarded => "remove the apostrophe: a spreadsheet's guard is not part of it",
            RowFault::Space => "copy the secret access key again, in one piece",
            RowFault::ServiceSpecific => "console passwords come in `<user>_credentials.csv`",
        }
    }

    /// Where it is.
    #[must_use]
    pub fn at(&self) -> String {
        match self.column {
            Some(column) => format!("line {}, {}", self.line, column.label()),
            None => format!("line {}", self.line),
        }
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.map_or("row", Column::label);
        match &self.fault {
            RowFault::Missing => write!(formatter, "the {column} is missing"),
            RowFault::Name(error) => error.fmt(formatter),
            RowFault::TooManyCells => formatter.write_str("the row has more cells than columns"),
            RowFault::Guarded => write!(formatter, "an apostrophe stands before the {column}"),
            RowFault::Space => write!(formatter, "white space stands inside the {column}"),
            RowFault::ServiceSpecific => {
                formatter.write_str("the password is of one AWS service, not of the console")
            }
        }
    }
}

/// Reads a credentials file, as lenient as can be without guessing.
pub fn read(bytes: &[u8]) -> Result<ReadCredentials, ReadCredentialsError> {
    let text = decode(bytes)?;
    let mut lines = (1..)
        .zip(text.lines().map(|line| line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.trim().is_empty());
    let (_, first) = lines.next().ok_or(ReadCredentialsError::Empty)?;
    if assignment(first).is_some() {
        return Ok(read_root_key(std::iter::once((1, first)).chain(lines)));
    }
    let header = Header::read(first)?;
    let mut read = ReadCredentials {
        form: header.form,
        rows: Vec::new(),
        problems: Vec::new(),
        ignored_columns: header.ignored.clone(),
    };
    for (line, text) in lines {
        match header.row(text) {
            Ok(row) => read.rows.push((line, row)),
            Err((column, fault)) => read.problems.push(RowProblem {
                line,
                column,
                fault,
            }),
        }
    }
    Ok(read)
}

/// UTF-8 with or without byte order mark, or UTF-16 with one, as PowerShell's `>` writes it.
fn decode(bytes: &[u8]) -> Result<Zeroizing<String>, ReadCredentialsError> {
    let (wide, unit) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes as fn([u8; 2]) -> u16),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => {
            let narrow = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let at = |error: std::str::Utf8Error| ReadCredentialsError::NotText {
                at: bytes.len() - narrow.len() + error.valid_up_to(),
            };
            return std::str::from_utf8(narrow)
                .map(|it| it.to_owned().into())
                .map_err(at);
        }
    };
    let (pairs, odd) = wide.as_chunks::<2>();
    // Reserved as a whole, so that nothing is left behind: a unit is at most three bytes.
    let mut text = Zeroizing::new(String::with_capacity(pairs.len() * 3));
    for (index, character) in char::decode_utf16(pairs.iter().copied().map(unit)).enumerate() {
        let at = 2 + 2 * index;
        text.push(character.map_err(|_| ReadCredentialsError::NotText { at })?);
    }
    if odd.is_empty() {
        Ok(text)
    } else {
        Err(ReadCredentialsError::NotText {
            at: bytes.len() - 1,
        })
    }
}

/// The first line: which column stands where.
struct Header {
    form: CredentialsForm,
    columns: Vec<Option<Column>>,
    ignored: Vec<String>,
}

type Fault = (Option<Column>, RowFault);

impl Header {
    fn read(line: &str) -> Result<Self, ReadCredentialsError> {
        let names: Vec<&str> = line.split(',').collect();
        let columns: Vec<_> = names.iter().map(|name| Column::of_header(name)).collect();
        let count = |column| columns.iter().filter(|it| **it == Some(column)).count();
        if let Some(column) = Column::ALL.into_iter().find(|column| count(*column) > 1) {
            return Err(ReadCredentialsError::RepeatedColumn { column });
        }
        let has = |column| count(column) == 1;
        let has_key = has(Column::AccessKeyId) && has(Column::SecretAccessKey);
        let form = match (has(Column::UserName), has(Column::Password), has_key) {
            (true, true, true) => CredentialsForm::Legacy,
            (true, true, false) => CredentialsForm::Console,
            (true, false, true) => CredentialsForm::AwsCli,
            (false, _, true) => CredentialsForm::AccessKeys,
            _ => return Err(ReadCredentialsError::NoHeader),
        };
        let unknown = names
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column.is_none());
        let ignored = unknown.map(|(name, _)| name.trim().to_owned()).collect();
        Ok(Self {
            form,
            columns,
            ignored,
        })
    }

    fn row(&self, line: &str) -> Result<CredentialsRow, Fault> {
        let mut cells = split(line);
        while cells.len() > self.columns.len() && cells.last().is_some_and(|it| it.is_empty()) {
            cells.pop();
        }
        if cells.len() > self.columns.len() {
            return Err((None, RowFault::TooManyCells));
        }
        let mut row = CredentialsRow::default();
        let (mut key_id, mut secret) = (None, None);
        for (column, cell) in self.columns.iter().zip(cells) {
            let Some(column) = *column else { continue };
            let trimmed = cell.trim();
            if trimmed.is_empty() {
                continue;
            }
            let fault = |fault| (Some(column), fault);
            let name = |error| (Some(column), RowFault::Name(error));
            if column != Column::Password && trimmed.starts_with('\'') {
                return Err(fault(RowFault::Guarded));
            }
            match column {
                Column::UserName => row.user_name = Some(trimmed.parse().map_err(name)?),
                // As it is: a password may begin or end with a space.
                Column::Password => row.password = Some(Secret::new(cell.as_str().to_owned())),
                Column::AccessKeyId => key_id = Some(trimmed.parse().map_err(name)?),
                Column::SecretAccessKey if trimmed.contains(char::is_whitespace) => {
                    return Err(fault(RowFault::Space));
                }
                Column::SecretAccessKey => secret = Some(Secret::new(trimmed.to_owned())),
                Column::SignInUrl => row.sign_in_url = Some(trimmed.to_owned()),
            }
        }
        row.access_key = pair(key_id, secret)?;
        self.check_row(row)
    }

    fn check_row(&self, row: CredentialsRow) -> Result<CredentialsRow, Fault> {
        let missing = |column| Err((Some(column), RowFault::Missing));
        if self.form != CredentialsForm::AccessKeys && row.user_name.is_none() {
            return missing(Column::UserName);
        }
        let lacks_key = row.access_key.is_none();
        match self.form {
            CredentialsForm::Console if row.password.is_none() => missing(Column::Password),
            CredentialsForm::AwsCli | CredentialsForm::AccessKeys if lacks_key => {
                missing(Column::AccessKeyId)
            }
            CredentialsForm::Legacy if lacks_key && row.password.is_none() => {
                missing(Column::Password)
            }
            _ if row.password.is_some() && row.sign_in_url.is_none() && is_of_a_service(&row) => {
                Err((Some(Column::UserName), RowFault::ServiceSpecific))
            }
            _ => Ok(row),
        }
    }
}

/// The user name of a service-specific credential: `alice-at-111122223333`.
fn is_of_a_service(row: &CredentialsRow) -> bool {
    let account = row
        .user_name
        .as_ref()
        .and_then(|name| name.as_str().rsplit_once("-at-"));
    account.is_some_and(|(_, id)| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit()))
}

fn pair(
    id: Option<iam_names::AccessKeyId>,
    secret: Option<Secret<String>>,
) -> Result<Option<AccessKeyPair>, Fault> {
    match (id, secret) {
        (Some(id), Some(secret)) => Ok(Some(AccessKeyPair { id, secret })),
        (None, None) => Ok(None),
        (Some(_), None) => Err((Some(Column::SecretAccessKey), RowFault::Missing)),
        (None, Some(_)) => Err((Some(Column::AccessKeyId), RowFault::Missing)),
    }
}

/// Splits a line into cells. A quoted cell may hold commas; a quotation mark that does not close
/// before a comma or the end is a character like others, since AWS writes passwords unquoted.
pub(crate) fn split(line: &str) -> Vec<Zeroizing<String>> {
    let mut cells = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, after) = quoted(text).unwrap_or_else(|| match text.split_once(',') {
            Some((cell, after)) => (cell.to_owned().into(), Some(after)),
            None => (text.to_owned().into(), None),
        });
        cells.push(cell);
        rest = after;
    }
    cells
}

/// A quoted cell and what follows its comma.
fn quoted(text: &str) -> Option<(Zeroizing<String>, Option<&str>)> {
    let inner = text.trim_start_matches(' ').strip_prefix('"')?;
    let mut cell = Zeroizing::new(String::with_capacity(inner.len()));
    let mut rest = inner;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            cell.push('"');
            rest = after;
            continue;
        }
        let after = after.trim_start_matches(' ');
        if after.is_empty() {
            return Some((cell, None));
        }
        return Some((cell, Some(after.strip_prefix(',')?)));
    }
}

/// A line of the older `rootkey.csv`.
fn assignment(line: &str) -> Option<(Column, &str)> {
    let (name, value) = line.trim().trim_matches('"').split_once('=')?;
    match name.trim().to_ascii_lowercase().as_str() {
        "awsaccesskeyid" => Some((Column::AccessKeyId, value.trim())),
        "awssecretkey" => Some((Column::SecretAccessKey, value.trim())),
        _ => None,
    }
}

fn read_root_key<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> ReadCredentials {
    let (mut key_id, mut secret) = (None, None);
    let mut problems = Vec::new();
    let mut last = 1;
    for (line, text) in lines {
        last = line;
        match assignment(text) {
            Some((column @ Column::AccessKeyId, value)) => match value.parse() {
                Ok(id) => key_id = Some(id),
                Err(error) => {
                    let fault = RowFault::Name(error);
                    problems.push(RowProblem {
                        line,
                        column: Some(column),
                        fault,
                    });
                }
            },
            Some((_, "")) => {}
            Some((_, value)) => secret = Some(Secret::new(value.to_owned())),
            None => problems.push(RowProblem {
                line,
                column: None,
                fault: RowFault::Missing,
            }),
        }
    }
    let mut rows = Vec::new();
    if problems.is_empty() {
        match pair(key_id, secret) {
            Ok(access_key) => {
                rows.push((
                    1,
                    CredentialsRow {
                        access_key,
                        ..CredentialsRow::default()
                    },
                ));
            }
            Err((column, fault)) => problems.push(RowProblem {
                line: last,
                column,
                fault,
            }),
        }
    }
    ReadCredentials {
        form: CredentialsForm::RootKey,
        rows,
        problems,
        ignored_columns: Vec::new(),
    }
}
