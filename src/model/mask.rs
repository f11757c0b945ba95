//! `skrevet som`: how a column stores its codes.

/// A mask as written, `000000` or `00.00.00`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    pub text: String,
}
