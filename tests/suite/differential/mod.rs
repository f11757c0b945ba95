//! The reference interpreter and a database give the same rows, for any program and any data.
//!
//! `NOEGLE_CASES` says how many cases are run on DuckDB (2,000 in CI), `NOEGLE_SEED` runs one case alone. A failing case is made
//! small and printed with its seed. Other databases are asked by the module `engines`.

mod chart;
mod comparisons;
mod counting;
mod data;
mod days;
mod edges;
mod figures;
mod forecasts;
mod formulas;
mod lines;
mod made;
mod program;
mod random;
mod rows;
mod rules;
mod shrink;
mod source;

use std::collections::BTreeMap;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::diagnostics::{Diagnostic, Language, wording};
use noegle::engine::{Cell, Connection, DuckDb, Options, Place};
use noegle::evaluate::rules::violations;
use noegle::evaluate::{Behind, ComparisonRow, Data, ResultRow, Trouble, Unread, evaluate_with_comparison, reported};
use noegle::exact::{decimal_text, machine_number};
use noegle::model::{Model, SourceId};
use noegle::source::SourceFile;
use noegle::sql::{DialectName, Target, statements};
pub use program::Case;

/// So many small programs on a bound are run at most.
const ON_A_BOUND: u64 = 300;

/// Why a case fails.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The compiler refuses a program that was made to be valid.
    Refused(Vec<String>),
    /// The engine refuses the SQL.
    Engine(String),
    /// Rows that only one of the two gives.
    Differs(Vec<String>),
    /// The compiler gave up, which it never may.
    Panics(String),
}

impl Failure {
    fn is_like(&self, other: &Failure) -> bool {
        match (self, other) {
            // The engine's own kind of error, as its message begins; names in it may be others.
            (Failure::Engine(a), Failure::Engine(b)) => a.chars().take(30).eq(b.chars().take(30)),
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
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

/// A database and how it is spoken to.
pub struct Engine<'c> {
    pub connection: &'c mut dyn Connection,
    pub dialect: DialectName,
}

impl Engine<'_> {
    fn target(&self) -> Target {
        Target { dialect: self.dialect, ..Target::duckdb() }
    }

    fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.connection.execute(sql).map_err(|error| format!("{error}\n{sql}"))
    }

    /// What removes all that is there where no schema can be removed as a whole.
    fn leftovers(&mut self) -> Result<Vec<String>, String> {
        if self.dialect != DialectName::Sqlite {
            return Ok(Vec::new());
        }
        let query =
            "SELECT 'DROP ' || type || ' \"' || name || '\"' FROM sqlite_master WHERE type IN ('table', 'view')";
        let table = self.connection.query(query).map_err(|error| error.to_string())?;
        Ok(table.rows.iter().flatten().map(Cell::to_string).collect())
    }

    /// Rows of a view in the schema, as texts; the columns named by `amounts` with five decimals.
    fn rows(
        &mut self,
        view: &str,
        columns: &[&str],
        amounts: &[&str],
        restriction: &str,
    ) -> Result<Vec<String>, String> {
        let dialect = self.dialect.dialect();
        let object = dialect.object(&dialect.name("noegle"), &dialect.name(view));
        let read = |column: &&str| match amounts.contains(column) && view != "brud" {
            true => dialect.read_amount(column),
            false => (*column).to_owned(),
        };
        let read: Vec<String> = columns.iter().map(read).collect();
        // A column may have the view's name, which in BigQuery means its whole rows.
        let query = format!("SELECT {} FROM {object} r{restriction}", read.join(", "));
        let table = self.connection.query(&query).map_err(|error| format!("{error}\n{query}"))?;
        let cell = |(column, cell): (&&str, &Cell)| match amounts.contains(column) {
            true => amount(cell),
            false => cell.to_string(),
        };
        let row = |row: &Vec<Cell>| columns.iter().zip(row).map(cell).collect::<Vec<String>>().join(" | ");
        let mut rows: Vec<String> = table.rows.iter().map(row).collect();
        rows.sort();
        Ok(rows)
    }
}

/// An amount with five decimals, whatever the database keeps it as. Floating point is not exact, and told as it is.
fn amount(cell: &Cell) -> String {
    let text = cell.to_string();
    match cell {
        Cell::Null => text,
        Cell::Double(_) => format!("{text} (kommatal)"),
        _ => machine_number(&text).map_or(text, |number| decimal_text(&number, 5)),
    }
}

