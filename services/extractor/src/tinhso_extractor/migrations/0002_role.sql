-- A role to grant to the extractor's login. Roles belong to the server, so it may be there already.
do $$
begin
    create role tinhso_extractor nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;
grant usage on schema extractor to tinhso_extractor;
grant select, insert, update, delete on extractor.attempts to tinhso_extractor;
