//! Random data sources: how they are declared, and what can be asked of their rows.

use super::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Month,
    Date,
    Year,
    Week,
    Quarter,
    SchoolYear,
    /// `fra-dato` and `til-dato`
    Interval,
}

impl Time {
    pub fn word(self) -> &'static str {
        match self {
            Time::Month => "måned",
            Time::Date => "dato",
            Time::Year => "år",
            Time::Week => "uge",
            Time::Quarter => "kvartal",
            Time::SchoolYear => "skoleår",
            Time::Interval => "fra-dato",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    Flow,
    Stock,
    Share,
}

#[derive(Debug, Clone)]
pub struct Measure {
    pub name: String,
    /// Two måltal may read one column.
    pub column: String,
    /// `kr.`, `borgere` …; its number (`1.000 kr.`) stands in the declaration alone.
    pub word: &'static str,
    pub declared: String,
    pub kind: MeasureKind,
    pub ultimo: bool,
    /// `dage fra foedt til tid`, when it is no column of the table.
    pub between: Option<String>,
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
    /// `kolonne cpr er nøgle person`
    pub has_key: bool,
    /// `alder` is one of two columns, the first that is not empty.
    pub falls_back: bool,
    /// `kolonne fylder = år fra foedt til …`
    pub age_until: Option<&'static str>,
    /// A date besides its time, `foedt`.
    pub has_birth: bool,
    /// `leverancer fra`
    pub deliveries: bool,
    /// Its rows show how things are: what is put together of them are beholdninger.
    pub snapshots: bool,
    /// A table holds it; else it is made of others.
    pub stored: bool,
    /// Those that may be asked for.
    pub populations: Vec<String>,
    /// Masks of funktion, art and klassetype.
    pub masks: [Option<&'static str>; 3],
    pub measures: Vec<Measure>,
}

impl Source {
    pub fn new(random: &mut Random, index: usize) -> Source {
        let time = *random.one(&[
            Time::Month,
            Time::Month,
            Time::Month,
            Time::Date,
            Time::Year,
            Time::Week,
            Time::Quarter,
            Time::SchoolYear,
            Time::Interval,
            Time::Interval,
        ]);
        let months = matches!(time, Time::Month | Time::Date);
        let has_accounts = random.percent(60);
        let mut source = Source {
            name: format!("kilde{index}"),
            time,
            yearly: matches!(time, Time::Month | Time::Interval) && random.percent(15),
            ultimo: (months || time == Time::Quarter) && random.percent(25),
            exception: None,
            roles: if random.percent(25) { vec!["kommune_a", "kommune_b"] } else { vec!["kommune_nr"] },
            has_accounts,
            has_groupings: has_accounts && random.percent(60),
            has_class: random.percent(50),
            has_number: random.percent(50),
            has_text: random.percent(40),
            has_key: time == Time::Interval || random.percent(50),
            falls_back: random.percent(40),
            age_until: None,
            has_birth: random.percent(30),
            deliveries: random.percent(8),
            snapshots: false,
            stored: true,
            populations: Vec::new(),
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
            source.measures.push(measure(random, number, MeasureKind::Flow));
        }
        if random.percent(70) && time != Time::Week {
            let mut stock = measure(random, 8, MeasureKind::Stock);
            stock.ultimo &= months || time == Time::Quarter;
            source.measures.push(stock);
        }
        if random.percent(25) {
            source.measures.push(measure(random, 9, MeasureKind::Share));
        }
        if source.has_birth {
            let until = if matches!(time, Time::Date | Time::Interval) { "tid" } else { "tælledatoen" };
            source.age_until = Some(random.word(&["tælledatoen", "årets udgang", until]));
            if random.percent(40) {
                source.measures.push(Measure {
                    between: Some(format!("{} fra foedt til {until}", random.word(&["dage", "måneder"]))),
                    declared: "dage".to_owned(),
                    word: "dage",
                    ..measure(random, 7, MeasureKind::Flow)
                });
            }
        }
        source.snapshots = time == Time::Interval
            || source.ultimo
            || source.exception.is_some()
            || source.measures.iter().any(|measure| measure.kind == MeasureKind::Stock);
        source
    }

