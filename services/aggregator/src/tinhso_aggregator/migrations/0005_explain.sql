-- Why a total is what it is: the claims that answer the same question, the winner first.

create function api.explain(
    place text, indicator text, anchor date default null, known_at timestamptz default null
)
    returns table (
        facet jsonb, standing integer, role text, rule text, value numeric, denominator numeric, unit text,
        qualifier text, as_of date, as_of_precision text, period_start date, period_end date,
        source_authority smallint, published_at date, claim_id text, quote text, url text
    )
    language sql stable security definer set search_path = pg_catalog as $$
with answer as (
    select distinct on (o.series_id) o.*, s.facet
    from aggregator.observations_at(coalesce($3, aggregator.today()), $4) as o
    join aggregator.series_facts as s on s.series_id = o.series_id
    where s.place = $1 and s.indicator = $2 and s.status = 'actual'
    order by o.series_id, o.reference_date desc nulls last, o.period_start desc nulls first
)
select
    a.facet, told.standing::integer,
    case
        when told.standing = 1 then 'winner'
        when aggregator.low(c.value, c.qualifier, c.unit) <= a.high
            and aggregator.high(c.value, c.qualifier, c.unit) >= a.low then 'agrees'
        else 'contradicts'
    end,
    case when told.standing = 1 then a.rule end,
    c.value, c.denominator, c.unit, c.qualifier, c.as_of, c.as_of_precision, c.period_start, c.period_end,
    c.source_authority, c.published_at, c.claim_id, c.claim #>> '{evidence,quote}', c.url
from answer as a
cross join lateral unnest(array[a.claim_id] || a.losers) with ordinality as told (claim_id, standing)
-- A page that came again with the same bytes says the same claim again: its newest word.
cross join lateral (
    select said.*, r.source_authority, r.published_at, r.url
    from aggregator.claims as said
    join aggregator.revisions as r on r.revision_id = said.revision_id
    where said.generation = a.generation and said.question_id = a.question_id
        and said.claim_id = told.claim_id and said.obstacle is null and r.fetched_at <= coalesce($4, 'infinity')
    order by r.fetched_at desc
    limit 1
) as c
order by a.facet::text collate "C", told.standing
$$;
comment on function api.explain is
    'The claims about the question that a total of a place and indicator answers, the winner first, with the rule.';
call aggregator.publish_api();
