//! The policy editor: one text, seen as cards and as JSON. Positions count UTF-16 units, as
//! editors do.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::change::FieldErrorView;

/// A policy document that is being written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyText {
    /// The account it is for.
    pub account: String,
    /// What it will be.
    pub used_as: DocumentUse,
    /// The text so far.
    pub text: String,
}

/// What a document is for: what is legal in it and how long it may be depends on that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DocumentUse {
    /// A customer managed policy.
    Managed,
    /// An inline policy.
    Inline {
        /// `user`, `group` or `role`.
        entity: String,
        /// The holder's local id; empty when it is not made yet.
        holder: String,
        /// The policy's name, so that it is not counted beside itself.
        name: String,
    },
    /// A role's trust policy.
    Trust,
    /// A resource's policy.
    Resource,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
    /// A session policy.
    Session,
}

/// What the editor shows of a text.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PolicyEditorView {
    /// Whether the text is a JSON object, so that there are cards to show.
    pub readable: bool,
    /// `Version`, or empty.
    pub version: String,
    /// Names of the document's other elements, which are kept as they are.
    pub kept: Vec<String>,
    /// The statements.
    pub statements: Vec<StatementCardView>,
    /// How many statements the list holds, those without a card counted in.
    pub statement_count: u32,
    /// What lint has to say.
    pub findings: Vec<LintView>,
    /// How long it is.
    pub size: SizeView,
}

/// How long a document is, white space not counted.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SizeView {
    /// Its characters.
    pub characters: u32,
    /// Characters of other documents that count against the same quota.
    pub others: u32,
    /// How many there may be; none where AWS has no one number.
    pub quota: Option<u32>,
    /// What the quota is for: `a managed policy`.
    pub of: String,
}

/// A statement as a card.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct StatementCardView {
    /// Its place in the list.
    pub index: u32,
    /// First character in the text.
    pub from: u32,
    /// Past the last character.
    pub to: u32,
    /// Its `Sid`, or empty.
    pub sid: String,
    /// `Allow`, `Deny`, or empty when it is neither.
    pub effect: String,
    /// Whom it is about, where that can be shown.
    pub principals: Option<PrincipalsView>,
    /// `Action` or `NotAction`, where it can be shown.
    pub actions: Option<NamesView>,
    /// The actions by service.
    pub services: Vec<CardServiceView>,
    /// `Resource` or `NotResource`, where it can be shown.
    pub resources: Option<NamesView>,
    /// Its conditions.
    pub conditions: Vec<CardConditionView>,
    /// One plain sentence about it.
    pub sentence: String,
    /// Names of elements that no field shows; they are kept as they are.
    pub kept: Vec<String>,
}

/// An element or its opposite.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NamesView {
    /// Whether it is the opposite.
    pub not: bool,
    /// What it names.
    pub values: Vec<String>,
}

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrincipalsView {
    /// Whether it is `NotPrincipal`.
    pub not: bool,
    /// Whom it names.
    pub values: Vec<PrincipalEntryView>,
}

/// A principal of a statement: `AWS` and an ARN; `*` and `*` for everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PrincipalEntryView {
    /// `AWS`, `Service`, `Federated`, `CanonicalUser` or `*`.
    pub kind: String,
    /// Who.
    pub value: String,
}

/// The action patterns of one service in a statement.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardServiceView {
    /// `s3`; `*` for patterns about every service.
    pub prefix: String,
    /// `Amazon S3`, or empty when the catalogue does not know it.
    pub name: String,
    /// The patterns as written.
    pub patterns: Vec<String>,
    /// How many actions of each access level they name.
    pub levels: Vec<LevelCountView>,
}

/// How much of an access level is named.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LevelCountView {
    /// `Read`.
    pub level: String,
    /// Actions named.
    pub named: u32,
    /// Actions there are.
    pub total: u32,
}

/// A condition of a statement.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CardConditionView {
    /// The operator.
    pub operator: String,
    /// The key.
    pub key: String,
    /// The values.
    pub values: Vec<String>,
}

