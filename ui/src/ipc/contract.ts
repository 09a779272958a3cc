// Written from crates/bailiwick-app/src/contract by `cargo test -p bailiwick-app contract`
// with BAILIWICK_WRITE_CONTRACT=1. Edit the Rust declarations, never this file.

/**
 * An access key's metadata.
 */
export type AccessKeyView = { 
/**
 * The credential's local id.
 */
id: string, 
/**
 * The access key id, or empty while AWS has not issued it.
 */
access_key_id: string, 
/**
 * Whether it is active.
 */
active: boolean, 
/**
 * `requested`, `issued`, `handed_over`, `confirmed` or `retired`.
 */
stage: string, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * Its age in days, when known.
 */
age_days: number | null, 
/**
 * When it was last used, in words, or empty.
 */
last_used: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * Whether the vault holds the secret, so that it can be shown.
 */
has_secret: boolean, };

/**
 * What somebody can do, by service.
 */
export type AccessSummaryView = { 
/**
 * Whether everything is allowed (`*:*` without a bar).
 */
administrator: boolean, 
/**
 * The services with access, most access first.
 */
services: Array<ServiceAccessView>, 
/**
 * How many actions are allowed on some resource.
 */
allowed_actions: number, 
/**
 * How many actions there are.
 */
all_actions: number, 
/**
 * What could not be taken into account, a sentence each.
 */
unknown: Array<string>, };

/**
 * How much of the account.
 */
export type AccountExtent = "planned" | "observed" | "pending" | "revert";

/**
 * The forms an account is written in.
 */
export type AccountFormat = "authorization-details" | "cloud-formation" | "terraform" | "aws-cli";

/**
 * The two kinds of account.
 */
export type AccountKindView = "aws" | "local";

/**
 * One account.
 */
export type AccountRequest = { 
/**
 * The account's local id.
 */
account: string, };

/**
 * A resource with a policy or tags.
 */
export type AccountResourceView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The ARN.
 */
arn: string, 
/**
 * The service.
 */
service: string, 
/**
 * Its policy, or empty.
 */
policy: string, 
/**
 * Its tags.
 */
tags: Array<TagView>, };

/**
 * The settings of an account.
 */
export type AccountSettingsView = { 
/**
 * The alias, or empty.
 */
alias: string, 
/**
 * Where its users sign in.
 */
sign_in_url: string, 
/**
 * Whether it has a password policy of its own.
 */
custom_policy: boolean, 
/**
 * The policy in force: the account's own, or what AWS sets for fields that are left out.
 */
policy: PasswordPolicyFields, 
/**
 * The rules in force as sentences.
 */
rules: Array<string>, 
/**
 * Every quota.
 */
quotas: Array<QuotaView>, };

/**
 * One step with the account as a whole.
 */
export type AccountStep = { "what": "set_alias", 
/**
 * The alias.
 */
alias: string, } | { "what": "set_password_policy", 
/**
 * Every field.
 */
policy: PasswordPolicyFields, } | { "what": "delete_password_policy" } | { "what": "set_quotas", 
/**
 * Each quota by its field; what is left out stays.
 */
quotas: { [key in string]: number }, } | { "what": "create_oidc_provider", 
/**
 * `https://token.actions.githubusercontent.com`.
 */
url: string, 
/**
 * The audiences.
 */
client_ids: Array<string>, 
/**
 * SHA-1 thumbprints; empty lets AWS fetch them.
 */
thumbprints: Array<string>, } | { "what": "create_saml_provider", 
/**
 * Its name.
 */
name: string, 
/**
 * The metadata document.
 */
metadata: string, } | { "what": "update_oidc_provider", 
/**
 * The provider.
 */
provider: string, 
/**
 * All the audiences it shall have.
 */
client_ids: Array<string>, 
/**
 * All the thumbprints it shall have; empty lets AWS fetch them.
 */
thumbprints: Array<string>, 
/**
 * All the tags it shall have.
 */
tags: Array<TagView>, } | { "what": "update_saml_provider", 
/**
 * The provider.
 */
provider: string, 
/**
 * The metadata document; empty leaves it as it is.
 */
metadata: string, 
/**
 * All the tags it shall have.
 */
tags: Array<TagView>, } | { "what": "delete_provider", 
/**
 * The provider.
 */
provider: string, } | { "what": "put_resource", 
/**
 * The resource's local id; empty for a new one.
 */
resource: string, 
/**
 * Its ARN.
 */
arn: string, 
/**
 * Its policy, or empty.
 */
policy: string, 
/**
 * Its tags.
 */
tags: Array<TagView>, } | { "what": "delete_resource", 
/**
 * The resource.
 */
resource: string, } | { "what": "organization", 
/**
 * The step.
 */
step: OrganizationStep, };

/**
 * One account of the estate.
 */
export type AccountView = { 
/**
 * The local id that requests carry.
 */
id: string, 
/**
 * AWS's twelve digits.
 */
account_id: string, 
/**
 * The alias, or empty.
 */
alias: string, 
/**
 * What the switcher shows: the alias, else the digits.
 */
name: string, 
/**
 * `aws`, `aws-cn` or `aws-us-gov`.
 */
partition: string, 
/**
 * Who is the authority.
 */
kind: AccountKindView, 
/**
 * Where its users sign in.
 */
sign_in_url: string, 
/**
 * How many changes are not in AWS yet (0 in a local account).
 */
pending: number, 
/**
 * When AWS was last looked at, or empty.
 */
observed_as_of: string, };

/**
 * An action, and on which resources it is allowed.
 */
export type ActionCanView = { 
/**
 * `s3:GetObject`.
 */
action: string, 
/**
 * The service's name.
 */
service: string, 
/**
 * The access level.
 */
level: string, 
/**
 * On how many.
 */
reach: ReachView, 
/**
 * The patterns allowed, where it is some.
 */
allowed: Array<string>, 
/**
 * What guardrails such as a boundary let through, each as its patterns.
 */
within: Array<Array<string>>, 
/**
 * What is denied again.
 */
except: Array<string>, };

/**
 * An action to choose.
 */
export type ActionChoiceView = { 
/**
 * `s3:GetObject`.
 */
name: string, 
/**
 * What it does.
 */
description: string, 
/**
 * The pattern that names it, or empty.
 */
named_by: string, };

/**
 * The actions of one access level.
 */
export type ActionLevelView = { 
/**
 * `Read`.
 */
level: string, 
/**
 * The actions.
 */
actions: Array<ActionChoiceView>, 
/**
 * How many of them are named.
 */
named: number, };

/**
 * An action of the catalogue.
 */
export type ActionView = { 
/**
 * `s3:GetObject`.
 */
name: string, 
/**
 * `Read`.
 */
access_level: string, 
/**
 * What it does.
 */
description: string, 
/**
 * The ARN formats of the resources it takes; empty when it takes only `*`.
 */
resource_formats: Array<string>, };

/**
 * Makes a key file, where the system's dialog says.
 */
export type AddKeyFileRequest = { 
/**
 * What a person calls it.
 */
label: string, 
/**
 * The vault's password.
 */
password: string, };

/**
 * One answer.
 */
export type AnswerView = { 
/**
 * The action.
 */
action: string, 
/**
 * The resource, or `*`.
 */
resource: string, 
/**
 * Whether the question was about any resource.
 */
any_resource: boolean, 
/**
 * For a question about any resource: `all`, `some` or `none`; otherwise empty.
 */
extent: string, 
/**
 * For `some`: the resource patterns that are allowed.
 */
allowed_patterns: Array<string>, 
/**
 * The strict decision.
 */
decision: DecisionView, 
/**
 * Whether an absent condition key could change it.
 */
depends: boolean, 
/**
 * Those keys.
 */
missing_context: Array<string>, 
/**
 * Why, in one sentence.
 */
sentence: string, 
/**
 * The machine's word for the reason.
 */
reason: string, 
/**
 * The statements that decided.
 */
decided_by: Array<StatementView>, 
/**
 * The gates in AWS's order.
 */
gates: Array<GateStepView>, 
/**
 * Statements one test away from allowing.
 */
near_misses: Array<NearMissView>, 
/**
 * The other statements about the action, each with why it does not apply.
 */
not_applying: Array<NearMissView>, 
/**
 * Policies that say nothing of the action, as indexes into the answer's `policies`.
 */
silent: Array<number>, 
/**
 * Conditions that were evaluated in statements that matter.
 */
conditions: Array<ConditionView>, 
/**
 * What could not be evaluated, with the reason.
 */
not_evaluable: Array<string>, 
/**
 * Other actions it needs, each with its decision in words.
 */
also_needs: Array<string>, 
/**
 * The lines of the account's map from the principal to the policies that decided.
 */
path: Array<MapEdgeView>, };

/**
 * Applies a plan.
 */
export type ApplyImportRequest = { 
/**
 * The plan, from `plan_import`.
 */
plan: string, 
/**
 * Rows that are left out: of a plan of what somebody wants, not of AWS's facts.
 */
leave_out: Array<string>, 
/**
 * Rows with a conflict in which what AWS has becomes the plan.
 */
take_theirs: Array<string>, 
/**
 * Why it has to be where it breaks expectations; empty otherwise.
 */
reason: string, };

/**
 * The form of an ARN, in parts.
 */
export type ArnFormatView = { 
/**
 * The type of resource: `bucket`.
 */
resource: string, 
/**
 * The form as AWS writes it.
 */
format: string, 
/**
 * Its parts, in order.
 */
parts: Array<ArnPartView>, };

/**
 * A part of an ARN's form.
 */
export type ArnPartView = { 
/**
 * The text, or the name of the blank: `BucketName`.
 */
text: string, 
/**
 * Whether it is a blank.
 */
blank: boolean, 
/**
 * What a blank holds when nobody has filled it in: the account's id, or `*`.
 */
filled: string, };

/**
 * Who has a policy.
 */
export type AttachmentView = { 
/**
 * The local id.
 */
id: string, 
/**
 * `user`, `group` or `role`.
 */
entity: string, 
/**
 * The name.
 */
name: string, 
/**
 * Attached as the permissions boundary.
 */
boundary: boolean, };

/**
 * An account in a backup.
 */
export type BackupAccountView = { 
/**
 * Its number and alias.
 */
name: string, 
/**
 * How many users.
 */
users: number, 
/**
 * How many groups.
 */
groups: number, 
/**
 * How many roles.
 */
roles: number, 
/**
 * How many policies of its own.
 */
policies: number, };

/**
 * What a backup would bring back, and what would be lost.
 */
export type BackupPreviewView = { 
/**
 * When its last journal entry was written (ISO 8601, UTC).
 */
last: string, 
/**
 * Its accounts.
 */
accounts: Array<BackupAccountView>, 
/**
 * Whether the open vault goes on from it; when not, what would be lost can not be told.
 */
comparable: boolean, 
/**
 * What came after it, newest first; at most 200 are told.
 */
lost: Array<JournalEntryView>, 
/**
 * How many entries came after it.
 */
lost_total: number, };

/**
 * A backup, as it says itself.
 */
export type BackupView = { 
/**
 * The handle that requests carry, made by the application.
 */
backup: string, 
/**
 * The file's name.
 */
file: string, 
/**
 * When it was made (ISO 8601, UTC); empty when it does not say.
 */
made: string, 
/**
 * Whether it was made by itself.
 */
automatic: boolean, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * How many journal entries came after it; none when that can not be told.
 */
entries_since: number | null, 
/**
 * Whether it is of a vault that went another way, or of another vault.
 */
other: boolean, };

/**
 * The vault's backups, newest first.
 */
export type BackupsView = { 
/**
 * The backups.
 */
backups: Array<BackupView>, 
/**
 * The folder they lie in, shortened for reading.
 */
location: string, };

/**
 * What stands in a blank.
 */
export type BlankValue = { 
/**
 * The blank.
 */
name: string, 
/**
 * What stands in it.
 */
value: string, };

/**
 * A blank of a template.
 */
export type BlankView = { 
/**
 * Its name.
 */
name: string, 
/**
 * What stands beside the field.
 */
label: string, 
/**
 * What it begins with.
 */
value: string, 
/**
 * What is wanted.
 */
help: string, };

/**
 * An expectation that holds now and would not after a change.
 */
export type BrokenView = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What it expects, what would be found, and why.
 */
sentence: string, };

/**
 * Which actions are shown.
 */
export type CanFilter = "can" | "all" | "some" | "none";

/**
 * A condition of a statement.
 */
export type CardConditionView = { 
/**
 * The operator.
 */
operator: string, 
/**
 * The key.
 */
key: string, 
/**
 * The values.
 */
values: Array<string>, };

/**
 * The action patterns of one service in a statement.
 */
export type CardServiceView = { 
/**
 * `s3`; `*` for patterns about every service.
 */
prefix: string, 
/**
 * `Amazon S3`, or empty when the catalogue does not know it.
 */
name: string, 
/**
 * The patterns as written.
 */
patterns: Array<string>, 
/**
 * How many actions of each access level they name.
 */
levels: Array<LevelCountView>, };

/**
 * What a certificate says of itself.
 */
export type CertificateView = { 
/**
 * Whose it is.
 */
subject: string, 
/**
 * Who signed it.
 */
issuer: string, 
/**
 * From when (ISO 8601).
 */
not_before: string, 
/**
 * Until when (ISO 8601).
 */
not_after: string, 
/**
 * Days left; negative when it has run out.
 */
days_left: number, };

/**
 * Changes the vault's password.
 */
export type ChangePasswordRequest = { 
/**
 * The password until now.
 */
current: string, 
/**
 * The new one.
 */
new: string, };

/**
 * Changes this machine's settings.
 */
export type ChangeSettingsRequest = { 
/**
 * Minutes without input, one of those that can be chosen.
 */
idle_lock_minutes: number, 
/**
 * The name for the journal.
 */
operator: string, };

/**
 * One change in words.
 */
export type ChangeView = { 
/**
 * The operation of IAM's API that it stands for: `CreateUser`.
 */
operation: string, 
/**
 * `Create the user alice`.
 */
sentence: string, };

/**
 * Would this password do for this account?
 */
export type CheckPasswordRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The candidate.
 */
password: string, };

/**
 * One check.
 */
export type CheckRowView = { 
/**
 * What was checked.
 */
name: string, 
/**
 * Whether it held.
 */
held: boolean, 
/**
 * What was found, in a sentence.
 */
found: string, };

/**
 * How a check stands.
 */
export type CheckState = "passed" | "failed" | "unknown" | "not_applicable";

/**
 * What the checks of a vault found.
 */
export type CheckView = { 
/**
 * Whether every check held.
 */
sound: boolean, 
/**
 * Each check, in the order it ran.
 */
checks: Array<CheckRowView>, };

/**
 * Asks the system's dialog for a folder.
 */
export type ChooseFolderRequest = { 
/**
 * To make a new vault in it, or to open the vault that it is.
 */
purpose: FolderPurpose, };

/**
 * What a command answers when it does not do what was asked.
 */
export type CommandError = { 
/**
 * The code, or AWS's own error code for a refusal of IAM's rules.
 */
code: string, 
/**
 * What happened.
 */
message: string, 
/**
 * What to do about it, or empty.
 */
help: string, 
/**
 * Where: a file and position, or a field; empty when there is no place.
 */
at: string, };

/**
 * Compares this vault with another copy of it, from the system's dialog.
 */
export type CompareCopyRequest = { 
/**
 * The copy's password.
 */
password: string, };

/**
 * Asks what differs between two moments of an account.
 */
export type CompareRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The first moment.
 */
from: Moment, 
/**
 * The second one.
 */
to: Moment, };

/**
 * What differs between two moments.
 */
export type CompareView = { 
/**
 * Whether the account has both; an account that was never imported has no state in AWS.
 */
possible: boolean, 
/**
 * When AWS was seen last (ISO 8601); empty when it never was.
 */
observed: string, 
/**
 * Everybody whose access differs, the widest difference first.
 */
effects: Array<EffectView>, 
/**
 * The account's expectations whose answer differs: those that fail afterwards first.
 */
expectations: Array<TurnedView>, };

/**
 * One choice.
 */
export type CompletionView = { 
/**
 * What is shown.
 */
label: string, 
/**
 * What is written.
 */
insert: string, 
/**
 * A word on it, or empty.
 */
detail: string, };

/**
 * Asks what could be written at a place.
 */
export type CompletionsRequest = { 
/**
 * The text.
 */
policy: PolicyText, 
/**
 * Where the cursor stands.
 */
cursor: number, };

/**
 * What could be written at a place.
 */
export type CompletionsView = { 
/**
 * First character that a choice replaces.
 */
from: number, 
/**
 * Past the last one.
 */
to: number, 
/**
 * The choices, best first.
 */
options: Array<CompletionView>, };

/**
 * A common condition.
 */
export type ConditionPresetView = { 
/**
 * What it asks for.
 */
title: string, 
/**
 * The operator.
 */
operator: string, 
/**
 * The key.
 */
key: string, 
/**
 * The values.
 */
values: Array<string>, };

/**
 * A condition that was evaluated.
 */
