-- Sets partitions ($2) of a topic back to offsets ($3); the record before those was not the last one stored.
update aggregator.consumer_offsets as o set next_offset = back.next_offset, last_event_id = null
from unnest($2::integer[], $3::bigint[]) as back (partition, next_offset)
where o.topic = $1 and o.partition = back.partition and back.next_offset < o.next_offset
