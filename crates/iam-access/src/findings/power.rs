//! Administrators, by which way they are it, and who can become one.

use super::{FindingCode, Found};
use crate::escalation::{Escalation, Step, escalations};
use crate::power::Actor;
use iam_directory::{EntityKind, Operation};

pub(super) fn look(found: &mut Found<'_>) {
    let result = escalations(found.scope, &found.given);
    for id in &result.administrators {
        let Some(actor) = Actor::new(found.scope, *id, &found.given) else {
            continue;
        };
        administrator(found, &actor);
    }
    for escalation in &result.found {
        escalates(found, escalation);
    }
}

fn administrator(found: &mut Found<'_>, actor: &Actor<'_>) {
    if belongs_to_aws(actor) {
        return;
    }
    let granting = actor.granting("iam:AttachUserPolicy");
    let by: Vec<String> = granting
        .iter()
        .map(|policy| format!("`{}` ({})", policy.name, policy.via))
        .collect();
    let name = actor.subject.short_name();
    let (code, kind) = if actor.subject.is_role() {
        (FindingCode::AdministratorRole, EntityKind::Role)
    } else {
        (FindingCode::AdministratorUser, EntityKind::User)
    };
    let changes = cure(actor, "iam:AttachUserPolicy");
    let reason = format!("`{name}` is an administrator by {}.", by.join(" and "));
    found.add(code, (kind, actor.id, &name), reason, changes);
}

fn escalates(found: &mut Found<'_>, escalation: &Escalation) {
    let Some(actor) = Actor::new(found.scope, escalation.id, &found.given) else {
        return;
    };
    if belongs_to_aws(&actor) {
        return;
    }
    let steps: Vec<String> = escalation.steps.iter().map(Step::sentence).collect();
    let hops = match steps.len() {
        1 => "one step".to_owned(),
        hops => format!("{hops} steps"),
    };
    let reason = format!(
        "`{}` can become an administrator in {hops}: {}.",
        escalation.name,
        steps.join("; then ")
    );
    let (code, kind) = (
        if escalation.is_certain() {
            FindingCode::Escalation
        } else {
            FindingCode::EscalationPossible
        },
        if escalation.is_role {
            EntityKind::Role
        } else {
            EntityKind::User
        },
    );
    let actions = escalation
        .steps
        .first()
        .map_or(&[][..], |step| step.way.actions);
    let changes = actions
        .iter()
        .map(|action| cure(&actor, action))
        .find(|changes| !changes.is_empty())
        .unwrap_or_default();
    found.add(code, (kind, actor.id, &escalation.name), reason, changes);
}

/// Whether AWS alone alters it: a service's own role, or one of IAM Identity Center.
fn belongs_to_aws(actor: &Actor<'_>) -> bool {
    match actor.subject.held {
        crate::Held::Role(role) => role.is_service_linked() || role.is_reserved(),
        _ => false,
    }
}

/// What takes away the policies that allow an action, none twice.
fn cure(actor: &Actor<'_>, action: &str) -> Vec<Operation> {
    let mut changes: Vec<Operation> = Vec::new();
    for policy in actor.granting(action) {
        if let Some(change) = actor.take_away(policy)
            && !changes.contains(&change)
        {
            changes.push(change);
        }
    }
    changes
}
