/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files say below the rest: for those who write them. */
#pragma once

#include "conf/setting.h"

struct configuration;

/* What both files say, whatever is remembered or was said on the command line. Never NULL. */
const char *configuration_of_files(const struct configuration *configuration, enum setting setting);
