//! `noegle byg`: the SQL and the catalogue as files; `--tjek` says whether they are up to date.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::compilation::{expressible, in_order};
use super::database::Backend;
use super::failure::{Exit, Failure};
use super::session::Session;
use super::{site, stream};
use crate::cases::{Proof, Subject, cases, compared_by, comparison_cases, proof, rule_cases};
use crate::compile::Compilation;
use crate::diagnostics::visible;
use crate::engine::{Cell, ResultTable, deployment};
use crate::model::{ComparisonId, Model, RuleId};
use crate::output::files::{replace_folder, write_whole};
use crate::output::machine;
use crate::plan::{CatalogueRow, plan};
use crate::project::Project;
use crate::proof::{Script, comparison_script, rule_script, script};
use crate::sql::{self, DialectName, Makes, Statement, verify};
use crate::text::fold;

/// The order in which the files of a backend are run, one name a line.
const ORDER_FILE: &str = "raekkefoelge.txt";
/// What takes away what an earlier build left, where the engine removes nothing that others read; run before all.
const REMOVAL_FILE: &str = "fjern.sql";
const CATALOGUE_FILE: &str = "katalog.json";

/// The whole build as one file.
const SCRIPT_FILE: &str = "script.sql";

/// So many stale files are named.
const NAMED_FILES: usize = 10;

pub fn run(session: &Session, check: bool, wants_script: bool) -> Result<Exit, Failure> {
    let project = session.project()?;
    let compilation = in_order(session, &project)?;
    let backend = Backend::chosen(session, &project)?;
    backend.check_names(session, &compilation)?;
    let target = backend.target(None);
    let statements = sql::statements(&compilation.model, &target);
    expressible(session, &compilation, &target, &statements)?;
    let scripts = scripts(&compilation.model, backend.dialect);
    let folder = project.generated_folder();
    let mut own_files = files(&statements, backend.dialect);
    // Who has asked for the script once, has it kept up to date.
    if wants_script || folder.join(&backend.name).join(SCRIPT_FILE).exists() {
        let script = deployment::script(&statements, &target);
        own_files.insert(SCRIPT_FILE.to_owned(), script.into_bytes());
    }
    let folders =
        [(backend.name.clone(), own_files), (format!("tests/{}", backend.name), test_files(&scripts, backend.dialect))];
    let catalogue = catalogue(&compilation);
    if check {
        let all = scripts.iter().flat_map(|(_, script)| &script.statements).chain(&statements);
        read_back(session, all, backend.dialect)?;
        let mut stale = stale(&folder, &folders, &catalogue);
        stale.extend(site::stale(session, &project, &compilation)?);
        return tell_stale(session, &project, &stale);
    }
    for (name, files) in &folders {
        let target = folder.join(name);
        replace_folder(&target, files).map_err(|error| Failure::unwritable(&target, &error, session.words))?;
    }
    let path = folder.join(CATALOGUE_FILE);
    write_whole(&path, &catalogue).map_err(|error| Failure::unwritable(&path, &error, session.words))?;
    site::write(session, &project, &compilation, None)?;
    let holes = [
        ("folder", format!("{}/{}", project.settings.generated, backend.name)),
        ("number", folders[0].1.len().to_string()),
    ];
    let told = session.words.fill("build.done", &holes.each_ref().map(|(name, value)| (*name, value.as_str())));
    stream::print(&format!("{told}\n"), session.words)?;
    Ok(Exit::Success)
}

/// A file per object with its statements in order, and the order of the files.
fn files(statements: &[Statement], dialect: DialectName) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut order = String::new();
    let end = dialect.dialect().end_of_statement();
    if dialect == DialectName::Postgres {
        let ways = statements.iter().rev().filter(|statement| statement.makes == Makes::Way);
        let text: String = ways.map(|way| format!("{}{end}", way.text)).collect();
        order.push_str(&format!("{REMOVAL_FILE}\n"));
        files.insert(REMOVAL_FILE.to_owned(), text.into_bytes());
    }
    for statement in statements {
        let name = format!("{}.sql", statement.name);
        if !files.contains_key(&name) {
            order.push_str(&format!("{name}\n"));
        }
        let text = format!("{}{end}", statement.text.trim_end());
        files.entry(name).or_default().extend_from_slice(text.as_bytes());
    }
    files.insert(ORDER_FILE.to_owned(), order.into_bytes());
    files
}

