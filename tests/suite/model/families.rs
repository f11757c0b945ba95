//! Families: members, their names in outputs, and references to them.

use super::{SCHOOL, codes, compiled, problems};

fn family(header: &str, line: &str) -> String {
    format!(
        "{SCHOOL}\nkodeliste aldersgruppe\n  \"0-5 år\" = alder 0-5\n  \"6-16 år\" = alder 6-16\n\nnøgletal udgift {header}\n  titel \"Udgift {{navn}}\"\n  definition \"Udgift.\"\n  enhed kr.\n  opgøres årligt\n  tæller fra skole\n    med {line}\n    optælling udgift for hele året\n"
    )
}

fn members(text: &str) -> Vec<String> {
    let compilation = compiled(text);
    let family = compilation.model.figures.first().and_then(|figure| figure.family.clone());
    let members = family.map_or_else(Vec::new, |family| family.members);
    assert!(!members.is_empty(), "{:?}", problems(&compilation));
    members.into_iter().map(|member| format!("{} = {}", member.sql, member.title)).collect()
}

#[test]
fn a_member_per_code_and_the_total() {
    assert_eq!(
        members(&family("for hver klassetype, og i alt", "denne klassetype")),
        ["udgift__10 = Udgift Almindelig klasse", "udgift__20 = Udgift Specialklasse", "udgift__i_alt = Udgift i alt"]
    );
}

#[test]
fn a_member_per_group_and_per_number() {
    assert_eq!(
        members(&family("for hver aldersgruppe i aldersgruppe", "denne aldersgruppe")),
        ["udgift__0_5_aar = Udgift 0-5 år", "udgift__6_16_aar = Udgift 6-16 år"]
    );
    assert_eq!(members(&family("for hver alder 6-8", "denne alder")).len(), 3);
}

#[test]
fn two_loops_join_their_codes() {
    let text = family("for hver klassetype og hver alder 6-7", "denne klassetype, denne alder");
    assert_eq!(members(&text)[1], "udgift__10__7 = Udgift Almindelig klasse, 7");
}

#[test]
fn a_member_is_named_and_must_exist() {
    let linked = |formula: &str| {
        let text = family("for hver klassetype", "denne klassetype")
            + &format!(
                "\nkoblet nøgletal forhold_x\n  titel \"X\"\n  definition \"X.\"\n  enhed forhold\n  opgøres årligt\n  formel {formula}\n"
            );
        codes(&compiled(&text)).into_iter().filter(|code| *code != "N104").collect::<Vec<_>>()
    };
    assert_eq!(linked("tæller af udgift[10] / tæller af udgift[20]"), Vec::<&str>::new());
    assert_eq!(linked("tæller af udgift[10] / tæller af udgift[30]"), ["N101"]);
    assert_eq!(linked("tæller af udgift / tæller af udgift[20]"), ["N101"]);
}
