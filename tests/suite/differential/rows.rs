//! Random rows of a data source.

use super::chart::{Chart, FIRST_YEAR, LAST_YEAR};
use super::data::{Kind, Stored, TestTable};
use super::days::{self, day, day_of_month, stored_day, stored_quarter, stored_school_year, stored_week};
use super::random::Random;
use super::source::{Source, Time};

impl Source {
    /// A table of random rows.
    pub fn table(&self, random: &mut Random, chart: &Chart) -> TestTable {
        let columns = self.columns(random);
        let mut table = TestTable { columns, rows: Vec::new() };
        let count = if random.percent(30) { 5 } else { 1 + random.below(3) };
        let municipalities = random.some(&["101", "165", "411", "860", "751"], count);
        for municipality in municipalities {
            if self.time == Time::Interval {
                for _ in 0..4 + random.below(8) {
                    let (year, month, _) = day(random);
                    let row = self.row(random, chart, municipality, (year, month), &table.columns);
                    table.rows.push(row);
                }
                continue;
            }
            for year in FIRST_YEAR - 1..=LAST_YEAR {
                self.rows_of_year(random, chart, municipality, year, &mut table);
            }
        }
        table
    }

    /// Which months its kommuner have delivered.
    pub fn deliveries(&self, random: &mut Random) -> TestTable {
        let columns = vec![("kommune".to_owned(), Kind::Text), ("maaned".to_owned(), Kind::Text)];
        let mut table = TestTable { columns, rows: Vec::new() };
        for municipality in random.some(&["101", "165", "860", "751", "999"], 3) {
            let all = random.percent(50);
            for year in FIRST_YEAR..=LAST_YEAR {
                for month in 1..=12 {
                    if all || random.percent(60) {
                        let month = Stored::Text(format!("{year}-{month:02}"));
                        table.rows.push(vec![Stored::text(municipality), month]);
                    }
                }
            }
        }
        table
    }

    fn rows_of_year(&self, random: &mut Random, chart: &Chart, municipality: &str, year: i32, table: &mut TestTable) {
        let pattern = random.below(10);
        for month in 1..=12 {
            let wanted = match (self.time, pattern) {
                (Time::Year, _) => month == 1 && pattern > 1,
                (Time::SchoolYear, _) => month == 8 && pattern > 1,
                (Time::Quarter, _) => month % 3 == 1 && (pattern > 3 || random.percent(10 + 20 * pattern)),
                (Time::Week | Time::Date, 5..) => random.percent(60),
                (_, 0 | 1) => false,
                (_, 2 | 3) => random.percent(30),
                (_, 4) => month == 1,
                _ => true,
            };
            if wanted {
                for _ in 0..1 + random.below(2) {
                    let row = self.row(random, chart, municipality, (year, month), &table.columns);
                    table.rows.push(row);
                }
            }
        }
        if self.time == Time::Month && random.percent(15) {
            let period = 13 + random.below(4) as u32;
            let row = self.row(random, chart, municipality, (year, period), &table.columns);
            table.rows.push(row);
        }
    }

