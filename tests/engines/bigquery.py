"""BigQuery, asked of Google's own analyzer: every statement bound against what was made before it.

The protocol is that of `lines`. `execute` binds a statement (a SELECT too) and remembers what it makes; `query` also works
the rows out with the analyzer's reference evaluator. Arguments: the folder of the packages and the file with the compiled
analyzer, as scripts/engines/bigquery.sh puts them.
"""

import os
import re
import sys

from lines import Refused, serve

sys.path.insert(0, sys.argv[1])
import bigquery_rules as rules  # noqa: E402
from bigquery_rows import Evaluator  # noqa: E402
from google.protobuf import empty_pb2 as empty  # noqa: E402
from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as service  # noqa: E402
from zetasql.wasi._pb2.zetasql.proto import options_pb2 as options  # noqa: E402
from zetasql.wasi._pb2.zetasql.proto import simple_catalog_pb2 as catalogs  # noqa: E402
from zetasql.wasi._pb2.zetasql.public import options_pb2 as public  # noqa: E402
from zetasql.wasi._pb2.zetasql.resolved_ast import resolved_node_kind_pb2 as nodes  # noqa: E402
from zetasql_client import Zeta  # noqa: E402

# The language features that BigQuery's documentation describes as generally available. All others are off, among them
# FILTER after an aggregate, literals that stand side by side, ARRAY ordering, LATERAL, MAP, TYPEOF, f(x) chains.
FEATURES = """
    ANALYTIC_FUNCTIONS TABLESAMPLE DISALLOW_GROUP_BY_FLOAT TABLE_VALUED_FUNCTIONS CREATE_TABLE_FUNCTION
    CREATE_AGGREGATE_FUNCTION GROUP_BY_ROLLUP TEMPLATE_FUNCTIONS CREATE_TABLE_PARTITION_BY CREATE_TABLE_CLUSTER_BY
    NUMERIC_TYPE CREATE_TABLE_NOT_NULL CREATE_TABLE_FIELD_ANNOTATIONS CREATE_TABLE_AS_SELECT_COLUMN_LIST FOREIGN_KEYS
    NAMED_ARGUMENTS CREATE_MATERIALIZED_VIEW_PARTITION_BY CREATE_MATERIALIZED_VIEW_CLUSTER_BY UNENFORCED_PRIMARY_KEYS
    BIGNUMERIC_TYPE JSON_TYPE JSON_VALUE_EXTRACTION_FUNCTIONS INTERVAL_TYPE PARAMETERIZED_TYPES CREATE_TABLE_LIKE
    CREATE_VIEW_WITH_COLUMN_LIST CREATE_VIEWS_WITH_COLUMN_OPTIONS CREATE_TABLE_CLONE CREATE_SNAPSHOT_TABLE
    CREATE_TABLE_COPY ALTER_TABLE_RENAME_COLUMN ALTER_COLUMN_SET_DATA_TYPE
    WITH_ON_SUBQUERY SELECT_STAR_EXCEPT_REPLACE ORDER_BY_IN_AGGREGATE
    CAST_DIFFERENT_ARRAY_TYPES LIMIT_IN_AGGREGATE HAVING_IN_AGGREGATE NULL_HANDLING_MODIFIER_IN_ANALYTIC
    NULL_HANDLING_MODIFIER_IN_AGGREGATE FOR_SYSTEM_TIME_AS_OF CIVIL_TIME SAFE_FUNCTION_CALL WEEK_WITH_WEEKDAY
    CORRELATED_REFS_IN_NESTED_DML OMIT_INSERT_COLUMN_LIST NULLS_FIRST_LAST_IN_ORDER_BY ALLOW_DASHES_IN_TABLE_NAME
    WITH_RECURSIVE DECIMAL_ALIAS ALLOW_REGEXP_EXTRACT_OPTIONALS DATE_TIME_CONSTRUCTORS DATE_ARITHMETICS
    ADDITIONAL_STRING_FUNCTIONS EXTENDED_DATE_TIME_SIGNATURES PIVOT ANNOTATION_FRAMEWORK COLLATION_SUPPORT IS_DISTINCT
    FORMAT_IN_CAST UNPIVOT QUALIFY COLUMN_DEFAULT_VALUE LIKE_ANY_SOME_ALL GROUPING_BUILTIN GROUPING_SETS DISABLE_FLOAT32
    ENABLE_CONSTANT_EXPRESSION_IN_JSON_PATH ROUND_WITH_ROUNDING_MODE DISABLE_OUTER_JOIN_ARRAY
""".split()

