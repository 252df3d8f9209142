/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Graphs over time of what is selected. */
#pragma once

struct mode_ops;

extern const struct mode_ops graph_ops;
