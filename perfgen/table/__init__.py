"""Many specs in, one workbook out: plain tables that are built once and written as xlsx, csv or json."""
