/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an action's wish to the handler's function. */
#include "tui/handler.h"

void handler_obey(const struct tui_handler *handler, enum view_wish wish)
{
	switch (wish) {
	case VIEW_PAUSE:
		handler->pause(handler->context);
		break;
	case VIEW_REFRESH:
		handler->refresh(handler->context);
		break;
	case VIEW_DELAY:
		handler->set_delay(handler->context);
		break;
	case VIEW_SEEK:
		handler->seek(handler->context);
		break;
	case VIEW_SPEED:
		handler->set_speed(handler->context);
		break;
	case VIEW_SAVE:
		handler->save(handler->context);
		break;
	case VIEW_RELOAD:
		handler->reload(handler->context);
		break;
	case VIEW_LOOK:
		handler->look_at_host(handler->context);
		break;
	case VIEW_COMMAND:
		handler->command(handler->context);
		break;
	case VIEW_QUIT:
		handler->quit(handler->context);
		break;
	case VIEW_NOTHING:
	case VIEW_REDRAW:
	case VIEW_REPAINT:
	case VIEW_MOUSE:
		break;
	}
}
