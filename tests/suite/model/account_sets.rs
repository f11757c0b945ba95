//! Codes, lines and sets of accounts: what is refused, in which years, naming which accounts.

use noegle::compile::{CodeFileText, compile};
use noegle::source::SourceFile;

use super::{compiled, problems};

const ACCOUNTS: &str = r#"
kontoplan im_kontoplan
  koder fra "kontoplan/funktioner.csv" niveauer hovedkonto > hovedfunktion > funktion
  koder fra "kontoplan/arter.csv" niveauer hovedart > art
  koder fra "kontoplan/dranst.csv" niveauer dranst
  koder fra "kontoplan/grupperinger.csv" niveauer gruppering under funktion og dranst
  kortform Dr for dranst, Funk for funktion, HKO for hovedkonto, Gr for gruppering

datakilde regnskab
  tabel oekonomi.regnskab
  kolonne kommune     er kommune
  kolonne maaned      er måned
  kolonne funktion_nr er funktion i im_kontoplan skrevet som "000000"
  kolonne dranst_nr   er dranst i im_kontoplan
  kolonne gruppe_nr   er gruppering i im_kontoplan
  kolonne art_nr      er art i im_kontoplan skrevet som "0.0"
  måltal saldo, enhed kr., bevægelse
"#;

/// A nøgletal of kroner over these years; `lines` are its tæller's.
fn figure(name: &str, valid: &str, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!(
        "\nnøgletal {name}\n  titel \"{name}\"\n  definition \"Det, der måles.\"\n  enhed kr.\n  opgøres årligt\n  gyldig {valid}\n  tæller fra regnskab\n{lines}    optælling saldo for hele året\n"
    )
}

fn found(declarations: &[String]) -> Vec<String> {
    let text = format!("{ACCOUNTS}{}", declarations.concat());
    let compilation = compiled(&text);
    problems(&compilation).into_iter().filter(|problem| !problem.starts_with("N104")).collect()
}

/// The problems of one nøgletal's lines, without their places.
fn of_lines(valid: &str, lines: &[&str]) -> Vec<String> {
    let told = found(&[figure("x", valid, lines)]);
    told.into_iter().map(|problem| problem.replacen(" linje ", " ", 1)).map(without_line).collect()
}

fn without_line(problem: String) -> String {
    let (code, rest) = problem.split_once(' ').unwrap_or_default();
    format!("{code} {}", rest.split_once(": ").unwrap_or_default().1)
}

fn levels(valid: &str, lines: &[&str]) -> Vec<(&'static str, bool)> {
    let compilation = compiled(&format!("{ACCOUNTS}{}", figure("x", valid, lines)));
    let told =
        compilation.diagnostics.iter().filter(|diagnostic| !["N104", "N704"].contains(&diagnostic.problem.code()));
    told.map(|diagnostic| (diagnostic.problem.code(), diagnostic.is_error())).collect()
}

const NONE: Vec<String> = Vec::new();

#[test]
fn sound_lines_have_no_problems() {
    let lines = [
        "for alle art <> 0",
        "med dranst 1 og 2, hovedkonto 0 og 2-6",
        "uden hovedfunktion 0.22",
        "uden funktion 5.32.30, kun til 2017",
        "uden funktion 0.25.19, kun fra 2018",
    ];
    assert_eq!(of_lines("2007-2024", &lines), NONE);
    assert_eq!(of_lines("fra 2018", &["med Dr 1, Funk 05.38.38, Gr 005"]), NONE);
}

#[test]
fn an_unknown_code_offers_the_nearest() {
    assert_eq!(of_lines("2024", &["med funktion 5.30.62"]), ["N201 Funktion 5.30.62 findes ikke i »im_kontoplan«"]);
    assert_eq!(
        of_lines("2024", &["med hovedkonto 11-15"]),
        ["N201 Ingen hovedkonto i »im_kontoplan« ligger fra 11 til 15"]
    );
    let compilation = compiled(&format!("{ACCOUNTS}{}", figure("x", "2024", &["med funktion 5.30.30"])));
    let fixes: Vec<&str> = compilation
        .diagnostics
        .iter()
        .flat_map(|d| &d.fixes)
        .flat_map(|f| &f.edits)
        .map(|e| e.replacement.as_str())
        .collect();
    assert_eq!(fixes, ["5.30.31"]);
}

