-- Part 1: what is kept. Ids compare byte by byte everywhere, whatever the database's collation.

create table aggregator.consumer_offsets (
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    last_event_id text,
    primary key (topic, partition)
);
comment on table aggregator.consumer_offsets is
    'Where to read on, moved in the same transaction as what was read. The last event id tells a recreated topic.';

create table aggregator.catalogue (
    is_the_one boolean primary key default true check (is_the_one),
    digest text not null
);
comment on table aggregator.catalogue is 'The digest of the catalogue that the claims were judged by.';

create table aggregator.indicators (
    id text collate "C" primary key,
    kind text not null,
    unit text not null,
    pillar text not null,
    name_vi text not null,
    name_en text not null,
    max_age_days integer not null
);

create table aggregator.provinces (
    key text collate "C" primary key,
    frame text not null,
    id text not null,
    name text not null,
    successor text collate "C"
);

create table aggregator.generations (
    generation integer primary key
);
create table aggregator.active_generation (
    is_the_one boolean primary key default true check (is_the_one),
    generation integer not null
);
create table aggregator.promotions (
    promotion_id bigint generated always as identity primary key,
    promoted_at timestamptz not null,
    generation integer not null,
    reason text not null
);
comment on table aggregator.promotions is 'Which generation readers were given, since when, and why.';

create table aggregator.documents (
    document_id text collate "C" primary key
);
comment on table aggregator.documents is 'One row to lock for each document.';

create table aggregator.retractions (
    retraction_id text collate "C" primary key,
    document_id text collate "C" not null,
    retracted_at timestamptz not null,
    reason text not null
);
create index retractions_by_document on aggregator.retractions (document_id);

-- Copies differ in at most 25 of 128 slots, so of 26 bands they have one in common: only those who do are compared.
-- One number for each band; two that differ may rarely have the same, which costs a comparison.
create function aggregator.bands(signature integer[]) returns bigint[]
    language sql immutable parallel safe strict as $$
    select array_agg(hash_array_extended(signature[n * 128 / 26 + 1 : (n + 1) * 128 / 26], n) order by n)
    from generate_series(0, 25) as n
$$;

create table aggregator.revisions (
    revision_id text collate "C" primary key,
    generation integer not null,
    document_id text collate "C" not null,
    fetched_at timestamptz not null,
    body_sha256 text collate "C" not null,
    document_status text not null,
    url text not null,
    source_id text not null,
    source_authority smallint not null,
    title text,
    published_at date,
    published_precision text not null,
    published_basis text not null,
    attributed_to text,
    content_digest text not null,
    signature integer[],
    bands bigint[] generated always as (aggregator.bands(signature)) stored
);
comment on column aggregator.revisions.signature is 'MinHash of the text, to tell copies; null where nothing counts.';
comment on column aggregator.revisions.bands is 'Texts that are copies have at least one of these in common.';
create unique index revisions_by_document
    on aggregator.revisions (generation, document_id, fetched_at, body_sha256);

create table aggregator.series (
    series_id text collate "C" primary key,
    place text collate "C" not null,
    indicator text collate "C" not null,
    facet jsonb not null,
    status text not null
);
comment on table aggregator.series is 'One row to lock for each series, whatever the generation.';
create index series_by_place on aggregator.series (place, indicator);

create table aggregator.claims (
    revision_id text collate "C" not null,
    claim_id text collate "C" not null,
    generation integer not null,
    document_id text collate "C" not null,
    indicator text collate "C" not null,
    facet jsonb not null,
    value numeric,
    denominator numeric,
    unit text not null,
    qualifier text not null,
    scope text not null,
    place text collate "C",
    status text not null,
    as_of date,
    as_of_precision text not null,
    period_start date,
    period_end date,
    quote_key text collate "C" not null,
    claim jsonb not null,
    series_id text collate "C",
    question_id text collate "C",
    reference_date date,
    obstacle text,
    primary key (revision_id, claim_id)
);
comment on column aggregator.claims.claim is 'The claim as it came.';
comment on column aggregator.claims.obstacle is 'Why it cannot count, judged by the catalogue; null when it can.';
create index claims_by_question on aggregator.claims (generation, question_id) where obstacle is null;
create index claims_by_place on aggregator.claims (place, indicator);

