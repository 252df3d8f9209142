/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far everything is that was asked for. */
#pragma once

extern const struct mode_ops jobs_page_ops;
