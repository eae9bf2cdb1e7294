package catalog

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// A ManagedPolicy is a policy that AWS owns.
type ManagedPolicy struct {
	ARN      string // in the partition aws
	Version  string // of the document, such as v3
	Updated  string // RFC 3339
	Document []byte // JSON
}

// managedPolicies are an index of names and blocks of documents, each block
// compressed for itself, so that one document costs one block.
type managedPolicies struct {
	source  Source
	entries []managedEntry // in order of name
	blocks  []lazyBlock
}

type managedEntry struct {
	name             string // of the ARN, behind "policy/"
	version, updated string
	block            int
	start, end       int
}

type lazyBlock struct {
	compressed string
	read       func() []byte
}

var (
	//go:embed data/managed.txt
	managedIndex string
	//go:embed data/managed.zst
	managedBlocks string
)

var embeddedManaged = sync.OnceValue(func() *managedPolicies {
	m, err := decodeManaged(managedIndex, managedBlocks)
	if err != nil {
		panic("catalog: the embedded managed policies: " + err.Error()) // a test reads them
	}
	return m
})

// managedPrefix is in every ARN of a managed policy that AWS owns.
const managedPrefix = "arn:aws:iam::aws:policy/"

// ManagedPolicy finds a policy that AWS owns by its ARN, in any partition. The
// document is that of the partition aws.
func (c *Catalog) ManagedPolicy(arn string) (ManagedPolicy, bool) {
	_, name, ok := strings.Cut(arn, ":iam::aws:policy/")
	if !ok {
		return ManagedPolicy{}, false
	}
	i, ok := slices.BinarySearchFunc(c.managed.entries, name, func(e managedEntry, name string) int { return cmp.Compare(e.name, name) })
	if !ok {
		return ManagedPolicy{}, false
	}
	return c.managed.policy(i), true
}

// ManagedPolicies lists the ARNs of all policies that AWS owns, sorted.
func (c *Catalog) ManagedPolicies() []string {
	arns := make([]string, len(c.managed.entries))
	for i, e := range c.managed.entries {
		arns[i] = managedPrefix + e.name
	}
	return arns
}

func (m *managedPolicies) policy(i int) ManagedPolicy {
	e := m.entries[i]
	return ManagedPolicy{managedPrefix + e.name, e.version, e.updated, m.blocks[e.block].read()[e.start:e.end:e.end]}
}

const managedHeader = "iamlint-managed-policies 1\n"

// decodeManaged reads the index: a source, then the compressed sizes of the
// blocks, then a line for each policy.
func decodeManaged(index, blocks string) (*managedPolicies, error) {
	index, ok := strings.CutPrefix(index, managedHeader)
	if !ok {
		return nil, fmt.Errorf("no %q at the beginning", strings.TrimSpace(managedHeader))
	}
	m := new(managedPolicies)
	for line := range strings.Lines(index) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case f[0] == "source" && len(f) == 4:
			m.source = Source{Name: f[1], Version: f[2], License: f[3]}
		case f[0] == "blocks" && len(f) == 2:
			for _, size := range strings.Fields(f[1]) {
				n, err := strconv.Atoi(size)
				if err != nil || n > len(blocks) {
					return nil, fmt.Errorf("a block of %s bytes", size)
				}
				m.blocks = append(m.blocks, newBlock(blocks[:n]))
				blocks = blocks[n:]
			}
		case len(f) == 6:
			e := managedEntry{name: f[0], version: f[1], updated: f[2], block: number(f[3]), start: number(f[4]), end: number(f[5])}
			m.source.Updated = max(m.source.Updated, e.updated)
			m.entries = append(m.entries, e)
		default:
			return nil, fmt.Errorf("unknown record %q", line)
		}
	}
	return m, nil
}

func newBlock(compressed string) lazyBlock {
	return lazyBlock{compressed, sync.OnceValue(func() []byte {
		reader, err := zstd.NewReader(strings.NewReader(compressed), zstd.WithDecoderConcurrency(1))
		if err != nil {
			panic("catalog: a block of managed policies: " + err.Error()) // a test reads all
		}
		defer reader.Close()
		text, err := io.ReadAll(reader)
		if err != nil {
			panic("catalog: a block of managed policies: " + err.Error())
		}
		return text
	})}
}

// PolicyFacts are the AWS-managed policies as the generator gathers them.
type PolicyFacts struct {
	Schema   int                           `json:"schema"` // 2
	Source   FactsSource                   `json:"source"`
	Policies map[string]ManagedPolicyFacts `json:"policies"` // by ARN
}

// ManagedPolicyFacts tell about a managed policy.
type ManagedPolicyFacts struct {
	Version  string          `json:"version"`
	Document json.RawMessage `json:"document"`
	Updated  string          `json:"updated"`
}

// ReadPolicyFacts reads AWS-managed policies, as JSON, with or without gzip.
func ReadPolicyFacts(data []byte) (*PolicyFacts, error) {
	facts := new(PolicyFacts)
	if err := unmarshal(data, facts); err != nil {
		return nil, err
	}
	if facts.Schema != 2 || len(facts.Policies) == 0 {
		return nil, fmt.Errorf("schema is %d with %d policies, expected 2 with some", facts.Schema, len(facts.Policies))
	}
	return facts, nil
}

// blockSize is how many bytes of documents are compressed together: enough to
// compress well, few enough that one document comes in under a millisecond.
const blockSize = 128 << 10

// Encode writes the policies in the form that is embedded: index and blocks.
func (f *PolicyFacts) Encode() (index string, blocks []byte, err error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return "", nil, err
	}
	var lines strings.Builder
	var sizes []string
	var block []byte
	flush := func() {
		compressed := encoder.EncodeAll(block, nil)
		sizes = append(sizes, strconv.Itoa(len(compressed)))
		blocks = append(blocks, compressed...)
		block = nil
	}
	type entry struct{ name, arn string }
	var entries []entry
	for arn := range f.Policies {
		name, ok := strings.CutPrefix(arn, managedPrefix)
		if !ok {
			return "", nil, fmt.Errorf("%s is no policy of AWS", arn)
		}
		entries = append(entries, entry{name, arn})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	for _, e := range entries {
		p := f.Policies[e.arn]
		if len(block)+len(p.Document) > blockSize && len(block) > 0 {
			flush()
		}
		start := len(block)
		block = append(block, p.Document...)
		fmt.Fprintf(&lines, "%s\t%s\t%s\t%d\t%d\t%d\n", e.name, p.Version, p.Updated, len(sizes), start, len(block))
	}
	flush()
	index = managedHeader + fmt.Sprintf("source\t%s\t%s\t%s\nblocks\t%s\n", f.Source.Name, f.Source.Version, f.Source.License, strings.Join(sizes, " ")) + lines.String()
	return index, blocks, nil
}
