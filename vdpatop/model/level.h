/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much somebody has to know of something. */
#pragma once

enum model_level {
	MODEL_INFO,    /* good to know */
	MODEL_WARNING, /* worth a look */
	MODEL_ERROR,   /* something does not work */
	MODEL_LEVELS,
};

/* "info", "warning", "error". Static. */
const char *model_level_name(enum model_level level);