create table aggregator.observations (
    generation integer not null,
    question_id text collate "C" not null,
    series_id text collate "C" not null,
    reference_date date,
    period_start date,
    period_end date,
    visible_from date,
    revision_id text collate "C" not null,
    claim_id text collate "C" not null,
    value numeric not null,
    denominator numeric,
    qualifier text not null,
    low numeric not null,
    high numeric not null,
    rule text not null,
    losers text[] not null,
    conflict boolean not null,
    runner_up text,
    spread numeric,
    n_claims integer not null,
    n_documents integer not null,
    n_independent_sources integer not null,
    source_gone boolean not null,
    primary key (generation, question_id)
);
create index observations_in_conflict on aggregator.observations (generation) where conflict;
create index observations_by_series on aggregator.observations
    (generation, series_id, reference_date desc nulls last, period_start desc nulls first);

create table aggregator.totals (
    generation integer not null,
    series_id text collate "C" not null,
    question_id text collate "C" not null,
    reference_date date,
    value numeric not null,
    qualifier text not null,
    change_30_days numeric,
    change_90_days numeric,
    change_365_days numeric,
    change_calendar_year numeric,
    primary key (generation, series_id)
);
comment on table aggregator.totals is
    'The newest level of each series of status actual, and how it changed, anchored at its own newest date.';


-- Part 2: what a claim implies. These three are the whole arithmetic of the choice.

-- Half of the last printed digit of a percentage; a count is printed whole.
create function aggregator.rounding(value numeric, unit text) returns numeric
    language sql immutable parallel safe as $$
    select case when unit = 'percent' then 5 * power(10::numeric, -scale(value) - 1) else 0 end
$$;

-- The least and the greatest number that a claim allows: «hơn 1,6 triệu» is [1600000, ∞), 82 % is [81.5, 82.5].
create function aggregator.low(value numeric, qualifier text, unit text) returns numeric
    language sql immutable parallel safe as $$
    select case qualifier
        when 'exact' then value - aggregator.rounding(value, unit)
        when 'at_least' then value
        when 'at_most' then '-Infinity'::numeric
        else least(0.9 * value, case qualifier when 'nearly' then value else 1.1 * value end)
    end
$$;

create function aggregator.high(value numeric, qualifier text, unit text) returns numeric
    language sql immutable parallel safe as $$
    select case qualifier
        when 'exact' then value + aggregator.rounding(value, unit)
        when 'at_least' then 'Infinity'::numeric
        when 'at_most' then value
        else greatest(0.9 * value, case qualifier when 'nearly' then value else 1.1 * value end)
    end
$$;

-- Whether two texts are copies: Jaccard of at least 0.8, estimated from their signatures.
create function aggregator.alike(one integer[], other integer[]) returns boolean
    language sql immutable parallel safe strict as $$
    select count(*) >= 0.8 * cardinality(one) from unnest(one, other) as slot (a, b) where a = b
$$;


-- Part 3: the choice.

-- What may answer, with what the choice looks at.
create view aggregator.eligible_claims as
select
    c.generation, c.question_id, c.series_id, c.reference_date, c.period_start, c.period_end,
    c.revision_id, c.claim_id, c.document_id, c.value, c.denominator, c.qualifier,
    aggregator.low(c.value, c.qualifier, c.unit) as low, aggregator.high(c.value, c.qualifier, c.unit) as high,
    case c.qualifier when 'exact' then 0 when 'at_least' then 1 when 'at_most' then 1 else 2 end as vagueness,
    array_position(array['day', 'month', 'quarter', 'half', 'year', 'unknown'], c.as_of_precision) as coarseness,
    c.quote_key