export type ConditionView = { 
/**
 * The statement.
 */
statement: StatementView, 
/**
 * `StringEquals`, `ForAnyValue:StringLike`, …
 */
operator: string, 
/**
 * The condition key.
 */
key: string, 
/**
 * The policy's values, as written.
 */
policy_values: Array<string>, 
/**
 * The same for people: `alice (from ${aws:username})` where a variable has a value.
 */
compared_with: Array<string>, 
/**
 * The request's values; empty when the key is absent.
 */
request_values: Array<string>, 
/**
 * Whether the key is in the request.
 */
present: boolean, 
/**
 * Whether it held.
 */
held: boolean, 
/**
 * The rule used, in a few words.
 */
rule: string, };

/**
 * Confirms that the person at the keyboard knows the password.
 */
export type ConfirmPasswordRequest = { 
/**
 * The vault's password.
 */
password: string, };

/**
 * A value on which two vaults differ.
 */
export type ConflictValueView = { 
/**
 * The field, as the vault stores it.
 */
field: string, 
/**
 * What stays when ours counts; empty for nothing.
 */
here: string, 
/**
 * What comes when theirs counts; empty for nothing.
 */
there: string, };

/**
 * A policy that was looked at.
 */
export type ConsideredPolicyView = { 
/**
 * Its handle.
 */
policy: PolicyHandle, 
/**
 * Its name.
 */
name: string, 
/**
 * Where it comes from.
 */
kind: PolicyKindView, 
/**
 * The layer: `identity`, `boundary`, `resource`, …
 */
layer: string, 
/**
 * `Directly`, or `Group ops`.
 */
via: string, 
/**
 * Its document.
 */
document: string, };

/**
 * A condition key that the policies in scope name.
 */
export type ContextKeyView = { 
/**
 * `aws:SourceIp`.
 */
name: string, 
/**
 * The catalogue's type: `String`, `Bool`, `IPAddress`, …
 */
value_type: string, 
/**
 * Whether it takes a list.
 */
multi_valued: boolean, 
/**
 * What AWS would fill in for this principal, when known.
 */
filled: Array<string>, 
/**
 * An example of a value.
 */
example: string, 
/**
 * What the catalogue says of it.
 */
description: string, };

/**
 * Which condition keys matter for a question?
 */
export type ContextKeysRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The principal's local id.
 */
principal: string, 
/**
 * The actions asked about.
 */
actions: Array<string>, 
/**
 * The temporary credentials that the principal asks with; none asks with its own.
 */
session: SessionRequest | null, };

/**
 * A condition key and its values.
 */
export type ContextValue = { 
/**
 * The key.
 */
key: string, 
/**
 * One value for a single-valued key; an empty list is an empty set.
 */
values: Array<string>, 
/**
 * Whether it is a multi-valued key.
 */
multi_valued: boolean, };

/**
 * A secret is on the clipboard.
 */
export type CopiedView = { 
/**
 * Seconds until the clipboard is cleared.
 */
clear_after_seconds: number, };

/**
 * Adds an account to the estate.
 */
export type CreateAccountRequest = { 
/**
 * Who is the authority.
 */
kind: AccountKindView, 
/**
 * Twelve digits.
 */
account_id: string, 
/**
 * The alias, or empty.
 */
alias: string, 
/**
 * `aws`, `aws-cn` or `aws-us-gov`; empty is `aws`.
 */
partition: string, };

/**
 * Makes a vault, which is open afterwards.
 */
export type CreateVaultRequest = { 
/**
 * The parent folder (from `choose_vault_folder`), or empty for the default place.
 */
folder: string, 
/**
 * The vault's name; the folder becomes `<name>.bailiwick`.
 */
name: string, 
/**
 * The password.
 */
password: string, };

/**
 * Kinds of credential.
 */
export type CredentialKindView = "password" | "access_key" | "service_credential";

/**
 * A credential report, cell by cell.
 */
export type CredentialReportView = { 
/**
 * Whether it is AWS's own, as it came in; otherwise Bailiwick made it.
 */
from_aws: boolean, 
/**
 * Whether AWS's own is there to be shown.
 */
has_aws: boolean, 
/**
 * When it was made (ISO 8601).
 */
as_of: string, 
/**
 * The columns, as the file names them.
 */
columns: Array<string>, 
/**
 * The rows.
 */
rows: Rows<Array<string>>, };

/**
 * One step with a user's credentials.
 */
export type CredentialStep = { "what": "deactivate_mfa_device", 
/**
 * Its serial number.
 */
serial: string, } | { "what": "set_access_key_stage", 
/**
 * The credential's local id.
 */
credential: string, 
/**
 * The stage.
 */
stage: string, } | { "what": "upload_ssh_key", 
/**
 * `ssh-rsa AAAA…`.
 */
body: string, } | { "what": "upload_signing_certificate", 
/**
 * The certificate in PEM.
 */
body: string, } | { "what": "create_service_credential", 
/**
 * `codecommit.amazonaws.com`.
 */
service: string, 
/**
 * Days until it stops working; 0 for never.
 */
days: number, } | { "what": "reset_service_credential", 
/**
 * The credential's local id.
 */
credential: string, } | { "what": "set_active", 
/**
 * The credential's local id.
 */
credential: string, 
/**
 * The status it shall have.
 */
active: boolean, } | { "what": "delete", 
/**
 * The credential's local id.
 */
credential: string, };

/**
 * A credential that was just made. Its secret stays in the vault until `reveal`.
 */
export type CredentialView = { 
/**
 * The credential's local id.
 */
id: string, 
/**
 * What it is.
 */
kind: CredentialKindView, 
/**
 * The user's local id.
 */
user: string, 
/**
 * The user name.
 */
user_name: string, 
/**
 * The access key id, or empty.
 */
access_key_id: string, 
/**
 * Whether its secret is in the vault (an AWS account's key is only requested).
 */
has_secret: boolean, 
/**
 * Where to sign in.
 */
sign_in_url: string, };

/**
 * The three forms of a credentials file.
 */
export type CsvFormat = "aws-cli" | "console" | "legacy";

/**
 * The first page: what there is and what waits.
 */
export type DashboardView = { 
/**
 * The account.
 */
account: AccountView, 
/**
 * How many users.
 */
users: number, 
/**
 * How many groups.
 */
groups: number, 
/**
 * How many roles.
 */
roles: number, 
/**
 * How many customer managed policies.
 */
policies: number, 
/**
 * Users who can sign in to the console.
 */
console_users: number, 
/**
 * Active access keys.
 */
active_keys: number, 
/**
 * Whether these two are all there are: authorization details do not speak of them.
 */
credentials_known: boolean, 
/**
 * The last entries of the journal.
 */
recent: Array<JournalEntryView>, };

/**
 * A decision's words.
 */
export type DecisionView = "allowed" | "implicitly_denied" | "explicitly_denied";

/**
 * What a message or an event asks.
 */
export type DenialView = { 
/**
 * The principal's ARN or service; empty when it does not say.
 */
principal: string, 
/**
 * The action; empty when it does not say.
 */
action: string, 
/**
 * The resource; empty when it does not say.
 */
resource: string, 
/**
 * The condition keys it tells.
 */
context: Array<ContextValue>, 
/**
 * Which policy type AWS blamed, in its words; empty when it does not say.
 */
reason: string, 
/**
 * What a person should know about it, a sentence each.
 */
notes: Array<string>, };

/**
 * What became of a line.
 */
export type DiffKindView = "same" | "added" | "removed";

/**
 * A line of a comparison.
 */
export type DiffLineView = { 
/**
 * What became of it.
 */
kind: DiffKindView, 
/**
 * Its number before, from 1.
 */
before: number | null, 
/**
 * Its number after, from 1.
 */
after: number | null, 
/**
 * The line.
 */
text: string, };

/**
 * What a document is for: what is legal in it and how long it may be depends on that.
 */
export type DocumentUse = { "kind": "managed" } | { "kind": "inline", 
/**
 * `user`, `group` or `role`.
 */
entity: string, 
/**
 * The holder's local id; empty when it is not made yet.
 */
holder: string, 
/**
 * The policy's name, so that it is not counted beside itself.
 */
name: string, } | { "kind": "trust" } | { "kind": "resource" } | { "kind": "scp" } | { "kind": "rcp" } | { "kind": "session" };

/**
 * A change set was recorded.
 */
export type DoneView = { 
/**
 * The journal entry's number: what `undo` takes.
 */
sequence: number, 
/**
 * `User alice created`.
 */
sentence: string, 
/**
 * Whether it can be undone.
 */
undoable: boolean, 
/**
 * The thing that was made or changed.
 */
entity: string | null, 
/**
 * Credentials that were made, to be shown once.
 */
credentials: Array<CredentialView>, };

/**
 * An edit of a policy's text.
 */
export type EditPolicyRequest = { 
/**
 * The text.
 */
policy: PolicyText, 
/**
 * What is wished.
 */
edit: PolicyWish, };

/**
 * What came of an edit.
 */
export type EditedPolicyView = { 
/**
 * The text.
 */
text: string, 
/**
 * What the editor shows of it.
 */
view: PolicyEditorView, };

/**
 * What changes for one principal.
 */
export type EffectView = { 
/**
 * Who.
 */
principal: PrincipalView, 
/**
 * Actions that go further.
 */
gained: number, 
/**
 * Actions that go less far.
 */
lost: number, 
/**
 * Actions allowed on other resources than before.
 */
moved: number, 
/**
 * The first of them, in words.
 */
examples: Array<string>, };

/**
 * What ends.
 */
export type EndingKind = "saml_metadata" | "saml_certificate" | "signing_certificate";

/**
 * A certificate or a metadata document that is about to end.
 */
export type EndingView = { 
/**
 * Days left; negative when it has ended.
 */
days: number, 
/**
 * Whose it is: the name of a user or of a SAML provider.
 */
name: string, 
/**
 * What ends.
 */
what: EndingKind, 
/**
 * The local id of the user or of the provider.
 */
id: string, };

/**
 * One thing of one account.
 */
export type EntityRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The thing's local id.
 */
id: string, };

/**
 * A step of an escalation.
 */
export type EscalationStepView = { 
/**
 * The id of the way in the published list.
 */
way: string, 
/**
 * The actions it needs.
 */
actions: Array<string>, 
/**
 * What is done and what comes of it, in words.
 */
sentence: string, };

/**
 * How somebody can become an administrator.
 */
export type EscalationView = { 
/**
 * Who.
 */
principal: PrincipalView, 
/**
 * Whether nothing is needed that is not known to be there.
 */
certain: boolean, 
/**
 * What is done, one after another.
 */
steps: Array<EscalationStepView>, 
/**
 * The path on the map; it ends at the node `administrator`.
 */
edges: Array<MapEdgeView>, };

/**
 * Asks who can become an administrator, and how.
 */
export type EscalationsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * Which state of an AWS account is looked at.
 */
state: StateView, };

/**
 * Who can become an administrator.
 */
export type EscalationsView = { 
/**
 * The local ids of those who are administrators already.
 */
administrators: Array<string>, 
/**
 * The shortest path of each who is none and can become one; the certain ones first.
 */
paths: Array<EscalationView>, };

/**
 * An expectation, and what becomes of it.
 */
export type ExpectationView = { 
/**
 * The local id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The principal's ARN, or a service principal.
 */
principal: string, 
/**
 * The action.
 */
action: string, 
/**
 * The resource; empty for any.
 */
resource: string, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * The answer it shall have.
 */
expected: ExpectedView, 
/**
 * The answer that was found; none when the question could not be asked.
 */
found: DecisionView | null, 
/**
 * Whether it holds.
 */
holds: boolean, 
/**
 * Why the answer is what it is, in a sentence.
 */
sentence: string, 
/**
 * Why it matters.
 */
note: string, };

/**
 * Asks what becomes of an account's expectations.
 */
export type ExpectationsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * Which state of an AWS account answers.
 */
state: StateView, };

/**
 * What becomes of an account's expectations.
 */
export type ExpectationsView = { 
/**
 * How many hold.
 */
held: number, 
/**
 * How many do not.
 */
failed: number, 
/**
 * Each, those that do not hold first, then by name.
 */
results: Array<ExpectationView>, };

/**
 * Which answer is expected.
 */
export type ExpectedView = "allowed" | "denied" | "implicitly_denied" | "explicitly_denied";

/**
 * A password that is about to expire.
 */
export type ExpiringView = { 
/**
 * The user's local id.
 */
user: string, 
/**
 * The user name.
 */
name: string, 
/**
 * Days left; negative when it has expired.
 */
days: number, };

/**
 * A mistake in one field of a proposal.
 */
export type FieldErrorView = { 
/**
 * The field, as the request names it: `name`, `tags[1].key`.
 */
field: string, 
/**
 * The code of the error registry, or AWS's error code.
 */
code: string, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What to do, or empty.
 */
help: string, };

/**
 * Fills a template in.
 */
export type FillTemplateRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The template.
 */
template: string, 
/**
 * The blanks.
 */
blanks: Array<BlankValue>, };

/**
 * A condition key that was filled in.
 */
export type FilledContextView = { 
/**
 * The key.
 */
key: string, 
/**
 * Its values.
 */
values: Array<string>, 
/**
 * Where the value comes from.
 */
origin: string, };

/**
 * A template, filled in.
 */
export type FilledTemplateView = { 
/**
 * The document; empty while blanks are wrong.
 */
text: string, 
/**
 * What is wrong with the blanks, each under its name.
 */
errors: Array<FieldErrorView>, 
/**
 * What the simulator says the document does by itself.
 */
promises: Array<PromiseView>, };

/**
 * How many findings there are, by how grave they are.
 */
export type FindingCountsView = { 
/**
 * Somebody can have the account.
 */
critical: number, 
/**
 * A single mistake or theft would be enough.
 */
high: number, 
/**
 * They make a mistake or theft worse.
 */
medium: number, 
/**
 * They are in the way of seeing what matters.
 */
low: number, };

/**
 * What names a finding: it is looked for afresh.
 */
export type FindingName = { 
/**
 * Its code.
 */
code: string, 
/**
 * The local id of what it is about.
 */
entity: string, 
/**
 * Its reason, which tells it from others of the same code.
 */
reason: string, };

/**
 * Something that should be looked at.
 */
export type FindingView = { 
/**
 * The code, which is never renamed.
 */
code: string, 
/**
 * What findings of this code say.
 */
what: string, 
/**
 * How grave it is.
 */
severity: SeverityView, 
/**
 * `user`, `group`, `role`, `policy`, `account` and so on.
 */
entity: string, 
/**
 * The entity's local id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Why, in a sentence.
 */
reason: string, 
/**
 * What would cure it, a sentence each; `Proposal::Cure` carries it out.
 */
changes: Array<string>, };

/**
 * Asks what should be looked at in an account.
 */
export type FindingsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * Which state of an AWS account is looked at.
 */
state: StateView, };

/**
 * What should be looked at in an account.
 */
export type FindingsView = { 
/**
 * When it was looked (ISO 8601): what is old or unused hangs on that.
 */
as_of: string, 
/**
 * The findings, the gravest first.
 */
findings: Array<FindingView>, };

/**
 * A quick fix.
 */
export type FixEditsView = { 
/**
 * What it does, for a button.
 */
title: string, 
/**
 * The replacements; they do not overlap.
 */
edits: Array<TextEditView>, };

/**
 * Asks for the smallest changes that turn one answer round.
 */
export type FixRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The principal's local id.
 */
principal: string, 
/**
 * The action.
 */
action: string, 
/**
 * The resource; empty asks about any resource.
 */
resource: string, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * Changes that are tried out already.
 */
what_if: Array<SandboxChange>, };

/**
 * The changes that would turn one answer round.
 */
export type FixView = { 
/**
 * Whether it is allowed now, so that the changes take it away.
 */
allowed: boolean, 
/**
 * The ways, the one that alters least first. None when nothing of what was tried would do.
 */
ways: Array<FixWayView>, };

/**
 * One way to turn an answer round.
 */
export type FixWayView = { 
/**
 * What it is, in words.
 */
title: string, 
/**
 * The changes; nothing makes them by itself.
 */
changes: Array<SandboxChange>, 
/**
 * Everybody whose access they alter: the blast radius.
 */
effects: Array<EffectView>, 
/**
 * How many actions of how many people change, summed up.
 */
width: number, };

/**
 * What a chosen folder is for.
 */
export type FolderPurpose = "create" | "open";

/**
 * A vault folder as the window names it.
 */
export type FolderView = { 
/**
 * The handle that requests carry: the folder's path, made by the application, never typed.
 */
folder: string, 
/**
 * The vault's name, without `.bailiwick`.
 */
name: string, 
/**
 * Where it lies, shortened for reading (`~/Documents`).
 */
location: string, };

/**
 * The three states of the gate.
 */
export type GateState = "no_vault" | "locked" | "unlocked";

/**
 * A gate of the decision path.
 */
export type GateStepView = { 
/**
 * `Explicit deny`, `Service control policies`, …
 */
name: string, 
/**
 * `open`, `closed`, `absent` or `unknown`.
 */
state: string, 
/**
 * Why, in a few words.
 */
note: string, 
/**
 * The statements because of which it says so.
 */
statements: Array<StatementView>, 
/**
 * The layer behind it, where it can be switched off whole in a sandbox.
 */
layer: LayerView | null, };

/**
 * Where the window stands before anything else can be asked.
 */
