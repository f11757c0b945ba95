//! Random programs and random data, run by the reference interpreter.
//!
//! `NOEGLE_CASES` says how many cases are run, `NOEGLE_SEED` runs one case alone. A failing case is made small and
//! printed with its seed.

mod chart;
mod counting;
mod data;
mod figures;
mod formulas;
mod lines;
mod program;
mod random;
mod shrink;
mod source;

use std::collections::BTreeMap;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::diagnostics::{Diagnostic, Language, wording};
use noegle::engine::{Connection, DuckDb, Options, Place};
use noegle::evaluate::{Data, evaluate};
use noegle::model::SourceId;
use noegle::source::SourceFile;
use program::Case;

/// Why a case fails.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The compiler refuses a program that was made to be valid.
    Refused(Vec<String>),
    /// The engine refuses the SQL.
    Engine(String),
    /// Rows that only one of the two gives.
    Differs(Vec<String>),
}

impl Failure {
    fn is_like(&self, other: &Failure) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

fn compiled(case: &Case) -> Compilation {
    let read = |path: &str| {
        let file = case.files.iter().find(|(name, _)| name == path);
        file.map_or(CodeFileText::Missing { nearest: None }, |(name, text)| CodeFileText::Text {
            name: name.clone(),
            text: text.clone(),
        })
    };
    compile(vec![SourceFile::new("case.noegle", &case.text())], &read)
}

fn refusals(compilation: &Compilation) -> Vec<String> {
    let errors = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let shown = |error: &Diagnostic| {
        let file = compilation.sources.file(error.span.file);
        let line = file.line(file.position(error.span.start as usize).line);
        format!("{} {} ({})", error.problem.code(), wording(error, Language::Danish).message, line.trim())
    };
    errors.map(shown).collect()
}

fn judge(case: &Case, connection: &mut DuckDb) -> Option<Failure> {
    let compilation = compiled(case);
    if compilation.has_errors() {
        return Some(Failure::Refused(refusals(&compilation)));
    }
    let model = &compilation.model;
    let mut data = Data::default();
    for (name, table) in &case.tables {
        let Some(index) = model.sources.iter().position(|source| source.name.sql == *name) else { continue };
        data.tables.insert(SourceId(index), table.values());
        for statement in table.statements(name) {
            if let Err(error) = connection.execute(&statement) {
                return Some(Failure::Engine(format!("{error}\n{statement}")));
            }
        }
    }
    let rows = evaluate(model, &data);
    let twice = rows.windows(2).filter(|pair| {
        (&pair[0].name, &pair[0].municipality, pair[0].period) == (&pair[1].name, &pair[1].municipality, pair[1].period)
    });
    let twice: Vec<String> = twice.map(|pair| format!("{:?}", pair[0])).collect();
    if twice.is_empty() { None } else { Some(Failure::Differs(twice)) }
}

fn number_from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn random_programs_are_valid_and_give_each_row_once() {
    let seeds: Vec<u64> = match number_from_environment("NOEGLE_SEED") {
        Some(seed) => vec![seed],
        None => (0..number_from_environment("NOEGLE_CASES").unwrap_or(100)).collect(),
    };
    let threads = 2;
    let failed = std::thread::scope(|scope| {
        let run = |thread: usize| {
            let seeds = &seeds;
            move || run_each(seeds.iter().copied().skip(thread).step_by(threads))
        };
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(run(thread))).collect();
        running.into_iter().filter_map(|thread| thread.join().expect("tråden slutter selv")).min()
    });
    if let Some((seed, report)) = failed {
        panic!("NOEGLE_SEED={seed} fejler:\n{report}");
    }
}

/// What the compiler refuses is a fault of the generator or of the compiler: all of it at once.
#[test]
fn random_programs_are_valid() {
    let mut refused: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for seed in 0..number_from_environment("NOEGLE_CASES").unwrap_or(200) {
        for problem in refusals(&compiled(&Case::new(seed))) {
            refused.entry(problem).or_insert((0, seed)).0 += 1;
        }
    }
    let lines = refused.iter().map(|(problem, (count, seed))| format!("{count} × {problem}, NOEGLE_SEED={seed}"));
    assert!(refused.is_empty(), "{}", lines.collect::<Vec<_>>().join("\n"));
}

/// The first seed that fails, with a report of its smallest case.
fn run_each(seeds: impl Iterator<Item = u64>) -> Option<(u64, String)> {
    let mut connection = DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("DuckDB er sat op");
    for seed in seeds {
        let case = Case::new(seed);
        if let Some(failure) = judge(&case, &mut connection) {
            // A refused program is wrong as a whole: a part of it may be refused for other reasons.
            if let Failure::Refused(_) = failure {
                return Some((seed, case.report() + &format!("\n{failure:#?}")));
            }
            let (case, failure) = shrink::smallest(case, failure, &mut |case| judge(case, &mut connection));
            return Some((seed, case.report() + &format!("\n{failure:#?}")));
        }
    }
    None
}
