package report

import _ "embed"

//go:embed schema/iamlint-report-1.schema.json
var schema string

// Schema is the JSON Schema (2020-12) of the json format.
func Schema() []byte { return []byte(schema) }
