"""Plan document -> responsibilities, edges, diagnostics. Pure: no database, no network, no Prefect."""
