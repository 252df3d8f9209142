/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A vDPA parent that says what the simulators cannot: net devices that move nothing and count what
 * reaches them. It is an unpatched parent as others are: the same source builds with the stock
 * vdpa.h and with the patched one, of 6.1 and of 6.12.
 *
 *   mgmtdev vdpatest
 *   parameters: queues      of a device made from now on, 1 to 65535, unless max_vqp says otherwise
 *               notify_data whether such a device takes doorbells with data (6.12)
 *               stats_calls how often this parent was asked for its own counters so far
 *               offers      "kick_vq_with_data" where the kernel knows such doorbells
 *   its counters, per queue: "test kicks", "test data kicks"
 *
 * A holder can map the doorbells: they lie on one page of ordinary memory, where nobody looks.
 */
#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/vdpa.h>
#include <linux/version.h>
#include <net/netlink.h>
#include <uapi/linux/vdpa.h>
#include <uapi/linux/virtio_net.h>

#define HAS_NOTIFY_DATA (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0))
#define QUEUE_SIZE 256
#define VENDOR_ID 0x7465 /* any */

static ushort queues = 2;
module_param(queues, ushort, 0644);
static bool notify_data;
module_param(notify_data, bool, 0644);
static uint stats_calls;
module_param(stats_calls, uint, 0444);
static char *offers = HAS_NOTIFY_DATA ? "kick_vq_with_data" : "";
module_param(offers, charp, 0444);

struct test_queue {
	bool is_ready;
	atomic64_t kicks, data_kicks;
};

struct test_device {
	struct vdpa_device vdpa;
	struct virtio_net_config config;
	u64 offered, accepted;
	u8 status;
	u32 count;
	struct test_queue *queues;
	unsigned long page;
};

static struct test_device *to_test(struct vdpa_device *vdpa)
{
	return container_of(vdpa, struct test_device, vdpa);
}

static int test_set_vq_address(struct vdpa_device *vdpa, u16 index, u64 descriptors, u64 driver,
			       u64 device)
{
	return 0;
}

static void test_set_vq_num(struct vdpa_device *vdpa, u16 index, u32 number)
{
}

static void test_kick_vq(struct vdpa_device *vdpa, u16 index)
{
	atomic64_inc(&to_test(vdpa)->queues[index].kicks);
}

#if HAS_NOTIFY_DATA
static void test_kick_vq_with_data(struct vdpa_device *vdpa, u32 data)
{
	atomic64_inc(&to_test(vdpa)->queues[data & 0xffff].data_kicks);
}
#endif

static void test_set_vq_cb(struct vdpa_device *vdpa, u16 index, struct vdpa_callback *callback)
{
}

static void test_set_vq_ready(struct vdpa_device *vdpa, u16 index, bool is_ready)
{
	to_test(vdpa)->queues[index].is_ready = is_ready;
}

static bool test_get_vq_ready(struct vdpa_device *vdpa, u16 index)
{
	return to_test(vdpa)->queues[index].is_ready;
}

static int test_set_vq_state(struct vdpa_device *vdpa, u16 index, const struct vdpa_vq_state *state)
{
	return 0;
}

static int test_get_vq_state(struct vdpa_device *vdpa, u16 index, struct vdpa_vq_state *state)
{
	memset(state, 0, sizeof(*state));
	return 0;
}

static int put_pair(struct sk_buff *message, const char *name, u64 value)
{
	return nla_put_string(message, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, name) ||
	       nla_put_u64_64bit(message, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE, value, VDPA_ATTR_PAD);
}

static int test_get_vendor_vq_stats(struct vdpa_device *vdpa, u16 index, struct sk_buff *message,
				    struct netlink_ext_ack *extack)
{
	struct test_device *test = to_test(vdpa);

	stats_calls++;
	if (index >= test->count)
		return -EINVAL;
	if (put_pair(message, "test kicks", atomic64_read(&test->queues[index].kicks)) ||
	    put_pair(message, "test data kicks", atomic64_read(&test->queues[index].data_kicks)))
		return -EMSGSIZE;
	return 0;
}