    /// A table of months, days or years, asked for what its rows say themselves.
    pub fn is_plain(&self) -> bool {
        self.stored && self.populations.is_empty() && matches!(self.time, Time::Month | Time::Date | Time::Year)
    }

    pub fn declaration(&self, random: &mut Random) -> Vec<String> {
        let mut lines = vec![format!("datakilde {}", self.name), format!("  titel \"Kilde {}\"", self.name)];
        if self.yearly {
            lines.push("  opdateres årligt".to_owned());
        }
        lines.push(format!("  tabel data.{}", self.name));
        lines.push("  en række pr. kommune".to_owned());
        lines.extend(self.roles.iter().map(|role| format!("  kolonne {role} er kommune")));
        if self.deliveries {
            lines.push(format!("  leverancer fra data.lev_{}", self.name));
        }
        lines.push(format!("  kolonne tid er {}", self.time.word()));
        if self.time == Time::Interval {
            lines.push("  kolonne slut er til-dato".to_owned());
        }
        if self.has_key {
            lines.push("  kolonne cpr er nøgle person".to_owned());
        }
        if self.has_birth {
            lines.push("  kolonne foedt er dato".to_owned());
        }
        lines.extend(self.age_until.map(|until| format!("  kolonne fylder = år fra foedt til {until}")));
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
        if self.has_number && self.falls_back {
            lines.push(format!("  kolonne alder_a er tal, tom når {}", random.word(&["-1", "\"x\"", "7"])));
            lines.push("  kolonne alder_b er tal".to_owned());
            lines.push("  kolonne alder = alder_a ellers alder_b".to_owned());
        } else if self.has_number {
            lines.push("  kolonne alder er tal".to_owned());
        }
        if self.has_text {
            lines.push("  kolonne koen er tekst".to_owned());
        }
        for measure in &self.measures {
            let kind = match measure.kind {
                MeasureKind::Flow => "bevægelse",
                MeasureKind::Stock => "beholdning",
                MeasureKind::Share => "andel",
            };
            let snapshot = if measure.ultimo { ", opgjort ultimo måneden" } else { "" };
            let sign = match random.percent(25) {
                true if self.has_accounts => ", fortegn vendes for art 7",
                true if self.has_text => ", fortegn vendes for koen <> \"K\"",
                true if self.has_number => ", fortegn vendes for alder over 5",
                _ => "",
            };
            let value = match &measure.between {
                Some(between) => format!("= {between}"),
                None => format!("i {}", measure.column),
            };
            lines
                .push(format!("  måltal {} {value}, enhed {}, {kind}{snapshot}{sign}", measure.name, measure.declared));
        }
        let at = if self.ultimo { "ultimo" } else { "primo" };
        match self.exception {
            Some((day, month)) => lines.push(format!("  opgjort {at} måneden, dog {day}. {}", month_name(month))),
            None if self.ultimo => lines.push("  opgjort ultimo måneden".to_owned()),
            None => {}
        }
        lines
    }
}

fn measure(random: &mut Random, number: usize, kind: MeasureKind) -> Measure {
    let word = match kind {
        MeasureKind::Flow => random.word(&["kr.", "kr.", "timer"]),
        MeasureKind::Stock => random.word(&["borgere", "pladser"]),
        MeasureKind::Share => "point",
    };
    let declared = match (word, random.below(4)) {
        ("kr.", 0) => "1.000 kr.".to_owned(),
        ("kr.", 1) => "mio. kr.".to_owned(),
        _ => word.to_owned(),
    };
    let name = match kind {
        MeasureKind::Flow => format!("saldo{number}"),
        MeasureKind::Stock => "antal_i_alt".to_owned(),
        MeasureKind::Share => "snit".to_owned(),
    };
    let column = if random.percent(20) { "Beløb_Æ".to_owned() } else { format!("b_{name}") };
    let ultimo = kind == MeasureKind::Stock && random.percent(30);
    Measure { name, column, word, declared, kind, ultimo, between: None }
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
