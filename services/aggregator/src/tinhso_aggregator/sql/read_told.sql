-- Every claim about a place and an indicator, with what the choice between them looks at, at an anchor date.
select
    c.claim_id, c.facet, c.status, c.question_id, c.obstacle, c.reference_date, c.as_of_precision as precision,
    c.qualifier, aggregator.low(c.value, c.qualifier, c.unit) as low,
    aggregator.high(c.value, c.qualifier, c.unit) as high,
    r.source_authority as authority, r.published_at, c.claim, r.url, seen.is_current,
    coalesce(o.visible_from <= coalesce($3::date, aggregator.today()), true) as is_visible
from aggregator.active_generation as g
join aggregator.claims as c on c.generation = g.generation
join aggregator.revisions as r on r.revision_id = c.revision_id
left join aggregator.observations as o on o.generation = c.generation and o.question_id = c.question_id
cross join lateral (
    select not exists (
        select from aggregator.revisions as later
        where later.generation = r.generation and later.document_id = r.document_id
            and (later.fetched_at, later.body_sha256) > (r.fetched_at, r.body_sha256)
            and later.document_status = 'article'
    ) and not exists (
        select from aggregator.retractions as t where t.document_id = r.document_id
    ) as is_current
) as seen
where c.place = $1 and c.indicator = $2
order by seen.is_current desc, c.reference_date desc nulls last, r.source_authority desc,
    r.published_at desc nulls last, c.claim_id, c.revision_id