export type GateView = { 
/**
 * What the gate shows.
 */
state: GateState, 
/**
 * The chosen vault, when there is one.
 */
vault: FolderView | null, 
/**
 * Vaults opened before, most recent first.
 */
recent: Array<FolderView>, 
/**
 * Minutes without input after which the window locks itself.
 */
idle_lock_minutes: number, 
/**
 * What the locked vault can be opened with.
 */
can_open_with: Array<SlotKindView>, 
/**
 * Where a new vault goes when no folder is chosen, shortened for reading (`~/Documents`).
 */
new_vaults_in: string, 
/**
 * The version of the application.
 */
version: string, };

/**
 * What is known of a generated password before it is made.
 */
export type GeneratedPasswordView = { 
/**
 * How many characters.
 */
length: number, 
/**
 * Its entropy in whole bits, rounded down: every password of its shape is as likely.
 */
bits: number, };

/**
 * A policy that a principal has, and by which way.
 */
export type GrantView = { 
/**
 * What to ask `policy` for.
 */
policy: PolicyHandle, 
/**
 * The policy's name.
 */
name: string, 
/**
 * What kind of policy it is.
 */
kind: PolicyKindView, 
/**
 * `Directly`, or `Group ops`.
 */
via: string, 
/**
 * The group's local id when it comes by a group.
 */
group: string | null, };

/**
 * A row of the groups list.
 */
export type GroupRowView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The group's name.
 */
name: string, 
/**
 * The path.
 */
path: string, 
/**
 * How many users are in it.
 */
users: number, 
/**
 * Names of its policies, managed and inline.
 */
policies: Array<string>, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * How it stands to AWS.
 */
standing: StandingView, };

/**
 * A group's page.
 */
export type GroupView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The group's name.
 */
name: string, 
/**
 * The path.
 */
path: string, 
/**
 * The ARN.
 */
arn: string, 
/**
 * AWS's unique id (`AGPA…`), or empty.
 */
unique_id: string, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * How it stands to AWS.
 */
standing: StandingView, 
/**
 * Its members.
 */
users: Array<NamedView>, 
/**
 * Its policies.
 */
permissions: Array<GrantView>, };

/**
 * Files were written and the hand-off recorded.
 */
export type HandOffDoneView = { 
/**
 * The folder's name in which the files are, or empty when there are none.
 */
folder: string, 
/**
 * The files' names.
 */
files: Array<string>, 
/**
 * What a person should know, a sentence each.
 */
notes: Array<string>, 
/**
 * Secrets that are told by voice: each is shown and copied like any other one, by its id.
 */
tell: Array<HandOffTellView>, 
/**
 * How many hand-offs were recorded.
 */
recorded: number, };

/**
 * What is handed over. What a person does not have is passed over and said.
 */
export type HandOffItems = { 
/**
 * The console password.
 */
password: boolean, 
/**
 * The newest active access key.
 */
access_key: boolean, 
/**
 * The QR code of a virtual MFA device whose seed the vault has.
 */
mfa_device: boolean, 
/**
 * Instructions for setting up MFA alone.
 */
mfa_alone: boolean, 
/**
 * The id of the registered SSH public key and how to use it.
 */
ssh_key: boolean, 
/**
 * The commands for an AWS CLI profile, and the profile where secrets go into a file.
 */
cli_profile: boolean, };

/**
 * A language of the instructions, with its letter as text to edit.
 */
export type HandOffLanguageView = { 
/**
 * The tag: `de`.
 */
tag: string, 
/**
 * Its own name: `Deutsch`.
 */
name: string, 
/**
 * The subject that comes with it.
 */
subject: string, 
/**
 * The text that comes with it.
 */
body: string, };

/**
 * A letter as it would be drafted. It holds no secret.
 */
export type HandOffLetterView = { 
/**
 * The user's local id.
 */
user: string, 
/**
 * The receiver as the draft names it, or empty.
 */
to: string, 
/**
 * The tag of the language.
 */
language: string, 
/**
 * The subject.
 */
subject: string, 
/**
 * The text.
 */
text: string, 
/**
 * Whether it fits into an address that opens the mail program.
 */
mailto: boolean, };

/**
 * What can be noted of a hand-off.
 */
export type HandOffMark = "sent" | "confirmed" | "expired" | "file_deleted" | "forgotten";

/**
 * Asks what people could be given.
 */
export type HandOffPeopleRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The users' local ids; at most 5,000.
 */
users: Array<string>, 
/**
 * Everybody of this group, too; empty for none.
 */
group: string, };

/**
 * To whom.
 */
export type HandOffPersonRequest = { 
/**
 * The user's local id.
 */
user: string, 
/**
 * The person's own name, or empty.
 */
name: string, 
/**
 * The e-mail address, or empty.
 */
email: string, 
/**
 * The tag of the language; empty is English.
 */
language: string, 
/**
 * The public key for attachments, or empty.
 */
recipient: string, };

/**
 * Somebody to whom something can be handed over.
 */
export type HandOffPersonView = { 
/**
 * The user's local id.
 */
user: string, 
/**
 * The user name.
 */
user_name: string, 
/**
 * The e-mail address that is known, or empty.
 */
email: string, 
/**
 * The language that is known, or empty.
 */
language: string, 
/**
 * The public key that is kept for attachments, or empty.
 */
recipient: string, 
/**
 * Whether the user can sign in to the console.
 */
console: boolean, 
/**
 * The password's local id, when the vault has it; else empty.
 */
password: string, 
/**
 * Whether it must be changed at the first sign-in.
 */
reset_required: boolean, 
/**
 * The local id of the newest active access key whose secret the vault has; else empty.
 */
access_key: string, 
/**
 * Whether an authenticator's seed is in the vault.
 */
mfa_seed: boolean, 
/**
 * Whether an MFA device protects the user already.
 */
mfa_enabled: boolean, 
/**
 * Whether an SSH public key is registered.
 */
ssh_key: boolean, 
/**
 * How far the last hand-off has come, or empty.
 */
last: string, };

/**
 * What one person would be given.
 */
export type HandOffPlanView = { 
/**
 * The user's local id.
 */
user: string, 
/**
 * The user name.
 */
user_name: string, 
/**
 * What and how, a phrase each: `password on a printed sheet`.
 */
gets: Array<string>, 
/**
 * What was wanted and is not there, a sentence each.
 */
missing: Array<string>, };

/**
 * What a hand-off would do.
 */
export type HandOffPreviewView = { 
/**
 * Why it can not be done, each beside its field: `people[3].email`, `templates[de].body`.
 */
errors: Array<FieldErrorView>, 
/**
 * What each person is given.
 */
people: Array<HandOffPlanView>, 
/**
 * The letter that was asked for.
 */
letter: HandOffLetterView | null, 
/**
 * Names of the files that would be written, in order.
 */
files: Array<string>, 
/**
 * Whether any of the files can be read without a key.
 */
files_hold_secrets: boolean, 
/**
 * What is worth knowing, a sentence each.
 */
notes: Array<string>, };

/**
 * What waits to be done about hand-offs.
 */
export type HandOffRemindersView = { 
/**
 * Drafted and not sent.
 */
drafted: number, 
/**
 * Sent and not confirmed.
 */
sent: number, 
/**
 * Too late.
 */
expired: number, 
/**
 * Files with secrets that are still to be deleted.
 */
files: number, };

/**
 * Hands over to people: what `preview_hand_off` shows and `hand_off` does.
 */
export type HandOffRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * To whom.
 */
people: Array<HandOffPersonRequest>, 
/**
 * What.
 */
items: HandOffItems, 
/**
 * Whether the instructions are drafted as e-mails.
 */
letter: boolean, 
/**
 * How the secrets go.
 */
secrets: SecretsWay, 
/**
 * The form of CSV files.
 */
csv_format: CsvFormat, 
/**
 * Letters that were edited, by language.
 */
templates: Array<TemplateRequest>, 
/**
 * The region of the CLI profile, or empty.
 */
region: string, 
/**
 * Days until the hand-off is too late; 0 for never.
 */
days: number, 
/**
 * Keep addresses, languages and keys with the users.
 */
remember: boolean, };

/**
 * A record of a hand-off.
 */
export type HandOffRowView = { 
/**
 * The record's local id.
 */
id: string, 
/**
 * The user's local id, or empty when it is gone.
 */
user: string, 
/**
 * The user's name at that time.
 */
name: string, 
/**
 * What was handed over, a word or two each.
 */
items: Array<string>, 
/**
 * `csv`, `email_draft`, `mailto`, `sheet`, `encrypted` or `screen`.
 */
channel: string, 
/**
 * The address, or empty.
 */
to: string, 
/**
 * `drafted`, `sent`, `confirmed` or `expired`.
 */
status: string, 
/**
 * When it was drafted.
 */
drafted: string, 
/**
 * When it was sent, or empty.
 */
sent: string, 
/**
 * When it was confirmed, or empty.
 */
confirmed: string, 
/**
 * When it is too late, or empty.
 */
expires: string, 
/**
 * The file that is still to be deleted, or empty.
 */
file: string, 
/**
 * Whether we know where it is and can delete it.
 */
file_known: boolean, 
/**
 * Whether AWS has seen the person use what was handed over.
 */
used: boolean, 
/**
 * What is to be done, in a sentence, or empty.
 */
reminder: string, };

/**
 * What is told by voice.
 */
export type HandOffTellKind = "password" | "access_key" | "passphrase";

/**
 * A secret that somebody tells a person.
 */
export type HandOffTellView = { 
/**
 * The id to reveal it by.
 */
credential: string, 
/**
 * What it is.
 */
kind: HandOffTellKind, 
/**
 * The user's local id.
 */
user: string, 
/**
 * The user name.
 */
user_name: string, };

/**
 * What the letter can say.
 */
export type HandOffTextsView = { 
/**
 * The languages.
 */
languages: Array<HandOffLanguageView>, 
/**
 * The words that can stand in braces.
 */
placeholders: Array<string>, };

/**
 * Asks who holds a policy, by which way, and what one of its statements gives them.
 */
export type HoldersRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The policy.
 */
policy: PolicyHandle, 
/**
 * Which of its statements, from 0.
 */
statement: number, 
/**
 * The action.
 */
action: string, 
/**
 * The resource; empty asks about any resource.
 */
resource: string, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * Which state of an AWS account answers.
 */
state: StateView, 
/**
 * Changes that are tried out on a copy.
 */
what_if: Array<SandboxChange>, };

/**
 * How much an import brings.
 */
export type ImportCountsView = { 
/**
 * Users in the file.
 */
users: number, 
/**
 * Groups in the file.
 */
groups: number, 
/**
 * Roles in the file.
 */
roles: number, 
/**
 * Customer managed policies in the file.
 */
policies: number, 
/**
 * Entities not known until now.
 */
new: number, 
/**
 * Entities that are different now.
 */
changed: number, 
/**
 * Entities that are not in the file any more.
 */
gone: number, 
/**
 * Entities as they were.
 */
unchanged: number, 
/**
 * Of the changed ones, those that changed here and in AWS: ours stays unless AWS's is chosen.
 */
conflicts: number, 
/**
 * Entities that a rule refuses.
 */
refused: number, };

/**
 * What an import would do. Kept in the session until applied, replaced or locked away.
 */
export type ImportPlanView = { 
/**
 * What `apply_import` takes.
 */
plan: string, 
/**
 * What the file is, told by its content: `authorization-details`, `bundle`,
 * `credential-report`, `account-summary`, `password-policy`, `policy`, `policies` (a folder of
 * them), `cloudformation`, `terraform-plan`, `credentials` or `vault`.
 */
kind: string, 
/**
 * The file's name, without its folder.
 */
file_name: string, 
/**
 * The account the file speaks of, twelve digits.
 */
account_id: string, 
/**
 * The other accounts whose entities stand in the file; each becomes an account of its own.
 */
other_accounts: Array<string>, 
/**
 * The rows: what is new, changed and gone.
 */
rows: Array<ImportRowView>, 
/**
 * How many of each, for the headline.
 */
counts: ImportCountsView, 
/**
 * What could not be read, with the reason and the position.
 */
unreadable: Array<UnreadableView>, };

/**
 * How far the file at hand has been read.
 */
export type ImportProgressView = { 
/**
 * Percent, 0 to 100.
 */
percent: number, };

/**
 * One entity of a plan.
 */
export type ImportRowView = { 
/**
 * What names the row in `apply_import`.
 */
id: string, 
/**
 * `account`, `user`, `group`, `role` or `policy`.
 */
entity: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `new`, `changed`, `gone`, `conflict` or `refused`.
 */
action: string, 
/**
 * What is different, a sentence each.
 */
details: Array<string>, };

/**
 * An inline policy's text.
 */
export type InlineText = { 
/**
 * The user, group or role.
 */
holder: string, 
/**
 * The policy's name.
 */
name: string, 
/**
 * The policy it is written over; empty makes a new one.
 */
replaces: string, 
/**
 * Its document.
 */
document: string, };

/**
 * One entry.
 */
export type JournalEntryView = { 
/**
 * Its number.
 */
sequence: number, 
/**
 * When (ISO 8601, UTC).
 */
at: string, 
/**
 * Who: operator and machine.
 */
who: string, 
/**
 * `changes`, `access` or `vault`.
 */
kind: string, 
/**
 * What happened, in a sentence.
 */
sentence: string, 
/**
 * The single changes, a sentence each.
 */
details: Array<string>, 
/**
 * Whether it can be undone.
 */
undoable: boolean, };

/**
 * Asks for a window of the journal, newest first.
 */
export type JournalRequest = { 
/**
 * Only entries that touch this entity; empty for all.
 */
entity: string, 
/**
 * The first entry of the window.
 */
offset: number, 
/**
 * How many at most (200 is the ceiling).
 */
limit: number, };

/**
 * Asks for a window of the journal's entries that are meant, newest first.
 */
export type JournalSearchRequest = { 
/**
 * Only entries that touch this entity; empty for all.
 */
entity: string, 
/**
 * Only `changes`, `access` or `vault`; empty for all.
 */
kind: string, 
/**
 * Only entries whose sentence, person or time contains this, without case; empty for all.
 */
text: string, 
/**
 * The first entry of the window.
 */
offset: number, 
/**
 * How many at most (200 is the ceiling).
 */
limit: number, };

/**
 * Something that a page wants back after a lock, which ends the page.
 */
export type KeepRequest = { 
/**
 * Names it; what was kept there before is replaced.
 */
place: string, 
/**
 * What the page makes of it is its own affair, but no secret may be in it; empty keeps nothing.
 */
value: string, };

/**
 * Something kept for the page.
 */
export type KeptView = { 
/**
 * Where the page kept it.
 */
place: string, 
/**
 * What it kept.
 */
value: string, };

/**
 * Active access keys by age.
 */
export type KeyAgesView = { 
/**
 * Up to 90 days.
 */
fresh: number, 
/**
 * Up to a year.
 */
old: number, 
/**
 * Older than a year.
 */
ancient: number, 
/**
 * Nobody knows.
 */
unknown: number, };

/**
 * A condition key to choose.
 */
export type KeyChoiceView = { 
/**
 * `aws:SourceIp`, `aws:RequestTag/${TagKey}`.
 */
name: string, 
/**
 * What it is about, or empty.
 */
description: string, 
/**
 * What its values are: `String`, `Bool`, …
 */
value_type: string, 
/**
 * Whether a request may carry several values.
 */
multi_valued: boolean, 
/**
 * The operators that suit it, the usual one first.
 */
operators: Array<string>, 
/**
 * An example of a value.
 */
example: string, };

/**
 * Asks how far the rotation of an access key has come.
 */
export type KeyRotationRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The user.
 */
user: string, 
/**
 * The local id of the key that shall be replaced.
 */
key: string, };

/**
 * How far the rotation of an access key has come.
 */
export type KeyRotationView = { 
/**
 * The user name.
 */
user_name: string, 
/**
 * The key that goes.
 */
old: AccessKeyView, 
/**
 * The key that takes its place; none before it is made.
 */
new: AccessKeyView | null, 
/**
 * What is done next.
 */
next: RotationStage, 
/**
 * Every stage in order.
 */
stages: Array<RotationStageView>, 
/**
 * What is worth knowing, a sentence each.
 */
warnings: Array<string>, };

/**
 * A layer of policies that can be switched off whole.
 */
export type LayerView = "service_control" | "resource_control" | "boundary" | "session" | "resource" | "group";

/**
 * What somebody can do of one access level in one service.
 */
export type LevelAccessView = { 
/**
 * `List`, `Read`, `Write`, `Tagging` or `Permissions management`.
 */
level: string, 
/**
 * Actions allowed on some resource under some condition.
 */
allowed: number, 
/**
 * Actions of this level.
 */
total: number, 
/**
 * Whether some allowed action is limited to resources or conditions.
 */
limited: boolean, };

/**
 * How much of an access level is named.
 */
export type LevelCountView = { 
/**
 * `Read`.
 */
level: string, 
/**
 * Actions named.
 */
named: number, 
/**
 * Actions there are.
 */
total: number, };

/**
 * A level on the way to the account, with the policies that stand there.
 */
export type LevelView = { 
/**
 * Its name.
 */
name: string, 
/**
 * `root`, `unit` or `account`.
 */
place: string, 
/**
 * Its service control policies.
 */
scps: Array<OrganizationPolicyView>, 
/**
 * Its resource control policies.
 */
rcps: Array<OrganizationPolicyView>, };

/**
 * How grave a finding of lint is.
 */
