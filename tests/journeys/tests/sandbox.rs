//! The sandbox of one principal's page in the real window: a policy switched off from the reason of
//! an answer, seen in the answer and in who loses, and thrown away.

use std::path::PathBuf;

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{assert_no_faults, import_local_account, make_vault};

#[tokio::test]
async fn a_policy_is_switched_off_and_on_again() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/crowd.json");
    let mut window = Window::open(
        "sandbox",
        &place,
        &[("BAILIWICK_AUTOMATION_OPEN_FILE", &file)],
    )
    .await?;
    make_vault(&mut window, false).await?;
    import_local_account(&window).await?;

    window.go("/simulator").await?;
    window.see("simulator-page").await?;
    window
        .press("[data-testid='simulate-principal'] button", "who")
        .await?;
    window.keys("mallory").await?;
    window
        .press("[role='option']:first-child:last-child", "mallory alone")
        .await?;
    window
        .fill("simulate-action", "ec2:DescribeInstances")
        .await?;
    window.keys("\u{e007}").await?;
    window
        .find(
            "[data-testid='decision'][data-decision='allowed']",
            "allowed",
        )
        .await?;
    window
        .press(
            "[data-testid='policies-looked'] [role='button']",
            "the policies",
        )
        .await?;
    window
        .press(
            "[aria-label='Switch off ViewOnlyAccess in the sandbox']",
            "switch off",
        )
        .await?;
    window.see("sandbox-effects").await?;
    window
        .find(
            "[data-testid='decision'][data-decision='implicitly_denied']",
            "denied without the policy",
        )
        .await?;
    window.picture("switched-off").await?;
    window.click("sandbox-discard").await?;
    window.gone("sandbox-effects").await?;
    window
        .find(
            "[data-testid='decision'][data-decision='allowed']",
            "allowed again",
        )
        .await?;
    assert_no_faults(&window).await?;
    window.close().await
}
