-- A row that is written only to see whether writing lasts.

create table readiness (
    id       bigint not null,
    attempts bigint not null,
    constraint readiness_pkey primary key (id),
    constraint readiness_id_check check (id = 1)
);

insert into readiness (id, attempts) values (1, 0);
