//! A text as the editor shows it: cards, what lint says, and the size.

use iam_catalog::{AccessLevel, Catalogue};
use iam_directory::{Account, PolicyDocument};
use iam_names::{EntityId, NameKey};
use iam_policy::describe::describe;
use iam_policy::edit::{self, Named, StatementOutline};
use iam_policy::lint::{Finding, FindingSeverity};
use iam_policy::problem::Span;

use super::actions::named_of;
use crate::contract::editor::{
    CardConditionView, CardServiceView, DocumentUse, FixEditsView, LevelCountView,
    LintSeverityView, LintView, NamesView, PolicyEditorView, PolicyText, PrincipalEntryView,
    PrincipalsView, SizeView, StatementCardView, TextEditView,
};
use crate::view::count;
use crate::view::policy::utf16;

/// What the editor shows.
pub(super) fn view(
    account: &Account,
    request: &PolicyText,
    findings: Vec<Finding>,
) -> PolicyEditorView {
    let text = &request.text;
    let places = Places(text, text.is_ascii());
    let outline = edit::outline(text);
    let spans: Vec<(usize, Span)> = outline
        .iter()
        .flat_map(|outline| &outline.statements)
        .map(|statement| (statement.index, statement.span))
        .collect();
    PolicyEditorView {
        readable: outline.is_some(),
        version: outline
            .as_ref()
            .and_then(|outline| outline.version.clone())
            .unwrap_or_default(),
        kept: outline
            .as_ref()
            .map_or_else(Vec::new, |outline| outline.kept.clone()),
        statement_count: count(
            outline
                .as_ref()
                .map_or(0, |outline| outline.statement_count),
        ),
        statements: outline
            .into_iter()
            .flat_map(|outline| outline.statements)
            .map(|statement| card(&places, statement))
            .collect(),
        findings: findings
            .into_iter()
            .map(|finding| finding_view(&places, &spans, finding))
            .collect(),
        size: size(account, request),
    }
}

/// Byte offsets as an editor counts them.
struct Places<'t>(&'t str, bool);

impl Places<'_> {
    fn of(&self, byte: u32) -> u32 {
        if self.1 {
            byte.min(count(self.0.len()))
        } else {
            utf16(self.0, byte as usize)
        }
    }
}

fn card(places: &Places<'_>, statement: StatementOutline) -> StatementCardView {
    let sentence = describe(&statement);
    let services = statement
        .actions
        .as_ref()
        .map_or_else(Vec::new, |named| by_service(&named.values));
    StatementCardView {
        index: count(statement.index),
        from: places.of(statement.span.start),
        to: places.of(statement.span.end),
        sid: statement.sid.unwrap_or_default(),
        effect: statement
            .effect
            .map_or_else(String::new, |effect| effect.as_str().to_owned()),
        principals: statement.principals.map(|named| PrincipalsView {
            not: named.not,
            values: named
                .values
                .into_iter()
                .map(|principal| PrincipalEntryView {
                    kind: principal.kind,
                    value: principal.value,
                })
                .collect(),
        }),
        actions: statement.actions.map(names),
        services,
        resources: statement.resources.map(names),
        conditions: statement
            .conditions
            .into_iter()
            .map(|condition| CardConditionView {
                operator: condition.operator,
                key: condition.key,
                values: condition.values,
            })
            .collect(),
        sentence,
        kept: statement.kept,
    }
}

fn names(named: Named<String>) -> NamesView {
    NamesView {
        not: named.not,
        values: named.values,
    }
}

/// Action patterns under their services, in the order in which these are named first.
fn by_service(patterns: &[String]) -> Vec<CardServiceView> {
    let mut services: Vec<CardServiceView> = Vec::new();
    for pattern in patterns {
        let prefix = pattern
            .split_once(':')
            .map_or("*", |(prefix, _)| prefix)
            .to_ascii_lowercase();
        match services.iter_mut().find(|service| service.prefix == prefix) {
            Some(service) => service.patterns.push(pattern.clone()),
            None => services.push(CardServiceView {
                name: Catalogue::bundled()
                    .service(&prefix)
                    .map_or_else(String::new, |service| service.name().to_owned()),
                prefix,
                patterns: vec![pattern.clone()],
                levels: Vec::new(),
            }),
        }
    }
    for service in &mut services {
        service.levels = levels(&service.prefix, &service.patterns);
    }
    services
}