/// What the two say differently of a case.
pub fn judge(case: &Case, engine: &mut Engine) -> Option<Failure> {
    let judged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| judge_unguarded(case, engine)));
    judged.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Some(Failure::Panics(text.unwrap_or_default()))
    })
}

fn judge_unguarded(case: &Case, engine: &mut Engine) -> Option<Failure> {
    let compilation = compiled(case);
    if compilation.has_errors() {
        return Some(Failure::Refused(refusals(&compilation)));
    }
    let model = &compilation.model;
    let (mut case, small) = (case, case.with_small_amounts());
    let mut built = build(case, model, engine);
    // Where numbers have 64 bits, those that do not fit stop the build, as they shall: the same with smaller ones.
    if built.as_ref().is_err_and(|error| is_refused(engine, error)) {
        case = &small;
        built = build(case, model, engine);
    }
    match built {
        // A formel may multiply amounts that are small until they do not fit: no figure is given, and so none is wrong.
        Err(error) if is_refused(engine, &error) && case.text().contains(" * ") => return None,
        Err(error) => return Some(Failure::Engine(error)),
        Ok(()) => {}
    }
    let mut data = Data::default();
    for (name, table) in &case.tables {
        let source = model.sources.iter().position(|source| source.name.text == *name);
        data.tables.extend(source.map(|index| (SourceId(index), table.values(engine.dialect))));
    }
    for (name, table) in &case.deliveries {
        let source = model.sources.iter().position(|source| source.name.text == *name);
        data.deliveries.extend(source.map(|index| (SourceId(index), table.values(engine.dialect))));
    }
    let (results, comparisons) = evaluate_with_comparison(model, &data);
    let results = results.iter().map(shown).collect();
    let comparisons = comparisons.iter().map(compared).collect();
    results_differ(results, engine).or_else(|| comparisons_differ(comparisons, engine)).or_else(|| {
        if !case.is_whole() {
            return None;
        }
        unread_differs(model, &data, engine).or_else(|| violations_differ(model, &data, engine))
    })
}

/// Where whole numbers have 64 bits: there was no room for one.
fn is_refused(engine: &Engine, error: &str) -> bool {
    engine.dialect == DialectName::Sqlite && error.contains("integer overflow")
}

fn results_differ(expected: Vec<String>, engine: &mut Engine) -> Option<Failure> {
    let columns =
        ["noegletal", "udgave", "kommune", "periode", "periode_start", "taeller", "naevner", "resultat", "status"];
    differ(expected, engine.rows("resultat", &columns, &columns[5..8], ""))
}

/// The rows of `sammenligning` that only one of the two gives.
fn comparisons_differ(expected: Vec<String>, engine: &mut Engine) -> Option<Failure> {
    let columns = [
        "noegletal",
        "kommune",
        "periode",
        "resultat",
        "landsgennemsnit",
        "gruppegennemsnit",
        "regionsgennemsnit",
        "afvigelse",
        "percentil",
        "mulighedsrum",
        "rang",
        "antal",
        "status",
    ];
    differ(expected, engine.rows("sammenligning", &columns, &columns[3..10], ""))
}

/// What either says breaks a rule, as whole rows of `brud`.
fn violations_differ(model: &Model, data: &Data, engine: &mut Engine) -> Option<Failure> {
    let expected = violations(model, data).iter().map(|violation| violation.row(model)).collect();
    let columns = ["regel", "alvor", "kommune", "periode", "noegle", "vaerdi", "sammenlignet_med", "besked"];
    let own = format!(" WHERE regel IN ({})", rule_names(model));
    differ(expected, engine.rows("brud", &columns, &["vaerdi", "sammenlignet_med"], &own))
}

/// The names of all rules, as a list of texts.
fn rule_names(model: &Model) -> String {
    let names = model.rules.iter().map(|rule| format!("'{}'", rule.name.sql));
    names.chain(["''".to_owned()]).collect::<Vec<_>>().join(", ")
}

fn compared(row: &ComparisonRow) -> String {
    let amount = |value: &Option<_>| value.as_ref().map_or(String::new(), |value| decimal_text(value, 5));
    let whole = |value: Option<usize>| value.map_or(String::new(), |value| value.to_string());
    [
        row.name.clone(),
        row.municipality.clone(),
        row.period.name(),
        amount(&row.result),
        amount(&row.national),
        amount(&row.group),
        amount(&row.region),
        amount(&row.deviation),
        amount(&row.percentile),
        amount(&row.potential),
        whole(row.rank),
        whole(row.count),
        row.status.danish().to_owned(),
    ]
    .join(" | ")
}

