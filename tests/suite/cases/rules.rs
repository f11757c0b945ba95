//! Valideringsregler: what cases say of each krav, that the database says the same, and that they notice changes.

use super::people::assert_says;
use super::proven;
use noegle::cases::{RuleRound, rule_cases};
use noegle::engine::{Connection, DuckDb, Options, Place};
use noegle::model::{Model, RuleId};
use noegle::proof::rule_script;
use noegle::sql::DialectName;

const TOTALS: &str = r#"
datakilde statistik
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne år er år
  måltal udgift, enhed kr., bevægelse

grundtal statistikkens_udgift fra statistik
  enhed kr.
  med alle
  optælling udgift for hele året
"#;

fn rule(lines: &str) -> String {
    format!("{TOTALS}\nvalideringsregel r\n  titel \"R\"\n{lines}")
}

fn yearly(rest: &str) -> String {
    rule(&format!(
        "  gælder hver kommune, hvert år\n  data fra regnskab\n    med dranst 1, hovedkonto 5\n    optælling saldo for hele året\n{rest}"
    ))
}

fn monthly(rest: &str) -> String {
    rule(&format!(
        "  gælder hver kommune, hver måned\n  data fra regnskab\n    med dranst 1, hovedkonto 5\n    optælling saldo for måneden\n{rest}"
    ))
}

fn rows(rest: &str) -> String {
    rule(&format!("  data fra regnskab\n{rest}"))
}

fn found(model: &Model) -> RuleId {
    let place = model.rules.iter().position(|rule| rule.name.text == "r");
    RuleId(place.expect("reglen er der"))
}

fn rounds(definitions: &str) -> (Model, Vec<RuleRound>) {
    let model = proven(definitions).model;
    let rounds = rule_cases(&model, found(&model));
    (model, rounds)
}

fn said(definitions: &str) -> Vec<String> {
    let (_, rounds) = rounds(definitions);
    rounds.iter().flat_map(|round| &round.cases).map(|case| case.shows.clone()).collect()
}

/// How many violations deviate when the cases of the first definition are run on the second.
fn deviations(original: &str, built: &str) -> usize {
    let (_, rounds) = rounds(original);
    assert!(rounds.iter().any(|round| !round.cases.is_empty()), "{original}");
    let built = proven(built).model;
    deviating(&built, found(&built), &rounds)
}

fn deviating(built: &Model, rule: RuleId, rounds: &[RuleRound]) -> usize {
    let script = rule_script(built, rule, rounds, DialectName::DuckDb);
    let mut connection = DuckDb::open(&Place::Memory, &Options { threads: Some(1) }).expect("DuckDB er sat op");
    for statement in &script.statements {
        connection.execute(&statement.text).unwrap_or_else(|error| panic!("{error}\n{}", statement.text));
    }
    let found = connection.query(&script.deviations).expect("forespørgslen kan køres").rows.len();
    for statement in &script.end {
        connection.execute(statement).expect("skemaet kan fjernes");
    }
    found
}

fn assert_holds_and_notices(original: &str, changes: &[(&str, &str)]) {
    assert_eq!(deviations(original, original), 0, "{original}\n{:#?}", said(original));
    for (from, to) in changes {
        let changed = original.replace(from, to);
        assert_ne!(original, changed);
        assert!(deviations(original, &changed) > 0, "{from} → {to}\n{original}\n{:#?}", said(original));
    }
}

