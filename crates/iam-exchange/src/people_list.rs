//! A list of people as it is pasted or saved: names and e-mail addresses, one person a line.
//!
//! With a first line of headers each column is what its header says. Without one, each cell tells
//! by its looks what it is: an address, a public key, a user name, a person's name. Mail programs'
//! own lists (`Alice Smith <alice@example.com>; …`) are taken too. Where no user name is given it
//! is made from the address or from the name. Secrets are never in such a list, and nothing is
//! taken in silence: what could not be read is said with its line.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use iam_names::{ParseNameError, UserName};
use thiserror::Error;

use crate::email_draft::{EmailAddress, ParseEmailAddressError};
use crate::encrypted::{ParseRecipientError, Recipient};
use crate::instructions::{Language, ParsePersonNameError, PersonName, UnknownLanguage};

/// The most people that one list takes: AWS's quota of users in an account.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub const MOST: usize = 5_000;

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The line, from 1.
    pub line: usize,
    /// The IAM user's name, given or made.
    pub user_name: UserName,
    /// Whether the user name was made from the address or the name.
    pub made: bool,
    /// The person's own name.
    pub person: Option<PersonName>,
    /// Where mail goes.
    pub email: Option<EmailAddress>,
    /// The language of the instructions.
    pub language: Option<Language>,
    /// The public key that attachments are encrypted to, as it was written.
    pub recipient: Option<String>,
    /// Names of groups.
    pub groups: Vec<String>,
}

/// A list that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleList {
    /// The people, in the order of the list.
    pub people: Vec<ListedPerson>,
    /// What could not be read.
    pub problems: Vec<ListProblem>,
    /// Headers of columns that were passed over.
    pub ignored_columns: Vec<String>,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListProblem {
    /// The line, from 1; 0 for the whole list.
    pub line: usize,
    /// What is wrong.
    pub fault: ListFault,
}

impl ListProblem {
    /// Where it is: `line 3`, or empty for the whole list.
    #[must_use]
    pub fn at(&self) -> String {
        match self.line {
            0 => String::new(),
            line => format!("line {line}"),
        }
    }
}

