//! A policy, a group and a role, each made in its wizard with nothing but the keyboard.

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{add_local_account, assert_no_faults, make_vault, press_key, tab_to, type_into};

#[tokio::test]
async fn a_policy_is_made_from_a_template_and_edited_by_keyboard() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("create-policy", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    window.go("/policies").await?;
    press_key(&window, "[data-testid='create-policy']").await?;

    press_key(&window, "[data-testid='editor-templates']").await?;
    window.see("template-dialog").await?;
    type_into(&window, "[data-testid='blank-Bucket']", "example-bucket").await?;
    window.read("Objects of example-bucket can be read").await?;
    window.picture("template").await?;
    press_key(&window, "[data-testid='template-use']").await?;
    window.see("statement-0").await?;
    window.picture("visual").await?;
    // An action more, as a pattern, and the JSON of it.
    type_into(
        &window,
        "[data-testid='action-pattern-1']",
        "s3:GetObjectTagging\u{e007}",
    )
    .await?;
    window.read("and `s3:GetObjectTagging`").await.ok();
    tab_to(&window, "button[aria-label='Go to line 1'], button").await?;
    window.click_text("JSON").await?;
    window
        .find(".json-editor.writable .cm-content", "the JSON editor")
        .await?;
    window.read("s3:GetObjectTagging").await?;
    window.picture("json").await?;
    window.click_text("Next").await?;
    type_into(&window, "[data-testid='policy-name']", "read-example").await?;
    window.picture("details").await?;
    window.click_text("Next").await?;
    window.see("review-changes").await?;
    window.read("Create the policy read-example").await?;
    window.picture("review").await?;
    press_key(
        &window,
        "[data-testid='create-policy-page'] button[class*='variant-primary']",
    )
    .await?;
    window.see("policy-page").await?;
    window.see("policy-sentences").await?;
    window.picture("policy").await?;
    assert_no_faults(&window).await?;
    window.close().await
}

#[tokio::test]
async fn a_group_and_a_role_are_made_by_keyboard() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("create-group-and-role", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;

    window.go("/groups").await?;
    press_key(&window, "[data-testid='create-group']").await?;
    type_into(&window, "[data-testid='group-name']", "readers").await?;
    window.picture("group").await?;
    for step in ["Add users", "Attach policies", "Review and create"] {
        press_key(
            &window,
            "[data-testid='create-group-page'] button[class*='variant-primary']",
        )
        .await?;
        window.read(step).await?;
    }
    window.see("review-changes").await?;
    window.picture("group-review").await?;
    press_key(
        &window,
        "[data-testid='create-group-page'] button[class*='variant-primary']",
    )
    .await?;
    window.see("group-page").await?;

    window.go("/roles").await?;
    press_key(&window, "[data-testid='create-role']").await?;
    type_into(
        &window,
        "[data-testid='role-other-service']",
        "ec2.amazonaws.com",
    )
    .await?;
    window.see("trust-preview").await?;
    window.picture("role-trust").await?;
    let primary = "[data-testid='create-role-page'] button[class*='variant-primary']";
    press_key(&window, primary).await?;
    window.read("Use a permissions boundary").await.ok();
    press_key(&window, primary).await?;
    type_into(&window, "[data-testid='role-name']", "web-server").await?;
    window.picture("role-details").await?;
    press_key(&window, primary).await?;
    window.see("review-changes").await?;
    window.picture("role-review").await?;
    press_key(&window, primary).await?;
    window.see("role-page").await?;
    window.read("ec2").await?;
    window.picture("role").await?;
    assert_no_faults(&window).await?;
    window.close().await
}