#[test]
fn a_grouping_is_looked_up_under_its_accounts() {
    assert_eq!(
        of_lines("2024", &["med dranst 2, funktion 5.38.38, gruppering 005"]),
        ["N201 Gruppering 005 findes ikke under dranst 2 og 5.38.38 Personlig støtte og pasning af personer me…"]
    );
    assert_eq!(
        of_lines("2024", &["med dranst 1, funktion 5.38.38, gruppering 5"]),
        ["N201 Grupperingen »5« har ikke tre cifre"]
    );
    assert_eq!(
        of_lines("2024", &["med gruppering 005"]),
        ["N205 Gruppering 005 har først mening sammen med funktion og dranst"]
    );
    assert_eq!(
        of_lines("2024", &["med dranst 1, gruppering 005"]),
        ["N205 Gruppering 005 har først mening sammen med funktion"]
    );
}

#[test]
fn a_code_must_be_valid_in_the_years_of_its_line() {
    let account = "med funktion 5.32.30";
    assert_eq!(of_lines("2016-2019", &[account]), ["N202 5.32.30 Ældreboliger er ikke gyldig i 2018-2019"]);
    assert_eq!(of_lines("2016-2017", &[account]), NONE);
    assert_eq!(
        of_lines("2018-2019", &[account]),
        ["N202 5.32.30 Ældreboliger er ikke gyldig i noget af årene 2018-2019"]
    );
    assert_eq!(
        of_lines("2016-2019", &["med funktion 5.32.30, kun til 2017", "med funktion 0.25.19, kun fra 2018"]),
        NONE
    );
}

#[test]
fn the_word_should_be_the_codes_level() {
    assert_eq!(of_lines("2024", &["med funktion 5.30"]), ["N203 5.30 er på niveauet »hovedfunktion«, ikke »funktion«"]);
    assert_eq!(of_lines("2024", &["med HKO 5.30"]), ["N203 5.30 er på niveauet »hovedfunktion«, ikke »HKO«"]);
    assert_eq!(of_lines("2024", &["med Funk 5.30, art 1"]), NONE, "Funk and art take every level");
}

#[test]
fn a_selection_of_nothing_is_told_with_its_years() {
    assert_eq!(
        of_lines("2016-2019", &["med hovedkonto 5", "uden hovedkonto 5"]),
        ["N204 Tælleren i »x« udvælger ingenting i noget år"]
    );
    let partly = ["med hovedkonto 5", "uden hovedkonto 5, kun fra 2018"];
    assert_eq!(of_lines("2016-2019", &partly), ["N204 Tælleren i »x« udvælger ingenting i 2018-2019"]);
    assert_eq!(levels("2016-2019", &partly), [("N204", false)]);
    assert_eq!(of_lines("2024", &["med dranst 1, dranst 2"]), ["N204 Linjens betingelser udelukker hinanden"]);
}

#[test]
fn lines_without_effect_are_told() {
    assert_eq!(of_lines("2024", &["med hovedkonto 5", "med funktion 5.30.26"]), ["N302 Linjen tilføjer ingenting"]);
    assert_eq!(of_lines("2024", &["med hovedkonto 5", "uden hovedkonto 6"]), ["N302 Linjen fjerner ingenting"]);
    assert_eq!(
        of_lines("2024", &["for alle hovedkonto 0-6", "med hovedkonto 5"]),
        ["N302 Linjen »for alle« udelukker ingenting"]
    );
    assert_eq!(
        of_lines("2024", &["med hovedkonto 5", "med hovedkonto 6", "uden hovedkonto 6"]),
        ["N302 Det, linjen tilføjer, fjernes igen"]
    );
    assert_eq!(
        of_lines("fra 2018", &["med hovedkonto 5", "uden funktion 5.32.30, kun til 2017"]),
        ["N302 Linjen gælder kun til 2017, hvor definitionen ikke gælder"]
    );
}