/// Why a line could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ListFault {
    /// Not an address.
    #[error(transparent)]
    Email(#[from] ParseEmailAddressError),
    /// Not a user name of IAM.
    #[error("{}", .0.message())]
    UserName(ParseNameError),
    /// Not a person's name.
    #[error(transparent)]
    Person(#[from] ParsePersonNameError),
    /// Not a public key.
    #[error(transparent)]
    Recipient(#[from] ParseRecipientError),
    /// Not a language we write.
    #[error(transparent)]
    Language(#[from] UnknownLanguage),
    /// Neither name nor address.
    #[error("the line names nobody")]
    Nobody,
    /// A name from which no user name can be made.
    #[error("no user name can be made of `{0}`")]
    NoUserName(String),
    /// The user name stands on an earlier line.
    #[error("the user name `{name}` stands on line {first} already")]
    Twice {
        /// The name.
        name: UserName,
        /// The earlier line.
        first: usize,
    },
    /// A double quote that is not closed, or stands in the middle of a cell.
    #[error("a double quote stands where a table has none")]
    Quote,
    /// The text is not in UTF-8 or UTF-16.
    #[error("the list is not text in UTF-8")]
    NotText,
    /// More people than an account takes.
    #[error("the list names more than {MOST} people")]
    TooMany,
}

impl ListFault {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Email(error) => error.help(),
            Self::UserName(error) => error.help(),
            Self::Person(error) => error.help(),
            Self::Recipient(error) => error.help(),
            Self::Language(error) => error.help(),
            Self::Nobody => "write a user name, a name or an e-mail address",
            Self::NoUserName(_) => "write the user name before it: `alice, Alice Smith`",
            Self::Twice { .. } => "AWS compares user names without case: choose another one",
            Self::Quote => "close the quote on the same line, or leave the quotes out",
            Self::NotText => "save the file as UTF-8",
            Self::TooMany => "split the list: 5,000 users are AWS's quota for an account",
        }
    }
}

/// Reads a file: UTF-8, or UTF-16 with a byte order mark as spreadsheets save it.
#[must_use]
pub fn read_bytes(bytes: &[u8]) -> PeopleList {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        bytes => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.map_or_else(
        || PeopleList {
            problems: vec![ListProblem {
                line: 0,
                fault: ListFault::NotText,
            }],
            ..PeopleList::default()
        },
        |text| read(&text),
    )
}

/// Reads a pasted text.
#[must_use]
pub fn read(text: &str) -> PeopleList {
    let text = text.trim_start_matches('\u{feff}');
    let mut list = PeopleList::default();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let rows = rows(text);
    let columns = rows.first().and_then(|(_, cells)| Columns::of(cells));
    if let Some(columns) = &columns {
        list.ignored_columns.clone_from(&columns.ignored);
    }
    let skip = usize::from(columns.is_some());
    for (line, cells) in rows.into_iter().skip(skip) {
        if list.people.len() == MOST {
            list.problems.push(ListProblem {
                line,
                fault: ListFault::TooMany,
            });
            break;
        }
        let raw = match &columns {
            _ if cells.iter().any(|cell| cell.contains('"')) => Err(ListFault::Quote),
            Some(columns) => Ok(columns.pick(&cells)),
            None => by_looks(&cells),
        };
        let person = raw.and_then(|raw| raw.person(line)).and_then(|person| {
            let key = person.user_name.as_str().to_ascii_lowercase();
            if let Some(first) = seen.get(&key) {
                return Err(ListFault::Twice {
                    name: person.user_name,
                    first: *first,
                });
            }
            seen.insert(key, line);
            Ok(person)
        });
        match person {
            Ok(person) => list.people.push(person),
            Err(fault) => list.problems.push(ListProblem { line, fault }),
        }
    }
    list
}

/// The lines with their cells; blank lines and comments are left out.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    // Mail programs part people by `;` or `,` on one line, each with an address in angle brackets.
    if first.contains('<') && !first.contains('"') {
        let parted = |c: char| c == ';' || c == ',';
        return text
            .lines()
            .zip(1..)
            .flat_map(|(line, number)| {
                let whole = line.matches('<').count() < 2;
                let parts = if whole {
                    vec![line]
                } else {
                    line.split(parted).collect()
                };
                parts.into_iter().map(move |part| (number, part.trim()))
            })
            .filter(|(_, part)| !part.is_empty() && !part.starts_with('#'))
            .map(|(number, part)| (number, vec![part.trim_end_matches(parted).to_owned()]))
            .collect();
    }
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .find(|it| first.contains(char::from(*it)))
        .unwrap_or(b',');
    // Line by line: no cell of such a list has a line break, and a quote that is left open must not
    // swallow the people after it.
    text.lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .map(|(line, number)| (number, cells(line, delimiter)))
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .collect()
}

