//! A build put into a database: what is there already is compared, what is no longer made is removed, and readers see the
//! old build or the new one, never half of one.
//!
//! In: the statements of a build. Out: a database that holds them. Guaranteed now: an object that no build of noegle made
//! is never replaced or removed; after an error or Ctrl-C readers have what they had.

mod beside;
mod difference;
mod habits;
mod manifest;
mod objects;
mod register;
mod script;

use std::collections::{BTreeMap, BTreeSet};

pub use beside::Render;
pub use difference::{Change, Step};
pub use objects::{Object, ObjectKind};
pub use script::script;

use super::script::transaction;
use super::{Connection, EngineError, EngineName, ErrorKind};
use crate::sql::{Makes, Statement, Target};
use difference::{affected, steps};
use habits::Habits;
use objects::{Objects, objects};
use register::Register;

/// Hears `(n, m, about)` before statement n of m.
pub type Progress<'a> = dyn FnMut(usize, usize, &str) + 'a;

/// What a build would do to the database, in the order of the build, what is removed at the end. Nothing is written.
pub fn preview(connection: &mut dyn Connection, render: &Render, target: &Target) -> Result<Vec<Step>, EngineError> {
    if Habits::of(EngineName::of(target.dialect)).beside {
        return beside::preview(connection, render, target);
    }
    let statements = render(target);
    let build = Build::new(&statements, target);
    let had = build.register.read(connection)?;
    build.refuse_foreign(connection, had.as_deref())?;
    Ok(steps(&had.unwrap_or_default(), build.wanted()))
}

/// What a build does to an empty database.
pub fn preview_of_nothing(render: &Render, target: &Target) -> Vec<Step> {
    steps(&[], Build::new(&render(target), target).wanted())
}

/// Builds: in one transaction where the engine has it, else beside.
pub fn deploy(
    connection: &mut dyn Connection,
    render: &Render,
    target: &Target,
    progress: &mut Progress,
) -> Result<(), EngineError> {
    let habits = Habits::of(EngineName::of(target.dialect));
    if habits.beside {
        return beside::deploy(connection, render, target, progress);
    }
    let statements = render(target);
    let build = Build::new(&statements, target);
    transaction(connection, habits.begin, &mut |connection| build.run(connection, progress))
}

/// A build about to be run.
struct Build<'s> {
    statements: &'s [Statement],
    objects: Objects,
    /// Whether a statement makes nothing and fills nothing, but says something of an object.
    attached: Vec<bool>,
    register: Register,
    habits: Habits,
}

