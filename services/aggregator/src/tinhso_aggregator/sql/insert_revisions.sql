-- Stores revisions; gives the ids of those that are new.
insert into aggregator.revisions (
    revision_id, generation, document_id, fetched_at, body_sha256, document_status, url, source_id,
    source_authority, title, published_at, published_precision, published_basis, attributed_to,
    content_digest, signature
)
select
    revision_id, generation, document_id, fetched_at, body_sha256, document_status, url, source_id,
    source_authority, title, published_at, published_precision, published_basis, attributed_to,
    content_digest, signature::integer[]
from unnest(
    $1::text[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::smallint[], $10::text[], $11::date[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[]
) as come (
    revision_id, generation, document_id, fetched_at, body_sha256, document_status, url, source_id,
    source_authority, title, published_at, published_precision, published_basis, attributed_to,
    content_digest, signature
)
on conflict (revision_id) do nothing
returning revision_id
