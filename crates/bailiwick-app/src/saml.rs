//! SAML metadata: who the identity provider says it is, where people sign in, and until when its
//! certificates hold. The document is AWS's to judge; a document type definition is refused, so
//! that no entity can blow it up.
//! <https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf>

use iam_names::Timestamp;
use roxmltree::{Document, Node};

use crate::certificate;
use crate::contract::credentials::CertificateView;

const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What was read of a metadata document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    /// `entityID`.
    pub(crate) entity_id: String,
    /// The first place of single sign-on.
    pub(crate) sign_in_url: String,
    /// The signing certificates that could be read.
    pub(crate) certificates: Vec<CertificateView>,
}

/// Reads a metadata document.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub(crate) fn read(text: &str, now: Timestamp) -> Result<Metadata, String> {
    let document = Document::parse(text).map_err(|error| format!("this is no XML: {error}"))?;
    let entity = document
        .descendants()
        .find(|node| node.has_tag_name((METADATA, "EntityDescriptor")))
        .ok_or("the document has no `EntityDescriptor`")?;
    let provider = entity
        .children()
        .find(|node| node.has_tag_name((METADATA, "IDPSSODescriptor")))
        .ok_or("the document describes no identity provider (`IDPSSODescriptor`)")?;
    let sign_in_url = provider
        .children()
        .find(|node| node.has_tag_name((METADATA, "SingleSignOnService")))
        .and_then(|node| node.attribute("Location"))
        .unwrap_or_default();
    let certificates = provider
        .children()
        .filter(|node| node.has_tag_name((METADATA, "KeyDescriptor")))
        // A key without a use is for both.
        .filter(|node| node.attribute("use").is_none_or(|it| it == "signing"))
        .flat_map(|node| node.descendants())
        .filter(|node| node.has_tag_name((SIGNATURE, "X509Certificate")))
        .filter_map(|node: Node<'_, '_>| certificate::read(node.text()?, now))
        .collect();
    Ok(Metadata {
        entity_id: entity.attribute("entityID").unwrap_or_default().to_owned(),
        sign_in_url: sign_in_url.to_owned(),
        certificates,
    })
}
