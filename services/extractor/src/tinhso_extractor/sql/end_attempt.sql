-- Says that a message came to its end.
delete from extractor.attempts
where consumer_group = $1 and topic = $2 and partition = $3 and message_offset = $4
