-- What the catalogue in force says of claims that are stored.
update aggregator.claims as c set
    facet = judged.facet::jsonb, series_id = judged.series_id, question_id = judged.question_id,
    reference_date = judged.reference_date, obstacle = judged.obstacle
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])
    as judged (revision_id, claim_id, facet, series_id, question_id, reference_date, obstacle)
where c.revision_id = judged.revision_id and c.claim_id = judged.claim_id
