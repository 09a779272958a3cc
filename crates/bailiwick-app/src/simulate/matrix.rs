//! The matrix: a window of it at once, the whole of it when it is counted or filtered.
//!
//! What stands in a cell is decided by `iam-access`; here rows are laid out, windows cut, and a
//! whole matrix is kept until another one is asked for or the estate becomes another one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use iam_access::{
    AskedAction, Cell, GivenContext, Query, Scope, Subject, Unknown, cells, expand_actions,
};
use iam_catalog::{AccessLevel, Catalogue};
use iam_directory::{Account, Estate, State};
use iam_policy::context::ContextValue as EngineValue;
use iam_policy::evaluate::Decision;
use iam_policy::request::PrincipalKind;

use super::{Engine, context, state_of, subject};
use crate::App;
use crate::contract::matrix::{
    MatrixBy, MatrixCellView, MatrixColumnView, MatrixCountsView, MatrixFilter, MatrixGroupView,
    MatrixQuestion, MatrixRequest, MatrixRowView, MatrixView, VerdictView,
};
use crate::contract::simulate::{AnswerView, DecisionView};
use crate::error::CommandError;
use crate::session::{Session, account, held};
use crate::view::count;

/// The most columns of a matrix.
const COLUMNS: usize = 100;

/// The most rows of a window.
const WINDOW: usize = 500;

/// What is kept between two windows of one matrix, each with the question it belongs to.
#[derive(Default)]
pub(super) struct Kept {
    rows: Mutex<Option<(String, Arc<Rows>)>>,
    whole: Mutex<Option<(String, Arc<Whole>)>>,
}

/// The rows of a matrix: they hang on the actions and resources alone.
struct Rows {
    rows: Vec<Row>,
    unknown: Vec<Unknown>,
}

/// Every cell of a matrix, column by column, and what is not known of it.
struct Whole {
    cells: Vec<Vec<MatrixCellView>>,
    unknown: BTreeSet<Unknown>,
}

/// A row: an action, and the resource it is asked about.
struct Row {
    action: String,
    resource: Option<String>,
    service: String,
    level: Option<AccessLevel>,
}

/// A column: who asks, about which resource, with which key.
struct Column {
    view: MatrixColumnView,
    resource: Option<String>,
    key: Option<(String, EngineValue)>,
}

/// A question on its way to its cells.
struct Asked<'e> {
    laid: Arc<Rows>,
    columns: Vec<Column>,
    truncated: bool,
    given: GivenContext,
    now: Scope<'e>,
    before: Option<Scope<'e>>,
}

impl App {
    /// A window of a matrix.
    pub fn matrix(&self, request: &MatrixRequest) -> Result<MatrixView, CommandError> {
        self.with_matrix(&request.question, |session, asked, key| {
            let limit = (request.limit as usize).min(WINDOW);
            let known = if request.filter == MatrixFilter::All {
                session.engine.whole.get(&key)
            } else {
                Some(session.engine.whole.get_or_ask(key, asked)?)
            };
            let matching: Vec<usize> = match &known {
                Some(whole) if request.filter != MatrixFilter::All => (0..asked.laid.rows.len())
                    .filter(|row| passes(request.filter, whole, *row))
                    .collect(),
                _ => (0..asked.laid.rows.len()).collect(),
            };
            let offset = (request.offset as usize).min(matching.len());
            let window = &matching[offset..(offset + limit).min(matching.len())];
            let (cells, unknown) = match &known {
                Some(whole) => (
                    whole
                        .cells
                        .iter()
                        .map(|column| window.iter().map(|row| column[*row]).collect())
                        .collect(),
                    whole.unknown.clone(),
                ),
                None => asked.cells(window)?,
            };
            Ok(view(asked, request, &matching, window, &cells, &unknown))
        })
    }

