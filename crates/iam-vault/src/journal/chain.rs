//! The chain: small headers, each with the hash of the one before it and of its own body.
//!
//! So a body can be purged and the chain still verifies. The head, under a code, ends the chain:
//! a removed last entry shows as well.

use iam_names::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::{EntryBody, EntryKind, JournalEntry, JournalRange, JournalReport, wire};
use crate::head::Head;
use crate::hex::Hex;
use crate::keys::hash;
use crate::storage::StorageError;
use crate::tables::Tables;

struct Header {
    seq: u64,
    at: String,
    who: String,
    kind: String,
    body_hash: Vec<u8>,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

/// A body written down, with its hash.
pub(crate) struct WrittenBody {
    kind: EntryKind,
    text: String,
    hash: [u8; 32],
}

/// Writes a body down, which takes no table: it may be done beside something else.
pub(crate) fn written(body: EntryBody) -> WrittenBody {
    let kind = body.kind();
    let text = wire::write(body);
    let hash = hash(&[text.as_bytes()]);
    WrittenBody { kind, text, hash }
}

/// Appends an entry; the head that ends the chain follows it.
pub(crate) fn append(
    tables: &Tables<'_>,
    head: &mut Head,
    who: &str,
    at: Timestamp,
    body: &WrittenBody,
) -> Result<u64, StorageError> {
    let (kind, body_hash, body) = (body.kind.as_str(), body.hash, &body.text);
    let (seq, at) = (head.seq + 1, at.to_string());
    let hash = chained(seq, &at, who, kind, &body_hash, &head.journal.0);
    let write = || -> rusqlite::Result<()> {
        tables.connection.execute(
            "INSERT INTO journal (seq, at, who, kind, body_hash, previous_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                seq.cast_signed(),
                at,
                who,
                kind,
                body_hash,
                head.journal.0,
                hash
            ],
        )?;
        tables.connection.execute(
            "INSERT INTO journal_body (seq, body) VALUES (?1, ?2)",
            params![seq.cast_signed(), body],
        )?;
        Ok(())
    };
    write().map_err(|error| tables.failed(&error))?;
    head.seq = seq;
    head.journal = Hex(hash);
    Ok(seq)
}

/// Walks the chain of headers from the vault's beginning to the head.
pub(crate) fn verify(tables: &Tables<'_>, head: &Head) -> Result<JournalReport, StorageError> {
    let broken = |seq: u64, found: &str| StorageError::Journal {
        path: tables.path.to_owned(),
        seq,
        found: found.to_owned(),
    };
    let mut statement = tables
        .connection
        .prepare(
            "SELECT seq, at, who, kind, body_hash, previous_hash, hash FROM journal ORDER BY seq",
        )
        .map_err(|error| tables.failed(&error))?;
    let headers = statement
        .query_map([], Header::read)
        .map_err(|error| tables.failed(&error))?;
    let mut previous = Head::genesis(&tables.vault).journal.0;
    let mut last = 0;
    for header in headers {
        let header = header.map_err(|error| tables.failed(&error))?;
        if header.seq != last + 1 {
            return Err(broken(last + 1, "it is missing"));
        }
        if header.previous_hash != previous {
            return Err(broken(header.seq, "it does not follow the one before it"));
        }
        let hash = header.chained(&previous);
        if header.hash != hash {
            return Err(broken(header.seq, "it is not what was written"));
        }
        previous = hash;
        last = header.seq;
    }
    if last < head.seq {
        return Err(broken(last + 1, "it is missing"));
    }
    if last > head.seq || previous != head.journal.0 {
        return Err(broken(last, "it is not the last one that was written"));
    }
    Ok(JournalReport { entries: last })
}

/// Hashes every body that is still there; says how many are and how many were purged.
pub(crate) fn verify_bodies(tables: &Tables<'_>, head: &Head) -> Result<(u64, u64), StorageError> {
    let mut statement = tables
        .connection
        .prepare(
            "SELECT journal.seq, body_hash, body FROM journal LEFT JOIN journal_body USING (seq)",
        )
        .map_err(|error| tables.failed(&error))?;
    let mut rows = statement.query([]).map_err(|error| tables.failed(&error))?;
    let (mut kept, mut purged) = (0, 0);
    while let Some(row) = rows.next().map_err(|error| tables.failed(&error))? {
        let mut read = || -> rusqlite::Result<(u64, bool)> {
            let body = row
                .get_ref(2)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?;
            let expected = row.get_ref(1)?.as_blob()?;
            let seq = row.get::<_, i64>(0)?.cast_unsigned();
            let holds = match body {
                Some(body) => hash(&[body.as_bytes()]) == expected,
                None => seq < head.purged_before,
            };
            if body.is_some() {
                kept += 1;
            } else {
                purged += 1;
            }
            Ok((seq, holds))
        };
        let (seq, holds) = read().map_err(|error| tables.failed(&error))?;
        if !holds {
            return Err(altered_body(tables, seq));
        }
    }
    Ok((kept, purged))
}

