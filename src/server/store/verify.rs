//! What a database must be like to be trusted with rulings; anything else is refused before it is used.
//!
//! There is no switch to get round it: each of these conditions has lost or shown data somewhere. Knows nothing of: what is stored.

use std::path::Path;

use sqlx::{PgPool, SqlitePool};

use super::StoreError;
use crate::engine::wording::Wording;
use crate::wording;

/// SQLite before this could lose part of its log when it was reset.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// File systems over a network: locks and shared memory do not hold there.
const NETWORKED: [&str; 14] = [
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
];

const PRAGMAS: [(&str, &str, i64); 5] = [
    ("synchronous", "pragma synchronous", 2),
    ("foreign_keys", "pragma foreign_keys", 1),
    ("trusted_schema", "pragma trusted_schema", 0),
    ("secure_delete", "pragma secure_delete", 1),
    ("mmap_size", "pragma mmap_size", 0),
];

const ROLE: &str = "select rolname::text, rolsuper, rolbypassrls from pg_roles where rolname = current_user";

const UNGUARDED: &str = "
    select string_agg(relation.relname::text, ', ' order by relation.relname)
      from pg_class as relation
      join pg_attribute as tenant on tenant.attrelid = relation.oid
     where relation.relkind in ('r', 'p') and relation.relnamespace = current_schema()::regnamespace
       and tenant.attname = 'tenant_id' and not tenant.attisdropped and relation.relname not in ('credential', 'session')
       and not (relation.relrowsecurity and relation.relforcerowsecurity)";

/// Refuses a place where SQLite's locks would not hold.
pub(super) fn place(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(mounts)) = (folder.canonicalize(), std::fs::read_to_string("/proc/self/mounts")) else {
        return Ok(());
    };
    match networked(&mounts, &folder) {
        Some(kind) => Err(unsuitable(wording!(
            "{} berada pada sistem berkas jaringan ({kind}), yang penguncinya tidak dapat diandalkan SQLite: pindahkan basis data ke cakram lokal, atau pakai PostgreSQL",
            "{} is on a network file system ({kind}), whose locks SQLite cannot rely on: move the database to a local disk, or use PostgreSQL",
            path.display()
        ))),
        None => Ok(()),
    }
}

/// The kind of the file system that holds a folder, if it is one over a network. `mounts` is in the form of `/proc/mounts`.
fn networked<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let places = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let point = words.next()?.replace("\\040", " ");
        folder.starts_with(&point).then_some((point.len(), words.next()?))
    });
    // The last of the longest: a later mount hides an earlier one at the same point.
    let (_, kind) = places.max_by_key(|it| it.0)?;
    NETWORKED.contains(&kind).then_some(kind)
}

/// What was asked for is in force, and the library is sound.
pub(super) async fn sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    let mut wrong: Vec<String> = (journal != "wal").then(|| format!("journal_mode = {journal}")).into_iter().collect();
    for (name, query, wanted) in PRAGMAS {
        let found: Option<i64> = sqlx::query_scalar(query).fetch_optional(pool).await?;
        if found.unwrap_or(0) != wanted {
            wrong.push(format!("{name} = {}", found.unwrap_or(0)));
        }
    }
    if !wrong.is_empty() {
        let wrong = wrong.join(", ");
        return Err(unsuitable(wording!(
            "SQLite tidak menerima setelan yang aman ({wrong}): berkas basis data mungkin berada pada sistem berkas yang tidak mendukungnya",
            "SQLite did not accept the safe settings ({wrong}): the file may be on a file system that does not support them"
        )));
    }
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    if numbers(&version) < OLDEST_SQLITE {
        return Err(unsuitable(wording!(
            "SQLite {version} dapat kehilangan data; bangun layanan dengan 3.51.3 atau yang lebih baru",
            "SQLite {version} can lose data; build the service with 3.51.3 or later"
        )));
    }
    Ok(())
}

