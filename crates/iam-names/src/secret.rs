//! Material that must not be seen by accident.

use std::fmt;

use zeroize::Zeroize;

/// Secret material: says nothing in `Debug`, cannot be printed, serialised, compared or copied by
/// derivation, and wipes itself when dropped.
///
/// Wiping reaches the value's own memory. Whoever grows a `String` before wrapping it leaves
/// pieces behind: reserve first, or wrap early.
///
/// ```compile_fail
/// let secret = iam_names::Secret::new(String::from("wJalrXUtnFEMI"));
/// println!("{secret}");
/// ```
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes secret material into keeping.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Hands the material out. Every call says in a comment who receives it and why that is safe.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// A second copy, asked for by name; it wipes itself as well.
    #[must_use]
    pub fn duplicate(&self) -> Self
    where
        T: Clone,
    {
        Self(self.0.clone())
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> zeroize::ZeroizeOnDrop for Secret<T> {}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}
