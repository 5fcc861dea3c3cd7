-- The 63 provinces of before 2025-07-01 in the boundaries of the 34. Scores and ranks are never projected.

-- Levels are of one time when they are dated within so many days of each other; flows only over the same period.
create function aggregator.compatible_days() returns integer
    language sql immutable parallel safe as $$ select 31 $$;

-- Stocks and flows are added when every predecessor has a value at a compatible date: the newest span of days in
-- which as many as possible have one. A rate, or a density, of several needs each one's denominator, and an exact
-- figure; of a province that merely kept its borders it is the same figure.
create function api.projected_totals_at(anchor date, known_at timestamptz default null)
    returns table (
        place text, province text, indicator text, facet jsonb, kind text, completeness text,
        n_predecessors integer, n_with_value integer, missing text[],
        value numeric, denominator numeric, unit text, qualifier text,
        as_of date, newest_as_of date, period_start date, period_end date,
        age_days integer, stale boolean, conflict boolean, claim_ids text[]
    )
    language sql stable security definer set search_path = pg_catalog as $$
with successor as (
    select p.successor as place, count(*)::integer as n, array_agg(p.key order by p.key) as predecessors
    from aggregator.provinces as p where p.successor is not null group by p.successor
),
-- A stock that fell is flagged in its own total, and so in a sum that it is a part of.
seen as materialized (
    select v.*,
        lead(v.low) over (partition by v.series_id order by v.reference_date desc) as low_before
    from aggregator.observations_at(anchor, known_at) as v
    where v.reference_date is not null
),
part as materialized (
    select
        u.place as successor, u.n, s.place, s.indicator, s.facet, s.kind, o.reference_date,
        o.period_start, o.period_end, o.value, o.denominator, o.qualifier, o.claim_id,
        o.conflict or coalesce(s.kind = 'stock' and o.high < o.low_before, false) as conflict,
        case
            when s.kind = 'flow' then o.period_start is not null and o.period_end is not null
            when s.kind = 'stock' or u.n = 1 then true
            else o.denominator > 0 and o.qualifier = 'exact'
        end as usable
    from seen as o
    join aggregator.series_facts as s on s.series_id = o.series_id and s.status = 'actual'
    join aggregator.provinces as p on p.key = s.place
    join successor as u on u.place = p.successor
    where s.kind in ('stock', 'flow', 'rate', 'density')
),
moment as (
    select distinct
        p.successor, p.indicator, p.facet, p.kind, p.reference_date as latest, p.period_start, p.period_end
    from part as p
),
fitting as (
    select distinct on (m.successor, m.indicator, m.facet, m.latest, m.period_start, m.period_end, p.place)
        m.latest, m.period_start as common_start, m.period_end as common_end, p.*
    from moment as m
    join part as p on p.successor = m.successor and p.indicator = m.indicator and p.facet = m.facet and p.usable
        and case
            when m.kind = 'flow' then p.period_start = m.period_start and p.period_end = m.period_end
            else p.reference_date between m.latest - aggregator.compatible_days() and m.latest
        end
    order by m.successor, m.indicator, m.facet, m.latest, m.period_start, m.period_end, p.place,
        p.reference_date desc
),
gathered as (
    select
        f.successor, f.indicator, f.facet, f.latest, f.common_start, f.common_end,
        count(*)::integer as k, array_agg(f.place) as places, bool_or(f.conflict) as conflict,
        case
            when min(f.kind) in ('stock', 'flow') then sum(f.value)
            when min(f.n) = 1 then min(f.value)
            else round(sum(f.value * f.denominator) / sum(f.denominator), min(scale(f.value)))
        end as value,
        case when count(*) = count(f.denominator) then sum(f.denominator) end as denominator,
        case
            when min(f.kind) in ('stock', 'flow') or min(f.n) = 1
            then aggregator.qualifier_of_sum(array_agg(f.qualifier))
            else 'approx'
        end as qualifier,
        min(f.reference_date) as oldest, max(f.reference_date) as newest,
        array_agg(f.claim_id order by f.place) as claim_ids
    from fitting as f
    group by f.successor, f.indicator, f.facet, f.latest, f.common_start, f.common_end
),
best as (
    select distinct on (g.successor, g.indicator, g.facet) g.*
    from gathered as g
    order by g.successor, g.indicator, g.facet, g.k desc, g.latest desc, g.common_start desc nulls first
),
asked as (
    select distinct p.successor, p.indicator, p.facet from part as p
)
select
    u.place, province.name, a.indicator, a.facet, i.kind,
    case when c.k = u.n then 'complete' else 'incomplete' end,
    u.n, coalesce(c.k, 0),
    array(select key from unnest(u.predecessors) as key where key <> all (coalesce(c.places, '{}')) order by key),
    case when c.k = u.n then c.value end, case when c.k = u.n then c.denominator end, i.unit,
    case when c.k = u.n then c.qualifier end,
    c.oldest, c.newest, c.common_start, c.common_end,
    anchor - c.oldest, coalesce(anchor - c.oldest > i.max_age_days, false), coalesce(c.conflict, false),
    coalesce(c.claim_ids, '{}')
from asked as a
join successor as u on u.place = a.successor
join aggregator.provinces as province on province.key = u.place
join aggregator.indicators as i on i.id = a.indicator
left join best as c on c.successor = a.successor and c.indicator = a.indicator and c.facet = a.facet
order by u.place, a.indicator, a.facet::text collate "C"
$$;
comment on function api.projected_totals_at is
    'What the provinces of before 2025-07-01 come to in the boundaries of the 34, at an anchor, as known then.';

create view api.projected_totals as select * from api.projected_totals_at(aggregator.today());
comment on view api.projected_totals is
    'What the provinces of before 2025-07-01 come to in the boundaries of the 34, as of today in Viet Nam.';

insert into aggregator.column_meanings (column_name, meaning) values
    ('completeness', 'complete when every predecessor has a value at a compatible date, else incomplete'),
    ('n_predecessors', 'how many provinces of before 2025-07-01 this one was made of'),
    ('n_with_value', 'how many of them have a value at a compatible date'),
    ('missing', 'the predecessors that have none'),
    ('newest_as_of', 'the newest of the reference dates');
call aggregator.publish_api();