fn cells(line: &str, delimiter: u8) -> Vec<String> {
    if line.matches('"').count() % 2 == 1 {
        // Not a table's line: kept whole, so that the quote in it is what is told.
        return vec![line.to_owned()];
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    record.map_or_else(Vec::new, |record| {
        record.iter().map(str::to_owned).collect()
    })
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    UserName,
    Person,
    Email,
    Language,
    Recipient,
    Groups,
}

struct Columns {
    at: Vec<Option<Column>>,
    ignored: Vec<String>,
}

impl Columns {
    /// The columns that a first line names; none when it names neither a user nor an address.
    fn of(cells: &[String]) -> Option<Self> {
        let named = |cell: &String| {
            let word: String = cell
                .to_lowercase()
                .chars()
                .filter(|it| it.is_alphanumeric())
                .collect();
            match word.as_str() {
                "username" | "user" | "iamuser" | "login" => Some(Column::UserName),
                "name" | "fullname" | "displayname" | "person" => Some(Column::Person),
                "email" | "mail" | "emailaddress" | "address" => Some(Column::Email),
                "language" | "lang" | "locale" => Some(Column::Language),
                "recipient" | "publickey" | "agekey" | "sshkey" | "key" => Some(Column::Recipient),
                "group" | "groups" => Some(Column::Groups),
                _ => None,
            }
        };
        let at: Vec<_> = cells.iter().map(named).collect();
        let tells = |column| at.contains(&Some(column));
        if !tells(Column::UserName) && !tells(Column::Email) && !tells(Column::Person) {
            return None;
        }
        let ignored = cells
            .iter()
            .zip(&at)
            .filter(|(cell, column)| column.is_none() && !cell.is_empty())
            .map(|(cell, _)| cell.clone())
            .collect();
        Some(Self { at, ignored })
    }

    fn pick(&self, cells: &[String]) -> Raw {
        let mut raw = Raw::default();
        for (cell, column) in cells.iter().zip(&self.at) {
            let Some(column) = column else { continue };
            let field = match column {
                Column::UserName => &mut raw.user_name,
                Column::Person => &mut raw.person,
                Column::Email => &mut raw.email,
                Column::Language => &mut raw.language,
                Column::Recipient => &mut raw.recipient,
                Column::Groups => {
                    let names = cell.split(['|', '/']).map(str::trim);
                    raw.groups
                        .extend(names.filter(|it| !it.is_empty()).map(str::to_owned));
                    continue;
                }
            };
            field.clone_from(cell);
        }
        raw
    }
}

/// A line's words, not parsed yet.
#[derive(Default)]
struct Raw {
    user_name: String,
    person: String,
    email: String,
    language: String,
    recipient: String,
    groups: Vec<String>,
}

/// What the cells of a line without headers are.
fn by_looks(cells: &[String]) -> Result<Raw, ListFault> {
    let mut raw = Raw::default();
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        if let Some((name, address)) = cell.split_once('<') {
            name.trim().trim_matches('"').clone_into(&mut raw.person);
            address
                .trim()
                .trim_end_matches('>')
                .clone_into(&mut raw.email);
        } else if cell.starts_with("age1")
            || cell.starts_with("ssh-")
            || cell.contains("SECRET-KEY")
        {
            raw.recipient.clone_from(cell);
        } else if raw.email.is_empty() && cell.contains('@') {
            raw.email.clone_from(cell);
        } else if raw.user_name.is_empty() && cell.parse::<UserName>().is_ok() {
            raw.user_name.clone_from(cell);
        } else if raw.person.is_empty() {
            raw.person.clone_from(cell);
        } else {
            return Err(ListFault::NoUserName(cell.clone()));
        }
    }
    Ok(raw)
}

impl Raw {
    fn person(self, line: usize) -> Result<ListedPerson, ListFault> {
        let email: Option<EmailAddress> = given(&self.email).map(str::parse).transpose()?;
        let person: Option<PersonName> = given(&self.person).map(str::parse).transpose()?;
        let language = given(&self.language).map(str::parse).transpose()?;
        if let Some(key) = given(&self.recipient) {
            key.parse::<Recipient>()?;
        }
        let (user_name, made) = match given(&self.user_name) {
            Some(name) => (name.parse().map_err(ListFault::UserName)?, false),
            None => (made_name(email.as_ref(), person.as_ref())?, true),
        };
        Ok(ListedPerson {
            line,
            user_name,
            made,
            person,
            email,
            language,
            recipient: given(&self.recipient).map(str::to_owned),
            groups: self.groups,
        })
    }
}

fn given(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text.trim())
}

/// A user name from what stands before the `@`, else from the person's name: small letters, a dot
/// for a blank, without what IAM does not take.
fn made_name(
    email: Option<&EmailAddress>,
    person: Option<&PersonName>,
) -> Result<UserName, ListFault> {
    let local = email.and_then(|it| it.as_str().split('@').next());
    let source = match (local, person) {
        (Some(local), _) => local.to_owned(),
        (None, Some(person)) => person.as_str().to_lowercase(),
        (None, None) => return Err(ListFault::Nobody),
    };
    let name: String = source
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(".")
        .chars()
        .filter_map(folded)
        .take(64)
        .collect();
    name.trim_matches('.')
        .parse()
        .map_err(|_| ListFault::NoUserName(source))
}

/// A character that IAM takes in a user name; the letters of our languages without their marks.
/// A letter that has no plain one makes the name fall short, which its owner sees before it is used.
fn folded(c: char) -> Option<char> {
    match c {
        'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' => Some('a'),
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'í' | 'ì' | 'î' | 'ï' => Some('i'),
        'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' => Some('o'),
        'ü' | 'ú' | 'ù' | 'û' => Some('u'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        'ß' => Some('s'),
        c if c.is_ascii_alphanumeric() || "+=.-_".contains(c) => Some(c),
        _ => None,
    }
}
