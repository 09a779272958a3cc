//! One question that is allowed, one that nothing allows, one that a statement denies.

use std::path::PathBuf;

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{assert_no_faults, make_vault};

#[tokio::test]
async fn the_simulator_answers_three_ways() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/account.json");
    let mut window = Window::open(
        "simulate",
        &place,
        &[("BAILIWICK_AUTOMATION_OPEN_FILE", &file)],
    )
    .await?;
    make_vault(&mut window, false).await?;
    window.click("account-kind-local").await?;
    window.click("account-start-import").await?;
    window.click("account-submit").await?;
    window.see("import-plan").await?;
    window.click("account-submit").await?;
    window.see("dashboard-page").await?;

    window.go("/simulator").await?;
    window.see("simulator-page").await?;
    window
        .press("[data-testid='simulate-principal'] button", "who")
        .await?;
    window
        .press(
            "[role='option'][data-test-index='1'], [role='option']",
            "a principal",
        )
        .await?;
    for (action, decision, name) in [
        ("s3:GetObject", "allowed", "allowed"),
        ("ec2:RunInstances", "implicitly_denied", "implicitly-denied"),
        ("s3:DeleteBucket", "explicitly_denied", "explicitly-denied"),
    ] {
        window.fill("simulate-action", action).await?;
        window.keys("\u{e007}").await?;
        let answer = format!("[data-testid='decision'][data-decision='{decision}']");
        window.find(&answer, name).await?;
        window.press(&answer, name).await?;
        window.see("explanation-sentence").await?;
        window.picture(name).await?;
        window
            .press(
                &format!("[aria-label='Remove {action}']"),
                "remove the action",
            )
            .await?;
    }
    assert_no_faults(&window).await?;
    window.close().await
}
