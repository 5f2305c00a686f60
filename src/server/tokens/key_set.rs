//! The keys of an issuer (JWKS, RFC 7517) that fit its algorithm, by their `kid`.
//!
//! Knows nothing of: where they come from.

use std::collections::BTreeMap;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

use crate::server::config::Signature;

/// The keys that can verify a signature.
#[derive(Clone, Debug, Default)]
pub(super) struct KeySet {
    keys: BTreeMap<String, DecodingKey>,
}

impl KeySet {
    /// Reads a key set. Keys for other purposes, of other kinds, or without a `kid` are left out.
    ///
    /// # Errors
    /// If it is no key set, or two of its keys have one `kid`: then no one can tell which is meant.
    pub(super) fn read(text: &[u8], signature: Signature) -> Result<Self, String> {
        let written: Value = serde_json::from_slice(text).map_err(|it| format!("not a key set: {it}"))?;
        let written = written.get("keys").and_then(Value::as_array).ok_or("not a key set: it has no list `keys`")?;
        let mut keys = BTreeMap::new();
        for value in written {
            let Some((name, key)) = usable(value, signature) else { continue };
            if keys.insert(name.clone(), key).is_some() {
                return Err(format!("two keys are called `{name}`"));
            }
        }
        Ok(Self { keys })
    }

    pub(super) fn get(&self, name: &str) -> Option<&DecodingKey> {
        self.keys.get(name)
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}

/// The algorithm as the library calls it.
pub(super) const fn algorithm(signature: Signature) -> Algorithm {
    match signature {
        Signature::RS256 => Algorithm::RS256,
        Signature::RS384 => Algorithm::RS384,
        Signature::RS512 => Algorithm::RS512,
        Signature::PS256 => Algorithm::PS256,
        Signature::PS384 => Algorithm::PS384,
        Signature::PS512 => Algorithm::PS512,
        Signature::ES256 => Algorithm::ES256,
        Signature::ES384 => Algorithm::ES384,
        Signature::EdDSA => Algorithm::EdDSA,
    }
}

fn usable(value: &Value, signature: Signature) -> Option<(String, DecodingKey)> {
    let jwk = Jwk::deserialize(value).ok()?;
    let name = jwk.common.key_id.clone().filter(|it| !it.is_empty())?;
    let signs = jwk.common.public_key_use.as_ref().is_none_or(|it| *it == PublicKeyUse::Signature);
    let meant = jwk.common.key_algorithm.is_none_or(|it| it.to_string() == format!("{:?}", algorithm(signature)));
    let key = DecodingKey::from_jwk(&jwk).ok()?;
    (signs && meant && fits(&jwk.algorithm, signature)).then_some((name, key))
}

/// Whether a key of this kind makes such signatures.
fn fits(parameters: &AlgorithmParameters, signature: Signature) -> bool {
    use Signature::{ES256, ES384, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512};
    match parameters {
        AlgorithmParameters::RSA(_) => matches!(signature, RS256 | RS384 | RS512 | PS256 | PS384 | PS512),
        AlgorithmParameters::EllipticCurve(it) => match signature {
            ES256 => it.curve == EllipticCurve::P256,
            ES384 => it.curve == EllipticCurve::P384,
            _ => false,
        },
        AlgorithmParameters::OctetKeyPair(it) => signature == EdDSA && it.curve == EllipticCurve::Ed25519,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: &str =
        r#""x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#;

    fn read(keys: &str, signature: Signature) -> Result<KeySet, String> {
        KeySet::read(format!(r#"{{"keys":[{keys}]}}"#).as_bytes(), signature)
    }

    #[test]
    fn keys_of_another_kind_or_purpose_are_left_out() {
        let good = format!(r#"{{"kty":"EC","crv":"P-256","kid":"a",{POINT}}}"#);
        assert!(read(&good, Signature::ES256).unwrap().get("a").is_some());
        assert_eq!(read(&good, Signature::RS256).unwrap().len(), 0);
        assert_eq!(read(&good, Signature::ES384).unwrap().len(), 0);
        for other in [
            good.replace("\"kid\":\"a\",", ""),
            good.replace("\"kid\":\"a\"", "\"kid\":\"a\",\"use\":\"enc\""),
            good.replace("\"kid\":\"a\"", "\"kid\":\"a\",\"alg\":\"ES384\""),
            r#"{"kty":"oct","kid":"a","k":"c2VjcmV0"}"#.to_owned(),
            r#"{"kty":"new","kid":"a"}"#.to_owned(),
            "7".to_owned(),
        ] {
            assert_eq!(read(&other, Signature::ES256).unwrap().len(), 0, "{other}");
        }
        let named = good.replace("\"kid\":\"a\"", "\"kid\":\"a\",\"alg\":\"ES256\",\"use\":\"sig\"");
        assert_eq!(read(&named, Signature::ES256).unwrap().len(), 1);
    }

    #[test]
    fn two_keys_of_one_name_are_a_fault() {
        let one = format!(r#"{{"kty":"EC","crv":"P-256","kid":"a",{POINT}}}"#);
        assert!(read(&format!("{one},{one}"), Signature::ES256).is_err());
        assert!(KeySet::read(br#"[{"keys":[]}]"#, Signature::ES256).is_err());
        assert!(KeySet::read(b"<html>", Signature::ES256).is_err());
    }
}