#[test]
fn a_line_without_effect_in_some_years_is_a_warning() {
    let lines = ["med hovedkonto 5", "uden hovedkonto 6", "med hovedkonto 6, kun til 2017"];
    assert_eq!(levels("2016-2019", &lines), [("N302", true)]);
    let lines = ["med hovedkonto 6, kun til 2017", "med hovedkonto 5", "uden hovedkonto 6"];
    assert_eq!(of_lines("2016-2019", &lines)[1..], ["N302 Linjen fjerner ingenting i 2018-2019"]);
}

fn base(name: &str, line: &str) -> String {
    format!("\ngrundtal {name} fra regnskab\n  enhed kr.\n  {line}\n  optælling saldo for hele året\n")
}

fn linked(name: &str, unit: &str, formula: &str) -> String {
    format!(
        "\nkoblet nøgletal {name}\n  titel \"{name}\"\n  definition \"Det, der måles.\"\n  enhed {unit}\n  opgøres årligt\n  gyldig fra 2018\n  formel {formula}\n"
    )
}

#[test]
fn parts_of_a_sum_may_not_share_accounts() {
    let parts = |second: &str| vec![base("ældre", "med hovedfunktion 5.30"), base("andre", second)];
    let sum = || linked("i_alt", "kr.", "ældre + andre");
    let with =
        |second: &str| found(&[parts(second), vec![sum()]].concat()).into_iter().map(without_line).collect::<Vec<_>>();
    assert_eq!(with("med hovedfunktion 5.38"), NONE);
    let [told] = &with("med funktion 5.30.26 og 5.38.38")[..] else { panic!("one problem") };
    assert_eq!(told, "N303 »ældre« og »andre« har 1 konto til fælles fra 2018");
    let allowed = sum() + "  overlap tilladt, fordi \"Puljen deles.\"\n";
    assert_eq!(found(&[parts("med funktion 5.30.26"), vec![allowed.clone()]].concat()), NONE);
    let idle = found(&[parts("med hovedfunktion 5.38"), vec![allowed]].concat());
    assert_eq!(
        idle.into_iter().map(without_line).collect::<Vec<_>>(),
        ["N303 Intet overlapper, så linjen »overlap tilladt« er overflødig"]
    );
}

#[test]
fn a_part_should_lie_inside_its_whole() {
    let bases = [
        base("del", "med hovedfunktion 5.30 og 5.38"),
        base("hel", "med hovedfunktion 5.30"),
        base("rest", "med hovedfunktion 5.38"),
    ];
    let share = |formula: &str| {
        let text = linked("andel", "pct.", formula) + "  når nævner er 0, vis ikke\n";
        let told = found(&[bases.as_slice(), &[text]].concat());
        told.into_iter().map(without_line).filter(|problem| problem.starts_with("N304")).collect::<Vec<_>>()
    };
    assert_eq!(share("100 * hel / del"), NONE);
    assert_eq!(share("100 * del / (hel + rest)"), NONE);
    let told = share("100 * del / hel");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("N304 »del« har ") && told[0].ends_with("som »hel« ikke har, fra 2018"), "{}", told[0]);
}

#[test]
fn lines_that_are_a_named_filter_are_noted() {
    let filter =
        "\nfilter ældre i im_kontoplan\n  titel \"Ældre\"\n  med hovedfunktion 5.30\n  uden dranst 3\n".to_owned();
    let user = figure("a", "fra 2018", &["med [ældre]"]);
    let same = figure("b", "fra 2018", &["med hovedfunktion 5.30, dranst <> 3"]);
    let other = figure("c", "fra 2018", &["med hovedfunktion 5.30, dranst 1"]);
    let told = found(&[filter.clone(), user, same.clone(), other]);
    assert_eq!(
        told.into_iter().map(without_line).collect::<Vec<_>>(),
        ["N305 Tælleren udvælger det samme som filteret »ældre«"]
    );
    let told = found(&[filter, same]);
    assert_eq!(
        told.into_iter().map(without_line).collect::<Vec<_>>(),
        ["N305 Tælleren udvælger det samme som filteret »ældre«"]
    );
}