from aggregator.claims as c
where c.obstacle is null;

-- The same with its source. An index is of use only to what has its collation.
create type aggregator.candidate as (
    generation integer, question_id text collate "C", series_id text collate "C", reference_date date,
    period_start date, period_end date, revision_id text collate "C", claim_id text collate "C",
    document_id text collate "C", value numeric, denominator numeric, qualifier text, low numeric, high numeric,
    vagueness integer, coarseness integer, quote_key text collate "C",
    source_authority smallint, published_at date
);

-- As the captures fetched up to `known` say: the current revision of each document that was not retracted.
create function aggregator.current_revisions(known timestamptz) returns setof aggregator.revisions
    language sql stable as $$
    select r.* from aggregator.revisions as r
    where r.document_status = 'article' and r.fetched_at <= known
        and not exists (
            select from aggregator.revisions as later
            where later.generation = r.generation and later.document_id = r.document_id
                and (later.fetched_at, later.body_sha256) > (r.fetched_at, r.body_sha256)
                and later.fetched_at <= known and later.document_status = 'article'
        )
        and not exists (
            select from aggregator.retractions as t
            where t.document_id = r.document_id and t.retracted_at <= known
        )
$$;

-- The same, of some revisions: by index and nothing else, whatever the planner believes of tables that grow while it
-- looks. Else each batch may read all that is stored.
create function aggregator.current_revisions(known timestamptz, wanted text[])
    returns table (revision_id text, source_authority smallint, published_at date)
    language sql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    set plan_cache_mode = force_generic_plan as $$
    select r.revision_id, r.source_authority, r.published_at
    from aggregator.current_revisions(known) as r
    where r.revision_id = any (wanted)
$$;

create function aggregator.candidates(known timestamptz, gen integer) returns setof aggregator.candidate
    language sql stable as $$
    select c.*, r.source_authority, r.published_at
    from aggregator.eligible_claims as c
    join aggregator.current_revisions(known) as r on r.revision_id = c.revision_id
    where c.generation = gen
$$;

-- The same, of some questions. A page speaks to several of them, and is looked up once.
create function aggregator.candidates(known timestamptz, gen integer, asked text[])
    returns setof aggregator.candidate
    language sql stable
    set enable_seqscan = off set enable_nestloop = off set work_mem = '64MB'
    set plan_cache_mode = force_generic_plan as $$
    with told as materialized (
        select c.* from aggregator.eligible_claims as c where c.generation = gen and c.question_id = any (asked)
    )
    select told.*, r.source_authority, r.published_at
    from told
    join aggregator.current_revisions(known, array(select distinct told.revision_id from told)) as r
        on r.revision_id = told.revision_id
$$;

-- One answer for each question asked, or for all when `asked` is null: the observation, with the rule that chose it,
-- and the losers. The planner knows nothing of the size of the parts below, and would take nested loops for the
-- thousands of questions of a batch: it hashes instead. And it plans anew each time, for the tables may have been
-- empty when this connection asked first.
create function aggregator.answers(known timestamptz, gen integer, asked text[])
    returns table (
        generation integer, question_id text, series_id text, reference_date date,
        period_start date, period_end date, visible_from date, revision_id text, claim_id text,
        value numeric, denominator numeric, qualifier text, low numeric, high numeric,
        rule text, losers text[], conflict boolean, runner_up text, spread numeric,
        n_claims integer, n_documents integer, n_independent_sources integer, source_gone boolean
    )
    language sql stable
    set enable_nestloop = off set work_mem = '64MB' set plan_cache_mode = force_custom_plan as $$
