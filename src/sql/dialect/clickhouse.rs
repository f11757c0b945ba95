//! ClickHouse 24.8 and later.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: run on 26.9; the reasons stand beside what they explain.
//!
//! A schema is a database. Every view brings the settings under which its query means what SQL means by it, so that it does
//! not matter who asks.

use super::access::AccessControl;
use super::{Commented, Dialect, PUBLISHED, Reading, SourceLocation, Type, name_parts, named_columns};

pub struct ClickHouse;

/// What is not joined is NULL, not 0; sums of nothing are NULL; a row comes once from `UNION`; a name is a column's before
/// it is an alias's; deep views are no error.
const SETTINGS: [(&str, &str); 6] = [
    ("join_use_nulls", "1"),
    ("aggregate_functions_null_for_empty", "1"),
    ("union_default_mode", "'DISTINCT'"),
    ("prefer_column_name_to_alias", "1"),
    ("max_ast_elements", "10000000"),
    ("max_expanded_ast_elements", "10000000"),
];

/// For the session: long statements are read, too.
const OF_SESSION: [(&str, &str); 2] = [("max_query_size", "100000000"), ("max_parser_backtracks", "100000000")];

/// 1 January 1900 and how many days 400 years have; days and months repeat themselves after them.
const FIRST_DAY: i32 = -25_567;
const DAYS_OF_400_YEARS: i32 = 146_097;

