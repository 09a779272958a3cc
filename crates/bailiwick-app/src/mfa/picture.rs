//! The picture of a QR code: what is written in it. AWS gives a device's seed so, as PNG.
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html>

use std::io::Cursor;
use std::path::Path;

use iam_names::Secret;
use png::{ColorType, Decoder, Limits, Transformations};

use crate::error::{Code, CommandError};
use crate::files::read_secret;

/// The longest file: a photograph of a screen is far smaller.
const LONGEST_FILE: u64 = 8 * 1024 * 1024;
/// The most memory that a picture may take, unpacked: a small file may claim to be a huge picture.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// Reads what is written in the one QR code of a picture. It is wiped; what the reader of codes
/// works on in between is not, and goes with the next use of that memory.
pub(super) fn read(path: &Path) -> Result<Secret<String>, CommandError> {
    let refused = |message: &str, help: &str| {
        CommandError::new(Code::FileNotRead, message)
            .help(help)
            .at("seed")
    };
    let file = read_secret(path, LONGEST_FILE)?;
    // The decoder of pictures reads them; nothing of it is kept.
    let (grey, width) = grey(file.expose()).ok_or_else(|| {
        refused(
            "the file is no PNG picture",
            "choose the file that `aws iam create-virtual-mfa-device` wrote",
        )
    })?;
    let grey = Secret::new(grey);
    let height = grey.expose().len() / width.max(1);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        grey.expose().get(y * width + x).copied().unwrap_or(255)
    });
    let codes = image.detect_grids();
    let [code] = codes.as_slice() else {
        return Err(refused(
            if codes.is_empty() {
                "there is no QR code in the picture"
            } else {
                "there is more than one QR code in the picture"
            },
            "choose the picture of this one device",
        ));
    };
    let (_, text) = code.decode().map_err(|_| {
        refused(
            "the QR code in the picture can not be read",
            "paste the secret key instead",
        )
    })?;
    Ok(Secret::new(text))
}

/// A picture in shades of grey, row for row, and its width. None when it is no picture.
fn grey(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let size = reader.output_buffer_size().filter(|it| *it <= MOST_BYTES)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let shade = |red: u8, green: u8, blue: u8| {
        let sum = u16::from(red) + u16::from(green) + u16::from(blue);
        u8::try_from(sum / 3).unwrap_or(255)
    };
    // What can be seen through stands on white paper.
    let on_white = |shade: u8, alpha: u8| {
        let seen = u16::from(shade) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
        u8::try_from(seen / 255).unwrap_or(255)
    };
    let samples = frame.color_type.samples();
    let grey = pixels
        .chunks_exact(samples)
        .map(|pixel| match (frame.color_type, pixel) {
            (ColorType::GrayscaleAlpha, [shade, alpha]) => on_white(*shade, *alpha),
            (ColorType::Rgb, [red, green, blue]) => shade(*red, *green, *blue),
            (ColorType::Rgba, [red, green, blue, alpha]) => {
                on_white(shade(*red, *green, *blue), *alpha)
            }
            (_, [first, ..]) => *first,
            (_, []) => 255,
        })
        .collect();
    Some((grey, usize::try_from(frame.width).ok()?))
}
