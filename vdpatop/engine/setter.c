/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The child that binds or unbinds, and what it says at its end. */
#include "engine/setter.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "engine/message.h"
#include "engine/rights.h"

static int setter_open_host(const struct setter_order *order, struct host *ret_host,
			    struct error *error)
{
	if (order->demo)
		return host_open_demo(ret_host, order->demo, error);
	return host_open_system(ret_host, order->root, error);
}

/* In the child: its copy of the order is as old as the process. */
static void setter_run(void *context)
{
	const struct setter_order *order = context;
	struct setter_answer answer = { 0 };
	struct error error = { 0 };
	struct host host;

	answer.code = setter_open_host(order, &host, &error);
	if (!answer.code)
		answer.code = host.change(host.self, &order->request, &error);
	if (answer.code < 0)
		text_copy(answer.words, sizeof(answer.words), error.words);
	send(ENGINE_CHILD_SOCKET, &answer, sizeof(answer), MSG_NOSIGNAL);
}

/*
 * What it writes belongs to uid 0, which needs no capability for it. Whoever leaves is told that it goes
 * on, also when it has not reached the kernel yet; the demo's host ends with its program.
 */
static const struct child_work setter_work = {
	.name = "vdpatop-bind", .rights = RIGHTS_NONE, .outlives_main = true, .run = setter_run,
};
static const struct child_work setter_demo_work = {
	.name = "vdpatop-bind", .rights = RIGHTS_NONE, .run = setter_run,
};

int setter_start(struct setter *setter, const struct setter_order *order)
{
	return child_start(&setter->child, order->demo ? &setter_demo_work : &setter_work, NULL, (void *)order);
}

bool setter_receive(struct setter *setter, struct setter_answer *ret_answer)
{
	ssize_t got = recv(setter->child.socket, ret_answer, sizeof(*ret_answer), MSG_DONTWAIT);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (got != sizeof(*ret_answer))
		*ret_answer = (struct setter_answer){ .code = -EPIPE, .has_died = true };
	setter_release(setter);
	return true;
}

bool setter_is_gone(const struct setter *setter)
{
	pid_t pid = waitpid(setter->child.pid, NULL, WNOHANG);

	return pid != 0;
}

void setter_release(struct setter *setter)
{
	pid_t pid = setter->child.pid;

	child_release(&setter->child);
	setter->child.pid = pid;
}