STATEMENTS = """
    QUERY CREATE_SCHEMA CREATE_TABLE CREATE_TABLE_AS_SELECT CREATE_VIEW CREATE_MATERIALIZED_VIEW CREATE_FUNCTION
    CREATE_TABLE_FUNCTION CREATE_ROW_ACCESS_POLICY DROP DROP_FUNCTION DROP_TABLE_FUNCTION DROP_ROW_ACCESS_POLICY
    DROP_MATERIALIZED_VIEW INSERT DELETE UPDATE MERGE TRUNCATE GRANT REVOKE ALTER_TABLE ALTER_VIEW ALTER_SCHEMA
    ASSERT BEGIN COMMIT ROLLBACK
""".split()

OPTIONS = {"description", "labels", "friendly_name", "expiration_timestamp", "location", "default_table_expiration_days"}


def remove(tables, name):
    for number, table in enumerate(tables):
        if table.name == name:
            del tables[number]
            return


class Catalog:
    """What has been made so far, as the analyzer wants to be told."""

    def __init__(self, language):
        self.proto = catalogs.SimpleCatalogProto(name="project")
        self.proto.builtin_function_options.language_options.CopyFrom(language)
        self.depth = {}
        self.functions = {}
        # The analyzer's own name for all this; nothing when something has been made or dropped since it was told.
        self.registered = None

    def dataset(self, name, make=False):
        for one in self.proto.catalog:
            if one.name == name:
                return one
        self.registered = None if make else self.registered
        return self.proto.catalog.add(name=name) if make else None

    def has(self, path):
        dataset = self.dataset(path[0])
        return dataset is not None and any(table.name == path[1] for table in dataset.table)

    def put_table(self, path, columns):
        self.drop_table(path)
        table = self.dataset(path[0]).table.add(name=path[1], full_name=".".join(path))
        for name, kind in columns:
            column = table.column.add(name=name)
            column.type.CopyFrom(kind)

    def by_its_whole_name(self, path, columns):
        """A table that is also named by all of its path between two backticks, as columns of that name make necessary."""
        self.registered = None
        name = ".".join(path)
        remove(self.proto.table, name)
        table = self.proto.table.add(name=name, full_name=name)
        for name, kind in columns:
            column = table.column.add(name=name)
            column.type.CopyFrom(kind)

    def drop_table(self, path):
        self.registered = None
        remove(self.dataset(path[0]).table, path[1])
        remove(self.proto.table, ".".join(path))

    def drop_dataset(self, dataset):
        self.registered = None
        self.proto.catalog.remove(dataset)

    def put_function(self, path, arguments, body, signature, templated):
        """A function whose arguments may be of any type is read anew for every call, as BigQuery does."""
        self.registered = None
        dataset = self.dataset(path[0])
        for number, function in enumerate(dataset.custom_function):
            if function.name_path[-1].lower() == path[1].lower():
                del dataset.custom_function[number]
                break
        function = dataset.custom_function.add(group="Templated_SQL_Function", mode=1)
        function.name_path.append(path[1])
        function.parse_resume_location.input = body
        function.parse_resume_location.byte_position = 0
        function.templated_sql_function_argument_name.extend(arguments)
        function.signature.add().CopyFrom(signature)
        self.functions[path[1].lower()] = templated


# The analyzer's own name for the types that are always there.
BUILTIN = 0


