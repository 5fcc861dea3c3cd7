-- Everything that follows from the claims, to be made anew from them. Deleted, not truncated: readers go on with what
-- there was, and an audit under way too.
with
totals as (delete from aggregator.totals),
observations as (delete from aggregator.observations)
delete from aggregator.series
