//! What backends cannot hold (N951) is told before they are asked, and nothing that they can.

use noegle::compile::Compilation;
use noegle::sql::limits::problems;
use noegle::sql::{Access, DialectName, Target, statements};

use crate::support::{compiled, problems as problems_of};

const SOURCE: &str = "\
datakilde udgift
  tabel   oekonomi.udgift
  kolonne kommune er kommune
  kolonne maaned  er måned
  kolonne art     er tekst
  måltal  beloeb, enhed kr., bevægelse
";

/// The names and what is too large of them.
fn told(compilation: &Compilation, dialect: DialectName, access: Option<Access>) -> Vec<String> {
    assert!(!compilation.has_errors(), "{:#?}", problems_of(compilation));
    let target = Target { dialect, access, ..Target::duckdb() };
    let found = problems(&compilation.model, &target, &statements(&compilation.model, &target));
    let one = |problem: &noegle::diagnostics::Diagnostic| {
        format!("{} {}", problem.problem.code(), compilation.sources.text(problem.span))
    };
    found.iter().map(one).collect()
}

/// A formula of so many terms.
fn sum_of(terms: usize) -> Compilation {
    let mut text = SOURCE.to_owned();
    for number in 0..terms {
        text.push_str(&format!(
            "\ngrundtal g{number} fra udgift\n  titel \"G\"\n  enhed kr.\n  med art \"{number}\"\n  optælling beloeb for hele året\n"
        ));
    }
    let names: Vec<String> = (0..terms).map(|number| format!("g{number}")).collect();
    text.push_str(&format!(
        "\nkoblet nøgletal i_alt\n  titel \"I alt\"\n  definition \"Prøve.\"\n  enhed kr.\n  opgøres årligt\n  formel {}\n",
        names.join(" + ")
    ));
    compiled(&text)
}

/// A nøgletal that reads one that reads one …
fn chain_of(length: usize) -> Compilation {
    let mut text = format!(
        "{SOURCE}\nnøgletal n0\n  titel \"N\"\n  definition \"Prøve.\"\n  enhed kr.\n  opgøres årligt\n  tæller fra udgift\n    med alle\n    optælling beloeb for hele året\n"
    );
    for number in 1..length {
        text.push_str(&format!(
            "\nkoblet nøgletal n{number}\n  titel \"N\"\n  definition \"Prøve.\"\n  enhed kr.\n  opgøres årligt\n  formel 2 * n{}\n",
            number - 1
        ));
    }
    compiled(&text)
}

#[test]
fn mariadb_takes_sixty_terms_and_not_one_more() {
    assert_eq!(told(&sum_of(60), DialectName::MariaDb, None), Vec::<String>::new());
    let more = sum_of(61);
    assert_eq!(told(&more, DialectName::MariaDb, None), ["N951 i_alt"]);
    for dialect in [DialectName::DuckDb, DialectName::Postgres, DialectName::SqlServer] {
        assert_eq!(told(&more, dialect, None), Vec::<String>::new(), "{}", dialect.name());
    }
}

#[test]
fn a_long_chain_of_figures_is_no_tall_heap_of_views() {
    let long = chain_of(40);
    for dialect in DialectName::ALL {
        assert_eq!(told(&long, dialect, None), Vec::<String>::new(), "{}", dialect.name());
    }
}

#[test]
fn an_adgang_that_cannot_be_kept_is_told_unless_others_keep_it() {
    let text = format!(
        "{SOURCE}\nadgang standard\n  egen kommune ser alle rækker\n  offentligheden ser resultat\n\nnøgletal n\n  titel \"N\"\n  definition \"Prøve.\"\n  enhed kr.\n  opgøres årligt\n  adgang efter standard\n  tæller fra udgift\n    med alle\n    optælling beloeb for hele året\n"
    );
    let compilation = compiled(&text);
    let silent = [DialectName::DuckDb, DialectName::Postgres, DialectName::SqlServer, DialectName::MariaDb];
    for dialect in DialectName::ALL {
        assert_eq!(told(&compilation, dialect, Some(Access::Outside)), Vec::<String>::new(), "{}", dialect.name());
    }
    for dialect in silent.into_iter().chain([DialectName::Snowflake, DialectName::BigQuery]) {
        assert_eq!(told(&compilation, dialect, None), Vec::<String>::new(), "{}", dialect.name());
    }
    for dialect in [DialectName::Databricks, DialectName::ClickHouse, DialectName::Redshift, DialectName::Trino] {
        assert_eq!(told(&compilation, dialect, None), ["N951 standard"], "{}", dialect.name());
    }
    assert_eq!(told(&compilation, DialectName::Databricks, Some(Access::Database)), Vec::<String>::new());
    assert_eq!(told(&compilation, DialectName::ClickHouse, Some(Access::Database)), ["N951 standard"]);
}
