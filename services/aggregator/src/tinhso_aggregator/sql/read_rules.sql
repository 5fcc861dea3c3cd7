-- What decided, for the answers that these claims are.
select o.claim_id, o.rule, o.losers, o.runner_up, o.spread, o.source_gone
from aggregator.active_generation as g
join aggregator.observations as o on o.generation = g.generation
where o.claim_id = any ($1::text[])
