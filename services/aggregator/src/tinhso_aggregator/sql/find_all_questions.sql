-- Every question of every generation, in an order in which those of one series stand together.
select distinct c.generation, c.question_id, c.series_id
from aggregator.claims as c
where c.obstacle is null
order by c.generation, c.series_id