with recursive candidate as materialized (
    select * from aggregator.candidates(known, gen) where asked is null
    union all
    select * from aggregator.candidates(known, gen, asked) where asked is not null
),
-- Copies speak with one voice: equal quotes, quotes of one document, quotes of texts that are alike. There are none
-- where all say the same words.
said as materialized (
    select c.question_id, c.quote_key, c.document_id, c.revision_id
    from candidate as c
    join (
        select candidate.question_id from candidate
        group by candidate.question_id having min(candidate.quote_key) <> max(candidate.quote_key)
    ) as disputed on disputed.question_id = c.question_id
),
spoken as materialized (
    select r.revision_id, r.bands, row_number() over () as number
    from aggregator.revisions as r
    where r.revision_id = any (array(select distinct said.revision_id from said))
),
-- Counted before they are gathered: most bands are of one text alone.
echo as materialized (
    select band from spoken, unnest(spoken.bands) as band group by band having count(*) > 1
),
echoed as materialized (
    select spoken.revision_id, band from spoken, unnest(spoken.bands) as band where band in (select echo.band from echo)
),
-- Two texts are compared once, in however many questions they meet.
met as materialized (
    select distinct a.revision_id as revision, b.revision_id as other_revision
    from echoed as a join echoed as b on b.band = a.band and b.revision_id > a.revision_id
),
alike as materialized (
    select met.revision, met.other_revision from met
    where aggregator.alike(
        (select r.signature from aggregator.revisions as r where r.revision_id = met.revision),
        (select r.signature from aggregator.revisions as r where r.revision_id = met.other_revision)
    )
),
copied as materialized (
    select said.question_id, whole.quote_key as one, said.quote_key as other
    from (
        select said.question_id, said.document_id, min(said.quote_key) as quote_key from said
        group by said.question_id, said.document_id having min(said.quote_key) <> max(said.quote_key)
    ) as whole
    join said on said.question_id = whole.question_id and said.document_id = whole.document_id
    union
    select a.question_id, a.quote_key, b.quote_key
    from alike
    join said as a on a.revision_id = alike.revision
    join said as b on b.revision_id = alike.other_revision and b.question_id = a.question_id
),
linked as (
    select copied.question_id, copied.one, copied.other from copied
    union all
    select copied.question_id, copied.other, copied.one from copied
),
reached as (
    select linked.question_id, linked.one as quote_key, linked.one as source from linked
    union
    select linked.question_id, linked.other, reached.source
    from reached
    join linked on linked.question_id = reached.question_id and linked.one = reached.quote_key
),
voice as (
    select reached.question_id, reached.quote_key, min(reached.source) as source
    from reached group by reached.question_id, reached.quote_key
),
sourced as materialized (
    select c.*, coalesce(voice.source, c.quote_key) as source
    from candidate as c
    left join voice on voice.question_id = c.question_id and voice.quote_key = c.quote_key
),
support as (
    select s.question_id, s.value, count(*) as sources
    from (select distinct sourced.question_id, sourced.value, sourced.source from sourced) as s
    group by s.question_id, s.value
),
-- First the top claim: the finer date, the higher authority, the newer page, more sources, the smaller id.
ranked as (
    select s.*, support.sources,
        row_number() over best_first as place,
        first_value(s.low) over best_first as top_low,
        first_value(s.high) over best_first as top_high,
        first_value(s.coarseness) over best_first as top_coarseness
    from sourced as s
    join support on support.question_id = s.question_id and support.value = s.value
    window best_first as (
        partition by s.question_id
        order by s.coarseness, s.source_authority desc, s.published_at desc nulls last,
            support.sources desc, s.claim_id
    )
),
-- Then, among those compatible with it and dated as finely, the most precise.
compared as materialized (
    select r.*,
        row_number() over winner_first = 1 as wins,
        r.low <= first_value(r.high) over winner_first and r.high >= first_value(r.low) over winner_first as agrees
    from ranked as r
    window winner_first as (
        partition by r.question_id
        order by not (r.coarseness = r.top_coarseness and r.low <= r.top_high and r.high >= r.top_low),
            r.vagueness, r.place
    )
),
summed_up as (
    select c.question_id,
        min(c.published_at) as published_at,
        array_agg(c.claim_id order by c.place) filter (where not c.wins) as losers,
        bool_or(not c.agrees) as conflict,
        (array_agg(c.claim_id order by c.place) filter (where not c.agrees))[1] as runner_up,
        max(c.value) filter (where c.wins or not c.agrees)
            - min(c.value) filter (where c.wins or not c.agrees) as spread,
        count(*)::integer as n_claims,
        count(distinct c.document_id) filter (where c.agrees)::integer as n_documents,
        count(distinct c.source) filter (where c.agrees)::integer as n_independent_sources
    from compared as c
    group by c.question_id
)
select
    gen, w.question_id, w.series_id, w.reference_date, w.period_start, w.period_end,
    least(w.reference_date, s.published_at), w.revision_id, w.claim_id, w.value, w.denominator,
    w.qualifier, w.low, w.high,
    case
        when s.n_claims = 1 then 'only_claim'
        when w.place > 1 then 'more_precise'
        when w.coarseness < second.coarseness then 'finer_date'
        when w.source_authority > second.source_authority then 'source_authority'
        when w.published_at is distinct from second.published_at then 'newest_published'
        when w.sources > second.sources then 'independent_sources'
        else 'smallest_claim_id'
    end,
    coalesce(s.losers, '{}'), s.conflict, s.runner_up, case when s.conflict then s.spread end,
    s.n_claims, s.n_documents, s.n_independent_sources,
    exists (
        select from aggregator.revisions as later
        where later.generation = gen and later.document_id = w.document_id
            and (later.fetched_at, later.body_sha256) > (
                select r.fetched_at, r.body_sha256 from aggregator.revisions as r where r.revision_id = w.revision_id
            )
            and later.fetched_at <= known and later.document_status = 'gone'
    )
