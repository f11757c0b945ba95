//! What the project file and the environment say of a backend.

use std::fs;
use std::path::Path;

use crate::command_line::{new_project, noegle, noegle_with};

fn with_backend(project: &Path, text: &str) {
    let file = project.join("noegle.yaml");
    let before = fs::read_to_string(&file).expect("a project file");
    let backends = before.find("backends:").expect("backends") + "backends:\n".len();
    fs::write(&file, format!("{}{text}{}", &before[..backends], &before[backends..])).expect("written");
}

#[test]
fn a_password_in_the_project_file_is_refused_by_its_line() {
    for line in ["password: hemmelig", "kilder: {a: \"postgresql://ole:hemmelig@server/tal\"}", "# kodeord: hemmelig"] {
        let (_parent, project) = new_project();
        with_backend(&project, &format!("  postgres:\n    {line}\n"));
        for language in ["da", "en"] {
            let answer = noegle(&project, &["tjek", "--sprog", language]);
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{line}");
            assert!(answer.err.contains("noegle.yaml:8: ") && answer.err.contains("NOEGLE_"), "{}", answer.err);
            assert!(!answer.err.contains("hemmelig"), "{}", answer.err);
        }
    }
}

#[test]
fn a_type_that_nobody_knows_is_refused_with_those_known() {
    let (_parent, project) = new_project();
    with_backend(&project, "  drift:\n    type: oracel\n");
    let answer = noegle(&project, &["kør", "--backend", "drift"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("oracel") && answer.err.contains("sqlserver"), "{}", answer.err);
    let answer = noegle(&project, &["kør", "--backend", "dirft"]);
    assert!(answer.err.contains("Nærmest: drift."), "{}", answer.err);
    let answer = noegle_with(&project, &["kør"], &[("NOEGLE_DUCKDB_URL", "x")]);
    assert_eq!(answer.code, 0, "DuckDB has no address: {}", answer.err);
}

#[test]
fn a_backend_whose_figures_are_not_proven_is_refused_with_those_that_are() {
    for unproven in ["bigquery", "snowflake", "trino", "oracle"] {
        let (_parent, project) = new_project();
        with_backend(&project, &format!("  drift:\n    type: {unproven}\n"));
        for command in [["byg", "--backend"], ["kør", "--backend"], ["prøv", "--backend"]] {
            let answer = noegle(&project, &[command[0], command[1], "drift", "--sprog", "da"]);
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{unproven} {}", command[0]);
            assert!(answer.err.contains("ikke efterprøvet") && answer.err.contains("postgres"), "{}", answer.err);
            assert!(!project.join("generated/drift").exists());
        }
    }
}

#[test]
fn an_address_is_in_no_answer() {
    let (parent, project) = new_project();
    with_backend(&project, "  postgres:\n    forbindelsesfrist: 1\n");
    for address in ["postgresql://ole:hemmelig@127.0.0.1:1/tal", "postgresql://ole:hemmelig%zz@server/tal", "hemmelig"]
    {
        for language in ["da", "en"] {
            let arguments = ["kør", "--backend", "postgres", "--sprog", language];
            let answer = noegle_with(&project, &arguments, &[("NOEGLE_POSTGRES_URL", address)]);
            assert!([2, 7].contains(&answer.code), "{address}: {}", answer.code);
            assert!(
                !answer.err.is_empty() && !format!("{}{}", answer.out, answer.err).contains("hemmelig"),
                "{}",
                answer.err
            );
        }
    }
    let inside = project.join("adresser").to_string_lossy().into_owned();
    fs::write(&inside, "postgres = hemmelig\n").expect("written");
    let outside = parent.path().join("adresser").to_string_lossy().into_owned();
    fs::write(&outside, "postgres = hemmelig\n").expect("written");
    for (file, told) in [(inside, "ligger i projektet"), (outside, "chmod 600")] {
        let answer = noegle_with(&project, &["kør", "--backend", "postgres"], &[("NOEGLE_FORBINDELSER", &file)]);
        assert_eq!(answer.code, 2);
        assert!(answer.err.contains(told) && !answer.err.contains("hemmelig"), "{}", answer.err);
    }
}

#[test]
fn only_duckdb_reads_files() {
    let (_parent, project) = new_project();
    with_backend(&project, "  postgres:\n    kilder: {regnskab: definitions/data/regnskab.csv}\n");
    let answer = noegle(&project, &["kør", "--backend", "postgres"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("regnskab.csv") && answer.err.contains("PostgreSQL"), "{}", answer.err);
}

#[test]
fn limits_are_whole_seconds() {
    let (_parent, project) = new_project();
    with_backend(&project, "  postgres:\n    forbindelsesfrist: 0\n");
    let answer = noegle(&project, &["tjek"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("noegle.yaml:8: backends.postgres.forbindelsesfrist"), "{}", answer.err);
}
