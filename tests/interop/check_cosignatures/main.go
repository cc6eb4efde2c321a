// SPDX-License-Identifier: Apache-2.0

// Check_cosignatures opens the checkpoint of a C2SP log with golang.org/x/mod/sumdb/note, under the
// log's key and the keys of witnesses (c2sp.org/tlog-cosignature, type 0x04, which that library
// does not know by itself). It prints who has signed, the log first, and when; or what is wrong.
//
//	check_cosignatures LOG-KEY WITNESS-KEY... < CHECKPOINT
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	cosignatureType = 0x04
	timeSize        = 8
	bytesMax        = 1 << 20
)

// A cosigner checks signatures over a checkpoint and a time.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != timeSize+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(c.key, []byte(message), signature[timeSize:])
}

// newCosigner reads "<name>+<8 hex digits>+<base64 of type and key>".
func newCosigner(text string) (*cosigner, error) {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%q is no verifier key", text)
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != cosignatureType {
		return nil, fmt.Errorf("%q is no key of a cosigner", text)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if uint64(binary.BigEndian.Uint32(sum[:])) != hash {
		return nil, fmt.Errorf("%q has not the id of its key", text)
	}
	return &cosigner{parts[0], uint32(hash), key[1:]}, nil
}

func check(keys []string) error {
	log, err := note.NewVerifier(keys[0])
	if err != nil {
		return err
	}
	verifiers := []note.Verifier{log}
	for _, text := range keys[1:] {
		witness, err := newCosigner(text)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, witness)
	}
	bytes, err := io.ReadAll(io.LimitReader(os.Stdin, bytesMax))
	if err != nil {
		return err
	}
	// It refuses a note in which a signature of one of these keys does not hold.
	opened, err := note.Open(bytes, note.VerifierList(verifiers...))
	if err != nil {
		return err
	}
	for _, signature := range opened.Sigs {
		line, err := base64.StdEncoding.DecodeString(signature.Base64)
		if err != nil {
			return err
		}
		if signature.Name == log.Name() && signature.Hash == log.KeyHash() {
			fmt.Println(signature.Name)
		} else {
			fmt.Println(signature.Name, binary.BigEndian.Uint64(line[4:]))
		}
	}
	return nil
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: check_cosignatures LOG-KEY WITNESS-KEY... < CHECKPOINT")
		os.Exit(2)
	}
	if err := check(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "check_cosignatures:", err)
		os.Exit(1)
	}
}
