/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The column picker. */
#pragma once

struct mode_ops;

extern const struct mode_ops setup_ops;
