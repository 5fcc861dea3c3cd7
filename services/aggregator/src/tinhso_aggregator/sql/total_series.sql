-- Takes the totals of the series $2 of generation $1 anew, from their observations.
with summed_up as materialized (
    select * from aggregator.totals_of($1, $2)
),
gone as (
    delete from aggregator.totals as t
    -- No join: to a planner that takes the table for empty, a nested loop is as good as any.
    where t.generation = $1 and t.series_id = any (array(
        select asked.series_id from unnest($2::text[]) as asked (series_id)
        except
        select summed_up.series_id from summed_up
    ))
)
insert into aggregator.totals as t
select * from summed_up
on conflict (generation, series_id) do update set
    question_id = excluded.question_id, reference_date = excluded.reference_date, value = excluded.value,
    qualifier = excluded.qualifier, change_30_days = excluded.change_30_days,
    change_90_days = excluded.change_90_days, change_365_days = excluded.change_365_days,
    change_calendar_year = excluded.change_calendar_year
-- By their bytes, for 82 and 82.0 are equal as numbers, and are not the same figure.
where t.* *<> excluded.*
