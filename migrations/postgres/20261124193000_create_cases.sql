-- Cases, rulings and all that makes them accountable.

create table credential (
    key_id        text   not null,
    tenant_id     text   not null,
    agency_id     text   not null,
    person        text   not null,
    role          text   not null,
    secret_sha256 text   not null,
    created_at    bigint not null,
    expires_at    bigint,
    revoked_at    bigint,
    constraint credential_pkey primary key (key_id),
    constraint credential_role_check
        check (role in ('agency', 'verifier', 'reviewer', 'policy', 'publisher', 'auditor', 'admin')),
    constraint credential_agency_check check ((role = 'agency') = (agency_id <> ''))
);

-- The exact rules that rulings were made under: texts and all, so that they outlive the folder they came from.
create table edition (
    rulebook_sha256 text   not null,
    rulebook        text   not null,
    edition         text   not null,
    in_force_from   text   not null,
    in_force_until  text,
    texts           text   not null,
    stored_at       bigint not null,
    constraint edition_pkey primary key (rulebook_sha256)
);

-- One row a case. Everything else about a case is only ever added.
create table case_file (
    tenant_id    text   not null,
    case_id      text   not null,
    agency_id    text   not null,
    rulebook     text   not null,
    state        text   not null,
    version      bigint not null,
    snapshot     bigint not null,
    submitted_on text,
    claimed_on   text,
    submitter    text   not null,
    verifier     text   not null,
    ruling_id    text   not null,
    created_at   bigint not null,
    updated_at   bigint not null,
    constraint case_file_pkey primary key (tenant_id, case_id),
    constraint case_file_state_check
        check (state in ('draft', 'submitted', 'verified', 'ruled', 'confirmed', 'returned', 'withdrawn', 'objected',
                         'remanded', 'expired'))
);

create index case_file_state_idx on case_file (tenant_id, state, case_id);
create index case_file_agency_idx on case_file (tenant_id, agency_id, case_id);

-- The facts as they stood after each change, in canonical form: these bytes are what a ruling rests on.
create table case_snapshot (
    tenant_id     text   not null,
    case_id       text   not null,
    snapshot      bigint not null,
    facts         text   not null,
    facts_sha256  text   not null,
    created_at    bigint not null,
    constraint case_snapshot_pkey primary key (tenant_id, case_id, snapshot),
    constraint case_snapshot_case_id_fkey foreign key (tenant_id, case_id) references case_file (tenant_id, case_id)
);

create table ruling (
    tenant_id          text   not null,
    ruling_id          text   not null,
    case_id            text   not null,
    agency_id          text   not null,
    -- Empty for the first ruling on a case.
    previous_ruling_id text   not null,
    snapshot           bigint not null,
    rulebook           text   not null,
    edition            text   not null,
    rulebook_sha256    text   not null,
    engine_version     text   not null,
    as_of              text   not null,
    status             text   not null,
    outcome            text   not null,
    document           text   not null,
    document_sha256    text   not null,
    person             text   not null,
    ruled_at           bigint not null,
    constraint ruling_pkey primary key (tenant_id, ruling_id),
    constraint one_ruling_follows_another unique (tenant_id, case_id, previous_ruling_id),
    constraint ruling_case_id_fkey foreign key (tenant_id, case_id) references case_file (tenant_id, case_id),
    constraint ruling_snapshot_fkey
        foreign key (tenant_id, case_id, snapshot) references case_snapshot (tenant_id, case_id, snapshot),
    constraint ruling_rulebook_sha256_fkey foreign key (rulebook_sha256) references edition (rulebook_sha256),
    constraint ruling_status_check check (status in ('decided', 'undetermined', 'conflict'))
);

create table review (
    tenant_id   text   not null,
    review_id   text   not null,
    ruling_id   text   not null,
    verdict     text   not null,
    person      text   not null,
    reason      text   not null,
    reviewed_at bigint not null,
    constraint review_pkey primary key (tenant_id, review_id),
    constraint review_one_per_ruling unique (tenant_id, ruling_id),
    constraint review_ruling_id_fkey foreign key (tenant_id, ruling_id) references ruling (tenant_id, ruling_id),
    constraint review_verdict_check check (verdict in ('confirmed', 'remanded'))
);

-- The history of a case: every step with who, when and why.
create table case_event (
    tenant_id   text   not null,
    case_id     text   not null,
    version     bigint not null,
    step        text   not null,
    from_state  text   not null,
    to_state    text   not null,
    snapshot    bigint not null,
    ruling_id   text   not null,
    person      text   not null,
    role        text   not null,
    reason      text   not null,
    happened_at bigint not null,
    constraint case_event_pkey primary key (tenant_id, case_id, version),
    constraint case_event_case_id_fkey foreign key (tenant_id, case_id) references case_file (tenant_id, case_id)
);

-- The first answer under a key is the answer for ever.
create table idempotency (
    tenant_id       text   not null,
    principal       text   not null,
    idempotency_key text   not null,
    fingerprint     text   not null,
    status          bigint not null,
    location        text   not null,
    body            text   not null,
    created_at      bigint not null,
    constraint idempotency_pkey primary key (tenant_id, principal, idempotency_key)
);

-- Leaves that wait for the log; the position is the order in which they were recorded.
create table pending_leaf (
    position   bigint generated always as identity primary key,
    subject_id text   not null,
    leaf_data  bytea  not null,
    leaf_hash  text   not null,
    constraint pending_leaf_subject_id_key unique (subject_id)
);

-- What opens the commitments of a leaf. Kept apart, so that it can be destroyed while the leaf stays.
create table leaf_salt (
    subject_id text  not null,
    salt       bytea not null,
    constraint leaf_salt_pkey primary key (subject_id)
);

create table outbox_event (
    position     bigint generated always as identity primary key,
    tenant_id    text   not null,
    event_id     text   not null,
    kind         text   not null,
    subject_id   text   not null,
    created_at   bigint not null,
    delivered_at bigint,
    constraint outbox_event_event_id_key unique (event_id)
);

create table audit (
    position    bigint generated always as identity primary key,
    tenant_id   text   not null,
    key_id      text   not null,
    person      text   not null,
    role        text   not null,
    act         text   not null,
    subject_id  text   not null,
    address     text   not null,
    request_id  text   not null,
    happened_at bigint not null
);

-- What is recorded is never changed and never taken away.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is only ever added to', tg_table_name;
end;
$$;

create trigger edition_refuses_change before update or delete on edition
    for each row execute function refuse_change();

create trigger case_snapshot_refuses_change before update or delete on case_snapshot
    for each row execute function refuse_change();

create trigger ruling_refuses_change before update or delete on ruling
    for each row execute function refuse_change();

create trigger review_refuses_change before update or delete on review
    for each row execute function refuse_change();

create trigger case_event_refuses_change before update or delete on case_event
    for each row execute function refuse_change();

create trigger idempotency_refuses_change before update or delete on idempotency
    for each row execute function refuse_change();

create trigger audit_refuses_change before update or delete on audit
    for each row execute function refuse_change();
