//! The simulator with nothing but the keys: asked, explained gate by gate, a policy switched off and
//! on again, and a cell of the matrix found with the arrows.

use bailiwick_journeys::{Outcome, Window};

use crate::steps::{DOWN, ENTER, RIGHT, assert_no_faults, in_fixture, tab_to};

#[tokio::test]
async fn the_simulator_is_walked_by_keyboard() -> Outcome {
    let Some((_place, mut window)) = in_fixture("keyboard", "crowd.json").await? else {
        return Ok(());
    };

    window.go("/simulator").await?;
    window.see("simulator-page").await?;
    ask(&window).await?;
    gates(&window).await?;
    sandbox(&window).await?;
    window.go("/matrix").await?;
    window.see("matrix-page").await?;
    matrix(&mut window).await?;
    assert_no_faults(&window).await?;
    window.close().await
}

async fn ask(window: &Window) -> Outcome {
    tab_to(window, "[data-testid='simulate-principal']").await?;
    window.keys(ENTER).await?;
    window.keys("mallory").await?;
    window
        .find("[role='option']:first-child:last-child", "mallory alone")
        .await?;
    window.keys(DOWN).await?;
    window.keys(ENTER).await?;
    tab_to(window, "[data-testid='simulate-action']").await?;
    window.keys("ec2:DescribeInstances").await?;
    window.keys(ENTER).await?;
    window.see("explanation-sentence").await?;
    Ok(())
}

/// Every gate is a stop; the first and the last are opened.
async fn gates(window: &Window) -> Outcome {
    for gate in ["gate-0", "gate-1", "gate-5", "gate-7"] {
        tab_to(window, &format!("[data-testid='{gate}']")).await?;
        window.keys(ENTER).await?;
        window
            .find(
                &format!("[data-testid='{gate}'][aria-pressed='true']"),
                gate,
            )
            .await?;
        window.see("gate-detail").await?;
    }
    Ok(())
}

async fn sandbox(window: &Window) -> Outcome {
    tab_to(window, "[data-testid='policies-looked']").await?;
    window.keys(ENTER).await?;
    tab_to(window, "[aria-label^='Switch off']").await?;
    window.keys(ENTER).await?;
    window.see("sandbox-effects").await?;
    tab_to(window, "[data-testid='sandbox-discard']").await?;
    window.keys(ENTER).await?;
    window.gone("sandbox-effects").await
}

async fn matrix(window: &mut Window) -> Outcome {
    tab_to(window, "[data-testid='matrix-all-users']").await?;
    window.keys(ENTER).await?;
    tab_to(window, "[data-testid='simulate-action']").await?;
    window.keys("s3:Get*").await?;
    window.keys(ENTER).await?;
    window.see("matrix-grid").await?;
    tab_to(window, "[data-testid='matrix-grid']").await?;
    for key in [DOWN, RIGHT, DOWN] {
        window.keys(key).await?;
    }
    window.keys(ENTER).await?;
    window.see("matrix-why").await?;
    window.see("explanation-sentence").await?;
    window.picture("cell").await
}
