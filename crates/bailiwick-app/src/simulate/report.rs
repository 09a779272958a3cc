//! A matrix to take away: a page of its own without a script, a table, or everything for a
//! program. Made here and saved by the shell's dialog.

use std::fmt::Write as _;

use serde_json::json;

use crate::App;
use crate::contract::analyse::{ReportFormat, SaveMatrixRequest};
use crate::contract::matrix::{
    MatrixCellView, MatrixRequest, MatrixRowView, MatrixView, VerdictView,
};
use crate::error::{Code, CommandError};
use crate::handoff::PrivateFile;
use crate::session::account;
use iam_names::Secret;

/// The most rows that a file takes: about as many as there are actions.
const ROWS: u32 = 25_000;

/// The most cells whose reasons are told: more are a file that nobody reads.
const REASONS: usize = 5_000;

/// What a browser draws: no script, no other file, and it prints.
const STYLE: &str = "
:root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
body { margin: 2rem; } h1 { font-size: 1.5rem; margin: 0 0 .25rem; } p { margin: .25rem 0; }
table { border-collapse: collapse; margin-top: 1rem; }
th, td { border: 1px solid #8886; padding: .2rem .6rem; text-align: start; white-space: nowrap; }
thead th { position: sticky; top: 0; background: Canvas; }
tbody th { font: 13px ui-monospace, monospace; font-weight: normal; }
td.allowed, td.some { color: light-dark(#00691f, #6fdc85); }
td.explicitly_denied { color: light-dark(#b00000, #ff9a9a); font-weight: bold; }
td.depends { color: light-dark(#7a4e00, #ffd76a); }
td.changed { box-shadow: inset 3px 0 0 light-dark(#6237a7, #c9a7ff); }
dl.reasons { margin: 0; } dl.reasons dt { font: 13px ui-monospace, monospace; margin-top: .75rem; }
dl.reasons dd { margin: .1rem 0 .1rem 1.5rem; }
tr.group th { font: inherit; font-weight: bold; background: #8882; }
@media print { body { margin: 0; } thead { display: table-header-group; } tr { break-inside: avoid; } }
";

impl App {
    /// A matrix as a file, in memory.
    pub fn matrix_file(&self, request: &SaveMatrixRequest) -> Result<PrivateFile, CommandError> {
        let mut view = self.matrix(&MatrixRequest {
            question: request.question.clone(),
            filter: request.filter,
            offset: 0,
            limit: 500,
        })?;
        while view.rows.len() < (view.matching.min(ROWS)) as usize {
            let offset = crate::view::count(view.rows.len());
            let more = self.matrix(&MatrixRequest {
                question: request.question.clone(),
                filter: request.filter,
                offset,
                limit: 500,
            })?;
            if more.rows.is_empty() {
                break;
            }
            view.rows.extend(more.rows);
        }
        let told = REASONS / view.columns.len().max(1);
        let told = &view.rows[..told.min(view.rows.len())];
        let reasons = self.matrix_reasons(&request.question, told)?;
        let estate = self.session()?.estate();
        let settings = account(&estate, &request.question.account)?.settings();
        let about = About {
            account: settings.name(),
            now: self.environment.clock.now().to_string(),
            state: match request.question.state {
                crate::contract::simulate::StateView::Planned => "planned",
                crate::contract::simulate::StateView::Observed => "as seen in AWS",
            },
            tried: request.question.what_if.len(),
        };
        let (text, extension) = match request.format {
            ReportFormat::Html => (html(&view, &reasons, &about), "html"),
            ReportFormat::Csv => (csv(&view, &reasons), "csv"),
            ReportFormat::Json => (json_text(&view, &reasons, &about, request)?, "json"),
        };
        let text = if request.redact {
            let mut ids: Vec<String> = vec![settings.account_id.to_string()];
            ids.extend(
                estate
                    .accounts()
                    .map(|account| account.settings().account_id.to_string()),
            );
            redacted(&text, &ids)
        } else {
            text
        };
        let mut notes = vec!["It tells who may do what: hand it on with care.".to_owned()];
        if view.matching > ROWS {
            notes.push(format!("Only the first {ROWS} rows are in it."));
        }
        if reasons.len() < view.rows.len() {
            let rows = reasons.len();
            notes.push(format!("Reasons are told for the first {rows} rows."));
        }
        Ok(PrivateFile {
            suggested_name: format!("access-matrix.{extension}"),
            bytes: Secret::new(text.into_bytes()),
            notes,
        })
    }
}

struct About {
    account: String,
    now: String,
    state: &'static str,
    tried: usize,
}

fn word(verdict: VerdictView) -> &'static str {
    match verdict {
        VerdictView::Allowed => "allowed",
        VerdictView::Some => "allowed on some resources",
        VerdictView::Depends => "depends on context",
        VerdictView::ImplicitlyDenied => "implicitly denied",
        VerdictView::ExplicitlyDenied => "explicitly denied",
    }
}

fn symbol(verdict: VerdictView) -> &'static str {
    match verdict {
        VerdictView::Allowed => "✓",
        VerdictView::Some => "◐",
        VerdictView::Depends => "?",
        VerdictView::ImplicitlyDenied => "–",
        VerdictView::ExplicitlyDenied => "✕",
    }
}

fn class(verdict: VerdictView) -> &'static str {
    match verdict {
        VerdictView::Allowed => "allowed",
        VerdictView::Some => "some",
        VerdictView::Depends => "depends",
        VerdictView::ImplicitlyDenied => "implicitly_denied",
        VerdictView::ExplicitlyDenied => "explicitly_denied",
    }
}

fn html(view: &MatrixView, reasons: &[Vec<String>], about: &About) -> String {
    let mut page = String::with_capacity(view.rows.len() * 200);
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Access matrix of \
         {account}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Access matrix of {account}</h1>\n\
         <p>{rows} actions × {columns} columns, {state}, {now}.</p>\n",
        account = escaped(&about.account),
        rows = view.matching,
        columns = view.columns.len(),
        state = about.state,
        now = escaped(&about.now),
    );
    if about.tried > 0 {
        let _ = writeln!(
            page,
            "<p>With {} changes that are tried out and not made; cells show before → after.</p>",
            about.tried
        );
    }
    page.push_str("<p>");
    for verdict in [
        VerdictView::Allowed,
        VerdictView::Some,
        VerdictView::Depends,
        VerdictView::ImplicitlyDenied,
        VerdictView::ExplicitlyDenied,
    ] {
        let _ = write!(page, "{} {} &nbsp; ", symbol(verdict), word(verdict));
    }
    page.push_str(
        "</p>\n<table>\n<thead><tr><th scope=\"col\">Action</th><th scope=\"col\">Resource</th>",
    );
    for column in &view.columns {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(&column.label));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (place, row) in view.rows.iter().enumerate() {
        let place = crate::view::count(place);
        if let Some(group) = view.groups.iter().find(|group| group.first == place) {
            let _ = writeln!(
                page,
                "<tr class=\"group\"><th colspan=\"{}\">{} · {}</th></tr>",
                view.columns.len() + 2,
                escaped(&group.name),
                escaped(&group.level),
            );
        }
        html_row(&mut page, row);
    }
    page.push_str("</tbody>\n</table>\n");
    if !view.unknown.is_empty() {
        page.push_str("<h2>What is not known, and what that could change</h2>\n<ul>\n");
        for sentence in &view.unknown {
            let _ = writeln!(page, "<li>{}</li>", escaped(sentence));
        }
        page.push_str("</ul>\n");
    }
    html_reasons(&mut page, view, reasons);
    page.push_str("</body>\n</html>\n");
    page
}

/// Why: for each row, who has the same reason together.
fn html_reasons(page: &mut String, view: &MatrixView, reasons: &[Vec<String>]) {
    page.push_str("<h2>Reasons</h2>\n");
    if reasons.len() < view.rows.len() {
        let (told, all) = (reasons.len(), view.rows.len());
        let _ = writeln!(page, "<p>Of the first {told} of {all} rows.</p>");
    }
    page.push_str("<dl class=\"reasons\">\n");
    for (row, reasons) in view.rows.iter().zip(reasons) {
        let _ = writeln!(
            page,
            "<dt>{} {}</dt>",
            escaped(&row.action),
            escaped(&row.resource)
        );
        let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
        for (column, reason) in view.columns.iter().zip(reasons) {
            match told.iter_mut().find(|(of, _)| of == reason) {
                Some((_, who)) => who.push(&column.label),
                None => told.push((reason, vec![&column.label])),
            }
        }
        for (reason, who) in told {
            let (who, reason) = (escaped(&who.join(", ")), escaped(reason));
            let _ = writeln!(page, "<dd><b>{who}</b>: {reason}</dd>");
        }
    }
    page.push_str("</dl>\n");
}

fn html_row(page: &mut String, row: &MatrixRowView) {
    let _ = write!(
        page,
        "<tr><th scope=\"row\">{}</th><td>{}</td>",
        escaped(&row.action),
        escaped(&row.resource)
    );
    for MatrixCellView { now, before } in &row.cells {
        match before.filter(|before| before != now) {
            Some(before) => {
                let _ = write!(
                    page,
                    "<td class=\"{} changed\">{} → {} {}</td>",
                    class(*now),
                    symbol(before),
                    symbol(*now),
                    word(*now)
                );
            }
            None => {
                let _ = write!(
                    page,
                    "<td class=\"{}\">{} {}</td>",
                    class(*now),
                    symbol(*now),
                    word(*now)
                );
            }
        }
    }
    page.push_str("</tr>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn csv(view: &MatrixView, reasons: &[Vec<String>]) -> String {
    let mut text = String::new();
    let mut head = vec!["action".to_owned(), "resource".to_owned()];
    for column in &view.columns {
        head.push(column.label.clone());
        if view.compared {
            head.push(format!("{} before", column.label));
        }
    }
    head.extend(view.columns.iter().map(|it| format!("{} why", it.label)));
    line(&mut text, &head);
    for (place, row) in view.rows.iter().enumerate() {
        let mut cells = vec![row.action.clone(), row.resource.clone()];
        for cell in &row.cells {
            cells.push(word(cell.now).to_owned());
            if view.compared {
                cells.push(cell.before.map_or("", word).to_owned());
            }
        }
        let none = vec![String::new(); view.columns.len()];
        cells.extend(reasons.get(place).unwrap_or(&none).iter().cloned());
        line(&mut text, &cells);
    }
    text
}

/// A line with every field quoted. A beginning that a spreadsheet would take for a formula gets an
/// apostrophe before it: the file is to be read by people, and no program imports it.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn line(text: &mut String, fields: &[String]) {
    for (place, field) in fields.iter().enumerate() {
        let guard = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            "'"
        } else {
            ""
        };
        let comma = if place == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\"{guard}{}\"", field.replace('"', "\"\""));
    }
    text.push_str("\r\n");
}

fn json_text(
    view: &MatrixView,
    reasons: &[Vec<String>],
    about: &About,
    request: &SaveMatrixRequest,
) -> Result<String, CommandError> {
    let all = json!({
        "account": about.account,
        "made": about.now,
        "question": request.question,
        "columns": view.columns,
        "groups": view.groups,
        "rows": view.rows,
        "reasons": reasons,
        "unknown": view.unknown,
    });
    serde_json::to_string_pretty(&all)
        .map_err(|error| CommandError::new(Code::Internal, error.to_string()))
}

/// Every account id replaced by a name of its own: those of the estate, and any other twelve digits
/// that stand where an ARN has an account.
fn redacted(text: &str, known: &[String]) -> String {
    let mut ids: Vec<String> = Vec::new();
    for id in known {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    let bytes = text.as_bytes();
    let mut start = None;
    for (place, byte) in bytes.iter().chain(std::iter::once(&b' ')).enumerate() {
        match (byte.is_ascii_digit(), start) {
            (true, None) => start = Some(place),
            (false, Some(from)) => {
                let digits = &text[from..place];
                if digits.len() == 12 && !ids.iter().any(|id| id == digits) {
                    ids.push(digits.to_owned());
                }
                start = None;
            }
            _ => {}
        }
    }
    ids.iter()
        .enumerate()
        .fold(text.to_owned(), |text, (place, id)| {
            text.replace(id, &format!("ACCOUNT-{}", place + 1))
        })
}
