-- What was last done with a key is read from here.
create index audit_key_id_idx on audit (tenant_id, key_id, happened_at);