    /// Why each cell of some rows says what it says, row by row.
    pub(super) fn matrix_reasons(
        &self,
        question: &MatrixQuestion,
        rows: &[MatrixRowView],
    ) -> Result<Vec<Vec<String>>, CommandError> {
        self.with_matrix(question, |_, asked, _| {
            let mut reasons: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
            for column in &asked.columns {
                for (row, reasons) in rows.iter().zip(&mut reasons) {
                    reasons.push(asked.reason(column, row)?);
                }
            }
            Ok(reasons)
        })
    }

    /// What is in a whole matrix.
    pub fn matrix_counts(
        &self,
        question: &MatrixQuestion,
    ) -> Result<MatrixCountsView, CommandError> {
        self.with_matrix(question, |session, asked, key| {
            let whole = session.engine.whole.get_or_ask(key, asked)?;
            Ok(counts(&whole))
        })
    }

    fn with_matrix<T>(
        &self,
        question: &MatrixQuestion,
        work: impl FnOnce(&Session, &Asked<'_>, String) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &question.account)?;
        let tried = self.tried(&estate, account, &question.what_if)?;
        let asked = self.asked(&session.engine, &estate, &tried, account, question)?;
        let key = serde_json::to_string(question)
            .map_err(|error| CommandError::new(crate::error::Code::Internal, error.to_string()))?;
        work(&session, &asked, format!("{} {key}", session.generation()))
    }

    fn asked<'e>(
        &'e self,
        engine: &'e Engine,
        estate: &'e Estate,
        tried: &'e Cow<'e, Estate>,
        account: &'e Account,
        question: &MatrixQuestion,
    ) -> Result<Asked<'e>, CommandError> {
        let state = state_of(question.state);
        let own = tried
            .account(account.settings().id)
            .ok_or_else(|| CommandError::not_found("account"))?;
        let now = engine.scope(tried, own, state, &self.managed)?;
        let before = match (question.against_observed, tried) {
            (true, _) if account.observed().is_some() => {
                Some(engine.scope(estate, account, State::Observed, &self.managed)?)
            }
            (_, Cow::Owned(_)) => Some(engine.scope(estate, account, state, &self.managed)?),
            _ => None,
        };
        let (columns, truncated) = columns(now, before, question)?;
        Ok(Asked {
            laid: engine.whole.rows(question)?,
            columns,
            truncated,
            given: GivenContext {
                keys: context::given(&question.context)?,
                time: Some(self.environment.clock.now()),
            },
            now,
            before,
        })
    }
}

fn rows(question: &MatrixQuestion) -> Result<Rows, CommandError> {
    let (named, unknown) = expand_actions(&question.actions)?;
    let resources: Vec<Option<String>> = match question.by {
        MatrixBy::Resources => vec![None],
        _ if question.resources.is_empty() => vec![None],
        _ => question.resources.iter().cloned().map(Some).collect(),
    };
    let mut actions: Vec<(String, Option<AccessLevel>, String)> = named
        .into_iter()
        .map(|action| {
            let service = action.name.split(':').next().unwrap_or_default();
            (service.to_owned(), action.level, action.name)
        })
        .collect();
    actions.sort();
    let rows = actions
        .into_iter()
        .flat_map(|(service, level, action)| {
            resources.iter().map(move |resource| Row {
                action: action.clone(),
                resource: resource.clone(),
                service: service.clone(),
                level,
            })
        })
        .collect();
    Ok(Rows { rows, unknown })
}

