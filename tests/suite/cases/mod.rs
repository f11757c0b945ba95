//! Boundary cases: what they say, that it is true, and that they notice when a definition changes.

mod comparisons;
mod detected;
mod forecasts;
mod made;
mod people;
mod rules;
mod run;
mod said;

pub use detected::notices;

use noegle::cases::{Case, Proof, Round, Subject, cases, proof};
use noegle::model::Model;

use super::support::{compiled, problems};

const SOURCES: &str = r#"
kontoplan im_kontoplan
  koder fra "kontoplan/funktioner.csv" niveauer hovedkonto > hovedfunktion > funktion
  koder fra "kontoplan/dranst.csv" niveauer dranst
  koder fra "kontoplan/arter.csv" niveauer hovedart > art

datakilde regnskab
  en række pr. kommune, måned, konto
  kolonne betaler er kommune
  kolonne bopæl er kommune
  kolonne måned er måned
  kolonne funktion er funktion i im_kontoplan skrevet som "000000"
  kolonne dranst er dranst i im_kontoplan
  kolonne art er art i im_kontoplan skrevet som "0.0"
  kolonne alder er tal
  kolonne køn er tekst
  måltal saldo i beløb, enhed kr., bevægelse

datakilde borger
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne måned er måned
  måltal borgere, enhed borgere, beholdning
"#;

fn proven(definitions: &str) -> Proof {
    let compilation = compiled(&format!("{SOURCES}\n{definitions}"));
    assert!(!compilation.has_errors(), "{:#?}", problems(&compilation));
    proof(&compilation.model)
}

/// A nøgletal of the name `x` with these lines in its tæller.
fn figure(lines: &str) -> String {
    format!(
        "nøgletal x\n  titel \"X\"\n  definition \"X\"\n  enhed kr.\n  opgøres årligt\n  tæller fra regnskab\n{lines}\n    optælling saldo for hele året\n"
    )
}

fn subject(proof: &Proof, name: &str) -> Subject {
    let named = |subject: &&Subject| proof.model.figure(subject.figure).name.text == name;
    *proof.subjects.iter().find(named).expect("nøgletallet er der")
}

fn rounds(definitions: &str, name: &str) -> (Model, Vec<Round>) {
    let proof = proven(definitions);
    let rounds = cases(&proof.model, &subject(&proof, name));
    (proof.model, rounds)
}

fn all(rounds: &[Round]) -> Vec<&Case> {
    rounds.iter().flat_map(|round| &round.cases).collect()
}

/// What the cases of a definition say.
fn said(definitions: &str, name: &str) -> Vec<String> {
    all(&rounds(definitions, name).1).into_iter().map(|case| case.shows.clone()).collect()
}
