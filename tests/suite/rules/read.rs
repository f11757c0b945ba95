//! Rules that read nøgletal as they are published: what is hidden judges nobody, amounts in 1.000 kr. are kr., families
//! have a slope for each member.

use super::broken;

const ROWS: &str = "
    kommune | måned   | funktion | dranst | art | beløb
    101     | 2023-01 | 5.28.20  | 1      | 4.0 | 900
    101     | 2024-01 | 5.28.20  | 1      | 4.0 | 2000
    101     | 2024-01 | 5.30.26  | 1      | 4.0 | 300
    147     | 2023-01 | 5.28.20  | 1      | 4.0 | 3
    147     | 2024-01 | 5.28.20  | 1      | 4.0 | 500
    147     | 2024-01 | 5.30.26  | 1      | 4.0 | 2
    151     | 2024-01 | 5.28.20  | 1      | 4.0 | 4";

const HIDDEN: &str = "
nøgletal udgift
  titel \"Udgift\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    optælling saldo for hele året
  skjul når tæller er mellem 1 og 4

nøgletal pr_funktion for hver hovedfunktion i kp
  titel \"{navn}\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion
    optælling saldo for hele året
  skjul når tæller er mellem 1 og 4
";

fn of_hidden(data: &str, requirement: &str) -> Vec<String> {
    let rule = format!(
        "{HIDDEN}
valideringsregel prøve
  gælder hver kommune, hvert år
  data = {data}
  krav {requirement}
"
    );
    broken(&rule, &[("regnskab", ROWS)])
}

#[test]
fn what_is_hidden_is_not_judged_and_not_told() {
    assert_eq!(of_hidden("udgift", "mindst 600"), ["fejl 147 2024: 502 mod 600: prøve: 502 er under 600"]);
    assert_eq!(
        of_hidden("udgift", "ændrer sig højst 50 pct. fra samme måned året før"),
        ["fejl 101 2024: 2300 mod 900: prøve: 2.300 er ændret for meget fra 900"],
        "147 er skjult i 2023"
    );
    assert_eq!(
        of_hidden("udgift", "ligger højst 0 spredninger fra kommunernes gennemsnit"),
        [] as [String; 0],
        "151 er skjult, og to er for få"
    );
}

#[test]
fn what_is_hidden_is_there() {
    let found = of_hidden("udgift", "findes for alle kommuner");
    let places: Vec<&str> = found.iter().map(|row| &row[5..13]).collect();
    assert_eq!(places, ["151 2023", "165 2023", "165 2024", "173 2023", "173 2024"]);
}

#[test]
fn a_sum_with_a_hidden_part_is_not_judged() {
    assert_eq!(
        of_hidden("pr_funktion", "delene summer til 1.000"),
        [
            "fejl 101 2023: 900 mod 1000: prøve: 900 er delenes sum, som ikke er lig med 1.000",
            "fejl 101 2024: 2300 mod 1000: prøve: 2.300 er delenes sum, som ikke er lig med 1.000",
        ]
    );
}

#[test]
fn a_comparison_with_something_hidden_is_not_made() {
    let rule = format!(
        "{HIDDEN}
valideringsregel prøve
  gælder hver kommune, hvert år
  data fra regnskab
    optælling saldo for hele året
  krav højst udgift - 1
"
    );
    assert_eq!(
        broken(&rule, &[("regnskab", ROWS)]),
        [
            "fejl 101 2023: 900 mod 899: prøve: 900 er over 899",
            "fejl 101 2024: 2300 mod 2299: prøve: 2.300 er over 2.299",
            "fejl 147 2024: 502 mod 501: prøve: 502 er over 501",
        ]
    );
}

const THOUSANDS: &str = "
nøgletal i_tusinder for hver hovedfunktion i kp, og i alt
  titel \"{navn}\"
  definition \"Udgift\"
  enhed 1.000 kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion
    optælling saldo for hele året

nøgletal i_kroner for hver hovedfunktion i kp
  titel \"{navn}\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion, art <> 0
    optælling saldo for hele året
";

fn of_thousands(requirement: &str) -> Vec<String> {
    let rule = format!(
        "{THOUSANDS}
valideringsregel prøve
  gælder hver kommune, hvert år
  data = i_tusinder
  krav {requirement}
"
    );
    broken(&rule, &[("regnskab", ROWS)])
}

#[test]
fn a_family_in_thousands_is_judged_in_kroner() {
    assert_eq!(
        of_thousands("højst 1.999"),
        [
            "fejl 101 2024 hovedfunktion 5.28: 2000 mod 1999: prøve: 2.000 er over 1.999",
            "fejl 101 2024 hovedfunktion i alt: 2300 mod 1999: prøve: 2.300 er over 1.999",
        ]
    );
    assert_eq!(of_thousands("er lig med i_kroner"), [] as [String; 0]);
    assert_eq!(of_thousands("delene summer til i_tusinder[i alt]"), [] as [String; 0]);
    assert_eq!(of_thousands("er lig med 2 * i_tusinder[5.28]").len(), 15, "intet medlem er det dobbelte af et af dem");
}

#[test]
fn each_member_of_a_family_has_a_slope_per_borger_of_its_own() {
    let rule = "
nøgletal udvikling for hver hovedfunktion i kp
  titel \"{navn}\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion
    optælling saldo for hele året

valideringsregel prøve
  gælder hver kommune, hvert år
  data = udvikling
  krav hældning pr. borger ligger højst 1 spredning fra kommunernes median
  besked \"{kommune}, {hovedfunktion}: {værdi} mod {sammenlignet_med}\"
";
    let mut rows = vec!["kommune | måned | funktion | beløb".to_owned()];
    let mut people = vec!["kommune | år | personer".to_owned()];
    // Per borger: 5.28 grows by 9, 1, 2 and 3 a year; 5.30 by 1, 1, 1 and 4.
    for (at, (municipality, first, second)) in
        [("101", 90, 10), ("147", 20, 20), ("151", 60, 30), ("165", 120, 160)].into_iter().enumerate()
    {
        for year in 2021..=2023 {
            people.push(format!("{municipality} | {year} | {}", 10 * (at + 1)));
            rows.push(format!("{municipality} | {year}-01 | 5.28.20 | {}", first * (year - 2020)));
            rows.push(format!("{municipality} | {year}-01 | 5.30.26 | {}", second * (year - 2020)));
        }
    }
    assert_eq!(
        broken(rule, &[("regnskab", &rows.join("\n")), ("statistik", &people.join("\n"))]),
        [
            "fejl 101 2023 hovedfunktion 5.28: 9 mod 2.5: København, 5.28: 9 mod 2,5",
            "fejl 165 2023 hovedfunktion 5.30: 4 mod 1: Albertslund, 5.30: 4 mod 1",
        ]
    );
}
