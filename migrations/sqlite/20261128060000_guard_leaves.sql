-- What was handed out as a receipt rests on the leaf as it was written.

create trigger pending_leaf_refuses_update before update on pending_leaf
begin
    select raise(abort, 'pending_leaf is only ever added to');
end;

create trigger pending_leaf_refuses_delete before delete on pending_leaf
begin
    select raise(abort, 'pending_leaf is only ever added to');
end;
