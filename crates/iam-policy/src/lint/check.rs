//! The registry of checks: a code, how grave it is, whether the code is AWS's. Codes are never
//! renamed; `docs/lint.md` lists them all beside those of AWS that are not done here.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use std::fmt;

use serde::Serialize;

/// How grave a finding is, as IAM Access Analyzer's policy validation puts it; gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingSeverity {
    /// AWS refuses the policy, or part of it never works.
    Error,
    /// It allows more than is wise.
    SecurityWarning,
    /// It likely does not do what its author meant.
    Warning,
    /// It could be written better.
    Suggestion,
}

impl FindingSeverity {
    /// The word for it in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::SecurityWarning => "security-warning",
            Self::Warning => "warning",
            Self::Suggestion => "suggestion",
        }
    }
}

macro_rules! checks {
    ($($variant:ident = $text:literal, $severity:ident, $aws:literal;)+) => {
        /// What a finding is about. The text form is stable and AWS's own where AWS has one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "docs/lint.md says what each is; the names say it too")]
        pub enum Check { $($variant,)+ }

        impl Check {
            /// Every check there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// How grave a finding of it is.
            #[must_use]
            pub fn severity(self) -> FindingSeverity {
                match self { $(Self::$variant => FindingSeverity::$severity,)+ }
            }

            /// Whether the code is one of IAM Access Analyzer's.
            #[must_use]
            pub fn is_aws(self) -> bool {
                match self { $(Self::$variant => $aws,)+ }
            }
        }
    };
}

