//! What differs between two moments of an account, for everybody.
//!
//! A moment of the past is the present with the entries since taken off again, newest first, by
//! the images that the journal keeps of what each one touched.

use std::borrow::Cow;
use std::collections::BTreeMap;

use iam_access::{Expectation, GivenContext, turned};
use iam_directory::{Entity, Estate, EstateRow, ImageKey};
use iam_vault::{EntryBody, EntryKind, JournalRange};

use super::expectations::expected_view;
use super::sandbox::effects;
use super::{answer, state_of};
use crate::App;
use crate::contract::analyse::{CompareRequest, CompareView, Moment, TurnedView};
use crate::contract::simulate::StateView;
use crate::error::{Code, CommandError};
use crate::session::{Session, account};

/// How many entries are read at once.
const TOGETHER: usize = 200;

impl App {
    /// What differs between two moments in what everybody can do.
    pub fn compare_states(&self, request: &CompareRequest) -> Result<CompareView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let home = account(&estate, &request.account)?;
        let observed = crate::view::date(home.settings().observed_as_of);
        let id = home.settings().id;
        let (from, to) = (
            at(&session, &estate, request.from)?,
            at(&session, &estate, request.to)?,
        );
        let (Some(before), Some(after)) = (from.account(id), to.account(id)) else {
            return Ok(CompareView {
                possible: false,
                observed,
                effects: Vec::new(),
                expectations: Vec::new(),
            });
        };
        let seen = |account: &iam_directory::Account, moment: Moment| {
            moment.state == StateView::Planned || account.observed().is_some()
        };
        if !seen(before, request.from) || !seen(after, request.to) {
            return Ok(CompareView {
                possible: false,
                observed,
                effects: Vec::new(),
                expectations: Vec::new(),
            });
        }
        let engine = &session.engine;
        let before = engine.scope(&from, before, state_of(request.from.state), &self.managed)?;
        let after = engine.scope(&to, after, state_of(request.to.state), &self.managed)?;
        let now = self.environment.clock.now();
        let given = GivenContext {
            keys: Vec::new(),
            time: Some(now),
        };
        // They are kept with the plan as it is now, whichever moments are compared.
        let kept = home.planned().expectations();
        let mut expectations: Vec<TurnedView> = kept
            .filter_map(|saved| {
                let turned = turned(before, after, &Expectation::from(&**saved), now)?;
                Some(TurnedView {
                    name: saved.name.clone(),
                    expected: expected_view(saved.expected),
                    before: turned.before.found.map(answer::decision),
                    after: turned.after.found.map(answer::decision),
                    holds: turned.after.holds,
                    sentence: turned.after.sentence,
                })
            })
            .collect();
        expectations.sort_by_key(|it| (it.holds, it.name.to_lowercase()));
        Ok(CompareView {
            possible: true,
            observed,
            effects: effects(before, after, &given),
            expectations,
        })
    }
}

/// The estate as it stood at a moment.
fn at<'e>(
    session: &Session,
    estate: &'e Estate,
    moment: Moment,
) -> Result<Cow<'e, Estate>, CommandError> {
    let Some(after) = moment.after.map(u64::from) else {
        return Ok(Cow::Borrowed(estate));
    };
    let mut rows: BTreeMap<ImageKey, Entity> = estate
        .rows()
        .map(|EstateRow { key, entity }| (key, entity))
        .collect();
    let mut before = None;
    loop {
        let range = JournalRange {
            before,
            most: TOGETHER,
        };
        let entries = session.with_vault(|vault| vault.journal(range))?;
        let Some(oldest) = entries.last().map(|entry| entry.seq) else {
            break;
        };
        for entry in entries.into_iter().filter(|entry| entry.seq > after) {
            match entry.body {
                Some(EntryBody::Changes { images, .. }) => {
                    for image in images.into_iter().rev() {
                        match image.before {
                            Some(entity) => rows.insert(image.key, entity),
                            None => rows.remove(&image.key),
                        };
                    }
                }
                None if entry.kind == EntryKind::Changes => {
                    return Err(CommandError::new(
                        Code::NotFound,
                        format!("what entry {} of the journal did was purged", entry.seq),
                    )
                    .help("choose a moment after it"));
                }
                _ => {}
            }
        }
        if oldest <= after + 1 {
            break;
        }
        before = Some(oldest);
    }
    let rows = rows
        .into_iter()
        .map(|(key, entity)| EstateRow { key, entity });
    Estate::from_rows(rows)
        .map(Cow::Owned)
        .map_err(|error| CommandError::new(Code::Internal, error.to_string()))
}
