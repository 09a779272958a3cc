//! The policy editor: one text, looked at as cards and as JSON. What a policy says and how it is
//! altered is `iam-policy`'s; here its answers meet the catalogue, the account and its quotas.

mod actions;
mod cards;
mod choices;
mod complete;
mod diff;
mod templates;
mod trust;

use iam_policy::edit::{self, EditFault, PolicyEdit, PrincipalOutline};
use iam_policy::lint::lint;
use iam_policy::policy::{Effect, PolicyType};

use crate::App;
use crate::contract::AccountRequest;
use crate::contract::Nothing;
use crate::contract::directory::PolicyRequest;
use crate::contract::editor::{
    CompletionsRequest, CompletionsView, DocumentUse, EditPolicyRequest, EditedPolicyView,
    FillTemplateRequest, FilledTemplateView, PolicyEditorView, PolicyText, PolicyWish,
    ServiceActionsRequest, ServiceActionsView, ServiceNameView, StatementChoicesRequest,
    StatementChoicesView, TemplateView, TextDiffRequest, TextDiffView, TextEditView,
    TrustPolicyRequest, TrustPolicyView, TrustedProviderView,
};
use crate::error::{Code, CommandError};
use crate::session::account;

impl App {
    /// What the editor shows of a text.
    pub fn policy_editor(&self, request: &PolicyText) -> Result<PolicyEditorView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let findings = lint(
            &request.text,
            policy_type(&request.used_as),
            &iam_access::CatalogueKnowledge,
        );
        Ok(cards::view(account, request, findings))
    }

    /// Carries one wish out; the new text and what the editor shows of it.
    pub fn edit_policy(
        &self,
        request: &EditPolicyRequest,
    ) -> Result<EditedPolicyView, CommandError> {
        let text = self.edited(&request.policy, &request.edit)?;
        let policy = PolicyText {
            text,
            ..request.policy.clone()
        };
        let view = self.policy_editor(&policy)?;
        Ok(EditedPolicyView {
            text: policy.text,
            view,
        })
    }

    fn edited(&self, policy: &PolicyText, wish: &PolicyWish) -> Result<String, CommandError> {
        let edit = match wish {
            PolicyWish::Replace { edits } => return replaced(&policy.text, edits),
            PolicyWish::Import { policy: from } => PolicyEdit::AddStatementsOf {
                document: self
                    .policy(&PolicyRequest {
                        account: policy.account.clone(),
                        policy: from.clone(),
                    })?
                    .document,
            },
            PolicyWish::ToggleActions {
                statement,
                actions,
                on,
            } => actions::toggle(&policy.text, *statement as usize, actions, *on)?,
            plain => plain_edit(plain)?,
        };
        Ok(edit::edit(
            &policy.text,
            policy_type(&policy.used_as),
            &edit,
        )?)
    }

    /// What could be written where the cursor stands.
    pub fn policy_completions(
        &self,
        request: &CompletionsRequest,
    ) -> Result<CompletionsView, CommandError> {
        let estate = self.session()?.estate();
        Ok(complete::at(
            account(&estate, &request.policy.account)?,
            request,
        ))
    }

    /// Every service of the catalogue.
    pub fn policy_services(&self, _: &Nothing) -> Result<Vec<ServiceNameView>, CommandError> {
        Ok(actions::services())
    }

    /// Every service principal that the catalogue knows of.
    pub fn service_principals(&self, _: &Nothing) -> Result<Vec<String>, CommandError> {
        Ok(iam_catalog::Catalogue::bundled()
            .service_principals()
            .to_vec())
    }

    /// The actions of a service by access level, with those that patterns name.
    pub fn service_actions(
        &self,
        request: &ServiceActionsRequest,
    ) -> Result<ServiceActionsView, CommandError> {
        actions::of_service(request)
    }

    /// What resources and conditions a statement about these actions can have.
    pub fn statement_choices(
        &self,
        request: &StatementChoicesRequest,
    ) -> Result<StatementChoicesView, CommandError> {
        let estate = self.session()?.estate();
        Ok(choices::of(account(&estate, &request.account)?, request))
    }

    /// Templates for the common wishes.
    pub fn policy_templates(
        &self,
        request: &AccountRequest,
    ) -> Result<Vec<TemplateView>, CommandError> {
        let estate = self.session()?.estate();
        account(&estate, &request.account)?;
        Ok(templates::all())
    }

    /// Fills a template in and asks the simulator whether its promises hold.
    pub fn fill_template(
        &self,
        request: &FillTemplateRequest,
    ) -> Result<FilledTemplateView, CommandError> {
        let estate = self.session()?.estate();
        templates::fill(account(&estate, &request.account)?.settings(), request)
    }

    /// The identity providers that a role may trust: the account's own, then those that AWS knows
    /// by itself.
    pub fn trusted_providers(
        &self,
        request: &AccountRequest,
    ) -> Result<Vec<TrustedProviderView>, CommandError> {
        let estate = self.session()?.estate();
        Ok(trust::providers(account(&estate, &request.account)?))
    }

    /// The trust policy of a new role.
    pub fn trust_policy(
        &self,
        request: &TrustPolicyRequest,
    ) -> Result<TrustPolicyView, CommandError> {
        let estate = self.session()?.estate();
        let settings = account(&estate, &request.account)?.settings();
        trust::policy(settings, &request.trusted)
    }

    /// Compares two texts line by line.
    pub fn diff_documents(&self, request: &TextDiffRequest) -> Result<TextDiffView, CommandError> {
        Ok(diff::lines(&request.before, &request.after))
    }
}

