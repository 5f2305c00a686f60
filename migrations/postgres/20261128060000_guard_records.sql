-- What was handed out as a receipt rests on the leaf as it was written.

create trigger pending_leaf_refuses_change before update or delete on pending_leaf
    for each row execute function refuse_change();

create trigger pending_leaf_refuses_truncate before truncate on pending_leaf
    for each statement execute function refuse_change();