from compared as w
join summed_up as s on s.question_id = w.question_id
left join compared as second on second.question_id = w.question_id and second.place = 2
where w.wins
$$;

-- How a level changed since the newest one dated in [earliest, latest]; null when that one is missing or not
-- exact, or when the two are counted on another scale or among another number.
create function aggregator.change_since(o aggregator.observations, kind text, earliest date, latest date)
    returns table (change numeric)
    language sql stable as $$
    select case
        when o.qualifier <> 'exact' or past.qualifier <> 'exact' then null
        when kind in ('score', 'rank') and o.denominator is distinct from past.denominator then null
        else o.value - past.value
    end
    from aggregator.observations as past
    where past.generation = o.generation and past.series_id = o.series_id
        and past.reference_date between earliest and latest
        and kind <> 'flow'
    order by past.reference_date desc
    limit 1
$$;

-- The newest level of each series asked for, and its changes.
create function aggregator.totals_of(gen integer, asked text[])
    returns table (
        generation integer, series_id text, question_id text, reference_date date, value numeric,
        qualifier text, change_30_days numeric, change_90_days numeric, change_365_days numeric,
        change_calendar_year numeric
    )
    language sql stable
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
select
    gen, s.series_id, o.question_id, o.reference_date, o.value, o.qualifier,
    of_30.change, of_90.change, of_365.change, of_year.change
from aggregator.series as s
join aggregator.indicators as i on i.id = s.indicator
join lateral (
    select newest.* from aggregator.observations as newest
    where newest.generation = gen and newest.series_id = s.series_id
    order by newest.reference_date desc nulls last, newest.period_start desc nulls first
    limit 1
) as picked on true
join aggregator.observations as o on o.generation = gen and o.question_id = picked.question_id
left join lateral aggregator.change_since(o, i.kind, o.reference_date - 60, o.reference_date - 30) as of_30 on true
left join lateral aggregator.change_since(o, i.kind, o.reference_date - 180, o.reference_date - 90) as of_90 on true
left join lateral aggregator.change_since(o, i.kind, o.reference_date - 730, o.reference_date - 365) as of_365 on true
left join lateral aggregator.change_since(
    o, i.kind,
    (date_trunc('year', o.reference_date) - interval '1 year')::date,
    (date_trunc('year', o.reference_date) - interval '1 day')::date
) as of_year on true
where s.series_id = any (asked) and s.status = 'actual'
$$;


