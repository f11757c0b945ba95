//! A build beside the one that readers have, for engines without transactions around it.
//!
//! In: how a build is rendered for a schema. Out: a whole build in `<skema>_a` or `<skema>_b`, in turn, and in the schema
//! itself views that show it. Guaranteed now: readers see whole builds only; each view turns from the old to the new at
//! once, the one after the other, and what an error leaves behind is mended by the next build.

use super::difference::{Change, steps};
use super::manifest::{Known, Manifest, Side};
use super::{Build, Progress, Step};
use crate::engine::deployment::objects::{Object, ObjectKind};
use crate::engine::{Connection, EngineError};
use crate::sql::{Makes, Statement, Target};

pub type Render<'r> = dyn Fn(&Target) -> Vec<Statement> + 'r;

/// What a build would change of what readers see.
pub fn preview(connection: &mut dyn Connection, render: &Render, target: &Target) -> Result<Vec<Step>, EngineError> {
    let statements = render(target);
    let build = Build::new(&statements, target);
    let manifest = Manifest::of(target);
    let known = manifest.read(connection, &build.register)?;
    let had = known.map(|known| known.objects);
    build.refuse_foreign(connection, had.as_deref())?;
    Ok(steps(&had.unwrap_or_default(), &shown(&build)))
}

pub fn deploy(
    connection: &mut dyn Connection,
    render: &Render,
    target: &Target,
    progress: &mut Progress,
) -> Result<(), EngineError> {
    // What readers see are views, all of it.
    let target = &Target { known_as: Some(target.schema.clone()), ..target.clone() };
    let statements = render(target);
    let public = Build::new(&statements, target);
    let dialect = target.dialect.dialect();
    for statement in statements.iter().filter(|statement| statement.makes == Makes::Schema) {
        connection.execute(&statement.text).map_err(|error| error.at(0, &statement.about))?;
    }
    let manifest = Manifest::of(target);
    let known = manifest.read(connection, &public.register)?;
    public.refuse_foreign(connection, known.as_ref().map(|known| known.objects.as_slice()))?;
    let side = known.as_ref().map_or(Side::A, |known| known.side.other());
    let own = Target { schema: format!("{}_{}", target.schema, side.letter()), ..target.clone() };
    let names = build_in(connection, render, target, &own, side, progress)?;

    let wanted = shown(&public);
    let had = known.map(|known| known.objects).unwrap_or_default();
    let steps = steps(&had, &wanted);
    let gone: Vec<Object> = of(&steps, Change::Dropped);
    // What is made is known before it is made.
    let both: Vec<Object> = wanted.iter().chain(&gone).cloned().collect();
    manifest.write(connection, &Known { side, objects: both })?;
    for object in &wanted {
        let Some(inner) = names.iter().find(|name| name.own_name() == object.own_name()) else { continue };
        for statement in dialect.create_view(&object.name, &format!("SELECT * FROM {}", inner.name)) {
            connection.execute(&statement).map_err(|error| error.at(0, &object.name))?;
        }
    }
    for statement in statements.iter().filter(|statement| statement.makes == Makes::Right) {
        connection.execute(&statement.text).map_err(|error| error.at(0, &statement.about))?;
    }
    for object in &gone {
        connection.execute(&format!("DROP VIEW IF EXISTS {}", object.name))?;
    }
    manifest.write(connection, &Known { side, objects: wanted })
}

/// The whole build in its own schema, in place of what an earlier one left there.
fn build_in(
    connection: &mut dyn Connection,
    render: &Render,
    public: &Target,
    own: &Target,
    side: Side,
    progress: &mut Progress,
) -> Result<Vec<Object>, EngineError> {
    let statements = render(own);
    let build = Build::new(&statements, own);
    let dialect = own.dialect.dialect();
    for statement in statements.iter().filter(|statement| statement.makes == Makes::Schema) {
        let texts = match kept_table(&statement.text) {
            // What people write in it stands in the schema that they know.
            Some(table) => {
                let inner = Object { name: table.to_owned(), kind: ObjectKind::Table, sum: String::new() };
                let known = dialect.object(&dialect.name(&public.schema), &dialect.name(&inner.own_name()));
                dialect.create_view(table, &format!("SELECT * FROM {known}"))
            }
            None => vec![statement.text.clone()],
        };
        for text in texts {
            connection.execute(&text).map_err(|error| error.at(0, &statement.about))?;
        }
    }
    let manifest = Manifest::of(own);
    let left = manifest.read(connection, &build.register)?.map(|known| known.objects);
    build.refuse_foreign(connection, left.as_deref())?;
    for object in left.unwrap_or_default().iter().rev() {
        connection.execute(&build.register.removal(object)).map_err(|error| error.at(0, &object.name))?;
    }
    manifest.write(connection, &Known { side, objects: build.wanted().to_vec() })?;
    for (index, statement) in
        statements.iter().enumerate().filter(|(_, one)| !matches!(one.makes, Makes::Schema | Makes::Right))
    {
        progress(index + 1, statements.len(), &statement.about);
        connection.execute(&statement.text).map_err(|error| error.at(index + 1, &statement.about))?;
    }
    Ok(build.wanted().to_vec())
}

