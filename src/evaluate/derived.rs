//! `afledt datakilde`: the rows of another source, put together.
//!
//! In: the base's rows as read. Out: one [`ComputedRow`] per combination of the own columns' values among the selected
//! rows. Guaranteed now: each base row is selected in its own year; what is missing or unknown is a value of its own;
//! every måltal is rounded to 5 decimals (N1).

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::linked::{ComputedRow, stored, stored_time};
use super::rows::{Seen, SourceRow};
use super::select::Selector;
use super::statistics::statistic;
use super::values::Value;
use super::world::World;
use crate::exact::{round5, whole};
use crate::model::{ColumnId, Derivation, MeasureValue, Source, SourceId, What};

pub fn derived_rows(world: &World, id: SourceId, of: &Derivation) -> Vec<ComputedRow> {
    let source = world.model.source(id);
    let mut groups: BTreeMap<Vec<Value>, Vec<&SourceRow>> = BTreeMap::new();
    for row in world.rows(of.base).iter().filter(|row| is_selected(world, of, row)) {
        let own = (0..of.columns.len()).map(|index| own_value(source, of, row, ColumnId(index)));
        groups.entry(own.collect()).or_default().push(row);
    }
    let together = |(values, rows): (Vec<Value>, Vec<&SourceRow>)| {
        let amounts = source.measures.iter().map(|measure| match measure.value {
            MeasureValue::Aggregate(what) => aggregate(what, &rows),
            MeasureValue::Stored | MeasureValue::TimeBetween(_) => None,
        });
        ComputedRow { values, amounts: amounts.collect() }
    };
    groups.into_iter().map(together).filter(|row| only(world, id, of, row)).collect()
}

fn is_selected(world: &World, of: &Derivation, row: &SourceRow) -> bool {
    let role = world.model.source(of.base).municipality_roles[0];
    let selector = Selector { world, member: None, municipality: row.municipality(role) };
    let version = of.rows.iter().find(|version| row.year.is_some_and(|year| version.years.contains(year)));
    version.is_some_and(|version| selector.selects(&version.value, row))
}

/// The base's value; the time as coarse as the own time is.
fn own_value(source: &Source, of: &Derivation, row: &SourceRow, own: ColumnId) -> Value {
    match row.time {
        Some(time) if own == source.time => stored_time(time, source.time_kind),
        _ => stored(row, of.columns[own.0], source.time_kind),
    }
}

/// `kun rækker hvor`, asked of the row put together.
fn only(world: &World, id: SourceId, of: &Derivation, row: &ComputedRow) -> bool {
    let row = world.reader(id).computed_row(row, Seen::Itself);
    let role = world.model.source(id).municipality_roles[0];
    let selector = Selector { world, member: None, municipality: row.municipality(role) };
    selector.all_hold(&of.only, &row)
}

fn aggregate(what: What, rows: &[&SourceRow]) -> Option<BigRational> {
    let amounts = |measure| rows.iter().filter_map(move |row| row.amount(measure)).cloned().collect::<Vec<_>>();
    let value = match what {
        What::Rows => whole(rows.len() as i64),
        What::RowsWith(measure) => whole(amounts(measure).len() as i64),
        What::Flow(measure) | What::Stock(measure) => amounts(measure).into_iter().sum(),
        What::Distinct(key) => {
            let keys: BTreeSet<&str> = rows.iter().filter_map(|row| row.text(key)).collect();
            whole(keys.len() as i64)
        }
        What::Statistic(which, measure) => statistic(which, amounts(measure))?,
        What::FullYears(_) | What::Duration(_) => return None,
    };
    Some(round5(&value))
}