/// Something that lint found.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LintView {
    /// The check: `INVALID_ACTION`.
    pub code: String,
    /// How grave it is.
    pub severity: LintSeverityView,
    /// What is wrong.
    pub message: String,
    /// What to do about it, or empty.
    pub help: String,
    /// Where, as a path: `Statement[0].Condition`.
    pub at: String,
    /// The statement it stands in.
    pub statement: Option<u32>,
    /// The line, from 1.
    pub line: u32,
    /// First character.
    pub from: u32,
    /// Past the last character.
    pub to: u32,
    /// A correction that is safe.
    pub fix: Option<FixEditsView>,
}

/// How grave a finding of lint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum LintSeverityView {
    /// AWS refuses it, or it never works.
    Error,
    /// It allows more than is wise.
    SecurityWarning,
    /// It likely does not do what was meant.
    Warning,
    /// It could be written better.
    Suggestion,
}

/// A quick fix.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FixEditsView {
    /// What it does, for a button.
    pub title: String,
    /// The replacements; they do not overlap.
    pub edits: Vec<TextEditView>,
}

/// A replacement in the text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TextEditView {
    /// First character that goes.
    pub from: u32,
    /// Past the last one.
    pub to: u32,
    /// What comes instead.
    pub text: String,
}

/// An edit of a policy's text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct EditPolicyRequest {
    /// The text.
    pub policy: PolicyText,
    /// What is wished.
    pub edit: PolicyWish,
}

/// What a card, a button or a quick fix wishes of the text. Statements and conditions are counted
/// from 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PolicyWish {
    /// Puts a new statement at the end.
    AddStatement {
        /// `Allow` or `Deny`.
        effect: String,
    },
    /// Puts the statements of a policy at the end.
    Import {
        /// The policy they come from.
        policy: super::directory::PolicyHandle,
    },
    /// Puts the statements of a text at the end.
    ImportText {
        /// The text.
        text: String,
    },
    /// Puts a copy behind a statement.
    DuplicateStatement {
        /// The statement.
        statement: u32,
    },
    /// Takes a statement out.
    RemoveStatement {
        /// The statement.
        statement: u32,
    },
    /// Puts a statement elsewhere.
    MoveStatement {
        /// The statement.
        statement: u32,
        /// Its new place.
        to: u32,
    },
    /// Sets the `Sid`.
    SetSid {
        /// The statement.
        statement: u32,
        /// What it shall be; empty removes it.
        sid: String,
    },
    /// Sets the effect.
    SetEffect {
        /// The statement.
        statement: u32,
        /// `Allow` or `Deny`.
        effect: String,
    },
    /// Sets all action patterns.
    SetActions {
        /// The statement.
        statement: u32,
        /// `NotAction`.
        not: bool,
        /// The patterns.
        values: Vec<String>,
    },
    /// Names actions, or names them no more.
    ToggleActions {
        /// The statement.
        statement: u32,
        /// The actions.
        actions: Vec<String>,
        /// Whether they shall be named.
        on: bool,
    },
    /// Sets all resource patterns.
    SetResources {
        /// The statement.
        statement: u32,
        /// `NotResource`.
        not: bool,
        /// The patterns.
        values: Vec<String>,
    },
    /// Sets all principals.
    SetPrincipals {
        /// The statement.
        statement: u32,
        /// `NotPrincipal`.
        not: bool,
        /// The principals.
        principals: Vec<PrincipalEntryView>,
    },
    /// Writes a condition.
    SetCondition {
        /// The statement.
        statement: u32,
        /// The condition that is altered; none adds one.
        condition: Option<u32>,
        /// The operator.
        operator: String,
        /// The key.
        key: String,
        /// The values.
        values: Vec<String>,
    },
    /// Takes a condition out.
    RemoveCondition {
        /// The statement.
        statement: u32,
        /// The condition.
        condition: u32,
    },
    /// Carries a quick fix out.
    Replace {
        /// Its replacements.
        edits: Vec<TextEditView>,
    },
    /// Prints the whole document anew.
    Format,
}