/// What either says could not be read, as rule, kommune, period, value, amount and number of rows.
fn unread_differs(model: &Model, data: &Data, engine: &mut Engine) -> Option<Failure> {
    let expected = reported(model, data).iter().map(|(unread, behind)| told(model, unread, behind)).collect();
    let columns = ["regel", "kommune", "periode", "noegle", "vaerdi", "besked"];
    let others = format!(" WHERE regel NOT IN ({})", rule_names(model));
    let rows = engine.rows("brud", &columns, &["vaerdi"], &others);
    // Of the message only what it counts.
    let counted = |row: String| row.split_once(" række").map_or(row.clone(), |(counted, _)| counted.to_owned());
    differ(expected, rows.map(|rows| rows.into_iter().map(counted).collect()))
}

fn told(model: &Model, unread: &Unread, behind: &Behind) -> String {
    let source = &model.source(unread.source).name.text;
    let rule = match unread.trouble {
        Trouble::Time => "tid kan læses",
        Trouble::Municipality => "kommune findes",
        Trouble::Code => "koder findes",
        Trouble::Amount => "beløb kan læses",
        Trouble::Number => "tal kan læses",
        Trouble::Interval => "forløb kan læses",
        Trouble::Date => "dato kan læses",
    };
    let amount = behind.amount.as_ref().filter(|_| unread.trouble == Trouble::Code);
    [
        rule.to_owned(),
        unread.municipality.clone(),
        unread.period.clone().unwrap_or_default(),
        format!("{source}, {} {}", unread.column, unread.text),
        amount.map_or(String::new(), |amount| decimal_text(amount, 5)),
        format!("{source}: {}", behind.rows),
    ]
    .join(" | ")
}

/// What names of objects begin with that results are not read through.
const BESIDE: [&str; 8] = ["adgang", "afvist_", "brud", "grundlag", "katalog", "kommuner", "regel_", "vist_"];

/// The tables with their rows, and the build over them.
fn build(case: &Case, model: &Model, engine: &mut Engine) -> Result<(), String> {
    let target = engine.target();
    let dialect = target.dialect.dialect();
    let mut script: Vec<String> = Vec::new();
    script.extend(["noegle", "data"].iter().flat_map(|schema| dialect.drop_schema(&dialect.name(schema))));
    script.extend(engine.leftovers()?);
    script.extend(dialect.create_schema(&dialect.name("data")));
    let tables = case.tables.iter().map(|(name, table)| (name.clone(), table));
    for (name, table) in tables.chain(case.deliveries.iter().map(|(name, table)| (format!("lev_{name}"), table))) {
        let object = dialect.object(&dialect.name("data"), &dialect.name(&name));
        script.extend(table.statements(&object, target.dialect));
    }
    // What does not bear on the rows takes half of the time: now and then is enough to see that it runs.
    let beside = |name: &str| BESIDE.iter().any(|beside| name.starts_with(beside));
    let made = statements(model, &target).into_iter();
    script.extend(made.filter(|made| case.is_whole() || !beside(&made.name)).map(|made| made.text));
    script.iter().try_for_each(|sql| engine.execute(sql))
}

/// The interpreter's row as a database's is shown: amounts with exactly five decimals.
fn shown(row: &ResultRow) -> String {
    let amount = |value: &Option<_>| value.as_ref().map_or(String::new(), |value| decimal_text(value, 5));
    [
        row.name.clone(),
        row.edition.clone(),
        row.municipality.clone(),
        row.period.name(),
        row.period.start(),
        amount(&row.numerator),
        amount(&row.denominator),
        amount(&row.result),
        row.status.danish().to_owned(),
    ]
    .join(" | ")
}

fn differ(mut expected: Vec<String>, computed: Result<Vec<String>, String>) -> Option<Failure> {
    let mut computed = match computed {
        Ok(computed) => computed,
        Err(error) => return Some(Failure::Engine(error)),
    };
    expected.sort();
    computed.sort();
    if expected == computed {
        return None;
    }
    let only = |of: &[String], not: &[String], side: &str| -> Vec<String> {
        let rows = of.iter().filter(|row| !not.contains(row));
        rows.take(12).map(|row| format!("{side}: {row}")).collect()
    };
    let mut rows = only(&expected, &computed, "kun fortolkeren");
    rows.extend(only(&computed, &expected, "kun databasen"));
    if rows.is_empty() {
        rows.push(format!("antal: {} og {} rækker", expected.len(), computed.len()));
    }
    rows.sort_by_key(|row| row.split_once(": ").map(|(_, row)| row.to_owned()));
    Some(Failure::Differs(rows))
}

