-- Where to read on in a partition, and the id of the event before it.
select next_offset, last_event_id from aggregator.consumer_offsets where topic = $1 and partition = $2
