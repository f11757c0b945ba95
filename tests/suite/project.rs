//! Finding and reading a project.

use std::fs;
use std::path::Path;

use noegle::diagnostics::Language;
use noegle::project::{FormProblem, MAXIMUM_DEFINITION_BYTES, Project, ProjectError, ProjectText, SourcePlace};
use tempfile::TempDir;

fn project_with(project_file: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("noegle.yaml"), project_file).expect("a project file");
    folder
}

fn opened(project_file: &str) -> Result<Project, ProjectError> {
    Project::open(project_with(project_file).path())
}

fn refused(project_file: &str) -> (Option<usize>, FormProblem) {
    match opened(project_file) {
        Err(ProjectError::Form { line, problem }) => (line, problem),
        other => panic!("{other:?}"),
    }
}

fn write(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

#[test]
fn every_key_is_read() {
    let project = opened(
        "projekt: flis\ndefinitioner: regler/\ngenerated: ud\nsprog: en\nbackends:\n  duckdb:\n    database: ud/flis.duckdb\n    \
         kilder: {regnskab: data/regnskab.Parquet, borger: data/borger.csv}\n  sqlserver:\n    skema: tal\n    \
         kilder: {regnskab: \"[Oekonomi].[FactRegnskab]\"}\n",
    )
    .expect("in order");
    let settings = project.settings;
    assert_eq!(
        (settings.name.as_str(), settings.definitions.as_str(), settings.generated.as_str()),
        ("flis", "regler", "ud")
    );
    assert_eq!(settings.language, Some(Language::English));
    let duckdb = &settings.backends["duckdb"];
    assert_eq!((duckdb.database.as_deref(), duckdb.schema.as_str()), (Some("ud/flis.duckdb"), "noegle"));
    assert_eq!(duckdb.sources["regnskab"], SourcePlace::Parquet("data/regnskab.Parquet".into()));
    assert_eq!(duckdb.sources["borger"], SourcePlace::Csv("data/borger.csv".into()));
    let server = &settings.backends["sqlserver"];
    assert_eq!(server.schema, "tal");
    assert_eq!(server.sources["regnskab"], SourcePlace::Table("[Oekonomi].[FactRegnskab]".into()));
}

#[test]
fn silence_gets_the_usual_answers() {
    for text in ["projekt: flis\n", "\u{feff}projekt: flis\r\n"] {
        let settings = opened(text).expect("in order").settings;
        assert_eq!((settings.definitions.as_str(), settings.generated.as_str()), ("definitions", "generated"));
        assert_eq!((settings.language, settings.backends.len()), (None, 0));
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    assert_eq!(
        refused("projekt: flis\nsprok: da\n"),
        (
            Some(2),
            FormProblem::UnknownKey {
                key: "sprok".into(),
                known: ["projekt", "definitioner", "generated", "sprog", "backends", "websted"]
                    .map(String::from)
                    .to_vec(),
            }
        )
    );
    let (line, problem) = refused("backends:\n  duckdb:\n    databse: x\n");
    assert_eq!(line, Some(3));
    assert!(matches!(problem, FormProblem::UnknownKey { key, .. } if key == "databse"));
    let wrong = |path: &str| FormProblem::WrongValue { path: path.into() };
    assert_eq!(
        refused("projekt: flis\nbackends:\n  duckdb:\n    kilder: [a]\n"),
        (Some(4), wrong("backends.duckdb.kilder"))
    );
    assert_eq!(refused("projekt: [1, 2]\n").1, wrong("projekt"));
    assert_eq!(refused("projekt: a\nprojekt: b\n").1, FormProblem::RepeatedKey { key: "projekt".into() });
    assert_eq!(refused("projekt: \"a\n").1, FormProblem::NotYaml);
    assert_eq!(refused("projekt: a\nsprog: de\n"), (Some(2), FormProblem::UnknownLanguage { value: "de".into() }));
    let outside = |value: &str| FormProblem::OutsideProject { value: value.into() };
    assert_eq!(refused("projekt: a\ngenerated: ../x\n"), (Some(2), outside("../x")));
    assert_eq!(refused("definitioner: /x\n"), (Some(1), outside("/x")));
}

#[test]
fn a_source_named_twice_is_refused() {
    let text = "backends:\n  duckdb:\n    kilder:\n      a: x.csv\n      a: y.csv\n";
    assert_eq!(refused(text).1, FormProblem::RepeatedKey { key: "a".into() });
}

#[test]
fn the_nearest_project_upwards_is_found() {
    let folder = project_with("projekt: flis\n");
    let deep = folder.path().join("a").join("b");
    fs::create_dir_all(&deep).expect("folders");
    assert_eq!(Project::find(&deep).expect("found").root, folder.path());
    assert!(matches!(Project::find(Path::new("/")), Err(ProjectError::NotFound { .. })));
}

#[test]
fn definitions_come_sorted_with_their_names() {
    let folder = project_with("projekt: flis\n");
    for name in ["b.noegle", "a/z.noegle", "a/æ.noegle", "a/kode.csv", ".skjult/x.noegle"] {
        write(folder.path(), &format!("definitions/{name}"), "# æøå\r\n");
    }
    let files = Project::open(folder.path()).and_then(|project| project.definitions()).expect("readable");
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["definitions/a/z.noegle", "definitions/a/æ.noegle", "definitions/b.noegle"]);
    assert_eq!(files[0].text, "# æøå\r\n");
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let folder = project_with("projekt: flis\n");
    let project = Project::open(folder.path()).expect("in order");
    assert_eq!(project.definitions(), Err(ProjectError::NoDefinitionsFolder { folder: "definitions".into() }));
    write(folder.path(), "definitions/læsmig.txt", "");
    assert_eq!(project.definitions(), Err(ProjectError::NoDefinitions { folder: "definitions".into() }));

    write(folder.path(), "definitions/a.noegle", b"# ok\n# \xe6\n");
    let file = "definitions/a.noegle".to_owned();
    let text = "# ok\n# \0".to_owned();
    assert_eq!(project.definitions(), Ok(vec![ProjectText { name: file.clone(), text }]));
    write(folder.path(), "definitions/a.csv", b"kode\n\xe6\n");
    let not_text = ProjectError::NotUtf8 { file: "definitions/a.csv".into(), byte: 6, line: 2 };
    assert_eq!(project.resource("a.csv"), Err(not_text));

    let large = fs::File::create(folder.path().join("definitions/a.noegle")).expect("a file");
    large.set_len(MAXIMUM_DEFINITION_BYTES + 1).expect("a file with a hole");
    assert_eq!(project.definitions(), Err(ProjectError::TooLarge { file, megabytes: 257, limit: 256 }));
}

#[test]
fn code_files_come_from_the_project_only() {
    let folder = project_with("projekt: flis\n");
    write(folder.path(), "definitions/koder/a.csv", "kode;navn\n");
    write(folder.path(), "hemmelig.csv", "x");
    let project = Project::open(folder.path()).expect("in order");
    let (name, text) = ("definitions/koder/a.csv".to_owned(), "kode;navn\n".to_owned());
    assert_eq!(project.resource("koder/a.csv"), Ok(ProjectText { name, text }));
    assert_eq!(project.resource_names(), ["koder/a.csv"]);
    for path in ["../hemmelig.csv", "koder/../../hemmelig.csv", "/etc/hostname", ""] {
        assert_eq!(project.resource(path), Err(ProjectError::Outside { file: format!("definitions/{path}") }));
    }
    let reason = std::io::ErrorKind::NotFound;
    assert_eq!(
        project.resource("findes/ikke.csv"),
        Err(ProjectError::Unreadable { file: "definitions/findes/ikke.csv".into(), reason })
    );
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_refused_and_rings_end() {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir().expect("a folder");
    write(outside.path(), "x.csv", "x");
    let folder = project_with("projekt: flis\n");
    write(folder.path(), "definitions/a.noegle", "# a\n");
    symlink(folder.path().join("definitions"), folder.path().join("definitions/ring")).expect("a ring");
    symlink(outside.path().join("x.csv"), folder.path().join("definitions/x.csv")).expect("a link");
    let project = Project::open(folder.path()).expect("in order");
    assert_eq!(project.definitions().map(|files| files.len()), Ok(1));
    assert_eq!(project.resource("x.csv"), Err(ProjectError::Outside { file: "definitions/x.csv".into() }));
    symlink(outside.path(), folder.path().join("definitions/ude")).expect("a link");
    assert_eq!(project.definitions(), Err(ProjectError::Outside { file: "definitions/ude".into() }));
}
