-- Row-level security and TRUNCATE exist on PostgreSQL only; here the tenant stands in every statement. The number is kept in step.

select 1;
