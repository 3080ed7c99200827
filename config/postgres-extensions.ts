/**
 * Extensions that RDS for PostgreSQL has in one of the versions 13 to 18. Which of them a minor version has differs, so
 * this tells a name that is misspelt, not one that is too new; one that is like none of them is a warning.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
 */
export const postgresExtensions: readonly string[] = `
  address_standardizer address_standardizer_data_us amcheck autoinc aws_commons aws_lambda aws_s3 bloom bool_plperl
  btree_gin btree_gist citext collection cube dblink dict_int dict_xsyn earthdistance flow_control fuzzystrmatch h3
  h3_postgis hll hstore hstore_plperl hypopg insert_username intagg intarray ip4r isn jsonb_plperl lo log_fdw ltree
  moddatetime mysql_fdw old_snapshot oracle_fdw orafce pageinspect pg_bigm pg_buffercache pg_cron pg_freespacemap
  pg_hint_plan pg_logicalinspect pg_partman pg_prewarm pg_proctab pg_repack pg_similarity pg_stat_statements pg_tle
  pg_transport pg_trgm pg_visibility pg_walinspect pgactive pgaudit pgcrypto pglogical pgrouting pgrowlocks pgstattuple
  pgtap plcoffee plls plperl plpgsql plprofiler plrust pltcl plv8 postgis postgis_raster postgis_tiger_geocoder
  postgis_topology postgres_fdw prefix rdkit rds_tools refint seg semver sslinfo tablefunc tcn tds_fdw test_parser
  tsm_system_rows tsm_system_time unaccent uuid-ossp vector xml2`
  .trim()
  .split(/\s+/);