class BigQuery:
    ready = {"process": os.getpid()}

    def __init__(self, _):
        self.told = None
        self.zeta = Zeta(sys.argv[2])
        self.language = options.LanguageOptionsProto(product_mode=public.PRODUCT_EXTERNAL)
        known = public.LanguageFeature.items()
        self.language.enabled_language_features.extend(
            value for name, value in known if name.removeprefix("FEATURE_") in FEATURES
        )
        self.language.supported_statement_kinds.extend(
            nodes.ResolvedNodeKind.Value(f"RESOLVED_{name}_STMT") for name in STATEMENTS
        )
        self.language.reserved_keywords.append("QUALIFY")
        self.options = options.AnalyzerOptionsProto()
        self.zeta.call("GetAnalyzerOptions", service.AnalyzerOptionsRequest(), self.options)
        self.options.language_options.CopyFrom(self.language)
        self.options.error_message_mode = public.ERROR_MESSAGE_ONE_LINE
        # BigQuery's; the analyzer's own is that of Los Angeles.
        self.options.default_timezone = "UTC"
        # What is meant, not what the evaluator would like better.
        del self.options.enabled_rewrites[:]
        # Columns that nobody reads are not asked about; without them a judgement is no smaller.
        self.options.prune_unused_columns = True

        self.session = Session(self)

    def execute(self, text):
        self.session.judge(text)

    def query(self, text):
        columns = self.session.judge(text) or []
        return columns, self.session.evaluator.rows(text)

    def stop(self):
        pass

    def analyze(self, text, catalog):
        if catalog.registered is None:
            self.register(catalog)
        request = service.AnalyzeRequest(sql_statement=text, registered_catalog_id=self.told)
        request.options.CopyFrom(self.options)
        request.descriptor_pool_list.definitions.add().registered_id = BUILTIN
        return self.zeta.call("Analyze", request, service.AnalyzeResponse()).resolved_statement

    def register(self, catalog):
        """Telling the analyzer of the catalog takes longer than most questions about it."""
        if self.told is not None:
            request = service.UnregisterRequest(registered_id=self.told)
            self.zeta.call("UnregisterCatalog", request, empty.Empty())
        request = service.RegisterCatalogRequest()
        request.simple_catalog.CopyFrom(catalog.proto)
        request.descriptor_pool_list.definitions.add().builtin.SetInParent()
        told = self.zeta.call("RegisterCatalog", request, service.RegisterResponse())
        self.told = catalog.registered = told.registered_id


