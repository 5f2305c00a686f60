-- Whoever signed in to the pages. Only a hash of what the browser holds is here; a session that ended is gone.

create table session (
    session_sha256 text    not null,
    tenant_id      text    not null,
    agency_id      text    not null,
    person         text    not null,
    role           text    not null,
    key_id         text    not null,
    -- 1 if it was begun with an API key: it ends with the key.
    by_key         integer not null,
    created_at     integer not null,
    expires_at     integer not null,
    constraint session_pkey primary key (session_sha256),
    constraint session_role_check
        check (role in ('agency', 'verifier', 'reviewer', 'policy', 'publisher', 'auditor', 'admin')),
    constraint session_agency_check check ((role = 'agency') = (agency_id <> ''))
) strict;

create index session_expires_at on session (expires_at);
