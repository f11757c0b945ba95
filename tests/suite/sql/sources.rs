//! What the rows of sources with keys, dates, weeks, quarters, school years and intervals are read as.

use noegle::engine::Connection;
use noegle::sql::{Target, statements};

use super::{Given, build, fill, given, memory, shown, whole};

/// The rows of a query over what is built of these definitions and rows.
fn read(text: &str, given: &[Given], query: &str) -> Vec<String> {
    let model = whole(text).model;
    let mut connection = memory();
    fill(&mut connection, &model, given);
    build(&mut connection, &statements(&model, &Target::duckdb()));
    connection.query(query).expect(query).rows.iter().map(|row| shown(row)).collect()
}

fn timed(word: &str) -> String {
    let (reported, when) = match word {
        "skoleår" => ("hvert skoleår", "skoleåret"),
        _ => ("årligt", "hele året"),
    };
    format!(
        r#"
datakilde visit
  tabel        visit
  en række pr. kommune, {word}
  kolonne kommune er kommune
  kolonne tid     er {word}
  måltal timer, enhed timer, bevægelse

nøgletal timer
  titel     "Timer"
  enhed     timer
  opgøres   {reported}
  tæller fra visit
    optælling timer for {when}
"#
    )
}

/// The stored times and what they are read as: period, year, month.
fn times(word: &str, stored: &[&str]) -> Vec<String> {
    let rows: String = stored.iter().map(|time| format!("\n101|{time}|1")).collect();
    let query = "SELECT raa_tid, aar, CASE WHEN maaned IS NULL THEN '' ELSE (maaned // 12) || '-' || (maaned % 12 + 1) END \
                 FROM noegle.laest_visit ORDER BY raa_tid";
    read(&timed(word), &[given("visit", &format!("kommune|tid|timer{rows}"))], query)
}

#[test]
fn weeks_stand_in_the_month_of_their_thursday() {
    let stored = ["2024-W05", "2024-U31", "2020W53", "2021W53", "202601", "2024-W00", "2024-05", "2024-W5"];
    assert_eq!(
        times("uge", &stored),
        [
            "2020W53 | 2020 | 2020-12",
            "2021W53 |  | ",
            "2024-05 |  | ",
            "2024-U31 | 2024 | 2024-8",
            "2024-W00 |  | ",
            "2024-W05 | 2024 | 2024-2",
            "2024-W5 |  | ",
            "202601 | 2026 | 2026-1",
        ]
    );
}

#[test]
fn quarters_and_school_years_in_every_form() {
    assert_eq!(
        times("kvartal", &["2024-K2", "2024K3", "2024-Q4", "20241", "2024-K5"]),
        [
            "2024-K2 | 2024 | 2024-4",
            "2024-K5 |  | ",
            "2024-Q4 | 2024 | 2024-10",
            "20241 | 2024 | 2024-1",
            "2024K3 | 2024 | 2024-7",
        ]
    );
    assert_eq!(
        times("skoleår", &["2024", "2024/25", "2024/2025", "1999/00", "2024/26", "2024-08-01"]),
        [
            "1999/00 | 1999 | 1999-8",
            "2024 | 2024 | 2024-8",
            "2024-08-01 |  | ",
            "2024/2025 | 2024 | 2024-8",
            "2024/25 | 2024 | 2024-8",
            "2024/26 |  | ",
        ]
    );
}

#[test]
fn what_a_row_delivers_follows_its_time() {
    let delivered = |word: &str, time: &str| {
        let query = "SELECT MIN(maaned) // 12, MIN(maaned) % 12 + 1, COUNT(*), SUM(raekker) FROM noegle.leveret_visit";
        read(&timed(word), &[given("visit", &format!("kommune|tid|timer\n101|{time}|1"))], query)
    };
    assert_eq!(delivered("uge", "2024-W05"), ["2024 | 2 | 1 | 1"]);
    assert_eq!(delivered("kvartal", "2024-K2"), ["2024 | 4 | 3 | 1"]);
    assert_eq!(delivered("skoleår", "2024/25"), ["2024 | 8 | 12 | 1"]);
}

