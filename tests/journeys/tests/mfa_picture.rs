//! An MFA device of an AWS account, by keyboard: AWS made the seed and gave it as the picture of a QR
//! code. Here it is read, shown to its owner, checked by two codes, and enabled in AWS by a command;
//! until an import has seen the device, it protects nobody.

use std::fs::File;
use std::path::Path;

use bailiwick_journeys::{Outcome, Place, Window};

use crate::steps::{
    PASSWORD, add_aws_account, assert_no_faults, codes, make_vault, on_by_key, press_key, type_into,
};
use crate::wizards::a_user;

/// 64 characters of base32, as AWS makes them.
const SEED: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

#[tokio::test]
async fn the_picture_that_aws_gives_becomes_a_device() -> Outcome {
    let Some(place) = Place::for_a_journey()? else {
        return Ok(());
    };
    let file = place.saved().join("QRCode.png");
    write_picture(&file)?;
    let dialogs = [("BAILIWICK_AUTOMATION_OPEN_FILE", file.as_path())];
    let mut window = Window::open("mfa-picture", &place, &dialogs).await?;
    make_vault(&mut window, false).await?;
    add_aws_account(&window).await?;
    a_user(&window, None).await?;

    let page = "mfa-page";
    let user = window.run("return location.hash.slice(1)").await?;
    let user = user.as_str().unwrap_or_default().to_owned();
    window.go(&format!("{user}/mfa")).await?;
    type_into(&window, "mfa-name", "alice-phone").await?;
    window.picture("name").await?;
    press_key(&window, "[data-testid='mfa-picture']").await?;
    window
        .read("arn:aws:iam::111122223333:mfa/alice-phone")
        .await?;
    // The seed went from the file to the vault's memory, and comes here when it is asked for.
    press_key(&window, "[data-testid='mfa-show-qr']").await?;
    let key = window.text_of("mfa-secret-key").await?.replace(' ', "");
    assert!(key == SEED, "another key is shown than the picture holds");
    press_key(&window, "[data-testid='mfa-hide-qr']").await?;
    window.picture("scan").await?;
    on_by_key(&window, page).await?;
    window.see("mfa-first").await?;
    let (first, second) = codes(SEED)?;
    // Two codes that do not follow each other show nothing.
    type_into(&window, "mfa-first", &second).await?;
    type_into(&window, "mfa-second", &first).await?;
    on_by_key(&window, page).await?;
    window
        .find("[data-testid='mfa-page'] [class*='error']", "a refusal")
        .await?;
    window.picture("refused").await?;
    for field in ["mfa-first", "mfa-second"] {
        type_into(&window, field, &"\u{e003}".repeat(6)).await?;
    }
    let (first, second) = codes(SEED)?;
    type_into(&window, "mfa-first", &first).await?;
    type_into(&window, "mfa-second", &second).await?;
    on_by_key(&window, page).await?;
    window.see("mfa-done").await?;
    let command = window.text_of("mfa-command").await?;
    for part in [
        "enable-mfa-device",
        "--user-name=alice",
        "arn:aws:iam::111122223333:mfa/alice-phone",
    ] {
        assert!(command.contains(part), "no `{part}` in {command}");
    }
    window.picture("command").await?;
    press_key(&window, "[data-testid='mfa-fresh-codes']").await?;
    on_by_key(&window, page).await?;
    window.see("user-page").await?;

    // AWS does not know it yet, so nobody is covered by it.
    window.go("/").await?;
    window.see("dashboard-page").await?;
    window.read("0 of 1 with a console password").await?;
    assert_no_faults(&window).await?;
    window.close().await?;
    assert_eq!(place.search(&[SEED, PASSWORD])?, Vec::<String>::new());
    Ok(())
}

/// The picture of the device's QR code, as `aws iam create-virtual-mfa-device` writes it.
fn write_picture(path: &Path) -> Outcome {
    let uri = format!(
        "otpauth://totp/Amazon%20Web%20Services:alice-phone@acme?secret={SEED}&issuer=Amazon%20Web%20Services"
    );
    let code = qrcode::QrCode::new(uri)?;
    let (width, scale, margin) = (code.width(), 4, 4);
    let dark = code.to_colors();
    let side = (width + 2 * margin) * scale;
    let mut pixels = Vec::with_capacity(side * side);
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
        let inside = |at: usize| (at / scale).checked_sub(margin).filter(|at| *at < width);
        let is_dark = inside(y)
            .zip(inside(x))
            .is_some_and(|(row, column)| dark[row * width + column] == qrcode::Color::Dark);
        pixels.push(if is_dark { 0 } else { 255 });
    }
    let side = u32::try_from(side)?;
    let mut encoder = png::Encoder::new(File::create(path)?, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(())
}
