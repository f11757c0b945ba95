//! `adgang`: who may see what of a nøgletal.
//!
//! In: nothing but what authors wrote. Out: lines of who and what. Guaranteed now: no one but the own kommune is said to
//! see rows (N802). How an engine keeps to it is the engine's own matter; `grundlag_…` is closed by kommune everywhere.

use super::Named;
use crate::source::Span;
pub use crate::syntax::tree::Visible;
use crate::text::fold;

/// Index of an [`Access`] in [`super::Model::accesses`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccessId(pub usize);

/// `adgang`
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    pub name: Named,
    pub title: Option<String>,
    pub lines: Vec<MaySee>,
}

/// `FLIS kommuner ser resultat, tæller og nævner`
#[derive(Debug, Clone, PartialEq)]
pub struct MaySee {
    /// As written.
    pub who: String,
    pub what: Vec<Visible>,
    pub span: Span,
}

impl MaySee {
    pub fn is_own_municipality(&self) -> bool {
        fold(self.who.trim()) == "egen kommune"
    }

    /// `FLIS kommuner ser resultat, tæller og nævner`
    pub fn words(&self) -> String {
        let what: Vec<&str> = self
            .what
            .iter()
            .map(|what| match what {
                Visible::Result => "resultat",
                Visible::Numerator => "tæller",
                Visible::Denominator => "nævner",
                Visible::AllRows => "alle rækker",
            })
            .collect();
        let what = match what.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} og {last}", first.join(", ")),
            all => all.join(", "),
        };
        format!("{} ser {what}", self.who)
    }
}