const COURSES: &str = r#"
datakilde forloeb
  tabel        forloeb
  en række pr. forloeb
  kolonne kommune    er kommune
  kolonne bopael     er kommune
  kolonne cpr        er nøgle person
  kolonne start      er fra-dato
  kolonne slut       er til-dato, tom når "9999-12-31"
  kolonne foedt      er dato
  kolonne fylder     = år fra foedt til årets udgang
  kolonne dage       = dage fra start til tælledatoen
  kolonne type       er tekst
  kolonne ny_type    er tekst, tom når "-"
  kolonne brugt      = ny_type ellers type
  kolonne a          er tal, tom når -1
  kolonne b          er tal
  kolonne trin       = a ellers b

nøgletal forloeb_antal
  titel     "Forløb"
  enhed     forløb
  opgøres   årligt
  tæller fra forloeb
    kommune   kommune ellers bopael
    optælling antal rækker for hele året, enhed forløb
"#;

#[test]
fn intervals_fallbacks_and_times_between_dates() {
    let rows = "kommune|bopael|cpr|start|slut|foedt|type|ny_type|a|b
        101|165|0101|2024-02-28|2024-03-01|2004-02-29|x|-|-1|7
        |165|0102 |2024-05-01|9999-12-31|2010-01-01|x|y|x|8
        999|165||2024-05-01||2010-13-01|||5|9
        101||1|2024-05-02|2024-05-01|||||
        101||2||2024-05-01|||||";
    let query = "SELECT cpr, kommune, kommune_ellers_bopael, maaned - 24288, fra_dag, til_dag, fylder, dage, brugt, trin \
                 FROM noegle.laest_forloeb ORDER BY ALL";
    assert_eq!(
        read(COURSES, &[given("forloeb", rows)], query),
        [
            " |  |  | 4 | 19844 | 2932896 |  | 0 |  | 5.0000000000",
            "0101 | 101 | 101 | 1 | 19781 | 19783 | 20 | 0 | x | 7.0000000000",
            "0102 |  | 165 | 4 | 19844 | 2932896 | 14 | 0 | y | ",
            "1 |  |  |  | 19845 | 19844 |  | 0 |  | ",
            "2 |  |  |  |  | 19844 |  |  |  | ",
        ]
    );
    let query = "SELECT regel, noegle, periode, besked FROM noegle.brud ORDER BY ALL";
    let found = read(COURSES, &[given("forloeb", rows)], query);
    assert_eq!(
        found,
        [
            "dato kan læses | forloeb, foedt 2010-13-01 | 2024-05 | forloeb: 1 række: datoen kan ikke læses",
            "forløb kan læses | forloeb, slut 2024-05-01 |  | forloeb: 1 række: til-datoen ligger før fra-datoen, så forløbet er aldrig aktivt",
            "forløb kan læses | forloeb, start  |  | forloeb: 1 række: fra-datoen mangler eller kan ikke læses, så forløbet er aldrig aktivt",
            "kommune findes | forloeb, kommune_ellers_bopael 999 | 2024-05 | forloeb: 1 række: kommunen mangler eller findes ikke i rækkens år",
            "tal kan læses | forloeb, a x | 2024-05 | forloeb: 1 række: tallet kan ikke læses",
        ]
    );
}

#[test]
fn weeks_and_quarters_may_be_stored_as_days() {
    let of_day = |word: &str| {
        let mut connection = memory();
        let create = "CREATE TABLE visit AS SELECT '101' AS kommune, DATE '2025-12-29' AS tid, 1 AS timer \
                      UNION ALL SELECT '101', DATE '2024-06-30', 1";
        connection.execute(create).expect(create);
        build(&mut connection, &statements(&whole(&timed(word)).model, &Target::duckdb()));
        let query = "SELECT tid FROM noegle.laest_visit ORDER BY tid";
        connection.query(query).expect(query).rows.iter().map(|row| shown(row)).collect::<Vec<_>>()
    };
    assert_eq!(of_day("uge"), ["20240627", "20260101"]);
    assert_eq!(of_day("kvartal"), ["20242", "20254"]);
}

const GRADES: &str = r#"
kodeliste fag
  110 "Dansk"
  120 "Matematik"
  910 "Engelsk"

datakilde karakter
  tabel        karakter
  en række pr. kommune, dato, person, fag
  kolonne kommune er kommune
  kolonne dag     er dato
  kolonne cpr     er nøgle person
  kolonne fag     er fag
  kolonne fylder  er tal
  måltal karakter, enhed karakterpoint, bevægelse

