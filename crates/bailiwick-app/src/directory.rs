//! Users, groups, roles and policies: lookups in memory.

use iam_names::EntityId;

use crate::App;
use crate::contract::directory::{
    GroupRowView, GroupView, PoliciesRequest, PolicyRequest, PolicyRowView, PolicyView,
    RoleRowView, RoleView, UserRowView, UserView,
};
use crate::contract::{EntityRequest, Rows, RowsRequest};
use crate::error::CommandError;
use crate::session::account;
use crate::view::{self, rows::window};

fn id(request: &EntityRequest, what: &str) -> Result<EntityId, CommandError> {
    request
        .id
        .parse()
        .map_err(|_| CommandError::not_found(what))
}

impl App {
    /// A window of the users.
    pub fn users(&self, request: &RowsRequest) -> Result<Rows<UserRowView>, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let now = self.environment.clock.now();
        let list = view::user::Users::new(account, &request.filter, now);
        Ok(window(&list, account.planned().users(), request))
    }

    /// A user's page.
    pub fn user(&self, request: &EntityRequest) -> Result<UserView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let user = account
            .planned()
            .user(id(request, "user")?)
            .ok_or_else(|| CommandError::not_found("user"))?;
        let now = self.environment.clock.now();
        Ok(view::user::page(account, user, now, |credential| {
            session.has_secret(credential)
        }))
    }

    /// A window of the groups.
    pub fn groups(&self, request: &RowsRequest) -> Result<Rows<GroupRowView>, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let list = view::group::Groups::new(account);
        Ok(window(&list, account.planned().groups(), request))
    }

    /// A group's page.
    pub fn group(&self, request: &EntityRequest) -> Result<GroupView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let group = account
            .planned()
            .group(id(request, "group")?)
            .ok_or_else(|| CommandError::not_found("group"))?;
        Ok(view::group::page(account, group))
    }

    /// A window of the roles.
    pub fn roles(&self, request: &RowsRequest) -> Result<Rows<RoleRowView>, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let list = view::role::Roles(account);
        Ok(window(&list, account.planned().roles(), request))
    }

    /// A role's page.
    pub fn role(&self, request: &EntityRequest) -> Result<RoleView, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let role = account
            .planned()
            .role(id(request, "role")?)
            .ok_or_else(|| CommandError::not_found("role"))?;
        Ok(view::role::page(account, role))
    }

    /// A window of the policies.
    pub fn policies(&self, request: &PoliciesRequest) -> Result<Rows<PolicyRowView>, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.rows.account)?;
        let list = view::policy::Policies::new(account);
        Ok(window(&list, list.in_scope(request.scope), &request.rows))
    }

    /// A policy's page.
    pub fn policy(&self, request: &PolicyRequest) -> Result<PolicyView, CommandError> {
        let estate = self.session()?.estate();
        view::policy::page(account(&estate, &request.account)?, &request.policy)
    }
}
