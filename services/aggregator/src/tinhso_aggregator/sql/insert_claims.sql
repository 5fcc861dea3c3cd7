-- Stores the claims of new revisions: the claim as it came, its parts as columns, and what the catalogue says.
insert into aggregator.claims (
    revision_id, claim_id, generation, document_id, indicator, facet, value, denominator, unit, qualifier,
    scope, place, status, as_of, as_of_precision, period_start, period_end, quote_key, claim,
    series_id, question_id, reference_date, obstacle
)
select
    come.revision_id, c.claim ->> 'claim_id', come.generation, come.document_id, c.claim ->> 'indicator',
    come.facet::jsonb, (c.claim ->> 'value')::numeric, (c.claim ->> 'denominator')::numeric,
    c.claim ->> 'unit', c.claim ->> 'qualifier', c.claim ->> 'scope', c.claim ->> 'place', c.claim ->> 'status',
    (c.claim ->> 'as_of')::date, c.claim ->> 'as_of_precision', (c.claim ->> 'period_start')::date,
    (c.claim ->> 'period_end')::date, come.quote_key, c.claim,
    come.series_id, come.question_id, come.reference_date, come.obstacle
from unnest(
    $1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[],
    $10::text[]
) as come (
    revision_id, generation, document_id, claim, facet, quote_key, series_id, question_id, reference_date, obstacle
)
-- Read once (`offset 0`), and not again for each of its parts.
cross join lateral (select come.claim::jsonb offset 0) as c (claim)
