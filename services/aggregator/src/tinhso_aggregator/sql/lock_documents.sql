-- Locks each document, in sorted order so that two batches cannot wait for each other in a circle.
insert into aggregator.documents (document_id)
select distinct document_id from unnest($1::text[]) as wanted (document_id) order by document_id
on conflict (document_id) do update set document_id = excluded.document_id where false