#[test]
fn a_filters_problem_is_told_once_however_often_it_is_used() {
    let filter = "\nfilter ældre i im_kontoplan\n  titel \"Ældre\"\n  med funktion 5.32.30\n".to_owned();
    let first = figure("a", "2016-2018", &["med [ældre]"]);
    let second = figure("b", "2017-2019", &["med [ældre]", "med hovedkonto 6"]);
    let told = found(&[filter, first, second]);
    assert_eq!(
        told.into_iter().map(without_line).collect::<Vec<_>>(),
        ["N202 5.32.30 Ældreboliger er ikke gyldig i 2018-2019"]
    );
}

#[test]
fn a_filter_that_nothing_uses_is_still_read() {
    let filter = |lines: &str| {
        found(&[format!("\nfilter f i im_kontoplan\n  titel \"F\"\n  {lines}\n")])
            .into_iter()
            .map(without_line)
            .collect::<Vec<_>>()
    };
    assert_eq!(filter("med funktion 5.99.98"), ["N201 Funktion 5.99.98 findes ikke i »im_kontoplan«"]);
    assert_eq!(filter("med dranst 1\n  uden dranst 1"), ["N204 Filteret »f« udvælger ingenting i noget år"]);
    assert_eq!(filter("med funktion 5.32.30"), NONE, "it may be meant for some years only");
}

#[test]
fn a_sign_turned_at_the_source_names_known_codes() {
    let source = "\ndatakilde budget\n  tabel oekonomi.budget\n  kolonne kommune er kommune\n  kolonne maaned er måned\n  kolonne art er art i im_kontoplan\n  måltal beløb, enhed kr., bevægelse, fortegn vendes for art 7-8 og 5.5\n".to_owned();
    let told = found(&[source]);
    assert_eq!(told.into_iter().map(without_line).collect::<Vec<_>>(), ["N201 Art 5.5 findes ikke i »im_kontoplan«"]);
}

#[test]
fn years_before_the_chart_are_told_once() {
    let text = ACCOUNTS.replace("kontoplan/", "tidlig/")
        + &figure("x", "2005-2008", &["med hovedkonto 5", "uden hovedkonto 6"]);
    let compilation = compile(vec![SourceFile::new("prøve.noegle", &text)], &|path| {
        let file = path.rsplit('/').next().unwrap_or_default();
        let text = match file {
            "funktioner.csv" => "kode;overkode;navn;gyldig_fra\n5;;Sociale opgaver;2007\n6;;Administration;2007\n",
            "arter.csv" => "kode;overkode;navn\n1;;Løn\n",
            "dranst.csv" => "kode;navn\n1;Drift\n",
            _ => "funktion;dranst;kode;navn\n0-6;1;001;Alt\n",
        };
        CodeFileText::Text { name: path.to_owned(), text: text.to_owned() }
    });
    let told: Vec<String> = problems(&compilation).into_iter().map(without_line).collect();
    assert!(told.contains(&"N206 Kontoplanen »im_kontoplan« har ingen koder i 2005-2006".to_owned()), "{told:?}");
    assert!(!told.iter().any(|problem| problem.starts_with("N202") || problem.starts_with("N302")), "{told:?}");
}

#[test]
fn a_line_of_a_family_must_be_idle_for_every_member() {
    let family = |lines: &str| {
        let text = figure("x", "fra 2018", &[lines])
            .replace("nøgletal x", "nøgletal x for hver hovedkonto 5-6 i im_kontoplan");
        found(&[text]).into_iter().map(without_line).collect::<Vec<_>>()
    };
    assert_eq!(family("med denne hovedkonto\n    med hovedkonto 6"), NONE, "it adds to member 5");
    assert_eq!(family("med denne hovedkonto\n    uden hovedkonto 7"), ["N302 Linjen fjerner ingenting"]);
}
