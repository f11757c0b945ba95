//! What noegle has made, where a table cannot be changed at once: a view `bygget` whose rows are texts.
//!
//! In: a schema. Out: what is made in it, and which of the two builds it shows. Guaranteed now: it is replaced as views are,
//! whole.

use super::objects::{Object, ObjectKind};
use super::register::Register;
use crate::engine::{Connection, EngineError};
use crate::sql::Target;

/// So many objects a row: short enough for any engine's longest text.
const PER_ROW: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    A,
    B,
}

impl Side {
    pub fn other(self) -> Side {
        if self == Side::A { Side::B } else { Side::A }
    }

    pub fn letter(self) -> &'static str {
        if self == Side::A { "a" } else { "b" }
    }
}

pub struct Known {
    pub side: Side,
    pub objects: Vec<Object>,
}

pub struct Manifest<'t> {
    target: &'t Target,
    view: String,
}

impl<'t> Manifest<'t> {
    pub fn of(target: &'t Target) -> Manifest<'t> {
        Manifest { target, view: Register::of(target).table() }
    }

    pub fn read(&self, connection: &mut dyn Connection, register: &Register) -> Result<Option<Known>, EngineError> {
        if !register.is_present(connection)? {
            return Ok(None);
        }
        let table = connection.query(&format!("SELECT nr, indhold FROM {} ORDER BY nr", self.view))?;
        let texts: Vec<String> = table.rows.iter().filter_map(|row| row.get(1)).map(ToString::to_string).collect();
        let side = if texts.first().is_some_and(|first| first == "b") { Side::B } else { Side::A };
        let object = |line: &str| {
            let mut parts = line.splitn(3, '|');
            let (kind, sum, name) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Object { name: name.to_owned(), kind: ObjectKind::from_danish(kind)?, sum: sum.to_owned() })
        };
        let objects = texts.iter().skip(1).flat_map(|text| text.split(';')).filter_map(object).collect();
        Ok(Some(Known { side, objects }))
    }

    pub fn write(&self, connection: &mut dyn Connection, known: &Known) -> Result<(), EngineError> {
        let dialect = self.target.dialect.dialect();
        let line = |object: &Object| format!("{}|{}|{}", object.kind.danish(), object.sum, object.name);
        let lines: Vec<String> = known.objects.iter().map(line).collect();
        let texts =
            [known.side.letter().to_owned()].into_iter().chain(lines.chunks(PER_ROW).map(|some| some.join(";")));
        let row = |(index, text): (usize, String)| {
            format!("SELECT {index} AS nr, {} AS indhold{}", dialect.text(&text), dialect.without_table())
        };
        let query = texts.enumerate().map(row).collect::<Vec<_>>().join("\nUNION ALL\n");
        dialect.create_view(&self.view, &query).iter().try_for_each(|statement| connection.execute(statement))
    }
}
