-- Whoever is on the way to an issuer to sign in, and back. Only hashes of the two secrets of the way are here; it is gone once
-- somebody came back on it.

create table sign_in (
    state_sha256   text    not null,
    browser_sha256 text    not null,
    -- The issuer, as addresses name it.
    account        text    not null,
    -- The path on this service to go on to.
    back           text    not null,
    expires_at     integer not null,
    constraint sign_in_pkey primary key (state_sha256)
) strict;

create index sign_in_expires_at on sign_in (expires_at);
