-- Remembers the generations seen; the first one ever is the active one until another is promoted.
with seen as (
    insert into aggregator.generations (generation)
    select distinct generation from unnest($1::integer[]) as come (generation)
    on conflict do nothing
    returning generation
),
first as (
    insert into aggregator.active_generation (generation)
    select min(generation) from seen having min(generation) is not null
    on conflict do nothing
    returning generation
)
insert into aggregator.promotions (promoted_at, generation, reason)
select $2, generation, 'the first generation seen' from first
