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
