-- A row that is written only to see whether writing lasts.

create table readiness (
    id       integer not null,
    attempts integer not null,
    constraint readiness_pkey primary key (id),
    constraint readiness_id_check check (id = 1)
) strict;

insert into readiness (id, attempts) values (1, 0);
