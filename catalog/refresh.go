//go:build refresh

package catalog

//go:generate go run ./internal/generate -npm latest -out data