impl Dialect for ClickHouse {
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('\\', "\\\\").replace('`', "``"))
    }

    /// A file is named by it.
    fn longest_name(&self) -> usize {
        200
    }

    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\0', " ").replace('\\', "\\\\").replace('\'', "''"))
    }

    /// Beyond 64 bits a whole number is read as a floating one.
    fn whole_literal(&self, digits: &str) -> String {
        if digits.len() <= 18 { digits.to_owned() } else { format!("CAST('{digits}' AS Decimal(76, 0))") }
    }

    /// A number with decimals is read as a floating one.
    fn decimal_literal(&self, digits: &str) -> String {
        match digits.split_once('.') {
            Some((_, decimals)) => format!("CAST('{digits}' AS Decimal(38, {}))", decimals.len()),
            None => self.whole_literal(digits),
        }
    }

    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                name_parts(name).iter().map(|part| self.name(part)).collect::<Vec<_>>().join(".")
            }
        }
    }

    fn create_schema(&self, schema: &str) -> Vec<String> {
        let settings = SETTINGS.iter().chain(&OF_SESSION).map(|(name, value)| format!("SET {name} = {value}"));
        settings.chain([format!("CREATE DATABASE IF NOT EXISTS {schema}")]).collect()
    }

    fn drop_schema(&self, schema: &str) -> Vec<String> {
        vec![format!("DROP DATABASE IF EXISTS {schema} SYNC")]
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE VIEW {name} AS\n{}", with_settings(query))]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} ENGINE = MergeTree ORDER BY tuple() AS\n{}", with_settings(query))]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("CREATE OR REPLACE TABLE {name} ({columns}) ENGINE = MergeTree ORDER BY tuple()")]
    }

    fn refill(&self, name: &str, query: &str) -> Vec<String> {
        vec![self.empty(name), format!("INSERT INTO {name}\n{}", with_settings(query))]
    }

    fn empty(&self, name: &str) -> String {
        format!("TRUNCATE TABLE {name}")
    }

    /// A type without `Nullable` has no NULL, and gives 0 or the empty text for it.
    fn column_type(&self, of: Type) -> String {
        let of = match of {
            Type::Text => "String".to_owned(),
            Type::Integer => "Int32".to_owned(),
            Type::Wide => "Decimal(76, 0)".to_owned(),
            Type::Decimal(digits, decimals) => format!("Decimal({digits}, {decimals})"),
            Type::Date => "Date32".to_owned(),
        };
        format!("Nullable({of})")
    }

    /// What has more decimals is cut by the engine, not rounded.
    fn cast(&self, expression: &str, to: Type) -> String {
        match to {
            Type::Decimal(_, decimals) => format!("CAST(round({expression}, {decimals}) AS {})", self.column_type(to)),
            other => format!("CAST({expression} AS {})", self.column_type(other)),
        }
    }

    /// A quotient of decimals has as many decimals as the dividend, of wide numbers none: exact, and cut towards zero.
    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("{dividend} / {divisor}")
    }

    /// `*` turns what has more than 76 digits into some other number. This does not, and there must be room for the factors
    /// that it is rounded with.
    fn wide_product(&self, a: &str, b: &str) -> String {
        let room = "CAST('1000000000000000000' AS Decimal(76, 0))";
        format!("multiplyDecimal(multiplyDecimal({a}, {b}, 0), {room}, 0) / {room}")
    }

    fn integer_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("intDiv({dividend}, {divisor})")
    }

    /// `0.00001` alone is a floating number.
    fn amount_of_units(&self, units: &str) -> String {
        let whole = format!("CAST({units} AS {})", self.column_type(Type::Decimal(38, 0)));
        format!("CAST({whole} * toDecimal64('0.00001', 5) AS {})", self.column_type(PUBLISHED))
    }

    /// As text a decimal loses the zeros at its end.
    fn amount_text(&self, amount: &str) -> String {
        format!("toDecimalString({amount}, 5)")
    }

    fn amount_in_cents(&self, amount: &str) -> String {
        format!("toDecimalString(round({amount}, 2), 2)")
    }

    fn grouped(&self, number: &str) -> String {
        let digits = format!("reverse(replaceRegexpAll(reverse(toString({number})), '[0-9]{{3}}', '\\\\0.'))");
        format!("TRIM(LEADING '.' FROM {digits})")
    }

    fn part(&self, text: &str, number: usize) -> String {
        format!("splitByChar('|', COALESCE({text}, ''))[{number}]")
    }

    fn beginning(&self, text: &str, length: usize) -> String {
        format!("substringUTF8({text}, 1, {length})")
    }

    fn without_zeros(&self, text: &str) -> String {
        format!("TRIM(TRAILING '0' FROM {text})")
    }

    /// Dates go from 1900 to 2299; there is none for other years.
    fn date(&self, year: &str, month: &str) -> String {
        format!("CASE WHEN {year} BETWEEN 1900 AND 2299 THEN makeDate32({year}, {month}, 1) END")
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        day_number(year, month, day)
    }

    fn month_of_day(&self, day: &str) -> String {
        month_of_day(day)
    }

    fn whole_months(&self, _schema: &str, from: &str, to: &str) -> String {
        whole_months(from, to, |months| months)
    }

    fn whole_years(&self, _schema: &str, from: &str, to: &str) -> String {
        whole_months(from, to, |months| format!("intDiv({months}, 12)"))
    }

    /// Expressions: functions belong to the whole server, not to a database.
    fn read(&self, _schema: &str, reading: Reading, column: &str) -> String {
        Stored::new(column).read(reading)
    }

    /// Views are altered as tables are.
    fn comments(&self, of: &Commented) -> Vec<String> {
        let column = |(name, text): &(&str, String)| {
            format!("ALTER TABLE {} COMMENT COLUMN {name} {}", of.object, self.text(text))
        };
        let whole = format!("ALTER TABLE {} MODIFY COMMENT {}", of.object, self.text(of.text));
        [whole].into_iter().chain(of.columns.iter().map(column)).collect()
    }

    /// Settings that begin so may be made by anyone.
    fn own_municipality(&self, _schema: &str) -> String {
        "NULLIF(getSettingOrDefault('SQL_kommune', ''), '')".to_owned()
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "SET SQL_kommune = '…'"
    }

    fn access(&self) -> Option<&dyn AccessControl> {
        Some(self)
    }
}

/// Settings after a query that is one of several in a union would be its own alone. Whoever may set nothing (`readonly = 1`)
/// would read without them, and wrong: so the view refuses.
fn with_settings(query: &str) -> String {
    let query = named_columns::named(query);
    let settings: Vec<String> = SETTINGS.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let told = "Indstillingerne her gælder ikke for dig: brug readonly = 2 i stedet for 1";
    format!(
        "SELECT * FROM (\n{query}\n)\nWHERE throwIf(getSetting('join_use_nulls') <> 1, '{told}') = 0\nSETTINGS {}",
        settings.join(", ")
    )
}

/// A year with the same days, from 1900 to 2299.
fn year_in_range(year: &str) -> String {
    format!("1900 + ({year} - 1500) % 400")
}

fn day_number(year: &str, month: &str, day: &str) -> String {
    let date = format!("makeDate32({}, {month}, 1)", year_in_range(year));
    format!("(toInt32({date}) + ({day}) - 1 + {DAYS_OF_400_YEARS} * (intDiv({year} - 1500, 400) - 1))")
}

/// Days from 1 January 1500.
fn days_since_1500(day: &str) -> String {
    format!("({day} + {})", DAYS_OF_400_YEARS - FIRST_DAY)
}

