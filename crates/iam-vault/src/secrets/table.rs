//! The `secret` table.
//!
//! A row's body is secret; everything else about it is not. Each row is covered by the head's
//! digest, and each body by a code of its own, so that unlocking can check the rows without
//! touching a body.

use iam_names::{EntityId, Secret, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

use super::{NewSecret, SEALED_DAYS, SecretKind, SecretSummary};
use crate::head::{Digest, Head};
use crate::storage::StorageError;
use crate::tables::Tables;

const COLUMNS: &str =
    "number, credential, kind, body_code, created, brought_by, sealed_by, sealed_until";

/// A row without its body.
struct Stored {
    number: i64,
    credential: String,
    kind: String,
    body_code: Vec<u8>,
    created: String,
    brought_by: i64,
    sealed_by: Option<i64>,
    sealed_until: Option<String>,
}

/// Takes a secret in; one that the credential had is sealed by the same entry.
pub(crate) fn put(
    tables: &Tables<'_>,
    head: &mut Head,
    secret: &NewSecret,
    seq: u64,
    now: Timestamp,
) -> Result<(), StorageError> {
    seal(tables, head, secret.credential, seq, now)?;
    let number: i64 = tables
        .connection
        .query_row(
            "SELECT coalesce(max(number), 0) + 1 FROM secret",
            [],
            |row| row.get(0),
        )
        .map_err(|error| tables.failed(&error))?;
    let credential = secret.credential.to_string();
    let kind = secret.kind.as_str();
    // The database receives the bytes; it encrypts its pages before they reach the disk.
    let body = secret.body.expose().as_bytes();
    let stored = Stored {
        number,
        body_code: body_code(tables, number, &credential, kind, body).to_vec(),
        credential,
        kind: kind.to_owned(),
        created: now.to_string(),
        brought_by: seq.cast_signed(),
        sealed_by: None,
        sealed_until: None,
    };
    tables
        .connection
        .execute(
            "INSERT INTO secret (number, credential, kind, body, body_code, created, brought_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                stored.number,
                stored.credential,
                stored.kind,
                body,
                stored.body_code,
                stored.created,
                stored.brought_by
            ],
        )
        .map_err(|error| tables.failed(&error))?;
    head.secrets.add(&stored.code(tables));
    Ok(())
}

/// Puts a credential's current secret out of reach for 30 days.
pub(crate) fn seal(
    tables: &Tables<'_>,
    head: &mut Head,
    credential: EntityId,
    seq: u64,
    now: Timestamp,
) -> Result<(), StorageError> {
    for row in select(
        tables,
        "credential = ?1 AND sealed_by IS NULL",
        &credential.to_string(),
    )? {
        update(tables, head, row, |row| {
            row.sealed_by = Some(seq.cast_signed());
            row.sealed_until = Some(now.plus_days(SEALED_DAYS).to_string());
        })?;
    }
    Ok(())
}

/// Brings back the secret that a credential had last, if it has none and the old one is there.
pub(crate) fn unseal(
    tables: &Tables<'_>,
    head: &mut Head,
    credential: EntityId,
) -> Result<(), StorageError> {
    let mut rows = select(tables, "credential = ?1", &credential.to_string())?;
    if rows.iter().any(|row| row.sealed_by.is_none()) {
        return Ok(());
    }
    rows.sort_by_key(|row| (row.sealed_by, row.number));
    let Some(newest) = rows.pop() else {
        return Ok(());
    };
    update(tables, head, newest, Stored::make_current)
}

/// Whether the secret that a credential has is the one that an entry brought.
pub(crate) fn is_from(
    tables: &Tables<'_>,
    credential: EntityId,
    seq: u64,
) -> Result<bool, StorageError> {
    let rows = select(
        tables,
        "credential = ?1 AND sealed_by IS NULL",
        &credential.to_string(),
    )?;
    Ok(rows.iter().all(|row| row.brought_by == seq.cast_signed()))
}

