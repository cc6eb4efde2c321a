// SPDX-License-Identifier: Apache-2.0
// Asks a server over TLS, as Go's own client does: GETs over one connection, and a stream of
// statements whose answers come while it is sent. Prints
// each status, whether it is TLS 1.3, and the protocols.
//
// usage: ask_over_tls ADDRESS AUTHORITY.pem ENVELOPES.ndjson
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	address := os.Args[1]
	authority, err := os.ReadFile(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(authority) {
		log.Fatal("no certificate of an authority")
	}
	client := &http.Client{
		Timeout: 30 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig:   &tls.Config{RootCAs: trusted},
			ForceAttemptHTTP2: true,
		},
	}
	for _, path := range []string{"/healthz", "/api/v1/commitments", "/api/v1/exports?all=1", "/nothing"} {
		answer, err := client.Get(address + path)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil {
			log.Fatal(err)
		}
		answer.Body.Close()
		fmt.Println(answer.StatusCode, answer.TLS.Version == tls.VersionTLS13, answer.Proto, answer.TLS.NegotiatedProtocol)
	}
	envelopes, err := os.Open(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	answer, err := client.Post(address+"/api/v1/statements", "application/x-ndjson", envelopes)
	if err != nil {
		log.Fatal(err)
	}
	lines := 0
	for scanner := bufio.NewScanner(answer.Body); scanner.Scan(); {
		lines++
	}
	fmt.Println(answer.StatusCode, "lines", lines)
}
