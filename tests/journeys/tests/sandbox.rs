//! What is tried in the real window: a policy and a whole layer switched off, temporary credentials,
//! several cures as one change, and an undo in the way of which an expectation stands.

use bailiwick_journeys::{Outcome, Window};

use crate::steps::{ENTER, assert_no_faults, confirm_change, in_fixture};

#[tokio::test]
async fn changes_are_tried_together_and_an_undo_asks_what_is_expected() -> Outcome {
    let Some((_place, mut window)) = in_fixture("sandbox", "crowd.json").await? else {
        return Ok(());
    };

    window.go("/simulator").await?;
    window.see("simulator-page").await?;
    window
        .press("[data-testid='simulate-principal'] button", "who")
        .await?;
    window.keys("mallory").await?;
    window
        .press("[role='option']:first-child:last-child", "mallory alone")
        .await?;
    ask(&window, "ec2:DescribeInstances", "allowed").await?;
    switched_off(&mut window).await?;
    with_temporary_credentials(&window).await?;
    window
        .press(
            "[aria-label='Remove ec2:DescribeInstances']",
            "remove the action",
        )
        .await?;
    cured_together(&mut window).await?;
    undone_with_a_reason(&mut window).await?;
    assert_no_faults(&window).await?;
    window.close().await
}

async fn ask(window: &Window, action: &str, decision: &str) -> Outcome {
    window.fill("simulate-action", action).await?;
    window.keys(ENTER).await?;
    decided(window, decision).await
}

async fn decided(window: &Window, decision: &str) -> Outcome {
    let selector =
        format!("[data-testid='explanation'] [data-testid='decision'][data-decision='{decision}']");
    window.find(&selector, decision).await?;
    Ok(())
}

async fn choose(window: &Window, select: &str, words: &str) -> Outcome {
    window
        .press(&format!("[data-testid='{select}'] button"), select)
        .await?;
    window.click_text(words).await
}

/// A policy from the reason of the answer, then what every group gives.
async fn switched_off(window: &mut Window) -> Outcome {
    window
        .press(
            "[data-testid='policies-looked'] [role='button']",
            "policies",
        )
        .await?;
    window
        .press(
            "[aria-label='Switch off ViewOnlyAccess in the sandbox']",
            "switch off",
        )
        .await?;
    window.see("sandbox-effects").await?;
    decided(window, "implicitly_denied").await?;
    window.picture("switched-off").await?;
    window.click("sandbox-discard").await?;
    decided(window, "allowed").await?;
    window.click("sandbox-try").await?;
    choose(window, "sandbox-kind", "Switch off a whole layer").await?;
    choose(window, "sandbox-layer", "The policies of every group").await?;
    window.click("sandbox-add").await?;
    window.see("sandbox-effects").await?;
    decided(window, "implicitly_denied").await?;
    window.picture("layer-off").await?;
    window.click("sandbox-discard").await?;
    decided(window, "allowed").await
}

/// A federated user has what its session policies leave, and without any nothing.
async fn with_temporary_credentials(window: &Window) -> Outcome {
    choose(window, "simulate-session", "GetFederationToken").await?;
    decided(window, "implicitly_denied").await?;
    choose(window, "simulate-session", "GetSessionToken").await?;
    decided(window, "allowed").await?;
    choose(window, "simulate-session", "Its own credentials").await
}

/// Two ways to allow an action, applied as one change.
async fn cured_together(window: &mut Window) -> Outcome {
    ask(window, "s3:PutObject", "implicitly_denied").await?;
    window.click("fix-open").await?;
    window.see("fix-way").await?;
    window
        .run(
            "document.querySelectorAll(\"[data-testid='fix-choose'] input\")\
             .forEach((box, index) => { if (index < 2) box.click(); })",
        )
        .await?;
    window.see("fix-together").await?;
    window.picture("together").await?;
    window.click("fix-try-chosen").await?;
    decided(window, "allowed").await?;
    window.click("sandbox-apply").await?;
    confirm_change(window).await?;
    window.gone("sandbox-effects").await?;
    decided(window, "allowed").await
}

/// The answer becomes an expectation, and taking the change back would break it.
async fn undone_with_a_reason(window: &mut Window) -> Outcome {
    window.click("save-expectation").await?;
    confirm_change(window).await?;
    window.gone("change-confirm").await?;
    window.go("/activity").await?;
    window
        .press(
            "[aria-label^='Undo: Apply'][aria-label*='sandbox']",
            "undo of the sandbox",
        )
        .await?;
    window.see("break-reason").await?;
    window.picture("undo-breaks").await?;
    window.fill("break-reason", "the trial is over").await?;
    window.click("reason-go-on").await?;
    window.read("s3:PutObject`: the trial is over").await?;
    Ok(())
}
