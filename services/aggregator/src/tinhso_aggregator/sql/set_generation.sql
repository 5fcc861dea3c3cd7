-- From now on readers see generation $1; the time and the reason are kept.
with flipped as (
    update aggregator.active_generation set generation = $1
)
insert into aggregator.promotions (promoted_at, generation, reason) values ($2, $1, $3)
