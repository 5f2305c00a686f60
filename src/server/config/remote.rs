//! Whether an address of a database leads over a network without proof that the right one answers.
//!
//! Knows nothing of: how connections are made.

/// Whether someone between here and the database could read along or answer in its place.
pub(crate) fn is_unverified(database: &str) -> bool {
    let Some(rest) = database.strip_prefix("postgres://").or_else(|| database.strip_prefix("postgresql://")) else {
        return false;
    };
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let value =
        |name: &str| query.split('&').filter_map(|it| it.split_once('=')).find(|it| it.0 == name).map(|it| it.1);
    let authority = front.split('/').next().unwrap_or_default();
    let place = authority.rsplit('@').next().unwrap_or_default();
    let host = value("host").unwrap_or(place);
    let own = ["", "localhost", "127.0.0.1", "[::1]"].contains(&without_port(host));
    let socket = host.starts_with('/') || host.to_ascii_lowercase().starts_with("%2f");
    let verified = matches!(value("sslmode").or_else(|| value("ssl-mode")), Some("verify-full"));
    !(own || socket || verified)
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_here_or_is_verified_is_safe() {
        for safe in [
            "sqlite:data/timbang.db",
            "postgres://timbang@localhost/timbang",
            "postgres://timbang:a@b@127.0.0.1:5433/timbang",
            "postgres://timbang@[::1]:5432/timbang",
            "postgres://timbang@localhost/timbang?host=/run/postgresql",
            "postgres:///timbang",
            "postgres://timbang@%2Frun%2Fpostgresql/timbang",
            "postgres://timbang@db.example/timbang?sslrootcert=a.pem&sslmode=verify-full",
        ] {
            assert!(!is_unverified(safe), "{safe}");
        }
        for open in [
            "postgres://timbang@db.example/timbang",
            "postgresql://db:5432/timbang?sslmode=require",
            "postgres://timbang@db/timbang?sslmode=verify-ca",
            "postgres://timbang@localhost/timbang?host=10.0.0.7",
            "postgres://localhost@db/timbang",
        ] {
            assert!(is_unverified(open), "{open}");
        }
    }
}
