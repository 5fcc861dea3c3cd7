-- Province × indicator at an anchor ($1; null: today) and a state of knowledge ($2; null: all),
-- of some places ($3) and one indicator ($4); null: of all.
select * from api.coverage_at(coalesce($1::date, aggregator.today()), $2::timestamptz)
where ($3::text[] is null or place = any ($3)) and ($4::text is null or indicator = $4)
order by place, indicator
