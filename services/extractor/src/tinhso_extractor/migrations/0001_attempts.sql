create table extractor.attempts (
    consumer_group text not null,
    topic text not null,
    partition integer not null,
    message_offset bigint not null,
    begun integer not null default 1,
    primary key (consumer_group, topic, partition, message_offset)
);
comment on table extractor.attempts is
    'Messages that were begun and not ended: one that ends the process again and again is dead-lettered.';
comment on column extractor.attempts.begun is 'How often the message was begun without coming to its end.';
