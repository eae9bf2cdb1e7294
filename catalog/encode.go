package catalog

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Facts are the facts about services as files hold them that are given to
// iamlint or made by the generator: one JSON object, with or without gzip.
type Facts struct {
	Schema      int                     `json:"schema"` // 1
	Source      FactsSource             `json:"source"`
	Globals     map[string]GlobalFacts  `json:"globals"`
	RCPServices []string                `json:"rcpServices"`
	Services    map[string]ServiceFacts `json:"services"`

	// Withdrawn are entries of Action in AWS's own policies that match no action
	// any more.
	Withdrawn []string `json:"withdrawn,omitempty"`
}

// FactsSource is the source of facts.
type FactsSource struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Updated string `json:"updated"`
	License string `json:"license"`
}

// GlobalFacts tell about a global condition key.
type GlobalFacts struct {
	Type     string `json:"type"`
	Category string `json:"category"`
}

// ServiceFacts tell about a service.
type ServiceFacts struct {
	Actions    map[string]ActionFacts   `json:"actions"`
	Resources  map[string]ResourceFacts `json:"resources,omitempty"`
	Conditions map[string]string        `json:"conditions,omitempty"` // types by key
}

// ActionFacts tell about an action.
type ActionFacts struct {
	Level     string                `json:"l"` // R, L, W, T or P
	Resources []ActionResourceFacts `json:"r,omitempty"`
	Keys      []string              `json:"k,omitempty"`
	Dependent []string              `json:"d,omitempty"`
}

// ActionResourceFacts tell about a resource type of an action.
type ActionResourceFacts struct {
	Type      string   `json:"t"`
	Required  bool     `json:"req,omitempty"`
	Keys      []string `json:"k,omitempty"`
	Dependent []string `json:"d,omitempty"`
}

// ResourceFacts tell about a resource type.
type ResourceFacts struct {
	ARN  string   `json:"arn"`
	Keys []string `json:"k,omitempty"`
}

// ReadFacts reads facts about services.
func ReadFacts(data []byte) (*Facts, error) {
	facts := new(Facts)
	if err := unmarshal(data, facts); err != nil {
		return nil, err
	}
	switch {
	case facts.Schema != 1:
		return nil, fmt.Errorf("schema is %d, expected 1", facts.Schema)
	case len(facts.Services) == 0:
		return nil, errors.New("no services")
	}
	return facts, nil
}

func unmarshal(data []byte, into any) error {
	if bytes.HasPrefix(data, []byte{0x1F, 0x8B}) {
		zipped, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("decompress: %w", err)
		}
		if data, err = io.ReadAll(zipped); err != nil {
			return fmt.Errorf("decompress: %w", err)
		}
	}
	err := json.Unmarshal(data, into)
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:syntax.Offset], []byte{'\n'}), err)
	}
	return err
}

// Read makes a catalogue of facts about services, as JSON, with or without
// gzip. The AWS-managed policies are those of the program.
func Read(data []byte) (*Catalog, error) {
	facts, err := ReadFacts(data)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	text, err := facts.Encode()
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	c, err := decode(text)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	c.managed = Default().managed
	return c, nil
}

// Encode writes facts in the form that is embedded.
func (f *Facts) Encode() (string, error) {
	var b strings.Builder
	b.WriteString(header)
	fmt.Fprintf(&b, "source\t%s\t%s\t%s\t%s\n", f.Source.Name, f.Source.Version, f.Source.License, f.Source.Updated)
	rcp := slices.Clone(f.RCPServices)
	slices.SortFunc(rcp, compareFold)
	fmt.Fprintf(&b, "rcp\t%s\n", strings.Join(rcp, " "))
	fmt.Fprintf(&b, "foreign\t%s\n", strings.Join(f.foreign(), " "))
	withdrawn := slices.Clone(f.Withdrawn)
	slices.SortFunc(withdrawn, compareFold)
	fmt.Fprintf(&b, "withdrawn\t%s\n", strings.Join(slices.Compact(withdrawn), " "))
	for _, name := range sortedFold(f.Globals) {
		if err := checkType(f.Globals[name].Type); err != nil {
			return "", fmt.Errorf("key %s: %w", name, err)
		}
		fmt.Fprintf(&b, "G\t%s\t%s\t%s\n", normalKey(name), f.Globals[name].Type, f.Globals[name].Category)
	}
	id := 0
	for _, prefix := range sortedFold(f.Services) {
		service := f.Services[prefix]
		if err := service.encode(&b, prefix, id); err != nil {
			return "", fmt.Errorf("service %s: %w", prefix, err)
		}
		id += len(service.Actions)
	}
	if strings.ContainsRune(b.String(), '\r') {
		return "", errors.New("a carriage return in a name")
	}
	return b.String(), nil
}

