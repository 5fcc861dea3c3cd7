-- The active generation; nobody else changes it until this transaction ends.
select generation from aggregator.active_generation for update