export type LintSeverityView = "error" | "security_warning" | "warning" | "suggestion";

/**
 * Something that lint found.
 */
export type LintView = { 
/**
 * The check: `INVALID_ACTION`.
 */
code: string, 
/**
 * How grave it is.
 */
severity: LintSeverityView, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What to do about it, or empty.
 */
help: string, 
/**
 * Where, as a path: `Statement[0].Condition`.
 */
at: string, 
/**
 * The statement it stands in.
 */
statement: number | null, 
/**
 * The line, from 1.
 */
line: number, 
/**
 * First character.
 */
from: number, 
/**
 * Past the last character.
 */
to: number, 
/**
 * A correction that is safe.
 */
fix: FixEditsView | null, };

/**
 * Somebody on a list.
 */
export type ListedPersonView = { 
/**
 * The line, from 1.
 */
line: number, 
/**
 * The user name, given or made of the address or the name.
 */
user_name: string, 
/**
 * Whether it was made.
 */
made: boolean, 
/**
 * The person's own name, or empty.
 */
name: string, 
/**
 * The e-mail address, or empty.
 */
email: string, 
/**
 * The language, or empty.
 */
language: string, 
/**
 * The public key for attachments, or empty.
 */
recipient: string, 
/**
 * The local ids of the groups that the list names.
 */
groups: Array<string>, 
/**
 * The local id of the user of that name, or empty when there is none yet.
 */
user: string, };

/**
 * A console password's metadata.
 */
export type LoginProfileView = { 
/**
 * The credential's local id.
 */
id: string, 
/**
 * When it was set (ISO 8601), or empty.
 */
created: string, 
/**
 * Must be changed at the next sign-in.
 */
reset_required: boolean, 
/**
 * Whether the vault holds the password, so that it can be shown.
 */
has_secret: boolean, };

/**
 * A letter for the system's mail program.
 */
export type MailtoRequest = { 
/**
 * The hand-off.
 */
hand_off: HandOffRequest, 
/**
 * The user whose letter it is.
 */
user: string, };

/**
 * A line of the map.
 */
export type MapEdgeView = { 
/**
 * The key of the node it begins at.
 */
from: string, 
/**
 * The key of the node it ends at.
 */
to: string, 
/**
 * `member`, `attached`, `inline`, `boundary`, `trusts`, or `escalates` on a path to more.
 */
kind: string, };

/**
 * Something on the map.
 */
export type MapNodeView = { 
/**
 * Its key on the map.
 */
id: string, 
/**
 * `user`, `group`, `role` or `policy`.
 */
kind: string, 
/**
 * Its name.
 */
name: string, 
/**
 * For a policy, which one.
 */
policy: PolicyHandle | null, 
/**
 * For a policy: `aws_managed`, `customer_managed` or `inline`; otherwise empty.
 */
detail: string, };

/**
 * Asks for the map of an account.
 */
export type MapRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * Which state of an AWS account is drawn.
 */
state: StateView, };

/**
 * The map of an account: who holds what by which way.
 */
export type MapView = { 
/**
 * Users, groups, roles and the policies they hold.
 */
nodes: Array<MapNodeView>, 
/**
 * How they hang together.
 */
edges: Array<MapEdgeView>, };

/**
 * Says how far hand-offs have come.
 */
export type MarkHandOffsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The records' local ids.
 */
hand_offs: Array<string>, 
/**
 * What is noted.
 */
mark: HandOffMark, };

/**
 * What the columns of a matrix are.
 */
export type MatrixBy = "principals" | "resources" | "values";

/**
 * A cell of a matrix.
 */
export type MatrixCellView = { 
/**
 * The answer.
 */
now: VerdictView, 
/**
 * The answer before the changes, when two states are compared.
 */
before: VerdictView | null, };

/**
 * A column of a matrix.
 */
export type MatrixColumnView = { 
/**
 * What it stands for: a principal as it was asked, a resource, or a value.
 */
key: string, 
/**
 * Its heading.
 */
label: string, 
/**
 * `user`, `role`, `service`, …, `resource` or `value`.
 */
kind: string, 
/**
 * Who asks in this column, as requests name it.
 */
principal: string, };

/**
 * What is in a whole matrix.
 */
export type MatrixCountsView = { 
/**
 * How many cells there are.
 */
cells: number, 
/**
 * Cells that are allowed.
 */
allowed: number, 
/**
 * Cells that are allowed on some resources.
 */
some: number, 
/**
 * Cells that depend on context.
 */
depends: number, 
/**
 * Cells that are implicitly denied.
 */
implicitly_denied: number, 
/**
 * Cells that are explicitly denied.
 */
explicitly_denied: number, 
/**
 * Cells that go further than before.
 */
gained: number, 
/**
 * Cells that go less far than before.
 */
lost: number, 
/**
 * Cells that differ in another way.
 */
moved: number, };

/**
 * Which rows are wanted.
 */
export type MatrixFilter = "all" | "allowed" | "denied" | "changed" | "depends" | "differing";

/**
 * A run of rows of one service and access level.
 */
export type MatrixGroupView = { 
/**
 * The service's prefix.
 */
service: string, 
/**
 * The service's name.
 */
name: string, 
/**
 * The access level.
 */
level: string, 
/**
 * Its first row.
 */
first: number, 
/**
 * How many rows.
 */
rows: number, };

/**
 * The question of a matrix.
 */
export type MatrixQuestion = { 
/**
 * The account.
 */
account: string, 
/**
 * What the columns are.
 */
by: MatrixBy, 
/**
 * Local ids, ARNs or service principals.
 */
principals: Array<string>, 
/**
 * Actions; wildcards are expanded from the catalogue.
 */
actions: Array<string>, 
/**
 * Resources; empty asks about any resource.
 */
resources: Array<string>, 
/**
 * For columns of values: the condition key.
 */
key: string, 
/**
 * For columns of values: the values; an empty one is a column without the key.
 */
values: Array<string>, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * Which state of an AWS account answers.
 */
state: StateView, 
/**
 * Whether cells also say what they were in AWS, before the plan.
 */
against_observed: boolean, 
/**
 * Changes that are tried out on a copy; cells then also say what they were without.
 */
what_if: Array<SandboxChange>, };

/**
 * Asks for a window of a matrix.
 */
export type MatrixRequest = { 
/**
 * The question.
 */
question: MatrixQuestion, 
/**
 * Which rows.
 */
filter: MatrixFilter, 
/**
 * The first row of the window, among those that the filter leaves.
 */
offset: number, 
/**
 * How many rows at most (500 is the ceiling).
 */
limit: number, };

/**
 * A row of a matrix.
 */
export type MatrixRowView = { 
/**
 * The action.
 */
action: string, 
/**
 * The resource; `*` for any.
 */
resource: string, 
/**
 * A cell for each column.
 */
cells: Array<MatrixCellView>, };

/**
 * A window of a matrix.
 */
export type MatrixView = { 
/**
 * The columns.
 */
columns: Array<MatrixColumnView>, 
/**
 * How many rows there are.
 */
total: number, 
/**
 * How many of them the filter leaves.
 */
matching: number, 
/**
 * Runs of rows of one service and access level, over all that the filter leaves.
 */
groups: Array<MatrixGroupView>, 
/**
 * The first row of this window.
 */
offset: number, 
/**
 * The rows of this window.
 */
rows: Array<MatrixRowView>, 
/**
 * What the answers do not take into account, a sentence each.
 */
unknown: Array<string>, 
/**
 * Whether there are more principals, resources or values than columns (100).
 */
truncated: boolean, 
/**
 * Whether every cell also says what it was before.
 */
compared: boolean, };

/**
 * Two consecutive codes of a device being set up.
 */
export type MfaCodesRequest = { 
/**
 * The set-up.
 */
setup: string, 
/**
 * The first code.
 */
first: string, 
/**
 * The one after it.
 */
second: string, };

/**
 * The command that enables a device in AWS, with two fresh codes.
 */
export type MfaCommandView = { 
/**
 * `aws iam enable-mfa-device …`.
 */
command: string, 
/**
 * Seconds until its codes are stale.
 */
valid_seconds: number, };

/**
 * An MFA device.
 */
export type MfaDeviceView = { 
/**
 * The serial number or the virtual device's ARN.
 */
serial: string, 
/**
 * Which sort: `virtual`, `fido`, `hardware`.
 */
kind: string, 
/**
 * Whether it protects the user: one that AWS does not know yet does not.
 */
enabled: boolean, 
/**
 * When it was enabled (ISO 8601), or empty.
 */
since: string, 
/**
 * The id under which the vault keeps its seed, or empty: nobody here has seen it.
 */
seed: string, };

/**
 * A device was set up.
 */
export type MfaDoneView = { 
/**
 * The recorded change.
 */
done: DoneView, 
/**
 * What the device's clock says of itself, in a sentence.
 */
clock: string, 
/**
 * The id under which the vault keeps the seed.
 */
credential: string, 
/**
 * In an AWS account, how to enable the device there; none in a local account.
 */
command: MfaCommandView | null, };

/**
 * The QR code of a seed, with the seed as text.
 */
export type MfaQrView = { 
/**
 * The width and height of the drawing, its light border included.
 */
side: number, 
/**
 * The dark modules as the `d` of an SVG path.
 */
path: string, 
/**
 * The secret key in groups of four, for apps without a camera.
 */
secret_key: string, 
/**
 * What the app will show: `alice@acme`.
 */
label: string, 
/**
 * Seconds until it hides itself.
 */
hide_after_seconds: number, };

/**
 * Names a device being set up.
 */
export type MfaSetupRequest = { 
/**
 * The set-up.
 */
setup: string, };

/**
 * A device being set up. Its seed waits in the application's memory, not in the page.
 */
export type MfaSetupView = { 
/**
 * What the next steps name.
 */
setup: string, 
/**
 * The user name.
 */
user_name: string, 
/**
 * The device's ARN, which is its serial number.
 */
serial: string, };

/**
 * A moment of an account: now, or as it stood after an entry of the journal.
 */
export type Moment = { 
/**
 * Which state.
 */
state: StateView, 
/**
 * The entry of the journal after which it stood so; none for now.
 */
after: number | null, };

/**
 * A policy that names somebody.
 */
export type NamedByView = { 
/**
 * `role`, `resource`.
 */
entity: string, 
/**
 * The local id.
 */
id: string, 
/**
 * Its name or ARN.
 */
name: string, };

/**
 * A name with the id behind it.
 */
export type NamedView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The name.
 */
name: string, };

/**
 * An element or its opposite.
 */
export type NamesView = { 
/**
 * Whether it is the opposite.
 */
not: boolean, 
/**
 * What it names.
 */
values: Array<string>, };

/**
 * A statement that nearly allowed.
 */
export type NearMissView = { 
/**
 * The statement.
 */
statement: StatementView, 
/**
 * `the action matches, the resource does not: …`.
 */
sentence: string, };

/**
 * An access key for a new user.
 */
export type NewAccessKey = { 
/**
 * What it is for.
 */
description: string, };

/**
 * Console access for a new user.
 */
export type NewConsoleAccess = { 
/**
 * The password.
 */
password: NewPassword, 
/**
 * Must be changed at the next sign-in.
 */
reset_required: boolean, };

/**
 * An expectation to save.
 */
export type NewExpectation = { 
/**
 * The local id of the one that it replaces; empty for a new one.
 */
id: string, 
/**
 * What it is called; unique in the account.
 */
name: string, 
/**
 * The principal's local id or ARN, or a service principal.
 */
principal: string, 
/**
 * The action.
 */
action: string, 
/**
 * The resource; empty for any.
 */
resource: string, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * The answer it shall have.
 */
expected: ExpectedView, 
/**
 * Why it matters.
 */
note: string, };

/**
 * A group to make.
 */
export type NewGroup = { 
/**
 * The group's name.
 */
name: string, 
/**
 * The path; empty is `/`.
 */
path?: string, 
/**
 * Users who shall be in it.
 */
members?: Array<string>, 
/**
 * Policies to attach to it.
 */
policies: Array<PolicyHandle>, };

/**
 * A console password to set.
 */
export type NewPassword = { "kind": "generated", 
/**
 * Of syllables, to be read out or typed, instead of any characters.
 */
pronounceable: boolean, } | { "kind": "custom", 
/**
 * The password.
 */
password: string, };

/**
 * Many users at once.
 */
export type NewPeople = { 
/**
 * The people.
 */
people: Array<NewPerson>, 
/**
 * A generated password for each, to be changed at the first sign-in.
 */
console: boolean, 
/**
 * An access key for each.
 */
access_key: boolean, 
/**
 * Groups that all of them join.
 */
groups: Array<string>, 
/**
 * Policies to attach directly.
 */
policies: Array<PolicyHandle>, };

/**
 * One of many new users.
 */
export type NewPerson = { 
/**
 * The user name.
 */
user_name: string, 
/**
 * The e-mail address, or empty.
 */
email: string, 
/**
 * The language of instructions, or empty.
 */
language: string, 
/**
 * The public key for attachments, or empty.
 */
recipient: string, 
/**
 * Groups to join.
 */
groups: Array<string>, };

/**
 * What the *Create policy* wizard collected.
 */
export type NewPolicy = { 
/**
 * The policy's name.
 */
name: string, 
/**
 * The path; empty is `/`.
 */
path: string, 
/**
 * What it is for; AWS never changes it afterwards.
 */
description: string, 
/**
 * Its document.
 */
document: string, 
/**
 * Tags.
 */
tags: Array<TagView>, 
/**
 * Users, groups and roles that get it at once.
 */
holders: Array<string>, };

/**
 * What the *Create role* wizard collected.
 */
export type NewRole = { 
/**
 * The role's name.
 */
name: string, 
/**
 * The path; empty is `/`.
 */
path: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * Who may assume it.
 */
trust_policy: string, 
/**
 * The longest session in seconds, 3,600 to 43,200.
 */
max_session_seconds: number, 
/**
 * Policies to attach.
 */
policies: Array<PolicyHandle>, 
/**
 * The permissions boundary.
 */
boundary: PolicyHandle | null, 
/**
 * Tags.
 */
tags: Array<TagView>, };

/**
 * What the *Create user* wizard collected.
 */
export type NewUser = { 
/**
 * The user name.
 */
name: string, 
/**
 * The path; empty is `/`.
 */
path: string, 
/**
 * Console access, when wanted.
 */
console: NewConsoleAccess | null, 
/**
 * An access key, when wanted.
 */
access_key: NewAccessKey | null, 
/**
 * Groups to join.
 */
groups: Array<string>, 
/**
 * Groups to make and join.
 */
new_groups: Array<NewGroup>, 
/**
 * Policies to attach directly.
 */
policies: Array<PolicyHandle>, 
/**
 * The permissions boundary.
 */
boundary: PolicyHandle | null, 
/**
 * Tags.
 */
tags: Array<TagView>, };

/**
 * A new vault. Holds a secret: the recovery key, shown this once.
 */
export type NewVaultView = { 
/**
 * The vault.
 */
vault: FolderView, 
/**
 * The recovery key in its printable form, groups joined by `-`.
 */
recovery_key: string, };

/**
 * A request without content.
 */
export type Nothing = Record<symbol, never>;

/**
 * Something that a person should know and did not ask about.
 */
export type NoticeView = { 
/**
 * The stable code: each is said once while it lasts.
 */
code: string, 
/**
 * What was found.
 */
message: string, 
/**
 * What to do about it.
 */
help: string, };

/**
 * What a person has, and what speaks of the person.
 */
export type OffboardingView = { 
/**
 * The user name.
 */
name: string, 
/**
 * Whether the person is disabled already.
 */
disabled: boolean, 
/**
 * What the person signs in with, a sentence each.
 */
credentials: Array<string>, 
/**
 * What the person may do, and by which way, a sentence each.
 */
permissions: Array<string>, 
/**
 * The policies of roles and resources that name the person. They stay as they are: AWS turns a
 * deleted user's ARN into an id that names nobody.
 */
named_by: Array<NamedByView>, 
/**
 * What remains to be done outside of this account, a sentence each.
 */
remaining: Array<string>, };

/**
 * Another admin's changes, laid onto the vault and not yet taken.
 */
export type OfferedChangesView = { 
/**
 * The handle for taking them.
 */
offer: string, 
/**
 * Who made them, and on which machine.
 */
who: string, 
/**
 * When they were put together (ISO 8601, UTC).
 */
made: string, 
/**
 * What was done there, a sentence each.
 */
entries: Array<string>, 
/**
 * What would change here without anybody deciding, a line each.
 */
clean: Array<string>, 
/**
 * How many things are as theirs already.
 */
already: number, 
/**
 * What both changed.
 */
conflicts: Array<OfferedConflictView>, };

/**
 * Something that both changed.
 */
export type OfferedConflictView = { 
/**
 * The handle that a decision names.
 */
id: string, 
/**
 * What it is: `user alice`.
 */
what: string, 
/**
 * In what way the two moved apart.
 */
how: string, 
/**
 * What the decision is about, value by value; empty when it is about being there at all.
 */
values: Array<ConflictValueView>, };

/**
 * A well known OpenID Connect provider.
 */
export type OidcPresetView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its URL.
 */
url: string, 
/**
 * The audience to fill in; empty when it is the application's own id there.
 */
client_id: string, 
/**
 * What to know about it.
 */
note: string, };

