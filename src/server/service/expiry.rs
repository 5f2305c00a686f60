//! What the service does by itself: it ends confirmed rulings whose last day is over.
//!
//! Knows nothing of: how often it looks, how the last day is found.

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::{Actor, Role};
use crate::server::clock;
use crate::server::store::{CaseRow, Scope};

use super::answers::case_view;
use super::plan::new_id;
use super::steps::Step;
use super::{Answer, Asked, Service, ServiceError};
use crate::engine::value::date;

/// So many cases are looked up at once.
const AT_ONCE: i64 = 100;

impl Service {
    /// Ends every confirmed ruling that is over, of all tenants; gives how many. Several services may do it at once: one
    /// of them comes first, the others find it done.
    pub(crate) async fn expire(&self) -> Result<usize, ServiceError> {
        let today = date::iso(clock::jakarta_day(clock::now()));
        let (mut ended, mut failed) = (0_usize, None);
        for tenant in self.store.known_tenants().await? {
            let scope = Scope::tenant(&tenant);
            let mut after = String::new();
            loop {
                let over = self.store.of(&scope).over(&today, &after, AT_ONCE).await?;
                let Some(last) = over.last() else { break };
                after.clone_from(&last.case_id);
                for case in &over {
                    match self.end(&tenant, case).await {
                        Ok(by_this) => ended = ended.saturating_add(usize::from(by_this)),
                        // The others are not to wait for this one.
                        Err(error) => failed = failed.or(Some(error)),
                    }
                }
            }
        }
        failed.map_or(Ok(ended), Err)
    }

    /// Whether it was this call that ended the ruling.
    async fn end(&self, tenant: &str, case: &CaseRow) -> Result<bool, ServiceError> {
        let actor = itself(tenant);
        // No client can send this sign in a key, so the key is the service's alone.
        let key = format!("expiry\u{b7}{}\u{b7}{}", case.case_id, case.version);
        let fingerprint = sha256_hex(key.as_bytes());
        let asked = Asked::new(key, fingerprint);
        match self.record_end(&actor, &asked, case).await {
            Ok(answer) => Ok(!answer.again),
            // It has moved on meanwhile.
            Err(ServiceError::Illegal { .. } | ServiceError::Overtaken) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn record_end(&self, actor: &Actor, asked: &Asked, over: &CaseRow) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, asked, &over.case_id, Step::Expiry).await?;
            if standing.case.version != over.version {
                return Err(ServiceError::Overtaken);
            }
            let mut case = standing.next();
            case.valid_until.clone_from(&over.valid_until);
            case.valid_because.clone_from(&over.valid_because);
            let body = case_view(&case, &standing.facts)?;
            Ok(standing.plan(case, &reason(over), body))
        })
        .await
    }
}

/// The service as it stands in the history and the audit.
fn itself(tenant: &str) -> Actor {
    Actor {
        tenant: tenant.to_owned(),
        agency: String::new(),
        person: "timbang".to_owned(),
        role: Role::Admin,
        key_id: "service".to_owned(),
        address: String::new(),
        request_id: new_id(),
    }
}

fn reason(case: &CaseRow) -> String {
    let until = case.valid_until.as_deref().unwrap_or_default();
    let (id, en) = match case.valid_because.as_str() {
        "rules" => ("menurut aturannya", "by its rules"),
        "evidence_validity" => ("karena buktinya lewat waktu", "because its evidence is out of date"),
        _ => ("karena masa berlaku putusan habis", "because the validity of rulings is over"),
    };
    format!("berlaku sampai {until} {id} / valid until {until} {en}")
}
