//! Rules about figures: each kommune and period against a number, another source, itself earlier, or its parts.

use super::broken;

const MONTHS: &str = "
    kommune | måned   | funktion | dranst | art | beløb
    101     | 2023-01 | 5.28.20  | 1      | 4.0 | 1000
    101     | 2023-02 | 5.28.20  | 1      | 4.0 | 1100
    101     | 2024-01 | 5.28.20  | 1      | 4.0 | 2000
    101     | 2024-01 | 5.30.26  | 1      | 4.0 | 300
    147     | 2024-01 | 5.28.20  | 1      | 0.1 | 99
    147     | 2024-01 | 5.28.20  | 1      | 4.0 | 500";

const STATISTICS: &str = "
    kommune | år   | udgift | personer
    101     | 2023 | 2100   | 10
    101     | 2024 | 2311.5 | 10
    147     | 2024 | 510    | 5
    151     | 2024 | 1      | 5";

fn reconciled(lines: &str) -> Vec<String> {
    let rule = format!(
        "valideringsregel stemmer
           titel \"Stemmer med statistikken\"
           gælder hver kommune, hvert år
           data fra regnskab
             med dranst 1 og 2, art <> 0, hovedkonto 5
             optælling saldo for hele året
           krav er lig med statistikkens_udgift
           {lines}"
    );
    broken(&rule.replace("\n           ", "\n  "), &[("regnskab", MONTHS), ("statistik", STATISTICS)])
}

#[test]
fn a_figure_must_be_equal_to_another_sources_and_a_side_that_is_missing_does_not_judge() {
    assert_eq!(
        reconciled(""),
        [
            "fejl 101 2024: 2300 mod 2311.5: Stemmer med statistikken: 2.300 er ikke lig med 2.311,5",
            "fejl 147 2024: 500 mod 510: Stemmer med statistikken: 500 er ikke lig med 510",
        ]
    );
}

#[test]
fn within_either_tolerance_is_within_and_its_ends_are_too() {
    assert_eq!(reconciled("tolerance 0,5 pct.").len(), 1);
    assert_eq!(reconciled("tolerance 0,5 pct., dog altid 10 kr."), [] as [String; 0]);
    assert_eq!(reconciled("tolerance 9,99 kr.").len(), 2);
}

#[test]
fn a_message_says_whom_and_what() {
    let said = reconciled("besked \"{kommune} {periode}: FLIS har {værdi}, DST {sammenlignet_med} ({regel}).\"");
    assert_eq!(
        said[0],
        "fejl 101 2024: 2300 mod 2311.5: København 2024: FLIS har 2.300, DST 2.311,5 (Stemmer med statistikken)."
    );
}

#[test]
fn severity_may_depend_on_the_period_and_whom_it_exempts_is_not_judged() {
    let said = reconciled("alvor stopper indlæsning, dog advarsel i 2024");
    assert!(said.iter().all(|row| row.starts_with("advarsel")), "{said:?}");
    let said = reconciled("alvor stopper indlæsning, dog advarsel i måned 1-6");
    assert!(said.iter().all(|row| row.starts_with("stopper indlæsning")), "{said:?}");
    assert_eq!(reconciled("undtaget kommune 101 til 2024, fordi \"lukket\"").len(), 1);
    assert_eq!(reconciled("undtaget kommune 101 til 2023-12").len(), 2);
    assert_eq!(reconciled("undtaget kommune 101-147").len(), 0);
}

#[test]
fn numbers_bounds_and_several_requirements() {
    let rule = "
valideringsregel grænser
  gælder hver kommune, hver måned
  data fra regnskab
    med alle
    optælling saldo for måneden
  krav mindst 600
  krav ligger mellem 0 og 2 * 1.000
";
    assert_eq!(
        broken(rule, &[("regnskab", MONTHS)]),
        [
            "fejl 101 2024-01: 2300 mod 2000: grænser: 2.300 ligger på den forkerte side af 2.000",
            "fejl 147 2024-01: 599 mod 600: grænser: 599 er under 600",
        ]
    );
}

#[test]
fn change_is_against_the_month_before_or_the_year_before() {
    let rule = |since: &str, period: &str| {
        format!(
            "
valideringsregel spring
  gælder hver kommune, {period}
  data fra regnskab
    med dranst 1
    optælling saldo for {}
  krav ændrer sig højst 10 pct. fra {since}
",
            if period == "hver måned" { "måneden" } else { "hele året" }
        )
    };
    let found = broken(&rule("forrige måned", "hver måned"), &[("regnskab", MONTHS)]);
    assert_eq!(found, [] as [String; 0], "100 er præcis 10 pct. af 1.000");
    let found = broken(&rule("samme måned året før", "hver måned"), &[("regnskab", MONTHS)]);
    assert_eq!(found, ["fejl 101 2024-01: 2300 mod 1000: spring: 2.300 er ændret for meget fra 1.000"]);
    let found = broken(&rule("samme måned året før", "hvert år"), &[("regnskab", MONTHS)]);
    assert_eq!(found, ["fejl 101 2024: 2300 mod 2100: spring: 2.300 er ændret for meget fra 2.100"][..0]);
}

