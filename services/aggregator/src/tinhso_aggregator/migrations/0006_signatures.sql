-- A signature is its 128 slots of four bytes, the highest first: written, sent, read and compared as they are.
-- No reader sees these columns, and the aggregator, which alone writes them, is stopped meanwhile: each change takes the
-- whole table.
-- squawk-ignore-file ban-drop-column, ban-drop-function, changing-column-type, adding-field-with-default

alter table aggregator.revisions drop column bands;
drop function aggregator.bands(integer[]);
drop function aggregator.alike(integer[], integer[]);

create function pg_temp.bytes_of(slots integer[]) returns bytea
    language sql immutable parallel safe strict as $$
    select string_agg(int4send(slot), '' order by number) from unnest(slots) with ordinality as one (slot, number)
$$;
alter table aggregator.revisions alter column signature type bytea using pg_temp.bytes_of(signature);

-- Copies differ in at most 25 of 128 slots, so of 26 bands they have one in common: only those who do are compared.
-- One number for each band; two that differ may rarely have the same, which costs a comparison.
create function aggregator.bands(signature bytea) returns bigint[]
    language sql immutable parallel safe strict as $$
    select array_agg(hashbyteaextended(substring(signature from 4 * first + 1 for 4 * (beyond - first)), n) order by n)
    from generate_series(0, 25) as n, lateral (select n * 128 / 26, (n + 1) * 128 / 26) as band (first, beyond)
$$;
alter table aggregator.revisions add column
    bands bigint[] generated always as (aggregator.bands(signature)) stored;
comment on column aggregator.revisions.bands is 'Texts that are copies have at least one of these in common.';

-- Whether two texts are copies: Jaccard of at least 0.8, estimated from their signatures.
create function aggregator.alike(one bytea, other bytea) returns boolean
    language sql immutable parallel safe strict as $$
    select count(*) >= 0.8 * 128
    from generate_series(1, 4 * 128, 4) as slot
    where substring(one from slot for 4) = substring(other from slot for 4)
$$;