fn numbers(version: &str) -> (u32, u32, u32) {
    let mut parts = version.split('.').map(|it| it.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    (part(), part(), part())
}

/// Durability and checksums are on, this is the primary, and the role is held by row-level security. Tells all that is wrong.
pub(super) async fn postgres(pool: &PgPool) -> Result<(), StoreError> {
    let mut wrong = settings(pool).await?;
    if sqlx::query_scalar::<_, bool>("select pg_is_in_recovery()").fetch_one(pool).await? {
        wrong.push(wording!(
            "server ini siaga (standby): beri alamat server utama",
            "this server is a standby: give the address of the primary"
        ));
    }
    let (role, superuser, bypasses): (String, bool, bool) = sqlx::query_as(ROLE).fetch_one(pool).await?;
    if superuser || bypasses {
        wrong.push(wording!(
            "peran `{role}` melewati keamanan baris (SUPERUSER atau BYPASSRLS): buat peran biasa dengan `create role timbang login nosuperuser nobypassrls`, jadikan pemilik basis data, dan pakai dalam alamat",
            "the role `{role}` passes by row-level security (SUPERUSER or BYPASSRLS): make an ordinary one with `create role timbang login nosuperuser nobypassrls`, let it own the database, and use it in the address"
        ));
    }
    refused(&wrong)
}

async fn settings(pool: &PgPool) -> Result<Vec<Wording>, StoreError> {
    let mut wrong = Vec::new();
    for (setting, query) in [
        ("synchronous_commit", "show synchronous_commit"),
        ("fsync", "show fsync"),
        ("full_page_writes", "show full_page_writes"),
    ] {
        let found: String = sqlx::query_scalar(query).fetch_one(pool).await?;
        if matches!(found.as_str(), "off" | "local") {
            wrong.push(wording!(
                "{setting} = {found}: putusan dapat hilang; tulis `{setting} = on` dalam postgresql.conf dan mulai ulang server",
                "{setting} = {found}: rulings could be lost; write `{setting} = on` in postgresql.conf and start the server again"
            ));
        }
    }
    if sqlx::query_scalar::<_, String>("show data_checksums").fetch_one(pool).await? == "off" {
        wrong.push(wording!(
            "data_checksums = off: kerusakan cakram tidak akan ketahuan; hentikan server lalu jalankan `pg_checksums --enable`",
            "data_checksums = off: damage on the disk would go unnoticed; stop the server and run `pg_checksums --enable`"
        ));
    }
    let encoding: String = sqlx::query_scalar("show server_encoding").fetch_one(pool).await?;
    if encoding != "UTF8" {
        wrong.push(wording!(
            "server_encoding = {encoding}: buat basis data dengan `create database … encoding 'UTF8' template template0`",
            "server_encoding = {encoding}: make the database with `create database … encoding 'UTF8' template template0`"
        ));
    }
    Ok(wrong)
}

/// Every table with rows of tenants is held by row-level security, also against its owner.
pub(super) async fn guarded(pool: &PgPool) -> Result<(), StoreError> {
    let unguarded: Option<String> = sqlx::query_scalar(UNGUARDED).fetch_one(pool).await?;
    let wrong = unguarded.map(|tables| {
        wording!(
            "keamanan baris dimatikan pada {tables}: hidupkan dengan `alter table … enable row level security` dan `force row level security`",
            "row-level security is switched off on {tables}: switch it on with `alter table … enable row level security` and `force row level security`"
        )
    });
    refused(wrong.as_slice())
}

fn refused(wrong: &[Wording]) -> Result<(), StoreError> {
    let all = |text: fn(&Wording) -> &str| wrong.iter().map(text).collect::<Vec<_>>().join("; ");
    if wrong.is_empty() { Ok(()) } else { Err(unsuitable(Wording::new(all(|it| &it.id), all(|it| &it.en)))) }
}

fn unsuitable(why: Wording) -> StoreError {
    StoreError::Unsuitable(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/vda / ext4 rw 0 0\nserver:/x /srv/shared nfs4 rw 0 0\n/dev/vdb /srv/shared/local xfs rw 0 0\n\
                          //server/y /mnt/with\\040space cifs rw 0 0\ntmpfs /run tmpfs rw 0 0\n";

    #[test]
    fn a_file_system_over_a_network_is_told_by_the_mount_that_holds_the_folder() {
        let kind = |folder: &str| networked(MOUNTS, Path::new(folder));
        assert_eq!(kind("/srv/shared/data"), Some("nfs4"));
        assert_eq!(kind("/srv/shared/local/data"), None);
        assert_eq!(kind("/srv/shared-not/data"), None);
        assert_eq!(kind("/mnt/with space/data"), Some("cifs"));
        assert_eq!(kind("/var/lib"), None);
        assert_eq!(networked("", Path::new("/var/lib")), None);
        let hidden = format!("{MOUNTS}/dev/vdc /srv/shared ext4 rw 0 0\n");
        assert_eq!(networked(&hidden, Path::new("/srv/shared/data")), None);
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert!(numbers("3.51.3") >= OLDEST_SQLITE);
        assert!(numbers("3.100.0") > OLDEST_SQLITE);
        assert!(numbers("3.51.2") < OLDEST_SQLITE);
        assert!(numbers("unknown") < OLDEST_SQLITE);
    }
}
