//! What is recorded on SQLite cannot be changed by a statement, not even by one that replaces rows; and a ruling that was changed with
//! the guards taken away is found out.

use std::process::Command;

use crate::support::{SULSEL, on_each_database, verified_case};

/// Tries to replace every row of every guarded table by one with another value; prints the tables that it tried, and those where
/// a value is another one now.
const REPLACE_ALL: &str = r#"
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
tables = [r[0] for r in c.execute("select distinct tbl_name from sqlite_master where type = 'trigger' order by 1")]
for table in tables:
    columns = c.execute(f"pragma table_info({table})").fetchall()
    rows = f"select * from {table} order by rowid"
    before = c.execute(rows).fetchall()
    column = [it[1] for it in columns if it[5] == 0][-1]
    values = ", ".join(f"'1'" if it[1] == column else it[1] for it in columns)
    for statement in [
        f"insert or replace into {table} select {values} from {table}",
        f"update or replace {table} set {column} = '1'",
        f"delete from {table}",
    ]:
        try:
            c.execute(statement)
        except sqlite3.Error as error:
            pass
    after = c.execute(rows).fetchall()
    print(table, len(before), "same" if before == after else "CHANGED")
c.rollback()
"#;

#[test]
fn no_statement_changes_what_is_recorded_on_sqlite() {
    on_each_database(|mut app| {
        let Some(file) = app.database.strip_prefix("sqlite:").map(str::to_owned) else { return };
        let (case, _, verifier, reviewer) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let ruling = ruled.header("location").expect("a place");
        let reviews = format!("{ruling}/reviews");
        reviewer.post(&reviews, r#"{"verdict":"confirmed","reason":"as the file says"}"#).with_status(201);
        app.kill();
        let tried = Command::new("python3").args(["-c", REPLACE_ALL, &file]).output().expect("python3 runs");
        let told = String::from_utf8_lossy(&tried.stdout).into_owned();
        assert!(tried.status.success(), "{}", String::from_utf8_lossy(&tried.stderr));
        let rows = |table: &str| {
            let line = told.lines().find(|it| it.starts_with(&format!("{table} ")));
            line.and_then(|it| it.split(' ').nth(1)?.parse::<u32>().ok()).unwrap_or_default()
        };
        for table in [
            "audit",
            "case_event",
            "case_snapshot",
            "edition",
            "idempotency",
            "pending_leaf",
            "publication",
            "published_edition",
            "review",
            "rule_texts",
            "ruling",
        ] {
            assert!(rows(table) > 0, "{table} has rows to try it on\n{told}");
        }
        assert!(!told.contains("CHANGED"), "{told}");
    });
}

#[test]
fn a_ruling_that_was_changed_without_its_guards_is_found_out() {
    on_each_database(|mut app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let ruling = ruled.header("location").expect("a place").to_owned();
        if app.is_sqlite() {
            app.while_stopped("drop trigger ruling_refuses_update");
            app.while_stopped("update ruling set outcome = 'exempt'");
        } else {
            app.while_stopped("alter table ruling disable trigger user; update ruling set outcome = 'exempt'");
        }
        app.start_again();
        let replay = agency.at(&app).get(&format!("{ruling}/replay")).with_status(200).json();
        assert_eq!(
            (&replay["same"], &replay["differences"][0]["pointer"]),
            (&false.into(), &"/outcome".into()),
            "{replay}"
        );
        assert_eq!(replay["differences"][0]["recorded"], "exempt");
    });
}
