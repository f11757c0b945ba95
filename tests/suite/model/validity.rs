//! N5xx: validity and udgaver.

use super::{SCHOOL, codes, compiled};

fn editions(first: &str, second: &str, when: &str) -> Vec<&'static str> {
    let text = format!(
        "{SCHOOL}\nnøgletal udgift\n  titel \"Udgift\"\n  definition \"Udgift.\"\n  enhed kr.\n  opgøres månedligt\n  udgave {first}\n    tæller fra skole\n      optælling udgift for måneden\n  udgave {second}\n    tæller fra skole\n      optælling udgift {when}\n"
    );
    codes(&compiled(&text)).into_iter().filter(|code| *code != "N104").collect()
}

#[test]
fn editions_meet_without_overlap_or_gap() {
    assert_eq!(editions("2007-2017", "fra 2018", "for måneden"), Vec::<&str>::new());
    assert_eq!(editions("2007-2018", "fra 2018", "for måneden"), ["N502"]);
    assert_eq!(editions("2007-2015", "fra 2018", "for måneden"), ["N502"]);
}

#[test]
fn a_window_does_not_reach_back_over_a_change_of_counting() {
    assert_eq!(editions("2007-2017", "fra 2018", "de seneste 12 måneder"), ["N502"]);
    assert_eq!(editions("2007-2017", "fra 2018", "år til dato"), Vec::<&str>::new());
}

#[test]
fn a_figure_does_not_begin_before_its_source() {
    let text = format!(
        "{}\nnøgletal udgift\n  titel \"Udgift\"\n  definition \"Udgift.\"\n  enhed kr.\n  opgøres årligt\n  gyldig fra 2008\n  tæller fra skole\n    optælling udgift for hele året\n",
        SCHOOL.replace("  tabel skole.maaned\n", "  tabel skole.maaned\n  historik fra 2010\n")
    );
    assert!(codes(&compiled(&text)).contains(&"N501"));
}

#[test]
fn what_an_edition_says_stands_instead_of_what_is_common() {
    let text = format!(
        "{SCHOOL}\nnøgletal udgift\n  titel \"Udgift\"\n  definition \"Udgift.\"\n  enhed kr.\n  opgøres årligt\n  tæller fra skole\n    optælling udgift for hele året\n  udgave 2007-2017\n    definition \"Før.\"\n  udgave fra 2018\n    tæller fra skole\n      optælling udgift år til dato\n"
    );
    let compilation = compiled(&text);
    let editions = &compilation.model.figures[0].editions;
    let whens: Vec<String> = editions.iter().map(|edition| format!("{:?}", edition.parts()[0])).collect();
    assert!(whens[0].contains("ForYear") && whens[1].contains("YearToDate"));
}

#[test]
fn a_grundtal_holds_in_the_years_of_its_gyldig() {
    let text = format!("{SCHOOL}\ngrundtal udgift fra skole\n  gyldig fra 2018\n  optælling udgift for hele året\n");
    let compilation = compiled(&text);
    assert_eq!(compilation.model.base_figures[1].parts[0].years.from, Some(2018));
}

#[test]
fn a_rule_about_a_part_that_is_not_there_is_refused() {
    let linked = |rule: &str| {
        let text = format!(
            "{SCHOOL}\nkoblet nøgletal dobbelt\n  titel \"To\"\n  definition \"To.\"\n  enhed elever\n  opgøres årligt\n  formel 2 * elevtal\n  {rule}\n"
        );
        codes(&compiled(&text))
    };
    assert_eq!(linked("når resultat er over 100, vis ikke"), Vec::<&str>::new());
    assert_eq!(linked("når nævner er 0, vis 0"), ["N101"]);
    assert_eq!(linked("skala 1.000"), ["N001"], "a formel is taken literally");
}

#[test]
fn a_grundtal_says_what_it_counts() {
    assert!(codes(&compiled("grundtal x\n  enhed kr.\n")).contains(&"N003"));
}
