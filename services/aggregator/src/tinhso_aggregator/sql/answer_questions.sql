-- Answers the questions $2 of generation $1 anew, from their claims; an answer without claims goes.
with answered as materialized (
    select * from aggregator.answers('infinity', $1, $2)
),
unanswered as (
    delete from aggregator.observations as o
    -- No join: to a planner that takes the table for empty, a nested loop is as good as any.
    where o.generation = $1 and o.question_id = any (array(
        select asked.question_id from unnest($2::text[]) as asked (question_id)
        except
        select answered.question_id from answered
    ))
)
insert into aggregator.observations as o
select * from answered
on conflict (generation, question_id) do update set
    visible_from = excluded.visible_from, revision_id = excluded.revision_id, claim_id = excluded.claim_id,
    value = excluded.value, denominator = excluded.denominator, qualifier = excluded.qualifier,
    low = excluded.low, high = excluded.high, rule = excluded.rule, losers = excluded.losers,
    conflict = excluded.conflict, runner_up = excluded.runner_up, spread = excluded.spread,
    n_claims = excluded.n_claims, n_documents = excluded.n_documents,
    n_independent_sources = excluded.n_independent_sources, source_gone = excluded.source_gone
-- By their bytes, for 82 and 82.0 are equal as numbers, and are not the same figure.
where o.* *<> excluded.*
