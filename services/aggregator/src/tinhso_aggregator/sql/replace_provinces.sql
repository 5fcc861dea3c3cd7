-- The provinces that there are and were.
with gone as (
    delete from aggregator.provinces where key <> all ($1::text[])
)
insert into aggregator.provinces (key, frame, id, name, successor)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
on conflict (key) do update set
    frame = excluded.frame, id = excluded.id, name = excluded.name, successor = excluded.successor
