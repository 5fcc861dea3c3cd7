-- Every claim as it came, to be judged anew.
select revision_id, claim_id, claim from aggregator.claims
