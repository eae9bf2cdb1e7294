// Package exportcmd holds the commands that export an account.
package exportcmd

// Script is the shell script.
func Script() string { return "" }

// Policy is the policy that the script needs.
func Policy() string { return "" }