/// The date that stands for a day number, some 400 years from it.
fn date_in_range(day: &str) -> String {
    format!("toDate32({} % {DAYS_OF_400_YEARS} - {})", days_since_1500(day), -FIRST_DAY)
}

fn year_of_day(day: &str) -> String {
    let date = date_in_range(day);
    format!("(toYear({date}) + 400 * (intDiv({}, {DAYS_OF_400_YEARS}) - 1))", days_since_1500(day))
}

fn month_of_day(day: &str) -> String {
    format!("(12 * {} + toMonth({}) - 1)", year_of_day(day), date_in_range(day))
}

/// `20240531`
fn digits_of_day(day: &str) -> String {
    let date = date_in_range(day);
    format!("{} * 10000 + toMonth({date}) * 100 + toDayOfMonth({date})", year_of_day(day))
}

/// `then` is done to the months that are not negative.
fn whole_months(from: &str, to: &str, then: fn(String) -> String) -> String {
    let months = |first: &str, last: &str| {
        let day = |of: &str| format!("toDayOfMonth({})", date_in_range(of));
        let earlier = format!("CASE WHEN {} < {} THEN 1 ELSE 0 END", day(last), day(first));
        then(format!("({} - {} - {earlier})", month_of_day(last), month_of_day(first)))
    };
    format!("CASE WHEN {to} >= {from} THEN {} ELSE -{} END", months(from, to), months(to, from))
}

const YEAR: &str = "(19[0-9]{2}|2[0-9]{3})";
/// Blanks at the end of a text are not part of it.
const DAY: &str =
    "-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?)? *";

/// A stored value in its forms. The type of a column is known before any row is read.
struct Stored {
    /// As text of the engine's.
    stored: String,
    /// As text, without blanks at its end, zeros at the end of decimals and the time of day.
    text: String,
    is_text: String,
    /// A date or a point in time.
    is_date: String,
}

