-- Whoever holds a letter asks for its ruling without saying whose it is: this tells the tenant, and nothing else.

create table ruling_place (
    ruling_id text not null,
    tenant    text not null,
    constraint ruling_place_pkey primary key (ruling_id)
) strict;

insert into ruling_place (ruling_id, tenant) select ruling_id, tenant_id from ruling;

create trigger ruling_place_refuses_update before update on ruling_place
begin
    select raise(abort, 'ruling_place is only ever added to');
end;

create trigger ruling_place_refuses_delete before delete on ruling_place
begin
    select raise(abort, 'ruling_place is only ever added to');
end;

create trigger ruling_place_refuses_replacing before insert on ruling_place
when exists (select 1 from ruling_place where ruling_id = new.ruling_id)
begin
    select raise(abort, 'ruling_place has this row already');
end;

create index ruling_of_rulebook on ruling (tenant_id, rulebook, ruling_id);
