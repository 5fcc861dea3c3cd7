-- How many totals readers see flagged: contradicted, or a stock smaller than before.
select count(*) as suspects from api.province_totals where conflict
