# BigQuerys driver. Ingen prøve bruger den, så den hentes kun, når den nævnes.
# shellcheck shell=bash

driver adbc-driver-bigquery
