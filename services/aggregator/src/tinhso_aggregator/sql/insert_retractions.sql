-- Stores retractions; gives the documents of those that are new.
insert into aggregator.retractions (retraction_id, document_id, retracted_at, reason)
select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
on conflict (retraction_id) do nothing
returning document_id