/// The table that a schema is made with and that no build makes anew: who belongs to which kommune.
fn kept_table(text: &str) -> Option<&str> {
    text.strip_prefix("CREATE TABLE IF NOT EXISTS ")?.split([' ', '(']).next()
}

/// Tables and views are shown to readers, all as views; functions are for the build itself.
fn shown(build: &Build) -> Vec<Object> {
    build.wanted().iter().filter(|object| object.kind != ObjectKind::Function).cloned().collect()
}

fn of(steps: &[Step], change: Change) -> Vec<Object> {
    steps.iter().filter(|step| step.change == change).map(|step| step.object.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{DuckDb, Options, Place};

    fn statement(name: &str, makes: Makes, text: String) -> Statement {
        Statement { name: name.to_owned(), about: name.to_owned(), text, makes }
    }

    fn render(value: i32, with_view: bool) -> impl Fn(&Target) -> Vec<Statement> {
        move |target| {
            let schema = &target.schema;
            let mut made = vec![
                statement("skema", Makes::Schema, format!("CREATE SCHEMA IF NOT EXISTS {schema}")),
                statement(
                    "skema",
                    Makes::Schema,
                    format!("CREATE TABLE IF NOT EXISTS {schema}.adgang_kommuner (bruger VARCHAR, kommune VARCHAR)"),
                ),
                statement("f", Makes::Function, format!("CREATE OR REPLACE MACRO {schema}.f(x) AS x + {value}")),
                statement(
                    "t",
                    Makes::Table,
                    format!("CREATE OR REPLACE TABLE {schema}.t AS SELECT {schema}.f(0) AS a"),
                ),
            ];
            if with_view {
                made.push(statement(
                    "v",
                    Makes::View,
                    format!("CREATE OR REPLACE VIEW {schema}.v AS SELECT a FROM {schema}.t"),
                ));
            }
            made
        }
    }

    fn built(connection: &mut DuckDb, value: i32, with_view: bool) -> Result<(), EngineError> {
        deploy(connection, &render(value, with_view), &Target::duckdb(), &mut |_, _, _| {})
    }

    fn one(connection: &mut DuckDb, query: &str) -> String {
        connection.query(query).expect(query).rows[0][0].to_string()
    }

    #[test]
    fn readers_see_one_build_or_the_next() {
        let mut engine = DuckDb::open(&Place::Memory, &Options::default()).expect("in memory");
        built(&mut engine, 1, true).expect("the first");
        assert_eq!(one(&mut engine, "SELECT a FROM noegle.v"), "1");
        engine.execute("INSERT INTO noegle.adgang_kommuner VALUES ('ole', '615')").expect("a user");
        built(&mut engine, 2, true).expect("the second");
        assert_eq!(one(&mut engine, "SELECT kommune FROM noegle_b.adgang_kommuner"), "615");
        assert_eq!(one(&mut engine, "SELECT a FROM noegle.v"), "2");
        assert_eq!(one(&mut engine, "SELECT a FROM noegle_a.t"), "1", "the one before is still there for who reads it");
        let fails = |target: &Target| {
            let mut made = render(3, true)(target);
            made.push(statement("x", Makes::View, "CREATE VIEW x AS SELECT a FROM findes_ikke".to_owned()));
            made
        };
        deploy(&mut engine, &fails, &Target::duckdb(), &mut |_, _, _| {}).expect_err("it fails");
        assert_eq!(one(&mut engine, "SELECT a FROM noegle.v"), "2");
        let steps = preview(&mut engine, &render(3, false), &Target::duckdb()).expect("a preview");
        let told: Vec<(&str, Change)> = steps.iter().map(|step| (step.object.name.as_str(), step.change)).collect();
        assert_eq!(told, [("noegle.t", Change::Refilled), ("noegle.v", Change::Dropped)]);
        built(&mut engine, 3, false).expect("after the failed one");
        assert_eq!(one(&mut engine, "SELECT a FROM noegle.t"), "3");
        engine.query("SELECT a FROM noegle.v").expect_err("it is gone");
        engine.execute("CREATE VIEW noegle.v AS SELECT 7 AS a").expect("somebody's own");
        built(&mut engine, 4, true).expect_err("it is not ours");
        assert_eq!(one(&mut engine, "SELECT a FROM noegle.v"), "7");
    }
}
