//! Claims that are missing, of another kind, out of time, for others, said twice, or not mapped.

use super::super::issuer::now;
use super::{Attacker, Odd, and, bearer};

/// What is no moment at all.
const NO_MOMENTS: [&str; 14] = [
    "null",
    "-1",
    "\"\"",
    "\"2999-01-01T00:00:00Z\"",
    "true",
    "false",
    "[]",
    "[1]",
    "{}",
    "1.5",
    "1e300",
    "18446744073709551615",
    "99999999999999999999999",
    "9007199254740993.0",
];

const AUDIENCES: [&str; 13] = [
    "",
    "null",
    "\"\"",
    "\"other\"",
    "\"Timbang\"",
    "\"timbang2\"",
    "\"timbang \"",
    "[]",
    "[\"other\"]",
    "[\"timbang\",1]",
    "[[\"timbang\"]]",
    "{\"timbang\":1}",
    "7",
];

const SUBJECTS: [&str; 9] = ["", "null", "\"\"", "7", "[\"a\"]", "{\"a\":1}", "\"a\\u0000\"", "\" a\"", "\"a\\nb\""];

const ROLES: [&str; 15] = [
    "",
    "null",
    "\"\"",
    "\"agency\"",
    "\"admin\"",
    "\"timbang-king\"",
    "\"Timbang-agency\"",
    "\"timbang-agency \"",
    "[]",
    "[\"timbang-king\"]",
    "[\"timbang-agency\",\"timbang-verifier\"]",
    "[\"timbang-agency\",1]",
    "[[\"timbang-agency\"]]",
    "{\"timbang-agency\":true}",
    "1",
];

const AGENCIES: [&str; 8] = ["", "null", "\"\"", "[\"agency-of-andi\"]", "7", "\"a\\nb\"", "\" agency-of-andi\"", "{}"];

const TENANTS: [&str; 11] =
    ["", "null", "\"\"", "\"third\"", "\"Demo\"", "\"demo \"", "[\"demo\"]", "{}", "1", "\"*\"", "\"demo' or '1'='1\""];

const TWICE: [&str; 8] = [
    "\"org\":\"other\"",
    "\"role\":\"timbang-admin\"",
    "\"exp\":9999999999",
    "\"aud\":\"timbang\"",
    "\"sub\":\"another\"",
    "\"agency\":\"agency-of-rina\"",
    "\"\\u0072ole\":\"timbang-admin\"",
    "\"deep\":{\"a\":1,\"a\":2}",
];

pub(super) fn about_time(it: &Attacker) -> Vec<Odd> {
    let now = now();
    let mut odd = Vec::new();
    for end in [0, now - 6, now - 3_600, now + 3_600 + 60, now + 86_400 * 365] {
        odd.push(it.with_claim("exp", &end.to_string()));
    }
    odd.push(it.with_claim("exp", ""));
    odd.push(it.with_claim("exp", &format!("\"{}\"", now + 300)));
    odd.push(it.with_claim("exp", &format!("{}.0", now + 300)));
    odd.push(it.with_claim("exp", &format!("[{}]", now + 300)));
    for name in ["nbf", "iat"] {
        odd.push(it.with_claim(name, &(now + 60).to_string()));
        odd.push(it.with_claim(name, &format!("\"{}\"", now - 10)));
        odd.push(it.with_claim(name, &format!("{}.5", now - 10)));
    }
    for name in ["exp", "nbf", "iat"] {
        odd.extend(NO_MOMENTS.iter().map(|value| it.with_claim(name, value)));
    }
    odd
}

pub(super) fn about_who(it: &Attacker) -> Vec<Odd> {
    let url = &it.issuer.url;
    let upper = url.to_uppercase();
    let written = [format!("\"{url}/\""), format!("[\"{url}\"]"), format!("\" {url}\""), format!("\"{upper}\"")];
    let mut odd: Vec<Odd> = written.iter().map(|value| it.with_claim("iss", value)).collect();
    for value in ["", "null", "1", "\"\"", "\"https://evil.example\"", "{\"a\":1}"] {
        odd.push(it.with_claim("iss", value));
    }
    let long = format!("\"{}\"", "a".repeat(201));
    for name in ["sub", "nip", "agency"] {
        odd.push(it.with_claim(name, &long));
    }
    let claims: [(&str, &[&str]); 6] = [
        ("aud", &AUDIENCES),
        ("sub", &SUBJECTS),
        ("nip", &SUBJECTS),
        ("role", &ROLES),
        ("agency", &AGENCIES),
        ("org", &TENANTS),
    ];
    for (name, values) in claims {
        odd.extend(values.iter().map(|value| it.with_claim(name, value)));
    }
    odd
}

pub(super) fn twice(it: &Attacker) -> Vec<Odd> {
    let signed = |member: &&str| it.key.sign(&it.key.header(), &and(&it.claims(), member));
    TWICE.iter().map(|member| bearer(&format!("claims with also {member}"), &signed(member))).collect()
}
