use super::*;
use crate::exact::machine_number;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(text: &str) -> Value {
    Value::Number(machine_number(text).expect("tal"))
}

fn day(year: i32, month: u32, day: u32) -> Value {
    Value::Date(Date { year, month, day })
}

#[test]
fn t1_a_month_is_read_from_dates_texts_and_whole_numbers() {
    let may = Some(RowTime::Month(month_number(2024, 5)));
    for value in [text("2024-05"), text("202405"), text("2024-05  "), number("202405"), day(2024, 5, 31)] {
        assert_eq!(read_time(&value, TimeKind::Month), may, "{value:?}");
    }
    for value in [
        text("2024-5"),
        text("2024-00"),
        text("2024-17"),
        text("2024/05"),
        text(" 2024-05"),
        text("2024-05-01"),
        text("20240-5"),
        text("maj 2024"),
        text(""),
        number("202400"),
        number("2024.5"),
        number("-202405"),
        number("189912"),
        text("3000-01"),
        Value::Null,
    ] {
        assert_eq!(read_time(&value, TimeKind::Month), None, "{value:?}");
    }
}

#[test]
fn t2_ledger_periods_belong_to_their_year() {
    for (value, number) in [(text("2024-13"), 13), (text("202416"), 16), (number("202414"), 14)] {
        assert_eq!(read_time(&value, TimeKind::Month), Some(RowTime::Extra { year: 2024, number }), "{value:?}");
    }
}

#[test]
fn t1_a_date_must_be_in_the_calendar() {
    let leap_day = Some(RowTime::Date(Day::of(Date { year: 2024, month: 2, day: 29 })));
    for value in [text("2024-02-29"), text("2024-02-29T12:30:00"), text("2024-02-29 12:30"), day(2024, 2, 29)] {
        assert_eq!(read_time(&value, TimeKind::Date), leap_day, "{value:?}");
    }
    for value in [
        text("2023-02-29"),
        text("2024-02-30"),
        text("2024-02-29x"),
        text("2024-02-29 "),
        text("2024-2-29"),
        number("20240229"),
    ] {
        let expected = if value == text("2024-02-29 ") { leap_day } else { None };
        assert_eq!(read_time(&value, TimeKind::Date), expected, "{value:?}");
    }
}

#[test]
fn a_year_stands_in_its_january() {
    let january = Some(RowTime::Month(month_number(2024, 1)));
    for value in [text("2024"), text("2024 "), number("2024"), day(2024, 7, 1)] {
        assert_eq!(read_time(&value, TimeKind::Year), january, "{value:?}");
    }
    for value in [text("24"), text("2024/25"), number("1899"), number("3000"), Value::Null] {
        assert_eq!(read_time(&value, TimeKind::Year), None, "{value:?}");
    }
}

#[test]
fn t1_a_week_is_iso_and_stands_at_its_thursday() {
    let thursday = Some(RowTime::Week(Day::of(Date { year: 2024, month: 2, day: 1 })));
    for value in [text("2024-W05"), text("2024-U05"), text("2024W05 "), text("202405"), number("202405")] {
        assert_eq!(read_time(&value, TimeKind::Week), thursday, "{value:?}");
    }
    assert_eq!(read_time(&day(2024, 1, 29), TimeKind::Week), thursday);
    for value in [text("2024-W53"), text("2024-W00"), text("2024-W5"), text("2024-05-01"), number("202453")] {
        assert_eq!(read_time(&value, TimeKind::Week), None, "{value:?}");
    }
    assert!(read_time(&text("2020-W53"), TimeKind::Week).is_some());
}

#[test]
fn t1_a_quarter_stands_in_its_first_month() {
    let april = Some(RowTime::Month(month_number(2024, 4)));
    for value in [text("2024-K2"), text("2024-Q2"), text("2024K2"), text("20242"), number("20242"), day(2024, 6, 30)] {
        assert_eq!(read_time(&value, TimeKind::Quarter), april, "{value:?}");
    }
    for value in [text("2024-K5"), text("2024-K0"), text("2024-2"), number("202402"), text("2024-05-01")] {
        assert_eq!(read_time(&value, TimeKind::Quarter), None, "{value:?}");
    }
}

#[test]
fn t8_a_school_year_stands_in_august_of_the_year_that_names_it() {
    let august = Some(RowTime::Month(month_number(2024, 8)));
    for value in [text("2024"), text("2024/25"), text("2024/2025 "), number("2024")] {
        assert_eq!(read_time(&value, TimeKind::SchoolYear), august, "{value:?}");
    }
    for value in [text("2024/26"), text("2024/2024"), text("24/25"), text("2024-25"), day(2024, 8, 1)] {
        assert_eq!(read_time(&value, TimeKind::SchoolYear), None, "{value:?}");
    }
    assert_eq!(read_time(&text("2099/00"), TimeKind::SchoolYear), Some(RowTime::Month(month_number(2099, 8))));
}

#[test]
fn numbers_of_any_size_are_read_or_not() {
    for kind in [TimeKind::Month, TimeKind::Week, TimeKind::Quarter, TimeKind::Year, TimeKind::SchoolYear] {
        for value in [number("2147483647"), number("-2147483648"), number("99999999999999999999")] {
            assert_eq!(read_time(&value, kind), None, "{value:?}");
        }
    }
}
