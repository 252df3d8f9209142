/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Flat arrays in one piece of memory. What the elements mean is not known here. */
#include "model/flat.h"

#include <errno.h>
#include <string.h>

static size_t flat_align(size_t bytes)
{
	return (bytes + 7) & ~(size_t)7;
}

void flat_writer_init(struct flat_writer *writer, uint32_t kind, const uint32_t *sizes,
		      uint32_t sections)
{
	*writer = (struct flat_writer){ .kind = kind, .sections = sections };
	for (uint32_t i = 0; i < sections; i++)
		writer->section[i].size = sizes[i];
	writer->text.size = 1;
}

void flat_writer_clear(struct flat_writer *writer)
{
	for (uint32_t i = 0; i < writer->sections; i++)
		writer->section[i].count = 0;
	writer->text.count = 0;
}

void flat_writer_free(struct flat_writer *writer)
{
	for (uint32_t i = 0; i < writer->sections; i++)
		array_free(&writer->section[i]);
	array_free(&writer->text);
}

struct flat_text flat_put_text(struct flat_writer *writer, const char *text, size_t length)
{
	struct array *pool = &writer->text;
	struct flat_text put = { (uint32_t)pool->count, (uint32_t)length };

	if (length > UINT32_MAX / 2 || pool->count > UINT32_MAX / 2 ||
	    array_reserve(pool, pool->count + length + 1) < 0)
		return (struct flat_text){ 0, 0 };
	array_append(pool, text, length);
	array_append(pool, "", 1);
	return put;
}

size_t flat_bytes(const struct flat_writer *writer)
{
	size_t bytes = flat_align(sizeof(struct flat_header));

	for (uint32_t i = 0; i < writer->sections; i++)
		bytes += flat_align(writer->section[i].count * writer->section[i].size);
	return bytes + writer->text.count + 1;
}

static size_t flat_write_array(void *to, size_t at, const struct array *array,
			       struct flat_section *section)
{
	size_t bytes = array->count * array->size;

	*section = (struct flat_section){ at, (uint32_t)array->count, (uint32_t)array->size };
	if (bytes)
		memcpy((char *)to + at, array->data, bytes);
	return at + flat_align(bytes);
}

void flat_write(const struct flat_writer *writer, void *to)
{
	struct flat_header header = { .kind = writer->kind, .sections = writer->sections };
	size_t at = flat_align(sizeof(header));

	for (uint32_t i = 0; i < writer->sections; i++)
		at = flat_write_array(to, at, &writer->section[i], &header.section[i]);
	flat_write_array(to, at, &writer->text, &header.text);
	header.bytes = flat_bytes(writer);
	((char *)to)[header.bytes - 1] = '\0';
	memcpy(to, &header, sizeof(header));
}

static int flat_check(const struct flat_section *section, uint32_t size, uint64_t bytes)
{
	uint64_t length;

	if (section->size != size || section->at > bytes || section->at % 8)
		return -EBADMSG;
	length = (uint64_t)section->count * size;
	return length <= bytes - section->at ? 0 : -EBADMSG;
}

int flat_open(struct flat *ret_flat, const void *data, size_t bytes, uint32_t kind,
	      const uint32_t *sizes, uint32_t sections)
{
	const struct flat_header *header = data;

	if (bytes < sizeof(*header) || header->kind != kind || header->sections != sections ||
	    header->bytes != bytes || ((const char *)data)[bytes - 1])
		return -EBADMSG;
	for (uint32_t i = 0; i < sections; i++)
		if (flat_check(&header->section[i], sizes[i], bytes) < 0)
			return -EBADMSG;
	if (flat_check(&header->text, 1, bytes - 1) < 0)
		return -EBADMSG;
	*ret_flat = (struct flat){ header, (const char *)data + header->text.at, header->text.count };
	return 0;
}

const void *flat_section(const struct flat *flat, uint32_t section, size_t *ret_count)
{
	*ret_count = flat->header->section[section].count;
	return (const char *)flat->header + flat->header->section[section].at;
}

const char *flat_get_text(const struct flat *flat, struct flat_text text)
{
	if (text.at >= flat->text_length || text.length >= flat->text_length - text.at ||
	    flat->text[text.at + text.length])
		return "";
	return flat->text + text.at;
}
