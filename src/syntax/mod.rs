//! Text to tree; never fails. See `tree` for what comes out.

pub mod tree;
