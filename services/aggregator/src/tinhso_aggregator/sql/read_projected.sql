-- What is reported of the provinces of today, and what those of before come to in their boundaries.
-- $1 anchor (null: today), $2 known_at (null: all), $3 places (null: all), $4 indicator (null: all).
with at_anchor (day) as materialized (
    select coalesce($1::date, aggregator.today())
),
of_today as (
    select
        t.place, t.province, t.indicator, t.facet, t.kind, 'reported' as basis, 'complete' as completeness,
        null::integer as n_predecessors, null::integer as n_with_value, '{}'::text[] as missing,
        t.value, t.denominator, t.unit, t.qualifier, t.as_of, coalesce(t.period_end, t.as_of) as newest_as_of,
        t.period_start, t.period_end, t.age_days, t.stale, t.conflict, array[t.claim_id] as claim_ids
    from at_anchor, api.totals_at(at_anchor.day, $2::timestamptz) as t
    where t.place like 'vn34/%'
    union all
    select
        p.place, p.province, p.indicator, p.facet, p.kind, 'projected', p.completeness,
        p.n_predecessors, p.n_with_value, p.missing,
        p.value, p.denominator, p.unit, p.qualifier, p.as_of, p.newest_as_of,
        p.period_start, p.period_end, p.age_days, p.stale, p.conflict, p.claim_ids
    from at_anchor, api.projected_totals_at(at_anchor.day, $2::timestamptz) as p
)
select * from of_today
where ($3::text[] is null or place = any ($3)) and ($4::text is null or indicator = $4)
order by place, indicator, facet::text collate "C", basis desc
