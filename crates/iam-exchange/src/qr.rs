//! QR codes as inline SVG, for a page or a sheet of paper: no image file, no script.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use thiserror::Error;

/// The light border that a reader needs, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// A text is too long for a QR code. It is not repeated: it may be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the text is too long for a QR code")]
pub struct TooLongForQr;

/// A text as a QR code of error correction level M, black on white in every theme, with a label
/// for those who can not see it.
pub fn svg(text: &str, label: &str) -> Result<String, TooLongForQr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLongForQr)?;
    let width = code.width();
    let side = width + 2 * QUIET;
    // Room for the whole drawing, so that a secret's drawing is not left behind by growing.
    let mut drawing = String::with_capacity(width * width * 8 + 400);
    let _ = write!(
        drawing,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" aria-label=\"{}\" \
         viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" \
         d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"",
        crate::html::escaped(label)
    );
    let colors = code.to_colors();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = line[column..]
                .iter()
                .take_while(|it| **it == Color::Dark)
                .count();
            if run > 0 {
                let _ = write!(
                    drawing,
                    "M{} {}h{run}v1h-{run}z",
                    column + QUIET,
                    row + QUIET
                );
            }
            column += run.max(1);
        }
    }
    drawing.push_str("\"/></svg>");
    Ok(drawing)
}
