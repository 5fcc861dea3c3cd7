-- The totals as readers see them at an anchor date ($1; null: today) and a state of knowledge ($2; null: all),
-- of some places ($3) and one indicator ($4); null: of all.
select *
from (
    select * from api.province_totals where $1::date is null and $2::timestamptz is null
    union all
    select * from api.totals_at(coalesce($1::date, aggregator.today()), $2::timestamptz)
    where $1::date is not null or $2::timestamptz is not null
) as totals
where ($3::text[] is null or place = any ($3)) and ($4::text is null or indicator = $4)
order by place, indicator, facet::text collate "C"
