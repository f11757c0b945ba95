"""Spark SQL in one local session. Argument: the folder that its package is unpacked in."""

import glob
import os
import sys

from lines import Refused, serve

sys.path[:0] = [sys.argv[1], *glob.glob(os.path.join(sys.argv[1], "lib", "py4j-*-src.zip"))]
os.environ["SPARK_HOME"] = os.path.join(sys.argv[1], "deps")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

# A few rows at a time: one partition, no second thoughts about plans, no code made for each query.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
}


class Spark:
    def __init__(self, folder):
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").appName("noegle")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        builder = builder.config("spark.sql.warehouse.dir", os.path.join(folder, "data"))
        builder = builder.config("spark.local.dir", os.path.join(folder, "local"))
        self.session = builder.getOrCreate()
        self.ready = {"process": self.session.sparkContext._gateway.proc.pid}

    def execute(self, sql):
        self.run(sql)

    def query(self, sql):
        frame, rows = self.run(sql)
        return frame.columns, rows

    def run(self, sql):
        from pyspark.errors import PySparkException
        from py4j.protocol import Py4JError

        try:
            frame = self.session.sql(sql)
            return frame, frame.collect()
        except PySparkException as error:
            raise Refused(str(error)) from None
        except Py4JError as error:
            raise Refused(str(error).splitlines()[0]) from None

    def stop(self):
        self.session.stop()
        process = self.session.sparkContext._gateway.proc
        process.stdin.close()
        process.wait(20)


serve(Spark)
