//! Sets of accounts as values: which combinations of codes a filter selects in one chart year.
//!
//! In: a [`Space`] of dimensions with numbered values. Out: [`Sets`], an arena in which every set is an
//! ordered decision diagram over the dimensions with shared nodes. Guaranteed now: two sets hold the
//! same combinations exactly when their [`SetId`]s are equal; union, difference, emptiness, overlap,
//! containment, counting and listing are exact.
//!
//! [`domains`] says what the values of a source's columns stand for, [`from_selection`] turns a
//! filter's lines into a set.

mod bits;
pub mod domains;
pub mod from_selection;
mod hash;
mod listing;
mod sets;

pub use bits::Bits;
pub use domains::{Asked, Domain, Mentioned};
pub use from_selection::AccountSets;
pub use sets::{Dimension, SetId, Sets, Space};

#[cfg(test)]
mod from_selection_tests;
#[cfg(test)]
mod sets_tests;
