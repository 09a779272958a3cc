//! May these entities be put back? An undo passes by the rules of the single operations, so it is
//! asked here whether the account still holds together afterwards: nothing changed since, every
//! name once, and nobody left who refers to what is gone.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::EntityId;

use crate::{
    Account, Directory, Entity, Estate, Image, PolicyRef, Quotas, Refusal, RefusalCode,
    Replacement, State, User,
};

/// Asks whether the images of one account may be restored.
pub(crate) fn restorable(
    estate: &Estate,
    account: EntityId,
    images: &[Image],
) -> Result<(), Refusal> {
    for image in images {
        well_placed(image, account)?;
        unchanged(estate, image)?;
    }
    let settings = images.iter().find(|image| image.key.id == account);
    let organization = settings.and_then(|image| image.before.as_ref().or(image.after.as_ref()));
    if let Some(Entity::Organization(_)) = organization {
        // An organization stands alone: nothing of an account refers to it.
        return match settings.and_then(|image| image.after.as_ref()) {
            Some(Entity::Organization(back)) => super::records::organization(estate, account, back),
            _ => Ok(()),
        };
    }
    let whole = settings.is_some_and(|image| image.after.is_none());
    let Some(held) = estate.account(account) else {
        // The account comes back with its entities, or there is nothing to put them into.
        return match settings.and_then(|image| image.after.as_ref()) {
            Some(Entity::Account(settings)) => super::no_twin(estate, settings),
            _ => Err(Refusal::no_such("account")),
        };
    };
    if whole {
        return account_removable(held, images);
    }
    let planned: Vec<_> = images
        .iter()
        .filter(|image| image.key.state == State::Planned)
        .collect();
    let mut after = held.planned().clone();
    for image in &planned {
        put(&mut after, image.key.id, image.after.as_ref());
    }
    free_names(held.planned(), &planned)?;
    let gone: BTreeSet<_> = planned
        .iter()
        .filter(|image| image.after.is_none())
        .map(|image| image.key.id)
        .collect();
    let named = |id| {
        held.planned()
            .entity(id)
            .map_or_else(String::new, |entity| title(&entity))
    };
    not_needed(&after, &gone, named)?;
    for entity in planned.iter().filter_map(|image| image.after.as_ref()) {
        if dangling(entity, &after).next().is_some() {
            return Err(changed_since(
                format!(
                    "{} belonged to something that has been deleted since",
                    title(entity)
                ),
                "undo that deletion first, or make the change by hand",
            ));
        }
    }
    own_credentials(&after, &planned)?;
    within_quotas(held, &after)
}

/// Asks whether an import's replacements are what they say they are, and leave no planned entity
/// that refers to one that is gone: the plan of an import may have been made before other changes.
pub(crate) fn observable(
    account: &Account,
    observed: &[Replacement],
    planned: &[Replacement],
) -> Result<(), Refusal> {
    for replacement in observed.iter().chain(planned) {
        if let Some(entity) = &replacement.entity
            && (entity.id() != replacement.id || entity.is_top())
        {
            return Err(misplaced());
        }
    }
    let mut after = account.planned().clone();
    for replacement in planned {
        put(&mut after, replacement.id, replacement.entity.as_ref());
    }
    let gone: BTreeSet<_> = planned
        .iter()
        .filter(|replacement| replacement.entity.is_none())
        .map(|replacement| replacement.id)
        .collect();
    let stale = "something has changed since the import was planned";
    let again = "plan the import again";
    let named = |id| {
        account
            .planned()
            .entity(id)
            .map_or_else(String::new, |entity| title(&entity))
    };
    not_needed(&after, &gone, named).map_err(|_| changed_since(stale.into(), again))?;
    let broken = planned
        .iter()
        .filter_map(|replacement| replacement.entity.as_ref())
        .any(|entity| dangling(entity, &after).next().is_some());
    if broken {
        Err(changed_since(stale.into(), again))
    } else {
        Ok(())
    }
}

/// What an entity refers to and a directory does not hold.
fn dangling<'a>(
    entity: &'a Entity,
    directory: &'a Directory,
) -> impl Iterator<Item = EntityId> + 'a {
    references(entity)
        .into_iter()
        .filter(|id| directory.kind_of(*id).is_none())
}

