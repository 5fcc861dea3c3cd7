-- What the ledger says of these documents.
select document_id, state, fetched_at, content_digest, etag, last_modified
from fetcher.documents
where document_id = any($1::text[])
