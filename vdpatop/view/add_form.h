/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that adds devices. */
#pragma once

extern const struct mode_ops add_form_ops;
