//! A key is replaced stage by stage without losing the old one first, and console access is taken
//! away and given back.

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{
    add_local_account, assert_no_faults, confirm_change, create_what_is_reviewed, make_vault,
    on_to_the_review,
};

#[tokio::test]
async fn a_key_is_replaced_before_the_old_one_goes() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let mut window = Window::open("credentials", &place, &[]).await?;
    make_vault(&mut window, false).await?;
    add_local_account(&mut window, false).await?;
    window.go("/users/create").await?;
    window.fill("user-name", "bob").await?;
    window.tick("console-access").await?;
    window.tick("programmatic-access").await?;
    window.click_text("Next").await?;
    window.see("create-group").await?;
    window.click_text("Next").await?;
    on_to_the_review(&window).await?;
    create_what_is_reviewed(&window).await?;
    window.see("credentials-page").await?;
    window.click("open-user").await?;
    window.click_text("Security credentials").await?;
    window.see("create-access-key").await?;

    let old = keys(&window).await?;
    assert_eq!(old.len(), 1, "{old:?}");
    let old = &old[0];
    act_on_key(&window, old, "rotate").await?;
    rotate(&mut window, old).await?;
    let left = keys(&window).await?;
    assert_eq!(left.len(), 1, "{left:?}");
    assert_ne!(&left[0], old);
    window.picture("one-key-left").await?;

    window.click("console-disable").await?;
    confirm_change(&window).await?;
    window.gone("change-dialog").await?;
    window.click("flash-undo").await?;
    // Undone, it can be disabled again.
    window.see("console-disable").await?;
    assert_no_faults(&window).await?;
    window.close().await
}

/// From the first stage of a rotation to the last, one button each. The page is left in between and
/// taken up again where it was.
async fn rotate(window: &mut Window, old: &str) -> Outcome {
    at_stage(window, "make").await?;
    window.picture("rotate").await?;
    confirm_next(window).await?;
    // The new secret is shown this once; the old key still works.
    window.see("credential-close").await?;
    window.picture("rotate-made").await?;
    window.click("credential-close").await?;
    window.gone("credential-close").await?;
    at_stage(window, "hand_over").await?;
    let page = window.run("return location.hash.slice(1)").await?;
    window.go("/users").await?;
    window.see("users-page").await?;
    window.go(page.as_str().unwrap_or_default()).await?;
    for stage in ["hand_over", "move", "deactivate", "wait"] {
        at_stage(window, stage).await?;
        confirm_next(window).await?;
    }
    at_stage(window, "delete").await?;
    window.read("Inactive").await?;
    window.picture("rotate-delete").await?;
    window.click("rotation-next").await?;
    window.fill("change-typed", old).await?;
    confirm_change(window).await?;
    window.gone("change-dialog").await?;
    window.gone(&format!("key-actions-{old}")).await
}

async fn at_stage(window: &Window, stage: &str) -> Outcome {
    window
        .find(
            &format!("[data-testid='rotation-stages'] [data-stage='{stage}'][aria-current='step']"),
            stage,
        )
        .await?;
    Ok(())
}

async fn confirm_next(window: &Window) -> Outcome {
    window.click("rotation-next").await?;
    confirm_change(window).await?;
    window.gone("change-dialog").await
}

/// The ids of the access keys on the page.
async fn keys(window: &Window) -> Outcome<Vec<String>> {
    window.see("create-access-key").await?;
    let ids = window
        .run(
            "return [...document.querySelectorAll(\"[data-testid^='key-actions-']\")]\
             .map((menu) => menu.dataset.testid.slice('key-actions-'.length))",
        )
        .await?;
    Ok(serde_json::from_value(ids)?)
}

/// Chooses an action from a key's menu.
async fn act_on_key(window: &Window, key: &str, action: &str) -> Outcome {
    window
        .press(
            &format!("[data-testid='key-actions-{key}'] button"),
            "the key's actions",
        )
        .await?;
    window
        .press(&format!("li[data-testid='{action}']"), action)
        .await
}