/// Takes back what an entry did to the secret of a credential that is still there: the one it
/// brought is sealed, the one it sealed is current again.
pub(crate) fn swap_back(
    tables: &Tables<'_>,
    head: &mut Head,
    credential: EntityId,
    undone: u64,
    seq: u64,
    now: Timestamp,
) -> Result<(), StorageError> {
    let rows = select(tables, "credential = ?1", &credential.to_string())?;
    seal(tables, head, credential, seq, now)?;
    for row in rows {
        if row.sealed_by == Some(undone.cast_signed()) {
            update(tables, head, row, Stored::make_current)?;
        }
    }
    Ok(())
}

/// Removes for good what was sealed long enough ago; says how many.
pub(crate) fn purge(
    tables: &Tables<'_>,
    head: &mut Head,
    now: Timestamp,
) -> Result<u64, StorageError> {
    let mut purged = 0;
    for row in select(tables, "sealed_until <= ?1", &now.to_string())? {
        tables
            .connection
            .execute("DELETE FROM secret WHERE number = ?1", [row.number])
            .map_err(|error| tables.failed(&error))?;
        head.secrets.remove(&row.code(tables));
        purged += 1;
    }
    Ok(purged)
}

/// Whether anything is due to be purged.
pub(crate) fn has_expired(tables: &Tables<'_>, now: Timestamp) -> Result<bool, StorageError> {
    select(tables, "sealed_until <= ?1", &now.to_string()).map(|rows| !rows.is_empty())
}

/// Takes a credential's current secret out of the database.
pub(crate) fn read(
    tables: &Tables<'_>,
    credential: EntityId,
    kind: SecretKind,
) -> Result<Option<Secret<String>>, StorageError> {
    let altered = || tables.inconsistent("a secret is not the one that was written");
    let found = tables
        .connection
        .query_row(
            "SELECT number, body, body_code FROM secret
             WHERE credential = ?1 AND kind = ?2 AND sealed_by IS NULL",
            params![credential.to_string(), kind.as_str()],
            |row| {
                let body = row.get_ref(1)?.as_blob()?;
                let code: Vec<u8> = row.get(2)?;
                let number = row.get(0)?;
                let expected =
                    body_code(tables, number, &credential.to_string(), kind.as_str(), body);
                if code != expected {
                    return Ok(None);
                }
                // One copy, made where it is wiped.
                Ok(std::str::from_utf8(body)
                    .ok()
                    .map(|body| Secret::new(body.to_owned())))
            },
        )
        .optional()
        .map_err(|error| tables.failed(&error))?;
    match found {
        None => Ok(None),
        Some(None) => Err(altered()),
        Some(body) => Ok(body),
    }
}

/// What the vault holds, without a secret.
pub(crate) fn summaries(tables: &Tables<'_>) -> Result<Vec<SecretSummary>, StorageError> {
    select(tables, "?1 = ''", "")?
        .into_iter()
        .map(|row| {
            row.summary()
                .ok_or_else(|| tables.inconsistent("a secret's row is not readable"))
        })
        .collect()
}

/// Makes every body's code anew under the tables' key, and the digest of the rows. For rows that
/// were checked under another key just before.
pub(crate) fn authenticate_again(tables: &Tables<'_>) -> Result<Digest, StorageError> {
    let numbers: Vec<i64> = tables
        .connection
        .prepare("SELECT number FROM secret")
        .and_then(|mut statement| {
            statement
                .query_map([], |row| row.get(0))
                .and_then(Iterator::collect)
        })
        .map_err(|error| tables.failed(&error))?;
    for number in numbers {
        let renew = || -> rusqlite::Result<usize> {
            let code = tables.connection.query_row(
                "SELECT credential, kind, body FROM secret WHERE number = ?1",
                [number],
                |row| {
                    let (credential, kind) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
                    let body = row.get_ref(2)?.as_blob()?;
                    Ok(body_code(tables, number, credential, kind, body))
                },
            )?;
            tables.connection.execute(
                "UPDATE secret SET body_code = ?2 WHERE number = ?1",
                params![number, code],
            )
        };
        renew().map_err(|error| tables.failed(&error))?;
    }
    let mut digest = Digest::default();
    for row in select(tables, "?1 = ''", "")? {
        digest.add(&row.code(tables));
    }
    Ok(digest)
}