#[test]
fn a_dimension_gets_a_verdict_each_and_may_be_exempted() {
    let rule = |more: &str| {
        format!(
            "
valideringsregel pr_funktion
  gælder hver kommune, hvert år, hver funktion i kp
  data fra regnskab
    for alle art <> 0
    med dranst 1
    optælling saldo for hele året
  krav højst 1.500
  besked \"{{funktion}}: {{værdi}} ({{nøgle}})\"
  {more}
"
        )
    };
    let found = broken(&rule(""), &[("regnskab", MONTHS)]);
    assert_eq!(
        found,
        [
            "fejl 101 2023 funktion 5.28.20: 2100 mod 1500: 5.28.20: 2.100 (funktion 5.28.20)",
            "fejl 101 2024 funktion 5.28.20: 2000 mod 1500: 5.28.20: 2.000 (funktion 5.28.20)",
        ]
    );
    assert_eq!(broken(&rule("undtaget funktion 5.28 til 2023"), &[("regnskab", MONTHS)]).len(), 1);
    assert_eq!(broken(&rule("undtaget kommune 147, funktion 5.28"), &[("regnskab", MONTHS)]).len(), 2);
    assert_eq!(broken(&rule("undtaget kommune 101, funktion 5.28-5.30"), &[("regnskab", MONTHS)]).len(), 0);
}

#[test]
fn two_dimensions_stand_side_by_side() {
    let rule = "
valideringsregel to_led
  gælder hver kommune, hvert år, hver hovedfunktion i kp og hver dranst i kp
  data fra regnskab
    med alle
    optælling saldo for hele året
  krav højst 2.050
  besked \"{dranst} på {hovedfunktion}\"
";
    assert_eq!(
        broken(rule, &[("regnskab", MONTHS)]),
        ["fejl 101 2023 hovedfunktion 5.28, dranst 1: 2100 mod 2050: 1 på 5.28"]
    );
}

#[test]
fn every_kommune_of_the_list_must_have_data_when_some_has() {
    let rule = "
valideringsregel alle_leverer
  gælder hver kommune, hvert år
  data fra regnskab
  krav findes for alle kommuner
  undtaget kommune 173, fordi \"er for sig selv\"
";
    let found = broken(rule, &[("regnskab", MONTHS)]);
    let places: Vec<&str> = found.iter().map(|row| &row[5..13]).collect();
    assert_eq!(places, ["147 2023", "151 2023", "151 2024", "165 2023", "165 2024"]);
    assert!(found[0].ends_with("alle_leverer: der er ingen data fra kommunen"), "{}", found[0]);
}

#[test]
fn so_many_rows_are_counted_where_something_was_delivered() {
    let rule = "
valideringsregel nok_rækker
  data fra regnskab
    med dranst 1, art <> 0
  krav har mindst 2 rækker
";
    assert_eq!(
        broken(rule, &[("regnskab", MONTHS)]),
        [
            "fejl 101 2023-01: 1 mod 2: nok_rækker: 1 er under 2",
            "fejl 101 2023-02: 1 mod 2: nok_rækker: 1 er under 2",
            "fejl 147 2024-01: 1 mod 2: nok_rækker: 1 er under 2",
        ]
    );
}

#[test]
fn the_parts_of_a_family_add_up() {
    let rule = "
nøgletal udgift for hver hovedfunktion i kp, og i alt
  titel \"{navn}\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion, art <> 0
    optælling saldo for hele året

valideringsregel summen
  gælder hver kommune, hvert år
  data = udgift
  krav delene summer til statistikkens_udgift
  tolerance 10 kr.

valideringsregel i_alt_stemmer
  gælder hver kommune, hvert år
  data = udgift
  krav delene summer til udgift[i alt]
";
    assert_eq!(
        broken(rule, &[("regnskab", MONTHS), ("statistik", STATISTICS)]),
        ["fejl 101 2024: 2300 mod 2311.5: summen: 2.300 er delenes sum, som ikke er lig med 2.311,5"]
    );
}

#[test]
fn members_are_held_against_the_same_members_of_another_family() {
    let rule = "
nøgletal udgift for hver hovedfunktion i kp
  titel \"{navn}\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion
    optælling saldo for hele året

nøgletal uden_beregnede for hver hovedfunktion i kp
  titel \"{navn}\"
  definition \"Udgift\"
  enhed kr.
  opgøres årligt
  tæller fra regnskab
    med denne hovedfunktion, art <> 0
    optælling saldo for hele året

valideringsregel ingen_beregnede
  gælder hver kommune, hvert år
  data = udgift
  krav er lig med uden_beregnede
";
    assert_eq!(
        broken(rule, &[("regnskab", MONTHS)]),
        ["fejl 147 2024 hovedfunktion 5.28: 599 mod 500: ingen_beregnede: 599 er ikke lig med 500"]
    );
}

#[test]
fn an_edition_has_its_own_requirements() {
    let rule = "
valideringsregel udgaver
  gælder hver kommune, hvert år
  data fra regnskab
    med art <> 0
    optælling saldo for hele året
  udgave til 2023
    krav højst 5.000
  udgave fra 2024
    alvor advarsel
    krav højst 2.000
";
    assert_eq!(
        broken(rule, &[("regnskab", MONTHS)]),
        ["advarsel 101 2024: 2300 mod 2000: udgaver: 2.300 er over 2.000"]
    );
}