#[test]
fn a_value_is_shown_at_the_bound_and_on_either_side() {
    let least = yearly("  krav mindst 600\n");
    assert_says(
        &said(&least),
        &[
            "Værdien er 599,99, lige under 600: reglen er brudt.",
            "Værdien er 600, netop 600: reglen er ikke brudt.",
            "Værdien er 600,01, lige over 600: reglen er ikke brudt.",
            "Værdien er 0: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(
        &least,
        &[("mindst 600", "over 600"), ("mindst 600", "mindst 599,99"), ("mindst", "højst")],
    );
    let between = yearly("  krav ligger mellem 100 og 200\n");
    assert_holds_and_notices(&between, &[("100 og 200", "100,01 og 200"), ("100 og 200", "100 og 199,99")]);
}

#[test]
fn a_tolerance_is_shown_at_its_edges() {
    let equal = yearly("  krav er lig med statistikkens_udgift\n  tolerance 0,5 pct., dog altid 1 kr.\n");
    let said = said(&equal);
    assert_says(
        &said,
        &[
            "Værdien er 994,99, lige under 1.000 minus tolerancen 5: reglen er brudt.",
            "Værdien er 995, netop 1.000 minus tolerancen 5: reglen er ikke brudt.",
            "Værdien er 1.005, netop 1.000 plus tolerancen 5: reglen er ikke brudt.",
            "Værdien er 1.005,01, lige over 1.000 plus tolerancen 5: reglen er brudt.",
            "Der er intet at sammenligne med: reglen er ikke brudt.",
        ],
    );
    assert_holds_and_notices(
        &equal,
        &[("0,5 pct.", "0,4 pct."), ("0,5 pct.", "0,6 pct."), ("0,5 pct., dog altid 1 kr.", "1 kr.")],
    );
}

#[test]
fn a_change_is_shown_at_the_per_cent_it_may_be() {
    let change = monthly("  krav ændrer sig højst 10 pct. fra forrige måned\n");
    assert_says(
        &said(&change),
        &[
            "Værdien er 1.100, netop 1.000 plus 10 pct., og før var den 1.000: reglen er ikke brudt.",
            "Værdien er 1.100,01, lige over 1.000 plus 10 pct., og før var den 1.000: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(&change, &[("10 pct.", "9 pct."), ("10 pct.", "11 pct.")]);
}

#[test]
fn rows_are_counted_one_fewer_and_one_more() {
    let counted = rule(
        "  gælder hver kommune, hvert år\n  data fra regnskab\n    med dranst 1\n    optælling antal rækker for hele året, enhed rækker\n  krav har mindst 3 rækker\n",
    );
    assert_says(
        &said(&counted),
        &["Værdien er 2, lige under 3: reglen er brudt.", "Værdien er 3, netop 3: reglen er ikke brudt."],
    );
    assert_holds_and_notices(&counted, &[("mindst 3", "mindst 2"), ("mindst 3", "mindst 4")]);
}

#[test]
fn an_exemption_ends_and_a_severity_too() {
    let exempt = monthly(
        "  krav højst 500\n  alvor fejl, dog advarsel i måned 1-6\n  undtaget kommune 411 til 2025-03, fordi \"Christiansø leverer ikke\"\n",
    );
    assert_says(
        &said(&exempt),
        &[
            "Kommune 411 er undtaget for sidste gang i 2025-03, og tallet bryder kravet: reglen er ikke brudt.",
            "Kommune 411 er undtaget, men ikke længere i 2025-04, og tallet bryder kravet: reglen er brudt.",
            "Et brud i 2024-06: reglen er brudt, advarsel.",
            "Et brud i 2024-07: reglen er brudt, fejl.",
        ],
    );
    assert_holds_and_notices(
        &exempt,
        &[("2025-03", "2025-02"), ("2025-03", "2025-04"), ("måned 1-6", "måned 1-5"), ("måned 1-6", "måned 1-7")],
    );
}

#[test]
fn one_that_differs_stands_out_among_enough_that_are_alike() {
    let spread = yearly("  krav ligger højst 2 spredninger fra kommunernes gennemsnit\n");
    assert_says(
        &said(&spread),
        &[
            "Kommunens værdi er en anden end den andens, og 2 er for få til en dom: reglen er ikke brudt.",
            "Kommunens værdi er en anden end hos 4 kommuner, der er ens: reglen er ikke brudt.",
            "Kommunens værdi er en anden end hos 5 kommuner, der er ens: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(
        &spread,
        &[("højst 2 ", "højst 1,7 "), ("højst 2 ", "højst 2,1 "), ("gennemsnit", "median")],
    );
    let slope = monthly("  krav hældning ligger højst 2 spredninger fra kommunernes median\n")
        .replace("hver måned", "hvert år");
    assert_holds_and_notices(&slope, &[("højst 2 ", "højst 1 "), ("højst 2 ", "højst 3 ")]);
}

#[test]
fn all_kommuner_and_the_sum_of_parts() {
    let there = yearly("  krav findes for alle kommuner\n");
    assert_says(
        &said(&there),
        &[
            "Kommunen har en række: reglen er ikke brudt.",
            "Kommunen har ingen række i en periode, hvor en anden har: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(&there, &[]);
}

#[test]
fn rows_keep_and_break_what_is_asked_of_them() {
    let asked = rows("  krav hvis dranst 3, hovedkonto 5 så art undtagen 0\n");
    assert_says(&said(&asked), &["En række uden kommune, der ellers bryder kravet: reglen er ikke brudt."]);
    assert_holds_and_notices(
        &asked,
        &[("dranst 3", "dranst 2"), ("hovedkonto 5", "hovedkonto 4 og 5"), ("art undtagen 0", "art undtagen 1")],
    );
    let compared = rows("  krav hvis saldo <> 0 så alder under 67\n");
    assert_says(
        &said(&compared),
        &[
            "Alder 66 ligger lige under grænsen 67: reglen er ikke brudt.",
            "Alder 67 er selve grænsen: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(
        &compared,
        &[("under 67", "højst 67"), ("under 67", "under 66"), ("saldo <> 0", "saldo <> 1")],
    );
}

#[test]
fn codes_that_exist_and_columns_that_are_filled() {
    let exist = rows("  krav koder findes i im_kontoplan\n");
    assert!(said(&exist).iter().any(|one| one.ends_with("findes ikke: reglen er brudt.")), "{:#?}", said(&exist));
    assert_holds_and_notices(&exist, &[]);
    let filled = rows("  krav køn er udfyldt\n  krav alder er udfyldt\n  krav saldo er udfyldt\n");
    assert_says(
        &said(&filled),
        &[
            "En række, hvor alt er udfyldt: kravet er ikke brudt.",
            "køn er kun mellemrum: kravet er brudt.",
            "alder er 0: kravet er ikke brudt.",
            "saldo er tomt: kravet er brudt.",
        ],
    );
    assert_holds_and_notices(&filled, &[("  krav alder er udfyldt\n", "")]);
    let unique = rows("  krav er entydig\n");
    assert_says(
        &said(&unique),
        &["Den samme række to gange: reglen er brudt.", "Den samme række på to tider: reglen er ikke brudt."],
    );
    assert_holds_and_notices(&unique, &[]);
}

#[test]
fn codes_that_are_exempt_and_those_beside_them() {
    let asked = rows(
        "  krav hvis dranst 3, hovedkonto 5 så art undtagen 0\n  undtaget funktion 5.28.20 til 2024-05, fordi \"rettes\"\n",
    );
    assert_says(
        &said(&asked),
        &[
            "En række som den, der er undtaget for sidste gang i 2024-05, og rækken bryder ellers kravet: reglen er ikke brudt.",
            "En række som den, der er undtaget, men ikke længere i 2024-06, og rækken bryder ellers kravet: reglen er brudt.",
            "Funktion 5.28.21 ligger lige uden for 5.28.20, og rækken bryder ellers kravet: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(
        &asked,
        &[("5.28.20 til", "5.28.21 til"), ("til 2024-05", "til 2024-06"), ("til 2024-05", "til 2024-04")],
    );
    let members = rule(
        "  gælder hver kommune, hvert år, hver funktion i im_kontoplan\n  data fra regnskab\n    med dranst 1\n    optælling saldo for hele året\n  krav højst 1.500\n  undtaget funktion 5.28.20, fordi \"rettes\"\n",
    );
    let told = said(&members);
    assert_says(&told, &["Funktion 5.28.20 er undtaget, og tallet bryder kravet: reglen er ikke brudt."]);
    assert!(
        told.iter().any(|one| one.ends_with("er ikke undtaget, og tallet bryder kravet: reglen er brudt.")),
        "{told:#?}"
    );
    assert_holds_and_notices(&members, &[("undtaget funktion 5.28.20", "undtaget funktion 5.28")]);
}

#[test]
fn kommuner_that_are_exempt_from_being_there_and_from_being_measured() {
    let there = yearly("  krav findes for alle kommuner\n  undtaget kommune 411 til 2025, fordi \"leverer ikke\"\n");
    assert_says(
        &said(&there),
        &[
            "Kommune 411 er undtaget for sidste gang i 2025, og kommunen har ingen række, hvor en anden har: reglen er ikke brudt.",
            "Kommune 411 er undtaget, men ikke længere i 2026, og kommunen har ingen række, hvor en anden har: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(&there, &[("til 2025", "til 2026"), ("til 2025", "til 2024")]);
    let spread = yearly(
        "  krav ligger højst 2 spredninger fra kommunernes gennemsnit\n  undtaget kommune 411 til 2025, fordi \"er for sig selv\"\n",
    );
    assert_says(
        &said(&spread),
        &[
            "Kommune 411 er undtaget for sidste gang i 2025, og tallet bryder kravet: reglen er ikke brudt.",
            "Kommune 411 er undtaget, men ikke længere i 2026, og tallet bryder kravet: reglen er brudt.",
        ],
    );
    assert_holds_and_notices(&spread, &[("til 2025", "til 2026"), ("til 2025", "til 2024")]);
}

/// The rule that nobody writes, of a source of one's own.
#[test]
fn what_must_be_unique_without_anyone_saying_so() {
    let person = "
datakilde elev
  en række pr. kommune, måned, person
  kolonne kommune er kommune
  kolonne cpr er nøgle person
  kolonne måned er måned

nøgletal elever
  titel \"Elever\"
  definition \"Elever\"
  enhed elever
  opgøres månedligt
  tæller fra elev
    optælling antal rækker for måneden, enhed elever
";
    let model = proven(person).model;
    let automatic = model.rules.iter().position(|rule| rule.title == "elev er entydig").map(RuleId).expect("reglen");
    let rounds = rule_cases(&model, automatic);
    let said: Vec<String> = rounds.iter().flat_map(|round| &round.cases).map(|case| case.shows.clone()).collect();
    assert_says(
        &said,
        &[
            "Den samme række to gange: reglen er brudt.",
            "To rækker med hver sin cpr: reglen er ikke brudt.",
            "Den samme række i to kommuner: reglen er ikke brudt.",
            "Den samme række på to tider: reglen er ikke brudt.",
        ],
    );
    assert_eq!(deviating(&model, automatic, &rounds), 0);
}
