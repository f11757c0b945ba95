//! Kommuner that lie far from the others.

use super::broken;

/// Five kommuner; København grows by 100 a year, the others by 10, 11, 12 and 13.
fn trends() -> String {
    let mut rows = vec!["kommune | måned | funktion | dranst | art | beløb".to_owned()];
    for (municipality, growth) in [("101", 100), ("147", 10), ("151", 11), ("165", 12), ("173", 13)] {
        for year in 0..4 {
            let amount = 1000 + growth * year;
            rows.push(format!("{municipality} | {}-01 | 5.28.20 | 1 | 4.0 | {amount}", 2020 + year));
            // Løn and anlæg are no part of it.
            rows.push(format!("{municipality} | {}-01 | 5.28.20 | 1 | 1.0 | {}", 2020 + year, 7 * year * growth));
            rows.push(format!("{municipality} | {}-02 | 5.30.26 | 3 | 4.0 | {}", 2020 + year, year * year * growth));
        }
    }
    rows.join("\n")
}

#[test]
fn the_slope_rule_of_the_fraud_detection_idea() {
    let rule = "
valideringsregel hældning_pr_funktion
  titel \"Udviklingen på funktionen ligner ikke de andre kommuners\"
  alvor advarsel
  gælder hver kommune, hvert år, hver funktion i kp
  data fra regnskab
    med dranst 1 og 2, hovedart <> 1
    optælling saldo for hele året
  krav hældning ligger højst 1,5 spredninger fra kommunernes median
  besked \"{kommune}: {funktion} vokser med {værdi} om året, medianen er {sammenlignet_med}.\"
";
    assert_eq!(
        broken(rule, &[("regnskab", &trends())]),
        [
            "advarsel 101 2022 funktion 5.28.20: 100 mod 12: København: 5.28.20 vokser med 100 om året, medianen er 12.",
            "advarsel 101 2023 funktion 5.28.20: 100 mod 12: København: 5.28.20 vokser med 100 om året, medianen er 12.",
        ]
    );
}

#[test]
fn a_slope_per_borger_divides_each_point_and_months_are_the_points_of_a_year() {
    let rule = "
valideringsregel pr_borger
  gælder hver kommune, hvert år
  data fra regnskab
    med dranst 1
    optælling saldo for måneden
  krav hældning pr. borger ligger højst 1 spredning fra kommunernes gennemsnit
";
    let mut rows = vec!["kommune | måned | dranst | beløb".to_owned()];
    let mut people = vec!["kommune | år | personer".to_owned()];
    for (at, (municipality, growth)) in [("101", 90), ("147", 10), ("151", 20), ("165", 30)].into_iter().enumerate() {
        people.push(format!("{municipality} | 2024 | {}", 10 * (at + 1)));
        for month in [1, 2, 4, 7] {
            rows.push(format!("{municipality} | 2024-{month:02} | 1 | {}", growth * month + at));
        }
    }
    // Too few points, and no one to divide by.
    rows.push("173 | 2024-01 | 1 | 5".to_owned());
    people.push("173 | 2024 | 0".to_owned());
    assert_eq!(
        broken(rule, &[("regnskab", &rows.join("\n")), ("statistik", &people.join("\n"))]),
        ["fejl 101 2024: 9 mod 2.72917: pr_borger: 9 i hældning ligger for langt fra kommunernes gennemsnit 2,72917",]
    );
}

const VALUES: [(&str, i64); 5] = [("101", 10), ("147", 12), ("151", 14), ("165", 16), ("173", 40)];

fn spread(requirement: &str, more: &str, scale: i64) -> Vec<String> {
    let rule = format!(
        "
valideringsregel spredning
  gælder hver kommune, hver måned
  data fra regnskab
    med alle
    optælling saldo for måneden
  krav {requirement}
  {more}
"
    );
    let rows: Vec<String> = std::iter::once("kommune | måned | beløb".to_owned())
        .chain(VALUES.iter().map(|(code, value)| format!("{code} | 2024-01 | {}", value * scale)))
        .collect();
    broken(&rule, &[("regnskab", &rows.join("\n"))])
}

#[test]
fn the_sample_standard_deviation_is_decided_on_squares() {
    // n = 5, mean 18.4, Σ(x − mean)² = 603.2, s² = 150.8, s = 12.28…
    let found = spread("ligger højst 1,7 spredninger fra kommunernes gennemsnit", "", 1);
    assert_eq!(
        found,
        ["fejl 173 2024-01: 40 mod 18.4: spredning: 40 ligger for langt fra kommunernes gennemsnit 18,4"]
    );
    assert_eq!(spread("ligger højst 1,76 spredninger fra kommunernes gennemsnit", "", 1).len(), 0);
    assert_eq!(spread("ligger højst 2 spredninger fra kommunernes median", "", 1).len(), 1);
    assert_eq!(spread("ligger højst 2,2 spredninger fra kommunernes median", "", 1).len(), 0);
}

#[test]
fn whom_the_rule_exempts_does_not_count_among_the_others() {
    let found = spread("ligger højst 1,1 spredninger fra kommunernes gennemsnit", "undtaget kommune 173", 1);
    let expected = ["101", "165"].map(|code| code.to_owned());
    let codes: Vec<String> = found.iter().map(|row| row[5..8].to_owned()).collect();
    assert_eq!(codes, expected);
}

#[test]
fn fewer_than_three_judge_nobody_and_equal_values_are_no_spread() {
    let few = spread("ligger højst 0,1 spredninger fra kommunernes median", "undtaget kommune 147-165", 1);
    assert_eq!(few, [] as [String; 0]);
    assert_eq!(spread("ligger højst 0 spredninger fra kommunernes median", "", 0), [] as [String; 0]);
}

#[test]
fn numbers_too_large_to_square_are_told() {
    let found = spread("ligger højst 2,5 spredninger fra kommunernes median", "", 200_000_000_000);
    assert_eq!(found.len(), 5);
    assert!(found[0].ends_with("spredning: tallene er for store til at bedømme spredningen"), "{}", found[0]);
    assert_eq!(spread("ligger højst 2 spredninger fra kommunernes median", "", 100_000_000).len(), 1);
}
