use super::{figure, rows};

#[test]
fn l4_members_have_their_own_names_and_years() {
    let lines = "  tæller fra regnskab\n    med denne dranst\n    optælling saldo for måneden\n";
    let definitions = figure("udgift for hver dranst i kp, og i alt", "månedligt", "kr.", lines);
    let accounts =
        "kommune | måned | dranst | beløb\n165 | 2023-05 | 1 | 1\n165 | 2023-05 | 3 | 2\n165 | 2024-05 | 3 | 4";
    let found = rows(&definitions, &[("regnskab", accounts)]);
    assert_eq!(
        found,
        [
            "udgift__1 165 2023-05: 1 / - = 1 ok",
            "udgift__1 165 2024-05: 0 / - = 0 ok",
            "udgift__2 165 2023-05: 0 / - = 0 ok",
            "udgift__2 165 2024-05: 0 / - = 0 ok",
            "udgift__3 165 2023-05: 2 / - = 2 ok",
            "udgift__i_alt 165 2023-05: 3 / - = 3 ok",
            "udgift__i_alt 165 2024-05: 0 / - = 0 ok",
        ]
    );
}

#[test]
fn groups_and_numbers_are_loops_too() {
    let groups = "\nkodeliste gruppe\n  \"0-5 år\" = alder 0-5\n  \"6+\" = alder mindst 6\n";
    let lines = "  tæller fra borger\n    med denne gruppe\n    optælling antal borgere primo måneden\n";
    let numbers = "  tæller fra borger\n    med denne alder\n    optælling antal borgere primo måneden\n";
    let definitions = groups.to_owned()
        + &figure("a for hver gruppe i gruppe", "månedligt", "borgere", lines)
        + &figure("b for hver alder 5-6, og i alt", "månedligt", "borgere", numbers);
    let people = "kommune | måned | alder | antal\n165 | 2024-05 | 5 | 1\n165 | 2024-05 | 6 | 2\n165 | 2024-05 | 7.5 | 4\n165 | 2024-05 | | 8";
    let found = rows(&definitions, &[("borger", people)]);
    assert_eq!(
        found,
        [
            "a__0_5_aar 165 2024-05: 1 / - = 1 ok",
            "a__6 165 2024-05: 6 / - = 6 ok",
            "b__5 165 2024-05: 1 / - = 1 ok",
            "b__6 165 2024-05: 2 / - = 2 ok",
            "b__i_alt 165 2024-05: 3 / - = 3 ok",
        ]
    );
}