/// What came of an edit.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EditedPolicyView {
    /// The text.
    pub text: String,
    /// What the editor shows of it.
    pub view: PolicyEditorView,
}

/// Asks what could be written at a place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CompletionsRequest {
    /// The text.
    pub policy: PolicyText,
    /// Where the cursor stands.
    pub cursor: u32,
}

/// What could be written at a place.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CompletionsView {
    /// First character that a choice replaces.
    pub from: u32,
    /// Past the last one.
    pub to: u32,
    /// The choices, best first.
    pub options: Vec<CompletionView>,
}

/// One choice.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CompletionView {
    /// What is shown.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// A word on it, or empty.
    pub detail: String,
}

/// A service of the catalogue.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ServiceNameView {
    /// `s3`.
    pub prefix: String,
    /// `Amazon S3`.
    pub name: String,
}

/// Asks for the actions of a service, as a statement names them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ServiceActionsRequest {
    /// `s3`.
    pub service: String,
    /// The statement's action patterns.
    pub patterns: Vec<String>,
    /// Words that an action must have in its name or description; empty for all.
    #[serde(default)]
    pub filter: String,
}

/// The actions of a service by access level.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ServiceActionsView {
    /// `s3`.
    pub prefix: String,
    /// `Amazon S3`.
    pub name: String,
    /// The levels that have actions left by the filter.
    pub levels: Vec<ActionLevelView>,
}

/// The actions of one access level.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActionLevelView {
    /// `Read`.
    pub level: String,
    /// The actions.
    pub actions: Vec<ActionChoiceView>,
    /// How many of them are named.
    pub named: u32,
}

/// An action to choose.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ActionChoiceView {
    /// `s3:GetObject`.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The pattern that names it, or empty.
    pub named_by: String,
}

/// Asks what resources and conditions a statement can have.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct StatementChoicesRequest {
    /// The account, for what is known to stand in its ARNs.
    pub account: String,
    /// The statement's action patterns.
    pub patterns: Vec<String>,
    /// A key that must be among the keys although no action has it, or empty.
    #[serde(default)]
    pub key: String,
}

/// What resources and conditions a statement can have.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct StatementChoicesView {
    /// The forms of the ARNs that the actions take.
    pub formats: Vec<ArnFormatView>,
    /// Actions that take no resource but `*`; at most a few, for a hint.
    pub wildcard_only: Vec<String>,
    /// The condition keys, those of the actions first.
    pub keys: Vec<KeyChoiceView>,
    /// Common conditions, ready to add.
    pub presets: Vec<ConditionPresetView>,
}

/// The form of an ARN, in parts.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArnFormatView {
    /// The type of resource: `bucket`.
    pub resource: String,
    /// The form as AWS writes it.
    pub format: String,
    /// Its parts, in order.
    pub parts: Vec<ArnPartView>,
}

/// A part of an ARN's form.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ArnPartView {
    /// The text, or the name of the blank: `BucketName`.
    pub text: String,
    /// Whether it is a blank.
    pub blank: bool,
    /// What a blank holds when nobody has filled it in: the account's id, or `*`.
    pub filled: String,
}

/// A condition key to choose.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct KeyChoiceView {
    /// `aws:SourceIp`, `aws:RequestTag/${TagKey}`.
    pub name: String,
    /// What it is about, or empty.
    pub description: String,
    /// What its values are: `String`, `Bool`, …
    pub value_type: String,
    /// Whether a request may carry several values.
    pub multi_valued: bool,
    /// The operators that suit it, the usual one first.
    pub operators: Vec<String>,
    /// An example of a value.
    pub example: String,
}

/// A common condition.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConditionPresetView {
    /// What it asks for.
    pub title: String,
    /// The operator.
    pub operator: String,
    /// The key.
    pub key: String,
    /// The values.
    pub values: Vec<String>,
}

