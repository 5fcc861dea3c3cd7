-- What is dated ahead, by a page of which nobody knows when it was published, counts from its own day on: until then no
-- change and no window of today has it, as no total of today has it.
-- squawk-ignore-file ban-drop-function

drop function aggregator.totals_of(integer, text[]);
drop function aggregator.change_since(aggregator.observations, text, date, date);

-- How a level changed since the newest one dated in [earliest, latest] that is visible at an anchor; null when that one is
-- missing or not exact, or when the two are counted on another scale or among another number. In the order of the index
-- by series.
create function aggregator.change_since(
    o aggregator.observations, kind text, earliest date, latest date, anchor date
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
        and past.visible_from <= anchor
        and kind <> 'flow'
    order by past.reference_date desc nulls last, past.period_start desc nulls first
    limit 1
$$;

-- The newest level of each series asked for, and its changes, of what is visible at an anchor; what is kept is of any
-- day. Without a sort, only the index by series is in order.
create function aggregator.totals_of(gen integer, asked text[], anchor date default 'infinity')
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
        and (newest.visible_from is null or newest.visible_from <= anchor)
    order by newest.reference_date desc nulls last, newest.period_start desc nulls first
    limit 1
) as picked on true
left join lateral aggregator.change_since(
    o, i.kind, (o).reference_date - 60, (o).reference_date - 30, anchor
) as of_30 on true
left join lateral aggregator.change_since(
    o, i.kind, (o).reference_date - 180, (o).reference_date - 90, anchor
) as of_90 on true
left join lateral aggregator.change_since(
    o, i.kind, (o).reference_date - 730, (o).reference_date - 365, anchor
) as of_365 on true
left join lateral aggregator.change_since(
    o, i.kind,
    (date_trunc('year', (o).reference_date) - interval '1 year')::date,
    (date_trunc('year', (o).reference_date) - interval '1 day')::date,
    anchor
) as of_year on true
where s.series_id = any (asked) and s.status = 'actual'
$$;

-- The totals of a generation at an anchor: those that are kept, for up to its own day all of a series is visible; anew
-- where the newest level has no date, or is of a day to come. A definer's function, for readers may not look into this
-- schema.
create function aggregator.totals_at(gen integer, anchor date) returns setof aggregator.totals
    language sql stable security definer set search_path = pg_catalog as $$
    select t.* from aggregator.totals as t where t.generation = gen and t.reference_date <= anchor
    union all
    select anew.* from aggregator.totals_of(
        gen,
        array(
            select t.series_id from aggregator.totals as t
            where t.generation = gen and (t.reference_date <= anchor) is not true
        ),
        anchor
    ) as anew
$$;

create or replace view api.level_changes as
select
    s.place, s.province, s.indicator, s.facet, s.kind, t.reference_date as as_of, t.value, t.qualifier,
    t.change_30_days, t.change_90_days, t.change_365_days, t.change_calendar_year
from aggregator.active_generation as g
cross join lateral aggregator.totals_at(g.generation, aggregator.today()) as t
join aggregator.series_facts as s on s.series_id = t.series_id
where s.kind <> 'flow';
comment on view api.level_changes is
    'How each series changed up to its own newest date, as of today in Viet Nam; null where a level is missing or not'
    ' exact.';

create or replace view api.flow_windows as
select
    s.place, s.province, s.indicator, s.facet, w.window_length, w.window_start, w.window_end,
    f.value, s.unit, f.qualifier, f.days_covered,
    round(f.days_covered::numeric / (w.window_end - w.window_start + 1), 4) as share_covered,
    cardinality(f.claim_ids) as n_periods, f.claim_ids
from aggregator.active_generation as g
cross join lateral aggregator.totals_at(g.generation, aggregator.today()) as t
join aggregator.series_facts as s on s.series_id = t.series_id and s.kind = 'flow'
cross join lateral aggregator.windows_of(t.reference_date) as w
cross join lateral (
    select
        array_agg(o.period_start order by o.period_end, o.period_start) as starts,
        array_agg(o.period_end order by o.period_end, o.period_start) as ends,
        array_agg(o.value order by o.period_end, o.period_start) as amounts,
        array_agg(o.qualifier order by o.period_end, o.period_start) as qualifiers,
        array_agg(o.claim_id order by o.period_end, o.period_start) as claims
    from aggregator.observations as o
    where o.generation = t.generation and o.series_id = t.series_id
        and o.period_start >= w.window_start and o.period_end <= w.window_end
        and o.visible_from <= aggregator.today()
) as inside
cross join lateral aggregator.sum_disjoint(
    inside.starts, inside.ends, inside.amounts, inside.qualifiers, inside.claims
) as f;
comment on view api.flow_windows is
    'What each flow adds up to in the windows that end with its newest period, as of today in Viet Nam, and how much of'
    ' them is covered.';
call aggregator.publish_api();
