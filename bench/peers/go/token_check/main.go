// How long golang-jwt takes to check an access token: nanoseconds, the median of some runs.
package main

import (
	"fmt"
	"log"
	"sort"
	"syscall"
	"time"

	"github.com/golang-jwt/jwt"
)

const (
	runs   = 7
	checks = 20_000
)

func cpuNanoseconds() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func main() {
	secret := []byte("a bench access secret of 32 bytes or more")
	now := time.Now()
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": "6f1c2b7e-6d0b-4a5e-9a51-3b0f9a7c2d11", "sid": "c3a4e1f0-58d2-4b7a-8f1e-90ab12cd34ef",
		"iat": now.Unix(), "exp": now.Add(30 * time.Minute).Unix(),
	}).SignedString(secret)
	if err != nil {
		log.Fatal(err)
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"HS256"}))
	var found []float64
	for run := 0; run < runs; run++ {
		begin := cpuNanoseconds()
		for i := 0; i < checks; i++ {
			var claims jwt.RegisteredClaims
			if _, err := parser.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return secret, nil }); err != nil {
				log.Fatal(err)
			}
		}
		found = append(found, float64(cpuNanoseconds()-begin)/checks)
	}
	sort.Float64s(found)
	fmt.Println(found[runs/2])
}
