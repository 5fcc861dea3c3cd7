-- Every series that a claim can count in.
insert into aggregator.series (series_id, place, indicator, facet, status)
select distinct on (c.series_id) c.series_id, c.place, c.indicator, c.facet, c.status
from aggregator.claims as c
where c.obstacle is null
order by c.series_id
