"""What BigQuery refuses though the analyzer takes it.

Each rule names where it is from: an error text of BigQuery's, or a line of its page of quotas and limits. They judge the
resolved statement (which columns and functions are meant), not its text, so a formatting never hides anything.
"""

import collections
import unicodedata

# The functions of BigQuery's reference that take part in figures; the analyzer knows many more that BigQuery has not.
FUNCTIONS = set(
    """
    abs any_value array_agg array_concat array_length array_to_string ascii avg bit_count byte_length cast ceil ceiling
    char_length character_length chr coalesce code_points_to_string concat contains_substr count count_if countif
    cume_dist current_date current_datetime current_timestamp date date_add date_diff date_from_unix_date date_sub
    date_trunc datetime datetime_add datetime_diff datetime_sub datetime_trunc dense_rank div ends_with error exp
    extract farm_fingerprint first_value floor format format_date format_datetime generate_array generate_date_array
    greatest if ifnull initcap instr is_inf is_nan json_value lag last_day last_value lead least left length ln log
    log10 logical_and logical_or lower lpad ltrim max min mod normalize normalize_and_casefold nth_value ntile nullif
    parse_bignumeric parse_date parse_datetime parse_numeric percent_rank percentile_cont percentile_disc pow power
    rand rank regexp_contains regexp_extract regexp_extract_all regexp_instr regexp_replace repeat replace reverse
    right round row_number rpad rtrim safe_add safe_cast safe_divide safe_multiply safe_negate safe_subtract
    session_user sign soundex split sqrt starts_with stddev stddev_pop stddev_samp string string_agg strpos substr
    substring sum timestamp timestamp_add timestamp_diff timestamp_sub timestamp_trunc to_code_points to_hex
    to_json_string translate trim trunc unicode unix_date unix_seconds upper var_pop var_samp variance
    """.split()
)

RESERVED_PREFIXES = ("_table_", "_file_", "_partition", "_row_timestamp", "__root__", "_colidentifier")
NOT_IN_COLUMNS = set("!\"$()*,./;?@[]^`{}~")

# BigQuery's page "Quotas and limits": views 16 levels, a view's query 256 K characters, a query 1 MB, a column name 300 letters.
VIEW_LEVELS, VIEW_LETTERS, QUERY_BYTES, COLUMN_LETTERS = 16, 256 * 1024, 1024 * 1024, 300


# What says nothing of where columns and functions are.
LEAVES = ("type", "type_annotation_map", "annotation_map", "signature", "hint_list", "table", "function")


def messages(node):
    """A protocol buffer and all within it, but types and the like."""
    yield node
    if node.DESCRIPTOR.name == "ResolvedColumnProto":
        return
    for field, value in node.ListFields():
        if field.message_type is None or field.name in LEAVES:
            continue
        for one in value if field.is_repeated else [value]:
            yield from messages(one)


def kind(node):
    return node.DESCRIPTOR.name


def columns_of(node):
    """The ids of columns that are meant anywhere within."""
    return {one.column_id for one in messages(node) if kind(one) == "ResolvedColumnProto"}


def conjuncts(expression):
    """The conditions that must all hold, of a boolean expression."""
    call = first(expression, "ResolvedFunctionCallBaseProto")
    if call is not None and call.function.name == "ZetaSQL:$and":
        for argument in call.argument_list:
            yield from conjuncts(argument)
    else:
        yield expression


def first(node, name):
    """The message of that name through which an `Any…` message says what it is; arguments are not entered."""
    while True:
        if kind(node) == name:
            return node
        fields = [value for field, value in node.ListFields() if field.message_type is not None and not field.is_repeated]
        chosen = [value for value in fields if kind(value).startswith(("Resolved", "AnyResolved"))]
        if len(chosen) != 1 and kind(node).startswith("Any"):
            return None
        parents = [value for field, value in node.ListFields() if field.name == "parent"]
        if kind(node).startswith("Any"):
            node = chosen[0]
        elif parents:
            node = parents[0]
        else:
            return None


def equality(condition):
    """The two sides of `a = b`."""
    call = first(condition, "ResolvedFunctionCallBaseProto")
    if call is not None and call.function.name == "ZetaSQL:$equal":
        return call.argument_list[0], call.argument_list[1]
    return None


