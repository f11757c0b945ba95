# Spark, som Databricks er bygget på, og driveren til Spark Connect. Kræver Java 17.
# shellcheck shell=bash

spark=spark-4.3.0
if [ ! -d "$(engine_folder "$spark")" ]; then
  printf 'Henter %s …\n' "$spark" >&2
  work_folder "$engines_folder"
  mkdir "$work/ud"
  download "$engines/spark.txt" "$work"
  tar -xzf "$work"/pyspark-*.tar.gz -C "$work/ud" --strip-components=1
  rm -rf "$work"/ud/deps/{examples,data}
  in_place "$work/ud" "$(engine_folder "$spark")"
  rm -rf "$work"
fi
if ! command -v java >/dev/null && [ -z "${JAVA_HOME:-}" ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    stop "Java mangler. Installer det (Debian: sudo apt-get install openjdk-17-jre-headless), eller sæt JAVA_HOME."
  fi
  printf 'Installerer Java …\n' >&2
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends openjdk-17-jre-headless >/dev/null ||
    stop "Java lader sig ikke installere. Prøv: apt-get install openjdk-17-jre-headless"
fi
driver adbc-driver-spark