/// Checks that the rows are those that the head speaks of. Reads no body.
pub(crate) fn verify(tables: &Tables<'_>, head: &Head) -> Result<(), StorageError> {
    let mut digest = Digest::default();
    for row in select(tables, "?1 = ''", "")? {
        digest.add(&row.code(tables));
    }
    if digest == head.secrets {
        Ok(())
    } else {
        Err(tables.inconsistent("the secrets are not those of the last write"))
    }
}

/// Checks every body against its code; says how many there are.
pub(crate) fn verify_bodies(tables: &Tables<'_>) -> Result<u64, StorageError> {
    let mut statement = tables
        .connection
        .prepare("SELECT number, credential, kind, body, body_code FROM secret")
        .map_err(|error| tables.failed(&error))?;
    let holds = statement
        .query_map([], |row| {
            let number = row.get(0)?;
            let credential = row.get_ref(1)?.as_str()?;
            let kind = row.get_ref(2)?.as_str()?;
            let body = row.get_ref(3)?.as_blob()?;
            let code = row.get_ref(4)?.as_blob()?;
            Ok(body_code(tables, number, credential, kind, body) == *code)
        })
        .map_err(|error| tables.failed(&error))?;
    let mut checked = 0;
    for holds in holds {
        if !holds.map_err(|error| tables.failed(&error))? {
            return Err(tables.inconsistent("a secret is not the one that was written"));
        }
        checked += 1;
    }
    Ok(checked)
}

fn select(tables: &Tables<'_>, condition: &str, value: &str) -> Result<Vec<Stored>, StorageError> {
    tables
        .connection
        .prepare(&format!("SELECT {COLUMNS} FROM secret WHERE {condition}"))
        .and_then(|mut statement| {
            statement
                .query_map([value], Stored::read)
                .and_then(Iterator::collect)
        })
        .map_err(|error| tables.failed(&error))
}

fn update(
    tables: &Tables<'_>,
    head: &mut Head,
    mut row: Stored,
    alter: impl FnOnce(&mut Stored),
) -> Result<(), StorageError> {
    head.secrets.remove(&row.code(tables));
    alter(&mut row);
    head.secrets.add(&row.code(tables));
    tables
        .connection
        .execute(
            "UPDATE secret SET sealed_by = ?2, sealed_until = ?3 WHERE number = ?1",
            params![row.number, row.sealed_by, row.sealed_until],
        )
        .map_err(|error| tables.failed(&error))?;
    Ok(())
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            credential: row.get(1)?,
            kind: row.get(2)?,
            body_code: row.get(3)?,
            created: row.get(4)?,
            brought_by: row.get(5)?,
            sealed_by: row.get(6)?,
            sealed_until: row.get(7)?,
        })
    }

    fn make_current(&mut self) {
        self.sealed_by = None;
        self.sealed_until = None;
    }

    fn summary(&self) -> Option<SecretSummary> {
        Some(SecretSummary {
            credential: self.credential.parse().ok()?,
            kind: SecretKind::named(&self.kind)?,
            created: self.created.parse().ok()?,
            sealed_until: match &self.sealed_until {
                Some(until) => Some(until.parse().ok()?),
                None => None,
            },
        })
    }

    fn code(&self, tables: &Tables<'_>) -> [u8; 32] {
        let sealed_by = self
            .sealed_by
            .map_or(Vec::new(), |seq| seq.to_be_bytes().to_vec());
        tables.key.authenticate(&[
            b"secret",
            &self.number.to_be_bytes(),
            self.credential.as_bytes(),
            self.kind.as_bytes(),
            &self.body_code,
            self.created.as_bytes(),
            &self.brought_by.to_be_bytes(),
            &sealed_by,
            self.sealed_until.as_deref().unwrap_or_default().as_bytes(),
        ])
    }
}

fn body_code(
    tables: &Tables<'_>,
    number: i64,
    credential: &str,
    kind: &str,
    body: &[u8],
) -> [u8; 32] {
    tables.key.authenticate(&[
        b"secret-body",
        &number.to_be_bytes(),
        credential.as_bytes(),
        kind.as_bytes(),
        body,
    ])
}
