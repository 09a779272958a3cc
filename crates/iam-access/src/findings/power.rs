//! Administrators, by which way they are it, and who can become one.

use super::{FindingCode, Found};
use crate::escalation::{Escalation, Step, escalations_of};
use crate::gather::GatheredPolicy;
use crate::power::Actor;
use iam_directory::{EntityKind, Operation};
use iam_names::EntityId;
use rayon::prelude::*;
use std::collections::HashMap;

pub(super) fn look(found: &mut Found<'_>) {
    let given = found.given.clone();
    let (result, actors) = escalations_of(found.scope, &given);
    let ways: HashMap<EntityId, &Escalation> = result.found.iter().map(|it| (it.id, it)).collect();
    let told: Vec<Told> = actors
        .par_iter()
        .filter(|actor| !belongs_to_aws(actor))
        .filter_map(|actor| {
            if result.administrators.contains(&actor.id) {
                return Some(administrator(actor));
            }
            Some(escalates(actor, ways.get(&actor.id)?))
        })
        .collect();
    for told in told {
        let about = (told.kind, told.id, told.name.as_str());
        found.add(told.code, about, told.reason, told.changes);
    }
}

/// A finding on its way.
struct Told {
    code: FindingCode,
    kind: EntityKind,
    id: EntityId,
    name: String,
    reason: String,
    changes: Vec<Operation>,
}

fn administrator(actor: &Actor<'_>) -> Told {
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
    let changes = taken_away(actor, &granting);
    let reason = format!("`{name}` is an administrator by {}.", by.join(" and "));
    Told {
        code,
        kind,
        id: actor.id,
        name,
        reason,
        changes,
    }
}

fn escalates(actor: &Actor<'_>, escalation: &Escalation) -> Told {
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
        .map(|action| cure(actor, action))
        .find(|changes| !changes.is_empty())
        .unwrap_or_default();
    Told {
        code,
        kind,
        id: actor.id,
        name: escalation.name.clone(),
        reason,
        changes,
    }
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
    taken_away(actor, &actor.granting(action))
}

fn taken_away(actor: &Actor<'_>, policies: &[&GatheredPolicy]) -> Vec<Operation> {
    let mut changes: Vec<Operation> = Vec::new();
    for policy in policies {
        if let Some(change) = actor.take_away(policy)
            && !changes.contains(&change)
        {
            changes.push(change);
        }
    }
    changes
}
