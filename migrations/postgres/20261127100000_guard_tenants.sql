-- A transaction sees and writes the rows of one tenant only: the one it names in `timbang.tenant`. Also the owner is held to it.
-- The table `credential` is looked up before the tenant is known, so it stays without.

alter table case_file enable row level security;
alter table case_file force row level security;
create policy case_file_tenant on case_file
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table case_snapshot enable row level security;
alter table case_snapshot force row level security;
create policy case_snapshot_tenant on case_snapshot
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table ruling enable row level security;
alter table ruling force row level security;
create policy ruling_tenant on ruling
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table review enable row level security;
alter table review force row level security;
create policy review_tenant on review
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table case_event enable row level security;
alter table case_event force row level security;
create policy case_event_tenant on case_event
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy idempotency_tenant on idempotency
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table outbox_event enable row level security;
alter table outbox_event force row level security;
create policy outbox_event_tenant on outbox_event
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

alter table audit enable row level security;
alter table audit force row level security;
create policy audit_tenant on audit
    using (tenant_id = current_setting('timbang.tenant', true))
    with check (tenant_id = current_setting('timbang.tenant', true));

-- What is recorded is not emptied either: triggers for each row do not see TRUNCATE.

create trigger edition_refuses_truncate before truncate on edition
    for each statement execute function refuse_change();

create trigger case_snapshot_refuses_truncate before truncate on case_snapshot
    for each statement execute function refuse_change();

create trigger ruling_refuses_truncate before truncate on ruling
    for each statement execute function refuse_change();

create trigger review_refuses_truncate before truncate on review
    for each statement execute function refuse_change();

create trigger case_event_refuses_truncate before truncate on case_event
    for each statement execute function refuse_change();

create trigger idempotency_refuses_truncate before truncate on idempotency
    for each statement execute function refuse_change();

create trigger audit_refuses_truncate before truncate on audit
    for each statement execute function refuse_change();