afledt datakilde elevsnit fra karakter
  en række pr.  kommune, skoleår, person
  med           fag 110 og 120
  måltal snit   = gennemsnit karakter, enhed karakterpoint
  måltal midt   = median karakter, enhed karakterpoint
  måltal bedst  = højeste karakter, enhed karakterpoint
  måltal prøver = antal rækker, enhed prøver
  måltal sum    = karakter, enhed karakterpoint
  måltal elever = antal forskellige person, enhed elever

nøgletal proever
  titel     "Prøver"
  enhed     prøver
  opgøres   hvert skoleår
  tæller fra elevsnit
    optælling prøver for skoleåret
"#;

#[test]
fn rows_put_together_have_exact_amounts() {
    let rows = "kommune|dag|cpr|fag|karakter
        101|2024-08-01|1|110|7
        101|2025-05-01|1|120|10
        101|2025-06-01|1|120|
        101|2025-06-02|1|910|12
        101|2025-06-03|1|120|12.00001
        101|2025-08-01|1|110|-3
        165|2024-09-01||110|
        165||2|110|4";
    let query = "SELECT kommune, tid, maaned - 12 * 2024, cpr, snit, midt, bedst, proever, sum, elever \
                 FROM noegle.laest_elevsnit ORDER BY ALL";
    let found = read(GRADES, &[given("karakter", rows)], query);
    assert_eq!(
        found,
        [
            "101 | 2024 | 7 | 1 | 9.66667 | 10.00000 | 12.00001 | 4.00000 | 29.00001 | 1.00000",
            "101 | 2025 | 19 | 1 | -3.00000 | -3.00000 | -3.00000 | 1.00000 | -3.00000 | 1.00000",
            "165 | 2024 | 7 |  |  |  |  | 1.00000 | 0.00000 | 0.00000",
        ]
    );
    let even = "kommune|dag|cpr|fag|karakter\n101|2024-08-01|1|110|2\n101|2024-08-01|1|110|5\n101|2024-08-01|1|110|-3\n101|2024-08-01|1|110|4";
    let query = "SELECT midt FROM noegle.laest_elevsnit";
    assert_eq!(read(GRADES, &[given("karakter", even)], query), ["3.00000"]);
    assert_eq!(
        super::rows(GRADES, &[given("karakter", rows)]),
        [
            "proever | alle | 101 | 2024/25 | 2024-08-01 | 4.00000 |  | 4.00000 | ok",
            "proever | alle | 101 | 2025/26 | 2025-08-01 | 1.00000 |  | 1.00000 | ok",
            "proever | alle | 165 | 2024/25 | 2024-08-01 | 1.00000 |  | 1.00000 | ok",
        ]
    );
}

const VISITS: &str = r#"
datakilde visitation
  tabel        visitation
  en række pr. person
  kolonne kommune    er kommune
  kolonne cpr        er nøgle person
  kolonne startdato  er dato

datakilde hjemmehjaelp
  tabel        hjemmehjaelp
  en række pr. kommune, måned, person
  kolonne kommune    er kommune
  kolonne maaned     er måned
  kolonne cpr        er nøgle person
  kolonne ydelse     er tekst
  måltal timer, enhed timer, bevægelse

koblet datakilde timer_foer fra visitation og hjemmehjaelp
  kobles på     person, måned i hjemmehjaelp = måneden før startdato i visitation

nøgletal timer
  titel     "Timer"
  enhed     timer
  opgøres   årligt
  tæller fra timer_foer
    med       ydelse "pleje"
    optælling timer for hele året
"#;

#[test]
fn pairs_of_rows_agree_on_key_and_month() {
    let visits = "kommune|cpr|startdato\n101|1|2024-03-05\n165|2|2024-01-31\n101||2024-03-05\n101|3|";
    let help = "kommune|maaned|cpr|ydelse|timer
        101|2024-02|1|pleje|5
        147|2024-02|1|pleje|3
        101|2024-02|1|rengøring|9
        101|2024-03|1|pleje|100
        165|2023-12|2|pleje|2
        165|202312|2 |pleje|1
        101|2024-02||pleje|50";
    assert_eq!(
        super::rows(VISITS, &[given("visitation", visits), given("hjemmehjaelp", help)]),
        [
            "timer | alle | 101 | 2024 | 2024-01-01 | 8.00000 |  | 8.00000 | foreløbig",
            "timer | alle | 165 | 2024 | 2024-01-01 | 3.00000 |  | 3.00000 | foreløbig",
        ]
    );
}
