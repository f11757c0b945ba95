"""T-SQL judged without a SQL Server: Microsoft's parser and model, rules of our own, and the rows by way of DuckDB."""
