package files

import (
	"encoding/binary"
	"iter"
	"slices"
	"strings"
)

// avifSize reads the size of an AVIF picture: the properties “ispe” and “irot” of its
// primary item (ISO/IEC 14496-12 and 23008-12). It is false if the file does not begin
// as an AVIF does.
func avifSize(head []byte) (width, height int, ok bool) {
	var meta []byte
	for kind, body := range boxes(head) {
		switch kind {
		case "ftyp":
			ok = strings.Contains(string(body), "avif") || strings.Contains(string(body), "avis")
		case "meta":
			meta = body
		}
	}
	if !ok || len(meta) < 4 {
		return 0, 0, false
	}
	var primary uint32
	var properties, links []byte
	for kind, body := range boxes(meta[4:]) {
		switch kind {
		case "pitm":
			r := reader{data: body}
			version := r.number(4) >> 24
			primary = r.number(idSize(version))
		case "iprp":
			for kind, body := range boxes(body) {
				switch kind {
				case "ipco":
					properties = body
				case "ipma":
					links = body
				}
			}
		}
	}
	turned := false
	mine := propertiesOf(links, primary)
	index := uint32(0)
	for kind, body := range boxes(properties) {
		if index++; !slices.Contains(mine, index) {
			continue
		}
		r := reader{data: body}
		switch kind {
		case "ispe":
			r.number(4)
			width, height = int(r.number(4)), int(r.number(4))
		case "irot":
			turned = r.number(1)&1 == 1
		}
	}
	if turned {
		width, height = height, width
	}
	return width, height, width > 0 && height > 0
}

// idSize is how many bytes an item's number takes in a box of that version.
func idSize(version uint32) int {
	if version == 0 {
		return 2
	}
	return 4
}

// propertiesOf lists the properties of an item, counted from 1, as the box “ipma” has them.
func propertiesOf(links []byte, item uint32) []uint32 {
	r := reader{data: links}
	head := r.number(4)
	version, wide := head>>24, head&1 == 1
	for range r.number(4) {
		if r.short {
			break
		}
		id := r.number(idSize(version))
		var list []uint32
		for range r.number(1) {
			if wide {
				list = append(list, r.number(2)&0x7fff)
			} else {
				list = append(list, r.number(1)&0x7f)
			}
		}
		if id == item && !r.short {
			return list
		}
	}
	return nil
}

// boxes yields the boxes that stand one after another in data, as far as they go.
func boxes(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for len(data) >= 8 {
			size, head := uint64(binary.BigEndian.Uint32(data)), uint64(8)
			switch {
			case size == 0: // to the end of the file
				size = uint64(len(data))
			case size == 1 && len(data) >= 16:
				size, head = binary.BigEndian.Uint64(data[8:]), 16
			}
			if size < head {
				return
			}
			end := min(size, uint64(len(data)))
			if end < head || !yield(string(data[4:8]), data[head:end]) {
				return
			}
			data = data[end:]
		}
	}
}

// A reader reads numbers in network order. Behind the end it reads zeros, and is short.
type reader struct {
	data  []byte
	short bool
}

func (r *reader) number(size int) uint32 {
	if len(r.data) < size {
		r.data, r.short = nil, true
		return 0
	}
	n := uint32(0)
	for _, b := range r.data[:size] {
		n = n<<8 | uint32(b)
	}
	r.data = r.data[size:]
	return n
}