/// The SQL of the figures, to read beside the rows that differ.
fn views(case: &Case, dialect: DialectName) -> String {
    let all = statements(&compiled(case).model, &Target { dialect, ..Target::duckdb() });
    let figures = all
        .iter()
        .filter(|statement| ["nt_", "gt_", "sammenligning"].iter().any(|kind| statement.name.starts_with(kind)));
    figures.map(|statement| statement.text.clone() + ";\n").collect()
}

pub fn number_from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn the_interpreter_and_duckdb_give_the_same_rows() {
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

/// Small programs whose rows lie on what is asked for; by chance alone they are too seldom there.
#[test]
fn what_stands_on_a_bound_is_the_same_in_both() {
    let connection = &mut DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("DuckDB er sat op");
    let mut engine = Engine { connection, dialect: DialectName::DuckDb };
    let seeds = match number_from_environment("NOEGLE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number_from_environment("NOEGLE_CASES").unwrap_or(100).min(ON_A_BOUND),
    };
    for seed in seeds {
        let case = Case::on_a_bound(seed);
        if let Some(failure) = judge(&case, &mut engine) {
            panic!("NOEGLE_SEED={seed} fejler:\n{}\n{failure:#?}", case.report());
        }
    }
}

/// What the compiler refuses is a fault of the generator or of the compiler: all of it at once. The test above finds
/// such a program among all its cases, but tells of the first alone.
#[test]
fn random_programs_are_valid() {
    let mut refused: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for seed in 0..number_from_environment("NOEGLE_CASES").unwrap_or(200).min(200) {
        for problem in refusals(&compiled(&Case::new(seed))) {
            refused.entry(problem).or_insert((0, seed)).0 += 1;
        }
    }
    let lines = refused.iter().map(|(problem, (count, seed))| format!("{count} × {problem}, NOEGLE_SEED={seed}"));
    assert!(refused.is_empty(), "{}", lines.collect::<Vec<_>>().join("\n"));
}

/// Every seed that fails and how, without making the cases small: where to begin when many do. With `NOEGLE_ON_A_BOUND`
/// the small programs.
#[test]
#[ignore = "a survey, for whoever changes the language"]
fn survey() {
    let connection = &mut DuckDb::open(&Place::Memory, &Options { threads: Some(2) }).expect("DuckDB er sat op");
    let mut engine = Engine { connection, dialect: DialectName::DuckDb };
    let mut failed = 0;
    let begun = std::time::Instant::now();
    let first = number_from_environment("NOEGLE_SEED").unwrap_or(0);
    let cases = number_from_environment("NOEGLE_CASES").unwrap_or(100);
    let on_a_bound = std::env::var_os("NOEGLE_ON_A_BOUND").is_some();
    for seed in first..first + cases {
        let case = if on_a_bound { Case::on_a_bound(seed) } else { Case::new(seed) };
        if let Some(failure) = judge(&case, &mut engine) {
            failed += 1;
            let text = format!("{failure:?}");
            println!("NOEGLE_SEED={seed}: {}", text.chars().take(400).collect::<String>());
        }
    }
    println!("{failed} af {cases} fejler; {:?} for hver", begun.elapsed() / cases.max(1) as u32);
}

fn run_each(seeds: impl Iterator<Item = u64>) -> Option<(u64, String)> {
    let connection = &mut DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("DuckDB er sat op");
    first_failure(seeds, &mut Engine { connection, dialect: DialectName::DuckDb })
}

/// The first seed that fails, with a report of its smallest case.
pub fn first_failure(seeds: impl Iterator<Item = u64>, engine: &mut Engine) -> Option<(u64, String)> {
    for seed in seeds {
        let case = Case::new(seed);
        if let Some(failure) = judge(&case, engine) {
            // A refused program is wrong as a whole: a part of it may be refused for other reasons.
            if let Failure::Refused(_) = failure {
                return Some((seed, case.report() + &format!("\n{failure:#?}")));
            }
            let (case, failure) = shrink::smallest(case, failure, &mut |case| judge(case, engine));
            return Some((seed, format!("{}\n{}\n{failure:#?}", case.report(), views(&case, engine.dialect))));
        }
    }
    None
}
