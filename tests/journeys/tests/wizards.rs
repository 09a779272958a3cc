//! The wizards with nothing but the keyboard: a policy, a group that has it, a role, a user in the
//! group, and the user's MFA device.

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{
    ENTER, ESCAPE, RIGHT, add_local_account, assert_no_faults, codes, make_vault, on_by_key,
    press_key, tab_back_to, tab_to, type_into,
};

#[tokio::test]
async fn every_wizard_can_be_gone_by_keyboard() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("wizards", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    a_policy(&mut window).await?;
    a_group(&mut window).await?;
    a_role(&mut window).await?;
    a_user(&window, Some("readers")).await?;
    an_mfa_device(&mut window).await?;
    assert_no_faults(&window).await?;
    window.close().await
}

/// From a template, through both editors over one text.
async fn a_policy(window: &mut Window) -> Outcome {
    let page = "create-policy-page";
    window.go("/policies/create").await?;
    press_key(window, "[data-testid='editor-templates']").await?;
    window.see("template-dialog").await?;
    type_into(window, "blank-Bucket", "example-bucket").await?;
    window.see("template-promises").await?;
    press_key(window, "[data-testid='template-use']").await?;
    window.see("statement-0").await?;
    window.picture("visual").await?;
    // The dialog gave the focus back to the button that had opened it.
    tab_back_to(window, ".policy-editor-bar [data-testid='visual']").await?;
    window.keys(RIGHT).await?;
    window.keys(ENTER).await?;
    tab_to(window, "[data-testid='text-editor']").await?;
    window.read("s3:GetObject").await?;
    window.picture("json").await?;
    // Tab alone indents; Escape lets it leave, as the help line says.
    window.keys(ESCAPE).await?;
    on_by_key(window, page).await?;
    type_into(window, "policy-name", "read-example").await?;
    on_by_key(window, page).await?;
    window.see("review-changes").await?;
    window.read("read-example").await?;
    window.picture("policy-review").await?;
    on_by_key(window, page).await?;
    window.see("policy-page").await?;
    Ok(())
}

async fn a_group(window: &mut Window) -> Outcome {
    let page = "create-group-page";
    window.go("/groups/create").await?;
    type_into(window, "group-name", "readers").await?;
    on_by_key(window, page).await?;
    window.see("entity-picker").await?;
    on_by_key(window, page).await?;
    let filter = "[data-testid='policy-picker'] input[type='search']";
    tab_to(window, filter).await?;
    window.keys("read-example").await?;
    window.see("policy-row-read-example").await?;
    tab_to(window, "[data-testid='policy-picker'] tbody td:first-child").await?;
    window.keys(" ").await?;
    window.picture("group-policies").await?;
    on_by_key(window, page).await?;
    window.see("review-changes").await?;
    window.picture("group-review").await?;
    on_by_key(window, page).await?;
    window.see("group-page").await?;
    window.read("read-example").await
}

async fn a_role(window: &mut Window) -> Outcome {
    let page = "create-role-page";
    window.go("/roles/create").await?;
    type_into(window, "role-other-service", "ec2.amazonaws.com").await?;
    window.see("trust-preview").await?;
    window.picture("role-trust").await?;
    on_by_key(window, page).await?;
    window.see("policy-picker").await?;
    on_by_key(window, page).await?;
    type_into(window, "role-name", "web-server").await?;
    on_by_key(window, page).await?;
    window.see("review-changes").await?;
    window.picture("role-review").await?;
    on_by_key(window, page).await?;
    window.see("role-page").await?;
    Ok(())
}

pub(crate) async fn a_user(window: &Window, group: Option<&str>) -> Outcome {
    let page = "create-user-page";
    window.go("/users/create").await?;
    type_into(window, "user-name", "alice").await?;
    tab_to(window, "[data-testid='console-access']").await?;
    window.keys(" ").await?;
    on_by_key(window, page).await?;
    window.read("Permissions boundary").await?;
    if let Some(group) = group {
        window.see(&format!("group-row-{group}")).await?;
    }
    on_by_key(window, page).await?;
    window.see("tags-editor").await?;
    on_by_key(window, page).await?;
    window.see("review-changes").await?;
    on_by_key(window, page).await?;
    window.see("credentials-page").await?;
    press_key(window, "[data-testid='open-user']").await?;
    window.see("user-page").await?;
    Ok(())
}

async fn an_mfa_device(window: &mut Window) -> Outcome {
    let page = "mfa-page";
    let user = window.run("return location.hash.slice(1)").await?;
    let user = user.as_str().unwrap_or_default().to_owned();
    window.go(&format!("{user}/mfa")).await?;
    type_into(window, "mfa-name", "alice-phone").await?;
    on_by_key(window, page).await?;
    press_key(window, "[data-testid='mfa-show-qr']").await?;
    let key = window.text_of("mfa-secret-key").await?.replace(' ', "");
    // The picture is taken without the key.
    press_key(window, "[data-testid='mfa-hide-qr']").await?;
    window.picture("mfa-scan").await?;
    on_by_key(window, page).await?;
    window.see("mfa-first").await?;
    let (first, second) = codes(&key)?;
    type_into(window, "mfa-first", &first).await?;
    type_into(window, "mfa-second", &second).await?;
    on_by_key(window, page).await?;
    window.see("mfa-done").await?;
    window.picture("mfa-done").await?;
    on_by_key(window, page).await?;
    window.see("user-page").await?;
    Ok(())
}
