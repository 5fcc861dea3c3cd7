-- The questions whose answer may change: those that any revision of these documents speaks to.
-- $1, $2: documents and generations with a new revision; $3: retracted documents, in all generations.
select distinct c.generation, c.question_id, c.series_id, c.place, c.indicator, c.facet::text as facet, c.status
from (
    select * from unnest($1::text[], $2::integer[]) as revised (document_id, generation)
    union
    select retracted.document_id, g.generation
    from unnest($3::text[]) as retracted (document_id)
    cross join aggregator.generations as g
) as touched
join aggregator.revisions as r
    on r.generation = touched.generation and r.document_id = touched.document_id
join aggregator.claims as c on c.revision_id = r.revision_id
where c.obstacle is null
