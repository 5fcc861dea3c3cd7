-- Locks each series whose totals may change: those that any revision of these documents speaks to. In sorted order, new
-- ones included: what begins after this sees what it waited for. Gives the questions and the series of each generation.
-- $1, $2: documents and generations with a new revision; $3: retracted documents, in all generations.
with touched as materialized (
    select c.generation, c.question_id, c.series_id, c.place, c.indicator, c.facet, c.status
    from (
        select * from unnest($1::text[], $2::integer[]) as revised (document_id, generation)
        union
        select retracted.document_id, g.generation
        from unnest($3::text[]) as retracted (document_id)
        cross join aggregator.generations as g
    ) as changed
    -- By their keys, whatever the planner believes of tables that have just grown: it looks no further than an offset,
    -- and would read all that is stored.
    cross join lateral (
        select own.revision_id from aggregator.revisions as own
        where own.generation = changed.generation and own.document_id = changed.document_id
        offset 0
    ) as r
    cross join lateral (
        select told.* from aggregator.claims as told where told.revision_id = r.revision_id offset 0
    ) as c
    where c.obstacle is null
),
locked as (
    insert into aggregator.series (series_id, place, indicator, facet, status)
    select distinct on (t.series_id) t.series_id, t.place, t.indicator, t.facet, t.status
    from touched as t
    order by t.series_id
    on conflict (series_id) do update set series_id = excluded.series_id where false
)
select t.generation, array_agg(distinct t.question_id), array_agg(distinct t.series_id)
from touched as t
group by t.generation
order by t.generation