/**
 * An OpenID Connect provider.
 */
export type OidcProviderView = { 
/**
 * The local id.
 */
id: string, 
/**
 * Its URL.
 */
url: string, 
/**
 * Its ARN.
 */
arn: string, 
/**
 * The audiences.
 */
client_ids: Array<string>, 
/**
 * The thumbprints.
 */
thumbprints: Array<string>, 
/**
 * Its tags.
 */
tags: Array<TagView>, 
/**
 * The roles whose trust policy names it.
 */
roles: Array<string>, };

/**
 * Opens a file of another admin's changes, from the system's dialog.
 */
export type OpenChangesRequest = { 
/**
 * The passphrase; empty for an identity file, which a second dialog asks for.
 */
passphrase: string, };

/**
 * Chooses an existing vault; it stays locked.
 */
export type OpenVaultRequest = { 
/**
 * The folder, from `choose_vault_folder` or from the gate's recent ones.
 */
folder: string, };

/**
 * A level of the organization.
 */
export type OrganizationNodeView = { 
/**
 * The local id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `root`, `unit` or `account`.
 */
place: string, 
/**
 * An account's digits, or empty.
 */
account: string, 
/**
 * The local id of what it hangs under; empty for the root.
 */
parent: string, 
/**
 * How many levels stand above it.
 */
depth: number, 
/**
 * What is attached to it, by local id.
 */
attached: Array<string>, 
/**
 * Whether something hangs under it.
 */
has_children: boolean, };

/**
 * Which sort of an organization's policies.
 */
export type OrganizationPolicySort = "scp" | "rcp";

/**
 * A policy of the organization.
 */
export type OrganizationPolicyView = { 
/**
 * The local id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Which sort.
 */
kind: OrganizationPolicySort, 
/**
 * What it is for.
 */
description: string, 
/**
 * Its document.
 */
document: string, 
/**
 * Whether AWS keeps it.
 */
aws_managed: boolean, 
/**
 * At how many levels it is attached.
 */
attached_to: number, };

/**
 * One step with the organization above an account.
 */
export type OrganizationStep = { "what": "put", 
/**
 * `o-…`.
 */
organization_id: string, 
/**
 * The management account's twelve digits.
 */
management_account: string, } | { "what": "forget" } | { "what": "put_node", 
/**
 * The level's local id; empty for a new one.
 */
node: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The local id of what it hangs under; empty for the root.
 */
parent: string, 
/**
 * An account's twelve digits; empty for a unit and the root.
 */
account: string, 
/**
 * All the policies that shall be attached to it, by local id.
 */
policies: Array<string>, } | { "what": "delete_node", 
/**
 * The level.
 */
node: string, } | { "what": "put_policy", 
/**
 * The policy's local id; empty for a new one.
 */
policy: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Which sort; a policy keeps the one it has.
 */
kind: OrganizationPolicySort, 
/**
 * What it is for.
 */
description: string, 
/**
 * Its document.
 */
document: string, } | { "what": "delete_policy", 
/**
 * The policy.
 */
policy: string, };

/**
 * The organization above the account.
 */
export type OrganizationView = { 
/**
 * `o-…`.
 */
id: string, 
/**
 * The management account, which no policy of the organization limits.
 */
management_account: string, 
/**
 * Whether this account is the management account.
 */
is_management: boolean, 
/**
 * When it was last imported (ISO 8601), or empty: it was typed.
 */
observed_as_of: string, 
/**
 * From the root down to this account; empty when it is not in the organization.
 */
levels: Array<LevelView>, 
/**
 * Every level, each below the one it hangs under.
 */
nodes: Array<OrganizationNodeView>, 
/**
 * Every policy, by name.
 */
policies: Array<OrganizationPolicyView>, };

/**
 * What the account's password policy says of a password.
 */
export type PasswordCheckView = { 
/**
 * The rules it breaks, a sentence each.
 */
violations: Array<string>, 
/**
 * What AWS takes and speaks against it all the same (easily guessed, a comma in a CSV), a sentence
 * each.
 */
warnings: Array<string>, };

/**
 * Every field of a password policy.
 */
export type PasswordPolicyFields = { 
/**
 * The shortest password, 6 to 128.
 */
minimum_length: number, 
/**
 * At least one symbol.
 */
require_symbols: boolean, 
/**
 * At least one digit.
 */
require_numbers: boolean, 
/**
 * At least one upper-case letter.
 */
require_uppercase: boolean, 
/**
 * At least one lower-case letter.
 */
require_lowercase: boolean, 
/**
 * Users may change their own password.
 */
allow_users_to_change_password: boolean, 
/**
 * Days after which a password expires; 0 is never.
 */
max_age_days: number, 
/**
 * How many former passwords may not be used again; 0 is no limit.
 */
reuse_prevention: number, 
/**
 * An expired password can only be set by an administrator.
 */
hard_expiry: boolean, };

/**
 * A password policy, with what is in force when none is set.
 */
export type PasswordPolicyView = { 
/**
 * Whether the account has one of its own; otherwise AWS's default is in force.
 */
custom: boolean, 
/**
 * The shortest password allowed.
 */
minimum_length: number, 
/**
 * The rules as sentences, for the field's help.
 */
rules: Array<string>, 
/**
 * What a generated password would be.
 */
random: GeneratedPasswordView, 
/**
 * What a generated password of syllables would be.
 */
pronounceable: GeneratedPasswordView, };

/**
 * The vault's password, entered again for one act.
 */
export type PasswordRequest = { 
/**
 * The vault's password.
 */
password: string, };

/**
 * How strong is this password?
 */
export type PasswordStrengthRequest = { 
/**
 * The candidate.
 */
password: string, };

/**
 * One entity that differs from what AWS was seen to have.
 */
export type PendingView = { 
/**
 * The entity's local id.
 */
id: string, 
/**
 * `user`, `group`, `role`, `policy` or `account`.
 */
entity: string, 
/**
 * Its name.
 */
name: string, 
/**
 * `create`, `update` or `delete`.
 */
action: string, 
/**
 * What will change, a sentence each.
 */
details: Array<string>, };

/**
 * What a list of people says.
 */
export type PeopleListView = { 
/**
 * The people.
 */
people: Array<ListedPersonView>, 
/**
 * What could not be read, each with its line.
 */
problems: Array<FieldErrorView>, 
/**
 * Headers of columns that were passed over.
 */
ignored_columns: Array<string>, };

/**
 * One step with the whole person.
 */
export type PersonStep = { "what": "disable", 
/**
 * Why.
 */
reason: string, } | { "what": "enable" } | { "what": "rename", 
/**
 * The name it shall have.
 */
name: string, 
/**
 * The path it shall have.
 */
path: string, } | { "what": "revoke_sessions" } | { "what": "offboard", 
/**
 * Deletes the user with everything that hangs on it; otherwise the user stays, disabled and
 * with its own sessions denied.
 */
delete_user: boolean, 
/**
 * The roles whose running sessions are denied as well: whoever assumed one before now has
 * to assume it again.
 */
roles: Array<string>, };

/**
 * Asks for a file through the system's dialog and plans its import.
 */
export type PlanImportRequest = { 
/**
 * The account to import into, or empty to make a new one of the file's account id.
 */
account: string, 
/**
 * The kind that a new account gets.
 */
kind: AccountKindView, };

/**
 * Plans temporary credentials.
 */
export type PlanSessionRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The user who asks.
 */
user: string, 
/**
 * Which call.
 */
kind: SessionKind, 
/**
 * The role's local id, for `assume_role`.
 */
role: string, 
/**
 * The name of the session or of the federated person.
 */
session_name: string, 
/**
 * How long, in seconds; 0 for the call's default.
 */
duration_seconds: number, 
/**
 * The external ID, or empty.
 */
external_id: string, 
/**
 * The serial number of the MFA device, or empty.
 */
mfa_serial: string, 
/**
 * A session policy, or empty.
 */
policy: string, 
/**
 * The name of the profile to write.
 */
profile: string, };

/**
 * Asks for another vault's folder through the system's dialog and plans the import of the accounts
 * that this one does not hold.
 */
export type PlanVaultImportRequest = { 
/**
 * The other vault's password.
 */
password: string, };

/**
 * Asks for a window of policies.
 */
export type PoliciesRequest = { 
/**
 * Which ones.
 */
scope: PolicyScope, 
/**
 * The account whose rows are asked for.
 */
account: string, 
/**
 * Text that a row must contain, without case, in any column; empty for all.
 */
filter: string, 
/**
 * The column to sort by, as the view's field is named; unknown columns sort by name.
 */
sort: string, 
/**
 * Sort the other way round.
 */
descending: boolean, 
/**
 * The first row of the window.
 */
offset: number, 
/**
 * How many rows at most (500 is the ceiling).
 */
limit: number, };

/**
 * Asks which actions a policy names.
 */
export type PolicyActionsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The policy.
 */
policy: PolicyHandle, };

/**
 * Another version of a policy.
 */
export type PolicyEdition = { 
/**
 * The policy.
 */
policy: string, 
/**
 * The new version's document.
 */
document: string, 
/**
 * Whether it comes into force.
 */
set_as_default: boolean, 
/**
 * A version that is deleted first, to make room; empty deletes none.
 */
delete_version: string, };

/**
 * What the editor shows of a text.
 */
export type PolicyEditorView = { 
/**
 * Whether the text is a JSON object, so that there are cards to show.
 */
readable: boolean, 
/**
 * `Version`, or empty.
 */
version: string, 
/**
 * Names of the document's other elements, which are kept as they are.
 */
kept: Array<string>, 
/**
 * The statements.
 */
statements: Array<StatementCardView>, 
/**
 * How many statements the list holds, those without a card counted in.
 */
statement_count: number, 
/**
 * What lint has to say.
 */
findings: Array<LintView>, 
/**
 * How long it is.
 */
size: SizeView, };

/**
 * Which policy: an id, an ARN, or an inline policy of a holder.
 */
export type PolicyHandle = { "kind": "customer", 
/**
 * The local id.
 */
id: string, } | { "kind": "arn", 
/**
 * The ARN.
 */
arn: string, } | { "kind": "inline", 
/**
 * The holder's local id.
 */
holder: string, 
/**
 * The policy's name.
 */
name: string, };

/**
 * Somebody who holds a policy.
 */
export type PolicyHolderView = { 
/**
 * Who.
 */
principal: PrincipalView, 
/**
 * `directly`, or `group ops`.
 */
via: string, 
/**
 * The answer to the question for them.
 */
verdict: VerdictView, 
/**
 * Whether the statement is one of those that decided it.
 */
decides: boolean, 
/**
 * Why, in one sentence.
 */
sentence: string, };

/**
 * Where a policy comes from.
 */
export type PolicyKindView = "aws_managed" | "customer_managed" | "inline" | "unknown";

/**
 * Asks for one policy.
 */
export type PolicyRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * Which policy.
 */
policy: PolicyHandle, };

/**
 * A row of the policies list.
 */
export type PolicyRowView = { 
/**
 * What to ask `policy` for, and what a proposal attaches.
 */
policy: PolicyHandle, 
/**
 * The name.
 */
name: string, 
/**
 * The ARN.
 */
arn: string, 
/**
 * Where it comes from.
 */
kind: PolicyKindView, 
/**
 * The description, or empty.
 */
description: string, 
/**
 * How many users, groups and roles have it.
 */
attachments: number, 
/**
 * How it stands to AWS (AWS managed policies are always in AWS).
 */
standing: StandingView, };

/**
 * Which policies a list shows.
 */
export type PolicyScope = "all" | "aws_managed" | "customer_managed";

/**
 * A policy document that is being written.
 */
export type PolicyText = { 
/**
 * The account it is for.
 */
account: string, 
/**
 * What it will be.
 */
used_as: DocumentUse, 
/**
 * The text so far.
 */
text: string, };

/**
 * A version of a managed policy.
 */
export type PolicyVersionView = { 
/**
 * `v1`, `v2`, …
 */
id: string, 
/**
 * Whether it is the default one.
 */
default: boolean, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * Its document; empty where it is not known.
 */
document: string, };

/**
 * A policy's page.
 */
export type PolicyView = { 
/**
 * The handle it was asked by.
 */
policy: PolicyHandle, 
/**
 * The name.
 */
name: string, 
/**
 * The ARN; empty for an inline policy.
 */
arn: string, 
/**
 * Where it comes from.
 */
kind: PolicyKindView, 
/**
 * The description, or empty.
 */
description: string, 
/**
 * The default version's document, as its author wrote it.
 */
document: string, 
/**
 * The versions, newest first; one without id for an inline policy.
 */
versions: Array<PolicyVersionView>, 
/**
 * Who has it.
 */
attached_to: Array<AttachmentView>, 
/**
 * What is wrong with the document.
 */
problems: Array<ProblemView>, 
/**
 * How it stands to AWS.
 */
standing: StandingView, 
/**
 * The path; `/` for an inline policy.
 */
path: string, 
/**
 * Its tags, if it is customer managed.
 */
tags: Array<TagView>, };

/**
 * What a card, a button or a quick fix wishes of the text. Statements and conditions are counted
 * from 0.
 */
export type PolicyWish = { "kind": "add_statement", 
/**
 * `Allow` or `Deny`.
 */
effect: string, } | { "kind": "import", 
/**
 * The policy they come from.
 */
policy: PolicyHandle, } | { "kind": "import_text", 
/**
 * The text.
 */
text: string, } | { "kind": "duplicate_statement", 
/**
 * The statement.
 */
statement: number, } | { "kind": "remove_statement", 
/**
 * The statement.
 */
statement: number, } | { "kind": "move_statement", 
/**
 * The statement.
 */
statement: number, 
/**
 * Its new place.
 */
to: number, } | { "kind": "set_sid", 
/**
 * The statement.
 */
statement: number, 
/**
 * What it shall be; empty removes it.
 */
sid: string, } | { "kind": "set_effect", 
/**
 * The statement.
 */
statement: number, 
/**
 * `Allow` or `Deny`.
 */
effect: string, } | { "kind": "set_actions", 
/**
 * The statement.
 */
statement: number, 
/**
 * `NotAction`.
 */
not: boolean, 
/**
 * The patterns.
 */
values: Array<string>, } | { "kind": "toggle_actions", 
/**
 * The statement.
 */
statement: number, 
/**
 * The actions.
 */
actions: Array<string>, 
/**
 * Whether they shall be named.
 */
on: boolean, } | { "kind": "set_resources", 
/**
 * The statement.
 */
statement: number, 
/**
 * `NotResource`.
 */
not: boolean, 
/**
 * The patterns.
 */
values: Array<string>, } | { "kind": "set_principals", 
/**
 * The statement.
 */
statement: number, 
/**
 * `NotPrincipal`.
 */
not: boolean, 
/**
 * The principals.
 */
principals: Array<PrincipalEntryView>, } | { "kind": "set_condition", 
/**
 * The statement.
 */
statement: number, 
/**
 * The condition that is altered; none adds one.
 */
condition: number | null, 
/**
 * The operator.
 */
operator: string, 
/**
 * The key.
 */
key: string, 
/**
 * The values.
 */
values: Array<string>, } | { "kind": "remove_condition", 
/**
 * The statement.
 */
statement: number, 
/**
 * The condition.
 */
condition: number, } | { "kind": "replace", 
/**
 * Its replacements.
 */
edits: Array<TextEditView>, } | { "kind": "format" };

/**
 * Whether something changed behind the window's back.
 */
export type PollView = { 
/**
 * Whether the vault is open.
 */
unlocked: boolean, 
/**
 * Counts up whenever the estate becomes another one.
 */
generation: number, 
/**
 * What a person should know and did not ask about.
 */
notices: Array<NoticeView>, };

/**
 * How an account stands.
 */
export type PostureView = { 
/**
 * The five checks of IAM's console.
 */
checks: Array<SecurityCheckView>, 
/**
 * Whether the account's passwords, keys and MFA devices are all known here: if not, AWS may have
 * more than is counted below.
 */
credentials_known: boolean, 
/**
 * Users with a console password.
 */
console_users: number, 
/**
 * Of them, users whom an enabled MFA device protects.
 */
console_users_with_mfa: number, 
/**
 * Active access keys by age: up to 90 days, up to a year, older, and of unknown age.
 */
key_ages: KeyAgesView, 
/**
 * Passwords that expire within 15 days or have expired.
 */
expiring: Array<ExpiringView>, 
/**
 * What is signed with or by that ends within 30 days or has ended.
 */
ending: Array<EndingView>, };

/**
 * Looks into a backup, with the password it was made under.
 */
export type PreviewBackupRequest = { 
/**
 * The backup.
 */
backup: string, 
/**
 * The password of the day it was made.
 */
password: string, };

/**
 * Asks what a hand-off would do.
 */
export type PreviewHandOffRequest = { 
/**
 * The hand-off.
 */
hand_off: HandOffRequest, 
/**
 * The user whose letter is shown; empty for the first one.
 */
show: string, };

/**
 * What a proposal would do.
 */
