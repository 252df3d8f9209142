/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the pictures of whole screens have in common. */
#pragma once

#define KEYS_80 " F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort Enter Details F10 Quit"
#define KEYS " F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort Enter Details g Graphs e Log Z Pause F10 Quit"
