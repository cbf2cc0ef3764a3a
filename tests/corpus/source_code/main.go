package main

import (
	"fmt"
	"os"
)

type visitor struct {
	name string
}

func main() {
	guest := visitor{name: os.Args[1]}
	if _, err := fmt.Println("Hello, " + guest.name); err != nil {
		os.Exit(1)
	}
}
