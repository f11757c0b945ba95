//! Sets of accounts as values: which combinations of codes a filter selects in one chart year.
//!
//! In: a [`Space`] of dimensions with numbered values. Out: [`Sets`], an arena in which every set is an
//! ordered decision diagram over the dimensions with shared nodes. Guaranteed now: two sets hold the
//! same combinations exactly when their [`SetId`]s are equal; union, difference, emptiness, overlap,
//! containment, counting and listing are exact.
//!
//! [`from_selection`] turns a filter's lines into such a set.

mod bits;

mod listing;
mod sets;

pub use bits::Bits;
pub use sets::{Dimension, SetId, Sets, Space};

#[cfg(test)]
mod sets_tests;
