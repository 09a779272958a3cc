//! What the vault keeps beside IAM's own entities: organizations, resources, expectations, contacts
//! and records.

use iam_names::{EntityId, SshPublicKey};

use super::{Rules, in_use};
use crate::{
    Contact, DocumentKind, EntityKind, Estate, Organization, Refusal, RefusalCode, Resource,
    SavedExpectation,
};

/// An organization under its own id, whole, and no account in two of them.
pub(super) fn organization(
    estate: &Estate,
    id: EntityId,
    organization: &Organization,
) -> Result<(), Refusal> {
    if organization.id != id || estate.account(id).is_some() {
        return Err(in_use());
    }
    organization.check()?;
    let twin = estate
        .organizations()
        .find(|held| held.id != id && held.organization_id == organization.organization_id);
    if let Some(twin) = twin {
        return Err(Refusal::new(
            RefusalCode::EntityAlreadyExists,
            format!(
                "the organization `{}` is there already",
                twin.organization_id
            ),
            "change that one",
        )
        .in_field("organization_id"));
    }
    Ok(())
}

/// A contact whose key is one that something can be encrypted to.
pub(super) fn contact(contact: &Contact) -> Result<(), Refusal> {
    let Some(recipient) = &contact.recipient else {
        return Ok(());
    };
    let known = recipient.starts_with("age1")
        || recipient.starts_with("ssh-ed25519 ")
        || recipient.parse::<SshPublicKey>().is_ok();
    if known {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::InvalidInput,
        "nothing can be encrypted to this key",
        "an `age1…` recipient, or an SSH public key that begins with `ssh-ed25519` or `ssh-rsa`",
    )
    .in_field("recipient"))
}

impl Rules<'_> {
    /// A record stands under an id that is free or its own.
    pub(super) fn own_id(&self, id: EntityId, kind: EntityKind) -> Result<(), Refusal> {
        match self.planned.kind_of(id) {
            Some(held) if held == kind => Ok(()),
            _ => self.new_entity(id),
        }
    }

    pub(super) fn put_resource(&self, resource: &Resource) -> Result<(), Refusal> {
        self.own_id(resource.id, EntityKind::Resource)?;
        if let Some(twin) = self.planned.resource_at(resource.arn.as_str())
            && twin.id != resource.id
        {
            return Err(Refusal::new(
                RefusalCode::EntityAlreadyExists,
                format!("the resource `{}` is there already", resource.arn),
                "change that one",
            )
            .in_field("arn"));
        }
        match &resource.policy {
            None => Ok(()),
            Some(document) => crate::document::check(document, DocumentKind::Resource),
        }
    }

    pub(super) fn put_expectation(&self, expectation: &SavedExpectation) -> Result<(), Refusal> {
        self.own_id(expectation.id, EntityKind::Expectation)?;
        let refuse = |message: &str, field| {
            Err(Refusal::new(
                RefusalCode::InvalidInput,
                message,
                "say who, what and which answer is expected",
            )
            .in_field(field))
        };
        if expectation.name.trim().is_empty() || expectation.name.chars().count() > 128 {
            return refuse("an expectation has a name of 1 to 128 characters", "name");
        }
        if expectation.principal.is_empty() {
            return refuse("an expectation names a principal", "principal");
        }
        if !expectation.action.contains(':') {
            return refuse("an expectation names an action", "action");
        }
        self.free_name(
            EntityKind::Expectation,
            &expectation.name,
            Some(expectation.id),
        )
    }
}