def outer_joins(found):
    for join in found["ResolvedJoinScanProto"]:
        kind_of_join = join.DESCRIPTOR.fields_by_name["join_type"].enum_type.values_by_number[join.join_type].name
        if kind_of_join not in ("LEFT", "RIGHT", "FULL"):
            continue
        left, right = columns_of(join.left_scan), columns_of(join.right_scan)
        tests = [equality(one) for one in conjuncts(join.join_expr)]
        sides = [(columns_of(a), columns_of(b)) for a, b in filter(None, tests)]
        if not any(a and b and ((a <= left and b <= right) or (a <= right and b <= left)) for a, b in sides):
            yield (
                f"{kind_of_join} OUTER JOIN cannot be used without a condition that is an equality of fields from both "
                "sides of the join"
            )


def reads_tables(node):
    return any(kind(one) in ("ResolvedTableScanProto", "ResolvedWithRefScanProto") for one in messages(node))


def subqueries_in_joins(found):
    for join in found["ResolvedJoinScanProto"]:
        inner = (one for one in messages(join.join_expr) if kind(one) == "ResolvedSubqueryExprProto")
        if any(reads_tables(one.subquery) for one in inner):
            yield "Unsupported subquery with table in join predicate"


def is_correlated(node):
    return any(kind(one) == "ResolvedColumnRefProto" and one.is_correlated for one in messages(node))


def correlated_subqueries(found):
    """EXISTS and IN need one equality with what is outside, a value needs nothing but equalities."""
    for one in found["ResolvedSubqueryExprProto"]:
        if not one.parameter_list or not reads_tables(one.subquery):
            continue
        filters = [scan for scan in messages(one.subquery) if kind(scan) == "ResolvedFilterScanProto"]
        tests = [test for scan in filters for test in conjuncts(scan.filter_expr) if is_correlated(test)]
        equal = [sides for sides in map(equality, tests) if sides and is_correlated(sides[0]) != is_correlated(sides[1])]
        names = one.DESCRIPTOR.fields_by_name["subquery_type"].enum_type.values_by_number
        value = names[one.subquery_type].name in ("SCALAR", "ARRAY")
        inside = names[one.subquery_type].name in ("IN", "NOT_IN", "LIKE_ANY", "LIKE_ALL")
        if (value and len(equal) < max(len(tests), 1)) or (not value and not inside and not equal):
            yield (
                "Correlated subqueries that reference other tables are not supported unless they can be de-correlated, "
                "such as by transforming them into an efficient JOIN"
            )


def unknown_functions(found):
    for one in found["ResolvedFunctionCallBaseProto"]:
        name = one.function.name.removeprefix("ZetaSQL:")
        plain = name.lower()
        if ":" in plain or plain.startswith("$"):
            continue
        if plain not in FUNCTIONS:
            yield f"Function not found: {name} (not in the list of BigQuery's functions that this check knows)"
    for one in found["ResolvedCastProto"]:
        if one.HasField("type_modifiers"):
            if one.type_modifiers.HasField("type_parameters"):
                parameters = one.type_modifiers.type_parameters
                if any(field.name != "child_list" for field, _ in parameters.ListFields()):
                    yield "Parameterized data types can only be used with columns and script variables, not in CAST"


def column_names(names):
    seen = set()
    for name in names:
        if name.startswith("$") or not name:
            yield "CREATE VIEW columns must be named, but a column has no name"
        if name.lower() in seen:
            yield f"Duplicate column names in the result are not supported: {name}"
        seen.add(name.lower())
        if len(name) > COLUMN_LETTERS or NOT_IN_COLUMNS & set(name):
            yield f"Invalid field name {name!r}"
        if name.lower().startswith(RESERVED_PREFIXES):
            yield f"Invalid field name {name!r}: the prefix is reserved"


def object_name(name, function):
    if function:
        if len(name) > 256 or not all(letter.isascii() and (letter.isalnum() or letter == "_") for letter in name):
            yield f"Invalid routine name {name!r}"
    elif len(name.encode()) > 1024 or not all(allowed_in_table(letter) for letter in name):
        yield f"Invalid table name {name!r}"


def allowed_in_table(letter):
    category = unicodedata.category(letter)
    return category[0] in "LMN" or category in ("Pc", "Pd", "Zs")


def of_statement(node):
    """Every rule that asks only for the resolved statement."""
    found = collections.defaultdict(list)
    for one in messages(node):
        found[kind(one)].append(one)
    for rule in (outer_joins, subqueries_in_joins, correlated_subqueries, unknown_functions):
        yield from rule(found)
