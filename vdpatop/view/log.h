/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event log, on a page. */
#pragma once

struct mode_ops;

extern const struct mode_ops log_ops;
