-- What to send with the next request, for pages that came again as they were, under other headers.
update fetcher.documents as known
set etag = page.etag, last_modified = page.last_modified
from unnest($1::text[], $2::text[], $3::text[]) as page (document_id, etag, last_modified)
where known.document_id = page.document_id
    and known.state = 'published'
    and (known.etag, known.last_modified) is distinct from (page.etag, page.last_modified)
