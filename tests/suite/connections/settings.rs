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
fn limits_are_whole_seconds() {
    let (_parent, project) = new_project();
    with_backend(&project, "  postgres:\n    forbindelsesfrist: 0\n");
    let answer = noegle(&project, &["tjek"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("noegle.yaml:8: backends.postgres.forbindelsesfrist"), "{}", answer.err);
}
