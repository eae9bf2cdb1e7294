// Package exportcmd holds what iamlint export-commands prints: a shell script of
// read-only AWS CLI commands that exports an account, and the IAM policy that
// it needs.
package exportcmd

import _ "embed"

//go:embed export.sh
var script string

//go:embed policy.json
var policy string

// Script is a POSIX shell script. It takes the folder to export to as its only
// argument and writes, beside the exports, the manifest iamlint-export.json.
func Script() string { return script }

// Policy is an IAM policy document, in JSON, that allows exactly the commands of
// the script.
func Policy() string { return policy }
