-- The contents of those of these revisions that are stored already.
select revision_id, content_digest from aggregator.revisions where revision_id = any ($1::text[])