/// The entities of the same account that an entity refers to.
pub(crate) fn references(entity: &Entity) -> Vec<EntityId> {
    let customer = |policy: &PolicyRef| match policy {
        PolicyRef::Customer(id) => Some(*id),
        PolicyRef::Arn(_) => None,
    };
    match entity {
        Entity::User(user) => user
            .groups
            .iter()
            .copied()
            .chain(
                user.attached
                    .iter()
                    .chain(&user.boundary)
                    .filter_map(customer),
            )
            .collect(),
        Entity::Group(group) => group.attached.iter().filter_map(customer).collect(),
        Entity::Role(role) => role
            .attached
            .iter()
            .chain(&role.boundary)
            .filter_map(customer)
            .collect(),
        Entity::InstanceProfile(profile) => profile.role.into_iter().collect(),
        Entity::Policy(_)
        | Entity::OidcProvider(_)
        | Entity::SamlProvider(_)
        | Entity::Resource(_)
        | Entity::Expectation(_)
        | Entity::HandOff(_)
        | Entity::CredentialReport(_)
        | Entity::Account(_)
        | Entity::Organization(_) => Vec::new(),
    }
}

fn put(directory: &mut Directory, id: EntityId, entity: Option<&Entity>) {
    match entity {
        Some(entity) => directory.put(entity.clone()),
        None => drop(directory.remove(id)),
    }
}

fn well_placed(image: &Image, account: EntityId) -> Result<(), Refusal> {
    let fits = |entity: &Entity| {
        entity.id() == image.key.id && entity.is_top() == (image.key.id == account)
    };
    let both = image.before.iter().chain(&image.after);
    if image.key.account == account && both.into_iter().all(fits) {
        Ok(())
    } else {
        Err(misplaced())
    }
}

fn misplaced() -> Refusal {
    Refusal::new(
        RefusalCode::InvalidInput,
        "an entity stands under an id or in an account that is not its own",
        "the record is damaged: check the vault",
    )
}

/// The present must be what the undone set left: undoing would take later changes back too.
fn unchanged(estate: &Estate, image: &Image) -> Result<(), Refusal> {
    if estate.at(&image.key) == image.before {
        return Ok(());
    }
    let name = image
        .before
        .as_ref()
        .or(image.after.as_ref())
        .map_or_else(String::new, title);
    Err(changed_since(
        format!("{name} has been changed since"),
        "undo the later change first, or make the change by hand",
    ))
}

fn changed_since(message: String, help: &str) -> Refusal {
    Refusal::new(RefusalCode::ConcurrentModification, message, help)
}

/// Names are unique in an account ignoring case: one may have been taken since.
fn free_names(present: &Directory, images: &[&Image]) -> Result<(), Refusal> {
    let touched: BTreeSet<_> = images.iter().map(|image| image.key.id).collect();
    for entity in images.iter().filter_map(|image| image.after.as_ref()) {
        let holder = present.named(entity.kind(), &entity.name());
        if holder.is_some_and(|id| !touched.contains(&id)) {
            return Err(Refusal::new(
                RefusalCode::EntityAlreadyExists,
                format!(
                    "the name of {} has been given to another since",
                    title(entity)
                ),
                "rename or delete that one first",
            )
            .in_field("name"));
        }
    }
    Ok(())
}

/// A credential that comes back may be another's since.
fn own_credentials(after: &Directory, images: &[&Image]) -> Result<(), Refusal> {
    let back: BTreeMap<_, _> = images
        .iter()
        .filter_map(|image| match &image.after {
            Some(Entity::User(user)) => Some(user),
            _ => None,
        })
        .flat_map(|user| marks(user).map(move |mark| (mark, user)))
        .collect();
    if back.is_empty() {
        return Ok(());
    }
    for other in after.users() {
        for mark in marks(other) {
            let Some(user) = back.get(&mark).filter(|user| user.id != other.id) else {
                continue;
            };
            return Err(Refusal::new(
                RefusalCode::EntityAlreadyExists,
                format!("{} of `{}` is `{}`'s since", mark.0, user.name, other.name),
                "delete that one first",
            ));
        }
    }
    Ok(())
}

