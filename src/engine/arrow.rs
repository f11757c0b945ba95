//! Arrow's columns to rows of cells.
//!
//! In: record batches as DuckDB gives them. Out: rows of [`Cell`]s. Guaranteed now: every digit is kept, timestamps are
//! text (`2024-05-01 12:30:00`), and a type that no figure has is refused by name.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float32Type, Float64Type,
    Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, RecordBatch, downcast_dictionary_array};
use arrow_schema::{DECIMAL256_MAX_PRECISION, DataType, Field, TimeUnit};

use super::{Cell, Date, EngineError, ErrorKind};

/// Adds the batch's rows to `rows`.
pub fn append_rows(batch: &RecordBatch, rows: &mut Vec<Vec<Cell>>) -> Result<(), EngineError> {
    let first = rows.len();
    rows.extend((0..batch.num_rows()).map(|_| Vec::with_capacity(batch.num_columns())));
    let schema = batch.schema();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        let cells = cells(column)?;
        let cells = if is_numeric_text(field) { cells.into_iter().map(numeric).collect() } else { cells };
        for (row, cell) in rows[first..].iter_mut().zip(cells) {
            row.push(cell);
        }
    }
    Ok(())
}

/// PostgreSQL's NUMERIC has any number of digits, which Arrow's decimals have not: its driver gives it as text.
fn is_numeric_text(field: &Field) -> bool {
    field.metadata().get("ADBC:postgresql:typname").is_some_and(|name| name == "numeric")
}

/// The number that the text is; one of more than 38 digits stays text, and is exact too.
pub fn numeric(cell: Cell) -> Cell {
    let Cell::Text(text) = &cell else { return cell };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let unscaled = format!("{whole}{fraction}").parse();
    match (unscaled, u8::try_from(fraction.len())) {
        (Ok(unscaled), Ok(0)) => Cell::Integer(unscaled),
        (Ok(unscaled), Ok(scale)) => Cell::Decimal { unscaled, scale },
        _ => cell,
    }
}

