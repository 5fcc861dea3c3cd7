-- A document that is stored ($1), as it was seen last, and of how many questions it gives readers the answer.
select
    r.url, r.title, r.fetched_at,
    (
        select count(*)
        from aggregator.active_generation as g
        join aggregator.revisions as own on own.generation = g.generation and own.document_id = r.document_id
        join aggregator.claims as c on c.revision_id = own.revision_id
        join aggregator.observations as o
            on o.generation = g.generation and o.question_id = c.question_id
            and o.revision_id = c.revision_id and o.claim_id = c.claim_id
    ) as answers
from aggregator.generations as g
join aggregator.revisions as r on r.generation = g.generation and r.document_id = $1
order by r.fetched_at desc
limit 1
