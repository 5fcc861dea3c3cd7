-- Says that a message is begun; returns how often it was begun without coming to its end.
insert into extractor.attempts as a (consumer_group, topic, partition, message_offset)
values ($1, $2, $3, $4)
on conflict (consumer_group, topic, partition, message_offset) do update set begun = a.begun + 1
returning begun