-- Part 4: what readers see. They read the schema api, and nothing else.

create schema if not exists api;
comment on schema api is 'For readers: the totals of the provinces, and what they were made of.';

create function aggregator.today() returns date
    language sql stable parallel safe as $$
    select (now() at time zone 'Asia/Ho_Chi_Minh')::date
$$;

-- What readers are given counts at an anchor, as the captures fetched up to `known` say; null for all of them.
create function aggregator.observations_at(anchor date, known timestamptz)
    returns setof aggregator.observations
    language sql stable as $$
    select o.* from aggregator.active_generation as g
    cross join lateral (
        select stored.* from aggregator.observations as stored
        where known is null and stored.generation = g.generation
        union all
        select a.* from aggregator.answers(known, g.generation, null) as a
        where known is not null
    ) as o
    where o.visible_from is null or o.visible_from <= anchor
$$;

create view aggregator.series_facts as
select
    s.series_id, s.place, p.name as province, s.indicator, s.facet, s.status,
    i.kind, i.unit, i.max_age_days
from aggregator.series as s
join aggregator.indicators as i on i.id = s.indicator
left join aggregator.provinces as p on p.key = s.place;

create view api.province_totals as
select
    s.place, s.province, s.indicator, s.facet, s.kind,
    o.value, o.denominator, c.unit, o.qualifier,
    c.as_of, c.as_of_precision, o.period_start, o.period_end,
    aggregator.today() - o.reference_date as age_days,
    coalesce(aggregator.today() - o.reference_date > s.max_age_days, false) as stale,
    o.conflict or coalesce(s.kind = 'stock' and o.high < before.low, false) as conflict,
    o.n_documents, o.n_independent_sources, o.claim_id,
    c.claim #>> '{evidence,quote}' as quote,
    r.url
from aggregator.series_facts as s
join aggregator.active_generation as g on true
join lateral (
    select newest.* from aggregator.observations as newest
    where newest.generation = g.generation and newest.series_id = s.series_id
        and (newest.visible_from is null or newest.visible_from <= aggregator.today())
    order by newest.reference_date desc nulls last, newest.period_start desc nulls first
    limit 1
) as o on true
left join lateral (
    select earlier.low from aggregator.observations as earlier
    where earlier.generation = g.generation and earlier.series_id = s.series_id
        and earlier.reference_date < o.reference_date
        and earlier.visible_from <= aggregator.today()
    order by earlier.reference_date desc
    limit 1
) as before on true
join aggregator.claims as c on c.revision_id = o.revision_id and c.claim_id = o.claim_id
join aggregator.revisions as r on r.revision_id = o.revision_id
where s.status = 'actual';
comment on view api.province_totals is
    'The newest value of each series of each province, as of today in Viet Nam, with the sentence that says so.';

-- Any day, and any state of knowledge: what the captures fetched up to `known_at` say; null for all of them.
-- A definer's function, so that readers need nothing of the tables below it.
create function api.totals_at(anchor date, known_at timestamptz default null)
    returns setof api.province_totals
    language sql stable security definer set search_path = pg_catalog as $$
with ordered as (
    select v.*,
        row_number() over newest_first as place_in_time,
        -- What has no date stands last, and is not «before» anything.
        case when lead(v.reference_date) over newest_first is not null then lead(v.low) over newest_first end
            as low_before
    from aggregator.observations_at(anchor, known_at) as v
    window newest_first as (
        partition by v.series_id
        order by v.reference_date desc nulls last, v.period_start desc nulls first
    )
)
select
    s.place, s.province, s.indicator, s.facet, s.kind,
    o.value, o.denominator, c.unit, o.qualifier,
    c.as_of, c.as_of_precision, o.period_start, o.period_end,
    anchor - o.reference_date,
    coalesce(anchor - o.reference_date > s.max_age_days, false),
    o.conflict or coalesce(s.kind = 'stock' and o.high < o.low_before, false),
    o.n_documents, o.n_independent_sources, o.claim_id,
    c.claim #>> '{evidence,quote}',
    r.url
