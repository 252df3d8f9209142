/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that deletes devices. */
#pragma once

extern const struct mode_ops delete_form_ops;
