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

/// A QR code as a drawing.
pub struct Drawing {
    /// Its width and height in modules, the light border included.
    pub side: u32,
    /// The dark modules: the `d` of an SVG path.
    pub path: String,
}

/// A text as a QR code of error correction level M.
pub fn drawing(text: &str) -> Result<Drawing, TooLongForQr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLongForQr)?;
    let width = code.width();
    // Room for the whole drawing, so that a secret's drawing is not left behind by growing.
    let mut path = String::with_capacity(width * width * 8);
    let colors = code.to_colors();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = line[column..]
                .iter()
                .take_while(|it| **it == Color::Dark)
                .count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    Ok(Drawing {
        // A QR code has at most 177 modules.
        side: u32::try_from(width + 2 * QUIET).unwrap_or(u32::MAX),
        path,
    })
}

/// A text as a QR code, black on white in every theme, with a label for those who can not see it.
pub fn svg(text: &str, label: &str) -> Result<String, TooLongForQr> {
    let Drawing { side, path } = drawing(text)?;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" aria-label=\"{}\" \
         viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" \
         d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        crate::html::escaped(label)
    ))
}