static struct vdpa_notification_area test_get_vq_notification(struct vdpa_device *vdpa, u16 index)
{
	return (struct vdpa_notification_area){
		.addr = virt_to_phys((void *)to_test(vdpa)->page),
		.size = PAGE_SIZE,
	};
}

static u32 test_get_vq_align(struct vdpa_device *vdpa)
{
	return PAGE_SIZE;
}

static u64 test_get_device_features(struct vdpa_device *vdpa)
{
	return to_test(vdpa)->offered;
}

static int test_set_driver_features(struct vdpa_device *vdpa, u64 features)
{
	struct test_device *test = to_test(vdpa);

	if (!(features & BIT_ULL(VIRTIO_F_ACCESS_PLATFORM)))
		return -EINVAL;
	test->accepted = features & test->offered;
	return 0;
}

static u64 test_get_driver_features(struct vdpa_device *vdpa)
{
	return to_test(vdpa)->accepted;
}

static void test_set_config_cb(struct vdpa_device *vdpa, struct vdpa_callback *callback)
{
}

static u16 test_get_vq_num_max(struct vdpa_device *vdpa)
{
	return QUEUE_SIZE;
}

static u32 test_get_device_id(struct vdpa_device *vdpa)
{
	return VIRTIO_ID_NET;
}

static u32 test_get_vendor_id(struct vdpa_device *vdpa)
{
	return VENDOR_ID;
}

static u8 test_get_status(struct vdpa_device *vdpa)
{
	return to_test(vdpa)->status;
}

static void test_set_status(struct vdpa_device *vdpa, u8 status)
{
	to_test(vdpa)->status = status;
}

static int test_reset(struct vdpa_device *vdpa)
{
	struct test_device *test = to_test(vdpa);

	test->status = 0;
	test->accepted = 0;
	for (u32 i = 0; i < test->count; i++)
		test->queues[i].is_ready = false;
	return 0;
}

static size_t test_get_config_size(struct vdpa_device *vdpa)
{
	return sizeof(struct virtio_net_config);
}

static void test_get_config(struct vdpa_device *vdpa, unsigned int offset, void *to,
			    unsigned int length)
{
	if (offset + length <= sizeof(struct virtio_net_config))
		memcpy(to, (u8 *)&to_test(vdpa)->config + offset, length);
}

static void test_set_config(struct vdpa_device *vdpa, unsigned int offset, const void *from,
			    unsigned int length)
{
}

/* Having it says that the device translates by itself: vhost then wants no IOMMU. */
static int test_set_map(struct vdpa_device *vdpa, unsigned int asid, struct vhost_iotlb *iotlb)
{
	return 0;
}

static void test_free(struct vdpa_device *vdpa)
{
	struct test_device *test = to_test(vdpa);

	kvfree(test->queues);
	free_page(test->page);
}

static const struct vdpa_config_ops test_ops = {
	.set_vq_address = test_set_vq_address,
	.set_vq_num = test_set_vq_num,
	.kick_vq = test_kick_vq,
#if HAS_NOTIFY_DATA
	.kick_vq_with_data = test_kick_vq_with_data,
#endif
	.set_vq_cb = test_set_vq_cb,
	.set_vq_ready = test_set_vq_ready,
	.get_vq_ready = test_get_vq_ready,
	.set_vq_state = test_set_vq_state,
	.get_vq_state = test_get_vq_state,
	.get_vendor_vq_stats = test_get_vendor_vq_stats,
	.get_vq_notification = test_get_vq_notification,
	.get_vq_align = test_get_vq_align,
	.get_device_features = test_get_device_features,
	.set_driver_features = test_set_driver_features,
	.get_driver_features = test_get_driver_features,
	.set_config_cb = test_set_config_cb,
	.get_vq_num_max = test_get_vq_num_max,
	.get_device_id = test_get_device_id,
	.get_vendor_id = test_get_vendor_id,
	.get_status = test_get_status,
	.set_status = test_set_status,
	.reset = test_reset,
	.get_config_size = test_get_config_size,
	.get_config = test_get_config,
	.set_config = test_set_config,
	.set_map = test_set_map,
	.free = test_free,
};