from ordered as o
join aggregator.series_facts as s on s.series_id = o.series_id and s.status = 'actual'
join aggregator.claims as c on c.revision_id = o.revision_id and c.claim_id = o.claim_id
join aggregator.revisions as r on r.revision_id = o.revision_id
where o.place_in_time = 1
order by s.place, s.indicator, s.facet::text collate "C"
$$;
comment on function api.totals_at is
    'The rows of api.province_totals at an anchor date, as the captures fetched up to known_at say (null: all).';

create view api.observations as
select
    s.place, s.province, s.indicator, s.facet, s.status, s.kind,
    o.value, o.denominator, c.unit, o.qualifier,
    o.reference_date, c.as_of, c.as_of_precision, o.period_start, o.period_end, o.visible_from,
    o.rule, o.conflict, o.runner_up, o.spread, o.losers,
    o.n_claims, o.n_documents, o.n_independent_sources, o.source_gone,
    o.claim_id, c.claim #>> '{evidence,quote}' as quote, r.url
from aggregator.active_generation as g
join aggregator.observations as o on o.generation = g.generation
join aggregator.series_facts as s on s.series_id = o.series_id
join aggregator.claims as c on c.revision_id = o.revision_id and c.claim_id = o.claim_id
join aggregator.revisions as r on r.revision_id = o.revision_id;
comment on view api.observations is
    'The answer chosen for each question (a series at a date or over a period), targets, plans and changes too.';

create view api.claims as
select
    c.claim_id, c.indicator, c.facet, c.value, c.denominator, c.unit, c.qualifier, c.scope, c.place,
    c.claim ->> 'place_name' as place_name, c.status, c.as_of, c.as_of_precision,
    c.claim ->> 'as_of_basis' as as_of_basis, c.period_start, c.period_end,
    c.claim -> 'evidence' as evidence, c.claim -> 'checks' as checks, c.claim,
    c.obstacle, c.document_id, r.url, r.title, r.source_id, r.source_authority, r.published_at,
    r.attributed_to, r.fetched_at, r.body_sha256,
    r.document_status = 'article' and not exists (
        select from aggregator.revisions as later
        where later.generation = r.generation and later.document_id = r.document_id
            and (later.fetched_at, later.body_sha256) > (r.fetched_at, r.body_sha256)
            and later.document_status = 'article'
    ) and not exists (
        select from aggregator.retractions as t
        where t.document_id = r.document_id
    ) as is_current
from aggregator.active_generation as g
join aggregator.claims as c on c.generation = g.generation
join aggregator.revisions as r on r.revision_id = c.revision_id;
comment on view api.claims is 'Everything that every revision of every document says, as it says it.';

create view api.level_changes as
select
    s.place, s.province, s.indicator, s.facet, s.kind, t.reference_date as as_of, t.value, t.qualifier,
    t.change_30_days, t.change_90_days, t.change_365_days, t.change_calendar_year
from aggregator.active_generation as g
join aggregator.totals as t on t.generation = g.generation
join aggregator.series_facts as s on s.series_id = t.series_id
where s.kind <> 'flow';
comment on view api.level_changes is
    'How each series changed up to its own newest date; null where a level is missing or not exact.';