class Session:
    """What has been said so far."""

    def __init__(self, engine):
        self.engine = engine
        self.catalog = Catalog(engine.language)
        self.evaluator = Evaluator(engine, self.catalog)

    def judge(self, text):
        """Refuses, or remembers what the statement makes; the names of a query's columns."""
        if len(text.encode()) > rules.QUERY_BYTES:
            raise Refused("The query is too large. The maximum standard SQL query length is 1024.00K characters")
        resolved = self.engine.analyze(text.strip().rstrip(";"), self.catalog)
        for problem in rules.of_statement(resolved):
            raise Refused(problem)
        node = inner(resolved)
        name = rules.kind(node).removeprefix("Resolved").removesuffix("StmtProto")
        for option in (one for one in rules.messages(node) if rules.kind(one) == "ResolvedOptionProto"):
            if option.name not in OPTIONS:
                raise Refused(f"Unknown option: {option.name}")
        act = getattr(self, "after_" + re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(), None)
        return act(node, text) if act else None

    def refuse(self, problems):
        for problem in problems:
            raise Refused(problem)

    def target(self, statement, function=False):
        path = list(statement.name_path)
        if len(path) != 2:
            raise Refused(f"Table {'.'.join(path)!r} must be qualified with a dataset")
        if self.catalog.dataset(path[0]) is None:
            raise Refused(f"Not found: Dataset {path[0]}")
        self.refuse(rules.object_name(path[1], function))
        return path

    def is_new(self, statement, path):
        """Whether it is to be made; refused when it is there and nothing says what then."""
        modes = statement.DESCRIPTOR.fields_by_name["create_mode"].enum_type.values_by_number
        mode = modes[statement.create_mode].name
        if self.catalog.has(path) and mode == "CREATE_DEFAULT":
            raise Refused(f"Already Exists: {'.'.join(path)}")
        return not (self.catalog.has(path) and mode == "CREATE_IF_NOT_EXISTS")

    def after_create_schema(self, node, _):
        statement = first_of(node, "ResolvedCreateStatementProto")
        if self.catalog.dataset(statement.name_path[-1]) is not None and statement.create_mode == 0:
            raise Refused(f"Already Exists: Dataset {statement.name_path[-1]}")
        self.catalog.dataset(statement.name_path[-1], make=True)

    def after_create_view(self, node, text):
        view = node.parent
        path = self.target(view.parent)
        columns = [(one.name, one.column.type) for one in view.output_column_list]
        self.refuse(rules.column_names(name for name, _ in columns))
        if len(text) > rules.VIEW_LETTERS:
            raise Refused("A view's query is at most 256 K characters")
        if any(option.name in ("", None) for option in view.option_list):
            raise Refused("Invalid option")
        if not self.is_new(view.parent, path):
            return
        levels = [self.catalog.depth.get(one, 0) for one in tables_in(view.query)]
        depth = 1 + max(levels, default=0)
        if depth > rules.VIEW_LEVELS:
            raise Refused(f"Views are nested {depth} deep; at most {rules.VIEW_LEVELS} levels are supported")
        kind = self.catalog.dataset(path[0])
        if any(table.name == path[1] for table in kind.table) and self.catalog.depth.get(".".join(path), 0) == 0:
            raise Refused(f"{'.'.join(path)} is not allowed for this operation because it is currently a TABLE")
        self.catalog.put_table(path, columns)
        self.catalog.depth[".".join(path)] = depth
        self.evaluator.view(path, view.sql)

    def after_create_table_as_select(self, node, text):
        path = self.target(node.parent.parent)
        columns = [(one.name, one.column.type) for one in node.output_column_list]
        self.refuse(rules.column_names(name for name, _ in columns))
        if self.is_new(node.parent.parent, path):
            self.make_table(path, columns)
            self.evaluator.table_as(path, text)

    def after_create_table(self, node, _):
        path = self.target(node.parent.parent)
        columns = [(one.name, one.type) for one in node.parent.column_definition_list]
        self.refuse(rules.column_names(name for name, _ in columns))
        if self.is_new(node.parent.parent, path):
            self.make_table(path, columns)
            self.catalog.by_its_whole_name(path, columns)
            self.evaluator.table(path)

    def make_table(self, path, columns):
        if self.catalog.depth.get(".".join(path), 0) > 0:
            raise Refused(f"{'.'.join(path)} is not allowed for this operation because it is currently a VIEW")
        self.catalog.put_table(path, columns)

    def after_create_function(self, node, _):
        path = self.target(node.parent, function=True)
        if node.language not in ("", "SQL"):
            raise Refused(f"Language {node.language} is not looked into by this check")
        self.catalog.put_function(path, node.argument_name_list, node.code, node.signature, not node.HasField("function_expression"))

    def after_drop(self, node, _):
        path = list(node.name_path)
        if node.object_type == "SCHEMA":
            dataset = self.catalog.dataset(path[-1])
            if dataset is None and not node.is_if_exists:
                raise Refused(f"Not found: Dataset {path[-1]}")
            if dataset is not None:
                modes = node.DESCRIPTOR.fields_by_name["drop_mode"].enum_type.values_by_number
                if (dataset.table or dataset.custom_function) and modes[node.drop_mode].name != "CASCADE":
                    raise Refused(f"Dataset {path[-1]} is still in use")
                for table in dataset.table:
                    self.catalog.depth.pop(f"{path[-1]}.{table.name}", None)
                self.catalog.drop_dataset(dataset)
        elif self.catalog.has(path):
            is_view = self.catalog.depth.get(".".join(path), 0) > 0
            if is_view != (node.object_type == "VIEW"):
                raise Refused(f"{'.'.join(path)} is no {node.object_type}")
            self.catalog.drop_table(path)
            self.catalog.depth.pop(".".join(path), None)
        elif not node.is_if_exists:
            raise Refused(f"Not found: {node.object_type} {'.'.join(path)}")

    def after_insert(self, node, text):
        name = node.table_scan.table.full_name or node.table_scan.table.name
        if self.catalog.depth.get(name, 0) > 0:
            raise Refused(f"DML over a view is not supported: {name}")
        self.evaluator.insert(name.split("."), text, [one.name for one in node.insert_column_list])

    def after_truncate(self, node, _):
        name = node.table_scan.table.full_name or node.table_scan.table.name
        self.evaluator.table(name.split("."))

    def after_delete(self, node, text):
        if not re.search(r"\bWHERE\s+TRUE\s*$", text.strip().rstrip(";"), re.I):
            raise Refused("Rows are only deleted all at once by this check")
        self.after_truncate(node, text)

    def after_query(self, node, _):
        return [one.name for one in node.output_column_list]


def inner(message):
    """What an `Any…` message holds."""
    while rules.kind(message).startswith("Any") or rules.kind(message) in (
        "ResolvedCreateViewBaseProto_",
        "ResolvedCreateTableStmtBaseProto_",
    ):
        message = message.ListFields()[0][1]
    return message


def first_of(node, name):
    return next(one for one in rules.messages(node) if rules.kind(one) == name)


def tables_in(node):
    scans = (one for one in rules.messages(node) if rules.kind(one) == "ResolvedTableScanProto")
    return {scan.table.full_name or scan.table.name for scan in scans}


serve(BigQuery)
