-- A page that must not go on the log: the facts and the reason stay.
insert into fetcher.documents as known (
    document_id, url, source_id, state, status, fetched_at, body_sha256, size_bytes, content_type, etag,
    last_modified, reason
)
values ($1, $2, $3, 'refused', 'ok', $4, $5, $6, $7, $8, $9, $10)
on conflict (document_id) do update set
    source_id = excluded.source_id,
    state = excluded.state,
    status = excluded.status,
    fetched_at = greatest(known.fetched_at, excluded.fetched_at),
    body_sha256 = excluded.body_sha256,
    content_digest = null,
    size_bytes = excluded.size_bytes,
    content_type = excluded.content_type,
    etag = excluded.etag,
    last_modified = excluded.last_modified,
    reason = excluded.reason
