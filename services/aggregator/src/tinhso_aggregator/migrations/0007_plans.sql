-- An ANALYZE while the first batch is under way counts its pages and none of its rows. From then on the planner believes
-- in one row, however many there are, and to it one index is as good as another, and a join as good as a look-up: the
-- whole table was read for each row of a batch. So each of these is written so that one index serves it, and no other.

-- As the captures fetched up to `known` say: the current revision of each document that was not retracted. With an
-- offset the planner makes no join of what is to be looked up; with «is true» the index by document, which has the time
-- of the fetch in it, is of no use to find one revision.
create or replace function aggregator.current_revisions(known timestamptz) returns setof aggregator.revisions
    language sql stable as $$
    select r.* from aggregator.revisions as r
    where (r.document_status = 'article' and r.fetched_at <= known) is true
        and not exists (
            select from aggregator.revisions as later
            where later.generation = r.generation and later.document_id = r.document_id
                and (later.fetched_at, later.body_sha256) > (r.fetched_at, r.body_sha256)
                and later.fetched_at <= known and later.document_status = 'article'
            offset 0
        )
        and not exists (
            select from aggregator.retractions as t
            where t.document_id = r.document_id and t.retracted_at <= known
            offset 0
        )
$$;

-- The same, of some revisions, none of them twice.
create or replace function aggregator.current_revisions(known timestamptz, wanted text[])
    returns table (revision_id text, source_authority smallint, published_at date)
    language sql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    set plan_cache_mode = force_generic_plan as $$
    select r.revision_id, r.source_authority, r.published_at
    from unnest(wanted) as asked (revision_id)
    cross join lateral (
        select current.* from aggregator.current_revisions(known) as current
        where current.revision_id = asked.revision_id
        offset 0
    ) as r
$$;

-- How a level changed since the newest one dated in [earliest, latest]; null when that one is missing or not
-- exact, or when the two are counted on another scale or among another number. In the order of the index by series.
create or replace function aggregator.change_since(
    o aggregator.observations, kind text, earliest date, latest date
)
    returns table (change numeric)
    language sql stable as $$
    select case
        when o.qualifier <> 'exact' or past.qualifier <> 'exact' then null
        when kind in ('score', 'rank') and o.denominator is distinct from past.denominator then null
        else o.value - past.value
    end
    from aggregator.observations as past
    where past.generation = o.generation and past.series_id = o.series_id
        and past.reference_date between earliest and latest
        and kind <> 'flow'
    order by past.reference_date desc nulls last, past.period_start desc nulls first
    limit 1
$$;

-- The newest level of each series asked for, and its changes. Without a sort, only the index by series is in order.
create or replace function aggregator.totals_of(gen integer, asked text[])
    returns table (
        generation integer, series_id text, question_id text, reference_date date, value numeric,
        qualifier text, change_30_days numeric, change_90_days numeric, change_365_days numeric,
        change_calendar_year numeric
    )
    language sql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off as $$
select
    gen, s.series_id, (o).question_id, (o).reference_date, (o).value, (o).qualifier,
    of_30.change, of_90.change, of_365.change, of_year.change
from aggregator.series as s
join aggregator.indicators as i on i.id = s.indicator
join lateral (
    select newest as o from aggregator.observations as newest
    where newest.generation = gen and newest.series_id = s.series_id
    order by newest.reference_date desc nulls last, newest.period_start desc nulls first
    limit 1
) as picked on true
left join lateral aggregator.change_since(
    o, i.kind, (o).reference_date - 60, (o).reference_date - 30
) as of_30 on true
left join lateral aggregator.change_since(
    o, i.kind, (o).reference_date - 180, (o).reference_date - 90
) as of_90 on true
left join lateral aggregator.change_since(
    o, i.kind, (o).reference_date - 730, (o).reference_date - 365
) as of_365 on true
left join lateral aggregator.change_since(
    o, i.kind,
    (date_trunc('year', (o).reference_date) - interval '1 year')::date,
    (date_trunc('year', (o).reference_date) - interval '1 day')::date
) as of_year on true
where s.series_id = any (asked) and s.status = 'actual'
$$;