    fn columns(&self, random: &mut Random) -> Vec<(String, Kind)> {
        let mut columns: Vec<(String, Kind)> = Vec::new();
        for role in &self.roles {
            let kind = *random.one(&[Kind::Text, Kind::Text, Kind::Whole]);
            columns.push(((*role).to_owned(), kind));
        }
        let time = match self.time {
            Time::Month => *random.one(&[Kind::Text, Kind::Text, Kind::Whole, Kind::Date, Kind::Timestamp]),
            Time::Date => *random.one(&[Kind::Text, Kind::Date, Kind::Timestamp]),
            Time::Year | Time::SchoolYear => *random.one(&[Kind::Text, Kind::Whole]),
            Time::Week | Time::Quarter => *random.one(&[Kind::Text, Kind::Text, Kind::Whole, Kind::Date]),
            Time::Interval => *random.one(&[Kind::Text, Kind::Date, Kind::Timestamp]),
        };
        columns.push(("tid".to_owned(), time));
        if self.time == Time::Interval {
            columns.push(("slut".to_owned(), time));
        }
        if self.has_birth {
            columns.push(("foedt".to_owned(), *random.one(&[Kind::Text, Kind::Date])));
        }
        if self.has_key {
            columns.push(("cpr".to_owned(), *random.one(&[Kind::Text, Kind::Text, Kind::Whole])));
        }
        let mut text = |name: &str| columns.push((name.to_owned(), Kind::Text));
        if self.has_accounts {
            text("funktion_nr");
            text("dranst_nr");
            text("art_nr");
        }
        if self.has_groupings {
            text("gruppe_nr");
        }
        if self.has_class {
            text("klasse");
        }
        if self.has_text {
            text("koen");
        }
        let numbers = [Kind::Whole, Kind::Decimal(18, 2), Kind::Decimal(20, 8), Kind::Double, Kind::Text];
        if self.has_number && self.falls_back {
            let kind = *random.one(&[Kind::Whole, Kind::Text]);
            columns.push(("alder_a".to_owned(), kind));
            columns.push(("alder_b".to_owned(), *random.one(&[Kind::Whole, Kind::Text])));
        } else if self.has_number {
            columns.push(("alder".to_owned(), *random.one(&[Kind::Whole, Kind::Decimal(8, 1), Kind::Text])));
        }
        for measure in self.measures.iter().filter(|measure| measure.between.is_none()) {
            if columns.iter().all(|(name, _)| *name != measure.column) {
                columns.push((measure.column.clone(), *random.one(&numbers)));
            }
        }
        columns
    }

    fn row(
        &self,
        random: &mut Random,
        chart: &Chart,
        municipality: &str,
        time: (i32, u32),
        columns: &[(String, Kind)],
    ) -> Vec<Stored> {
        let account = Account::new(random, chart, time.0);
        let posting = Posting { chart, municipality, time, account };
        columns.iter().map(|(name, kind)| self.value(random, &posting, name, *kind)).collect()
    }

    fn value(&self, random: &mut Random, posting: &Posting, name: &str, kind: Kind) -> Stored {
        let Posting { chart, municipality, time, account } = posting;
        match name {
            "kommune_nr" | "kommune_a" => municipality_value(random, municipality, kind),
            "kommune_b" => {
                let other = if random.percent(70) { municipality } else { random.word(&["101", "165", "860"]) };
                municipality_value(random, other, kind)
            }
            "tid" => self.time_value(random, *time, kind),
            "funktion_nr" => code(random, masked(self.masks[0], &account.function)),
            "dranst_nr" => code(random, account.kind.clone()),
            "art_nr" => code(random, masked(self.masks[1], &account.nature)),
            "gruppe_nr" => code(random, account.grouping.clone()),
            "klasse" => {
                let known = chart.class.known(None, time.0, time.0);
                let found = random.one(&known).clone();
                code(random, masked(self.masks[2], &found))
            }
            "koen" => text(random),
            "slut" => self.until(random, *time, kind),
            "foedt" => {
                let born = day(random);
                let born = if random.percent(50) {
                    born
                } else {
                    (born.0 - 6 - random.below(2) as i32, born.1, born.2.min(28))
                };
                stored_day(random, born, kind)
            }
            "cpr" => key(random, kind),
            "alder" | "alder_a" | "alder_b" => {
                number(random, kind, &["0", "1", "2", "3", "5", "6", "7", "12", "-1", "2.5"])
            }
            _ => amount(random, kind),
        }
    }

