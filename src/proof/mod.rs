//! Cases as SQL: a script of its own for each figure, that anyone can run with the engine's own client.
//!
//! In: a figure's cases. Out: a [`Script`]. Guaranteed now: it makes a schema of its own and removes it again; its one query
//! gives the rows that deviate, none when all cases hold.
//!
//! ```text
//! schema → the cases in words → tables with their rows → the figure's views → rows expected → rows found → the query → gone
//! ```

mod script;

pub use script::{SCHEMA, Script, script};
