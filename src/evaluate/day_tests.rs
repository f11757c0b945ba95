use super::*;

fn day(text: &str) -> Day {
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().expect("et tal");
    Day::of(Date { year: part(0, 4) as i32, month: part(5, 7), day: part(8, 10) })
}

#[test]
fn days_are_counted_from_1970_and_back_again() {
    for (text, number) in [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-03-01", 19_783)] {
        assert_eq!(day(text), Day(number), "{text}");
    }
    for number in (-30_000..400_000).step_by(97) {
        assert_eq!(Day::of(Day(number).date()), Day(number));
    }
}

#[test]
fn a_week_is_that_of_its_thursday() {
    assert_eq!(Day::thursday_of_week(2024, 1), Some(day("2024-01-04")));
    assert_eq!(Day::thursday_of_week(2020, 53), Some(day("2020-12-31")));
    assert_eq!(Day::thursday_of_week(2021, 53), None);
    assert_eq!(day("2021-01-03").thursday(), day("2020-12-31"));
    assert_eq!(day("2021-01-04").monday(), day("2021-01-04"));
}

#[test]
fn a_day_that_the_month_has_not_is_its_last() {
    assert_eq!(day("2024-02-29").months_earlier(12), day("2023-02-28"));
    assert_eq!(day("2024-05-31").months_earlier(1), day("2024-04-30"));
    assert_eq!(day("2023-02-28").months_earlier(12), day("2022-02-28"));
}

#[test]
fn whole_months_and_years_have_passed_on_the_same_day() {
    let months = |from: &str, to: &str| between(TimeUnit::Months, day(from), day(to));
    assert_eq!(months("2024-01-15", "2024-02-14"), 0);
    assert_eq!(months("2024-01-15", "2024-02-15"), 1);
    assert_eq!(months("2024-02-15", "2024-01-15"), -1);
    assert_eq!(months("2024-02-14", "2024-01-15"), 0);
    let years = |from: &str, to: &str| between(TimeUnit::Years, day(from), day(to));
    assert_eq!((years("2008-02-29", "2009-02-28"), years("2008-02-29", "2009-03-01")), (0, 1));
    assert_eq!(years("2024-06-01", "2022-12-01"), -1);
    assert_eq!(between(TimeUnit::Days, day("2024-02-28"), day("2024-03-01")), 2);
}
