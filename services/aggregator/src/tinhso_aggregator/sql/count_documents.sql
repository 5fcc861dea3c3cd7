-- How many documents each generation has read.
select generation, count(distinct document_id) as documents from aggregator.revisions group by generation
