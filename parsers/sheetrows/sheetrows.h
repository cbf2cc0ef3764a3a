#ifndef DOCSIEVE_SHEETROWS_H
#define DOCSIEVE_SHEETROWS_H
/* What the sources share. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define MAX_ROWS 1048576
#define MAX_COLUMNS 16384

#endif