/// A template for a common wish.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TemplateView {
    /// What to ask `fill_template` for.
    pub id: String,
    /// The wish.
    pub title: String,
    /// What it does.
    pub text: String,
    /// What has to be filled in.
    pub blanks: Vec<BlankView>,
}

/// A blank of a template.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BlankView {
    /// Its name.
    pub name: String,
    /// What stands beside the field.
    pub label: String,
    /// What it begins with.
    pub value: String,
    /// What is wanted.
    pub help: String,
}

/// Fills a template in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct FillTemplateRequest {
    /// The account.
    pub account: String,
    /// The template.
    pub template: String,
    /// The blanks.
    pub blanks: Vec<BlankValue>,
}

/// What stands in a blank.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct BlankValue {
    /// The blank.
    pub name: String,
    /// What stands in it.
    pub value: String,
}

/// A template, filled in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FilledTemplateView {
    /// The document; empty while blanks are wrong.
    pub text: String,
    /// What is wrong with the blanks, each under its name.
    pub errors: Vec<FieldErrorView>,
    /// What the simulator says the document does by itself.
    pub promises: Vec<PromiseView>,
}

/// A promise of a template, asked of the simulator.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PromiseView {
    /// The promise.
    pub sentence: String,
    /// Whether it holds.
    pub holds: bool,
}

/// Compares two texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TextDiffRequest {
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
}

/// Two texts side by side.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TextDiffView {
    /// The lines, in order.
    pub lines: Vec<DiffLineView>,
    /// How many lines came.
    pub added: u32,
    /// How many lines went.
    pub removed: u32,
    /// Whether both are the same JSON, white space and the order of keys aside.
    pub same_value: bool,
}

/// A line of a comparison.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DiffLineView {
    /// What became of it.
    pub kind: DiffKindView,
    /// Its number before, from 1.
    pub before: Option<u32>,
    /// Its number after, from 1.
    pub after: Option<u32>,
    /// The line.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum DiffKindView {
    /// It stayed.
    Same,
    /// It came.
    Added,
    /// It went.
    Removed,
}

/// Asks for the trust policy of a new role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrustPolicyRequest {
    /// The account.
    pub account: String,
    /// Who may assume the role.
    pub trusted: TrustedEntity,
}

/// Who may assume a role, as the console's first step asks it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TrustedEntity {
    /// AWS services.
    Service {
        /// Their service principals: `ec2.amazonaws.com`.
        services: Vec<String>,
    },
    /// Users and roles of accounts.
    Account {
        /// The accounts' twelve digits.
        accounts: Vec<String>,
        /// What a third party has to say along; empty asks for nothing.
        #[serde(default)]
        external_id: String,
        /// Whether they must have signed in with MFA.
        #[serde(default)]
        require_mfa: bool,
    },
    /// People of a provider of `OpenID Connect`.
    WebIdentity {
        /// The provider: an ARN, or the host of one that AWS knows by itself.
        provider: String,
        /// The audience.
        audience: String,
        /// Whom the tokens must be for: values or patterns of the subject; empty takes everybody.
        #[serde(default)]
        subjects: Vec<String>,
    },
    /// People of a SAML provider.
    Saml {
        /// The provider's ARN.
        provider: String,
        /// Whether they come to the console, not only to the API.
        console: bool,
    },
}

/// A trust policy in the making.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrustPolicyView {
    /// The document; empty while something is wrong.
    pub text: String,
    /// What is wrong, each under its field: `services`, `accounts[0]`, `external_id`.
    pub errors: Vec<FieldErrorView>,
}

/// An identity provider that a role may trust.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrustedProviderView {
    /// Its ARN, or the host of one that AWS knows by itself.
    pub provider: String,
    /// Whether it speaks SAML, not `OpenID Connect`.
    pub saml: bool,
    /// The audiences it is registered for.
    pub audiences: Vec<String>,
}
