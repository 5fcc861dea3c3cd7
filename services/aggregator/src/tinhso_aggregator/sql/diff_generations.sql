-- The totals that differ between generations $1 and $2: how, by how much, and why.
with chosen as (
    select
        t.generation, t.series_id, o.question_id, o.claim_id, o.value, o.qualifier, o.rule, o.reference_date,
        o.period_start, o.denominator, r.document_id, r.body_sha256, r.url, c.claim #>> '{evidence,quote}' as quote
    from aggregator.totals as t
    join aggregator.observations as o on o.generation = t.generation and o.question_id = t.question_id
    join aggregator.claims as c on c.revision_id = o.revision_id and c.claim_id = o.claim_id
    join aggregator.revisions as r on r.revision_id = o.revision_id
    where t.generation = any (array[$1, $2]::integer[])
),
paired as (
    select coalesce(old.series_id, new.series_id) as series_id, old, new
    from (select * from chosen where generation = $1) as old
    full join (select * from chosen where generation = $2) as new on new.series_id = old.series_id
    where (old.value, old.qualifier, old.reference_date, old.period_start, old.denominator)::text
        is distinct from (new.value, new.qualifier, new.reference_date, new.period_start, new.denominator)::text
)
select
    s.place, s.indicator, s.facet,
    case when old is null then 'new' when new is null then 'gone' else 'changed' end as change,
    case
        when old is null then 'no claim of the old generation counts for this series'
        when new is null then 'no claim of the new generation counts for this series'
        when (old).claim_id = (new).claim_id then 'the same figure is read differently'
        when (old).question_id <> (new).question_id then 'another date or period is the newest'
        when (old).document_id = (new).document_id then 'another figure of the same page was chosen'
        else 'another page was chosen'
    end as why,
    case when not (old is null) then jsonb_build_object(
        'value', (old).value::text, 'qualifier', (old).qualifier, 'as_of', (old).reference_date,
        'claim_id', (old).claim_id, 'quote', (old).quote, 'url', (old).url, 'rule', (old).rule
    ) end as old,
    case when not (new is null) then jsonb_build_object(
        'value', (new).value::text, 'qualifier', (new).qualifier, 'as_of', (new).reference_date,
        'claim_id', (new).claim_id, 'quote', (new).quote, 'url', (new).url, 'rule', (new).rule
    ) end as new,
    (new).value - (old).value as difference
from paired
join aggregator.series as s on s.series_id = paired.series_id
order by s.place, s.indicator, s.facet::text collate "C"