fn columns(
    now: Scope<'_>,
    before: Option<Scope<'_>>,
    question: &MatrixQuestion,
) -> Result<(Vec<Column>, bool), CommandError> {
    let plain = |view| Column {
        view,
        resource: None,
        key: None,
    };
    let asking = question.principals.first().cloned().unwrap_or_default();
    let mut columns: Vec<Column> = match question.by {
        MatrixBy::Principals => {
            let each = question.principals.iter().take(COLUMNS + 1);
            each.map(|text| principal_column(now, before, text).map(plain))
                .collect::<Result<_, _>>()?
        }
        MatrixBy::Resources => question
            .resources
            .iter()
            .take(COLUMNS + 1)
            .map(|resource| Column {
                view: MatrixColumnView {
                    key: resource.clone(),
                    label: resource.clone(),
                    kind: "resource".to_owned(),
                    principal: asking.clone(),
                },
                resource: Some(resource.clone()),
                key: None,
            })
            .collect(),
        MatrixBy::Values => question
            .values
            .iter()
            .take(COLUMNS + 1)
            .map(|value| Column {
                view: MatrixColumnView {
                    key: value.clone(),
                    label: value.clone(),
                    kind: "value".to_owned(),
                    principal: asking.clone(),
                },
                resource: None,
                key: (!value.is_empty())
                    .then(|| (question.key.clone(), EngineValue::Single(value.clone()))),
            })
            .collect(),
    };
    let truncated = columns.len() > COLUMNS;
    columns.truncate(COLUMNS);
    if question.by != MatrixBy::Principals {
        subject(now, &asking)?;
    }
    Ok((columns, truncated))
}

/// A principal's heading. Somebody who exists only before or only after stays in the matrix.
fn principal_column(
    now: Scope<'_>,
    before: Option<Scope<'_>>,
    text: &str,
) -> Result<MatrixColumnView, CommandError> {
    let found = subject(now, text)
        .or_else(|error| before.map_or(Err(error), |before| subject(before, text)))?;
    let name = found.name();
    let last = name.rsplit('/').next().unwrap_or(name);
    let (kind, label) = match found.principal.kind() {
        PrincipalKind::User => ("user", last),
        PrincipalKind::Role { .. } => ("role", last),
        PrincipalKind::RoleSession { .. } => ("session", last),
        PrincipalKind::Root => ("root", name),
        PrincipalKind::Service => ("service", name),
        PrincipalKind::Anonymous => ("anyone", name),
        _ => ("principal", name),
    };
    Ok(MatrixColumnView {
        key: text.to_owned(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        principal: text.to_owned(),
    })
}

/// Cells, column by column.
type Cells = Vec<Vec<MatrixCellView>>;

impl Asked<'_> {
    /// Why a cell says what it says, in a sentence.
    fn reason(&self, column: &Column, row: &MatrixRowView) -> Result<String, CommandError> {
        let Ok(subject) = subject(self.now, &column.view.principal) else {
            return Ok("The principal is not there.".to_owned());
        };
        let mut given = self.given.clone();
        given.keys.extend(column.key.clone());
        let resource = column.resource.clone();
        let resource = resource.or_else(|| Some(row.resource.clone()).filter(|it| it != "*"));
        let query = Query {
            actions: vec![row.action.clone()],
            resources: resource.into_iter().collect(),
            given,
            limit: 1,
        };
        let simulated = iam_access::simulate(&subject, &query)?;
        let answered = simulated.answers.into_iter().next();
        Ok(answered.map_or_else(String::new, |it| it.explanation.sentence))
    }

    /// The cells of some rows.
    fn cells(&self, rows: &[usize]) -> Result<(Cells, BTreeSet<Unknown>), CommandError> {
        let settings = self.now.account().settings();
        let actions: Vec<AskedAction> = rows
            .iter()
            .map(|row| AskedAction::new(&self.laid.rows[*row].action, settings))
            .collect::<Result<_, _>>()?;
        let mut unknown: BTreeSet<Unknown> = self.laid.unknown.iter().cloned().collect();
        let mut all = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let now = self.column(self.now, column, rows, &actions, &mut unknown)?;
            let before = match self.before {
                Some(scope) => Some(self.column(scope, column, rows, &actions, &mut unknown)?),
                None => None,
            };
            let cells = now
                .into_iter()
                .enumerate()
                .map(|(row, now)| MatrixCellView {
                    now,
                    before: before.as_ref().and_then(|before| before.get(row).copied()),
                });
            all.push(cells.collect());
        }
        Ok((all, unknown))
    }

    fn column(
        &self,
        scope: Scope<'_>,
        column: &Column,
        rows: &[usize],
        actions: &[AskedAction],
        unknown: &mut BTreeSet<Unknown>,
    ) -> Result<Vec<VerdictView>, CommandError> {
        // Who does not exist in this state may do nothing in it.
        let subject: Subject<'_> = match subject(scope, &column.view.principal) {
            Ok(subject) => subject,
            Err(_) if self.before.is_some() => {
                return Ok(vec![VerdictView::ImplicitlyDenied; rows.len()]);
            }
            Err(error) => return Err(error),
        };
        let mut given = self.given.clone();
        given.keys.extend(column.key.clone());
        let mut by_resource: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            let resource = column
                .resource
                .as_ref()
                .or(self.laid.rows[*row].resource.as_ref());
            by_resource
                .entry(resource.map(String::as_str))
                .or_default()
                .push(place);
        }
        let mut verdicts = vec![VerdictView::ImplicitlyDenied; rows.len()];
        for (resource, places) in by_resource {
            let asked = places.iter().map(|place| &actions[*place]);
            let (found, open) = cells(&subject, &given, resource, asked);
            unknown.extend(open);
            for (place, cell) in places.into_iter().zip(found) {
                verdicts[place] = verdict(cell);
            }
        }
        Ok(verdicts)
    }
}