/// What no two users can share: the ids under which the vault keeps secrets, access key ids, serial
/// numbers and certificates, each under the words for it.
fn marks(user: &User) -> impl Iterator<Item = (&'static str, String)> {
    let named = |what, id: EntityId| (what, id.to_string());
    let profile = user.login_profile.iter();
    let keys = user.access_keys.iter();
    let devices = user.mfa_devices.iter();
    let certificates = user.signing_certificates.iter();
    profile
        .map(move |held| named("the console password", held.id))
        .chain(keys.flat_map(move |held| {
            let what = "an access key";
            let issued = held.access_key_id.iter();
            issued
                .map(move |id| (what, id.to_string()))
                .chain([named(what, held.id)])
        }))
        .chain(devices.flat_map(move |held| {
            let what = "an MFA device";
            let seed = held.id.into_iter().map(move |id| named(what, id));
            seed.chain([(what, held.serial.to_string())])
        }))
        .chain(certificates.flat_map(move |held| {
            let what = "a signing certificate";
            [named(what, held.id), (what, held.body.trim().to_owned())]
        }))
        .chain(
            user.ssh_keys
                .iter()
                .map(move |held| named("an SSH public key", held.id)),
        )
        .chain(
            user.service_credentials
                .iter()
                .map(move |held| named("a service-specific credential", held.id)),
        )
}

/// Nobody may be left who refers to what goes away.
fn not_needed(
    after: &Directory,
    gone: &BTreeSet<EntityId>,
    named: impl Fn(EntityId) -> String,
) -> Result<(), Refusal> {
    if gone.is_empty() {
        return Ok(());
    }
    let holders = after.ids().filter_map(|id| after.entity(id));
    let mut found: Vec<(EntityId, String)> = Vec::new();
    for entity in holders {
        for id in references(&entity)
            .into_iter()
            .filter(|id| gone.contains(id))
        {
            found.push((id, title(&entity)));
        }
    }
    let Some((needed, _)) = found.first() else {
        return Ok(());
    };
    let mut titles: Vec<_> = found
        .iter()
        .filter(|(id, _)| id == needed)
        .map(|(_, title)| title.as_str())
        .collect();
    titles.dedup();
    let shown = titles
        .iter()
        .take(3)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let rest = titles.len().saturating_sub(3);
    let more = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    Err(changed_since(
        format!("{} is in use since, by {shown}{more}", named(*needed)),
        "take it away from them first",
    ))
}

/// An account can go only when everything in it goes with it.
fn account_removable(account: &Account, images: &[Image]) -> Result<(), Refusal> {
    for state in [State::Planned, State::Observed] {
        let directory = account.state(state);
        let leaves = |id: EntityId| {
            images.iter().any(|image| {
                image.key.id == id && image.key.state == state && image.after.is_none()
            })
        };
        if let Some(entity) = directory
            .ids()
            .find(|id| !leaves(*id))
            .and_then(|id| directory.entity(id))
        {
            return Err(changed_since(
                format!(
                    "the account {} has {} since",
                    account.settings().name(),
                    title(&entity)
                ),
                "delete what is in the account first",
            ));
        }
    }
    Ok(())
}

/// What comes back counts: its place may have been taken since.
fn within_quotas(account: &Account, after: &Directory) -> Result<(), Refusal> {
    let Quotas {
        users,
        groups,
        roles,
        customer_managed_policies,
        ..
    } = account.settings().quotas;
    let present = account.planned();
    let counts = [
        (
            present.users().len(),
            after.users().len(),
            users,
            "users in an account",
        ),
        (
            present.groups().len(),
            after.groups().len(),
            groups,
            "groups in an account",
        ),
        (
            present.roles().len(),
            after.roles().len(),
            roles,
            "roles in an account",
        ),
        (
            present.policies().len(),
            after.policies().len(),
            customer_managed_policies,
            "customer managed policies in an account",
        ),
    ];
    match counts
        .iter()
        .find(|(was, is, quota, _)| is > was && *is > *quota as usize)
    {
        None => Ok(()),
        Some((_, _, quota, what)) => Err(Refusal::new(
            RefusalCode::LimitExceeded,
            format!("the quota of {quota} {what} is reached"),
            "remove one first",
        )),
    }
}

/// `the user alice`, with the name as the person wrote it.
fn title(entity: &Entity) -> String {
    format!("the {} `{}`", entity.kind().as_str(), entity.name())
}
