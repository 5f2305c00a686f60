//! Ways to an issuer and back, on which somebody is about to sign in. Nobody is known yet, so they belong to no tenant.
//!
//! Knows nothing of: cookies, secrets; only their hashes come here.

use super::{Store, StoreError, from_row, within};

/// A way that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignInRow {
    pub(crate) state_sha256: String,
    pub(crate) browser_sha256: String,
    /// The issuer, as addresses name it.
    pub(crate) account: String,
    pub(crate) back: String,
    pub(crate) expires_at: i64,
}

const INSERT: &str = "
    insert into sign_in (state_sha256, browser_sha256, account, back, expires_at)
    values ($1, $2, $3, $4, $5)";

/// Whoever shows another browser's way does not end it.
const TAKE: &str = "
    delete from sign_in
     where state_sha256 = $1 and browser_sha256 = $2
    returning state_sha256, browser_sha256, account, back, expires_at";

const END_OVER: &str = "delete from sign_in where expires_at <= $1";

impl Store {
    /// Keeps a way that begins.
    pub(crate) async fn add_sign_in(&self, new: &SignInRow) -> Result<(), StoreError> {
        let mut tx = self.begin("").await?;
        within!(tx, connection => sqlx::query(INSERT)
            .bind(&new.state_sha256)
            .bind(&new.browser_sha256)
            .bind(&new.account)
            .bind(&new.back)
            .bind(new.expires_at)
            .execute(connection)
            .await
            .map(drop))?;
        tx.commit().await
    }

    /// The way of these hashes, also if it is over; for whoever asks first, and for nobody after.
    pub(crate) async fn take_sign_in(
        &self,
        state_sha256: &str,
        browser_sha256: &str,
    ) -> Result<Option<SignInRow>, StoreError> {
        let mut tx = self.begin("").await?;
        let rows = within!(tx, connection => {
            let rows = sqlx::query(TAKE).bind(state_sha256).bind(browser_sha256).fetch_all(connection).await?;
            let rows = rows.into_iter().map(|row| from_row!(row, SignInRow {
                state_sha256, browser_sha256, account, back, expires_at,
            }));
            rows.collect::<Result<Vec<_>, _>>()?
        });
        tx.commit().await?;
        Ok(rows.into_iter().next())
    }

    /// Forgets every way that is over at this instant.
    pub(crate) async fn end_sign_ins_over(&self, at: i64) -> Result<(), StoreError> {
        let mut tx = self.begin("").await?;
        within!(tx, connection => sqlx::query(END_OVER).bind(at).execute(connection).await.map(drop))?;
        tx.commit().await
    }
}
