//go:build !linux

package account

func hugePages([]byte) {}
