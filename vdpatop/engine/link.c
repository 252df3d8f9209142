/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The talk with one worker over its socket. It never blocks. */
#include "engine/link.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"

int link_open(struct link *link, const struct child_work *work)
{
	int result;

	*link = (struct link){ .work = work, .child = { .socket = -1 }, .newest = ENGINE_BUFFERS };
	result = buffer_set_create(&link->buffers);
	if (result < 0)
		return result;
	link->progress = progress_new();
	result = link->progress ? child_start(&link->child, work, &link->buffers, link->progress) : -ENOMEM;
	if (result < 0)
		link_close(link);
	return result;
}

void link_close(struct link *link)
{
	child_release(&link->child);
	buffer_set_close(&link->buffers);
	progress_free(link->progress);
	link->progress = NULL;
}

int link_restart(struct link *link)
{
	int result;

	if (link->child.socket >= 0)
		return 0;
	result = child_start(&link->child, link->work, &link->buffers, link->progress);
	link->is_told = false;
	return result;
}

/* FILE is handed over with the packet, 0 for none. */
static int link_send_with(struct link *link, const void *packet, size_t bytes, int file)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec part = { (void *)packet, bytes };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t sent;

	if (file) {
		struct cmsghdr *header = (struct cmsghdr *)control;

		*header = (struct cmsghdr){ .cmsg_len = CMSG_LEN(sizeof(int)),
					    .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS };
		memcpy(CMSG_DATA(header), &file, sizeof(int));
		message.msg_control = control;
		message.msg_controllen = sizeof(control);
	}
	do
		sent = sendmsg(link->child.socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent >= 0)
		return 0;
	return errno == EAGAIN || errno == ENOBUFS ? -EAGAIN : -EPIPE;
}

static int link_send(struct link *link, const void *packet, size_t bytes)
{
	return link_send_with(link, packet, bytes, 0);
}

/* The first word to a new process. */
static int link_send_start(struct link *link)
{
	int result = link->is_told ? 0 : link_send_with(link, &link->start, sizeof(link->start), link->file);

	link->is_told |= !result;
	return result;
}

static int link_send_sample(struct link *link, struct engine_sample *sample)
{
	sample->kind = ENGINE_SAMPLE;
	sample->number = link->number;
	sample->buffer = link->filling;
	return link_send(link, sample, offsetof(struct engine_sample, questions) + sample->question_bytes);
}

int link_ask(struct link *link, struct engine_sample *sample)
{
	if (link->is_in_flight)
		return -EBUSY;
	if (link->child.socket < 0)
		return -EPIPE;
	if (link_send_start(link) < 0)
		return -EPIPE;
	link->filling = (link->newest + 1) % ENGINE_BUFFERS;
	link->number++;
	if (link_send_sample(link, sample) < 0)
		return -EPIPE;
	link->is_in_flight = true;
	link->sent_at = clock_monotonic();
	return 0;
}

int link_ask_otherwise(struct link *link, struct engine_sample *sample)
{
	return link->is_in_flight ? link_send_sample(link, sample) : -EPIPE;
}

int link_command(struct link *link, uint64_t number, const struct task *task)
{
	const struct engine_command command = { ENGINE_COMMAND, number, *task };
	int result;

	if (link->command)
		return -EBUSY;
	if (link->child.socket < 0)
		return -EPIPE;
	result = link_send_start(link);
	if (!result)
		result = link_send(link, &command, sizeof(command));
	if (!result)
		link->command = number;
	return result;
}

/* A copy of BYTES of DATA that can be handed over, or a negative errno. */
static int link_copy(const void *data, size_t bytes)
{
	int file = memfd_create("vdpatop-facts", MFD_CLOEXEC);
	ssize_t written = file < 0 ? -1 : write(file, data, bytes);
	int code = written < 0 ? -errno : -EIO;

	if (written == (ssize_t)bytes)
		return file;
	if (file >= 0)
		close(file);
	return code;
}

int link_facts(struct link *link, struct engine_facts *facts, const void *data)
{
	int result = link->child.socket < 0 ? -EPIPE : link_send_start(link);
	int file;

	if (result < 0)
		return result;
	file = link_copy(data, facts->bytes);
	if (file < 0)
		return file;
	facts->kind = ENGINE_FACTS;
	result = link_send_with(link, facts, sizeof(*facts), file);
	close(file);
	return result;
}

static enum link_event link_die(struct link *link)
{
	/* The rest of its death may come later; init reaps what is left when main ends. */
	waitpid(link->child.pid, NULL, WNOHANG);
	child_release(&link->child);
	link->is_in_flight = false;
	link->result = (struct engine_result){ .number = link->command };
	link->command = 0;
	link->deaths++;
	return LINK_DEATH;
}

static enum link_event link_take_result(struct link *link, const struct engine_result *result)
{
	if (!link->command || result->number != link->command)
		return link_die(link);
	link->result = *result;
	link->command = 0;
	link->deaths = 0;
	return LINK_RESULT;
}

static enum link_event link_take_done(struct link *link, const struct engine_done *done,
				      const void **ret_data)
{
	if (!link->is_in_flight || done->number != link->number || done->buffer != link->filling)
		return link_die(link);
	link->is_in_flight = false;
	link->deaths = 0;
	link->answers++;
	*ret_data = NULL;
	if (!done->code)
		*ret_data = buffer_read(&link->buffers.buffer[done->buffer], done->bytes);
	if (*ret_data)
		link->newest = link->filling;
	return LINK_ANSWER;
}

static enum link_event link_take_trouble(struct link *link, const struct engine_trouble *trouble)
{
	text_copy(link->trouble, sizeof(link->trouble), trouble->words);
	return LINK_TROUBLE;
}

enum link_event link_receive(struct link *link, struct engine_done *ret_done, const void **ret_data)
{
	union {
		uint32_t kind;
		struct engine_done done;
		struct engine_changed changed;
		struct engine_result result;
		struct engine_trouble trouble;
	} packet = { 0 };
	ssize_t got = recv(link->child.socket, &packet, sizeof(packet), MSG_DONTWAIT);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return LINK_NOTHING;
	if (got == sizeof(packet.done) && packet.kind == ENGINE_DONE) {
		*ret_done = packet.done;
		return link_take_done(link, ret_done, ret_data);
	}
	if (got == sizeof(packet.changed) && packet.kind == ENGINE_CHANGED) {
		*ret_done = (struct engine_done){ .news = packet.changed.news };
		return LINK_NEWS;
	}
	if (got == sizeof(packet.result) && packet.kind == ENGINE_RESULT)
		return link_take_result(link, &packet.result);
	if (got == sizeof(packet.trouble) && packet.kind == ENGINE_TROUBLE)
		return link_take_trouble(link, &packet.trouble);
	return link_die(link);
}

bool link_finish(struct link *link, int milliseconds)
{
	int64_t end = clock_monotonic() + milliseconds * CLOCK_MILLISECOND;
	struct engine_done done;
	const void *data;

	if (link->child.socket >= 0)
		shutdown(link->child.socket, SHUT_WR);
	while (link->child.socket >= 0) {
		struct pollfd wait = { link->child.socket, POLLIN, 0 };
		int64_t left = (end - clock_monotonic()) / CLOCK_MILLISECOND;

		if (left < 0 || (poll(&wait, 1, (int)left) < 0 && errno != EINTR))
			break;
		link_receive(link, &done, &data); /* its death ends this */
	}
	return link->trouble[0];
}
