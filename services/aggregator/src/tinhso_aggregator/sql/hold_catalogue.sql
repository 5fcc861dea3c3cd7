-- The digest of the catalogue in force; it cannot change until this transaction ends.
select digest from aggregator.catalogue for share
