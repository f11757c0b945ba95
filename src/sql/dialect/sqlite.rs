//! SQLite 3.35 and later.
//!
//! In and out: as [`Dialect`] says. Guaranteed now: run on 3.40 and on the driver's own; the reasons stand beside what
//! they explain.
//!
//! There are no decimals and no numbers wider than 64 bits: an amount is the whole number of its hundred-thousandths in
//! everything that is computed, and what people read is made of it at the end. Sums that are too large are an error; `+`,
//! `-` and `*` go over to floating point in silence, so whatever they make is refused unless it is whole
//! ([`Dialect::refused`]). There are no schemas: an object of ours is a name with a point in it, `"noegle.resultat"`, and
//! what is made to be read is `noegle_resultat`.

mod reading;

use super::{Dialect, LINE, Reading, SourceLocation, Type, name_parts};

pub struct Sqlite;

/// The julian day of 1 January 1970.
const EPOCH: &str = "2440587.5";

/// Amounts with decimals are shown as floating point while each of them is the nearest of a number of its own: 2^36.
const SHOWN_EXACTLY: &str = "6871947673600000";

/// The table that says whose rows `grundlag_…` shows; it belongs to the site, and is kept from build to build.
const OWN_MUNICIPALITY: &str = "egen_kommune";

/// A name as it is, without quotes.
fn bare(name: &str) -> String {
    match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_owned(),
    }
}

/// An expression that may stand beside any operator.
fn enclosed(expression: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "_.\"".contains(letter);
    if expression.chars().all(plain) { expression.to_owned() } else { format!("({expression})") }
}

impl Dialect for Sqlite {
    fn object(&self, schema: &str, name: &str) -> String {
        self.name(&format!("{}.{}", bare(schema), bare(name)))
    }

    /// Views cannot read other files: a table has one name, which may have a point in it, or stands in `main`.
    fn location(&self, location: &SourceLocation) -> String {
        match location {
            SourceLocation::Table(name) | SourceLocation::Csv(name) | SourceLocation::Parquet(name) => {
                let parts = name_parts(name);
                match parts.as_slice() {
                    [main, table] if main.eq_ignore_ascii_case("main") => self.name(table),
                    parts => self.name(&parts.join(".")),
                }
            }
        }
    }

    fn create_schema(&self, schema: &str) -> Vec<String> {
        vec![format!("CREATE TABLE IF NOT EXISTS {} (kommune TEXT)", self.object(schema, OWN_MUNICIPALITY))]
    }

    /// There is nothing that all of it is in.
    fn drop_schema(&self, _schema: &str) -> Vec<String> {
        Vec::new()
    }

    /// Each statement that makes something removes what was there, or makes it when it is not.
    fn drop_all(&self, _schema: &str, statements: &[&str]) -> Vec<String> {
        let removal = |statement: &&str| match statement.strip_prefix("CREATE TABLE IF NOT EXISTS ") {
            Some(table) => table.split_once(" (").map(|(name, _)| format!("DROP TABLE IF EXISTS {name}")),
            None => statement.starts_with("DROP ").then(|| (*statement).to_owned()),
        };
        let mut removals: Vec<String> = Vec::new();
        for removal in statements.iter().filter_map(removal) {
            if !removals.contains(&removal) {
                removals.push(removal);
            }
        }
        removals.reverse();
        removals
    }

    fn create_view(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP VIEW IF EXISTS {name}"), format!("CREATE VIEW {name} AS\n{}", kept(query))]
    }