/// A cell in one word.
pub(super) fn verdict(cell: Cell) -> VerdictView {
    match cell {
        Cell { depends: true, .. } => VerdictView::Depends,
        Cell { some: true, .. } => VerdictView::Some,
        Cell { decision, .. } => match decision {
            Decision::Allowed => VerdictView::Allowed,
            Decision::ImplicitlyDenied => VerdictView::ImplicitlyDenied,
            Decision::ExplicitlyDenied => VerdictView::ExplicitlyDenied,
        },
    }
}

/// The verdict that an answer comes to.
pub(super) fn verdict_in(answer: &AnswerView) -> VerdictView {
    match (answer.depends, answer.extent.as_str(), answer.decision) {
        (true, ..) => VerdictView::Depends,
        (_, "some", _) => VerdictView::Some,
        (.., DecisionView::Allowed) => VerdictView::Allowed,
        (.., DecisionView::ImplicitlyDenied) => VerdictView::ImplicitlyDenied,
        (.., DecisionView::ExplicitlyDenied) => VerdictView::ExplicitlyDenied,
    }
}

/// An answer in one word.
pub(super) fn verdict_of(answered: &iam_access::Answered) -> VerdictView {
    verdict(Cell {
        decision: answered.decision,
        some: matches!(answered.extent, Some(iam_access::Extent::Some { .. })),
        depends: answered.answer.depends_on_context(),
    })
}

impl Kept {
    fn rows(&self, question: &MatrixQuestion) -> Result<Arc<Rows>, CommandError> {
        let resources = match question.by {
            MatrixBy::Resources => &[][..],
            _ => &question.resources,
        };
        let key = [&question.actions, resources].map(|texts| texts.join("\n"));
        let key = key.join("\n\n");
        let mut kept = held(&self.rows);
        if let Some((of, rows)) = kept.as_ref()
            && *of == key
        {
            return Ok(Arc::clone(rows));
        }
        let made = Arc::new(rows(question)?);
        *kept = Some((key, Arc::clone(&made)));
        Ok(made)
    }

    fn get(&self, key: &str) -> Option<Arc<Whole>> {
        let kept = held(&self.whole);
        let (of, whole) = kept.as_ref()?;
        (of == key).then(|| Arc::clone(whole))
    }

    fn get_or_ask(&self, key: String, asked: &Asked<'_>) -> Result<Arc<Whole>, CommandError> {
        if let Some(known) = self.get(&key) {
            return Ok(known);
        }
        let every: Vec<usize> = (0..asked.laid.rows.len()).collect();
        let (cells, unknown) = asked.cells(&every)?;
        let whole = Arc::new(Whole { cells, unknown });
        *held(&self.whole) = Some((key, Arc::clone(&whole)));
        Ok(whole)
    }
}

