/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "demo_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "engine/contact.h"
#include "engine/sampler.h"
#include "model/model.h"
#include "source/demo_options.h"
#include "source/source.h"

#include "scene.h"

static const char *const vms[] = { "vm-web01", "仮想マシン-東京-01", "e\u0301te\u0301-vm", "vm-\x1b[31m\xff", "" };
static const char *const netdevs[] = { "", "ens3f0v1", "", "eth0", "enp193s0f1npf1vf127" };

static struct flat_text put(struct flat_writer *writer, const char *text)
{
	return flat_put_text(writer, text, strlen(text));
}

static void add(struct flat_writer *writer, uint32_t section, const void *element)
{
	if (array_append(&writer->section[section], element, 1) < 0)
		abort();
}

/* What WRITER holds, for snapshot_open() and facts_open(). */
static void *flatten(const struct flat_writer *writer, size_t *ret_bytes)
{
	size_t bytes = flat_bytes(writer);
	void *data = aligned_alloc(8, (bytes + 7) & ~(size_t)7);

	if (!data)
		abort();
	flat_write(writer, data);
	*ret_bytes = bytes;
	return data;
}

static void tell_sample(struct model *model, const struct flat_writer *writer)
{
	struct snapshot snapshot;
	size_t bytes;
	void *data = flatten(writer, &bytes);

	if (snapshot_open(&snapshot, data, bytes) < 0 || model_update(model, &snapshot) < 0)
		abort();
	free(data);
}

static void put_device(struct flat_writer *writer, const char *name, size_t i)
{
	const char *vm = vms[i % (sizeof(vms) / sizeof(vms[0]))];
	const char *netdev = netdevs[i % (sizeof(netdevs) / sizeof(netdevs[0]))];
	struct facts_device device = {
		.name = put(writer, name), .identity = i + 1,
		.driver = put(writer, *netdev ? "virtio_vdpa" : "vhost_vdpa"),
		.node = put(writer, *netdev ? "" : "/dev/vhost-vdpa-127"), .netdev = put(writer, netdev),
		.disk = put(writer, ""), .parent = put(writer, ""),
	};
	struct facts_user user = {
		.device = device.name, .command = put(writer, "qemu-system-x86"), .vm = put(writer, vm),
		.pid = 4194304 - (int32_t)i, .numa_node = (int32_t)(i % 3) - 1,
	};
	struct facts_mapping mapping = { .device = device.name, .queue = 0, .pid = user.pid };

	add(writer, FACTS_DEVICES, &device);
	if (!*netdev)
		add(writer, FACTS_USERS, &user);
	if (i % 7 == 3)
		add(writer, FACTS_MAPPINGS, &mapping);
}

static void put_mgmtdev(struct flat_writer *writer, const struct model_mgmtdev *from, size_t i)
{
	struct facts_mgmtdev mgmtdev = {
		.bus = put(writer, from->bus), .name = put(writer, from->name), .driver = put(writer, "mlx5_core"),
		.pci = put(writer, "0000:03:00.2"), .function = put(writer, i % 2 ? "VF 127" : "SF 4095"),
		.representor = put(writer, i % 2 ? "enp193s0f1npf1vf127" : "代表ポート"),
		.numa_node = (int32_t)(i % 2), .representor_link = (int32_t)(i % 3) - 1,
	};

	add(writer, FACTS_MGMTDEVS, &mgmtdev);
}

void demo_model_look(struct model *model)
{
	struct flat_writer writer;
	struct facts_info info = { .number = 1, .time = model->time };
	struct facts facts;
	size_t bytes;
	void *data;

	facts_writer_init(&writer);
	info.reason = put(&writer, "");
	add(&writer, FACTS_INFO, &info);
	for (size_t i = 0; i < model->device_count; i++)
		put_device(&writer, model->devices[i].name, i);
	for (size_t i = 0; i < model->mgmtdev_count; i++)
		put_mgmtdev(&writer, &model->mgmtdevs[i], i);
	data = flatten(&writer, &bytes);
	if (facts_open(&facts, data, bytes) < 0 || model_update_facts(model, &facts) < 0)
		abort();
	flat_writer_free(&writer);
	free(data);
}

struct model *demo_model(const struct demo_options *options, int seconds)
{
	struct model *model = model_new(600);
	struct error error = { 0 };
	struct contact contact;
	struct source source;
	struct sampler *sampler;

	if (!model || source_open_demo(&source, options, &error) < 0 ||
	    contact_open(&contact, &source, NULL) < 0)
		abort();
	sampler = sampler_new(&contact, &(struct sampler_options){ .wants_vendor = true });
	if (!sampler)
		abort();
	for (int i = 1; i <= seconds; i++) {
		int64_t due = SCENE_NOW - (int64_t)(seconds - i) * INT64_C(1000000000);

		tell_sample(model, sampler_take(sampler, (uint64_t)i, due, "", 0));
		if (i == 1)
			demo_model_look(model);
	}
	sampler_free(sampler);
	contact_close(&contact);
	source.close(source.self);
	return model;
}
