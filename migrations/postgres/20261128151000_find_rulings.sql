-- Whoever holds a letter asks for its ruling without saying whose it is: this tells the tenant, and nothing else.
-- It is looked up before the tenant is known, like `credential`, so it stays without row-level security.

create table ruling_place (
    ruling_id text not null,
    tenant    text not null,
    constraint ruling_place_pkey primary key (ruling_id)
);

-- The owner sees the rulings of all tenants only while row-level security is not forced on it.
alter table ruling no force row level security;
insert into ruling_place (ruling_id, tenant) select ruling_id, tenant_id from ruling;
alter table ruling force row level security;

create trigger ruling_place_refuses_change before update or delete on ruling_place
    for each row execute function refuse_change();

create trigger ruling_place_refuses_truncate before truncate on ruling_place
    for each statement execute function refuse_change();

create index ruling_of_rulebook on ruling (tenant_id, rulebook, ruling_id);
