-- Fetchers take turns between reading the ledger and writing to it; never while they publish.
select pg_advisory_xact_lock(hashtext('tinhso fetcher ledger'))
