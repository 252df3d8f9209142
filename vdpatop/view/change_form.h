/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that changes a device. */
#pragma once

extern const struct mode_ops change_form_ops;