// foreign are the services with keys that begin with another prefix than theirs.
func (f *Facts) foreign() []string {
	var prefixes []string
	for _, prefix := range sortedFold(f.Services) {
		for key := range f.Services[prefix].Conditions {
			begin, _, _ := strings.Cut(key, ":")
			if begin != "aws" && begin != prefix {
				prefixes = append(prefixes, prefix)
				break
			}
		}
	}
	return prefixes
}

func (s ServiceFacts) encode(b *strings.Builder, prefix string, id int) error {
	fmt.Fprintf(b, "S\t%s\t%d\t%d\n", prefix, id, len(s.Actions))
	keys := make(map[string]int)
	byNormal := make(map[string]string, len(s.Conditions))
	for name, typ := range s.Conditions {
		byNormal[normalKey(name)] = typ
	}
	for i, name := range sortedFold(byNormal) {
		if err := checkType(byNormal[name]); err != nil {
			return fmt.Errorf("key %s: %w", name, err)
		}
		keys[name] = i
		fmt.Fprintf(b, "K\t%s\t%s\n", name, byNormal[name])
	}
	refs := func(names []string) (string, error) {
		var numbers []string
		for _, name := range names {
			i, ok := keys[normalKey(name)]
			if !ok {
				return "", fmt.Errorf("key %s is not a key of the service", name)
			}
			numbers = append(numbers, strconv.Itoa(i))
		}
		return strings.Join(numbers, " "), nil
	}
	resources := make(map[string]int)
	for i, name := range slices.Sorted(maps.Keys(s.Resources)) {
		resources[name] = i
		list, err := refs(s.Resources[name].Keys)
		if err != nil {
			return fmt.Errorf("resource type %s: %w", name, err)
		}
		fmt.Fprintf(b, "R\t%s\t%s\t%s\n", name, s.Resources[name].ARN, list)
	}
	for _, name := range sortedFold(s.Actions) {
		a := s.Actions[name]
		if len(a.Level) != 1 || !strings.Contains(levels, a.Level) {
			return fmt.Errorf("action %s: unknown level %q", name, a.Level)
		}
		list, err := refs(a.Keys)
		if err != nil {
			return fmt.Errorf("action %s: %w", name, err)
		}
		var works []string
		for _, r := range a.Resources {
			i, ok := resources[r.Type]
			if !ok {
				return fmt.Errorf("action %s: unknown resource type %q", name, r.Type)
			}
			text := strconv.Itoa(i)
			if r.Required {
				text += "!"
			}
			list, err := refs(r.Keys)
			if err != nil {
				return fmt.Errorf("action %s: %w", name, err)
			}
			works = append(works, text+"|"+list+"|"+strings.Join(r.Dependent, " "))
		}
		fmt.Fprintf(b, "A\t%s\t%s\t%s\t%s\t%s\n", name, a.Level, list, strings.Join(a.Dependent, " "), strings.Join(works, ";"))
	}
	return nil
}

func checkType(name string) error {
	if !slices.Contains(keyTypes[:], name) {
		return fmt.Errorf("unknown type %q", name)
	}
	return nil
}

// normalKey writes a key's variable part as ${...}, which AWS writes in several ways.
func normalKey(name string) string {
	for _, end := range []string{"/tag-key", "/<key>", "/<tag-key>", "/"} {
		if fixed, ok := strings.CutSuffix(name, end); ok {
			return fixed + "/${TagKey}"
		}
	}
	return name
}

func sortedFold[T any](m map[string]T) []string {
	return slices.SortedFunc(maps.Keys(m), compareFold)
}
