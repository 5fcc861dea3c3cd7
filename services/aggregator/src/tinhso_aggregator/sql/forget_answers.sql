-- Everything that follows from the claims, to be made anew from them.
truncate aggregator.totals, aggregator.observations, aggregator.series