    fn create_table_as(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} AS\n{}", kept(query))]
    }

    fn create_table(&self, name: &str, columns: &str) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} ({columns})")]
    }

    fn refill(&self, name: &str, query: &str) -> Vec<String> {
        vec![self.empty(name), format!("INSERT INTO {name}\n{}", kept(query))]
    }

    /// A date is text.
    fn column_type(&self, of: Type) -> String {
        match of {
            Type::Text | Type::Date => "TEXT".to_owned(),
            Type::Integer | Type::Wide | Type::Decimal(..) => "INTEGER".to_owned(),
        }
    }

    /// Wide numbers and amounts are whole numbers already, and a cast would make one of what is not.
    fn cast(&self, expression: &str, to: Type) -> String {
        match to {
            Type::Wide | Type::Decimal(..) => enclosed(expression),
            other => format!("CAST({expression} AS {})", self.column_type(other)),
        }
    }

    /// `||` binds before all arithmetic.
    fn concat(&self, parts: &[String]) -> String {
        let has_operator = |part: &str| [" + ", " - ", " * ", " / ", " % "].iter().any(|sign| part.contains(sign));
        let part = |part: &String| match part.starts_with('\'') || !has_operator(part) {
            true => part.clone(),
            false => format!("({part})"),
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        let line = parts.join(" || ");
        if line.chars().count() <= LINE { line } else { parts.join("\n  || ") }
    }

    fn greatest(&self, expressions: &[String]) -> String {
        format!("MAX({})", expressions.join(", "))
    }

    fn least(&self, expressions: &[String]) -> String {
        format!("MIN({})", expressions.join(", "))
    }

    fn wide_quotient(&self, dividend: &str, divisor: &str) -> String {
        format!("{dividend} / {divisor}")
    }

    fn is_narrow(&self) -> bool {
        true
    }

    /// A whole number that does not fit is the smallest there is, and that one has no size.
    fn refused(&self, number: &str) -> String {
        format!("ABS(CAST(-1e19 - ABS({number}) AS INTEGER))")
    }

    fn amount_of_whole(&self, whole: &str) -> String {
        format!("100000 * {}", enclosed(whole))
    }

    fn units(&self, amount: &str) -> String {
        enclosed(amount)
    }

    fn amount_of_units(&self, units: &str) -> String {
        units.to_owned()
    }

    /// Hundred-thousandths, too; what has more decimals lies between two of them.
    fn decimal_literal(&self, digits: &str) -> String {
        let (sign, size) = match digits.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("", digits),
        };
        let (whole, decimals) = size.split_once('.').unwrap_or((size, ""));
        let kept: String = decimals.chars().chain("00000".chars()).take(5).collect();
        let units = format!("{whole}{kept}");
        let units = match units.trim_start_matches('0') {
            "" => "0",
            units => units,
        };
        match decimals.get(5..) {
            None | Some("") if units == "0" => units.to_owned(),
            None | Some("") => format!("{sign}{units}"),
            Some(rest) => format!("{sign}{units}.{rest}"),
        }
    }

    fn amount_literal(&self, digits: &str) -> String {
        self.decimal_literal(digits)
    }

    /// With five decimals.
    fn amount_text(&self, amount: &str) -> String {
        format!(
            "(CASE WHEN {amount} < 0 THEN '-' ELSE '' END || (ABS({amount}) / 100000) || '.' || {})",
            self.padded(&format!("ABS({amount}) % 100000"), 5)
        )
    }

    fn amount_in_cents(&self, amount: &str) -> String {
        let cents = format!("((ABS({amount}) + 500) / 1000)");
        format!(
            "(CASE WHEN {amount} <= -500 THEN '-' ELSE '' END || ({cents} / 100) || '.' || {})",
            self.padded(&format!("{cents} % 100"), 2)
        )
    }

    /// What cannot be shown as it is, is refused when it is stored.
    fn stored_amount(&self, amount: &str) -> String {
        format!(
            "CASE WHEN TYPEOF({amount}) = 'real' OR {amount} % 100000 <> 0 AND ABS({amount}) >= {SHOWN_EXACTLY} THEN {} ELSE {amount} END",
            self.refused(amount)
        )
    }

    fn number_text(&self, number: &str) -> String {
        reading::number_text(number)
    }

    fn read_amount(&self, amount: &str) -> String {
        self.amount_text(amount)
    }

    fn shown_amount(&self, amount: &str) -> Option<String> {
        Some(format!(
            "CASE WHEN TYPEOF({amount}) = 'real' OR {amount} % 100000 <> 0 AND ABS({amount}) >= {SHOWN_EXACTLY} THEN {} \
             WHEN {amount} % 100000 = 0 THEN {amount} / 100000 ELSE {amount} / 100000.0 END",
            self.refused(amount)
        ))
    }

    fn padded(&self, number: &str, width: usize) -> String {
        format!("SUBSTR('{}' || ({number}), -{width})", "0".repeat(width))
    }

    fn grouped(&self, number: &str) -> String {
        format!("REPLACE(PRINTF('%,d', {number}), ',', '.')")
    }

    fn part(&self, text: &str, number: usize) -> String {
        let bars = "|".repeat(number);
        let mut rest = format!("({text} || '{bars}')");
        for _ in 1..number {
            rest = format!("SUBSTR({rest}, INSTR({rest}, '|') + 1)");
        }
        format!("SUBSTR({rest}, 1, INSTR({rest}, '|') - 1)")
    }

    fn beginning(&self, text: &str, length: usize) -> String {
        format!("SUBSTR({text}, 1, {length})")
    }

    fn series(&self, first: &str, end: &str, relation: &str) -> String {
        format!(
            "WITH RECURSIVE tal(fra) AS (\n  SELECT {first} FROM {relation} WHERE {first} < {end}\n  UNION ALL\n  \
             SELECT tal.fra + 1 FROM tal CROSS JOIN {relation} WHERE tal.fra + 1 < {end}\n)\nSELECT fra FROM tal"
        )
    }

    fn date(&self, year: &str, month: &str) -> String {
        format!("{} || '-' || {} || '-01'", self.padded(year, 4), self.padded(month, 2))
    }

    fn day_number(&self, year: &str, month: &str, day: &str) -> String {
        let first = self.date(year, month);
        format!("(CAST(JULIANDAY({first}) - {EPOCH} AS INTEGER) + {day} - 1)")
    }

    fn month_of_day(&self, day: &str) -> String {
        format!("(12 * {} + {} - 1)", of_day("%Y", day), of_day("%m", day))
    }

    fn whole_months(&self, _schema: &str, from: &str, to: &str) -> String {
        self.forth_and_back(from, to, |months| months)
    }

    fn whole_years(&self, _schema: &str, from: &str, to: &str) -> String {
        self.forth_and_back(from, to, |months| format!("({months}) / 12"))
    }

    fn read(&self, _schema: &str, reading: Reading, column: &str) -> String {
        reading::read(reading, column)
    }

    fn own_municipality(&self, schema: &str) -> String {
        format!("(SELECT MIN(kommune) FROM {})", self.object(schema, OWN_MUNICIPALITY))
    }

    fn how_to_set_municipality(&self) -> &'static str {
        "INSERT INTO \"noegle.egen_kommune\" VALUES ('…')"
    }
}

