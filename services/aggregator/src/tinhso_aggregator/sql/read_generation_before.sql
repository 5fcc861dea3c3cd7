-- The generation that was active before $1 became so for the last time.
select p.generation from aggregator.promotions as p
where p.generation <> $1
    and p.promotion_id < (
        select max(last.promotion_id) from aggregator.promotions as last where last.generation = $1
    )
order by p.promotion_id desc
limit 1
