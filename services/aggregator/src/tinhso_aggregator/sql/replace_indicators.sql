-- The indicators that there are.
with gone as (
    delete from aggregator.indicators where id <> all ($1::text[])
)
insert into aggregator.indicators (id, kind, unit, pillar, name_vi, name_en, max_age_days)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[])
on conflict (id) do update set
    kind = excluded.kind, unit = excluded.unit, pillar = excluded.pillar, name_vi = excluded.name_vi,
    name_en = excluded.name_en, max_age_days = excluded.max_age_days