/// The type of policy that a document is.
fn policy_type(used_as: &DocumentUse) -> PolicyType {
    match used_as {
        DocumentUse::Managed | DocumentUse::Inline { .. } => PolicyType::Identity,
        DocumentUse::Trust => PolicyType::Trust,
        DocumentUse::Resource => PolicyType::Resource,
        DocumentUse::Scp => PolicyType::Scp,
        DocumentUse::Rcp => PolicyType::Rcp,
        DocumentUse::Session => PolicyType::Session,
    }
}

/// The edit of a wish that needs nothing but itself.
fn plain_edit(wish: &PolicyWish) -> Result<PolicyEdit, CommandError> {
    let number = |number: u32| number as usize;
    Ok(match wish {
        PolicyWish::AddStatement { effect } => PolicyEdit::AddStatement {
            effect: effect_of(effect)?,
        },
        PolicyWish::ImportText { text } => PolicyEdit::AddStatementsOf {
            document: text.clone(),
        },
        PolicyWish::DuplicateStatement { statement } => PolicyEdit::DuplicateStatement {
            statement: number(*statement),
        },
        PolicyWish::RemoveStatement { statement } => PolicyEdit::RemoveStatement {
            statement: number(*statement),
        },
        PolicyWish::MoveStatement { statement, to } => PolicyEdit::MoveStatement {
            statement: number(*statement),
            to: number(*to),
        },
        PolicyWish::SetSid { statement, sid } => PolicyEdit::SetSid {
            statement: number(*statement),
            sid: sid.trim().to_owned(),
        },
        PolicyWish::SetEffect { statement, effect } => PolicyEdit::SetEffect {
            statement: number(*statement),
            effect: effect_of(effect)?,
        },
        PolicyWish::SetActions {
            statement,
            not,
            values,
        } => PolicyEdit::SetActions {
            statement: number(*statement),
            not: *not,
            values: trimmed(values),
        },
        PolicyWish::SetResources {
            statement,
            not,
            values,
        } => PolicyEdit::SetResources {
            statement: number(*statement),
            not: *not,
            values: trimmed(values),
        },
        PolicyWish::SetPrincipals {
            statement,
            not,
            principals,
        } => PolicyEdit::SetPrincipals {
            statement: number(*statement),
            not: *not,
            principals: principals
                .iter()
                .map(|principal| PrincipalOutline {
                    kind: principal.kind.clone(),
                    value: principal.value.trim().to_owned(),
                })
                .collect(),
        },
        PolicyWish::SetCondition {
            statement,
            condition,
            operator,
            key,
            values,
        } => PolicyEdit::SetCondition {
            statement: number(*statement),
            condition: condition.map(number),
            operator: operator.trim().to_owned(),
            key: key.trim().to_owned(),
            values: trimmed(values),
        },
        PolicyWish::RemoveCondition {
            statement,
            condition,
        } => PolicyEdit::RemoveCondition {
            statement: number(*statement),
            condition: number(*condition),
        },
        PolicyWish::Format
        | PolicyWish::Import { .. }
        | PolicyWish::ToggleActions { .. }
        | PolicyWish::Replace { .. } => PolicyEdit::Format,
    })
}

/// Values without the white space that typing leaves, each once.
fn trimmed(values: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(values.len());
    for value in values.iter().map(|value| value.trim()) {
        if !value.is_empty() && !kept.iter().any(|held| held == value) {
            kept.push(value.to_owned());
        }
    }
    kept
}

fn effect_of(text: &str) -> Result<Effect, CommandError> {
    match text {
        "Allow" => Ok(Effect::Allow),
        "Deny" => Ok(Effect::Deny),
        _ => Err(
            CommandError::new(Code::InvalidField, format!("`{text}` is no effect"))
                .help("the effects are `Allow` and `Deny`")
                .at("effect"),
        ),
    }
}

/// The text with a quick fix carried out, from the back so that the places in front stay right.
fn replaced(text: &str, edits: &[TextEditView]) -> Result<String, CommandError> {
    let mut edits: Vec<&TextEditView> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.from));
    let mut text = text.to_owned();
    for edit in edits {
        let (from, to) = (byte_of(&text, edit.from), byte_of(&text, edit.to));
        if from > to {
            return Err(CommandError::from(EditFault::NotThere { what: "place" }));
        }
        text.replace_range(from..to, &edit.text);
    }
    Ok(text)
}

/// The byte at which a UTF-16 unit of a text begins.
fn byte_of(text: &str, unit: u32) -> usize {
    if text.is_ascii() {
        return (unit as usize).min(text.len());
    }
    let mut left = unit as usize;
    for (byte, character) in text.char_indices() {
        if left < character.len_utf16() {
            return byte;
        }
        left -= character.len_utf16();
    }
    text.len()
}

impl From<EditFault> for CommandError {
    fn from(fault: EditFault) -> Self {
        Self::new(Code::NotEditable, fault.to_string()).help(fault.help())
    }
}
