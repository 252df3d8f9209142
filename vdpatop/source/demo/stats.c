/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters of one queue: the driver's own pairs, and behind them, on our kernel, kickdoorbells and
 * (where the parent knows) wqes. Checks and their order are the kernel's.
 */
#include "source/demo/fill.h"

#include <errno.h>
#include <stddef.h>

#include "source/demo/kernel.h"
#include "vdpa/counter.h"

/* VIRTIO_NET_CTRL_MQ_VQ_PAIRS_MAX, which the kernel takes for the greatest index. */
#define GREATEST_INDEX 0x8000

static void put_pair(struct demo_message *message, const char *name, uint64_t value)
{
	demo_put_string(message, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, name);
	demo_put_u64(message, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, value);
}

static void put_sim_pairs(struct demo_message *message, const struct demo_device *device,
			  uint32_t index, const struct demo_flow *flow)
{
	if (index == demo_device_ctrl_index(device)) {
		put_pair(message, "cvq requests", flow->elements);
		put_pair(message, "cvq successes", flow->elements);
		put_pair(message, "cvq errors", 0);
	} else if (index & 1) {
		put_pair(message, "tx packets", flow->elements);
		put_pair(message, "tx bytes", flow->bytes);
		put_pair(message, "tx errors", 0);
		put_pair(message, "tx drops", 0);
	} else {
		put_pair(message, "rx packets", flow->elements);
		put_pair(message, "rx bytes", flow->bytes);
		put_pair(message, "rx errors", 0);
		put_pair(message, "rx overruns", flow->drops / 3);
		put_pair(message, "rx drops", flow->drops);
	}
}

static void put_mlx5_pairs(struct demo_message *message, const struct demo_flow *flow)
{
	put_pair(message, "received_desc", flow->submitted);
	put_pair(message, "completed_desc", flow->elements);
}

/* Whether INDEX is a queue at all with the features as negotiated. */
static bool is_index_valid(const struct demo_device *device, uint32_t index)
{
	uint32_t data;

	if (device->class_id != VDPA_CLASS_NET)
		return index < device->nvqs;
	data = VDPA_HAS_FEATURE(device->negotiated, VDPA_NET_F_MQ) ? 2u * device->max_vqp : 2;

	return index < data || index == demo_device_ctrl_index(device);
}

static int put_vendor_pairs(const struct demo_kind *kind, const struct demo_device *device,
			    uint32_t index, const struct demo_flow *flow,
			    struct demo_message *message, struct demo_extack *extack)
{
	if (kind->is_hardware && !is_index_valid(device, index)) {
		demo_extack_say(extack, "mlx5_vdpa: virtqueue index is not valid");
		return -EINVAL;
	}
	if (index >= device->nvqs)
		return -EINVAL;
	if (kind->is_hardware)
		put_mlx5_pairs(message, flow);
	else
		put_sim_pairs(message, device, index, flow);
	return 0;
}

static void put_core_pairs(const struct demo_kind *kind, const struct demo_flow *flow,
			   struct demo_message *message)
{
	put_pair(message, VDPA_COUNTER_KICKS, flow->kicks);
	if (kind->counts_wqes)
		put_pair(message, VDPA_COUNTER_WQES, flow->elements);
}

static void put_queue(const struct demo_device *device, uint32_t index,
		      struct demo_message *message)
{
	uint64_t features = device->negotiated;
	bool has_pairs = VDPA_HAS_FEATURE(features, VDPA_NET_F_MQ) ||
			 VDPA_HAS_FEATURE(features, VDPA_NET_F_RSS);

	if (device->is_negotiated)
		demo_put_u64(message, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, features);
	if (device->is_negotiated && device->class_id == VDPA_CLASS_NET && has_pairs)
		demo_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, device->max_vqp);
	demo_put_u32(message, VDPA_ATTR_DEV_QUEUE_INDEX, index);
}

static int refuse_index(struct demo_extack *extack)
{
	demo_extack_say(extack, "vdpa: queue index exceeds max value");
	return -ERANGE;
}

/* What a stock kernel cannot answer; ours counts doorbells for every class and driver. */
static bool is_answerable(const struct demo_kernel *kernel, const struct demo_device *device,
			  bool has_vendor)
{
	return kernel->options.is_patched || (device->class_id == VDPA_CLASS_NET && has_vendor);
}

/* The checks that stand before the counters. */
static int check_question(const struct demo_kernel *kernel, const struct demo_device *device,
			  uint32_t index, struct demo_extack *extack)
{
	bool has_vendor = demo_device_kind(&kernel->machine, device)->has_vendor_counters;
	bool is_net = device->class_id == VDPA_CLASS_NET;

	if (is_net && index > GREATEST_INDEX)
		return refuse_index(extack);
	if (!is_answerable(kernel, device, has_vendor))
		return -EOPNOTSUPP;
	if (has_vendor && !device->is_negotiated) {
		demo_extack_say(extack, "vdpa: feature negotiation not complete");
		return -EAGAIN;
	}
	if (!has_vendor && index >= device->nvqs)
		return refuse_index(extack);
	return 0;
}

static struct demo_flow flow_of(const struct demo_kernel *kernel, const struct demo_device *device,
				uint32_t index)
{
	/* A driver that resets its device leaves the features behind here, and the kernel's counts. */
	if (!device->negotiated || !is_index_valid(device, index))
		return (struct demo_flow){ 0 };
	return demo_traffic_flow(&kernel->traffic, device, index);
}

int demo_fill_stats(const struct demo_kernel *kernel, const struct demo_device *device,
		    uint32_t index, struct demo_message *message, struct demo_extack *extack)
{
	const struct demo_kind *kind = demo_device_kind(&kernel->machine, device);
	struct demo_flow flow;
	int result = check_question(kernel, device, index, extack);

	if (result < 0)
		return result;
	demo_put_string(message, VDPA_ATTR_DEV_NAME, device->name);
	demo_put_u32(message, VDPA_ATTR_DEV_ID, device->class_id);
	put_queue(device, index, message);
	flow = flow_of(kernel, device, index);
	if (kind->has_vendor_counters)
		result = put_vendor_pairs(kind, device, index, &flow, message, extack);
	if (result < 0)
		return result;
	if (kernel->options.is_patched)
		put_core_pairs(kind, &flow, message);
	return message->is_full ? -EMSGSIZE : 0;
}

int demo_fill_stats_dump(const struct demo_kernel *kernel, const struct demo_device *device,
			 uint32_t index, struct demo_message *message)
{
	const struct demo_kind *kind = demo_device_kind(&kernel->machine, device);
	struct demo_flow flow = flow_of(kernel, device, index);

	demo_put_string(message, VDPA_ATTR_DEV_NAME, device->name);
	demo_put_u32(message, VDPA_ATTR_DEV_ID, device->class_id);
	put_queue(device, index, message);
	put_core_pairs(kind, &flow, message);
	return message->is_full ? -EMSGSIZE : 0;
}
