//! Random data sources: how they are declared, and which rows they hold.

use super::chart::{Chart, FIRST_YEAR, LAST_YEAR};
use super::data::{Kind, Stored, TestTable};
use super::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Month,
    Date,
    Year,
}

#[derive(Debug, Clone)]
pub struct Measure {
    pub name: String,
    /// Two måltal may read one column.
    pub column: String,
    /// `kr.`, `borgere` …; its number (`1.000 kr.`) stands in the declaration alone.
    pub word: &'static str,
    pub declared: String,
    pub is_flow: bool,
    pub ultimo: bool,
}

/// A data source and what conditions can be asked of it.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub time: Time,
    pub yearly: bool,
    /// `opgjort ultimo måneden`, of its rows
    pub ultimo: bool,
    pub exception: Option<(u32, u32)>,
    pub roles: Vec<&'static str>,
    pub has_accounts: bool,
    pub has_groupings: bool,
    pub has_class: bool,
    pub has_number: bool,
    pub has_text: bool,
    /// Masks of funktion, art and klassetype.
    pub masks: [Option<&'static str>; 3],
    pub measures: Vec<Measure>,
}

impl Source {
    pub fn new(random: &mut Random, index: usize) -> Source {
        let time = *random.one(&[Time::Month, Time::Month, Time::Date, Time::Year]);
        let has_accounts = random.percent(60);
        let mut source = Source {
            name: format!("kilde{index}"),
            time,
            yearly: time == Time::Month && random.percent(15),
            ultimo: time != Time::Year && random.percent(25),
            exception: None,
            roles: if random.percent(25) { vec!["kommune_a", "kommune_b"] } else { vec!["kommune_nr"] },
            has_accounts,
            has_groupings: has_accounts && random.percent(60),
            has_class: random.percent(50),
            has_number: random.percent(50),
            has_text: random.percent(40),
            masks: [
                *random.one(&[None, Some("000000"), Some("00.00.00")]),
                *random.one(&[None, Some("0.0"), Some("00")]),
                *random.one(&[None, Some("000")]),
            ],
            measures: Vec::new(),
        };
        if time == Time::Month && random.percent(20) {
            source.exception = Some(*random.one(&[(5, 9), (30, 9), (29, 2)]));
        }
        let flows = random.below(2) + usize::from(random.percent(50));
        for number in 0..flows.max(1) {
            source.measures.push(measure(random, number, true));
        }
        if random.percent(70) {
            source.measures.push(measure(random, 8, false));
        }
        source
    }

    pub fn declaration(&self, random: &mut Random) -> Vec<String> {
        let mut lines = vec![format!("datakilde {}", self.name), format!("  titel \"Kilde {}\"", self.name)];
        if self.yearly {
            lines.push("  opdateres årligt".to_owned());
        }
        lines.push(format!("  tabel data.{}", self.name));
        lines.push("  en række pr. kommune".to_owned());
        lines.extend(self.roles.iter().map(|role| format!("  kolonne {role} er kommune")));
        let time = match self.time {
            Time::Month => "måned",
            Time::Date => "dato",
            Time::Year => "år",
        };
        lines.push(format!("  kolonne tid er {time}"));
        let masked = |mask: Option<&str>| mask.map_or(String::new(), |mask| format!(" skrevet som \"{mask}\""));
        if self.has_accounts {
            lines.push(format!("  kolonne funktion_nr er funktion i kp{}", masked(self.masks[0])));
            lines.push("  kolonne dranst_nr er dranst i kp".to_owned());
            lines.push(format!("  kolonne art_nr er art i kp{}", masked(self.masks[1])));
        }
        if self.has_groupings {
            lines.push("  kolonne gruppe_nr er gruppering i kp".to_owned());
        }
        if self.has_class {
            lines.push(format!("  kolonne klasse er klassetype{}", masked(self.masks[2])));
        }
        if self.has_number {
            lines.push("  kolonne alder er tal".to_owned());
        }
        if self.has_text {
            lines.push("  kolonne koen er tekst".to_owned());
        }
        for measure in &self.measures {
            let kind = if measure.is_flow { "bevægelse" } else { "beholdning" };
            let snapshot = if measure.ultimo { ", opgjort ultimo måneden" } else { "" };
            let sign = match random.percent(25) {
                true if self.has_accounts => ", fortegn vendes for art 7",
                true if self.has_text => ", fortegn vendes for koen <> \"K\"",
                true if self.has_number => ", fortegn vendes for alder over 5",
                _ => "",
            };
            lines.push(format!(
                "  måltal {} i {}, enhed {}, {kind}{snapshot}{sign}",
                measure.name, measure.column, measure.declared
            ));
        }
        let at = if self.ultimo { "ultimo" } else { "primo" };
        match self.exception {
            Some((day, month)) => lines.push(format!("  opgjort {at} måneden, dog {day}. {}", month_name(month))),
            None if self.ultimo => lines.push("  opgjort ultimo måneden".to_owned()),
            None => {}
        }
        lines
    }

