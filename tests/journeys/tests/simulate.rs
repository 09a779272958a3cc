//! One question that is allowed, one that nothing allows, one that a statement denies.

use bailiwick_journeys::Outcome;

use crate::steps::{ENTER, assert_no_faults, in_fixture};

#[tokio::test]
async fn the_simulator_answers_three_ways() -> Outcome {
    let Some((_place, mut window)) = in_fixture("simulate", "account.json").await? else {
        return Ok(());
    };

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
        window.keys(ENTER).await?;
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