export type PreviewView = { 
/**
 * Whether it could be done now.
 */
possible: boolean, 
/**
 * Why not, each beside its field.
 */
errors: Array<FieldErrorView>, 
/**
 * What is worth knowing and stops nothing.
 */
warnings: Array<FieldErrorView>, 
/**
 * The exact changes, in order.
 */
changes: Array<ChangeView>, 
/**
 * What the user could do afterwards, when the proposal is about one.
 */
access: AccessSummaryView | null, 
/**
 * What undo can not bring back, a sentence each.
 */
irreversible: Array<string>, 
/**
 * Expectations that hold now and would not afterwards: it takes a reason to go on.
 */
breaks: Array<BrokenView>, };

/**
 * Asks what one principal can do.
 */
export type PrincipalCanRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The principal's local id, or its ARN.
 */
principal: string, 
/**
 * Which state of an AWS account answers.
 */
state: StateView, 
/**
 * Text that the action or its service's name must contain, without case; empty for all.
 */
text: string, 
/**
 * The access level, as [`PrincipalCanView::levels`] names them; empty for every one.
 */
level: string, 
/**
 * Which actions are shown.
 */
filter: CanFilter, 
/**
 * The first row of the window, among those that the filter leaves.
 */
offset: number, 
/**
 * How many rows at most (100 is the ceiling).
 */
limit: number, };

/**
 * A window of what one principal can do.
 */
export type PrincipalCanView = { 
/**
 * Who.
 */
principal: PrincipalView, 
/**
 * How many actions are allowed on every resource.
 */
all: number, 
/**
 * How many are allowed on some resources only.
 */
some: number, 
/**
 * How many are allowed on none.
 */
none: number, 
/**
 * In how many services anything is allowed.
 */
services: number, 
/**
 * The access levels, mildest first.
 */
levels: Array<string>, 
/**
 * How many actions the filter leaves.
 */
matching: number, 
/**
 * The actions of this window, by service and access level.
 */
rows: Array<ActionCanView>, 
/**
 * Resources whose own policies make a difference, by ARN.
 */
resources: Array<ResourceCanView>, 
/**
 * What the answer does not take into account, a sentence each.
 */
unknown: Array<string>, };

/**
 * A principal of a statement: `AWS` and an ARN; `*` and `*` for everybody.
 */
export type PrincipalEntryView = { 
/**
 * `AWS`, `Service`, `Federated`, `CanonicalUser` or `*`.
 */
kind: string, 
/**
 * Who.
 */
value: string, };

/**
 * Somebody who can ask.
 */
export type PrincipalView = { 
/**
 * The local id; of those whom the account does not hold, their ARN or name.
 */
id: string, 
/**
 * `user`, `role`, `session`, `root`, `account`, `service` or `anyone`.
 */
entity: string, 
/**
 * The name.
 */
name: string, 
/**
 * The ARN.
 */
arn: string, };

/**
 * `Principal` or `NotPrincipal`.
 */
export type PrincipalsView = { 
/**
 * Whether it is `NotPrincipal`.
 */
not: boolean, 
/**
 * Whom it names.
 */
values: Array<PrincipalEntryView>, };

/**
 * A mistake in a policy document.
 */
export type ProblemView = { 
/**
 * What sort of mistake.
 */
code: string, 
/**
 * What is wrong.
 */
message: string, 
/**
 * What to do about it, or empty.
 */
help: string, 
/**
 * Where, as a path: `Statement[0].Condition`.
 */
at: string, 
/**
 * First character in the document, counted in UTF-16 units as editors do.
 */
from: number, 
/**
 * Past the last character.
 */
to: number, };

/**
 * A promise of a template, asked of the simulator.
 */
export type PromiseView = { 
/**
 * The promise.
 */
sentence: string, 
/**
 * Whether it holds.
 */
holds: boolean, };

/**
 * Everything the window can propose. `preview` shows what it would do; `change` does it.
 */
export type Proposal = { "kind": "create_user" } & NewUser | { "kind": "create_people" } & NewPeople | { "kind": "delete_user", 
/**
 * The user.
 */
user: string, } | { "kind": "create_group" } & NewGroup | { "kind": "delete_group", 
/**
 * The group.
 */
group: string, } | { "kind": "add_to_groups", 
/**
 * The user.
 */
user: string, 
/**
 * The groups.
 */
groups: Array<string>, } | { "kind": "remove_from_group", 
/**
 * The user.
 */
user: string, 
/**
 * The group.
 */
group: string, } | { "kind": "attach_policies", 
/**
 * The user or group.
 */
holder: string, 
/**
 * The policies.
 */
policies: Array<PolicyHandle>, } | { "kind": "detach_policy", 
/**
 * The user or group.
 */
holder: string, 
/**
 * The policy.
 */
policy: PolicyHandle, } | { "kind": "set_tags", 
/**
 * The user.
 */
user: string, 
/**
 * All the tags it shall have.
 */
tags: Array<TagView>, } | { "kind": "enable_console", 
/**
 * The user.
 */
user: string, 
/**
 * The password.
 */
password: NewPassword, 
/**
 * Must be changed at the next sign-in.
 */
reset_required: boolean, } | { "kind": "reset_password", 
/**
 * The user.
 */
user: string, 
/**
 * The password.
 */
password: NewPassword, 
/**
 * Must be changed at the next sign-in.
 */
reset_required: boolean, } | { "kind": "disable_console", 
/**
 * The user.
 */
user: string, } | { "kind": "create_access_key", 
/**
 * The user.
 */
user: string, 
/**
 * What it is for.
 */
description: string, } | { "kind": "set_access_key_active", 
/**
 * The user.
 */
user: string, 
/**
 * The credential's local id.
 */
credential: string, 
/**
 * The status it shall have.
 */
active: boolean, } | { "kind": "delete_access_key", 
/**
 * The user.
 */
user: string, 
/**
 * The credential's local id.
 */
credential: string, } | { "kind": "create_policy" } & NewPolicy | { "kind": "edit_policy" } & PolicyEdition | { "kind": "set_default_policy_version", 
/**
 * The policy.
 */
policy: string, 
/**
 * The version.
 */
version: string, } | { "kind": "delete_policy_version", 
/**
 * The policy.
 */
policy: string, 
/**
 * The version.
 */
version: string, } | { "kind": "delete_policy", 
/**
 * The policy.
 */
policy: string, 
/**
 * Whether it is first taken from everybody who has it; AWS refuses otherwise.
 */
take_away: boolean, } | { "kind": "put_inline_policy" } & InlineText | { "kind": "attach_to_many", 
/**
 * The policy.
 */
policy: PolicyHandle, 
/**
 * The users, groups and roles.
 */
holders: Array<string>, } | { "kind": "detach_from_many", 
/**
 * The policy.
 */
policy: PolicyHandle, 
/**
 * The users, groups and roles.
 */
holders: Array<string>, } | { "kind": "update_group", 
/**
 * The group.
 */
group: string, 
/**
 * The name it shall have.
 */
name: string, 
/**
 * The path it shall have.
 */
path: string, } | { "kind": "set_members", 
/**
 * The group.
 */
group: string, 
/**
 * Everybody who shall be in it.
 */
users: Array<string>, } | { "kind": "create_role" } & NewRole | { "kind": "update_role", 
/**
 * The role.
 */
role: string, 
/**
 * What it is for.
 */
description: string, 
/**
 * The longest session in seconds, 3,600 to 43,200.
 */
max_session_seconds: number, } | { "kind": "update_trust_policy", 
/**
 * The role.
 */
role: string, 
/**
 * The trust policy.
 */
document: string, } | { "kind": "delete_role", 
/**
 * The role.
 */
role: string, } | { "kind": "set_boundary", 
/**
 * The user or role.
 */
holder: string, 
/**
 * The boundary; none removes it.
 */
boundary: PolicyHandle | null, } | { "kind": "set_entity_tags", 
/**
 * The role or policy.
 */
entity: string, 
/**
 * All the tags it shall have.
 */
tags: Array<TagView>, } | { "kind": "credential", 
/**
 * The user.
 */
user: string, 
/**
 * The step.
 */
step: CredentialStep, } | { "kind": "person", 
/**
 * The user.
 */
user: string, 
/**
 * The step.
 */
step: PersonStep, } | { "kind": "account", 
/**
 * The step.
 */
step: AccountStep, } | { "kind": "sandbox", 
/**
 * The changes, in order.
 */
changes: Array<SandboxChange>, } | { "kind": "cure", 
/**
 * The findings.
 */
findings: Array<FindingName>, } | { "kind": "save_expectations", 
/**
 * The expectations.
 */
expectations: Array<NewExpectation>, } | { "kind": "delete_expectations", 
/**
 * Their local ids.
 */
expectations: Array<string>, } | { "kind": "in_spite_of", 
/**
 * Why it has to be; it is kept with the change.
 */
reason: string, 
/**
 * What is proposed.
 */
proposal: Proposal, };

/**
 * A proposal for one account.
 */
export type ProposalRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * What is proposed.
 */
proposal: Proposal, };

/**
 * The identity providers of an account.
 */
export type ProvidersView = { 
/**
 * OpenID Connect.
 */
oidc: Array<OidcProviderView>, 
/**
 * SAML.
 */
saml: Array<SamlProviderView>, 
/**
 * Well known OpenID Connect providers.
 */
presets: Array<OidcPresetView>, };

/**
 * A quota.
 */
export type QuotaView = { 
/**
 * The field.
 */
name: string, 
/**
 * What it is in this account.
 */
value: number, 
/**
 * What AWS gives every account.
 */
default: number, 
/**
 * How many there are; none when it does not count things of the account.
 */
used: number | null, };

/**
 * On how many resources an action is allowed.
 */
export type ReachView = "all" | "some" | "none";

/**
 * A message or an event, pasted.
 */
export type ReadDenialRequest = { 
/**
 * An `AccessDenied` message, or a `CloudTrail` event as JSON.
 */
text: string, };

/**
 * Expectations of a file, read and not saved.
 */
export type ReadExpectationsView = { 
/**
 * The file's name.
 */
file_name: string, 
/**
 * Its expectations; one that the account has by that name would be replaced.
 */
expectations: Array<NewExpectation>, };

/**
 * A list of people as somebody pasted it.
 */
export type ReadPeopleRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * One person a line: names, addresses, or a table with headers.
 */
text: string, };

/**
 * A recovery key, shown this once. Holds a secret.
 */
export type RecoveryKeyView = { 
/**
 * Eight groups of five.
 */
recovery_key: string, 
/**
 * Ways in that have to be added again, a sentence each.
 */
dropped: Array<string>, };

/**
 * Removes a way in.
 */
export type RemoveSlotRequest = { 
/**
 * The slot.
 */
id: string, 
/**
 * The vault's password.
 */
password: string, };

/**
 * A form of a matrix to take away.
 */
export type ReportFormat = "html" | "csv" | "json";

/**
 * Asks for the rows of a credential report.
 */
export type ReportRequest = { 
/**
 * The account's local id.
 */
account: string, 
/**
 * Ours, though AWS's is there.
 */
own: boolean, 
/**
 * Text that a row must contain, without case, in any cell; empty for all.
 */
filter: string, 
/**
 * The first row of the window.
 */
offset: number, 
/**
 * How many rows at most (500 is the ceiling).
 */
limit: number, };

/**
 * What the policy of a resource changes.
 */
export type ResourceCanView = { 
/**
 * The resource's ARN.
 */
arn: string, 
/**
 * Actions that its policy allows and nothing else does.
 */
given: Array<string>, 
/**
 * Actions that its policy denies and that would be allowed without it.
 */
taken: Array<string>, };

/**
 * A resource that the account knows of.
 */
export type ResourceView = { 
/**
 * Its ARN.
 */
arn: string, 
/**
 * Where it is known from: `user`, `role`, or the policy that names it.
 */
from: string, };

/**
 * Makes a vault of a backup, in a new folder beside the vault. No vault is written over.
 */
export type RestoreBackupRequest = { 
/**
 * The backup.
 */
backup: string, };

/**
 * Asks for one secret. Needs the password entered not long ago: `password_needed` says when not.
 */
export type RevealRequest = { 
/**
 * The credential's local id.
 */
credential: string, };

/**
 * One secret. The window hides it after the time given and keeps it nowhere.
 */
export type RevealedView = { 
/**
 * The secret itself.
 */
value: string, 
/**
 * Seconds until it hides itself.
 */
hide_after_seconds: number, };

/**
 * A row of the roles list.
 */
export type RoleRowView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The role's name.
 */
name: string, 
/**
 * The path.
 */
path: string, 
/**
 * Who may assume it, in words.
 */
trusted: Array<string>, 
/**
 * Whether it is linked to an AWS service.
 */
service_linked: boolean, 
/**
 * Who alone may alter it: `AWS service` or `IAM Identity Center`; empty when it is ours.
 */
kept_by: string, 
/**
 * When it was last used (ISO 8601), or empty.
 */
last_used: string, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * How it stands to AWS.
 */
standing: StandingView, };

/**
 * A role's page.
 */
export type RoleView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The role's name.
 */
name: string, 
/**
 * The path.
 */
path: string, 
/**
 * The ARN.
 */
arn: string, 
/**
 * AWS's unique id (`AROA…`), or empty.
 */
unique_id: string, 
/**
 * The description.
 */
description: string, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * How it stands to AWS.
 */
standing: StandingView, 
/**
 * Who alone may alter it: `AWS service` or `IAM Identity Center`; empty when it is ours.
 */
kept_by: string, 
/**
 * Longest session in seconds.
 */
max_session_seconds: number, 
/**
 * The trust policy's text.
 */
trust_policy: string, 
/**
 * Who may assume it, in words.
 */
trusted: Array<string>, 
/**
 * Its policies.
 */
permissions: Array<GrantView>, 
/**
 * The permissions boundary.
 */
boundary: GrantView | null, 
/**
 * Its tags.
 */
tags: Array<TagView>, };

/**
 * A stage of a rotation.
 */
export type RotationStage = "make" | "issue" | "hand_over" | "move" | "deactivate" | "wait" | "delete";

/**
 * A stage, and how it stands.
 */
export type RotationStageView = { 
/**
 * Which one.
 */
stage: RotationStage, 
/**
 * How it stands.
 */
state: RotationState, 
/**
 * What was found, in a sentence, or empty.
 */
found: string, };

/**
 * How a stage stands.
 */
export type RotationState = "done" | "current" | "waiting";

/**
 * A window of rows, and how many there are.
 */
export type Rows<T> = { 
/**
 * How many rows the account has.
 */
total: number, 
/**
 * How many of them the filter leaves.
 */
matching: number, 
/**
 * The window.
 */
rows: Array<T>, };

/**
 * Where a table looks: text to find, a column to sort by, and the window of rows.
 */
export type RowsRequest = { 
/**
 * The account whose rows are asked for.
 */
account: string, 
/**
 * Text that a row must contain, without case, in any column; empty for all.
 */
filter: string, 
/**
 * The column to sort by, as the view's field is named; unknown columns sort by name.
 */
sort: string, 
/**
 * Sort the other way round.
 */
descending: boolean, 
/**
 * The first row of the window.
 */
offset: number, 
/**
 * How many rows at most (500 is the ceiling).
 */
limit: number, };

/**
 * A SAML provider.
 */
export type SamlProviderView = { 
/**
 * The local id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its ARN.
 */
arn: string, 
/**
 * Who it says it is, or empty.
 */
entity_id: string, 
/**
 * Where people sign in, or empty.
 */
sign_in_url: string, 
/**
 * Until when its metadata is valid (ISO 8601), or empty when nothing says so.
 */
valid_until: string, 
/**
 * Days left of that; negative when it has run out.
 */
days_left: number | null, 
/**
 * Its signing certificates.
 */
certificates: Array<CertificateView>, 
/**
 * What could not be read of its metadata, or empty.
 */
problem: string, 
/**
 * Its tags.
 */
tags: Array<TagView>, 
/**
 * The roles whose trust policy names it.
 */
roles: Array<string>, };

/**
 * One change of a sandbox. It holds no secret.
 */
export type SandboxChange = { "kind": "attach", 
/**
 * The user, group or role.
 */
holder: string, 
/**
 * The policy.
 */
policy: PolicyHandle, } | { "kind": "detach", 
/**
 * The user, group or role.
 */
holder: string, 
/**
 * The policy.
 */
policy: PolicyHandle, } | { "kind": "switch_off_policy", 
/**
 * The policy.
 */
policy: PolicyHandle, } | { "kind": "switch_off_group", 
/**
 * The group.
 */
group: string, } | { "kind": "switch_off_layer", 
/**
 * Which.
 */
layer: LayerView, } | { "kind": "switch_off_boundary", 
/**
 * The user or role.
 */
holder: string, } | { "kind": "add_to_group", 
/**
 * The user.
 */
user: string, 
/**
 * The group.
 */
group: string, } | { "kind": "remove_from_group", 
/**
 * The user.
 */
user: string, 
/**
 * The group.
 */
group: string, } | { "kind": "edit_policy", 
/**
 * The policy.
 */
policy: PolicyHandle, 
/**
 * The document it shall have.
 */
document: string, } | { "kind": "put_inline", 
/**
 * The user, group or role.
 */
holder: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its document.
 */
document: string, };

/**
 * Asks what a sandbox would do to everybody.
 */
export type SandboxRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The changes, in order.
 */
changes: Array<SandboxChange>, };

/**
 * What a sandbox would do.
 */
