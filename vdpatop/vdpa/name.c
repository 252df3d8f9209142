/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of vDPA devices. */
#include "vdpa/name.h"

#include <string.h>

void vdpa_name_in_kernel(char *name)
{
	for (; (name = strchr(name, '/')); name++)
		*name = '!';
}
