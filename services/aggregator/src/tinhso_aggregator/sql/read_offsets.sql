-- Where every partition of a topic is to be read on.
select partition, next_offset from aggregator.consumer_offsets where topic = $1 order by partition