impl Sqlite {
    fn forth_and_back(&self, from: &str, to: &str, value: impl Fn(String) -> String) -> String {
        let months = |from: &str, to: &str| {
            value(format!(
                "{} - {} - CASE WHEN {} < {} THEN 1 ELSE 0 END",
                self.month_of_day(to),
                self.month_of_day(from),
                of_day("%d", to),
                of_day("%d", from)
            ))
        };
        format!("(CASE WHEN {to} >= {from} THEN {} ELSE -({}) END)", months(from, to), months(to, from))
    }
}

/// What is named before a query is computed once: it would else be computed anew wherever a column of it is named, and
/// within that again.
fn kept(query: &str) -> String {
    let line = |line: &str| match line.strip_suffix(" AS (") {
        Some(name) if !name.starts_with(' ') => format!("{name} AS MATERIALIZED ("),
        _ => line.to_owned(),
    };
    query.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A part of a day's date, as a number.
fn of_day(part: &str, day: &str) -> String {
    format!("CAST(STRFTIME('{part}', ({day}) + {EPOCH}) AS INTEGER)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_gets_out_of_its_quotes() {
        assert_eq!(Sqlite.object("noegle", "\"nt_a\"\"b\""), "\"noegle.nt_a\"\"b\"");
        assert_eq!(Sqlite.location(&SourceLocation::Table("data.elev".to_owned())), "\"data.elev\"");
        assert_eq!(Sqlite.location(&SourceLocation::Table("main.elev".to_owned())), "\"elev\"");
    }

    #[test]
    fn literals_are_in_hundred_thousandths() {
        let written = ["0", "1", "-1", "0.5", "-0.00001", "1250", "0.000001", "-12.3456789"];
        let units = ["0", "100000", "-100000", "50000", "-1", "125000000", "0.1", "-1234567.89"];
        assert_eq!(written.map(|digits| Sqlite.decimal_literal(digits)), units.map(str::to_owned));
    }
}