fn cells(column: &ArrayRef) -> Result<Vec<Cell>, EngineError> {
    Ok(match column.data_type() {
        DataType::Null => vec![Cell::Null; column.len()],
        DataType::Boolean => optional(column.as_boolean().iter(), Cell::Boolean),
        DataType::Utf8 => optional(column.as_string::<i32>().iter(), text),
        DataType::LargeUtf8 => optional(column.as_string::<i64>().iter(), text),
        DataType::Utf8View => optional(column.as_string_view().iter(), text),
        DataType::Int8 => integers::<Int8Type>(column),
        DataType::Int16 => integers::<Int16Type>(column),
        DataType::Int32 => integers::<Int32Type>(column),
        DataType::Int64 => integers::<Int64Type>(column),
        DataType::UInt8 => integers::<UInt8Type>(column),
        DataType::UInt16 => integers::<UInt16Type>(column),
        DataType::UInt32 => integers::<UInt32Type>(column),
        DataType::UInt64 => integers::<UInt64Type>(column),
        DataType::Decimal32(_, scale) => decimals::<Decimal32Type>(column, *scale)?,
        DataType::Decimal64(_, scale) => decimals::<Decimal64Type>(column, *scale)?,
        DataType::Decimal128(_, scale) => decimals::<Decimal128Type>(column, *scale)?,
        DataType::Decimal256(_, scale) => wide_decimals(column, *scale),
        DataType::Float32 => primitives::<Float32Type>(column, |value| Cell::Double(value.into())),
        DataType::Float64 => primitives::<Float64Type>(column, Cell::Double),
        DataType::Date32 => primitives::<Date32Type>(column, |days| Cell::Date(date_of(days.into()))),
        DataType::Timestamp(unit, _) => timestamps(column, *unit),
        DataType::Dictionary(_, _) => dictionary(column)?,
        other => return Err(EngineError::new(ErrorKind::UnsupportedType, other.to_string())),
    })
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn optional<T>(values: impl Iterator<Item = Option<T>>, cell: impl Fn(T) -> Cell) -> Vec<Cell> {
    values.map(|value| value.map_or(Cell::Null, &cell)).collect()
}

fn primitives<T: ArrowPrimitiveType>(column: &ArrayRef, cell: impl Fn(T::Native) -> Cell) -> Vec<Cell> {
    optional(column.as_primitive::<T>().iter(), cell)
}

fn integers<T: ArrowPrimitiveType>(column: &ArrayRef) -> Vec<Cell>
where
    T::Native: Into<i128>,
{
    primitives::<T>(column, |value| Cell::Integer(value.into()))
}

/// HUGEINT comes as a decimal without decimals and is an integer here.
fn decimals<T: DecimalType + ArrowPrimitiveType>(column: &ArrayRef, scale: i8) -> Result<Vec<Cell>, EngineError>
where
    T::Native: Into<i128>,
{
    let Ok(scale) = u8::try_from(scale) else {
        return Err(EngineError::new(ErrorKind::UnsupportedType, format!("decimal of scale {scale}")));
    };
    let cell = |unscaled: i128| if scale == 0 { Cell::Integer(unscaled) } else { Cell::Decimal { unscaled, scale } };
    Ok(primitives::<T>(column, |value| cell(value.into())))
}

/// Of more than 38 digits; those that have no more are decimals like others, the rest exact text.
fn wide_decimals(column: &ArrayRef, scale: i8) -> Vec<Cell> {
    let values = column.as_primitive::<Decimal256Type>();
    let text = |row| Decimal256Type::format_decimal(values.value(row), DECIMAL256_MAX_PRECISION, scale);
    let cell = |row| if values.is_null(row) { Cell::Null } else { numeric(Cell::Text(text(row))) };
    (0..values.len()).map(cell).collect()
}

fn dictionary(column: &ArrayRef) -> Result<Vec<Cell>, EngineError> {
    let column: &dyn Array = column.as_ref();
    downcast_dictionary_array! {
        column => {
            let values = cells(column.values())?;
            let at = |index: usize| values.get(index).cloned().unwrap_or(Cell::Null);
            Ok((0..column.len()).map(|row| column.key(row).map_or(Cell::Null, at)).collect())
        }
        other => Err(EngineError::new(ErrorKind::UnsupportedType, other.to_string())),
    }
}

fn timestamps(column: &ArrayRef, unit: TimeUnit) -> Vec<Cell> {
    match unit {
        TimeUnit::Second => primitives::<TimestampSecondType>(column, |at| timestamp(at, 1)),
        TimeUnit::Millisecond => primitives::<TimestampMillisecondType>(column, |at| timestamp(at, 1_000)),
        TimeUnit::Microsecond => primitives::<TimestampMicrosecondType>(column, |at| timestamp(at, 1_000_000)),
        TimeUnit::Nanosecond => primitives::<TimestampNanosecondType>(column, |at| timestamp(at, 1_000_000_000)),
    }
}

fn timestamp(at: i64, per_second: i64) -> Cell {
    let (seconds, part) = (at.div_euclid(per_second), at.rem_euclid(per_second));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut text = format!("{} {:02}:{:02}:{:02}", date_of(days), second / 3600, second / 60 % 60, second % 60);
    if part > 0 {
        let fraction = format!("{part:0width$}", width = per_second.ilog10() as usize);
        text.push('.');
        text.push_str(fraction.trim_end_matches('0'));
    }
    Cell::Text(text)
}

/// The day so many days after 1970-01-01, counted in eras of 400 years that begin on 1 March.
fn date_of(days: i64) -> Date {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date { year: year as i32, month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, text) in [(0, "1970-01-01"), (-1, "1969-12-31"), (19_782, "2024-02-29"), (-25_567, "1900-01-01")] {
            assert_eq!(date_of(days).to_string(), text);
        }
    }

    #[test]
    fn numbers_in_text_keep_their_digits() {
        let read = |text: &str| numeric(Cell::Text(text.to_owned()));
        assert_eq!(read("-12.50"), Cell::Decimal { unscaled: -1250, scale: 2 });
        assert_eq!(read("-0.05"), Cell::Decimal { unscaled: -5, scale: 2 });
        assert_eq!(read("7"), Cell::Integer(7));
        assert_eq!(read("nan"), Cell::Text("nan".into()));
        let long = "1".repeat(60);
        assert_eq!(read(&long), Cell::Text(long.clone()));
    }

    #[test]
    fn timestamps_drop_an_empty_fraction() {
        assert_eq!(timestamp(1_714_566_600_000_000, 1_000_000), Cell::Text("2024-05-01 12:30:00".into()));
        assert_eq!(timestamp(-500, 1_000), Cell::Text("1969-12-31 23:59:59.5".into()));
    }
}
