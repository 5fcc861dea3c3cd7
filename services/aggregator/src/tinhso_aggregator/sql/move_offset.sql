-- Moves a partition from offset $3 to $4. No row comes back when another aggregator has moved it: fenced.
insert into aggregator.consumer_offsets as o (topic, partition, next_offset, last_event_id)
values ($1, $2, $4, $5)
on conflict (topic, partition) do update
    set next_offset = excluded.next_offset, last_event_id = excluded.last_event_id
    where o.next_offset = $3
returning next_offset
