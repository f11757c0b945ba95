//! N401 and N405: units agree, and whoever divides says what happens at 0.

use super::{codes, compiled, figure, problems};

fn with_unit(unit: &str) -> Vec<&'static str> {
    codes(&compiled(
        &figure("optælling udgift for hele året").replace("enhed kr. pr. elev\n", &format!("enhed {unit}\n")),
    ))
}

#[test]
fn the_declared_unit_is_what_is_divided() {
    assert_eq!(with_unit("1.000 kr. pr. elev"), Vec::<&str>::new());
    assert_eq!(with_unit("kr. pr. 1.000 elever"), Vec::<&str>::new());
    for wrong in ["kr.", "kr. pr. borger", "timer pr. elev", "pct."] {
        assert_eq!(with_unit(wrong), ["N401"], "{wrong}");
    }
}

#[test]
fn terms_of_a_sum_are_of_one_unit() {
    let text = figure("optælling udgift for hele året")
        + "\ngrundtal kroner fra skole\n  optælling udgift for hele året\ngrundtal rod = kroner + elevtal\n  enhed kr.\n";
    let found = problems(&compiled(&text));
    assert!(found.iter().any(|problem| problem.starts_with("N401")), "{found:?}");
}

#[test]
fn a_denominator_needs_a_rule_for_zero() {
    let text = figure("optælling udgift for hele året").replace("  når nævner er 0, vis ikke\n", "");
    assert_eq!(codes(&compiled(&text)), ["N405"]);
}

#[test]
fn results_by_different_numbers_of_people_are_not_subtracted() {
    let one = figure("optælling udgift for hele året");
    let text = one.clone()
        + &one.replace("nøgletal ", "nøgletal anden_").replace("enhed kr. pr. elev\n", "enhed kr. pr. 1.000 elever\n");
    let names: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("nøgletal ")).collect();
    let linked = format!(
        "\nkoblet nøgletal k\n  titel \"K\"\n  definition \"K\"\n  enhed kr. pr. elev\n  opgøres årligt\n  formel {} - {}\n",
        names[0], names[1]
    );
    let found = problems(&compiled(&format!("{text}{linked}")));
    assert!(found.iter().any(|problem| problem.starts_with("N401")), "{found:?}");
}
