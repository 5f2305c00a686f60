-- Documents that evidence names, and what a case waits for, until when.

-- The bytes of a document, once for an agency: the hash is its name. Never in the row of a decision.
create table document_file (
    tenant_id   text   not null,
    agency_id   text   not null,
    sha256      text   not null,
    size        bigint not null,
    media_type  text   not null,
    name        text   not null,
    person      text   not null,
    uploaded_at bigint not null,
    content     bytea  not null,
    constraint document_file_pkey primary key (tenant_id, agency_id, sha256),
    constraint document_file_size_check check (size > 0 and size = octet_length(content)),
    constraint document_file_agency_check check (agency_id <> '')
);

create index document_file_sha256_idx on document_file (tenant_id, sha256);

create trigger document_file_refuses_change before update or delete on document_file
    for each row execute function refuse_change();

create trigger document_file_refuses_truncate before truncate on document_file
    for each statement execute function refuse_change();

alter table document_file enable row level security;
alter table document_file force row level security;
create policy document_file_tenant on document_file
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

-- The tenants there are, for what the service does by itself. No data of theirs.
create table known_tenant (
    name text not null,
    constraint known_tenant_pkey primary key (name)
);

insert into known_tenant (name) select distinct tenant_id from credential;

-- Since when somebody has to act, and until when. `due_unknown` says why there is no date though there is a period.
alter table case_file add column waits_since text not null default '';
alter table case_file add column due_on text;
alter table case_file add column due_unknown text not null default '';
-- The last day on which the confirmed ruling holds, and what ends it then.
alter table case_file add column valid_until text;
alter table case_file add column valid_because text not null default '';

create index case_file_due_idx on case_file (tenant_id, due_on, case_id);
create index case_file_valid_idx on case_file (tenant_id, valid_until, case_id);
