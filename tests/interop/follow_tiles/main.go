// SPDX-License-Identifier: Apache-2.0

// Follow_tiles is an auditor that knows nothing of Pledgebook: it opens the checkpoint of a C2SP log
// with golang.org/x/mod/sumdb/note, reads tiles and entries over HTTP, and checks with
// golang.org/x/mod/sumdb/tlog every tile, every record, and inclusion and consistency between
// sizes. It prints what it checked, or the first thing that is wrong.
//
//	follow_tiles URL VERIFIER-KEY
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	bytesMax   = 64 << 20
	pairsMax   = 2000 // of sizes between which consistency is proved
)

var client = http.Client{Timeout: 30 * time.Second}

func get(url string) ([]byte, error) {
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, bytesMax))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", url, answer.Status)
	}
	return body, err
}

// tilePath spells a tile as c2sp.org/tlog-tiles does: as sumdb does, but for the height.
func tilePath(kind string, number int64, width int) string {
	path := fmt.Sprintf("%03d", number%1000)
	for number /= 1000; number > 0; number /= 1000 {
		path = fmt.Sprintf("x%03d/%s", number%1000, path)
	}
	path = "/tile/" + kind + "/" + path
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// A reader of hash tiles; what it reads is checked against the tree by tlog.TileHashReader.
type tileReader struct {
	url  string
	read map[tlog.Tile][]byte
}

func (r *tileReader) Height() int { return tileHeight }
func (r *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, known := r.read[tile]
		if !known {
			var err error
			if data, err = get(r.url + tilePath(strconv.Itoa(tile.L), tile.N, tile.W)); err != nil {
				return nil, err
			}
			if len(data) != tile.W*sha256.Size {
				return nil, fmt.Errorf("tile %v has %d bytes", tile, len(data))
			}
		}
		all = append(all, data)
	}
	return all, nil
}
func (r *tileReader) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		r.read[tile] = data[i]
	}
}

func openCheckpoint(bytes []byte, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("this is no checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != sha256.Size {
		return tlog.Tree{}, fmt.Errorf("%q is no root", lines[2])
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// readEntries gives the bytes of every record.
func readEntries(url string, size int64) ([][]byte, error) {
	var records [][]byte
	for first := int64(0); first < size; first += tileWidth {
		width := tileWidth
		if size-first < tileWidth {
			width = int(size - first)
		}
		bundle, err := get(url + tilePath("entries", first/tileWidth, width))
		if err != nil {
			return nil, err
		}
		for i := 0; i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("the bundle from %d ends within record %d", first, first+int64(i))
			}
			length := int(binary.BigEndian.Uint16(bundle))
			records = append(records, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
		if len(bundle) != 0 {
			return nil, fmt.Errorf("the bundle from %d has %d bytes too many", first, len(bundle))
		}
	}
	return records, nil
}

func check(url, key string) error {
	bytes, err := get(url + "/checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(bytes, key)
	if err != nil {
		return err
	}
	records, err := readEntries(url, tree.N)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, &tileReader{url, map[tlog.Tile][]byte{}})
	indexes := make([]int64, tree.N)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	leaves, err := hashes.ReadHashes(indexes)
	if err != nil {
		return err
	}
	for i, record := range records {
		if tlog.RecordHash(record) != leaves[i] {
			return fmt.Errorf("record %d is not the one of its tile", i)
		}
		proof, err := tlog.ProveRecord(tree.N, int64(i), hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), leaves[i]); err != nil {
			return fmt.Errorf("record %d: %w", i, err)
		}
	}
	pairs := 0
	for step := tree.N/pairsMax + 1; int64(pairs)*step+1 < tree.N; pairs++ {
		size := int64(pairs)*step + 1
		root, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, root); err != nil {
			return fmt.Errorf("from %d to %d: %w", size, tree.N, err)
		}
	}
	fmt.Printf("%d records under the checkpoint, inclusion of each, consistency from %d sizes\n", tree.N, pairs)
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: follow_tiles URL VERIFIER-KEY")
		os.Exit(2)
	}
	if err := check(strings.TrimSuffix(os.Args[1], "/"), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "follow_tiles:", err)
		os.Exit(1)
	}
}
