//! PostgreSQL's own wall between tenants, behind the one in every statement; and databases that are not fit for rulings.

use crate::databases::Cluster;
use crate::support::{SULSEL, TestApp, new_case, on_postgres, refusal, verified_case};

/// Every table with rows of tenants, apart from keys and sessions, which tell the tenant.
const TABLES: &str = "
    select columns.table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where column_name = 'tenant_id' and table_schema = 'public' and table_type = 'BASE TABLE'
       and columns.table_name not in ('credential', 'session') order by 1";

fn tables(app: &TestApp) -> Vec<String> {
    let tables: Vec<String> = app.sql(TABLES).expect("the tables").lines().map(str::to_owned).collect();
    assert!(tables.len() >= 8, "{tables:?}");
    tables
}

/// A ruling and its review of the tenant `demo`, and a case of the tenant `other`.
fn with_two_tenants(app: &TestApp) {
    let (case, _, verifier, reviewer) = verified_case(app, SULSEL);
    let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
    let reviews = format!("/api/v1/rulings/{}/reviews", ruled.text("/id"));
    reviewer.post(&reviews, r#"{"verdict":"confirmed","reason":"r"}"#);
    app.person_of("other", "agency", "tono").post("/api/v1/cases", &new_case(SULSEL)).with_status(201);
}

#[test]
fn no_row_of_a_tenant_is_seen_without_its_name() {
    on_postgres(|app| {
        with_two_tenants(&app);
        for table in tables(&app) {
            // What is published for all, under the tenant without a name, is read by everyone; nothing else of it is.
            let for_all = ["publication", "published_edition", "rule_texts"].contains(&&*table);
            let rows = if for_all { format!("{table} where tenant_id <> ''") } else { table.clone() };
            let count = |tenant: &str| {
                let named = format!("begin; set local timbang.tenant = '{tenant}'; select count(*) from {rows}");
                app.sql(&named).unwrap()
            };
            assert_eq!(app.sql(&format!("select count(*) from {rows}")).unwrap(), "0", "{table} without a tenant");
            assert_eq!(count("nobody"), "0", "{table} for a tenant that has nothing");
            assert_eq!(count("demo' or true --".replace('\'', "''").as_str()), "0", "{table} for a strange name");
            let foreign = format!(
                "begin; set local timbang.tenant = 'other'; select count(*) from {table} where tenant_id <> 'other' {}",
                if for_all { "and tenant_id <> ''" } else { "" }
            );
            assert_eq!(app.sql(&foreign).unwrap(), "0", "{table} shows rows of others");
            if ["case_file", "case_snapshot", "case_event", "idempotency", "outbox_event", "audit"].contains(&&*table) {
                assert_ne!(count("demo"), "0", "{table} for a tenant that has something");
                assert_ne!(count("other"), "0", "{table} for a tenant that has something");
            }
        }
    });
}

#[test]
fn every_table_of_tenants_is_guarded_also_against_its_owner() {
    on_postgres(|mut app| {
        for table in tables(&app) {
            let guarded =
                format!("select relrowsecurity and relforcerowsecurity from pg_class where oid = '{table}'::regclass");
            assert_eq!(app.sql(&guarded).unwrap(), "t", "{table} needs `force row level security`");
        }
        app.sql("create table forgotten (tenant_id text not null)").unwrap();
        app.kill();
        let refused = app.refuses_to_start();
        assert!(refused.contains("forgotten") && refused.contains("force row level security"), "{refused}");
    });
}

#[test]
fn no_row_can_be_written_for_another_tenant() {
    on_postgres(|app| {
        let foreign = "begin; set local timbang.tenant = 'demo';
            insert into outbox_event (tenant_id, event_id, kind, subject_id, created_at) values ('other', 'e', 'k', 's', 0)";
        assert!(app.sql(foreign).unwrap_err().contains("row-level security"));
        let own = foreign.replace("'other'", "'demo'");
        app.sql(&own).unwrap();
    });
}

#[test]
fn what_is_recorded_can_be_neither_changed_nor_emptied() {
    on_postgres(|app| {
        with_two_tenants(&app);
        for table in
            ["edition", "case_snapshot", "ruling", "review", "case_event", "idempotency", "audit", "pending_leaf"]
        {
            let refuses = |statement: &str| {
                let said = app.sql(&format!("begin; set local timbang.tenant = 'demo'; {statement}"));
                let said = said.expect_err(statement);
                assert!(said.contains("only ever added to"), "{statement}: {said}");
            };
            refuses(&format!("truncate {table} cascade"));
            refuses(&format!("delete from {table}"));
            let column = match table {
                "edition" => "edition",
                "pending_leaf" => "subject_id",
                _ => "tenant_id",
            };
            refuses(&format!("update {table} set {column} = {column}"));
        }
    });
}

#[test]
fn a_database_that_could_lose_or_show_rulings_is_refused_with_what_to_do() {
    let Some(cluster) =
        Cluster::start("unfit", false, "-c fsync=off -c full_page_writes=off -c synchronous_commit=off")
    else {
        return;
    };
    let ordinary = cluster.database("fit_for_nothing");
    let said = refusal(&ordinary);
    for (setting, remedy) in [
        ("fsync = off", "`fsync = on`"),
        ("full_page_writes = off", "`full_page_writes = on`"),
        ("synchronous_commit = off", "`synchronous_commit = on`"),
        ("data_checksums = off", "`pg_checksums --enable`"),
    ] {
        assert!(said.contains(setting) && said.contains(remedy), "{said}");
    }
    assert!(!said.contains("BYPASSRLS"), "{said}");
    cluster.as_superuser("create role root_like login bypassrls");
    for role in ["postgres", "root_like"] {
        let said = refusal(&ordinary.replace("timbang@", &format!("{role}@")));
        assert!(said.contains(role) && said.contains("nosuperuser nobypassrls"), "{said}");
    }
    cluster.stop();
    cluster.becomes_standby();
    cluster.go_on();
    assert!(refusal(&ordinary).contains("primary"));
}
