//! Rows that both sides can read: the interpreter as values, a database as a table.

use noegle::evaluate::{Date, Table, Value};
use noegle::exact::machine_number;
use noegle::sql::DialectName;
use noegle::sql::dialect::Type;

/// How a column is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Whole,
    Decimal(u32, u32),
    Double,
    Date,
    Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    Null,
    Text(String),
    /// As a machine writes it.
    Number(String),
    Date(i32, u32, u32),
}

#[derive(Debug, Clone, Default)]
pub struct TestTable {
    pub columns: Vec<(String, Kind)>,
    pub rows: Vec<Vec<Stored>>,
}

impl Stored {
    pub fn text(text: &str) -> Stored {
        Stored::Text(text.to_owned())
    }

    pub fn text_or_null(text: &str) -> Stored {
        if text == "NULL" { Stored::Null } else { Stored::text(text) }
    }

    pub fn number_or_null(text: &str) -> Stored {
        if text == "NULL" { Stored::Null } else { Stored::number(text) }
    }

    pub fn number(text: &str) -> Stored {
        Stored::Number(text.to_owned())
    }

    pub fn number_text(text: &str) -> Stored {
        Stored::text(text)
    }

    /// With the last six digits before the point.
    fn small(&self) -> Stored {
        let shorter = |text: &str| {
            let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
            let (sign, digits) = whole.split_at(usize::from(whole.starts_with(['-', '+'])));
            let is_long = digits.len() > 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_long.then(|| format!("{sign}{}{rest}", &digits[digits.len() - 6..]))
        };
        match self {
            Stored::Text(text) => Stored::Text(shorter(text).unwrap_or_else(|| text.clone())),
            Stored::Number(text) => Stored::Number(shorter(text).unwrap_or_else(|| text.clone())),
            other => other.clone(),
        }
    }

    fn value(&self, kind: Kind, dialect: DialectName) -> Value {
        match self {
            // SQLite has no dates.
            Stored::Date(year, month, day) if dialect == DialectName::Sqlite => {
                let time = if kind == Kind::Timestamp { " 13:45:00" } else { "" };
                Value::Text(format!("{year:04}-{month:02}-{day:02}{time}"))
            }
            Stored::Null => Value::Null,
            Stored::Text(text) => Value::Text(text.clone()),
            Stored::Number(text) => Value::Number(machine_number(text).expect("et tal")),
            Stored::Date(year, month, day) => Value::Date(Date { year: *year, month: *month, day: *day }),
        }
    }

    fn sql(&self, kind: Kind, dialect: DialectName) -> String {
        let quoted = |text: &str| dialect.dialect().text(text);
        match self {
            Stored::Null => "NULL".to_owned(),
            Stored::Text(text) => quoted(text),
            Stored::Number(text) if kind == Kind::Double => format!("{text}e0"),
            Stored::Number(text) => text.clone(),
            // Dates before 1970 are none of `DATE '…'` there, but text is read as what the column holds.
            Stored::Date(year, month, day) if has_plain_dates(dialect) => {
                let time = if kind == Kind::Timestamp { " 13:45:00" } else { "" };
                quoted(&format!("{year:04}-{month:02}-{day:02}{time}"))
            }
            Stored::Date(year, month, day) if kind == Kind::Timestamp => {
                format!("TIMESTAMP {}", quoted(&format!("{year:04}-{month:02}-{day:02} 13:45:00")))
            }
            Stored::Date(year, month, day) => format!("DATE {}", quoted(&format!("{year:04}-{month:02}-{day:02}"))),
        }
    }
}

/// Dates are written as text, which is read as what the column holds.
fn has_plain_dates(dialect: DialectName) -> bool {
    matches!(dialect, DialectName::SqlServer | DialectName::ClickHouse | DialectName::Sqlite)
}

