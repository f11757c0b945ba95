//! A library of key figures in any number, for measurements.

use std::fmt::Write;
use std::path::PathBuf;

use noegle::compile::CodeFileText;
use noegle::source::SourceFile;

const FIGURES_PER_FILE: usize = 50;

const SHARED: &str = r#"
kontoplan im_kontoplan
  titel     "Kontoplan"
  koder fra "kontoplan/funktioner.csv"  niveauer hovedkonto > hovedfunktion > funktion
  koder fra "kontoplan/arter.csv"  niveauer hovedart > art
  koder fra "kontoplan/dranst.csv"  niveauer dranst

datakilde regnskab
  titel     "Regnskab"
  tabel     oekonomi.regnskab
  en række pr.  kommune, måned, konto
  kolonne kommune  er kommune
  kolonne maaned   er måned
  kolonne funktion er funktion i im_kontoplan
  kolonne dranst   er dranst i im_kontoplan
  kolonne art      er art i im_kontoplan
  måltal saldo i beloeb, enhed kr., bevægelse

datakilde borger
  titel     "Borgere"
  tabel     borger.borgere
  en række pr.  kommune, måned, alder
  kolonne kommune  er kommune
  kolonne maaned   er måned
  kolonne alder    er tal
  måltal borgere, enhed borgere, beholdning

filter drift i im_kontoplan
  titel     "Skattefinansieret drift"
  for alle  art <> 0
  med       dranst 1 og 2, hovedkonto 0 og 2-6
  uden      hovedfunktion 0.22

grundtal borgere_primo_året fra borger
  titel     "Borgere 1. januar"
  enhed     borgere
  med       alle
  optælling antal borgere primo året
"#;

/// A library of `figures` key figures in files of fifty: most are two filters over a population, every tenth is linked.
pub fn library(figures: usize) -> Vec<SourceFile> {
    let mut files = vec![SourceFile::new("faelles.noegle", SHARED)];
    for (number, first) in (0..figures).step_by(FIGURES_PER_FILE).enumerate() {
        let mut text = String::new();
        for figure in first..figures.min(first + FIGURES_PER_FILE) {
            if figure % 10 == 9 { linked_figure(&mut text, figure) } else { key_figure(&mut text, figure) }
        }
        files.push(SourceFile::new(format!("fil_{number}.noegle"), &text));
    }
    files
}

fn key_figure(text: &mut String, figure: usize) {
    let main_account = [0, 2, 3, 4, 5, 6][figure % 6];
    let age = figure % 90;
    write!(
        text,
        "nøgletal figur_{figure}
  titel      \"Nøgletal {figure}\"
  definition \"Nettodriftsudgifter på hovedkonto {main_account} pr. borger.\"
  enhed      kr. pr. borger
  opgøres    årligt
  retning    neutral
  gyldig     fra 2018
  ansvarlig  \"KL\"
  tæller fra regnskab
    med       [drift], hovedkonto {main_account}
    uden      art 1.0
    optælling saldo for hele året
  nævner fra borger
    med       alder {age}-{}
    optælling antal borgere primo året
  når nævner er 0, vis ikke

",
        age + 9
    )
    .expect("a text takes all");
}

fn linked_figure(text: &mut String, figure: usize) {
    write!(
        text,
        "koblet nøgletal figur_{figure}
  titel      \"Nøgletal {figure}\"
  definition \"Udgiften i forhold til alle borgere.\"
  enhed      kr. pr. borger
  opgøres    årligt
  retning    neutral
  gyldig     fra 2018
  ansvarlig  \"KL\"
  formel     tæller af figur_{} / borgere_primo_året

",
        figure - 1
    )
    .expect("a text takes all");
}

pub fn code_file(path: &str) -> CodeFileText {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("definitions").join(path);
    match std::fs::read_to_string(file) {
        Ok(text) => CodeFileText::Text { name: path.to_string(), text },
        Err(error) => CodeFileText::Unreadable { reason: error.to_string() },
    }
}
