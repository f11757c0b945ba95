//! A whole build as one file for the vendor's own client.
//!
//! In: the statements of a build. Out: text. Guaranteed now: it is one transaction where the engine has them, and leaves the
//! register that a later build of noegle's own reads.

use super::Build;
use crate::engine::EngineName;
use crate::sql::{Makes, Statement, Target};

/// The script of a build.
pub fn script(statements: &[Statement], target: &Target) -> String {
    let engine = EngineName::of(target.dialect);
    let build = Build::new(statements, target);
    let end = target.dialect.dialect().end_of_statement();
    let mut text = heading(engine, &target.schema);
    let mut add = |statement: &str| text.push_str(&format!("\n{}{end}", statement.trim_end()));
    if let Some((begin, _)) = transaction(engine) {
        add(begin);
    }
    let (schema, rest): (Vec<_>, Vec<_>) = statements.iter().partition(|statement| statement.makes == Makes::Schema);
    schema.iter().for_each(|statement| add(&statement.text));
    let removal = removal(engine, &build.register.table());
    removal.iter().for_each(|statement| add(statement));
    // What a build of ours made is gone by then; what others have made in its place shall stop the script.
    let skips_ways = removal.is_some();
    rest.iter().filter(|statement| !(skips_ways && statement.is_removal())).for_each(|statement| add(&statement.text));
    if let Some((_, commit)) = transaction(engine) {
        if skips_ways {
            add(&format!("DROP TABLE IF EXISTS {}", build.register.table()));
            add(&build.register.creation());
        } else {
            add(&build.register.creation().replacen("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", 1));
        }
        build.register.memory(build.wanted()).iter().for_each(|statement| add(statement));
        add(commit);
    }
    text
}

fn transaction(engine: EngineName) -> Option<(&'static str, &'static str)> {
    match engine {
        EngineName::DuckDb => Some(("BEGIN TRANSACTION", "COMMIT")),
        EngineName::Postgres => Some(("BEGIN", "COMMIT")),
        EngineName::Sqlite => Some(("BEGIN IMMEDIATE", "COMMIT")),
        EngineName::SqlServer => Some(("SET XACT_ABORT ON;\nBEGIN TRANSACTION", "COMMIT TRANSACTION")),
        _ => None,
    }
}

/// Removes what the register knows, the last made first, where the engine has a language for that.
fn removal(engine: EngineName, register: &str) -> Option<String> {
    let keyword = "CASE slags WHEN 'visning' THEN 'VIEW' WHEN 'tabel' THEN 'TABLE' ELSE 'FUNCTION' END";
    match engine {
        EngineName::Postgres => Some(format!(
            "-- Fjerner det, som en tidligere opbygning lavede.\n\
             DO $$\nDECLARE bygget RECORD;\nBEGIN\n  IF TO_REGCLASS('{}') IS NOT NULL THEN\n    \
             FOR bygget IN EXECUTE 'SELECT objekt, {} AS ord FROM {register} ORDER BY nr DESC' LOOP\n      \
             EXECUTE FORMAT('DROP %s IF EXISTS %s', bygget.ord, bygget.objekt);\n    END LOOP;\n  END IF;\nEND\n$$",
            register.replace('\'', "''"),
            keyword.replace('\'', "''"),
        )),
        EngineName::SqlServer => Some(format!(
            "-- Fjerner det, som en tidligere opbygning lavede.\n\
             IF OBJECT_ID(N'{0}', N'U') IS NOT NULL\n  EXEC(N'DECLARE @fjern nvarchar(max) = (\n    \
             SELECT N''DROP '' + {1} + N'' IF EXISTS '' + objekt + N'';''\n    FROM {0} ORDER BY nr DESC FOR XML PATH(N''''), TYPE\n  \
             ).value(N''.'', N''nvarchar(max)'');\n  EXEC(@fjern);')",
            register.replace('\'', "''"),
            keyword.replace('\'', "''"),
        )),
        _ => None,
    }
}

/// What it is and how it is run.
fn heading(engine: EngineName, schema: &str) -> String {
    let (client, remark) = match engine {
        EngineName::DuckDb => {
            ("duckdb tal.duckdb \".read script.sql\"", "fra projektets mappe, da kilder i filer er nævnt derfra")
        }
        EngineName::Postgres => ("psql -X -v ON_ERROR_STOP=1 -d DATABASE -f script.sql", ""),
        EngineName::Redshift => ("psql -X -v ON_ERROR_STOP=1 -h SERVER -p 5439 -d DATABASE -f script.sql", ""),
        EngineName::Oracle => ("sqlplus -S BRUGER@DATABASE @script.sql", "med NLS_LANG=.AL32UTF8 i omgivelserne"),
        EngineName::Trino => ("trino --server SERVER --catalog KATALOG --file script.sql", ""),
        EngineName::Sqlite => ("sqlite3 -bail tal.db \".read script.sql\"", ""),
        EngineName::SqlServer => (
            "sqlcmd -b -I -f 65001 -S SERVER -d DATABASE -i script.sql",
            "eller i SSMS, hvor SQLCMD-tilstand ikke er nødvendig",
        ),
        EngineName::MariaDb => {
            ("mariadb --default-character-set=utf8mb4 --abort-source-on-error DATABASE < script.sql", "")
        }
        EngineName::ClickHouse => ("clickhouse-client --queries-file script.sql", ""),
        EngineName::Databricks => ("spark-sql -f script.sql", "eller i Databricks' SQL-editor"),
        EngineName::BigQuery => ("bq query --use_legacy_sql=false < script.sql", ""),
        EngineName::Snowflake => ("snow sql -f script.sql", ""),
    };
    let remark = if remark.is_empty() { String::new() } else { format!(", {remark}") };
    let safety = match transaction(engine) {
        Some(_) => "Alt er én transaktion: går noget galt, er alt, som det var.",
        None => {
            "Databasen har ingen transaktion om det: kør det, når ingen læser, og kør det igen, hvis noget gik galt."
        }
    };
    format!(
        "-- Alt, hvad noegle bygger i skemaet {} i {}, i den rækkefølge, det skal køres.\n\
         -- Lavet af noegle byg --script. Ret i definitionerne, ikke her.\n\
         -- Køres med: {client}{remark}.\n-- {safety}\n",
        crate::model::sentence::one_line(schema),
        engine.title()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::DialectName;

    #[test]
    fn a_script_is_a_transaction_with_its_register() {
        let statement = |name: &str, makes: Makes, text: &str| Statement {
            name: name.to_owned(),
            about: name.to_owned(),
            text: text.to_owned(),
            makes,
        };
        let statements = [
            statement("skema", Makes::Schema, "CREATE SCHEMA IF NOT EXISTS noegle"),
            statement("v", Makes::Way, "DROP VIEW IF EXISTS noegle.v CASCADE"),
            statement("v", Makes::View, "CREATE VIEW noegle.v AS\nSELECT 1 AS a"),
        ];
        let target = Target { dialect: DialectName::Postgres, ..Target::duckdb() };
        let text = script(&statements, &target);
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
        assert!(at("\nBEGIN;\n") < at("CREATE SCHEMA") && at("CREATE SCHEMA") < at("DO $$"));
        assert!(at("DO $$") < at("CREATE VIEW noegle.v") && at("CREATE VIEW noegle.v") < at(".bygget VALUES"));
        assert!(text.ends_with("\nCOMMIT;\n") && text.starts_with("-- ") && !text.contains("CASCADE"), "{text}");
    }
}
