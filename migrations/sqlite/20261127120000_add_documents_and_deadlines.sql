-- Documents that evidence names, and what a case waits for, until when.

-- The bytes of a document, once for an agency: the hash is its name. Never in the row of a decision.
create table document_file (
    tenant_id   text   not null,
    agency_id   text   not null,
    sha256      text   not null,
    size        integer not null,
    media_type  text   not null,
    name        text   not null,
    person      text   not null,
    uploaded_at integer not null,
    content     blob   not null,
    constraint document_file_pkey primary key (tenant_id, agency_id, sha256),
    constraint document_file_size_check check (size > 0 and size = length(content)),
    constraint document_file_agency_check check (agency_id <> '')
) strict;

create index document_file_sha256_idx on document_file (tenant_id, sha256);

create trigger document_file_refuses_update before update on document_file
begin
    select raise(abort, 'document_file is only ever added to');
end;

create trigger document_file_refuses_delete before delete on document_file
begin
    select raise(abort, 'document_file is only ever added to');
end;

-- The tenants there are, for what the service does by itself. No data of theirs.
create table known_tenant (
    name text not null,
    constraint known_tenant_pkey primary key (name)
) strict;

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
