-- Part 1: windows, and what is added up inside them.

-- The days of each window of an anchor, both ends inside it; the calendar year is a whole one.
create function aggregator.windows_of(anchor date)
    returns table (window_length text, window_start date, window_end date)
    language sql immutable parallel safe as $$
    select w.*
    from (
        values
            ('30_days', anchor - 29, anchor),
            ('90_days', anchor - 89, anchor),
            ('365_days', anchor - 364, anchor),
            ('calendar_year', make_date(extract(year from anchor)::integer, 1, 1),
                make_date(extract(year from anchor)::integer, 12, 31))
    ) as w (window_length, window_start, window_end)
    where anchor is not null
$$;

-- Which of some periods are added: disjoint ones that cover the most days; then the fewest, so that one report
-- of the whole window beats its parts; then the latest. Sorted by end and start; gives positions in the arrays.
create function aggregator.disjoint(starts date[], ends date[]) returns integer[]
    language plpgsql immutable parallel safe as $$
declare
    number constant integer := coalesce(cardinality(ends), 0);
    -- Of the first i periods: the days that the best choice covers, its size, and its choice of the i-th.
    days integer[] := array_fill(0, array[number + 1], array[0]);
    parts integer[] := array_fill(0, array[number + 1], array[0]);
    before integer[] := array_fill(null::integer, array[number + 1], array[0]);
    chosen integer[] := '{}';
    last integer;
begin
    for i in 1 .. number loop
        last := i - 1;
        while last > 0 and ends[last] >= starts[i] loop
            last := last - 1;
        end loop;
        if (days[last] + ends[i] - starts[i] + 1, -parts[last] - 1) >= (days[i - 1], -parts[i - 1]) then
            days[i] := days[last] + ends[i] - starts[i] + 1;
            parts[i] := parts[last] + 1;
            before[i] := last;
        else
            days[i] := days[i - 1];
            parts[i] := parts[i - 1];
        end if;
    end loop;
    last := number;
    while last > 0 loop
        if before[last] is null then
            last := last - 1;
        else
            chosen := last || chosen;
            last := before[last];
        end if;
    end loop;
    return chosen;
end
$$;

-- What may be said of a sum: exact when all parts are, else what all parts that are not exact have in common.
-- Null where they are vague in different ways: no word of ours is true of the sum then.
create function aggregator.qualifier_of_sum(qualifiers text[]) returns text
    language sql immutable parallel safe as $$
    select case
        when count(distinct q) filter (where q <> 'exact') > 1 then null
        else coalesce(min(q) filter (where q <> 'exact'), min(q))
    end
    from unnest(qualifiers) as q
$$;

-- The sum over disjoint ones of some periods; a window without a report has no sum, which is not zero.
create function aggregator.sum_disjoint(
    starts date[], ends date[], amounts numeric[], qualifiers text[], claims text[],
    out value numeric, out qualifier text, out days_covered integer, out claim_ids text[]
)
    -- Bound to what it calls when it is made: readers may not look into this schema.
    language sql immutable parallel safe
begin atomic
    select sum(amounts[n]), aggregator.qualifier_of_sum(array_agg(qualifiers[n])),
        coalesce(sum(ends[n] - starts[n] + 1), 0)::integer, coalesce(array_agg(claims[n] order by n), '{}')
    from unnest(aggregator.disjoint(starts, ends)) as n;
end;


-- Part 2: what readers see.

create view api.flow_windows as
select
    s.place, s.province, s.indicator, s.facet, w.window_length, w.window_start, w.window_end,
    f.value, s.unit, f.qualifier, f.days_covered,
    round(f.days_covered::numeric / (w.window_end - w.window_start + 1), 4) as share_covered,
    cardinality(f.claim_ids) as n_periods, f.claim_ids
from aggregator.active_generation as g
join aggregator.totals as t on t.generation = g.generation
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
) as inside
cross join lateral aggregator.sum_disjoint(
    inside.starts, inside.ends, inside.amounts, inside.qualifiers, inside.claims
) as f;
comment on view api.flow_windows is
    'What each flow adds up to in the windows that end with its newest period, and how much of them is covered.';

create function api.flow_windows_at(anchor date, known_at timestamptz default null)
    returns setof api.flow_windows
    language sql stable security definer set search_path = pg_catalog as $$
