//! The program itself, run on projects on disk.

mod deployment;
mod example_project;
mod examples;
mod results;
mod validate;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs noegle in a folder, with an environment that speaks no language.
pub fn noegle(folder: &Path, arguments: &[&str]) -> Answer {
    noegle_with(folder, arguments, &[])
}

pub fn noegle_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_noegle"));
    command.current_dir(folder).args(arguments).env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
    let Output { status, stdout, stderr } = command.envs(variables.iter().copied()).output().expect("noegle runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer { code: status.code().expect("an exit code"), out: text(stdout), err: text(stderr) }
}

/// A project made by `noegle ny`, and the folder it lies in.
pub fn new_project() -> (TempDir, std::path::PathBuf) {
    let parent = tempfile::tempdir().expect("a folder");
    let answer = noegle(parent.path(), &["ny", "Mit projekt"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let project = parent.path().join("Mit projekt");
    (parent, project)
}

fn append(path: &Path, text: &str) {
    let before = fs::read_to_string(path).expect("a file");
    fs::write(path, before + text).expect("written");
}

#[test]
fn a_new_project_is_in_order() {
    let (_parent, project) = new_project();
    let yaml = fs::read_to_string(project.join("noegle.yaml")).expect("a project file");
    assert!(yaml.contains("projekt: mit-projekt\n") && yaml.contains("generated/mit-projekt.duckdb"), "{yaml}");
    let answer = noegle(&project.join("definitions"), &["tjek"]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "Alt er i orden.\n", ""));
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let (parent, project) = new_project();
    let answer = noegle(parent.path(), &["new", "Mit projekt"]);
    assert_eq!(answer.code, 2);
    assert_eq!(answer.err, "fejl: Mit projekt findes allerede. Vælg en anden mappe.\n");
    assert!(project.join("noegle.yaml").is_file());
}

#[test]
fn problems_are_told_with_their_place_and_answer_1() {
    let (_parent, project) = new_project();
    append(&project.join("definitions/noegletal.noegle"), "\nnøgletal x\n  titl \"X\"\n");
    let answer = noegle(&project, &["tjek"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.out.contains("fejl[N001]") && answer.out.contains("definitions/noegletal.noegle:"),
        "{}",
        answer.out
    );
    let english = noegle(&project, &["check", "--language", "en"]);
    assert!(english.out.contains("error[N001]"), "{}", english.out);
    let json = noegle(&project, &["tjek", "--format", "json"]);
    let problems: serde_json::Value = serde_json::from_str(&json.out).expect("JSON alone");
    assert_eq!(
        (json.code, problems[0]["code"].as_str(), problems[0]["level"].as_str()),
        (1, Some("N001"), Some("error"))
    );
}

#[test]
fn the_project_file_answers_2_with_its_line() {
    let (_parent, project) = new_project();
    append(&project.join("noegle.yaml"), "sprok: da\n");
    let answer = noegle(&project, &["tjek"]);
    assert_eq!(answer.code, 2);
    assert_eq!(
        answer.err,
        "fejl: noegle.yaml:12: sprok betyder ikke noget her. Her kan stå projekt, definitioner, generated, sprog, backends og websted.\n"
    );
}

#[test]
fn outside_a_project_the_way_in_is_told() {
    let nowhere = tempfile::tempdir().expect("a folder");
    let answer = noegle(nowhere.path(), &["tjek", "--projekt", "."]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("noegle ny") && answer.err.contains("--projekt"), "{}", answer.err);
}

#[test]
fn the_project_can_be_named() {
    let (parent, _project) = new_project();
    for arguments in [["tjek", "--projekt", "Mit projekt"], ["--project", "Mit projekt", "check"]] {
        assert_eq!(noegle(parent.path(), &arguments).code, 0);
    }
}

#[test]
fn a_file_that_is_not_utf8_is_told_among_the_other_problems() {
    let (_parent, project) = new_project();
    fs::write(project.join("definitions/latin.noegle"), b"# ok\n# \xe6\n").expect("written");
    append(&project.join("definitions/noegletal.noegle"), "\nnøgletal x\n  titl \"X\"\n");
    let answer = noegle(&project, &["tjek"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
    assert!(answer.out.contains("fejl[N009]") && answer.out.contains("definitions/latin.noegle:2:3"), "{}", answer.out);
    assert!(answer.out.contains("fejl[N001]"), "{}", answer.out);
}

#[test]
fn wrong_use_answers_2_in_the_language_asked_for() {
    let nowhere = tempfile::tempdir().expect("a folder");
    for (arguments, danish) in [
        (vec!["tjk"], "fejl: Der er ingen kommando, der hedder tjk. Nærmest: tjek.\n"),
        (vec!["tjek", "--formt", "json"], "fejl: Der er intet valg, der hedder --formt. Nærmest: --format.\n"),
        (vec!["ny"], "fejl: <MAPPE> mangler. Se noegle --hjælp.\n"),
        (vec!["ny", "a", "b"], "fejl: b er ét ord for meget. Se noegle --hjælp.\n"),
        (
            vec!["tjek", "--format", "xml"],
            "fejl: --format <FORMAT> kan ikke være xml. Vælg mellem tekst, json, sarif og github. Se noegle --hjælp.\n",
        ),
        (vec!["tjek", "--format"], "fejl: --format <FORMAT> mangler en værdi. Se noegle --hjælp.\n"),
    ] {
        let answer = noegle(nowhere.path(), &arguments);
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (2, "", danish));
    }
    let english = noegle_with(nowhere.path(), &["tjk", "--projekt", "."], &[("LANG", "en_GB.UTF-8")]);
    assert_eq!(english.err, "error: There is no command tjk. Nearest: tjek.\n");
}

#[test]
fn help_is_danish_or_english_throughout() {
    let nowhere = tempfile::tempdir().expect("a folder");
    let danish = noegle(nowhere.path(), &["--hjælp"]);
    assert_eq!((danish.code, danish.err.as_str()), (0, ""));
    for english_word in ["Usage", "Options", "Commands", "OPTIONS", "Print help", "possible values", "default:"] {
        assert!(!danish.out.contains(english_word), "{}", danish.out);
    }
    let of_command = noegle(nowhere.path(), &["tjek", "--hjælp"]);
    assert!(of_command.out.starts_with("Siger alt"), "{}", of_command.out);
    let english = noegle(nowhere.path(), &["--help", "--sprog", "en"]);
    for danish_word in ["Brug", "Valg", "Kommandoer", "Viser"] {
        assert!(!english.out.contains(danish_word), "{}", english.out);
    }
    let nothing = noegle(nowhere.path(), &[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
    assert!(nothing.err.contains("Kommandoer"), "{}", nothing.err);
}

#[test]
fn shells_learn_the_commands() {
    let nowhere = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let answer = noegle(nowhere.path(), &["fuldfør", shell]);
        assert_eq!(answer.code, 0);
        assert!(answer.out.contains("tjek") && answer.out.contains("projekt"), "{shell}");
    }
}

#[test]
fn an_unknown_diagnostic_is_told() {
    let nowhere = tempfile::tempdir().expect("a folder");
    let answer = noegle(nowhere.path(), &["forklar", "N9999"]);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert!(answer.err.starts_with("fejl: Ingen besked har koden N9999."), "{}", answer.err);
}

fn replace(path: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(path).expect("a file");
    assert!(before.contains(from), "{from}");
    fs::write(path, before.replace(from, to)).expect("written");
}

#[test]
fn examples_that_hold_answer_0() {
    let (_parent, project) = new_project();
    let answer = noegle(&project, &["prøv"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(
        answer.out,
        "✓ ældreudgift_pr_borger: Hjælpemidler tælles ikke med (definitions/noegletal.noegle:24)\n\
         ✓ ældreudgift_pr_borger: 33 grænsetilfælde\n\
         ✓ borgere_primo_året: 11 grænsetilfælde\n\
         ✓ borger er entydig: 3 grænsetilfælde\n\
         Eksempler: 1, grænsetilfælde: 47. Alle holder.\n"
    );
    let one = noegle(&project, &["prøv", "--nøgletal", "borgere_primo_året"]);
    assert_eq!(one.out, "✓ borgere_primo_året: 11 grænsetilfælde\nEksempler: 0, grænsetilfælde: 11. Alle holder.\n");
    let unknown = noegle(&project, &["prøv", "--nøgletal", "borgere_primo_åre"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("borgere_primo_året"), "{}", unknown.err);
}

#[test]
fn an_example_that_does_not_hold_answers_3_and_says_what_came() {
    let (_parent, project) = new_project();
    replace(&project.join("definitions/noegletal.noegle"), "40,00    |", "41,00    |");
    let answer = noegle(&project, &["proev", "--junit", "ud/prøver.xml"]);
    assert_eq!(answer.code, 3);
    assert!(answer.out.contains("    Række 1, resultat: ventede 41,00, fik 40\n"), "{}", answer.out);
    let report = fs::read_to_string(project.join("ud/prøver.xml")).expect("a report");
    assert!(report.contains("tests=\"1\" failures=\"1\"") && report.contains("ventede 41,00"), "{report}");
}

#[test]
fn errors_in_definitions_come_before_examples() {
    let (_parent, project) = new_project();
    replace(&project.join("definitions/noegletal.noegle"), "enhed     kr. pr. borger", "enhed     kr. pr. elev");
    let answer = noegle(&project, &["prøv"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("skal rettes først") && answer.err.contains("N401"), "{}", answer.err);
}

#[test]
fn a_definition_is_explained_by_its_lines_and_accounts() {
    let (_parent, project) = new_project();
    let answer = noegle(&project, &["forklar", "ÆLDREUDGIFT_pr_borger"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    for told in [
        "ældreudgift_pr_borger – Udgift til ældre pr. borger\n",
        "resultat = tæller / nævner\n",
        "  tæller = udgift for hele året (regnskab)\n    med hovedfunktion 5.30\n    uden funktion 5.30.31\n",
        "      funktion 5.30.26 Personlig og praktisk hjælp, 5.30.27 Pleje og omsorg\n",
        "Hvor:\n  borgere_primo_året = antal borgere primo året (borger)\n",
    ] {
        assert!(answer.out.contains(told), "{told}\n{}", answer.out);
    }
    let filter = noegle(&project, &["explain", "kontoplan"]);
    assert!(filter.out.starts_with("definitions/datakilder.noegle:7\nkontoplan kontoplan\n"), "{}", filter.out);
    let unknown = noegle(&project, &["forklar", "ældreudgift_pr_borgr"]);
    assert_eq!(unknown.code, 2);
    assert_eq!(unknown.err, "fejl: Ingen definition hedder ældreudgift_pr_borgr. Nærmest: ældreudgift_pr_borger.\n");
}

#[test]
fn an_account_tells_who_uses_it() {
    let (_parent, project) = new_project();
    let one = noegle(&project, &["forklar", "--konto", "funktion 05.30.26"]);
    assert_eq!(
        one.out,
        "funktion 5.30.26 Personlig og praktisk hjælp\n  ældreudgift_pr_borger: tæller (regnskab; fra 2023)\n"
    );
    let above = noegle(&project, &["forklar", "--konto", "5.30"]);
    assert!(above.out.contains("tæller, kun noget af den (regnskab"), "{}", above.out);
    let outside = noegle(&project, &["forklar", "--konto", "5.30.31"]);
    assert!(outside.out.contains("Indgår ikke i noget nøgletal."), "{}", outside.out);
    for (wrong, told) in [
        ("5.30.99", "Kontoen 5.30.99 findes ikke i nogen kontoplan eller kodeliste. Nærmest: 5.30."),
        ("funktio 5.30", "Nærmest: funktion."),
        ("", "--konto"),
    ] {
        let answer = noegle(&project, &["forklar", "--konto", wrong]);
        assert_eq!(answer.code, 2);
        assert!(answer.err.contains(told), "{wrong}: {}", answer.err);
    }
}
