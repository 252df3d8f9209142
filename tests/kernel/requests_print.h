/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line for each request: every message that came back, without what differs from run to run. */
#pragma once

#include <stddef.h>

struct nlmsghdr;

void requests_print_name(const char *name);

/* A datagram: " |", then each message behind " -". Of a dump only what the table made. */
void requests_print_datagram(const struct nlmsghdr *message, size_t length);