export type SandboxView = { 
/**
 * Whether the changes could be made.
 */
possible: boolean, 
/**
 * Why not.
 */
errors: Array<FieldErrorView>, 
/**
 * The changes in words.
 */
changes: Array<ChangeView>, 
/**
 * How many of them each change of the request stands for, in its order.
 */
spelled: Array<number>, 
/**
 * Everybody whose access would change, the widest change first.
 */
effects: Array<EffectView>, };

/**
 * Saves an account, or a part of it, as a file.
 */
export type SaveAccountRequest = { 
/**
 * The account's local id.
 */
account: string, 
/**
 * The form.
 */
format: AccountFormat, 
/**
 * How much of it.
 */
extent: AccountExtent, };

/**
 * Writes what was changed after a journal entry into a file for the other admins.
 */
export type SaveChangesRequest = { 
/**
 * The last journal entry that the others have already.
 */
since: number, 
/**
 * The other admins' public keys (`age1…`, or an SSH public key), one a line; empty where a
 * passphrase is given.
 */
recipients: string, 
/**
 * A passphrase that goes to them by another way; empty where keys are given.
 */
passphrase: string, };

/**
 * Saves the read-only script that gathers a bundle, or the policy that whoever runs it needs.
 */
export type SaveCollectScriptRequest = { 
/**
 * The policy instead of the script.
 */
policy: boolean, };

/**
 * Saves credentials as CSV through the system's dialog.
 */
export type SaveCredentialsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The users whose credentials are saved.
 */
users: Array<string>, 
/**
 * The form of the file.
 */
format: CsvFormat, };

/**
 * Saves a draft of the sign-in instructions. It never holds a secret.
 */
export type SaveDraftRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The user.
 */
user: string, 
/**
 * The address, or empty.
 */
to: string, };

/**
 * Takes a matrix away as a file.
 */
export type SaveMatrixRequest = { 
/**
 * The question.
 */
question: MatrixQuestion, 
/**
 * Which rows.
 */
filter: MatrixFilter, 
/**
 * The form.
 */
format: ReportFormat, 
/**
 * Whether account ids are replaced by `ACCOUNT-1`, `ACCOUNT-2`, ….
 */
redact: boolean, };

/**
 * Saves a credential report.
 */
export type SaveReportRequest = { 
/**
 * The account's local id.
 */
account: string, 
/**
 * Ours, though AWS's is there.
 */
own: boolean, };

/**
 * A file was written.
 */
export type SavedView = { 
/**
 * The file's name, without its folder.
 */
file_name: string, 
/**
 * What a person should know about it, a sentence each.
 */
notes: Array<string>, };

/**
 * Looks for actions in the catalogue.
 */
export type SearchActionsRequest = { 
/**
 * What was typed: `s3:getob`, `bucket`.
 */
text: string, 
/**
 * How many at most (100 is the ceiling).
 */
limit: number, };

/**
 * Looks for principals of an account.
 */
export type SearchPrincipalsRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * What was typed.
 */
text: string, 
/**
 * How many users and roles at most (100 is the ceiling).
 */
limit: number, 
/**
 * Whether sessions, root users, services and anyone are wanted after them.
 */
others: boolean, };

/**
 * Looks for resources that the account knows of.
 */
export type SearchResourcesRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * What was typed.
 */
text: string, 
/**
 * How many at most (100 is the ceiling).
 */
limit: number, };

/**
 * How secrets go.
 */
export type SecretsWay = "screen" | "sheet" | "csv" | "encrypted";

/**
 * One check.
 */
export type SecurityCheckView = { 
/**
 * `root-access-keys`, `root-mfa`, `individual-users`, `groups`, `password-policy`.
 */
id: string, 
/**
 * How it stands.
 */
state: CheckState, 
/**
 * What was found, in a sentence.
 */
found: string, 
/**
 * The one step that makes it green; empty when it is.
 */
step: string, 
/**
 * The page of that step, or empty.
 */
page: string, };

/**
 * What somebody can do in one service.
 */
export type ServiceAccessView = { 
/**
 * `s3`.
 */
prefix: string, 
/**
 * `Amazon S3`.
 */
name: string, 
/**
 * Each access level with what is allowed of it.
 */
levels: Array<LevelAccessView>, };

/**
 * Asks for the actions of a service, as a statement names them.
 */
export type ServiceActionsRequest = { 
/**
 * `s3`.
 */
service: string, 
/**
 * The statement's action patterns.
 */
patterns: Array<string>, 
/**
 * Words that an action must have in its name or description; empty for all.
 */
filter: string, };

/**
 * The actions of a service by access level.
 */
export type ServiceActionsView = { 
/**
 * `s3`.
 */
prefix: string, 
/**
 * `Amazon S3`.
 */
name: string, 
/**
 * The levels that have actions left by the filter.
 */
levels: Array<ActionLevelView>, };

/**
 * A credential for one service.
 */
export type ServiceCredentialView = { 
/**
 * The local id.
 */
id: string, 
/**
 * `codecommit.amazonaws.com`.
 */
service: string, 
/**
 * The user name at the service, or empty while it is only requested.
 */
service_user_name: string, 
/**
 * Whether it can be used.
 */
active: boolean, 
/**
 * When it was made, or empty.
 */
created: string, 
/**
 * When it stops working, or empty.
 */
expires: string, 
/**
 * Whether the vault holds its password.
 */
has_secret: boolean, };

/**
 * A service of the catalogue.
 */
export type ServiceNameView = { 
/**
 * `s3`.
 */
prefix: string, 
/**
 * `Amazon S3`.
 */
name: string, };

/**
 * What a planned session could do with one action.
 */
export type SessionAnswerView = { 
/**
 * The action.
 */
action: string, 
/**
 * The resource, or `*`.
 */
resource: string, 
/**
 * What the session gets.
 */
verdict: VerdictView, 
/**
 * Why, in one sentence.
 */
sentence: string, };

/**
 * The calls that give temporary credentials.
 */
export type SessionKind = "assume_role" | "get_session_token" | "get_federation_token";

/**
 * The operation of STS that made temporary credentials.
 */
export type SessionOperation = "assume_role" | "web_identity" | "saml" | "session_token" | "federation_token";

/**
 * An inline session policy.
 */
export type SessionPolicy = { 
/**
 * What it is called here.
 */
name: string, 
/**
 * Its document.
 */
document: string, };

/**
 * Temporary credentials as a person describes them; empty text is left out.
 */
export type SessionRequest = { 
/**
 * The operation that made them.
 */
by: SessionOperation, 
/**
 * The session's or the federated user's name.
 */
name: string, 
/**
 * The identity provider.
 */
provider: string, 
/**
 * Whether they were asked for with MFA.
 */
mfa: boolean, 
/**
 * Inline session policies.
 */
policies: Array<SessionPolicy>, 
/**
 * The ARNs of managed session policies.
 */
managed: Array<string>, 
/**
 * Session tags.
 */
tags: Array<TagView>, 
/**
 * When they were issued (ISO 8601, UTC).
 */
issued: string, 
/**
 * The source identity.
 */
source_identity: string, };

/**
 * A planned session.
 */
export type SessionView = { 
/**
 * What is wrong with the plan, each beside its field.
 */
errors: Array<FieldErrorView>, 
/**
 * How long it lasts, in seconds.
 */
duration_seconds: number, 
/**
 * The longest it may last, and why.
 */
longest: string, 
/**
 * What such credentials can not do, a sentence each.
 */
limits: Array<string>, 
/**
 * `aws sts …`; empty while something is wrong.
 */
command: string, 
/**
 * The text for `~/.aws/config`; empty when the call has none.
 */
profile: string, 
/**
 * The ARN that policies see.
 */
session_arn: string, };

/**
 * This machine's settings.
 */
export type SettingsView = { 
/**
 * Minutes without input after which the window locks itself.
 */
idle_lock_minutes: number, 
/**
 * The minutes that can be chosen.
 */
idle_choices: Array<number>, 
/**
 * The name that the journal gives to whoever works here.
 */
operator: string, 
/**
 * This machine, as the journal names it.
 */
machine: string, 
/**
 * The file of breached passwords' hashes in which chosen passwords are looked up; empty for
 * none.
 */
breached_hashes: string, };

/**
 * How grave a finding is.
 */
export type SeverityView = "critical" | "high" | "medium" | "low";

/**
 * An X.509 signing certificate.
 */
export type SigningCertificateView = { 
/**
 * The local id.
 */
id: string, 
/**
 * AWS's id, or empty.
 */
certificate_id: string, 
/**
 * Whether it can be used.
 */
active: boolean, 
/**
 * When it was uploaded, or empty.
 */
uploaded: string, 
/**
 * What is in it; none when it can not be read.
 */
certificate: CertificateView | null, };

/**
 * A question: the cross product of actions and resources.
 */
export type SimulationRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The principal's local id.
 */
principal: string, 
/**
 * Actions; wildcards are expanded from the catalogue.
 */
actions: Array<string>, 
/**
 * Resources; empty asks about any resource.
 */
resources: Array<string>, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * Which state of an AWS account answers.
 */
state: StateView, 
/**
 * Changes that are tried out on a copy before it is asked.
 */
what_if: Array<SandboxChange>, 
/**
 * The temporary credentials that the principal asks with; none asks with its own.
 */
session: SessionRequest | null, };

/**
 * The answers to a question.
 */
export type SimulationView = { 
/**
 * The principal's ARN.
 */
principal: string, 
/**
 * One answer for each action and resource, actions first.
 */
answers: Array<AnswerView>, 
/**
 * The policies that were looked at.
 */
policies: Array<ConsideredPolicyView>, 
/**
 * The condition keys that were filled in, with their origin.
 */
context: Array<FilledContextView>, 
/**
 * What the vault does not know and what that could change, a sentence each.
 */
unknown: Array<string>, 
/**
 * The answers put together, for actions that work on several resources at once.
 */
together: Array<TogetherView>, 
/**
 * Whether more actions matched than are answered (5,000 is the ceiling).
 */
truncated: boolean, };

/**
 * How long a document is, white space not counted.
 */
export type SizeView = { 
/**
 * Its characters.
 */
characters: number, 
/**
 * Characters of other documents that count against the same quota.
 */
others: number, 
/**
 * How many there may be; none where AWS has no one number.
 */
quota: number | null, 
/**
 * What the quota is for: `a managed policy`.
 */
of: string, };

/**
 * What opens a slot.
 */
export type SlotKindView = "password" | "recovery_key" | "key_file" | "keychain" | "unknown";

/**
 * One way in.
 */
export type SlotView = { 
/**
 * The handle that requests carry; empty when the slot is damaged.
 */
id: string, 
/**
 * What opens it.
 */
kind: SlotKindView, 
/**
 * What a person called it; empty for the password and the recovery key.
 */
label: string, 
/**
 * When it was made (ISO 8601, UTC); empty when the slot is damaged.
 */
made: string, 
/**
 * Whether it can be removed.
 */
removable: boolean, };

/**
 * What can open the vault.
 */
export type SlotsView = { 
/**
 * The slots.
 */
slots: Array<SlotView>, 
/**
 * Whether this machine has a keychain that can keep a key.
 */
keychain: boolean, 
/**
 * Whether this machine's keychain opens the vault.
 */
in_keychain: boolean, };

/**
 * An SSH public key.
 */
export type SshKeyView = { 
/**
 * The local id.
 */
id: string, 
/**
 * AWS's id (`APKA…`), or empty.
 */
key_id: string, 
/**
 * Pairs of hexadecimal digits.
 */
fingerprint: string, 
/**
 * What stands behind the key.
 */
comment: string, 
/**
 * Whether it can be used.
 */
active: boolean, 
/**
 * When it was uploaded, or empty.
 */
uploaded: string, };

/**
 * How an entity of an AWS account stands to what AWS was last seen to have.
 */
export type StandingView = "in_aws" | "pending" | "local";

/**
 * Begins to set up a device.
 */
export type StartMfaRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The user.
 */
user: string, 
/**
 * The device's name.
 */
name: string, 
/**
 * In an AWS account: the secret key or the `otpauth://` address that AWS showed. Empty in a
 * local account, which makes its own.
 */
seed: string, };

/**
 * Which state of an AWS account is asked.
 */
export type StateView = "planned" | "observed";

/**
 * A statement as a card.
 */
export type StatementCardView = { 
/**
 * Its place in the list.
 */
index: number, 
/**
 * First character in the text.
 */
from: number, 
/**
 * Past the last character.
 */
to: number, 
/**
 * Its `Sid`, or empty.
 */
sid: string, 
/**
 * `Allow`, `Deny`, or empty when it is neither.
 */
effect: string, 
/**
 * Whom it is about, where that can be shown.
 */
principals: PrincipalsView | null, 
/**
 * `Action` or `NotAction`, where it can be shown.
 */
actions: NamesView | null, 
/**
 * The actions by service.
 */
services: Array<CardServiceView>, 
/**
 * `Resource` or `NotResource`, where it can be shown.
 */
resources: NamesView | null, 
/**
 * Its conditions.
 */
conditions: Array<CardConditionView>, 
/**
 * One plain sentence about it.
 */
sentence: string, 
/**
 * Names of elements that no field shows; they are kept as they are.
 */
kept: Array<string>, };

/**
 * Asks what resources and conditions a statement can have.
 */
export type StatementChoicesRequest = { 
/**
 * The account, for what is known to stand in its ARNs.
 */
account: string, 
/**
 * The statement's action patterns.
 */
patterns: Array<string>, 
/**
 * A key that must be among the keys although no action has it, or empty.
 */
key: string, };

/**
 * What resources and conditions a statement can have.
 */
export type StatementChoicesView = { 
/**
 * The forms of the ARNs that the actions take.
 */
formats: Array<ArnFormatView>, 
/**
 * Actions that take no resource but `*`; at most a few, for a hint.
 */
wildcard_only: Array<string>, 
/**
 * The condition keys, those of the actions first.
 */
keys: Array<KeyChoiceView>, 
/**
 * Common conditions, ready to add.
 */
presets: Array<ConditionPresetView>, };

/**
 * A statement in a policy.
 */
export type StatementView = { 
/**
 * Index into the answer's `policies`.
 */
policy: number, 
/**
 * Which statement, from 0.
 */
statement: number, 
/**
 * Its `Sid`, or empty.
 */
sid: string, 
/**
 * `Allow` or `Deny`.
 */
effect: string, 
/**
 * First character in the document, counted in UTF-16 units.
 */
from: number, 
/**
 * Past the last character.
 */
to: number, };

/**
 * What zxcvbn thinks of a password.
 */
export type StrengthView = { 
/**
 * 0 (guessed at once) to 4 (very unlikely to be guessed).
 */
score: number, 
/**
 * Whether a vault may be made with it.
 */
accepted: boolean, 
/**
 * How long guessing would take offline, in words.
 */
guess_time: string, 
/**
 * What is weak about it; empty when nothing is.
 */
warning: string, 
/**
 * What would make it stronger.
 */
suggestions: Array<string>, 
/**
 * How often it stands in the list of breached passwords; none where no list was chosen or the
 * chosen one was not read, which the warning says.
 */
breaches: number | null, };

/**
 * A tag.
 */
export type TagView = { 
/**
 * The key.
 */
key: string, 
/**
 * The value.
 */
value: string, };

/**
 * Takes offered changes over: one set, one undo.
 */
export type TakeChangesRequest = { 
/**
 * The offer.
 */
offer: string, 
/**
 * The conflicts in which their side counts; in the others ours stays.
 */
theirs: Array<string>, 
/**
 * Why it has to be where it breaks expectations; empty otherwise.
 */
reason: string, };

/**
 * A letter that was edited.
 */
export type TemplateRequest = { 
/**
 * The tag of the language.
 */
language: string, 
/**
 * The subject with placeholders; empty is the language's own.
 */
subject: string, 
/**
 * The text with placeholders; empty is the language's own.
 */
body: string, };

/**
 * A template for a common wish.
 */
export type TemplateView = { 
/**
 * What to ask `fill_template` for.
 */
id: string, 
/**
 * The wish.
 */
title: string, 
/**
 * What it does.
 */
text: string, 
/**
 * What has to be filled in.
 */
blanks: Array<BlankView>, };

/**
 * Compares two texts.
 */
export type TextDiffRequest = { 
/**
 * The text before.
 */
before: string, 
/**
 * The text after.
 */
after: string, };

/**
 * Two texts side by side.
 */
export type TextDiffView = { 
/**
 * The lines, in order.
 */
lines: Array<DiffLineView>, 
/**
 * How many lines came.
 */
added: number, 
/**
 * How many lines went.
 */
removed: number, 
/**
 * Whether both are the same JSON, white space and the order of keys aside.
 */
same_value: boolean, };

/**
 * A replacement in the text.
 */
export type TextEditView = { 
/**
 * First character that goes.
 */
from: number, 
/**
 * Past the last one.
 */
to: number, 
/**
 * What comes instead.
 */
text: string, };

/**
 * The answers for one action put together: a call that works on several resources succeeds only
 * when every one of them is allowed.
 */
export type TogetherView = { 
/**
 * The action.
 */
action: string, 
/**
 * The decision, as far as was asked.
 */
decision: DecisionView, 
/**
 * What it comes to, in one sentence.
 */
sentence: string, 
/**
 * Resources that were asked about and are not allowed.
 */
denied: Array<string>, 
/**
 * Patterns of resources that the call needs besides.
 */
lacking: Array<string>, };

/**
 * Asks for the trust policy of a new role.
 */