    /// A table of random rows.
    pub fn table(&self, random: &mut Random, chart: &Chart) -> TestTable {
        let columns = self.columns(random);
        let mut table = TestTable { columns, rows: Vec::new() };
        let count = if random.percent(30) { 5 } else { 1 + random.below(3) };
        let municipalities = random.some(&["101", "165", "411", "860", "751"], count);
        for municipality in municipalities {
            for year in FIRST_YEAR - 1..=LAST_YEAR {
                self.rows_of_year(random, chart, municipality, year, &mut table);
            }
        }
        table
    }

    fn rows_of_year(&self, random: &mut Random, chart: &Chart, municipality: &str, year: i32, table: &mut TestTable) {
        let pattern = random.below(10);
        for month in 1..=12 {
            let wanted = match (self.time, pattern) {
                (Time::Year, _) => month == 1 && pattern > 1,
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
            Time::Year => *random.one(&[Kind::Text, Kind::Whole]),
        };
        columns.push(("tid".to_owned(), time));
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
        if self.has_number {
            columns.push(("alder".to_owned(), *random.one(&[Kind::Whole, Kind::Decimal(8, 1), Kind::Text])));
        }
        for measure in &self.measures {
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
            "alder" => number(random, kind, &["0", "1", "2", "3", "5", "6", "7", "12", "-1", "2.5"]),
            _ => amount(random, kind),
        }
    }

    fn time_value(&self, random: &mut Random, (year, month): (i32, u32), kind: Kind) -> Stored {
        if random.percent(1) {
            return match kind {
                Kind::Text => Stored::text(random.word(&["", "ukendt", "2019-00", "2019-17", "1899-01", "2019-1"])),
                Kind::Whole => Stored::number("201900"),
                _ => Stored::Null,
            };
        }
        let day = if self.time == Time::Date { 1 + random.below(28) as u32 } else { 1 };
        let day = if self.time == Time::Date && random.percent(30) { *random.one(&[1, 5]) } else { day };
        match (self.time, kind) {
            (Time::Year, Kind::Text) => Stored::Text(year.to_string()),
            (Time::Year, _) => Stored::Number(year.to_string()),
            (Time::Month, Kind::Whole) => Stored::Number(format!("{year}{month:02}")),
            (Time::Month, Kind::Text) => match random.below(4) {
                0 => Stored::Text(format!("{year}{month:02}")),
                1 => Stored::Text(format!("{year}-{month:02} ")),
                _ => Stored::Text(format!("{year}-{month:02}")),
            },
            (Time::Date, Kind::Text) => match random.below(6) {
                0 => Stored::Text(format!("{year}-{month:02}-{day:02}T08:30:00")),
                1 => Stored::Text(format!("{year}-{month:02}-{day:02} 23:59:59")),
                2 => Stored::Text(format!("{year}-{month:02}-{day:02} ")),
                _ => Stored::Text(format!("{year}-{month:02}-{day:02}")),
            },
            _ => Stored::Date(year, month.min(12), day),
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

fn measure(random: &mut Random, number: usize, is_flow: bool) -> Measure {
    let word = if is_flow { random.word(&["kr.", "kr.", "timer"]) } else { random.word(&["borgere", "pladser"]) };
    let declared = match (word, random.below(4)) {
        ("kr.", 0) => "1.000 kr.".to_owned(),
        ("kr.", 1) => "mio. kr.".to_owned(),
        _ => word.to_owned(),
    };
    let name = if is_flow { format!("saldo{number}") } else { "antal_i_alt".to_owned() };
    let column = if random.percent(20) { "Beløb_Æ".to_owned() } else { format!("b_{name}") };
    Measure { name, column, word, declared, is_flow, ultimo: !is_flow && random.percent(30) }
}

pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ];
    NAMES[month as usize - 1]
}
