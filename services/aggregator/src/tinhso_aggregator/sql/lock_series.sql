-- Locks each series, in sorted order, new ones included: what begins after this sees what it waited for.
insert into aggregator.series (series_id, place, indicator, facet, status)
select series_id, place, indicator, facet::jsonb, status
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    as wanted (series_id, place, indicator, facet, status)
order by series_id collate "C"
on conflict (series_id) do update set series_id = excluded.series_id where false
