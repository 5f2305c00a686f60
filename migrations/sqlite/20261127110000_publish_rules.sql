-- Rules on their way to being in force: drafts, and what was published.

-- The texts of one rulebook with its scenarios and their cases, by their hash.
create table rule_texts (
    tenant_id    text   not null,
    texts_sha256 text   not null,
    -- [{"path": …, "text": …}] in path order.
    files        text   not null,
    stored_at    integer not null,
    constraint rule_texts_pkey primary key (tenant_id, texts_sha256)
) strict;

-- One row a draft. What was written in it is only ever added.
create table draft (
    tenant_id    text   not null,
    draft_id     text   not null,
    rulebook     text   not null,
    state        text   not null,
    version      integer not null,
    -- The publication it became.
    published_as integer,
    -- Why it was withdrawn; empty otherwise.
    reason       text   not null,
    created_at   integer not null,
    updated_at   integer not null,
    constraint draft_pkey primary key (tenant_id, draft_id),
    constraint draft_state_check check (state in ('open', 'published', 'withdrawn'))
) strict;

create index draft_rulebook_idx on draft (tenant_id, rulebook, draft_id);

create table draft_version (
    tenant_id    text   not null,
    draft_id     text   not null,
    version      integer not null,
    texts_sha256 text   not null,
    -- The number of the publication that was the latest one when this was written; -1 before the first.
    based_on     integer not null,
    note         text   not null,
    person       text   not null,
    written_at   integer not null,
    constraint draft_version_pkey primary key (tenant_id, draft_id, version),
    constraint draft_version_draft_id_fkey foreign key (tenant_id, draft_id) references draft (tenant_id, draft_id),
    constraint draft_version_texts_sha256_fkey
        foreign key (tenant_id, texts_sha256) references rule_texts (tenant_id, texts_sha256)
) strict;

-- From its day on, a rulebook is the editions of the publication with the greatest number. The tenant without a name
-- stands for all: what it published holds for everyone who published nothing else.
create table publication (
    tenant_id      text   not null,
    rulebook       text   not null,
    number         integer not null,
    publication_id text   not null,
    -- A day in Jakarta, YYYY-MM-DD.
    effective_on   text   not null,
    texts_sha256   text   not null,
    -- Empty for what came from a folder.
    draft_id       text   not null,
    -- A JSON list of names.
    authors        text   not null,
    approver       text   not null,
    reason         text   not null,
    published_at   integer not null,
    constraint publication_pkey primary key (tenant_id, rulebook, number),
    constraint publication_publication_id_key unique (publication_id),
    constraint publication_texts_sha256_fkey
        foreign key (tenant_id, texts_sha256) references rule_texts (tenant_id, texts_sha256)
) strict;

-- The editions of a publication: all that the rulebook has from then on.
create table published_edition (
    tenant_id       text   not null,
    rulebook        text   not null,
    number          integer not null,
    edition         text   not null,
    rulebook_sha256 text   not null,
    constraint published_edition_pkey primary key (tenant_id, rulebook, number, edition),
    constraint published_edition_number_fkey
        foreign key (tenant_id, rulebook, number) references publication (tenant_id, rulebook, number),
    constraint published_edition_rulebook_sha256_fkey foreign key (rulebook_sha256) references edition (rulebook_sha256)
) strict;

create index published_edition_rulebook_sha256_idx on published_edition (rulebook_sha256);

-- What is recorded is never changed and never taken away.

create trigger rule_texts_refuses_update before update on rule_texts
begin
    select raise(abort, 'rule_texts is only ever added to');
end;

create trigger rule_texts_refuses_delete before delete on rule_texts
begin
    select raise(abort, 'rule_texts is only ever added to');
end;

create trigger draft_version_refuses_update before update on draft_version
begin
    select raise(abort, 'draft_version is only ever added to');
end;

create trigger draft_version_refuses_delete before delete on draft_version
begin
    select raise(abort, 'draft_version is only ever added to');
end;

create trigger publication_refuses_update before update on publication
begin
    select raise(abort, 'publication is only ever added to');
end;

create trigger publication_refuses_delete before delete on publication
begin
    select raise(abort, 'publication is only ever added to');
end;

create trigger published_edition_refuses_update before update on published_edition
begin
    select raise(abort, 'published_edition is only ever added to');
end;

create trigger published_edition_refuses_delete before delete on published_edition
begin
    select raise(abort, 'published_edition is only ever added to');
end;
