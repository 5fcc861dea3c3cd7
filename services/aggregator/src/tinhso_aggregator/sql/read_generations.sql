-- The generations, what each has read, and when and why it was made the active one for the last time.
select
    g.generation, coalesce(a.generation = g.generation, false) as active,
    r.documents, r.revisions,
    (select count(*) from aggregator.claims as c where c.generation = g.generation) as claims,
    (select count(*) from aggregator.totals as t where t.generation = g.generation) as totals,
    p.promoted_at, p.reason
from aggregator.generations as g
left join aggregator.active_generation as a on true
cross join lateral (
    select count(distinct document_id) as documents, count(*) as revisions
    from aggregator.revisions as r
    where r.generation = g.generation
) as r
left join lateral (
    select promoted_at, reason from aggregator.promotions as p
    where p.generation = g.generation
    order by p.promotion_id desc
    limit 1
) as p on true
order by g.generation
