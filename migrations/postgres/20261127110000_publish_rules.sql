-- Rules on their way to being in force: drafts, and what was published.

-- The texts of one rulebook with its scenarios and their cases, by their hash.
create table rule_texts (
    tenant_id    text   not null,
    texts_sha256 text   not null,
    -- [{"path": …, "text": …}] in path order.
    files        text   not null,
    stored_at    bigint not null,
    constraint rule_texts_pkey primary key (tenant_id, texts_sha256)
);

-- One row a draft. What was written in it is only ever added.
create table draft (
    tenant_id    text   not null,
    draft_id     text   not null,
    rulebook     text   not null,
    state        text   not null,
    version      bigint not null,
    -- The publication it became.
    published_as bigint,
    -- Why it was withdrawn; empty otherwise.
    reason       text   not null,
    created_at   bigint not null,
    updated_at   bigint not null,
    constraint draft_pkey primary key (tenant_id, draft_id),
    constraint draft_state_check check (state in ('open', 'published', 'withdrawn'))
);

create index draft_rulebook_idx on draft (tenant_id, rulebook, draft_id);

create table draft_version (
    tenant_id    text   not null,
    draft_id     text   not null,
    version      bigint not null,
    texts_sha256 text   not null,
    -- The number of the publication that was the latest one when this was written; -1 before the first.
    based_on     bigint not null,
    note         text   not null,
    person       text   not null,
    written_at   bigint not null,
    constraint draft_version_pkey primary key (tenant_id, draft_id, version),
    constraint draft_version_draft_id_fkey foreign key (tenant_id, draft_id) references draft (tenant_id, draft_id),
    constraint draft_version_texts_sha256_fkey
        foreign key (tenant_id, texts_sha256) references rule_texts (tenant_id, texts_sha256)
);

-- From its day on, a rulebook is the editions of the publication with the greatest number. The tenant without a name
-- stands for all: what it published holds for everyone who published nothing else.
create table publication (
    tenant_id      text   not null,
    rulebook       text   not null,
    number         bigint not null,
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
    published_at   bigint not null,
    constraint publication_pkey primary key (tenant_id, rulebook, number),
    constraint publication_publication_id_key unique (publication_id),
    constraint publication_texts_sha256_fkey
        foreign key (tenant_id, texts_sha256) references rule_texts (tenant_id, texts_sha256)
);

-- The editions of a publication: all that the rulebook has from then on.
create table published_edition (
    tenant_id       text   not null,
    rulebook        text   not null,
    number          bigint not null,
    edition         text   not null,
    rulebook_sha256 text   not null,
    constraint published_edition_pkey primary key (tenant_id, rulebook, number, edition),
    constraint published_edition_number_fkey
        foreign key (tenant_id, rulebook, number) references publication (tenant_id, rulebook, number),
    constraint published_edition_rulebook_sha256_fkey foreign key (rulebook_sha256) references edition (rulebook_sha256)
);

create index published_edition_rulebook_sha256_idx on published_edition (rulebook_sha256);

-- What is recorded is never changed and never taken away.

create trigger rule_texts_refuses_change before update or delete on rule_texts
    for each row execute function refuse_change();

create trigger rule_texts_refuses_truncate before truncate on rule_texts
    for each statement execute function refuse_change();

create trigger draft_version_refuses_change before update or delete on draft_version
    for each row execute function refuse_change();

create trigger draft_version_refuses_truncate before truncate on draft_version
    for each statement execute function refuse_change();

create trigger publication_refuses_change before update or delete on publication
    for each row execute function refuse_change();

create trigger publication_refuses_truncate before truncate on publication
    for each statement execute function refuse_change();

create trigger published_edition_refuses_change before update or delete on published_edition
    for each row execute function refuse_change();

create trigger published_edition_refuses_truncate before truncate on published_edition
    for each statement execute function refuse_change();

-- Every tenant sees its own; what is published for all can be read, but not written, by each.

alter table draft enable row level security;
alter table draft force row level security;
create policy draft_tenant on draft
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table draft_version enable row level security;
alter table draft_version force row level security;
create policy draft_version_tenant on draft_version
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table rule_texts enable row level security;
alter table rule_texts force row level security;
create policy rule_texts_tenant on rule_texts
    using (tenant_id = current_setting('timbang.tenant', true) or tenant_id = '')
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table publication enable row level security;
alter table publication force row level security;
create policy publication_tenant on publication
    using (tenant_id = current_setting('timbang.tenant', true) or tenant_id = '')
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table published_edition enable row level security;
alter table published_edition force row level security;
create policy published_edition_tenant on published_edition
    using (tenant_id = current_setting('timbang.tenant', true) or tenant_id = '')
    with check (tenant_id = current_setting('timbang.tenant', true));
