/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/stream.h"

/* Where the selected thing is; where it is not there, the next newer one. */
static size_t stream_find(const struct stream *stream, const struct stream_things *things)
{
	size_t position = 0;

	if (!things->count)
		return 0;
	while (stream->selected && position + 1 < things->count &&
	       things->number(things->context, position) < stream->selected)
		position++;
	return stream->selected ? position : things->count - 1;
}

/* As many rows above the selected one as before, but no more than there are, or than show. */
static void stream_scroll(struct stream *stream, size_t count)
{
	size_t last = count > stream->height ? count - stream->height : 0;

	if (!stream->selected || stream->line >= stream->height)
		stream->line = stream->height ? stream->height - 1 : 0;
	if (stream->line > stream->position)
		stream->line = stream->position;
	if (stream->position - stream->line > last)
		stream->line = stream->position - last;
}

void stream_settle(struct stream *stream, const struct stream_things *things, size_t height)
{
	stream->height = height;
	stream->position = stream_find(stream, things);
	stream_scroll(stream, things->count);
}

bool stream_select(struct stream *stream, const struct stream_things *things, long position)
{
	size_t top = stream->position - stream->line;
	long last = (long)things->count - 1;

	if (last < 0)
		return false;
	position = position > last ? last : position < 0 ? 0 : position;
	stream->position = (size_t)position;
	stream->selected = position == last ? 0 : things->number(things->context, stream->position);
	stream->line = stream->position > top ? stream->position - top : 0;
	stream_scroll(stream, things->count);
	return true;
}

void stream_show(struct stream *stream, const struct stream_things *things, size_t position)
{
	size_t top = stream->position - stream->line;
	bool is_in_sight = position >= top && position - top < stream->height;

	stream->position = position;
	stream->selected = things->number(things->context, position);
	stream->line = is_in_sight ? position - top : stream->height / 2;
	stream_scroll(stream, things->count);
}
