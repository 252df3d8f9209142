/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that runs out when a test says so; link with WRAP_MEMORY. */
#pragma once

extern long until_failure; /* allocations that still succeed before one fails; negative: all do */
extern long allocations;   /* so far */
