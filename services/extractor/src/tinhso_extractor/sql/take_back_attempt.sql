-- Says that a message was begun once less: what left it was no crash.
with ended as (
    delete from extractor.attempts
    where consumer_group = $1 and topic = $2 and partition = $3 and message_offset = $4 and begun <= 1
)
update extractor.attempts set begun = begun - 1
where consumer_group = $1 and topic = $2 and partition = $3 and message_offset = $4 and begun > 1
