//! SAML metadata: who the identity provider says it is, where people sign in, and until when it and
//! its certificates hold. The document is AWS's to judge; a document type definition is refused, so
//! that no entity can blow it up.
//! <https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf>

use iam_directory::SamlProvider;
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
    /// Until when it says that it is valid.
    pub(crate) valid_until: Option<Timestamp>,
    /// The signing certificates that could be read.
    pub(crate) certificates: Vec<CertificateView>,
}

impl Metadata {
    /// Until when it is valid: AWS's word counts before the document's own.
    pub(crate) fn valid_until(&self, provider: &SamlProvider) -> Option<Timestamp> {
        provider.valid_until.or(self.valid_until)
    }
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
    // What holds what is said of the provider may end earlier than that itself.
    let valid_until = provider
        .ancestors()
        .filter_map(|node| node.attribute("validUntil")?.trim().parse().ok())
        .min();
    Ok(Metadata {
        valid_until,
        entity_id: entity.attribute("entityID").unwrap_or_default().to_owned(),
        sign_in_url: sign_in_url.to_owned(),
        certificates,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    fn metadata(outer: &str, entity: &str, provider: &str) -> String {
        format!(
            r#"<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" {outer}>
              <EntityDescriptor entityID="https://idp.example.com" {entity}>
                <IDPSSODescriptor {provider}>
                  <SingleSignOnService Location="https://idp.example.com/sso"/>
                </IDPSSODescriptor>
              </EntityDescriptor>
            </EntitiesDescriptor>"#
        )
    }

    #[test]
    fn metadata_is_valid_until_its_first_end() {
        let check = |text: &str, expected: Option<&str>| {
            let now = "2026-01-02T03:04:05Z".parse().unwrap();
            let read = read(text, now).unwrap();
            assert_eq!(
                read.valid_until.map(|it| it.to_string()).as_deref(),
                expected
            );
            assert_eq!(read.sign_in_url, "https://idp.example.com/sso");
        };
        let until = |year: u32| format!(r#"validUntil="{year}-05-06T07:08:09Z""#);
        check(&metadata("", "", ""), None);
        check(
            &metadata("", &until(2027), ""),
            Some("2027-05-06T07:08:09Z"),
        );
        check(
            &metadata(&until(2029), &until(2028), &until(2027)),
            Some("2027-05-06T07:08:09Z"),
        );
        check(
            &metadata(&until(2027), &until(2028), ""),
            Some("2027-05-06T07:08:09Z"),
        );
        check(
            &metadata("", r#"validUntil="2027-05-06T07:08:09.123Z""#, ""),
            Some("2027-05-06T07:08:09Z"),
        );
        check(&metadata("", r#"validUntil="soon""#, ""), None);
    }

    #[test]
    fn what_is_no_metadata_is_refused() {
        let check = |text: &str, expected: &str| {
            let now = "2026-01-02T03:04:05Z".parse().unwrap();
            let refused = read(text, now).unwrap_err();
            assert!(refused.contains(expected), "{refused}");
        };
        check("no XML", "this is no XML");
        check("<x/>", "`EntityDescriptor`");
        check(
            r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>"#,
            "`IDPSSODescriptor`",
        );
        check(
            r#"<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>"#,
            "this is no XML",
        );
    }
}