/// Reads entries, newest first, each body checked against its header.
pub(crate) fn read(
    tables: &Tables<'_>,
    head: &Head,
    range: JournalRange,
) -> Result<Vec<JournalEntry>, StorageError> {
    let before = range
        .before
        .and_then(|seq| i64::try_from(seq).ok())
        .unwrap_or(i64::MAX);
    let most = i64::try_from(range.most).unwrap_or(i64::MAX);
    let mut statement = tables
        .connection
        .prepare(
            "SELECT seq, at, who, kind, body_hash, previous_hash, hash FROM journal
             WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
        )
        .map_err(|error| tables.failed(&error))?;
    let headers: Vec<Header> = statement
        .query_map(params![before, most], Header::read)
        .and_then(Iterator::collect)
        .map_err(|error| tables.failed(&error))?;
    headers
        .into_iter()
        .map(|header| entry(tables, head, header))
        .collect()
}

/// What sort of entry ends the chain; none when there is none. Its body is not read.
pub(crate) fn last_kind(
    tables: &Tables<'_>,
    head: &Head,
) -> Result<Option<EntryKind>, StorageError> {
    let kind: Option<String> = tables
        .connection
        .query_row(
            "SELECT kind FROM journal WHERE seq = ?1",
            [head.seq.cast_signed()],
            |row| row.get(0),
        )
        .optional()
        .map_err(|error| tables.failed(&error))?;
    Ok(kind.and_then(|kind| EntryKind::named(&kind)))
}

/// Reads one entry.
pub(crate) fn find(
    tables: &Tables<'_>,
    head: &Head,
    seq: u64,
) -> Result<Option<JournalEntry>, StorageError> {
    let range = JournalRange {
        before: seq.checked_add(1),
        most: 1,
    };
    let newest = read(tables, head, range)?.pop();
    Ok(newest.filter(|entry| entry.seq == seq))
}

/// Removes what entries before `seq` say; the chain still verifies.
pub(crate) fn purge_bodies(
    tables: &Tables<'_>,
    head: &mut Head,
    before: u64,
) -> Result<(), StorageError> {
    let last = i64::try_from(before).unwrap_or(i64::MAX);
    tables
        .connection
        .execute("DELETE FROM journal_body WHERE seq < ?1", [last])
        .map_err(|error| tables.failed(&error))?;
    head.purged_before = head.purged_before.max(before.min(head.seq + 1));
    Ok(())
}

fn entry(tables: &Tables<'_>, head: &Head, header: Header) -> Result<JournalEntry, StorageError> {
    let unreadable = || StorageError::Journal {
        path: tables.path.to_owned(),
        seq: header.seq,
        found: "it is not readable".into(),
    };
    let body: Option<String> = tables
        .connection
        .query_row(
            "SELECT body FROM journal_body WHERE seq = ?1",
            [header.seq.cast_signed()],
            |row| row.get(0),
        )
        .optional()
        .map_err(|error| tables.failed(&error))?;
    let body = match body {
        Some(body) if hash(&[body.as_bytes()]) != *header.body_hash => {
            return Err(altered_body(tables, header.seq));
        }
        Some(body) => Some(wire::read(&body).ok_or_else(unreadable)?),
        None if header.seq < head.purged_before => None,
        None => return Err(altered_body(tables, header.seq)),
    };
    Ok(JournalEntry {
        seq: header.seq,
        at: header.at.parse().map_err(|_| unreadable())?,
        kind: EntryKind::named(&header.kind).ok_or_else(unreadable)?,
        who: header.who,
        body,
    })
}

fn altered_body(tables: &Tables<'_>, seq: u64) -> StorageError {
    StorageError::Journal {
        path: tables.path.to_owned(),
        seq,
        found: "what it says is not what was written".into(),
    }
}

impl Header {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get::<_, i64>(0)?.cast_unsigned(),
            at: row.get(1)?,
            who: row.get(2)?,
            kind: row.get(3)?,
            body_hash: row.get(4)?,
            previous_hash: row.get(5)?,
            hash: row.get(6)?,
        })
    }

    fn chained(&self, previous: &[u8; 32]) -> [u8; 32] {
        chained(
            self.seq,
            &self.at,
            &self.who,
            &self.kind,
            &self.body_hash,
            previous,
        )
    }
}

fn chained(
    seq: u64,
    at: &str,
    who: &str,
    kind: &str,
    body_hash: &[u8],
    previous: &[u8; 32],
) -> [u8; 32] {
    hash(&[
        b"bailiwick/1/journal",
        &seq.to_be_bytes(),
        at.as_bytes(),
        who.as_bytes(),
        kind.as_bytes(),
        body_hash,
        previous,
    ])
}
