"""PostgreSQL, reached by its socket; the tests connect to it themselves. Argument: the folder of its programs."""

import os
import signal
import subprocess
import sys

from lines import Server, as_user, serve

# What is lost in a crash is lost in a test; `jit` costs more than it gives on small queries.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "max_locks_per_transaction": "1024",
    "max_connections": "20",
    "shared_buffers": "64MB",
}


class Postgres:
    def __init__(self, folder):
        programs = sys.argv[1]
        # PostgreSQL refuses root.
        user = "nobody" if os.geteuid() == 0 else None
        data = os.path.join(folder, "data")
        os.mkdir(data, 0o700)
        if user:
            import pwd

            owner = pwd.getpwnam(user)
            os.chmod(folder, 0o711)
            os.chown(data, owner.pw_uid, owner.pw_gid)
        # As many a Danish database is: names in Danish order, so that no query may lean on another.
        initdb = ["initdb", "-D", data, "-U", "noegle", "-A", "trust", "-E", "UTF8", "--no-sync"]
        initdb += ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=da-DK"]
        initdb[0] = os.path.join(programs, initdb[0])
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        subprocess.run(initdb, check=True, cwd=data, env=environment, stdin=subprocess.DEVNULL, **as_user(user))
        command = [os.path.join(programs, "postgres"), "-D", data, "-k", data]
        command += [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self.server = Server(command, data, environment, user, signal.SIGINT)
        ready = [os.path.join(programs, "pg_isready"), "-q", "-h", data, "-U", "noegle", "-d", "postgres"]
        self.server.wait_until(lambda: subprocess.run(ready).returncode == 0, 60)
        self.ready = {"uri": f"postgresql://noegle@/postgres?host={data}", "process": self.server.process.pid}

    def stop(self):
        self.server.stop()


serve(Postgres)