/// How many actions of each level of a service the patterns name.
fn levels(prefix: &str, patterns: &[String]) -> Vec<LevelCountView> {
    let Some(service) = Catalogue::bundled().service(prefix) else {
        return Vec::new();
    };
    let named = named_of(patterns);
    let mut counts = [(0, 0); AccessLevel::ALL.len()];
    for action in service.actions() {
        if let Some(slot) = AccessLevel::ALL
            .iter()
            .position(|level| *level == action.access_level())
        {
            counts[slot].1 += 1;
            counts[slot].0 += u32::from(named.contains_key(&action.number()));
        }
    }
    AccessLevel::ALL
        .iter()
        .zip(counts)
        .filter(|(_, (named, _))| *named > 0)
        .map(|(level, (named, total))| LevelCountView {
            level: level.label().to_owned(),
            named,
            total,
        })
        .collect()
}

fn finding_view(places: &Places<'_>, statements: &[(usize, Span)], finding: Finding) -> LintView {
    let span = finding.at.span;
    let statement = statements
        .iter()
        .find(|(_, held)| held.start <= span.start && span.end <= held.end)
        .map(|(index, _)| count(*index));
    LintView {
        code: finding.check.as_str().to_owned(),
        severity: match finding.severity {
            FindingSeverity::Error => LintSeverityView::Error,
            FindingSeverity::SecurityWarning => LintSeverityView::SecurityWarning,
            FindingSeverity::Warning => LintSeverityView::Warning,
            FindingSeverity::Suggestion => LintSeverityView::Suggestion,
        },
        message: finding.message,
        help: finding.help.unwrap_or_default(),
        at: finding.at.path,
        statement,
        line: count(finding.line),
        from: places.of(span.start),
        to: places.of(span.end),
        fix: finding.fix.map(|fix| FixEditsView {
            title: fix.title,
            edits: fix
                .edits
                .into_iter()
                .map(|edit| TextEditView {
                    from: places.of(edit.span.start),
                    to: places.of(edit.span.end),
                    text: edit.replacement,
                })
                .collect(),
        }),
    }
}

/// How long the document is, and how long it may be.
fn size(account: &Account, request: &PolicyText) -> SizeView {
    let quotas = &account.settings().quotas;
    let (quota, others, of) = match &request.used_as {
        DocumentUse::Managed => (
            Some(quotas.managed_policy_characters),
            0,
            "a managed policy".to_owned(),
        ),
        DocumentUse::Trust => (
            Some(quotas.trust_policy_characters),
            0,
            "a trust policy".to_owned(),
        ),
        // <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
        DocumentUse::Scp | DocumentUse::Rcp => (
            Some(5_120),
            0,
            "an organization's control policy".to_owned(),
        ),
        // <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
        DocumentUse::Session => (Some(2_048), 0, "a session policy".to_owned()),
        DocumentUse::Resource => (None, 0, "a resource's policy".to_owned()),
        DocumentUse::Inline {
            entity,
            holder,
            name,
        } => {
            let quota = match entity.as_str() {
                "user" => quotas.user_inline_characters,
                "group" => quotas.group_inline_characters,
                _ => quotas.role_inline_characters,
            };
            (
                Some(quota),
                other_inline(account, holder, name),
                format!("all inline policies of a {entity} together"),
            )
        }
    };
    SizeView {
        characters: count(PolicyDocument::new(&request.text).counted_characters()),
        others,
        quota,
        of,
    }
}

/// Characters of a holder's other inline policies.
fn other_inline(account: &Account, holder: &str, name: &str) -> u32 {
    let Ok(id) = holder.parse::<EntityId>() else {
        return 0;
    };
    let planned = account.planned();
    let inline = planned
        .user(id)
        .map(|user| &user.inline)
        .or_else(|| planned.group(id).map(|group| &group.inline))
        .or_else(|| planned.role(id).map(|role| &role.inline));
    let own = NameKey::of(name);
    let characters = inline
        .into_iter()
        .flatten()
        .filter(|(key, _)| **key != own)
        .map(|(_, policy)| policy.document.counted_characters())
        .sum();
    count(characters)
}
