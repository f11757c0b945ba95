use super::*;
use crate::model::DayOfYear;
use crate::source::Span;

fn month(text: &str) -> i32 {
    let (year, month) = text.split_once('-').expect("år-måned");
    month_number(year.parse().expect("år"), month.parse().expect("måned"))
}

fn period(text: &str, frequency: Frequency) -> Period {
    Period::holding(month(text), frequency)
}

fn counting(when: WhenKind) -> Counting {
    Counting { when, year_before: false, snapshot: SnapshotAt::Start, span: Span::default() }
}

fn reads(counting: &Counting, at: Period) -> (i32, i32) {
    let window = months_read(counting, at, TimeKind::Month);
    (window.first, window.last)
}

fn months(first: &str, last: &str) -> (i32, i32) {
    (month(first), month(last))
}

#[test]
fn periods_have_names_and_first_days() {
    for (frequency, name, start) in [
        (Frequency::Monthly, "2024-05", "2024-05-01"),
        (Frequency::Quarterly, "2024-K2", "2024-04-01"),
        (Frequency::Yearly, "2024", "2024-01-01"),
    ] {
        let period = period("2024-05", frequency);
        assert_eq!((period.name().as_str(), period.start().as_str()), (name, start));
    }
}

#[test]
fn sums_read_the_months_of_their_period() {
    let may = period("2024-05", Frequency::Monthly);
    assert_eq!(reads(&counting(WhenKind::ForMonth), may), months("2024-05", "2024-05"));
    assert_eq!(reads(&counting(WhenKind::ForQuarter), may), months("2024-04", "2024-06"));
    assert_eq!(reads(&counting(WhenKind::ForYear), may), months("2024-01", "2024-12"));
    assert_eq!(reads(&counting(WhenKind::YearToDate), may), months("2024-01", "2024-05"));
    assert_eq!(reads(&counting(WhenKind::LastMonths(12)), may), months("2023-06", "2024-05"));
    let second_quarter = period("2024-05", Frequency::Quarterly);
    assert_eq!(reads(&counting(WhenKind::YearToDate), second_quarter), months("2024-01", "2024-06"));
}

#[test]
fn t5_primo_is_the_first_months_snapshot_and_ultimo_the_next_periods_primo() {
    let year = period("2024-05", Frequency::Yearly);
    assert_eq!(reads(&counting(WhenKind::Start(PeriodUnit::Year)), year), months("2024-01", "2024-01"));
    assert_eq!(reads(&counting(WhenKind::End(PeriodUnit::Year)), year), months("2025-01", "2025-01"));
    let quarter = period("2024-05", Frequency::Quarterly);
    assert_eq!(reads(&counting(WhenKind::End(PeriodUnit::Quarter)), quarter), months("2024-07", "2024-07"));
    assert_eq!(reads(&counting(WhenKind::Start(PeriodUnit::Month)), quarter), months("2024-04", "2024-04"));
}

#[test]
fn t5_snapshots_taken_ultimo_turn_it_round() {
    let may = period("2024-05", Frequency::Monthly);
    let taken_ultimo = |when| Counting { snapshot: SnapshotAt::End, ..counting(when) };
    assert_eq!(reads(&taken_ultimo(WhenKind::End(PeriodUnit::Month)), may), months("2024-05", "2024-05"));
    assert_eq!(reads(&taken_ultimo(WhenKind::Start(PeriodUnit::Month)), may), months("2024-04", "2024-04"));
    assert_eq!(reads(&taken_ultimo(WhenKind::Start(PeriodUnit::Year)), may), months("2023-12", "2023-12"));
}

#[test]
fn with_year_time_primo_ultimo_and_a_date_read_the_years_one_snapshot() {
    let year = period("2024-01", Frequency::Yearly);
    let september = DayOfYear { day: 5, month: 9, span: Span::default() };
    for when in [WhenKind::Start(PeriodUnit::Year), WhenKind::End(PeriodUnit::Year), WhenKind::On(september)] {
        let read = months_read(&counting(when), year, TimeKind::Year);
        assert_eq!((read.first, read.last), months("2024-01", "2024-01"));
    }
}

#[test]
fn the_year_before_is_the_same_seen_from_a_year_earlier() {
    let may = period("2024-05", Frequency::Monthly);
    let september = DayOfYear { day: 5, month: 9, span: Span::default() };
    let before = Counting { year_before: true, ..counting(WhenKind::On(september)) };
    assert_eq!(reads(&before, may), months("2023-09", "2023-09"));
    assert_eq!(may.shifted(Some(Shift::InYear(2007))), period("2007-05", Frequency::Monthly));
    let january = period("2024-01", Frequency::Monthly);
    assert_eq!(january.shifted(Some(Shift::MonthBefore)), period("2023-12", Frequency::Monthly));
}

#[test]
fn t8_the_year_of_a_school_year_is_the_calendar_year_that_names_it() {
    let school_year = period("2025-03", Frequency::EverySchoolYear);
    assert_eq!((school_year.name().as_str(), school_year.start().as_str()), ("2024/25", "2024-08-01"));
    assert_eq!(reads(&counting(WhenKind::ForSchoolYear), school_year), months("2024-08", "2025-07"));
    assert_eq!(reads(&counting(WhenKind::ForYear), school_year), months("2024-01", "2024-12"));
    assert_eq!(reads(&counting(WhenKind::Start(PeriodUnit::Year)), school_year), months("2024-01", "2024-01"));
    assert_eq!(reads(&counting(WhenKind::End(PeriodUnit::Year)), school_year), months("2025-01", "2025-01"));
    assert_eq!(reads(&counting(WhenKind::LastMonths(3)), school_year), months("2025-05", "2025-07"));
}