    fn time_value(&self, random: &mut Random, (year, month): (i32, u32), kind: Kind) -> Stored {
        if random.percent(1) {
            return match kind {
                Kind::Text if !matches!(self.time, Time::Month | Time::Date) => Stored::text("ukendt"),
                Kind::Text => Stored::text(random.word(&["", "ukendt", "2019-00", "2019-17", "1899-01", "2019-1"])),
                Kind::Whole => Stored::number("201900"),
                _ => Stored::Null,
            };
        }
        let day = days::day_of_month(random, year, month.min(12));
        match (self.time, kind) {
            (Time::Year, Kind::Text) => Stored::Text(year.to_string()),
            (Time::Year, _) => Stored::Number(year.to_string()),
            (Time::Month, Kind::Whole) => Stored::Number(format!("{year}{month:02}")),
            (Time::Month, Kind::Text) => match random.below(4) {
                0 => Stored::Text(format!("{year}{month:02}")),
                1 => Stored::Text(format!("{year}-{month:02} ")),
                _ => Stored::Text(format!("{year}-{month:02}")),
            },
            (Time::Date | Time::Interval, _) => {
                let day = if random.percent(30) && self.time == Time::Interval { self::day(random) } else { day };
                stored_day(random, day, kind)
            }
            (Time::Week, _) => stored_week(random, day, kind),
            (Time::Quarter, _) => stored_quarter(random, year, month, kind),
            (Time::SchoolYear, _) => stored_school_year(random, year, kind),
            _ => Stored::Date(year, month.min(12), 1),
        }
    }

    /// The til-dato of a row that began about then; now and then before that.
    fn until(&self, random: &mut Random, (year, month): (i32, u32), kind: Kind) -> Stored {
        match random.below(10) {
            0 | 1 => Stored::Null,
            2 => {
                let day = day_of_month(random, year, month);
                stored_day(random, day, kind)
            }
            3..=5 => {
                let day = day_of_month(random, year + 1, month);
                stored_day(random, day, kind)
            }
            _ => {
                let mut until = day(random);
                if until < (year, month, 1) && random.percent(85) {
                    let years = random.below(3) as i32;
                    until = day_of_month(random, year + years, 12);
                }
                stored_day(random, until, kind)
            }
        }
    }
}

/// What a row is about.
struct Posting<'a> {
    chart: &'a Chart,
    municipality: &'a str,
    time: (i32, u32),
    account: Account,
}

/// A posting's account; sometimes its codes do not belong together.
struct Account {
    function: String,
    kind: String,
    nature: String,
    grouping: String,
}

impl Account {
    fn new(random: &mut Random, chart: &Chart, year: i32) -> Account {
        let mut pick = |codes: Vec<String>| random.one(&codes).clone();
        let mut account = Account {
            function: pick(chart.function.known(None, year, year)),
            kind: pick(chart.kind.known(None, year, year)),
            nature: pick(chart.nature.known(None, year, year)),
            grouping: "001".to_owned(),
        };
        if random.percent(40) {
            let grouping = random.one(&chart.groupings);
            account.function = grouping.function.to_owned();
            account.kind = grouping.kind.to_owned();
            account.grouping = grouping.code.to_owned();
        }
        if random.percent(5) {
            account.function = random.word(&["0.22.05", "5.30.28", "5.28.20"]).to_owned();
        }
        account
    }
}

fn masked(mask: Option<&str>, code: &str) -> String {
    let digits = code.replace('.', "");
    let parts = code.matches('.').count() + 1;
    match mask {
        Some(mask) if mask.contains('.') && mask.matches('.').count() + 1 == parts => {
            let widths = mask.split('.').map(str::len);
            let padded = code.split('.').zip(widths).map(|(part, width)| format!("{part:0>width$}"));
            padded.collect::<Vec<String>>().join(".")
        }
        Some("000000") if parts == 3 => format!("{digits:0>6}"),
        Some("00") if parts == 2 => format!("{:0>2}", digits.trim_start_matches('0')),
        Some("000") => format!("{digits:0>3}"),
        _ => code.to_owned(),
    }
}

