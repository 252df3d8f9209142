/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the pictures of whole screens have in common. */
#pragma once

#define KEYS_80 " F1Help F2Setup F3Search F4Filter F5Tree F6Sort F7Add F8Delete F9Edit F10Quit"
#define KEYS_120 " F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort F7 Add F8 Delete F9 Edit Enter Details g Graphs e Log F10 Quit"
#define KEYS_200 " F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort F7 Add F8 Delete F9 Edit Enter Details g Graphs e Log Z Pause F10 Quit"
