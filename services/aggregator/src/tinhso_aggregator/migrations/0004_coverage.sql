-- Province × indicator: what is known, and what is not. Missing is not zero.

-- The state of one cell, from how many of its series there are, are stale, are in conflict and not stale.
create function aggregator.coverage_state(series bigint, stale bigint, conflicting bigint) returns text
    language sql immutable parallel safe as $$
    select case
        when series = 0 then 'missing' when stale = series then 'stale'
        when conflicting > 0 then 'conflicting' else 'present'
    end
$$;

create view api.coverage as
select
    p.key as place, p.name as province, i.pillar, i.id as indicator, i.name_vi as indicator_name,
    aggregator.coverage_state(
        count(t.place), count(*) filter (where t.stale), count(*) filter (where t.conflict and not t.stale)
    ) as state,
    max(coalesce(t.period_end, t.as_of)) as newest_as_of,
    count(t.place) as n_series, count(*) filter (where t.stale) as n_stale,
    count(*) filter (where t.conflict) as n_conflicting
from aggregator.provinces as p
cross join aggregator.indicators as i
left join api.province_totals as t on t.place = p.key and t.indicator = i.id
group by p.key, p.name, i.pillar, i.id, i.name_vi;
comment on view api.coverage is 'Each province and indicator: present, stale, conflicting or missing, as of today.';

create function api.coverage_at(anchor date, known_at timestamptz default null)
    returns setof api.coverage
    language sql stable security definer set search_path = pg_catalog as $$
with t as materialized (
    select * from api.totals_at(anchor, known_at)
)
select
    p.key, p.name, i.pillar, i.id, i.name_vi,
    aggregator.coverage_state(
        count(t.place), count(*) filter (where t.stale), count(*) filter (where t.conflict and not t.stale)
    ),
    max(coalesce(t.period_end, t.as_of)),
    count(t.place), count(*) filter (where t.stale), count(*) filter (where t.conflict)
from aggregator.provinces as p
cross join aggregator.indicators as i
left join t on t.place = p.key and t.indicator = i.id
group by p.key, p.name, i.pillar, i.id, i.name_vi
order by p.key, i.id
$$;
comment on function api.coverage_at is 'The rows of api.coverage at an anchor, as the captures up to known_at say.';

insert into aggregator.column_meanings (column_name, meaning) values
    ('pillar', 'the part of digital transformation that the indicator belongs to'),
    ('indicator_name', 'the Vietnamese name of the indicator'),
    ('state', 'missing; stale: all its series are; conflicting: one that is not stale; else present'),
    ('n_series', 'how many series (combinations of facets) have a value'),
    ('n_stale', 'how many of them are older than the indicator allows'),
    ('n_conflicting', 'how many of them are in conflict');
call aggregator.publish_api();