checks! {
    ArnAccountNotAllowed = "ARN_ACCOUNT_NOT_ALLOWED", Error, true;
    ArnRegionNotAllowed = "ARN_REGION_NOT_ALLOWED", Error, true;
    DataTypeMismatch = "DATA_TYPE_MISMATCH", Error, true;
    DuplicateKeys = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE", Error, true;
    InvalidAction = "INVALID_ACTION", Error, true;
    InvalidArnAccount = "INVALID_ARN_ACCOUNT", Error, true;
    InvalidArnPrefix = "INVALID_ARN_PREFIX", Error, true;
    InvalidArnRegion = "INVALID_ARN_REGION", Error, true;
    InvalidArnResource = "INVALID_ARN_RESOURCE", Error, true;
    InvalidArnServiceCase = "INVALID_ARN_SERVICE_CASE", Error, true;
    InvalidConditionDataType = "INVALID_CONDITION_DATA_TYPE", Error, true;
    InvalidConditionKeyFormat = "INVALID_CONDITION_KEY_FORMAT", Error, true;
    InvalidConditionMultipleBoolean = "INVALID_CONDITION_MULTIPLE_BOOLEAN", Error, true;
    InvalidConditionOperator = "INVALID_CONDITION_OPERATOR", Error, true;
    InvalidEffect = "INVALID_EFFECT", Error, true;
    InvalidGlobalConditionKey = "INVALID_GLOBAL_CONDITION_KEY", Error, true;
    InvalidPartition = "INVALID_PARTITION", Error, true;
    InvalidPolicyElement = "INVALID_POLICY_ELEMENT", Error, true;
    InvalidPrincipalFormat = "INVALID_PRINCIPAL_FORMAT", Error, true;
    InvalidPrincipalKey = "INVALID_PRINCIPAL_KEY", Error, true;
    InvalidRegion = "INVALID_REGION", Error, true;
    InvalidKmsKeyValue = "INVALID_KMS_KEY_VALUE", Error, true;
    InvalidServiceConditionKey = "INVALID_SERVICE_CONDITION_KEY", Error, true;
    InvalidServiceInAction = "INVALID_SERVICE_IN_ACTION", Error, true;
    InvalidVariableForOperator = "INVALID_VARIABLE_FOR_OPERATOR", Error, true;
    InvalidVersion = "INVALID_VERSION", Error, true;
    JsonSyntaxError = "JSON_SYNTAX_ERROR", Error, true;
    MissingAction = "MISSING_ACTION", Error, true;
    MissingArnAccount = "MISSING_ARN_ACCOUNT", Error, true;
    MissingArnField = "MISSING_ARN_FIELD", Error, true;
    MissingArnRegion = "MISSING_ARN_REGION", Error, true;
    MissingEffect = "MISSING_EFFECT", Error, true;
    MissingPrincipal = "MISSING_PRINCIPAL", Error, true;
    MissingQualifier = "MISSING_QUALIFIER", Error, true;
    MissingResource = "MISSING_RESOURCE", Error, true;
    MissingStatement = "MISSING_STATEMENT", Error, true;
    NullWithIfExists = "NULL_WITH_IF_EXISTS", Error, true;
    RcpSyntaxErrorAllow = "RCP_SYNTAX_ERROR_ALLOW", Error, true;
    RcpSyntaxErrorAction = "RCP_SYNTAX_ERROR_ACTION", Error, true;
    RcpSyntaxErrorNotAction = "RCP_SYNTAX_ERROR_NOTACTION", Error, true;
    RcpSyntaxErrorPrincipal = "RCP_SYNTAX_ERROR_PRINCIPAL", Error, true;
    ScpSyntaxErrorPrincipal = "SCP_SYNTAX_ERROR_PRINCIPAL", Error, true;
    UniqueSidsRequired = "UNIQUE_SIDS_REQUIRED", Error, true;
    UnsupportedElementCombination = "UNSUPPORTED_ELEMENT_COMBINATION", Error, true;
    UnsupportedGlobalConditionKey = "UNSUPPORTED_GLOBAL_CONDITION_KEY", Error, true;
    UnsupportedPrincipal = "UNSUPPORTED_PRINCIPAL", Error, true;
    UnsupportedSid = "UNSUPPORTED_SID", Error, true;
    UnsupportedSpaceInVariable = "UNSUPPORTED_SPACE_IN_VARIABLE", Error, true;
    UnsupportedKeyForService = "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", Error, true;
    TrustWildcardPrincipal = "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", Error, true;
    MissingActionForConditionKey = "MISSING_ACTION_FOR_CONDITION_KEY", Error, true;
    InvalidFederatedPrincipal = "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", Error, true;
    MissingActionForRolesAnywhere = "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", Error, true;
    RestrictServicePrincipal = "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", SecurityWarning, true;
    MissingConditionKeyForOidc = "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", SecurityWarning, true;
    MissingGithubRepoConditionKey = "MISSING_GITHUB_REPO_CONDITION_KEY", SecurityWarning, true;
    SpecificGithubRepo = "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", Warning, true;
    FederatedPrincipalNotSupported = "FEDERATED_PRINCIPAL_NOT_SUPPORTED", Error, true;
    UnsupportedActionInPolicy = "UNSUPPORTED_ACTION_IN_POLICY", Error, true;
    UnsupportedResourceArnInPolicy = "UNSUPPORTED_RESOURCE_ARN_IN_POLICY", Error, true;
    PolicySizeExceedsResourceQuota = "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", Warning, true;
    MissingPairedConditionKeys = "MISSING_PAIRED_CONDITION_KEYS", SecurityWarning, true;
    DenyWithUnsupportedTag = "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", SecurityWarning, true;
    DenyNotActionWithUnsupportedTag = "DENY_NOT_ACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", SecurityWarning, true;
    AllowWithUnsupportedTag = "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", Suggestion, true;
    AllowNotActionWithUnsupportedTag = "ALLOW_NOT_ACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", Suggestion, true;
    RecommendedConditionKeyForService = "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", Suggestion, true;
    IrrelevantConditionKeyInPolicy = "IRRELEVANT_CONDITION_KEY_IN_POLICY", Suggestion, true;
    InvalidDateValue = "INVALID_DATE_VALUE", Warning, true;
    RedundantConditionValueNum = "REDUNDANT_CONDITION_VALUE_NUM", Suggestion, true;
    RedundantPrincipal = "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", Suggestion, true;
    ConfirmAudienceClaimType = "CONFIRM_AUDIENCE_CLAIM_TYPE", Suggestion, true;
    UnsupportedWildcardInPrincipal = "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", Error, true;
    MissingBraceInVariable = "MISSING_BRACE_IN_VARIABLE", Error, true;
    MissingQuoteInVariable = "MISSING_QUOTE_IN_VARIABLE", Error, true;
    EmptyVariable = "EMPTY_VARIABLE", Error, true;
    VariableUnsupportedInElement = "VARIABLE_UNSUPPORTED_IN_ELEMENT", Error, true;
    VariableUnsupportedInVersion = "VARIABLE_UNSUPPORTED_IN_VERSION", Error, true;
    PrivateIpAddress = "PRIVATE_IP_ADDRESS", Error, true;
    PrivateNotIpAddress = "PRIVATE_NOT_IP_ADDRESS", Error, true;
    PolicySizeExceedsScpQuota = "POLICY_SIZE_EXCEEDS_SCP_QUOTA", Error, true;
    PolicySizeExceedsRcpQuota = "POLICY_SIZE_EXCEEDS_RCP_QUOTA", Error, true;
    InvalidServicePrincipalFormat = "INVALID_SERVICE_PRINCIPAL_FORMAT", Error, true;
    MissingTagKeyInCondition = "MISSING_TAG_KEY_IN_CONDITION", Error, true;
    InvalidVpcFormat = "INVALID_VPC_FORMAT", Error, true;
    InvalidVpceFormat = "INVALID_VPCE_FORMAT", Error, true;
    TrustNotPrincipal = "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", Error, true;
    TrustResource = "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", Error, true;
    MismatchedActionForPrincipal = "MISMATCHED_ACTION_FOR_PRINCIPAL", Error, true;
    CreateSlrNotResource = "CREATE_SLR_WITH_NOT_RESOURCE", Warning, true;
    CreateSlrStarInActionAndNotResource = "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", Warning, true;
    CreateSlrNotActionAndNotResource = "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE", Warning, true;
    CreateSlrStarInResource = "CREATE_SLR_WITH_STAR_IN_RESOURCE", Warning, true;
    CreateSlrStarInActionAndResource = "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", Warning, true;
    CreateSlrStarInResourceAndNotAction = "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", Warning, true;
    // An error with AWS; here a warning, since the published lists of keys have gaps and many a
    // policy of AWS's own would be wrong.
    UnsupportedActionForConditionKey = "UNSUPPORTED_ACTION_FOR_CONDITION_KEY", Warning, true;
    InvalidRoleReference = "INVALID_ROLE_REFERENCE", Warning, true;
    InvalidUserReference = "INVALID_USER_REFERENCE", Warning, true;
    MissingVersion = "MISSING_VERSION", Warning, true;
    UniqueSidsRecommended = "UNIQUE_SIDS_RECOMMENDED", Warning, true;
    WildcardWithoutLikeOperator = "WILDCARD_WITHOUT_LIKE_OPERATOR", Warning, true;
    PolicySizeExceedsIdentityQuota = "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", Warning, true;
    PolicySizeExceedsTrustQuota = "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", Warning, true;
    TypeMismatch = "TYPE_MISMATCH", Warning, true;
    TypeMismatchBoolean = "TYPE_MISMATCH_BOOLEAN", Warning, true;
    TypeMismatchDate = "TYPE_MISMATCH_DATE", Warning, true;
    TypeMismatchIpRange = "TYPE_MISMATCH_IP_RANGE", Warning, true;
    TypeMismatchNumber = "TYPE_MISMATCH_NUMBER", Warning, true;
    TypeMismatchString = "TYPE_MISMATCH_STRING", Warning, true;
    AllowWithNotPrincipal = "ALLOW_WITH_NOT_PRINCIPAL", SecurityWarning, true;
    ForAllValuesWithSingleValuedKey = "FOR_ALL_VALUES_WITH_SINGLE_VALUED_KEY", SecurityWarning, true;
    PassRoleNotResource = "PASS_ROLE_WITH_NOT_RESOURCE", SecurityWarning, true;
    PassRoleStarInActionAndNotResource = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", SecurityWarning, true;
    PassRoleNotActionAndNotResource = "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", SecurityWarning, true;
    PassRoleStarInResource = "PASS_ROLE_WITH_STAR_IN_RESOURCE", SecurityWarning, true;
    PassRoleStarInActionAndResource = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", SecurityWarning, true;
    PassRoleStarInResourceAndNotAction = "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", SecurityWarning, true;
    EmptyArrayAction = "EMPTY_ARRAY_ACTION", Suggestion, true;
    EmptyArrayCondition = "EMPTY_ARRAY_CONDITION", Suggestion, true;
    EmptyArrayConditionForAllValues = "EMPTY_ARRAY_CONDITION_FOR_ALL_VALUES", Suggestion, true;
    EmptyArrayConditionForAnyValue = "EMPTY_ARRAY_CONDITION_FOR_ANY_VALUE", Suggestion, true;
    EmptyArrayConditionIfExists = "EMPTY_ARRAY_CONDITION_IF_EXISTS", Suggestion, true;
    EmptyArrayPrincipal = "EMPTY_ARRAY_PRINCIPAL", Suggestion, true;
    EmptyArrayResource = "EMPTY_ARRAY_RESOURCE", Suggestion, true;
    EmptyObjectCondition = "EMPTY_OBJECT_CONDITION", Suggestion, true;
    EmptyObjectPrincipal = "EMPTY_OBJECT_PRINCIPAL", Suggestion, true;
    EmptySidValue = "EMPTY_SID_VALUE", Suggestion, true;
    ImproveIpRange = "IMPROVE_IP_RANGE", Suggestion, true;
    NullWithQualifier = "NULL_WITH_QUALIFIER", Suggestion, true;
    PrivateIpAddressSubset = "PRIVATE_IP_ADDRESS_SUBSET", Suggestion, true;
    PrivateNotIpAddressSubset = "PRIVATE_NOT_IP_ADDRESS_SUBSET", Suggestion, true;
    RedundantAction = "REDUNDANT_ACTION", Suggestion, true;
    RedundantResource = "REDUNDANT_RESOURCE", Suggestion, true;
    RedundantStatement = "REDUNDANT_STATEMENT", Suggestion, true;
    WildcardInServiceName = "WILDCARD_IN_SERVICE_NAME", Suggestion, true;
    // Ours: AWS has no code for these.
    ActionWithoutResourceLevel = "ACTION_WITHOUT_RESOURCE_LEVEL", Warning, false;
    ResourceTypeUnsupportedByAction = "RESOURCE_TYPE_UNSUPPORTED_BY_ACTION", Warning, false;
    AllowWithNotAction = "ALLOW_WITH_NOT_ACTION", SecurityWarning, false;
    DuplicateElement = "DUPLICATE_ELEMENT", Error, false;
    OperatorSpelling = "OPERATOR_SPELLING", Suggestion, false;
    WildcardInArnService = "WILDCARD_IN_ARN_SERVICE", Error, false;
    OpenTrust = "TRUST_POLICY_OPEN_TO_EVERYONE", SecurityWarning, false;
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Check {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