-- What every column means, for whoever looks at a view for the first time. One table of words, so that the
-- same column means the same in every view; a column without words fails the migration.
create table aggregator.column_meanings (
    column_name text primary key,
    meaning text not null
);
insert into aggregator.column_meanings (column_name, meaning) values
    ('place', 'the province in its boundary frame, such as vn63/binh_duong'),
    ('province', 'the Vietnamese name of the place'),
    ('indicator', 'what is counted or measured: an id of the catalogue'),
    ('facet', 'which part of the indicator: each combination is a series of its own'),
    ('kind', 'stock, flow, rate, density, score or rank: what may be done with the value over time'),
    ('status', 'actual, target, plan or change_delta'),
    ('value', 'the figure, with the digits it was printed with'),
    ('denominator', 'out of how many; of a score its scale, of a rank how many were ranked'),
    ('unit', 'the unit of value'),
    ('qualifier', 'exact, at_least, at_most, nearly or approx'),
    ('as_of', 'when it was true: the last day of the period that the text names; null when unknown'),
    ('as_of_precision', 'day, month, quarter, half, year or unknown'),
    ('as_of_basis', 'what in the text, or beside it, the date was taken from'),
    ('reference_date', 'the date that the question is about: the end of a flow, the date of a level'),
    ('period_start', 'first day of the period of a flow; null when the text does not say'),
    ('period_end', 'last day of the period of a flow'),
    ('visible_from', 'the first day on which it counts: the earlier of its date and its publication'),
    ('age_days', 'days from the reference date to the anchor; null without a date'),
    ('stale', 'whether it is older than the indicator allows'),
    ('conflict', 'whether claims contradict it, or a stock is smaller than it was before'),
    ('n_claims', 'eligible claims about this question'),
    ('n_documents', 'documents with a claim that agrees'),
    ('n_independent_sources', 'the same, with copies counted once'),
    ('claim_id', 'the claim, the same in the event and in api.claims'),
    ('quote', 'the words that say so'),
    ('url', 'where they stand'),
    ('rule', 'what decided between the claims'),
    ('runner_up', 'the best claim that contradicts; null without a conflict'),
    ('spread', 'the distance between the extremes of what is claimed; null without a conflict'),
    ('losers', 'the claims that were not chosen, best first'),
    ('source_gone', 'whether the page has vanished since'),
    ('scope', 'national, province, district, commune or other'),
    ('place_name', 'the name of the district or commune, when the scope is one'),
    ('evidence', 'quote, figure, and their positions in the extracted text'),
    ('checks', 'the names of the checks that the claim passed and failed'),
    ('claim', 'the whole claim as it came'),
    ('obstacle', 'why the claim cannot count; null when it can'),
    ('document_id', 'the document, derived from its canonical URL'),
    ('title', 'the title of the document'),
    ('source_id', 'who published the document: its host'),
    ('source_authority', '3 a gov.vn host, 2 press, 1 other, 0 unknown'),
    ('published_at', 'when the document was published; null when unknown'),
    ('attributed_to', 'the outlet that the page says it copies'),
    ('fetched_at', 'when this revision was fetched'),
    ('body_sha256', 'which bytes were fetched'),
    ('is_current', 'whether this revision is the one of its document that counts'),
    ('change_30_days', 'value less the newest exact level dated 30 to 60 days before'),
    ('change_90_days', 'value less the newest exact level dated 90 to 180 days before'),
    ('change_365_days', 'value less the newest exact level dated 365 to 730 days before'),
    ('change_calendar_year', 'value less the newest exact level of the year before');

-- A role to grant to analysts. Roles belong to the server, not to one database, so it may be there already.
do $$
begin
    create role tinhso_reader nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;

-- Each migration that changes what readers see ends with this.
create procedure aggregator.publish_api() language plpgsql as $$
declare
    found record;
begin
    for found in
        select c.table_name, c.column_name, m.meaning from information_schema.columns as c
        left join aggregator.column_meanings as m on m.column_name = c.column_name
        where c.table_schema = 'api'
    loop
        if found.meaning is null then
            raise exception 'api.%.% has no description', found.table_name, found.column_name;
        end if;
        execute format('comment on column api.%I.%I is %L', found.table_name, found.column_name, found.meaning);
    end loop;
    grant usage on schema api to tinhso_reader;
    grant select on all tables in schema api to tinhso_reader;
    revoke execute on all functions in schema api from public;
    grant execute on all functions in schema api to tinhso_reader;
end
$$;
call aggregator.publish_api();
