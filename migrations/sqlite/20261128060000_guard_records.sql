-- What was handed out as a receipt rests on the leaf as it was written.

create trigger pending_leaf_refuses_update before update on pending_leaf
begin
    select raise(abort, 'pending_leaf is only ever added to');
end;

create trigger pending_leaf_refuses_delete before delete on pending_leaf
begin
    select raise(abort, 'pending_leaf is only ever added to');
end;

-- INSERT OR REPLACE takes a row away without asking the triggers for deletion, so what is there already is refused here. Three
-- tables are written with ON CONFLICT DO NOTHING; for them the row that is there stays, and nothing is refused.

create trigger audit_refuses_replacing before insert on audit
when exists (select 1 from audit where position = new.position)
begin
    select raise(abort, 'audit has this row already');
end;

create trigger case_event_refuses_replacing before insert on case_event
when exists (select 1 from case_event where tenant_id = new.tenant_id and case_id = new.case_id and version = new.version)
begin
    select raise(abort, 'case_event has this row already');
end;

create trigger case_snapshot_refuses_replacing before insert on case_snapshot
when exists (select 1 from case_snapshot where tenant_id = new.tenant_id and case_id = new.case_id and snapshot = new.snapshot)
begin
    select raise(abort, 'case_snapshot has this row already');
end;

create trigger document_file_refuses_replacing before insert on document_file
when exists (select 1 from document_file where tenant_id = new.tenant_id and agency_id = new.agency_id and sha256 = new.sha256)
begin
    select raise(abort, 'document_file has this row already');
end;

create trigger draft_version_refuses_replacing before insert on draft_version
when exists (select 1 from draft_version where tenant_id = new.tenant_id and draft_id = new.draft_id and version = new.version)
begin
    select raise(abort, 'draft_version has this row already');
end;

create trigger edition_refuses_replacing before insert on edition
when exists (select 1 from edition where rulebook_sha256 = new.rulebook_sha256)
begin
    select raise(ignore);
end;

create trigger idempotency_refuses_replacing before insert on idempotency
when exists (select 1 from idempotency where tenant_id = new.tenant_id and principal = new.principal and idempotency_key = new.idempotency_key)
begin
    select raise(ignore);
end;

create trigger pending_leaf_refuses_replacing before insert on pending_leaf
when exists (select 1 from pending_leaf where position = new.position)
begin
    select raise(abort, 'pending_leaf has this row already');
end;

create trigger pending_leaf_refuses_replacing_by_subject_id before insert on pending_leaf
when exists (select 1 from pending_leaf where subject_id = new.subject_id)
begin
    select raise(abort, 'pending_leaf has this row already');
end;

create trigger publication_refuses_replacing before insert on publication
when exists (select 1 from publication where tenant_id = new.tenant_id and rulebook = new.rulebook and number = new.number)
begin
    select raise(abort, 'publication has this row already');
end;

create trigger publication_refuses_replacing_by_publication_id before insert on publication
when exists (select 1 from publication where publication_id = new.publication_id)
begin
    select raise(abort, 'publication has this row already');
end;

create trigger published_edition_refuses_replacing before insert on published_edition
when exists (select 1 from published_edition where tenant_id = new.tenant_id and rulebook = new.rulebook and number = new.number and edition = new.edition)
begin
    select raise(abort, 'published_edition has this row already');
end;

create trigger review_refuses_replacing before insert on review
when exists (select 1 from review where tenant_id = new.tenant_id and review_id = new.review_id)
begin
    select raise(abort, 'review has this row already');
end;

create trigger review_refuses_replacing_by_ruling_id before insert on review
when exists (select 1 from review where tenant_id = new.tenant_id and ruling_id = new.ruling_id)
begin
    select raise(abort, 'review has this row already');
end;

create trigger rule_texts_refuses_replacing before insert on rule_texts
when exists (select 1 from rule_texts where tenant_id = new.tenant_id and texts_sha256 = new.texts_sha256)
begin
    select raise(ignore);
end;

create trigger ruling_refuses_replacing before insert on ruling
when exists (select 1 from ruling where tenant_id = new.tenant_id and ruling_id = new.ruling_id)
begin
    select raise(abort, 'ruling has this row already');
end;

create trigger ruling_refuses_replacing_by_previous_ruling_id before insert on ruling
when exists (select 1 from ruling where tenant_id = new.tenant_id and case_id = new.case_id and previous_ruling_id = new.previous_ruling_id)
begin
    select raise(abort, 'ruling has this row already');
end;
