//! The figures that the site's pages show: read from the database once, kept in files of the run until the pages are written.
//!
//! In: a database in which the figures have been built. Out: [`Stored`]. Guaranteed now: only `resultat` and `sammenligning`
//! of what the public may see are asked for; memory holds some names at a time.

use std::collections::BTreeSet;
use std::path::Path;

use tempfile::TempDir;

use super::database::Database;
use super::failure::Failure;
use super::session::Session;
use crate::engine::Cell;
use crate::model::Model;
use crate::site::Values;
use crate::site::values::{ValueRow, public_names};

/// So many names are asked for at once.
const AT_ONCE: usize = 50;

const COLUMNS: &str = "r.noegletal, r.kommune, r.periode, r.periode_start, r.taeller, r.naevner, r.resultat, r.status, \
                       s.landsgennemsnit, s.gruppegennemsnit, s.rang, s.antal, s.percentil, s.mulighedsrum";

/// The rows of each name in a file.
pub struct Stored {
    folder: TempDir,
    names: BTreeSet<String>,
}

impl Stored {
    pub fn read(session: &Session, model: &Model, database: &mut Database) -> Result<Stored, Failure> {
        let unwritable = |error: std::io::Error| Failure::unwritable(&std::env::temp_dir(), &error, session.words);
        let folder = tempfile::Builder::new().prefix("noegle-").tempdir().map_err(unwritable)?;
        let mut stored = Stored { folder, names: BTreeSet::new() };
        let (results, compared) = (database.object("resultat"), database.object("sammenligning"));
        let columns = database.columns(COLUMNS);
        for names in public_names(model).chunks(AT_ONCE) {
            let listed: Vec<String> = names.iter().map(|name| database.text(name)).collect();
            let query = format!(
                "SELECT {columns} FROM {results} AS r LEFT JOIN {compared} AS s ON s.noegletal = r.noegletal \
                 AND s.kommune = r.kommune AND s.periode = r.periode WHERE r.noegletal IN ({}) \
                 ORDER BY r.noegletal, r.kommune, r.periode_start",
                listed.join(", ")
            );
            let rows = database.query(session, &query)?.rows;
            for of_name in rows.chunk_by(|a, b| a.first() == b.first()) {
                stored.keep(of_name).map_err(unwritable)?;
            }
        }
        Ok(stored)
    }

    fn keep(&mut self, rows: &[Vec<Cell>]) -> std::io::Result<()> {
        let Some(Cell::Text(name)) = rows.first().and_then(|row| row.first()) else { return Ok(()) };
        let mut file = csv::Writer::from_path(self.folder.path().join(name))?;
        for row in rows {
            file.write_record(row.iter().skip(1).map(Cell::to_string))?;
        }
        file.flush()?;
        self.names.insert(name.clone());
        Ok(())
    }

    /// For the site.
    pub fn values(&self, model: &Model) -> Values<'_> {
        let folder = self.folder.path();
        Values::new(model, self.names.clone(), move |name| rows(&folder.join(name)))
    }
}

fn rows(path: &Path) -> Vec<ValueRow> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_path(path);
    reader.into_iter().flat_map(csv::Reader::into_records).flatten().map(|record| row(&record)).collect()
}

fn row(record: &csv::StringRecord) -> ValueRow {
    let text = |index: usize| record.get(index).unwrap_or_default().to_owned();
    let number = |index: usize| record.get(index).filter(|text| !text.is_empty()).map(str::to_owned);
    ValueRow {
        municipality: text(0),
        period: text(1),
        start: text(2),
        numerator: number(3),
        denominator: number(4),
        result: number(5),
        status: text(6),
        national: number(7),
        group: number(8),
        rank: text(9).parse().ok(),
        number: text(10).parse().ok(),
        percentile: number(11),
        potential: number(12),
    }
}
