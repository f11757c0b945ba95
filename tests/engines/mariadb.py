"""MariaDB, reached by its socket. Arguments: the folder that its packages are unpacked in, and that of pymysql."""

import os
import subprocess
import sys

from lines import Refused, Server, serve

sys.path.insert(0, sys.argv[2])
import pymysql  # noqa: E402
from pymysql.constants import FIELD_TYPE  # noqa: E402

WHOLE = {FIELD_TYPE.TINY, FIELD_TYPE.SHORT, FIELD_TYPE.LONG, FIELD_TYPE.LONGLONG, FIELD_TYPE.INT24, FIELD_TYPE.YEAR}
KINDS = {
    FIELD_TYPE.NEWDECIMAL: "d",
    FIELD_TYPE.DECIMAL: "d",
    FIELD_TYPE.DATE: "D",
    FIELD_TYPE.FLOAT: "f",
    FIELD_TYPE.DOUBLE: "f",
    **{kind: "i" for kind in WHOLE},
}


class MariaDb:
    def __init__(self, folder):
        home = os.path.join(sys.argv[1], "usr")
        data, socket = os.path.join(folder, "data"), os.path.join(folder, "s")
        libraries = [os.path.join(home, "lib", "x86_64-linux-gnu"), os.environ.get("LD_LIBRARY_PATH")]
        environment = dict(os.environ, LD_LIBRARY_PATH=":".join(filter(None, libraries)))
        # The folder of the programs may be one that only root can read.
        user = ["--user=root"] if os.geteuid() == 0 else []
        common = ["--no-defaults", f"--basedir={home}", f"--datadir={data}", *user]
        install = [os.path.join(home, "bin", "mariadb-install-db"), *common, "--skip-test-db"]
        install += ["--auth-root-authentication-method=normal", "--innodb-log-file-size=8M"]
        subprocess.run(install, check=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL)
        # The character set and order of names are those that a Danish site would choose.
        server = [os.path.join(home, "sbin", "mariadbd"), *common, f"--socket={socket}", "--skip-networking"]
        server += ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_danish_ci"]
        server += ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--skip-log-bin"]
        server += ["--innodb-flush-method=nosync", "--sync-frm=0"]
        server += ["--innodb-flush-method=nosync", "--sync-frm=0"]
        self.server = Server(server, folder, environment)
        self.server.wait_until(lambda: self.connected(socket), 60)
        odbc = os.path.join(home, "lib", "x86_64-linux-gnu", "odbc", "libmaodbc.so")
        self.ready = {"socket": socket, "odbc": odbc, "process": self.server.process.pid}

    def connected(self, socket):
        try:
            self.connect = lambda user: pymysql.connect(
                unix_socket=socket, user=user, charset="utf8mb4", autocommit=True, conv={}
            )
            self.connection = self.connect("root")
            # Where tables are that are named without a database.
            self.execute("CREATE DATABASE kilder")
            self.execute("USE kilder")
            return True
        except pymysql.err.OperationalError:
            return False

    def log_on(self, user, _roles):
        self.connection.close()
        self.connection = self.connect(user)

    def run(self, sql):
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql)
        except pymysql.err.MySQLError as error:
            raise Refused(": ".join(str(part) for part in error.args)) from None
        return cursor

    def execute(self, sql):
        self.run(sql).close()

    def query(self, sql):
        cursor = self.run(sql)
        kinds = [KINDS.get(column[1], "t") for column in cursor.description or []]
        rows = [
            [None if value is None else [kind, as_text(value)] for kind, value in zip(kinds, row)]
            for row in cursor.fetchall()
        ]
        return [column[0] for column in cursor.description or []], rows

    def stop(self):
        self.connection.close()
        self.server.stop()


def as_text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


serve(MariaDb)