impl<'s> Build<'s> {
    fn new(statements: &'s [Statement], target: &Target) -> Build<'s> {
        let habits = Habits::of(EngineName::of(target.dialect));
        let makes = |statement: &&Statement| !matches!(statement.makes, Makes::Rows | Makes::Right | Makes::Way);
        let made: BTreeSet<&str> = statements.iter().filter(makes).map(|statement| statement.name.as_str()).collect();
        let attached = statements.iter().map(|statement| !made.contains(statement.name.as_str())).collect();
        Build { statements, objects: objects(statements), attached, register: Register::of(target), habits }
    }

    fn wanted(&self) -> &[Object] {
        &self.objects.all
    }

    fn owner(&self, statement: usize) -> Option<&Object> {
        self.objects.all.get(self.objects.owners.get(statement).copied().flatten()?)
    }

    /// What each object is made of, by its name; a table with columns of its own is made of nothing, and only filled from
    /// others.
    fn made_of(&self) -> BTreeMap<&str, String> {
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        for (index, statement) in self.statements.iter().enumerate() {
            let fills = statement.makes == Makes::Rows && !self.attached[index];
            if fills || matches!(statement.makes, Makes::Table | Makes::Way) {
                continue;
            }
            if let Some(owner) = self.owner(index) {
                let text = texts.entry(&owner.name).or_default();
                text.push_str(&statement.text);
                text.push('\n');
            }
        }
        texts
    }

    /// Objects that the build makes and others have made. DuckDB's file is noegle's own: one without a register was built
    /// before there was one.
    fn refuse_foreign(&self, connection: &mut dyn Connection, had: Option<&[Object]>) -> Result<(), EngineError> {
        if had.is_none() && self.habits.own_database {
            return Ok(());
        }
        let present = self.register.present(connection)?;
        let ours = |name: &str| had.unwrap_or_default().iter().any(|known| known.name == name);
        let foreign =
            self.objects.all.iter().find(|object| !ours(&object.name) && present.contains(&object.own_name()));
        match foreign {
            None => Ok(()),
            Some(object) => {
                let kind = ErrorKind::NotOurs { object: object.name.clone() };
                Err(EngineError::new(kind, format!("{} exists", object.name)))
            }
        }
    }

    fn run(&self, connection: &mut dyn Connection, progress: &mut Progress) -> Result<(), EngineError> {
        let has_schema = self.register.has_schema(connection)?;
        for statement in self.statements.iter().filter(|statement| statement.makes == Makes::Schema) {
            if !(has_schema && statement.text.starts_with("CREATE SCHEMA")) {
                connection.execute(&statement.text).map_err(|error| error.at(0, &statement.about))?;
            }
        }
        let had = self.register.read(connection)?;
        self.refuse_foreign(connection, had.as_deref())?;
        if had.is_none() {
            connection.execute(&self.register.creation())?;
        }
        if let Some(lock) = self.habits.lock {
            connection.execute(&lock.replace("{}", &self.register.table()))?;
        }
        let had = had.unwrap_or_default();
        let steps = steps(&had, self.wanted());
        let made_of = self.made_of();
        let text = |object: &Object| made_of.get(object.name.as_str()).cloned().unwrap_or_default();
        let anew = if self.habits.keeps { affected(&steps, &text) } else { BTreeSet::new() };
        for object in had.iter().rev() {
            let step = steps.iter().find(|step| step.object.name == object.name);
            let in_the_way = step.is_none_or(|step| step.in_the_way().is_some());
            if in_the_way || anew.contains(object.name.as_str()) {
                connection.execute(&self.register.removal(object)).map_err(|error| error.at(0, &object.name))?;
            }
        }
        for (index, statement) in self.statements.iter().enumerate() {
            progress(index + 1, self.statements.len(), &statement.about);
            let is_anew = self.owner(index).is_some_and(|object| anew.contains(object.name.as_str()));
            for text in self.texts(index, is_anew) {
                connection.execute(&text).map_err(|error| error.at(index + 1, &statement.about))?;
            }
        }
        for statement in self.register.memory(self.wanted()) {
            connection.execute(&statement)?;
        }
        Ok(())
    }

    /// What to run of a statement; `anew` when its object was removed or never was. Where unchanged objects are kept,
    /// tables get their rows by DELETE and INSERT: readers see the old rows until the end, which TRUNCATE would take from
    /// them.
    fn texts(&self, index: usize, anew: bool) -> Vec<String> {
        let statement = &self.statements[index];
        let whole = || vec![statement.text.clone()];
        if statement.makes == Makes::Schema {
            return Vec::new();
        }
        if !self.habits.keeps {
            return whole();
        }
        let Some(owner) = self.owner(index) else { return whole() };
        match &statement.makes {
            Makes::Way if statement.is_removal() => Vec::new(),
            _ if anew => whole(),
            Makes::Rows if !self.attached[index] => whole(),
            Makes::Table => vec![format!("DELETE FROM {}", owner.name)],
            Makes::TableOf { object, query } => {
                let insert = self.register.dialect().refill(object, query).pop();
                [format!("DELETE FROM {object}")].into_iter().chain(insert).collect()
            }
            Makes::Way | Makes::Rows | Makes::Right | Makes::Schema | Makes::Function | Makes::View => Vec::new(),
        }
    }
}
