//! `validér`: what breaks the rules, for people and machines, and what the shell is answered.

use std::fs;

use super::{append, new_project, noegle};

const RULE: &str = "
valideringsregel loft
  titel  \"Ældreudgiften er under loftet\"
  alvor  advarsel, dog stopper indlæsning i 2024
  data = ældreudgift_pr_borger
  krav   højst 7.600
  besked \"{kommune} har {værdi}, loftet er {sammenlignet_med}.\"
";

#[test]
fn violations_are_shown_counted_and_answer_6_when_one_stops_loading() {
    let (_parent, project) = new_project();
    append(&project.join("definitions/noegletal.noegle"), RULE);
    let answer = noegle(&project, &["validér"]);
    assert_eq!((answer.code, answer.err.as_str()), (6, "Brud: 2 – 1 stopper indlæsning, 1 advarsel.\n"));
    let lines: Vec<&str> = answer.out.lines().collect();
    assert!(lines[0].starts_with("regel") && lines[0].ends_with("besked"), "{}", answer.out);
    assert!(lines[2].contains("657 Herning") && lines[2].contains("7.702,1978"), "{}", answer.out);
    assert!(lines[2].ends_with("Herning har 7.702,1978, loftet er 7.600."), "{}", answer.out);
    let year = noegle(&project, &["validate", "--rule", "loft", "--periode", "2023"]);
    assert_eq!((year.code, year.err.as_str()), (0, "Brud: 1 – 1 advarsel.\n"));
    let other = noegle(&project, &["valider", "--kommune", "Horsens"]);
    assert_eq!((other.code, other.out.as_str(), other.err.as_str()), (0, "", "Ingen brud.\n"));
    let unknown = noegle(&project, &["validér", "--regel", "lofd"]);
    assert!(unknown.code == 2 && unknown.err.contains("loft"), "{}", unknown.err);
}

/// A rule has cases of its own, and so has the one that a source comes with.
#[test]
fn the_cases_of_one_rule_are_proven_by_its_name() {
    let (_parent, project) = new_project();
    append(&project.join("definitions/noegletal.noegle"), RULE);
    let one = noegle(&project, &["prøv", "--nøgletal", "loft"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    assert!(one.out.starts_with("✓ loft: ") && one.out.lines().count() == 2, "{}", one.out);
    let source = noegle(&project, &["prøv", "--nøgletal", "borger"]);
    assert!(source.out.starts_with("✓ borger er entydig: ") && source.code == 0, "{}", source.out);
}

#[test]
fn machines_get_violations_as_they_are() {
    let (_parent, project) = new_project();
    append(&project.join("definitions/noegletal.noegle"), RULE);
    let csv = noegle(&project, &["validér", "--format", "csv", "--ud", "brud.csv"]);
    assert_eq!((csv.code, csv.out.as_str()), (6, ""));
    let text = fs::read_to_string(project.join("brud.csv")).expect("written");
    assert_eq!(text.lines().next(), Some("regel,alvor,kommune,periode,noegle,vaerdi,sammenlignet_med,besked"));
    assert!(text.contains("loft,advarsel,657,2023,,7606.43016,7600.00000,"), "{text}");
    let json = noegle(&project, &["validér", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&json.out).expect("JSON alone");
    assert_eq!((rows.as_array().map(Vec::len), rows[0]["alvor"].as_str()), (Some(2), Some("stopper indlæsning")));
    let run = noegle(&project, &["kør", "--format", "csv"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "brud på regler er ikke fund ved læsning");
    assert!(!run.out.contains("loft"), "{}", run.out);
}

#[test]
fn an_example_of_a_rule_lists_its_violations() {
    let (_parent, project) = new_project();
    let rule = "
valideringsregel højst_hundrede
  data fra regnskab
    med funktion 5.30.26
    optælling udgift for hele året
  krav højst 100

eksempel \"For meget\" for højst_hundrede
  givet regnskab
    | kommune | år   | funktion | udgift |
    | 615     | 2024 | 5.30.26  | 101   |
    | 657     | 2024 | 5.30.26  | 100   |
  forvent
    | kommune | år   | værdi | sammenlignet_med | alvor | besked                                  |
    | 615     | 2024 | 101   | 100              | fejl  | højst_hundrede: 101 er over 100         |

eksempel \"Lige nok\" for højst_hundrede
  givet regnskab
    | kommune | år   | funktion | udgift |
    | 615     | 2024 | 5.30.26  | 100   |
  forvent ingen brud
";
    append(&project.join("definitions/noegletal.noegle"), rule);
    let answer = noegle(&project, &["prøv"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{}", answer.out);
    assert!(answer.out.contains("✓ højst_hundrede: For meget"), "{}", answer.out);
    let file = project.join("definitions/noegletal.noegle");
    let text = fs::read_to_string(&file)
        .expect("a file")
        .replace("| 615     | 2024 | 5.30.26  | 100   |", "| 615     | 2024 | 5.30.26  | 1000  |");
    fs::write(&file, text).expect("written");
    let answer = noegle(&project, &["prøv"]);
    assert_eq!(answer.code, 3, "{}", answer.out);
}
