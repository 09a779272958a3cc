//! How many and how much: quotas as data, because AWS raises them for an account on request.
//!
//! Defaults: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use serde::{Deserialize, Serialize};

/// An account's quotas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quotas {
    /// Users in the account.
    pub users: u32,
    /// Groups in the account.
    pub groups: u32,
    /// Roles in the account.
    pub roles: u32,
    /// Customer managed policies in the account.
    pub customer_managed_policies: u32,
    /// Groups a user can be a member of.
    pub groups_per_user: u32,
    /// Access keys a user can have.
    pub access_keys_per_user: u32,
    /// Managed policies attached to a user.
    pub managed_policies_per_user: u32,
    /// Managed policies attached to a group.
    pub managed_policies_per_group: u32,
    /// Managed policies attached to a role.
    pub managed_policies_per_role: u32,
    /// Versions of a managed policy.
    pub versions_per_policy: u32,
    /// MFA devices of a user.
    pub mfa_devices_per_user: u32,
    /// SSH public keys of a user.
    pub ssh_keys_per_user: u32,
    /// Signing certificates of a user.
    pub signing_certificates_per_user: u32,
    /// Service-specific credentials of a user, for one service.
    pub service_credentials_per_service: u32,
    /// Instance profiles in the account.
    pub instance_profiles: u32,
    /// OpenID Connect providers in the account.
    pub oidc_providers: u32,
    /// SAML providers in the account.
    pub saml_providers: u32,
    /// Tags of one entity.
    pub tags_per_entity: u32,
    /// Characters of a managed policy, white space not counted.
    pub managed_policy_characters: u32,
    /// Characters of all inline policies of a user together, white space not counted.
    pub user_inline_characters: u32,
    /// Characters of all inline policies of a group together, white space not counted.
    pub group_inline_characters: u32,
    /// Characters of all inline policies of a role together, white space not counted.
    pub role_inline_characters: u32,
    /// Characters of a role's trust policy, white space not counted.
    pub trust_policy_characters: u32,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            users: 5_000,
            groups: 300,
            roles: 1_000,
            customer_managed_policies: 1_500,
            groups_per_user: 10,
            access_keys_per_user: 2,
            managed_policies_per_user: 10,
            managed_policies_per_group: 10,
            managed_policies_per_role: 10,
            versions_per_policy: 5,
            mfa_devices_per_user: 8,
            ssh_keys_per_user: 5,
            signing_certificates_per_user: 2,
            service_credentials_per_service: 2,
            instance_profiles: 1_000,
            oidc_providers: 100,
            saml_providers: 100,
            tags_per_entity: 50,
            managed_policy_characters: 6_144,
            user_inline_characters: 2_048,
            group_inline_characters: 5_120,
            role_inline_characters: 10_240,
            trust_policy_characters: 2_048,
        }
    }
}
