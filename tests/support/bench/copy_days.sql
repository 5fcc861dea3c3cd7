-- Copies what is stored, once for each of :days days, moved by that many days: questions of their own, with as many
-- claims each. An id that is a digest of what it names is made as the aggregator makes it; another gets the day at
-- its end, which keeps the order of ids.
create function pg_temp.moved(id text, days integer) returns text language sql immutable
    return left(id, 26) || lpad(to_hex(days), 6, '0');

create function pg_temp.question(series_id text, on_day date) returns text language sql immutable
    return left(encode(sha256(convert_to(format('question %s None %s', series_id, on_day), 'UTF8')), 'hex'), 32);

-- Another page's: each of its numbers of four bytes is another one.
create function pg_temp.moved(signature bytea, days integer) returns bytea language sql immutable as $$
    select string_agg(
        int4send(('x' || encode(substring(signature from 4 * n + 1 for 4), 'hex'))::bit(32)::integer # (days * 7919)),
        '' order by n
    )
    from generate_series(0, octet_length(signature) / 4 - 1) as n
$$;

insert into aggregator.documents (document_id)
select pg_temp.moved(document_id, days) from aggregator.documents, generate_series(1, :days) as days;

insert into aggregator.observations
select
    o.generation, pg_temp.question(o.series_id, o.reference_date + days), o.series_id, o.reference_date + days,
    o.period_start, o.period_end, o.visible_from + days, pg_temp.moved(o.revision_id, days),
    pg_temp.moved(o.claim_id, days), o.value, o.denominator, o.qualifier, o.low, o.high, o.rule,
    array(select pg_temp.moved(id, days) from unnest(o.losers) with ordinality as loser (id, place) order by place),
    o.conflict, pg_temp.moved(o.runner_up, days), o.spread, o.n_claims, o.n_documents, o.n_independent_sources,
    o.source_gone
from aggregator.observations as o, generate_series(1, :days) as days;

insert into aggregator.claims
select
    pg_temp.moved(c.revision_id, days), pg_temp.moved(c.claim_id, days), c.generation,
    pg_temp.moved(c.document_id, days), c.indicator, c.facet, c.value, c.denominator, c.unit, c.qualifier, c.scope,
    c.place, c.status, c.as_of + days, c.as_of_precision, c.period_start, c.period_end,
    pg_temp.moved(c.quote_key, days),
    c.claim || jsonb_build_object('claim_id', pg_temp.moved(c.claim_id, days), 'as_of', c.as_of + days),
    c.series_id, pg_temp.question(c.series_id, c.reference_date + days), c.reference_date + days, c.obstacle
from aggregator.claims as c, generate_series(1, :days) as days;

insert into aggregator.revisions
select
    pg_temp.moved(r.revision_id, days), r.generation, pg_temp.moved(r.document_id, days), r.fetched_at, r.body_sha256,
    r.document_status, r.url || '?' || days, r.source_id, r.source_authority, r.title, r.published_at,
    r.published_precision, r.published_basis, r.attributed_to, r.content_digest,
    pg_temp.moved(r.signature, days)
from aggregator.revisions as r, generate_series(1, :days) as days;

truncate aggregator.totals;

insert into aggregator.totals
select t.* from aggregator.totals_of(1, (select array_agg(series_id order by series_id) from aggregator.series)) as t;
