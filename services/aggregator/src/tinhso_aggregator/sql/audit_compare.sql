-- What differs: observations from what the claims give, totals from what the observations give.
with rebuilt_totals as materialized (
    select t.*
    from aggregator.generations as g
    cross join lateral aggregator.totals_of(
        g.generation, (select array_agg(s.series_id) from aggregator.series as s)
    ) as t
),
differing as (
    select
        'observation' as what, coalesce(kept.generation, made.generation) as generation,
        coalesce(kept.series_id, made.series_id) as series_id,
        coalesce(kept.reference_date, made.reference_date) as reference_date,
        to_jsonb(kept) as kept, to_jsonb(made) as made
    from aggregator.observations as kept
    full join rebuilt_observations as made
        on made.generation = kept.generation and made.question_id = kept.question_id
    where kept::text is distinct from made::text
    union all
    select
        'total', coalesce(kept.generation, made.generation), coalesce(kept.series_id, made.series_id),
        coalesce(kept.reference_date, made.reference_date), to_jsonb(kept), to_jsonb(made)
    from aggregator.totals as kept
    full join rebuilt_totals as made
        on made.generation = kept.generation and made.series_id = kept.series_id
    where kept::text is distinct from made::text
)
select
    d.what, d.generation, s.place, s.indicator, s.facet, s.status, d.reference_date,
    case when d.kept is null then 'missing' when d.made is null then 'left over' else 'different' end as trouble,
    (
        select jsonb_object_agg(name, jsonb_build_array(k.value, m.value))
        from jsonb_each_text(d.kept) as k (name, value)
        full join jsonb_each_text(d.made) as m (name, value) using (name)
        where k.value is distinct from m.value
    ) as fields
from differing as d
left join aggregator.series as s on s.series_id = d.series_id
order by d.what, d.generation, s.place, s.indicator, d.reference_date, d.series_id
