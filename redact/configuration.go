package redact

import (
	"encoding/json"
	"sync"

	"github.com/iamlint/iamlint/lint/config"
)

// configurationKind is the kind of the words of a configuration, of which its
// own stay.
const configurationKind = "word"

// configurationWords are the keys and fixed values of a configuration.
var configurationWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{"yaml-language-server": true, "on": true, "off": true}
	var schema any
	if err := json.Unmarshal(config.Schema(), &schema); err != nil {
		panic("redact: the schema of the configuration: " + err.Error()) // a test reads it
	}
	collect(schema, words)
	return words
})

// collect finds the names of properties and the fixed values of a JSON schema.
func collect(schema any, words map[string]bool) {
	switch s := schema.(type) {
	case []any:
		for _, one := range s {
			collect(one, words)
		}
	case map[string]any:
		if properties, ok := s["properties"].(map[string]any); ok {
			for key := range properties {
				words[key] = true
			}
		}
		if values, ok := s["enum"].([]any); ok {
			for _, v := range values {
				if text, ok := v.(string); ok {
					words[text] = true
				}
			}
		}
		for _, one := range s {
			collect(one, words)
		}
	}
}
