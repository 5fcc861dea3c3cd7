-- How many observations of the active generation are in conflict, and how many current revisions it has not read.
select
    (
        select count(*) from aggregator.observations as o
        join aggregator.active_generation as g on g.generation = o.generation
        where o.conflict
    ) as conflicts,
    (
        select count(distinct (r.document_id, r.fetched_at, r.body_sha256))
        from aggregator.active_generation as g
        join aggregator.generations as other on other.generation <> g.generation
        join aggregator.revisions as r on r.generation = other.generation
        where r.document_status = 'article'
            and not exists (
                select from aggregator.revisions as read
                where read.generation = g.generation and read.document_id = r.document_id
                    and read.fetched_at = r.fetched_at and read.body_sha256 = r.body_sha256
            )
            and not exists (
                select from aggregator.revisions as later
                where later.generation = r.generation and later.document_id = r.document_id
                    and (later.fetched_at, later.body_sha256) > (r.fetched_at, r.body_sha256)
                    and later.document_status = 'article'
            )
    ) as unread
