create table fetcher.documents (
    document_id text collate "C" primary key,
    url text not null,
    source_id text not null,
    state text not null check (state in ('pending', 'published', 'refused')),
    status text not null check (status in ('ok', 'gone')),
    fetched_at timestamptz not null,
    body_sha256 text,
    content_digest text,
    size_bytes bigint not null,
    content_type text,
    etag text,
    last_modified text,
    published_at timestamptz,
    reason text,
    check ((state = 'refused') = (reason is not null)),
    check (state = 'refused' or (body_sha256 is not null and content_digest is not null))
);

comment on table fetcher.documents is
    'One row a document: its newest revision, and whether the log has it.';
comment on column fetcher.documents.document_id is 'Derived from the canonical URL.';
comment on column fetcher.documents.url is 'The canonical URL, or file:<path relative to the folder>.';
comment on column fetcher.documents.source_id is 'The host, or «file» where no hint says one.';
comment on column fetcher.documents.state is
    'pending: about to be published, or cut short; published: acknowledged by the broker; refused: see reason.';
comment on column fetcher.documents.status is 'gone: the site answered 404 or 410.';
comment on column fetcher.documents.fetched_at is
    'Of this revision, written before it is published; never runs backwards.';
comment on column fetcher.documents.body_sha256 is 'Of the bytes; null where a refused page was not read to its end.';
comment on column fetcher.documents.content_digest is
    'Over the bytes and all else that a reader goes by; equal means nothing new to publish.';
comment on column fetcher.documents.size_bytes is 'Of the body; of a page that was not read to its end, at least.';
comment on column fetcher.documents.content_type is 'As the server said it.';
comment on column fetcher.documents.etag is 'Sent back with the next request.';
comment on column fetcher.documents.last_modified is 'Sent back with the next request.';
comment on column fetcher.documents.published_at is 'When the broker had acknowledged the last published revision.';
comment on column fetcher.documents.reason is 'Why it was refused.';

create index documents_not_published on fetcher.documents (state) where state <> 'published';

-- A role to grant to the fetcher's login. Roles belong to the server, so it may be there already.
do $$
begin
    create role tinhso_fetcher nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;
grant usage on schema fetcher to tinhso_fetcher;
grant select, insert, update on fetcher.documents to tinhso_fetcher;
