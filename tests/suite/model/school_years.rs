//! Weeks, quarters and school years: which times their rows can answer for.

use noegle::model::TimeKind;

use crate::support::{codes, compiled};

fn source(time: &str) -> String {
    format!(
        "datakilde skole\n  tabel skole.skole\n  kolonne kommune_nr er kommune\n  kolonne tid er {time}\n  kolonne cpr er nøgle person\n  måltal elever, enhed elever, beholdning\n  måltal timer, enhed timer, bevægelse\n"
    )
}

fn count(time: &str, counting: &str) -> Vec<&'static str> {
    let text = format!("{}\ngrundtal noget fra skole\n  optælling {counting}\n", source(time));
    codes(&compiled(&text)).into_iter().filter(|code| *code != "N104").collect()
}

fn legal(time: &str, countings: &[&str]) {
    for counting in countings {
        assert_eq!(count(time, counting), Vec::<&str>::new(), "{time}: {counting}");
    }
}

fn illegal(time: &str, countings: &[&str]) {
    for counting in countings {
        assert_eq!(count(time, counting), ["N403"], "{time}: {counting}");
    }
}

#[test]
fn a_school_year_is_read_whole_or_as_its_one_snapshot() {
    legal("skoleår", &["timer for skoleåret", "antal elever primo året", "antal forskellige person pr. 5. september"]);
    illegal("skoleår", &["timer for hele året", "timer år til dato", "antal elever primo måneden"]);
    illegal("skoleår", &["antal elever gennemsnit over året", "antal rækker de seneste 12 måneder"]);
}

#[test]
fn weeks_are_added_and_show_no_day() {
    legal("uge", &["timer for måneden", "timer de seneste 3 måneder", "antal forskellige person for hele året"]);
    illegal("uge", &["antal elever primo måneden", "antal rækker ultimo året"]);
}

#[test]
fn a_quarter_has_no_months() {
    legal("kvartal", &["timer for kvartalet", "antal elever ultimo kvartalet", "antal elever primo året"]);
    legal("kvartal", &["timer de seneste 12 måneder", "antal elever pr. 1. april"]);
    illegal("kvartal", &["timer for måneden", "antal elever primo måneden", "timer de seneste 2 måneder"]);
    illegal("kvartal", &["antal elever pr. 1. maj", "timer for skoleåret"]);
}

#[test]
fn a_figure_of_school_years_reads_what_lies_in_them() {
    let of = |reported: &str, counting: &str| {
        let text = format!(
            "{}\nnøgletal noget\n  titel \"x\"\n  definition \"x\"\n  enhed timer\n  opgøres {reported}\n  tæller fra skole\n    optælling timer {counting}\n",
            source("måned")
        );
        codes(&compiled(&text))
    };
    for fine in ["for skoleåret", "for hele året", "de seneste 12 måneder"] {
        assert_eq!(of("hvert skoleår", fine), Vec::<&str>::new(), "{fine}");
    }
    for wrong in ["for måneden", "for kvartalet", "år til dato"] {
        assert_eq!(of("hvert skoleår", wrong), ["N403"], "{wrong}");
    }
    for other in ["månedligt", "kvartalsvis", "årligt"] {
        assert_eq!(of(other, "for skoleåret"), ["N403"], "{other}");
    }
}

#[test]
fn a_school_year_delivers_from_august() {
    let compilation = compiled(&source("skoleår"));
    let source = &compilation.model.sources[0];
    assert_eq!((source.time_kind, source.delivered_yearly), (TimeKind::SchoolYear, false));
    assert_eq!(source.months_of_delivery(), 12);
}

#[test]
fn examples_give_times_as_they_are_written() {
    let example = |time: &str, cell: &str| {
        let text = format!(
            "{}\ngrundtal noget fra skole\n  optælling antal rækker de seneste 12 måneder\neksempel \"En række\" for noget\n  givet skole\n    | kommune | {time} | person |\n    | 101 | {cell} | a |\n  forvent\n    | kommune | år | værdi |\n    | 101 | 2024 | 1 |\n",
            source(time)
        );
        codes(&compiled(&text)).into_iter().filter(|code| *code == "N706").count()
    };
    for (time, right, wrong) in
        [("uge", "2024-U05", "5. uge"), ("kvartal", "2024-K2", "2. kvartal"), ("dato", "2024-05-31", "31.5.2024")]
    {
        assert_eq!((example(time, right), example(time, wrong)), (0, 1), "{time}");
    }
}

#[test]
fn a_school_year_does_not_reach_over_a_change_of_counting() {
    let of = |time: &str, when: &str| {
        let edition = |years: &str, what: &str| {
            format!("  udgave {years}\n    tæller fra skole\n      optælling {what} {when}, enhed timer\n")
        };
        let text = format!(
            "{}\nnøgletal noget\n  titel \"x\"\n  definition \"x\"\n  enhed timer\n  opgøres hvert skoleår\n{}{}",
            source(time),
            edition("til 2019", "antal rækker"),
            edition("fra 2020", "antal forskellige person")
        );
        codes(&compiled(&text)).into_iter().filter(|code| *code != "N104").collect::<Vec<_>>()
    };
    assert_eq!(of("måned", "for skoleåret"), ["N502"]);
    assert_eq!(of("måned", "primo året"), Vec::<&str>::new());
    assert_eq!(of("skoleår", "for skoleåret"), Vec::<&str>::new(), "rækken er for hele skoleåret");
}