fn passes(filter: MatrixFilter, whole: &Whole, row: usize) -> bool {
    let mut cells = whole.cells.iter().filter_map(|column| column.get(row));
    match filter {
        MatrixFilter::All => true,
        MatrixFilter::Allowed => {
            cells.any(|it| matches!(it.now, VerdictView::Allowed | VerdictView::Some))
        }
        MatrixFilter::Denied => cells.any(|it| {
            matches!(
                it.now,
                VerdictView::ImplicitlyDenied | VerdictView::ExplicitlyDenied
            )
        }),
        MatrixFilter::Depends => cells.any(|it| it.now == VerdictView::Depends),
        MatrixFilter::Changed => cells.any(|it| it.before.is_some_and(|before| before != it.now)),
        MatrixFilter::Differing => {
            let first = cells.next().map(|it| it.now);
            cells.any(|it| Some(it.now) != first)
        }
    }
}

/// How far an answer goes, for telling a gain from a loss.
fn reach(verdict: VerdictView) -> u8 {
    match verdict {
        VerdictView::Allowed => 3,
        VerdictView::Some => 2,
        VerdictView::Depends => 1,
        VerdictView::ImplicitlyDenied | VerdictView::ExplicitlyDenied => 0,
    }
}

fn counts(whole: &Whole) -> MatrixCountsView {
    let cells = || whole.cells.iter().flatten();
    let of = |verdict: VerdictView| count(cells().filter(|it| it.now == verdict).count());
    let changed = |ordering: std::cmp::Ordering| {
        let changed = cells().filter(|it| {
            it.before.is_some_and(|before| {
                before != it.now && reach(it.now).cmp(&reach(before)) == ordering
            })
        });
        count(changed.count())
    };
    MatrixCountsView {
        cells: count(cells().count()),
        allowed: of(VerdictView::Allowed),
        some: of(VerdictView::Some),
        depends: of(VerdictView::Depends),
        implicitly_denied: of(VerdictView::ImplicitlyDenied),
        explicitly_denied: of(VerdictView::ExplicitlyDenied),
        gained: changed(std::cmp::Ordering::Greater),
        lost: changed(std::cmp::Ordering::Less),
        moved: changed(std::cmp::Ordering::Equal),
    }
}

fn view(
    asked: &Asked<'_>,
    request: &MatrixRequest,
    matching: &[usize],
    window: &[usize],
    cells: &[Vec<MatrixCellView>],
    unknown: &BTreeSet<Unknown>,
) -> MatrixView {
    MatrixView {
        columns: asked.columns.iter().map(|it| it.view.clone()).collect(),
        total: count(asked.laid.rows.len()),
        matching: count(matching.len()),
        groups: groups(asked, matching),
        offset: request.offset,
        rows: window
            .iter()
            .enumerate()
            .map(|(place, row)| MatrixRowView {
                action: asked.laid.rows[*row].action.clone(),
                resource: asked.laid.rows[*row]
                    .resource
                    .clone()
                    .unwrap_or_else(|| "*".to_owned()),
                cells: cells.iter().map(|column| column[place]).collect(),
            })
            .collect(),
        unknown: unknown.iter().map(Unknown::sentence).collect(),
        truncated: asked.truncated,
        compared: asked.before.is_some(),
    }
}

fn groups(asked: &Asked<'_>, matching: &[usize]) -> Vec<MatrixGroupView> {
    let catalogue = Catalogue::bundled();
    let mut groups: Vec<MatrixGroupView> = Vec::new();
    let mut last = None;
    for (place, row) in matching.iter().enumerate() {
        let row = &asked.laid.rows[*row];
        let here = (&row.service, row.level);
        match groups.last_mut() {
            Some(group) if last == Some(here) => group.rows += 1,
            _ => groups.push(MatrixGroupView {
                service: row.service.clone(),
                name: catalogue
                    .service(&row.service)
                    .map_or_else(|| row.service.clone(), |it| it.name().to_owned()),
                level: row.level.map_or("", AccessLevel::label).to_owned(),
                first: count(place),
                rows: 1,
            }),
        }
        last = Some(here);
    }
    groups
}