impl Stored {
    fn new(column: &str) -> Stored {
        let stored = format!("CAST({column} AS Nullable(String))");
        let is_text = format!("(toTypeName({column}) LIKE '%String%' OR toTypeName({column}) LIKE '%Enum%')");
        let is_date = format!("(NOT {is_text} AND toTypeName({column}) LIKE '%Date%')");
        let number = format!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {stored}))");
        let text = format!(
            "COALESCE(CASE WHEN {is_date} THEN LEFT({stored}, 10) \
             WHEN NOT {is_text} AND {stored} LIKE '%.%' AND {stored} NOT LIKE '%e%' THEN {number} \
             ELSE TRIM(TRAILING ' ' FROM {stored}) END, '')"
        );
        Stored { stored, text, is_text, is_date }
    }

    /// Whole numbers have 32 bits, whatever they were made of.
    fn read(&self, reading: Reading) -> String {
        match reading {
            Reading::Text => self.text.clone(),
            Reading::Municipality => {
                let Stored { text, is_text, .. } = self;
                format!(
                    "CASE WHEN NOT {is_text} AND LENGTH({text}) BETWEEN 1 AND 2 THEN LPAD({text}, 3, '0') ELSE {text} END"
                )
            }
            Reading::Number => self.number(10, 28),
            Reading::Amount => self.number(5, 13),
            other => format!("CAST({} AS Nullable(Int32))", self.whole(other)),
        }
    }

    fn whole(&self, reading: Reading) -> String {
        let Stored { stored, text, is_date, .. } = self;
        let is = |pattern: &str| format!("match({text}, '^{pattern}$')");
        let part = |from: u32, length: u32| format!("toInt32OrNull(SUBSTRING({stored}, {from}, {length}))");
        let year = format!("toInt32OrNull(LEFT({text}, 4))");
        let digits = |of: &str| format!("toInt32OrNull(REPLACE({of}, '-', ''))");
        let day = day_number(&part(1, 4), &part(6, 2), &part(9, 2));
        match reading {
            Reading::Month => {
                let month = format!("LEFT({stored}, 7)");
                format!(
                    "CASE WHEN {is_date} AND match({month}, '^{YEAR}-[0-9]{{2}}$') THEN {} WHEN {} THEN {} END",
                    digits(&month),
                    is(&format!("{YEAR}-?(0[1-9]|1[0-6])")),
                    digits(text)
                )
            }
            Reading::Year => format!(
                "CASE WHEN {is_date} AND match({stored}, '^{YEAR}-') THEN {year} WHEN {} THEN {year} END",
                is(YEAR)
            ),
            Reading::Date => self.of_date("", &digits(&format!("LEFT({stored}, 10)"))),
            Reading::Day => self.of_date("", &day),
            Reading::Week => self.week(&year, &day),
            Reading::Quarter => {
                let of_date =
                    self.of_date(&format!("{is_date} AND "), &format!("{year} * 10 + intDiv({} + 2, 3)", part(6, 2)));
                format!(
                    "COALESCE({of_date}, CASE WHEN {} THEN {year} * 10 + toInt32OrNull(RIGHT({text}, 1)) END)",
                    is(&format!("{YEAR}(-?[KQ])?[1-4]"))
                )
            }
            // The end of the next year's name, as long as it is written.
            _ => {
                let ending = format!("SUBSTRING({text}, 6)");
                let next = format!("toString({year} + 1)");
                format!(
                    "CASE WHEN {is_date} THEN NULL WHEN {} THEN {year} WHEN {} AND {ending} IN ({next}, SUBSTRING({next}, 3)) THEN {year} END",
                    is(YEAR),
                    is(&format!("{YEAR}/[0-9]{{2}}([0-9]{{2}})?"))
                )
            }
        }
    }

    /// A value made of a date's text, when it is a day that exists.
    fn of_date(&self, condition: &str, value: &str) -> String {
        let stored = &self.stored;
        let part = |from: u32, length: u32| format!("toInt32OrNull(SUBSTRING({stored}, {from}, {length}))");
        let (month, day) = (part(6, 2), part(9, 2));
        let date = format!("makeDate32({}, {month}, 1) + ({day} - 1)", year_in_range(&part(1, 4)));
        let exists = format!("toMonth({date}) = {month}");
        format!("CASE WHEN {condition}match({stored}, '^{YEAR}{DAY}$') AND {exists} THEN {value} END")
    }

    /// ISO week 1 is that of 4 January; weeks count from its Monday. 1 January 1900 was one.
    fn week(&self, year: &str, day: &str) -> String {
        let text = &self.text;
        let monday = |day: &str| format!("({day} - ({day} + {}) % 7)", -FIRST_DAY);
        // A name for what is asked of several times.
        let named = |name: &str, body: String, value: &str| format!("arrayMap({name} -> {body}, [{value}])[1]");
        let of_day = named("d", digits_of_day(&format!("({} + 3)", monday("d"))), day);
        let of_date = self.of_date(&format!("{} AND ", self.is_date), &of_day);
        let fourth = format!("CAST({} AS Nullable(Int32))", day_number(year, "1", "4"));
        let thursday = named("f", format!("{} + 7 * toInt32OrNull(RIGHT({text}, 2)) - 4", monday("f")), &fourth);
        let checked =
            named("t", format!("CASE WHEN {} = {year} THEN {} END", year_of_day("t"), digits_of_day("t")), &thursday);
        format!(
            "COALESCE({of_date}, CASE WHEN match({text}, '^{YEAR}(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3])$') THEN {checked} END)"
        )
    }

    /// What has more decimals is cut by the engine: so it is read with many, and rounded.
    fn number(&self, decimals: u8, whole: u8) -> String {
        let Stored { stored, text, is_text, .. } = self;
        let number = "[+-]?0*[0-9]{1,40}([.][0-9]+)?";
        let power = "([eE]([+]?[12]?[0-9]|-[0-9]+))?";
        let value = format!("round(toDecimal256OrNull({text}, 30), {decimals})");
        format!(
            "CASE WHEN (NOT {is_text} AND match({stored}, '^{number}{power}$') OR {is_text} AND match({text}, '^{number}$')) AND ABS({value}) < toDecimal256('1{}', 0) THEN CAST({value} AS {}) END",
            "0".repeat(whole.into()),
            ClickHouse.column_type(Type::Decimal(whole + decimals, decimals))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(ClickHouse.name("a`; DROP TABLE \\"), "`a``; DROP TABLE \\\\`");
        assert_eq!(ClickHouse.text("it's \\' \\"), "'it''s \\\\'' \\\\'");
        let table = ClickHouse.location(&SourceLocation::Table("[skole].[elev`]".to_owned()));
        assert_eq!(table, "`skole`.`elev```");
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(ClickHouse.decimal_literal("0.5"), "CAST('0.5' AS Decimal(38, 1))");
        assert_eq!(
            ClickHouse.whole_literal("20000000000000000000000"),
            "CAST('20000000000000000000000' AS Decimal(76, 0))"
        );
    }
}
