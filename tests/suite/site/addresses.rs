//! Addresses that people may keep: by SQL name, by id, by former names, by the first year of an udgave.

use noegle::site::Settings;

use super::{Files, page, settings, site_of};
use crate::support::compiled;

const SHARED: &str = r#"
datakilde regnskab
  titel "Regnskab"
  tabel regnskab
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne aar er år
  måltal beløb, enhed kr., bevægelse
"#;

fn of(figure: &str, settings: Settings) -> Files {
    site_of(&compiled(&format!("{SHARED}{figure}")), settings).expect("skabelonerne er vore egne")
}

fn with_editions(last: &str) -> Files {
    let figure = format!(
        r#"
nøgletal ældreudgift
  titel "Ældreudgift"
  id 005-0010
  definition "Udgift."
  enhed kr.
  opgøres årligt
  retning neutral
  udgave 2007-2017
    tæller fra regnskab
      optælling beløb for hele året
  udgave {last}
    tæller fra regnskab
      optælling beløb for hele året
    fortegn vendes
"#
    );
    let figure = figure.replace("    fortegn vendes\n", "");
    of(&figure, settings())
}

#[test]
fn an_udgave_keeps_its_address_when_its_end_becomes_known() {
    let (open, ended) = (with_editions("fra 2018"), with_editions("2018-2024"));
    for files in [&open, &ended] {
        assert!(files.contains_key("noegletal/aeldreudgift/udgave/2007/index.html"));
        assert!(files.contains_key("noegletal/aeldreudgift/udgave/2018/index.html"));
    }
    assert_eq!(open.keys().collect::<Vec<_>>(), ended.keys().collect::<Vec<_>>());
}

#[test]
fn the_page_is_found_by_id_and_by_former_names() {
    let former = [("ældre_udgift".to_owned(), "ældreudgift".to_owned())].into();
    let figure = r#"
nøgletal ældreudgift
  titel "Ældreudgift"
  id 005-0010
  definition "Udgift."
  enhed kr.
  opgøres årligt
  retning neutral
  gyldig fra 2018
  tæller fra regnskab
    optælling beløb for hele året
"#;
    let files = of(figure, Settings { former_names: former, ..settings() });
    let leads = |path: &str, address: &str| {
        assert!(
            page(&files, path).contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={address}\">")),
            "{path}"
        );
    };
    leads("noegletal/id/005-0010/index.html", "../../aeldreudgift/index.html");
    leads("noegletal/aeldre_udgift/index.html", "../aeldreudgift/index.html");
    assert!(files.contains_key("noegletal/aeldreudgift/sql/duckdb/index.html"));
}

#[test]
fn members_of_a_family_lead_to_their_place_on_its_page() {
    let figure = r#"
kodeliste slags
  10 "Første"
  20 "Anden"

datakilde sag
  titel "Sager"
  tabel sag
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne aar er år
  kolonne slags er slags
  måltal sager, enhed sager, bevægelse

nøgletal sager for hver slags i slags
  titel "{navn}: sager"
  definition "Sager."
  enhed sager
  opgøres årligt
  retning neutral
  gyldig fra 2018
  tæller fra sag
    med denne slags
    optælling sager for hele året
"#;
    let files = of(figure, settings());
    let member = page(&files, "noegletal/sager__10/index.html");
    assert!(member.contains("url=../sager/index.html#medlem-10"), "{member}");
    assert!(page(&files, "noegletal/sager/index.html").contains("id=\"medlem-10\""));
    assert!(page(&files, "noegletal/sager/index.html").contains("Hver slags: sager</h1>"));
}
