package config

import (
	"maps"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/iamlint/iamlint/rules/rule"
)

// accounts reads the sections of accounts, each of which changes a copy of
// what the file says of all.
func (d *decoder) accounts(n ast.Node) {
	all := d.config
	all.Accounts = make(map[string]*Config)
	own := slices.DeleteFunc(slices.Clone(keys), func(k key) bool { return slices.Contains(wholeRun, k.name) })
	d.mapping(n, "accounts", func(name, value ast.Node) {
		id := name.GetToken().Value
		switch {
		case !isAccountID(id):
			d.fail(name, "%q is not an account id of 12 digits", id)
			return
		case isUnquoted(name):
			d.unquoted(name, id)
			return
		}
		section := *all
		section.Accounts, section.Suppressions = nil, nil
		section.Rules, section.Severities = maps.Clone(all.Rules), maps.Clone(all.Severities)
		d.config = &section
		d.keys(value, "the section of account "+id, own, func(string) {})
		all.Accounts[id] = &section
		d.config = all
	})
}

// An organization id as AWS gives it.
var organizationID = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)

func (d *decoder) trustedOrganizations(n ast.Node) {
	const what = "trusted-organizations"
	ids := []string{}
	for _, e := range d.list(n, what) {
		id, ok := d.text(e, "an entry of "+what, "an organization id such as o-a1b2c3d4e5")
		switch {
		case !ok:
		case !organizationID.MatchString(id):
			d.wrong(e, "an entry of "+what, "an organization id such as o-a1b2c3d4e5")
		default:
			ids = append(ids, id)
		}
	}
	d.config.Settings.TrustedOrganizations = ids
}

func (d *decoder) vendors(n ast.Node) {
	vendors := []rule.Vendor{}
	d.mapping(n, "vendors", func(name, value ast.Node) {
		vendor := rule.Vendor{Name: name.GetToken().Value}
		if vendor.Name == "" {
			d.fail(name, "a vendor without a name")
			return
		}
		vendor.Accounts = d.accountIDs(value, vendor.Name)
		vendors = append(vendors, vendor)
	})
	d.config.Settings.Vendors = vendors
}

func (d *decoder) sensitiveResources(n ast.Node) {
	sensitive := []rule.SensitiveResource{}
	for _, e := range d.list(n, "sensitive-resources") {
		var s rule.SensitiveResource
		isMapping := d.keys(e, "an entry of sensitive-resources", []key{
			{"name", func(d *decoder, n ast.Node) { s.Name, _ = d.entry(n, "sensitive-resources") }},
			{"resources", func(d *decoder, n ast.Node) { s.Resources = d.texts(n, "resources") }},
			{"tags", func(d *decoder, n ast.Node) { s.Tags = d.tags(n) }},
			{"principals", func(d *decoder, n ast.Node) { s.Principals = d.texts(n, "principals") }},
		}, func(string) {})
		switch {
		case !isMapping:
		case s.Resources == nil && s.Tags == nil:
			d.fail(e, "an entry of sensitive-resources says neither which resources nor which tags are sensitive")
		default:
			sensitive = append(sensitive, s)
		}
	}
	d.config.Settings.Sensitive = sensitive
}

// tags reads the patterns for the values of tags by key.
func (d *decoder) tags(n ast.Node) map[string][]string {
	tags := make(map[string][]string)
	d.mapping(n, "tags", func(name, value ast.Node) {
		tags[name.GetToken().Value] = d.texts(value, name.GetToken().Value)
	})
	return tags
}

func (d *decoder) ai(n ast.Node) {
	s := &d.config.Settings
	d.keys(n, "ai", []key{
		{"allowed-models", func(d *decoder, n ast.Node) { s.AllowedModels = d.texts(n, "allowed-models") }},
		{"required-guardrails", func(d *decoder, n ast.Node) { s.RequiredGuardrails = d.texts(n, "required-guardrails") }},
		{"regions", func(d *decoder, n ast.Node) { s.AIRegions = d.texts(n, "regions") }},
	}, func(string) {})
}
