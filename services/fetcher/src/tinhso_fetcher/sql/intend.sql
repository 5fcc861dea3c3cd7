-- Writes down the revisions that are about to be published.
insert into fetcher.documents as known (
    document_id, url, source_id, state, status, fetched_at, body_sha256, content_digest, size_bytes,
    content_type, etag, last_modified
)
select
    document_id, url, source_id, 'pending', status, fetched_at, body_sha256, content_digest, size_bytes,
    content_type, etag, last_modified
from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::bigint[],
    $9::text[], $10::text[], $11::text[]
) as page (
    document_id, url, source_id, status, fetched_at, body_sha256, content_digest, size_bytes,
    content_type, etag, last_modified
)
on conflict (document_id) do update set
    url = excluded.url,
    source_id = excluded.source_id,
    state = excluded.state,
    status = excluded.status,
    fetched_at = excluded.fetched_at,
    body_sha256 = excluded.body_sha256,
    content_digest = excluded.content_digest,
    size_bytes = excluded.size_bytes,
    content_type = excluded.content_type,
    etag = excluded.etag,
    last_modified = excluded.last_modified,
    reason = null
