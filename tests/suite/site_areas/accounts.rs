//! An account's page says which nøgletal count it, and a chart's year says what it changed for them.

use std::collections::BTreeSet;

use noegle::describe::account_uses::AccountUses;
use noegle::describe::reference_name;
use noegle::describe::uses::uses;
use noegle::model::{Model, TreeId};

use super::{CHART, definitions, pages, site, words};

const FIGURES: &str = r#"
nøgletal boliger
  titel "Ældreboliger"
  definition "Boliger."
  enhed kr.
  opgøres årligt
  gyldig 2015-2020
  tæller fra regnskab
    med dranst 1, funktion 5.32.30, kun til 2017
    med dranst 1, funktion 5.28.20
    optælling beloeb for hele året
nøgletal boliger_fulgt
  titel "Ældreboliger, fulgt over skiftet"
  definition "Boliger."
  enhed kr.
  opgøres årligt
  gyldig 2015-2020
  tæller fra regnskab
    med funktion 5.32.30, kun til 2017
    med funktion 0.25.19, kun fra 2018
    optælling beloeb for hele året
nøgletal alt
  titel "Alle udgifter"
  definition "Alt."
  enhed kr.
  opgøres årligt
  gyldig 2015-2020
  tæller fra regnskab
    med dranst 1
    optælling beloeb for hele året
"#;

#[test]
fn an_account_is_counted_wholly_in_part_or_with_all_others() {
    let compilation = definitions(&format!("{CHART}{FIGURES}"));
    let pages = pages(&site(&compilation));
    let account = words(&pages["kontoplan/im_kontoplan/funktion/5.32.30/index.html"]);
    assert!(
        account.contains("Ældreboliger tæller ◐ en del af kontoen : afhænger også af dranst 2015-2017"),
        "{account}"
    );
    assert!(account.contains("Ældreboliger, fulgt over skiftet tæller ● hele kontoen 2015-2017"), "{account}");
    assert!(account.contains("1 nøgletal spørger ikke om funktion"), "{account}");
    assert!(account.contains("Findes 2007-2017") && account.contains("Afløst af"), "{account}");
    // What stands above counts it too, but only some of its accounts.
    let above = words(&pages["kontoplan/im_kontoplan/funktion/5.32/index.html"]);
    assert!(above.contains("Ældreboliger, fulgt over skiftet tæller ◐ en del af kontoen"), "{above}");
    let other = words(&pages["kontoplan/im_kontoplan/funktion/3.22.01/index.html"]);
    assert!(other.contains("Ingen nøgletal spørger om kontoen."), "{other}");
}

#[test]
fn a_new_chart_tells_whom_it_touches_and_who_forgot_the_successor() {
    let compilation = definitions(&format!("{CHART}{FIGURES}"));
    let pages = pages(&site(&compilation));
    let change = words(&pages["kontoplan/im_kontoplan/aendringer/2018/index.html"]);
    assert!(change.contains("Det rammer 2 nøgletal."), "{change}");
    let forgotten = "Ældreboliger Afløseren tælles ikke: 0.25.19 Ældreboliger 5.32.30 Ældreboliger";
    assert!(change.contains(forgotten), "{change}");
    let followed = "Ældreboliger, fulgt over skiftet 5.32.30 Ældreboliger 0.25.19 Ældreboliger";
    assert!(change.contains(followed), "{change}");
    assert!(words(&pages["kontoplan/im_kontoplan/funktion/0.25.19/index.html"]).contains("Afløser: 5.32.30"));
}

#[test]
fn what_a_chart_is_not_sure_of_is_marked_wherever_it_stands() {
    let compilation = definitions(CHART);
    let pages = pages(&site(&compilation));
    let marked = "sikkerhed: usikker";
    for page in ["funktion/5.38.39/index.html", "index.html", "aendringer/2018/index.html"] {
        assert!(words(&pages[&format!("kontoplan/im_kontoplan/{page}")]).contains(marked), "{page}");
    }
    assert!(!words(&pages["kontoplan/im_kontoplan/funktion/3.22.01/index.html"]).contains("sikkerhed: usikker"));
}

#[test]
fn all_accounts_at_once_are_used_as_each_alone() {
    let compilation = definitions(&format!("{CHART}{FIGURES}"));
    let model = &compilation.model;
    let all = AccountUses::new(model);
    for tree in model.charts.iter().flat_map(|chart| &chart.trees) {
        let codes: BTreeSet<&str> = model.tree(*tree).versions.iter().map(|version| version.code.as_str()).collect();
        for code in codes.into_iter().step_by(5).filter(|_| model.tree(*tree).under.is_empty()) {
            assert_eq!(together(model, &all, *tree, code), alone(model, *tree, code), "{code}");
        }
    }
}

type Told = BTreeSet<(String, Option<String>, bool, String)>;

fn alone(model: &Model, tree: TreeId, code: &str) -> Told {
    let uses = uses(model, &[(tree, code.to_owned())]);
    let years =
        |years: &[noegle::model::years::Years]| years.iter().map(|one| one.danish()).collect::<Vec<_>>().join(", ");
    uses.into_iter().map(|of| (of.figure, of.through, of.in_part, years(&of.years))).collect()
}

/// Those that ask for the tree; of those that do not, what each alone says.
fn together(model: &Model, all: &AccountUses, tree: TreeId, code: &str) -> Told {
    let versions = &model.tree(tree).versions;
    let own: Vec<usize> = (0..versions.len()).filter(|index| versions[*index].code == code).collect();
    let mut told: Told = alone(model, tree, code);
    told.retain(|(figure, ..)| {
        all.uses.iter().any(|of| reference_name(model, of.figure) == *figure && all.is_free(of, tree))
    });
    for of in &all.uses {
        let taken = all.taken(of, tree, &own);
        if !taken.is_empty() {
            let years = noegle::model::years::joined(taken.iter().map(|taking| taking.years));
            let years = years.iter().map(|one| one.danish()).collect::<Vec<_>>().join(", ");
            let in_part = taken.iter().any(|taking| !taking.whole);
            told.insert((reference_name(model, of.figure), of.through.clone(), in_part, years));
        }
    }
    told
}
