-- What the ledger says of these documents.
select document_id, state, fetched_at, content_digest, reason, etag, last_modified
from fetcher.documents
where document_id = any($1::text[])
