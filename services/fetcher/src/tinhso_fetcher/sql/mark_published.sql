-- The broker has acknowledged these revisions; one that another fetcher has overtaken meanwhile stays as it is.
update fetcher.documents as known
set state = 'published', published_at = $3
from unnest($1::text[], $2::timestamptz[]) as done (document_id, fetched_at)
where known.document_id = done.document_id
    and known.fetched_at = done.fetched_at
    and known.state = 'pending'