fn code(random: &mut Random, stored: String) -> Stored {
    match random.below(40) {
        0 => Stored::Null,
        1 => Stored::text(""),
        2 => Stored::text(random.word(&["999999", "5.99.99", "99", "x", "9.9", " 1"])),
        3 | 4 => Stored::Text(stored + "  "),
        _ => Stored::Text(stored),
    }
}

/// Few enough that they meet again, in other kommuner and other sources.
fn key(random: &mut Random, kind: Kind) -> Stored {
    match kind {
        Kind::Text => Stored::text_or_null(random.word(&["1", "2", "3", "a", "a ", "A", "01", "2", "", " ", "NULL"])),
        _ => Stored::number_or_null(random.word(&["1", "2", "3", "4", "1", "2", "NULL"])),
    }
}

fn text(random: &mut Random) -> Stored {
    Stored::text_or_null(
        random.word(&["K", "K", "M", "M", "k", "K ", "Ø", "", " ", "K\u{301}", "it's", "K\u{a0}", "K\t", " K", "NULL"]),
    )
}

fn municipality_value(random: &mut Random, municipality: &str, kind: Kind) -> Stored {
    match (random.below(60), kind) {
        (0, _) => Stored::Null,
        (1, Kind::Text) => Stored::text(""),
        (2, Kind::Text) => Stored::text("999"),
        (2, _) => Stored::number("999"),
        (3 | 4, Kind::Text) => Stored::Text(format!("{municipality} ")),
        (_, Kind::Text) => Stored::text(municipality),
        _ => Stored::number(municipality),
    }
}

/// One of these numbers as the column can hold it.
fn number(random: &mut Random, kind: Kind, of: &[&'static str]) -> Stored {
    let whole: Vec<&'static str> = of.iter().copied().filter(|text| !text.contains('.')).collect();
    match (random.below(25), kind) {
        (0, _) => Stored::Null,
        (1, Kind::Text) => Stored::text(random.word(&["", "x", "1,5", "1e3", "--1"])),
        (_, Kind::Text) => Stored::text(random.word(of)),
        (_, Kind::Whole) => Stored::number(random.word(&whole)),
        _ => Stored::number(random.word(of)),
    }
}

/// Amounts that sum, cancel, and divide into exact ties.
fn amount(random: &mut Random, kind: Kind) -> Stored {
    const WHOLE: [&str; 14] =
        ["0", "1", "1", "3", "5", "7", "-3", "-7", "64", "320", "640", "200000", "1000", "99999999"];
    const DYADIC: [&str; 8] = ["0.5", "2.25", "-0.75", "0.015625", "-0.015625", "0.046875", "12.5", "3"];
    const FINE: [&str; 8] =
        ["0.000005", "-0.000005", "0.00000499", "12.34567", "0.00001", "1.1234565", "-0.00032", "1.25"];
    match (random.below(24), kind) {
        (0, _) => Stored::Null,
        (1, Kind::Text) => Stored::text(random.word(&["", "x", "1,5", "1e3"])),
        (2, Kind::Text) => Stored::number_text(random.word(&["10000000000000", "-10000000000000", "12 "])),
        (3..=8, Kind::Double) => Stored::number(random.word(&DYADIC)),
        (3..=8, Kind::Decimal(_, 2)) => Stored::number(random.word(&["0.5", "2.25", "-0.75", "0.01", "99.99"])),
        (3..=8, Kind::Decimal(_, _)) => Stored::number(random.word(&FINE)),
        (3..=8, Kind::Text) => Stored::number_text(random.word(&FINE)),
        (9, Kind::Text) => Stored::number_text("007"),
        (_, Kind::Text) => Stored::number_text(random.word(&WHOLE[..13])),
        (_, Kind::Decimal(20, 8) | Kind::Double) => Stored::number(random.word(&WHOLE[..13])),
        _ => Stored::number(random.word(&WHOLE)),
    }
}