static void release_nothing(struct device *device)
{
}

static struct device parent = {
	.init_name = "vdpatest",
	.release = release_nothing,
};

static int test_dev_add(struct vdpa_mgmt_dev *mgmtdev, const char *name,
			const struct vdpa_dev_set_config *config);

static void test_dev_del(struct vdpa_mgmt_dev *mgmtdev, struct vdpa_device *vdpa)
{
	_vdpa_unregister_device(vdpa);
}

static const struct vdpa_mgmtdev_ops mgmtdev_ops = {
	.dev_add = test_dev_add,
	.dev_del = test_dev_del,
};

static struct virtio_device_id ids[] = {
	{ VIRTIO_ID_NET, VIRTIO_DEV_ANY_ID },
	{ 0 },
};

static struct vdpa_mgmt_dev mgmtdev = {
	.device = &parent,
	.ops = &mgmtdev_ops,
	.id_table = ids,
	.config_attr_mask = BIT_ULL(VDPA_ATTR_DEV_NET_CFG_MACADDR) |
			    BIT_ULL(VDPA_ATTR_DEV_NET_CFG_MAX_VQP),
	.max_supported_vqs = U16_MAX,
};

/* Freed by test_free(), whatever of it there is by then. */
static int test_fill(struct test_device *test, const struct vdpa_dev_set_config *config)
{
	struct device *device = &test->vdpa.dev;

	test->vdpa.mdev = &mgmtdev;
	test->vdpa.dma_dev = device;
	test->count = queues ? queues : 1;
	if (config->mask & BIT_ULL(VDPA_ATTR_DEV_NET_CFG_MAX_VQP))
		test->count = 2 * min(config->net.max_vq_pairs, (u16)(U16_MAX / 2));
	test->offered = BIT_ULL(VIRTIO_F_VERSION_1) | BIT_ULL(VIRTIO_F_ACCESS_PLATFORM) |
			BIT_ULL(VIRTIO_NET_F_MAC);
#if HAS_NOTIFY_DATA
	if (notify_data)
		test->offered |= BIT_ULL(VIRTIO_F_NOTIFICATION_DATA);
#endif
	test->config.max_virtqueue_pairs = cpu_to_le16(max(test->count / 2, 1u));
	if (config->mask & BIT_ULL(VDPA_ATTR_DEV_NET_CFG_MACADDR))
		ether_addr_copy(test->config.mac, config->net.mac);
	test->queues = kvcalloc(test->count, sizeof(*test->queues), GFP_KERNEL);
	test->page = get_zeroed_page(GFP_KERNEL);
	if (!test->queues || !test->page)
		return -ENOMEM;
	device->dma_mask = &device->coherent_dma_mask;
	return dma_set_mask_and_coherent(device, DMA_BIT_MASK(64));
}

static int test_dev_add(struct vdpa_mgmt_dev *mgmtdev, const char *name,
			const struct vdpa_dev_set_config *config)
{
	struct test_device *test;
	int err;

	test = vdpa_alloc_device(struct test_device, vdpa, NULL, &test_ops, 1, 1, name, false);
	if (IS_ERR(test))
		return PTR_ERR(test);
	err = test_fill(test, config);
	if (!err)
		err = _vdpa_register_device(&test->vdpa, test->count);
	if (err)
		put_device(&test->vdpa.dev);
	return err;
}

static int __init test_init(void)
{
	int err = device_register(&parent);

	if (err) {
		put_device(&parent);
		return err;
	}
	err = vdpa_mgmtdev_register(&mgmtdev);
	if (err)
		device_unregister(&parent);
	return err;
}

static void __exit test_exit(void)
{
	vdpa_mgmtdev_unregister(&mgmtdev);
	device_unregister(&parent);
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("vDPA parent of vdpatop's guest tests");
