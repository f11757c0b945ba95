"""A cluster of Spark: a master, two workers with a core each, and a Spark Connect server that has both. The tests connect to it
themselves. Argument: the folder that Spark's package is unpacked in."""

import json
import os
import socket
import sys
import urllib.request

from lines import Server, serve

WORKERS = 2
# The tables are small: a task for each worker is plenty.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.default.parallelism": str(WORKERS),
    "spark.sql.shuffle.partitions": str(WORKERS),
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
}


class SparkCluster:
    def __init__(self, folder):
        self.servers = []
        home = os.path.join(sys.argv[1], "deps")
        self.program = os.path.join(home, "bin", "spark-class")
        self.folder = folder
        self.environment = dict(
            os.environ,
            SPARK_HOME=home,
            SPARK_LOCAL_IP="127.0.0.1",
            SPARK_DAEMON_JAVA_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            SPARK_LOCAL_DIRS=os.path.join(folder, "local"),
            LC_ALL="C.UTF-8",
        )
        try:
            self.start()
        except Exception:
            self.stop()
            raise

    def start(self):
        port, page, connect = free_ports(3)
        here = ["--host", "127.0.0.1"]
        master = self.run("org.apache.spark.deploy.master.Master", *here, "--port", port, "--webui-port", page)
        master.wait_until(lambda: state(page) is not None, 120)
        address = f"spark://127.0.0.1:{port}"
        worker = [*here, "--cores", "1", "--memory", "1g", "--webui-port", "0"]
        for number in range(WORKERS):
            place = os.path.join(self.folder, f"worker{number}")
            last = self.run("org.apache.spark.deploy.worker.Worker", *worker, "--work-dir", place, address)
        last.wait_until(lambda: (state(page) or {}).get("aliveworkers") == WORKERS, 120)
        settings = dict(
            SETTINGS,
            **{
                "spark.connect.grpc.binding.address": "127.0.0.1",
                "spark.connect.grpc.binding.port": connect,
                "spark.driver.host": "127.0.0.1",
                "spark.sql.warehouse.dir": os.path.join(self.folder, "data"),
                "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -Dfile.encoding=UTF-8",
            },
        )
        given = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        server = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
        last = self.run("org.apache.spark.deploy.SparkSubmit", "--master", address, *given, *server, memory="1g")
        # Ready is when it listens and both workers' cores are taken.
        last.wait_until(lambda: listens(connect) and (state(page) or {}).get("coresused") == WORKERS, 180)
        self.ready = {"uri": f"sc://127.0.0.1:{connect}", "process": last.process.pid}

    def run(self, name, *arguments, memory="256m"):
        environment = dict(self.environment, SPARK_DAEMON_MEMORY=memory)
        server = Server([self.program, name, *arguments], self.folder, environment)
        self.servers.append(server)
        return server

    def stop(self):
        for server in reversed(self.servers):
            server.stop()


def free_ports(number):
    """Ports that nothing listens on; held until all are found."""
    held = [socket.socket() for _ in range(number)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [str(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


def listens(port):
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", int(port))) == 0


def state(page):
    """What the master says of itself; nothing before it does."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None


serve(SparkCluster)
