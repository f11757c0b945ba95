"""Google's SQL analyzer and reference evaluator (ZetaSQL, compiled to WebAssembly), called directly.

The package's own classes turn every answer into Python objects field by field, which takes longer than the analysis.
Here requests and answers stay protocol buffers, and the compiled module is loaded from a file that `scripts/engines/bigquery.sh`
made: 0.3 seconds instead of half a minute.
"""

import ctypes
import os
import re
import sys

from lines import Refused

sys.path.insert(0, sys.argv[1])
import tzdata  # noqa: E402
from wasmtime import Config, Engine, Linker, Module, Store, WasiConfig  # noqa: E402
from zetasql.wasi import get_wasm_path  # noqa: E402


def engine():
    config = Config()
    config.shared_memory = True
    return Engine(config)


def compile_module(path):
    """Compiles once; the file is replaced whole or not at all."""
    beside = f"{path}.{os.getpid()}"
    with open(beside, "wb") as file:
        file.write(Module.from_file(engine(), get_wasm_path()).serialize())
    os.replace(beside, path)


class Zeta:
    def __init__(self, compiled):
        one = engine()
        module = Module.deserialize_file(one, compiled)
        wasi = WasiConfig()
        wasi.inherit_stderr()
        zones = os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo")
        wasi.preopen_dir(zones, "/usr/share/zoneinfo")
        self.store = Store(one)
        self.store.set_wasi(wasi)
        linker = Linker(one)
        linker.define_wasi()
        self.calls = linker.instantiate(self.store, module).exports(self.store)
        self.calls["_initialize"](self.store)
        self.memory = self.calls["memory"]

    def _base(self):
        return ctypes.addressof(self.memory.data_ptr().contents)

    def _run(self, name, *arguments):
        return self.calls[name](self.store, *arguments)

    def call(self, method, request, answer):
        """One call of the service; raises `Refused` with the words of the analyzer."""
        data = request.SerializeToString()
        asked = self._run("wasm_malloc", max(len(data), 1))
        size = self._run("wasm_malloc", 4)
        try:
            ctypes.memmove(self._base() + asked, data, len(data))
            given = self._run("ZetaSqlLocalService_" + method, asked, len(data), size)
            if given == 0:
                length = self._run("wasm_get_last_error_size")
                text = self._run("wasm_get_last_error")
                said = ctypes.string_at(self._base() + text, length).decode()
                raise Refused(re.sub(r"^Code: \d+, Message: ", "", said))
            length = int.from_bytes(ctypes.string_at(self._base() + size, 4), "little")
            answer.ParseFromString(ctypes.string_at(self._base() + given, length))
            self._run("wasm_free", given)
            return answer
        finally:
            self._run("wasm_free", asked)
            self._run("wasm_free", size)


if __name__ == "__main__":
    compile_module(sys.argv[2])
