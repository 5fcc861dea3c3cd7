-- Every observation of every generation, made anew from the claims.
create temporary table rebuilt_observations on commit drop as
select a.*
from aggregator.generations as g
cross join lateral aggregator.answers('infinity', g.generation, null) as a
