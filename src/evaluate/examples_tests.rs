use super::*;
use crate::exact::machine_number;

const HEADINGS: [ExpectedHeading; 4] =
    [ExpectedHeading::Municipality, ExpectedHeading::Period, ExpectedHeading::Result, ExpectedHeading::Status];

fn expected(cells: [&str; 4]) -> GivenRow {
    let cells = cells.map(str::to_owned).to_vec();
    GivenRow { cells, spans: Vec::new(), span: Default::default() }
}

fn shown(municipality: &str, period: &str, result: Option<&str>, status: &str) -> Vec<Shown> {
    let text = |text: &str| Shown::Text(text.to_owned());
    let result = result.map_or(Shown::Empty, |number| Shown::Number(machine_number(number).expect("tal")));
    vec![text(municipality), text(period), result, text(status)]
}

#[test]
fn numbers_are_compared_as_numbers_and_empty_cells_as_empty() {
    let rows = [expected(["165", "2024", "1.000,50", "ok"]), expected(["101", "2024", "", "mangler"])];
    let actual = vec![shown("101", "2024", None, "mangler"), shown("165", "2024", Some("1000.5"), "ok")];
    assert_eq!(differences(&HEADINGS, &rows, actual), []);
}

#[test]
fn what_differs_is_named_by_row_and_heading() {
    let rows = [expected(["165", "2024", "40", "ok"]), expected(["165", "2023", "1", "ok"])];
    let actual = vec![shown("165", "2024", Some("41"), "ok"), shown("165", "2025", None, "mangler")];
    let forty_one = Shown::Number(machine_number("41").expect("tal"));
    let found = differences(&HEADINGS, &rows, actual);
    assert_eq!(found[0], Difference::Cell { row: 0, heading: 2, expected: "40".to_owned(), got: forty_one });
    assert_eq!(found[1], Difference::MissingRow { row: 1 });
    assert_eq!(found[2], Difference::ExtraRow { cells: shown("165", "2025", None, "mangler") });
}

#[test]
fn a_row_expected_twice_must_be_there_twice() {
    let rows = [expected(["165", "2024", "1", "ok"]), expected(["165", "2024", "1", "ok"])];
    let found = differences(&HEADINGS, &rows, vec![shown("165", "2024", Some("1"), "ok")]);
    assert_eq!(found, [Difference::MissingRow { row: 1 }]);
}
