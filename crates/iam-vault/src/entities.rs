//! The `entity` table: an estate, row by row.

use iam_directory::{Entity, Estate, EstateRow, Image, ImageKey, State};
use iam_names::EntityId;
use rusqlite::{Connection, OptionalExtension, Statement, params};

use crate::head::{Digest, Head};
use crate::storage::StorageError;
use crate::tables::Tables;

/// A row as it is stored, which is what its code covers.
struct Stored {
    account: String,
    state: &'static str,
    id: String,
    kind: String,
    name_key: String,
    body: String,
}

/// Reads the estate and checks that its rows are those that the head speaks of.
pub(crate) fn load(tables: &Tables<'_>, head: &Head) -> Result<Estate, StorageError> {
    let mut digest = Digest::default();
    let mut rows = Vec::new();
    let mut statement = tables
        .connection
        .prepare("SELECT account, state, id, kind, name_key, body FROM entity")
        .map_err(|error| tables.failed(&error))?;
    let mut found = statement.query([]).map_err(|error| tables.failed(&error))?;
    while let Some(row) = found.next().map_err(|error| tables.failed(&error))? {
        let text = |column| -> Result<&str, StorageError> {
            row.get_ref(column)
                .and_then(|value| value.as_str().map_err(Into::into))
                .map_err(|error| tables.failed(&error))
        };
        let (account, state, id) = (text(0)?, text(1)?, text(2)?);
        let body = text(5)?;
        digest.add(&code(
            tables,
            [account, state, id, text(3)?, text(4)?, body],
        ));
        let unreadable = || tables.inconsistent(&format!("entity {id} is not readable"));
        rows.push(EstateRow {
            key: ImageKey {
                account: account.parse().map_err(|_| unreadable())?,
                state: state_named(state).ok_or_else(unreadable)?,
                id: id.parse().map_err(|_| unreadable())?,
            },
            entity: serde_json::from_str(body).map_err(|_| unreadable())?,
        });
    }
    if digest != head.entities {
        return Err(tables.inconsistent("the entities are not those of the last write"));
    }
    Estate::from_rows(rows).map_err(|error| tables.inconsistent(&error.to_string()))
}

/// The digest of the rows as they stand, for a head under another key.
pub(crate) fn digest(tables: &Tables<'_>) -> Result<Digest, StorageError> {
    let mut digest = Digest::default();
    let mut statement = tables
        .connection
        .prepare("SELECT account, state, id, kind, name_key, body FROM entity")
        .map_err(|error| tables.failed(&error))?;
    let codes = statement
        .query_map([], |row| {
            let text = |column| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
            let columns = [text(0)?, text(1)?, text(2)?, text(3)?, text(4)?, text(5)?];
            Ok(code(tables, columns))
        })
        .map_err(|error| tables.failed(&error))?;
    for code in codes {
        digest.add(&code.map_err(|error| tables.failed(&error))?);
    }
    Ok(digest)
}

/// Makes the tables hold what a set of changes made of the estate.
pub(crate) fn write(
    tables: &Tables<'_>,
    head: &mut Head,
    images: &[Image],
) -> Result<(), StorageError> {
    let failed = |error: rusqlite::Error| tables.failed(&error);
    let mut rows = Rows::of(tables.connection).map_err(failed)?;
    // Side by side what an entity is in both states: an import makes them the same, and what is the
    // same is written down once.
    let mut images: Vec<&Image> = images.iter().collect();
    images.sort_by_key(|image| (image.key.account, image.key.id, image.key.state));
    let mut last: Option<(&Entity, Stored)> = None;
    for image in images {
        let key = &image.key;
        if let Some(old) = rows.find(key).map_err(failed)? {
            head.entities.remove(&old.code(tables));
        }
        match &image.after {
            Some(entity) => {
                let new = match last.take() {
                    Some((same, stored)) if same == entity => stored.at(key),
                    _ => Stored::new(key, entity),
                };
                head.entities.add(&new.code(tables));
                rows.put(&new).map_err(failed)?;
                last = Some((entity, new));
            }
            None => rows.remove(key).map_err(failed)?,
        }
    }
    Ok(())
}

/// The table's statements, prepared once for all rows of a set.
struct Rows<'c> {
    find: Statement<'c>,
    put: Statement<'c>,
    remove: Statement<'c>,
}

impl<'c> Rows<'c> {
    fn of(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            find: connection.prepare(
                "SELECT kind, name_key, body FROM entity
                 WHERE account = ?1 AND state = ?2 AND id = ?3",
            )?,
            put: connection.prepare(
                "INSERT INTO entity (account, state, id, kind, name_key, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (account, state, id) DO UPDATE
                 SET kind = excluded.kind, name_key = excluded.name_key, body = excluded.body",
            )?,
            remove: connection
                .prepare("DELETE FROM entity WHERE account = ?1 AND state = ?2 AND id = ?3")?,
        })
    }

    fn find(&mut self, key: &ImageKey) -> rusqlite::Result<Option<Stored>> {
        let (account, state, id) = (text(key.account), state_name(key.state), text(key.id));
        self.find
            .query_row(params![account, state, id], |row| {
                Ok(Stored {
                    account: account.clone(),
                    state,
                    id: id.clone(),
                    kind: row.get(0)?,
                    name_key: row.get(1)?,
                    body: row.get(2)?,
                })
            })
            .optional()
    }

    fn put(&mut self, row: &Stored) -> rusqlite::Result<()> {
        let Stored {
            account,
            state,
            id,
            kind,
            name_key,
            body,
        } = row;
        let values = params![account, state, id, kind, name_key, body];
        self.put.execute(values).map(drop)
    }

    fn remove(&mut self, key: &ImageKey) -> rusqlite::Result<()> {
        let place = params![text(key.account), state_name(key.state), text(key.id)];
        self.remove.execute(place).map(drop)
    }
}

impl Stored {
    fn new(key: &ImageKey, entity: &Entity) -> Self {
        Self {
            account: text(key.account),
            state: state_name(key.state),
            id: text(key.id),
            kind: entity.kind().as_str().to_owned(),
            name_key: entity.name_key().as_str().to_owned(),
            // INVARIANT: an entity always has a JSON form.
            body: serde_json::to_string(entity).unwrap_or_default(),
        }
    }

    /// The same at another place.
    fn at(self, key: &ImageKey) -> Self {
        Self {
            account: text(key.account),
            state: state_name(key.state),
            id: text(key.id),
            ..self
        }
    }

    fn code(&self, tables: &Tables<'_>) -> [u8; 32] {
        code(
            tables,
            [
                &self.account,
                self.state,
                &self.id,
                &self.kind,
                &self.name_key,
                &self.body,
            ],
        )
    }
}

fn code(tables: &Tables<'_>, columns: [&str; 6]) -> [u8; 32] {
    let [account, state, id, kind, name_key, body] = columns.map(str::as_bytes);
    tables
        .key
        .authenticate(&[b"entity", account, state, id, kind, name_key, body])
}

fn text(id: EntityId) -> String {
    id.to_string()
}

const fn state_name(state: State) -> &'static str {
    match state {
        State::Planned => "planned",
        State::Observed => "observed",
    }
}

fn state_named(name: &str) -> Option<State> {
    [State::Planned, State::Observed]
        .into_iter()
        .find(|state| state_name(*state) == name)
}