/// The cases of each nøgletal, grundtal, valideringsregel and sammenligning as a script, by its SQL name.
fn scripts(model: &Model, dialect: DialectName) -> Vec<(String, Script)> {
    let Proof { model, subjects } = proof(model);
    let script_of = |subject: &Subject| {
        let rounds = cases(&model, subject);
        let name = model.figure(subject.figure).name.sql.clone();
        (!rounds.is_empty()).then(|| (name, script(&model, subject, &rounds, dialect)))
    };
    let mut scripts: Vec<(String, Script)> = subjects.par_iter().filter_map(script_of).collect();
    let rule_of = |index: usize| {
        let rounds = rule_cases(&model, RuleId(index));
        let name = fold(model.rule(RuleId(index)).called()).replace(' ', "_");
        (!rounds.is_empty()).then(|| (name, rule_script(&model, RuleId(index), &rounds, dialect)))
    };
    scripts.extend((0..model.rules.len()).into_par_iter().filter_map(rule_of).collect::<Vec<_>>());
    let comparison_of = |index: usize| {
        let id = ComparisonId(index);
        let (figure, rounds) = (compared_by(&model, id)?, comparison_cases(&model, id));
        let name = model.comparison(id).name.sql.clone();
        (!rounds.is_empty()).then(|| (name, comparison_script(&model, id, figure, &rounds, dialect)))
    };
    scripts.extend((0..model.comparisons.len()).into_par_iter().filter_map(comparison_of).collect::<Vec<_>>());
    scripts
}

fn test_files(scripts: &[(String, Script)], dialect: DialectName) -> BTreeMap<String, Vec<u8>> {
    scripts.iter().map(|(name, script)| (format!("{name}.sql"), script.text(dialect).into_bytes())).collect()
}

fn catalogue(compilation: &Compilation) -> Vec<u8> {
    let names = [
        "navn",
        "id",
        "titel",
        "enhed",
        "omraade",
        "opgoeres",
        "retning",
        "gyldig_fra",
        "gyldig_til",
        "definition",
        "saetning",
    ];
    let rows = plan(&compilation.model).catalogue.into_iter().map(catalogue_row).collect();
    machine::json(&ResultTable { columns: names.map(str::to_owned).to_vec(), rows })
}

fn catalogue_row(row: CatalogueRow) -> Vec<Cell> {
    let text = |value: Option<String>| value.map_or(Cell::Null, Cell::Text);
    let year = |value: Option<i32>| value.map_or(Cell::Null, |year| Cell::Integer(year.into()));
    vec![
        Cell::Text(row.name),
        text(row.identifier),
        Cell::Text(row.title),
        Cell::Text(row.unit),
        text(row.area),
        Cell::Text(row.reported.to_owned()),
        text(row.direction.map(str::to_owned)),
        year(row.valid_from),
        year(row.valid_to),
        text(row.definition),
        Cell::Text(row.sentence),
    ]
}

/// Every statement must read back; one that does not is a fault of ours.
fn read_back<'s>(
    session: &Session,
    statements: impl Iterator<Item = &'s Statement>,
    dialect: DialectName,
) -> Result<(), Failure> {
    let statements: Vec<Statement> = statements.cloned().collect();
    match verify::unreadable(&statements, dialect).first() {
        None => Ok(()),
        Some(fault) => {
            let holes = [("name", fault.name.as_str()), ("reason", fault.reason.as_str())];
            Err(Failure { exit: Exit::Internal, message: session.words.fill("build.unreadable", &holes) })
        }
    }
}

/// Files that are missing, different or no longer made, by their names in the generated folder, and which of these.
fn stale(
    folder: &Path,
    folders: &[(String, BTreeMap<String, Vec<u8>>)],
    catalogue: &[u8],
) -> Vec<(String, &'static str)> {
    let mut stale: Vec<(String, &'static str)> = Vec::new();
    for (name, files) in folders {
        let inner = folder.join(name);
        let changed = files.iter().filter_map(|(file, bytes)| Some((file.clone(), differs(&inner.join(file), bytes)?)));
        let entries = fs::read_dir(&inner).into_iter().flatten().flatten();
        let found = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let extra = found.filter(|file| !files.contains_key(file)).map(|file| (file, "build.extra"));
        let mut of_folder: Vec<(String, &'static str)> =
            changed.chain(extra).map(|(file, how)| (format!("{name}/{file}"), how)).collect();
        of_folder.sort();
        stale.extend(of_folder);
    }
    stale.extend(differs(&folder.join(CATALOGUE_FILE), catalogue).map(|how| (CATALOGUE_FILE.to_owned(), how)));
    stale
}

pub(super) fn differs(path: &Path, bytes: &[u8]) -> Option<&'static str> {
    match fs::read(path) {
        Ok(found) if found == bytes => None,
        Ok(_) => Some("build.changed"),
        Err(_) => Some("build.missing"),
    }
}

fn tell_stale(session: &Session, project: &Project, stale: &[(String, &'static str)]) -> Result<Exit, Failure> {
    let words = session.words;
    let generated = project.settings.generated.as_str();
    if stale.is_empty() {
        stream::print(&format!("{}\n", words.fill("build.fresh", &[("folder", generated)])), words)?;
        return Ok(Exit::Success);
    }
    let mut message = words.fill("build.stale", &[("folder", generated), ("number", &stale.len().to_string())]);
    for (name, how) in stale.iter().take(NAMED_FILES) {
        message.push_str(&format!("\n  {generated}/{} ({})", visible(name), words.say(how)));
    }
    if stale.len() > NAMED_FILES {
        let rest = (stale.len() - NAMED_FILES).to_string();
        message.push_str(&format!("\n  {}", words.fill("build.more", &[("number", &rest)])));
    }
    Err(Failure { exit: Exit::Stale, message })
}