export type TrustPolicyRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * Who may assume the role.
 */
trusted: TrustedEntity, };

/**
 * A trust policy in the making.
 */
export type TrustPolicyView = { 
/**
 * The document; empty while something is wrong.
 */
text: string, 
/**
 * What is wrong, each under its field: `services`, `accounts[0]`, `external_id`.
 */
errors: Array<FieldErrorView>, };

/**
 * Who may assume a role, as the console's first step asks it.
 */
export type TrustedEntity = { "kind": "service", 
/**
 * Their service principals: `ec2.amazonaws.com`.
 */
services: Array<string>, } | { "kind": "account", 
/**
 * The accounts' twelve digits.
 */
accounts: Array<string>, 
/**
 * What a third party has to say along; empty asks for nothing.
 */
external_id: string, 
/**
 * Whether they must have signed in with MFA.
 */
require_mfa: boolean, } | { "kind": "web_identity", 
/**
 * The provider: an ARN, or the host of one that AWS knows by itself.
 */
provider: string, 
/**
 * The audience.
 */
audience: string, 
/**
 * Whom the tokens must be for: values or patterns of the subject; empty takes everybody.
 */
subjects: Array<string>, } | { "kind": "saml", 
/**
 * The provider's ARN.
 */
provider: string, 
/**
 * Whether they come to the console, not only to the API.
 */
console: boolean, };

/**
 * An identity provider that a role may trust.
 */
export type TrustedProviderView = { 
/**
 * Its ARN, or the host of one that AWS knows by itself.
 */
provider: string, 
/**
 * Whether it speaks SAML, not `OpenID Connect`.
 */
saml: boolean, 
/**
 * The audiences it is registered for.
 */
audiences: Array<string>, };

/**
 * Asks what a planned session could do.
 */
export type TrySessionRequest = { 
/**
 * The plan.
 */
plan: PlanSessionRequest, 
/**
 * The action; wildcards are expanded from the catalogue.
 */
action: string, 
/**
 * The resource; empty asks about any.
 */
resource: string, };

/**
 * An expectation whose answer differs between two moments.
 */
export type TurnedView = { 
/**
 * What it is called.
 */
name: string, 
/**
 * The answer it shall have.
 */
expected: ExpectedView, 
/**
 * The answer at the first moment; none where it could not be asked.
 */
before: DecisionView | null, 
/**
 * The answer at the second one.
 */
after: DecisionView | null, 
/**
 * Whether it holds at the second one.
 */
holds: boolean, 
/**
 * Why the answer there is what it is, in a sentence.
 */
sentence: string, };

/**
 * Undoes one entry.
 */
export type UndoRequest = { 
/**
 * The entry's number.
 */
sequence: number, 
/**
 * Why it has to be where it breaks expectations; empty otherwise.
 */
reason: string, };

/**
 * Opens the chosen vault.
 */
export type UnlockRequest = { "kind": "password", 
/**
 * The password.
 */
password: string, } | { "kind": "recovery_key", 
/**
 * The recovery key.
 */
recovery_key: string, };

/**
 * Something in the file that could not be read.
 */
export type UnreadableView = { 
/**
 * Where: `UserDetailList[3].UserName, byte 1204`.
 */
at: string, 
/**
 * Why.
 */
reason: string, };

/**
 * A row of the users list.
 */
export type UserRowView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The user name.
 */
name: string, 
/**
 * The path.
 */
path: string, 
/**
 * Names of the groups.
 */
groups: Array<string>, 
/**
 * Whether the user has a console password.
 */
console_access: boolean, 
/**
 * How many access keys are active.
 */
active_keys: number, 
/**
 * Age in days of the oldest active key, when known.
 */
oldest_key_days: number | null, 
/**
 * How many MFA devices protect it: one that AWS does not know yet does not count.
 */
mfa_devices: number, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * Whether the person is disabled as a whole.
 */
disabled: boolean, 
/**
 * How it stands to AWS.
 */
standing: StandingView, 
/**
 * Whether what is said of password, keys and MFA is all there is: an account's authorization
 * details do not speak of them.
 */
credentials_known: boolean, };

/**
 * A user's page.
 */
export type UserView = { 
/**
 * The local id.
 */
id: string, 
/**
 * The user name.
 */
name: string, 
/**
 * The path.
 */
path: string, 
/**
 * The ARN.
 */
arn: string, 
/**
 * AWS's unique id (`AIDA…`), or empty.
 */
unique_id: string, 
/**
 * When it was made (ISO 8601), or empty.
 */
created: string, 
/**
 * How it stands to AWS.
 */
standing: StandingView, 
/**
 * Its groups.
 */
groups: Array<NamedView>, 
/**
 * Every policy it has, own and through groups.
 */
permissions: Array<GrantView>, 
/**
 * The permissions boundary.
 */
boundary: GrantView | null, 
/**
 * Its tags.
 */
tags: Array<TagView>, 
/**
 * The console password, when there is one.
 */
login_profile: LoginProfileView | null, 
/**
 * Its access keys.
 */
access_keys: Array<AccessKeyView>, 
/**
 * Its MFA devices' serials.
 */
mfa_devices: Array<string>, 
/**
 * Its MFA devices.
 */
mfa: Array<MfaDeviceView>, 
/**
 * Whether one of them protects it.
 */
has_mfa: boolean, 
/**
 * Its SSH public keys.
 */
ssh_keys: Array<SshKeyView>, 
/**
 * Its signing certificates.
 */
signing_certificates: Array<SigningCertificateView>, 
/**
 * Its service-specific credentials.
 */
service_credentials: Array<ServiceCredentialView>, 
/**
 * Since when the person is disabled as a whole (ISO 8601, or `yes`), or empty.
 */
disabled: string, 
/**
 * Why.
 */
disabled_reason: string, 
/**
 * Where it signs in.
 */
sign_in_url: string, 
/**
 * Who makes credentials: here (`true`) or AWS.
 */
credentials_made_here: boolean, 
/**
 * Whether what is said of password, keys and MFA is all there is.
 */
credentials_known: boolean, };

/**
 * An answer in one word.
 */
export type VerdictView = "allowed" | "some" | "depends" | "implicitly_denied" | "explicitly_denied";

/**
 * Who of everybody is shown.
 */
export type WhoCanFilter = "can" | "cannot" | "all";

/**
 * Who can do something?
 */
export type WhoCanRequest = { 
/**
 * The account.
 */
account: string, 
/**
 * The action.
 */
action: string, 
/**
 * The resource; empty asks about any resource.
 */
resource: string, 
/**
 * Condition keys with their values.
 */
context: Array<ContextValue>, 
/**
 * Which state of an AWS account answers.
 */
state: StateView, 
/**
 * Changes that are tried out on a copy.
 */
what_if: Array<SandboxChange>, 
/**
 * Who is shown.
 */
filter: WhoCanFilter, 
/**
 * The first row of the window, among those that the filter leaves.
 */
offset: number, 
/**
 * How many rows at most (100 is the ceiling).
 */
limit: number, };

/**
 * Somebody, and whether they can.
 */
export type WhoCanRowView = { 
/**
 * Who.
 */
principal: PrincipalView, 
/**
 * Whether.
 */
verdict: VerdictView, 
/**
 * Why, in one sentence.
 */
sentence: string, 
/**
 * The policies whose statements decided, each with how it comes to the principal.
 */
by: Array<string>, 
/**
 * Where it cannot, the roles to assume one after another to become one that can.
 */
through: Array<PrincipalView>, };

/**
 * A window of everybody of an account, and whether they can.
 */
export type WhoCanView = { 
/**
 * How many were asked.
 */
total: number, 
/**
 * How many of them the filter leaves.
 */
matching: number, 
/**
 * Users and roles of this window, those who can first.
 */
rows: Array<WhoCanRowView>, 
/**
 * What the answers do not take into account, a sentence each.
 */
unknown: Array<string>, };

/**
 * How far long work is.
 */
export type WorkView = { 
/**
 * What is being done; empty when nothing is.
 */
doing: string, 
/**
 * 0 to 100.
 */
percent: number, };

/** Every command: what it is asked with and what it answers. */
export interface Commands {
  gate: { request: Nothing; response: GateView };
  choose_vault_folder: { request: ChooseFolderRequest; response: FolderView | null };
  password_strength: { request: PasswordStrengthRequest; response: StrengthView };
  create_vault: { request: CreateVaultRequest; response: NewVaultView };
  open_vault: { request: OpenVaultRequest; response: GateView };
  unlock: { request: UnlockRequest; response: GateView };
  lock: { request: Nothing; response: GateView };
  confirm_password: { request: ConfirmPasswordRequest; response: Nothing };
  change_vault_password: { request: ChangePasswordRequest; response: Nothing };
  check_vault: { request: Nothing; response: CheckView };
  poll: { request: Nothing; response: PollView };
  keep_over_lock: { request: KeepRequest; response: Nothing };
  kept_over_lock: { request: Nothing; response: Array<KeptView> };
  work: { request: Nothing; response: WorkView };
  give_up: { request: Nothing; response: Nothing };
  vault_slots: { request: Nothing; response: SlotsView };
  add_key_file: { request: AddKeyFileRequest; response: SavedView | null };
  add_keychain: { request: PasswordRequest; response: SlotsView };
  remove_slot: { request: RemoveSlotRequest; response: SlotsView };
  replace_recovery_key: { request: PasswordRequest; response: RecoveryKeyView };
  rotate_key: { request: PasswordRequest; response: RecoveryKeyView };
  unlock_with_key_file: { request: Nothing; response: GateView | null };
  unlock_with_keychain: { request: Nothing; response: GateView };
  backups: { request: Nothing; response: BackupsView };
  back_up: { request: Nothing; response: SavedView };
  back_up_elsewhere: { request: Nothing; response: SavedView | null };
  choose_backup: { request: Nothing; response: BackupView | null };
  preview_backup: { request: PreviewBackupRequest; response: BackupPreviewView };
  restore_backup: { request: RestoreBackupRequest; response: GateView };
  settings: { request: Nothing; response: SettingsView };
  change_settings: { request: ChangeSettingsRequest; response: SettingsView };
  choose_breached_hashes: { request: Nothing; response: SettingsView | null };
  forget_breached_hashes: { request: Nothing; response: SettingsView };
  accept_state: { request: Nothing; response: Nothing };
  accounts: { request: Nothing; response: Array<AccountView> };
  create_account: { request: CreateAccountRequest; response: DoneView };
  dashboard: { request: AccountRequest; response: DashboardView };
  password_policy: { request: AccountRequest; response: PasswordPolicyView };
  users: { request: RowsRequest; response: Rows<UserRowView> };
  user: { request: EntityRequest; response: UserView };
  groups: { request: RowsRequest; response: Rows<GroupRowView> };
  group: { request: EntityRequest; response: GroupView };
  roles: { request: RowsRequest; response: Rows<RoleRowView> };
  role: { request: EntityRequest; response: RoleView };
  policies: { request: PoliciesRequest; response: Rows<PolicyRowView> };
  policy: { request: PolicyRequest; response: PolicyView };
  preview: { request: ProposalRequest; response: PreviewView };
  change: { request: ProposalRequest; response: DoneView };
  effects: { request: ProposalRequest; response: Array<EffectView> };
  check_new_password: { request: CheckPasswordRequest; response: PasswordCheckView };
  undo: { request: UndoRequest; response: DoneView };
  journal: { request: JournalRequest; response: Rows<JournalEntryView> };
  search_journal: { request: JournalSearchRequest; response: Rows<JournalEntryView> };
  save_journal: { request: JournalSearchRequest; response: SavedView | null };
  pending: { request: AccountRequest; response: Array<PendingView> };
  save_changes: { request: SaveChangesRequest; response: SavedView | null };
  open_changes: { request: OpenChangesRequest; response: OfferedChangesView | null };
  compare_copy: { request: CompareCopyRequest; response: OfferedChangesView | null };
  take_changes: { request: TakeChangesRequest; response: DoneView };
  policy_editor: { request: PolicyText; response: PolicyEditorView };
  edit_policy: { request: EditPolicyRequest; response: EditedPolicyView };
  policy_completions: { request: CompletionsRequest; response: CompletionsView };
  policy_services: { request: Nothing; response: Array<ServiceNameView> };
  service_principals: { request: Nothing; response: Array<string> };
  service_actions: { request: ServiceActionsRequest; response: ServiceActionsView };
  statement_choices: { request: StatementChoicesRequest; response: StatementChoicesView };
  policy_templates: { request: AccountRequest; response: Array<TemplateView> };
  fill_template: { request: FillTemplateRequest; response: FilledTemplateView };
  trusted_providers: { request: AccountRequest; response: Array<TrustedProviderView> };
  trust_policy: { request: TrustPolicyRequest; response: TrustPolicyView };
  diff_documents: { request: TextDiffRequest; response: TextDiffView };
  reveal: { request: RevealRequest; response: RevealedView };
  copy_secret: { request: RevealRequest; response: CopiedView };
  save_credentials: { request: SaveCredentialsRequest; response: SavedView | null };
  save_email_draft: { request: SaveDraftRequest; response: SavedView | null };
  hand_off_people: { request: HandOffPeopleRequest; response: Array<HandOffPersonView> };
  read_people: { request: ReadPeopleRequest; response: PeopleListView };
  open_people_list: { request: AccountRequest; response: PeopleListView | null };
  hand_off_texts: { request: Nothing; response: HandOffTextsView };
  preview_hand_off: { request: PreviewHandOffRequest; response: HandOffPreviewView };
  hand_off: { request: HandOffRequest; response: HandOffDoneView | null };
  open_mail_draft: { request: MailtoRequest; response: Nothing };
  hand_offs: { request: RowsRequest; response: Rows<HandOffRowView> };
  hand_off_reminders: { request: AccountRequest; response: HandOffRemindersView };
  mark_hand_offs: { request: MarkHandOffsRequest; response: DoneView };
  start_mfa: { request: StartMfaRequest; response: MfaSetupView };
  start_mfa_from_picture: { request: StartMfaRequest; response: MfaSetupView | null };
  mfa_qr: { request: MfaSetupRequest; response: MfaQrView };
  finish_mfa: { request: MfaCodesRequest; response: MfaDoneView };
  cancel_mfa: { request: MfaSetupRequest; response: Nothing };
  mfa_device_qr: { request: RevealRequest; response: MfaQrView };
  mfa_enable_command: { request: RevealRequest; response: MfaCommandView };
  offboarding: { request: EntityRequest; response: OffboardingView };
  key_rotation: { request: KeyRotationRequest; response: KeyRotationView };
  account_settings: { request: AccountRequest; response: AccountSettingsView };
  identity_providers: { request: AccountRequest; response: ProvidersView };
  account_resources: { request: AccountRequest; response: Array<AccountResourceView> };
  organization: { request: AccountRequest; response: OrganizationView | null };
  security_checks: { request: AccountRequest; response: PostureView };
  plan_session: { request: PlanSessionRequest; response: SessionView };
  try_session: { request: TrySessionRequest; response: Array<SessionAnswerView> };
  plan_import: { request: PlanImportRequest; response: ImportPlanView | null };
  plan_import_folder: { request: PlanImportRequest; response: ImportPlanView | null };
  plan_import_vault: { request: PlanVaultImportRequest; response: ImportPlanView | null };
  import_progress: { request: Nothing; response: ImportProgressView };
  apply_import: { request: ApplyImportRequest; response: DoneView };
  save_account: { request: SaveAccountRequest; response: SavedView | null };
  credential_report: { request: ReportRequest; response: CredentialReportView };
  save_credential_report: { request: SaveReportRequest; response: SavedView | null };
  save_collect_script: { request: SaveCollectScriptRequest; response: SavedView | null };
  search_actions: { request: SearchActionsRequest; response: Array<ActionView> };
  search_principals: { request: SearchPrincipalsRequest; response: Array<PrincipalView> };
  context_keys: { request: ContextKeysRequest; response: Array<ContextKeyView> };
  simulate: { request: SimulationRequest; response: SimulationView };
  matrix: { request: MatrixRequest; response: MatrixView };
  matrix_counts: { request: MatrixQuestion; response: MatrixCountsView };
  sandbox: { request: SandboxRequest; response: SandboxView };
  read_denial: { request: ReadDenialRequest; response: DenialView };
  who_can: { request: WhoCanRequest; response: WhoCanView };
  principal_can: { request: PrincipalCanRequest; response: PrincipalCanView };
  compare_states: { request: CompareRequest; response: CompareView };
  findings: { request: FindingsRequest; response: FindingsView };
  finding_counts: { request: FindingsRequest; response: FindingCountsView };
  escalations: { request: EscalationsRequest; response: EscalationsView };
  expectations: { request: ExpectationsRequest; response: ExpectationsView };
  read_expectations: { request: Nothing; response: ReadExpectationsView | null };
  save_expectations: { request: AccountRequest; response: SavedView | null };
  account_map: { request: MapRequest; response: MapView };
  fix: { request: FixRequest; response: FixView };
  policy_holders: { request: HoldersRequest; response: Array<PolicyHolderView> };
  policy_actions: { request: PolicyActionsRequest; response: Array<string> };
  search_resources: { request: SearchResourcesRequest; response: Array<ResourceView> };
  save_matrix: { request: SaveMatrixRequest; response: SavedView | null };
}