impl Kind {
    /// As a column that a site might have it in.
    fn sql(self, dialect: DialectName) -> String {
        let of = |kind| dialect.dialect().column_type(kind);
        match self {
            // Without `Nullable` it keeps 0 for NULL.
            Kind::Whole if dialect == DialectName::ClickHouse => "Nullable(Int64)".to_owned(),
            Kind::Double if dialect == DialectName::ClickHouse => "Nullable(Float64)".to_owned(),
            Kind::Timestamp if dialect == DialectName::ClickHouse => "Nullable(DateTime64(3))".to_owned(),
            // Its `TIMESTAMP` ends in 2038, and has the hour now for NULL.
            Kind::Timestamp if dialect == DialectName::MariaDb => "DATETIME".to_owned(),
            Kind::Decimal(..) if dialect == DialectName::Sqlite => "NUMERIC".to_owned(),
            Kind::Text => of(Type::Text),
            Kind::Whole if dialect == DialectName::BigQuery => "INT64".to_owned(),
            Kind::Whole if dialect == DialectName::Oracle => "NUMBER(19, 0)".to_owned(),
            Kind::Whole => "BIGINT".to_owned(),
            Kind::Decimal(digits, decimals) => of(Type::Decimal(digits as u8, decimals as u8)),
            Kind::Double if matches!(dialect, DialectName::DuckDb | DialectName::Databricks | DialectName::Trino) => {
                "DOUBLE".to_owned()
            }
            Kind::Double if dialect == DialectName::SqlServer => "FLOAT".to_owned(),
            Kind::Double if dialect == DialectName::BigQuery => "FLOAT64".to_owned(),
            Kind::Double => "DOUBLE PRECISION".to_owned(),
            Kind::Date => of(Type::Date),
            Kind::Timestamp if dialect == DialectName::SqlServer => "DATETIME2".to_owned(),
            Kind::Timestamp => "TIMESTAMP".to_owned(),
        }
    }
}

impl TestTable {
    pub fn make_amounts_small(&mut self) {
        for (index, (name, _)) in self.columns.iter().enumerate() {
            if name.starts_with("b_") || name.starts_with("Beløb") {
                self.rows.iter_mut().for_each(|row| row[index] = row[index].small());
            }
        }
    }

    /// As the interpreter reads it.
    pub fn values(&self, dialect: DialectName) -> Table {
        let row = |row: &Vec<Stored>| {
            row.iter().zip(&self.columns).map(|(value, (_, kind))| value.value(*kind, dialect)).collect()
        };
        Table {
            columns: self.columns.iter().map(|(name, _)| name.clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// The statements that make it in a database.
    pub fn statements(&self, name: &str, dialect: DialectName) -> Vec<String> {
        let spoken = dialect.dialect();
        let column = |(name, kind): &(String, Kind)| format!("{} {}", spoken.name(name), kind.sql(dialect));
        let columns: Vec<String> = self.columns.iter().map(column).collect();
        let mut statements = spoken.create_table(name, &columns.join(", "));
        if !self.rows.is_empty() {
            let row = |row: &Vec<Stored>| {
                let values = row.iter().zip(&self.columns).map(|(value, (_, kind))| value.sql(*kind, dialect));
                format!("({})", values.collect::<Vec<String>>().join(", "))
            };
            let rows: Vec<String> = self.rows.iter().map(row).collect();
            let insert = |rows: &[String]| format!("INSERT INTO {name} {}", spoken.values(rows, ""));
            statements.extend(rows.chunks(1000).map(insert));
        }
        statements
    }

    /// The rows for people.
    pub fn report(&self, name: &str) -> String {
        let heading = |(name, kind): &(String, Kind)| format!("{name} {}", kind.sql(DialectName::DuckDb));
        let headings: Vec<String> = self.columns.iter().map(heading).collect();
        let row = |row: &Vec<Stored>| {
            let cells = row.iter().zip(&self.columns).map(|(value, (_, kind))| value.sql(*kind, DialectName::DuckDb));
            cells.collect::<Vec<String>>().join(" | ")
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        format!("{name}: {}\n{}\n", headings.join(" | "), rows.join("\n"))
    }
}