with periods as materialized (
    select o.series_id, o.period_start, o.period_end, o.value, o.qualifier, o.claim_id
    from aggregator.observations_at(anchor, known_at) as o
    join aggregator.series_facts as s on s.series_id = o.series_id and s.kind = 'flow' and s.status = 'actual'
),
inside as (
    select p.series_id, w.window_length, w.window_start, w.window_end,
        array_agg(p.period_start order by p.period_end, p.period_start) as starts,
        array_agg(p.period_end order by p.period_end, p.period_start) as ends,
        array_agg(p.value order by p.period_end, p.period_start) as amounts,
        array_agg(p.qualifier order by p.period_end, p.period_start) as qualifiers,
        array_agg(p.claim_id order by p.period_end, p.period_start) as claims
    from aggregator.windows_of(anchor) as w
    join periods as p on p.period_start >= w.window_start and p.period_end <= w.window_end
    group by p.series_id, w.window_length, w.window_start, w.window_end
)
select
    s.place, s.province, s.indicator, s.facet, i.window_length, i.window_start, i.window_end,
    f.value, s.unit, f.qualifier, f.days_covered,
    round(f.days_covered::numeric / (i.window_end - i.window_start + 1), 4),
    cardinality(f.claim_ids), f.claim_ids
from inside as i
join aggregator.series_facts as s on s.series_id = i.series_id
cross join lateral aggregator.sum_disjoint(i.starts, i.ends, i.amounts, i.qualifiers, i.claims) as f
order by s.place, s.indicator, s.facet::text collate "C", i.window_start, i.window_length
$$;
comment on function api.flow_windows_at is
    'The windows that end at an anchor, of flows reported inside them, as the captures up to known_at say.';

create function api.level_changes_at(anchor date, known_at timestamptz default null)
    returns setof api.level_changes
    language sql stable security definer set search_path = pg_catalog as $$
with levels as materialized (
    select o.series_id, o.reference_date, o.value, o.qualifier, o.denominator
    from aggregator.observations_at(anchor, known_at) as o
    join aggregator.series_facts as s on s.series_id = o.series_id and s.kind <> 'flow' and s.status = 'actual'
    where o.reference_date is not null
),
newest as (
    select distinct on (l.series_id) l.* from levels as l order by l.series_id, l.reference_date desc
),
spans (name, earliest, latest) as (
    values
        ('30', anchor - 60, anchor - 30),
        ('90', anchor - 180, anchor - 90),
        ('365', anchor - 730, anchor - 365),
        ('year', make_date(extract(year from anchor)::integer - 1, 1, 1),
            make_date(extract(year from anchor)::integer - 1, 12, 31))
),
past as (
    select distinct on (l.series_id, w.name) l.*, w.name
    from spans as w
    join levels as l on l.reference_date between w.earliest and w.latest
    order by l.series_id, w.name, l.reference_date desc
),
changed as (
    select n.series_id, p.name, n.value - p.value as change
    from newest as n
    join past as p on p.series_id = n.series_id
    join aggregator.series_facts as s on s.series_id = n.series_id
    -- A level that is itself the newest one in its window tells of no change, not of a change of zero.
    where p.reference_date < n.reference_date and n.qualifier = 'exact' and p.qualifier = 'exact'
        and not (s.kind in ('score', 'rank') and n.denominator is distinct from p.denominator)
)
select
    s.place, s.province, s.indicator, s.facet, s.kind, n.reference_date, n.value, n.qualifier,
    min(c.change) filter (where c.name = '30'), min(c.change) filter (where c.name = '90'),
    min(c.change) filter (where c.name = '365'), min(c.change) filter (where c.name = 'year')
from newest as n
join aggregator.series_facts as s on s.series_id = n.series_id
left join changed as c on c.series_id = n.series_id
group by n.series_id, s.place, s.province, s.indicator, s.facet, s.kind, n.reference_date, n.value, n.qualifier
order by s.place, s.indicator, s.facet::text collate "C"
$$;
comment on function api.level_changes_at is
    'How each series changed up to an anchor: its newest level less the newest one N to 2N days before the anchor.';

insert into aggregator.column_meanings (column_name, meaning) values
    ('window_length', '30_days, 90_days, 365_days or calendar_year'),
    ('window_start', 'first day of the window'),
    ('window_end', 'last day of the window; of a calendar year its end, also before that has come'),
    ('days_covered', 'days of the window that the added periods cover'),
    ('share_covered', 'the same as a part of the window, 0 to 1'),
    ('n_periods', 'how many reports were added; 1 with a share of 1 is one report of the whole window'),
    ('claim_ids', 'the claims that were added, in the order of time');
call aggregator.publish_api();
