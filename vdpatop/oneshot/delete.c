/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "dev del" of a device that is in use: who loses what, and what --force does. */
#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "manage/usage.h"
#include "manage/words.h"
#include "oneshot/change.h"
#include "report/session.h"

#define USERS_SIZE 384
#define LOSS_SIZE 480

/* vhost_vdpa waits in its remove until its node is closed, so it is unbound before netlink is asked. */
static bool is_unbound_first(const struct model_device *device)
{
	return strcmp(device->driver, task_driver_name(TASK_DRIVER_VIRTIO)) != 0;
}

static void put_loss_of_node(struct words *words, const struct model_device *device)
{
	struct words_name node = words_name(*device->node ? device->node : "its node");

	words_print(words, "%s is gone at once and nobody can open it again; whoever has it open keeps the "
		    "device until closing it, perhaps for days; only then it is deleted", node.text);
}

static void put_loss_of_interface(struct words *words, const struct model_device *device)
{
	bool is_disk = !*device->netdev && *device->disk;
	const char *what = is_disk ? device->disk : device->netdev;

	if (!*what)
		words_put(words, "whatever uses it loses it at once");
	else
		words_print(words, "the %s %s goes with it: %s", is_disk ? "disk" : "interface",
			    words_name(what).text, is_disk ?
			    "file systems on it stop working, and what is not written yet is lost" :
			    "connections through it break");
}

/* Says what deleting DEVICE, which is in use, takes away from whoever uses it. BEGINNING ends in "it is". */
static void say_loss(const struct model_device *device, const char *beginning)
{
	char text[LOSS_SIZE];
	struct words words;

	words_begin(&words, text, sizeof(text));
	words_put(&words, beginning);
	if (!is_unbound_first(device)) {
		words_put(&words, " deleted: ");
		put_loss_of_interface(&words, device);
	} else {
		words_print(&words, " unbound%s%s: ", *device->driver ? " from " : "",
			    words_name(device->driver).text);
		put_loss_of_node(&words, device);
	}
	words_end(&words);
	session_complain("%s", text);
}

static void refuse(const struct model_device *device, const char *users)
{
	session_complain("%s was not deleted, it is in use: %s", words_name(device->name).text, users);
	say_loss(device, "with --force it is");
}

static void announce(const struct model_device *device, const char *users)
{
	session_complain("%s is in use: %s", words_name(device->name).text, users);
	say_loss(device, "--force: it is");
}

bool delete_may_begin(const struct oneshot *oneshot, const struct model *model,
		      const struct model_device *device)
{
	bool may_bind = !*engine_get_rights(oneshot->engine).bind;
	char users[USERS_SIZE];

	/* Where the host has not told of it yet, the job waits for that, and looks itself. */
	if (!device->identity || !device->is_managed ||
	    usage_of(model, device, users, sizeof(users)) == USAGE_FREE)
		return true;
	if (!oneshot->options.is_forced)
		refuse(device, users);
	else if (may_bind || !is_unbound_first(device))
		announce(device, users);
	return oneshot->options.is_forced;
}

bool delete_refuse(const struct oneshot *oneshot, const struct job *job)
{
	const struct model *model = engine_model(oneshot->engine);
	const struct model_device *device = model_find_device(model, job->task.device);
	char users[USERS_SIZE];

	if (job->task.kind != TASK_DELETE || job->task.is_forced || job->outcome.code != -EBUSY || !device ||
	    usage_of(model, device, users, sizeof(users)) == USAGE_FREE)
		return false;
	refuse(device, users);
	return true;
}
