//! The commands on the example project, copied so that nobody shares its database.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::noegle;

fn copied() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("noegle.yaml"), folder.path().join("noegle.yaml")).expect("copied");
    copy(&root.join("definitions"), &folder.path().join("definitions"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("readable") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).expect("copied");
        }
    }
}

#[test]
fn it_is_in_order_and_its_examples_hold_in_interpreter_and_database() {
    let project = copied();
    let checked = noegle(project.path(), &["tjek"]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    let proved = noegle(project.path(), &["prøv"]);
    assert_eq!((proved.code, proved.err.as_str()), (0, ""), "{}", proved.out);
    assert!(!proved.out.contains('✗') && proved.out.contains("Alle holder."), "{}", proved.out);
}

#[test]
fn a_member_of_a_family_is_run_explained_and_traced() {
    let project = copied();
    let run = noegle(project.path(), &["kør", "--nøgletal", "driftsudgift_pr_indbygger[7]", "--periode", "2010"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("driftsudgift_pr_indbygger__7") && run.out.contains("9.915,51669  ok"), "{}", run.out);

    let trace =
        noegle(project.path(), &["spor", "driftsudgift_pr_indbygger__7", "--kommune", "Horsens", "--periode", "2010"]);
    assert_eq!((trace.code, trace.err.as_str()), (0, ""));
    for told in [
        "driftsudgift_pr_indbygger__7 – Undervisningsområdet: driftsudgifter pr. indbygger\n",
        "3.22.01 Folkeskoler",
        "549.466.511\n",
        "  indbyggere_primo_året (2010): 81.997\n",
        "2010     81.997\n",
    ] {
        assert!(trace.out.contains(told), "{told}\n{}", trace.out);
    }
    let family =
        noegle(project.path(), &["spor", "driftsudgift_pr_indbygger", "--kommune", "615", "--periode", "2010"]);
    assert_eq!(family.code, 2);
    assert!(family.err.contains("er en familie. Vælg et medlem: driftsudgift_pr_indbygger__1"), "{}", family.err);
}

#[test]
fn a_linked_figure_is_traced_to_the_figures_it_reads() {
    let project = copied();
    let trace = noegle(
        project.path(),
        &["spor", "folkeskolens_andel_af_undervisning", "--kommune", "615", "--periode", "2010"],
    );
    assert_eq!((trace.code, trace.err.as_str()), (0, ""));
    assert!(trace.out.contains("resultat = 100 * folkeskoleudgift / undervisningsudgift\n"), "{}", trace.out);
    assert!(trace.out.contains("  folkeskoleudgift (2010): 549.466.511\n"), "{}", trace.out);
}
