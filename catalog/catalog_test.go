package catalog

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEmbedded(t *testing.T) {
	c := Default()
	ids := make([]bool, c.ActionCount())
	for _, s := range c.Services() {
		for i := range s.Actions() {
			a := &s.Actions()[i]
			if ids[a.ID] {
				t.Fatalf("two actions have the id %d", a.ID)
			}
			ids[a.ID] = true
			if got := c.Action(strings.ToUpper(a.String())); got != a {
				t.Fatalf("Action(%s) = %v", strings.ToUpper(a.String()), got)
			}
			for _, key := range a.Keys {
				if _, ok := s.Key(key); !ok {
					t.Errorf("%s: no key %s", a, key)
				}
			}
		}
	}
	for id, used := range ids {
		if !used {
			t.Fatalf("no action has the id %d", id)
		}
	}
	if len(c.Prefixes()) < 400 || c.ActionCount() < 20_000 || len(c.GlobalKeys()) < 50 {
		t.Errorf("only %d services, %d actions, %d global keys", len(c.Prefixes()), c.ActionCount(), len(c.GlobalKeys()))
	}
	if c.Source().Version == "" || c.PolicySource().Updated == "" {
		t.Errorf("no source: %+v, %+v", c.Source(), c.PolicySource())
	}
}

func TestAction(t *testing.T) {
	c := Default()
	get := c.Action("S3:getobject")
	if get == nil || get.String() != "s3:GetObject" || get.Level != LevelRead || get.WildcardOnly() {
		t.Fatalf("s3:GetObject = %+v", get)
	}
	var types []string
	for _, r := range get.Resources {
		types = append(types, r.Type.Name+" "+r.Type.ARN)
	}
	want := []string{"accesspointobject arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}", "object arn:${Partition}:s3:::${BucketName}/${ObjectName}"}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("resources of s3:GetObject (-want +got):\n%s", diff)
	}
	if a := c.Action("s3:ListAllMyBuckets"); a == nil || !a.WildcardOnly() || a.Level != LevelList {
		t.Errorf("s3:ListAllMyBuckets = %+v", a)
	}
	if a := c.Action("iam:PassRole"); a == nil || a.Level != LevelWrite && a.Level != LevelPermissions || !a.SupportsKey("iam:PassedToService") || a.SupportsKey("iam:PermissionsBoundary") {
		t.Errorf("iam:PassRole = %+v", a)
	}
	for _, name := range []string{"", "s3", "s3:", "s3:Nothing", "nothing:GetObject", "s3:GetObject "} {
		if a := c.Action(name); a != nil {
			t.Errorf("Action(%q) = %v", name, a)
		}
	}
}

func TestKey(t *testing.T) {
	c := Default()
	for name, want := range map[string]Key{
		"AWS:sourceip":             {"aws:SourceIp", IPAddress, "network"},
		"aws:RequestTag/team":      {"aws:RequestTag/${TagKey}", String, "request"},
		"aws:TagKeys":              {"aws:TagKeys", ArrayOfString, "request"},
		"s3:prefix":                {"s3:prefix", String, ""},
		"s3:ExistingObjectTag/a/b": {"s3:ExistingObjectTag/${TagKey}", String, ""},
		"token.actions.githubusercontent.com:ref": {"token.actions.githubusercontent.com:ref", String, ""},
		"token.actions.acme.ghe.com:ref":          {"token.actions.${Domain}.ghe.com:ref", String, ""},
		"SAML:aud":                                {"saml:aud", String, ""},
		"sagemaker:ResourceTag/team":              {"sagemaker:ResourceTag/${TagKey}", String, ""},
	} {
		if got, ok := c.Key(name); !ok || got != want {
			t.Errorf("Key(%q) = %+v, %v; want %+v", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "aws:", "aws:SourceIP2", "aws:RequestTag", "aws:RequestTag/", "s3:nothing", "nothing:x", "token.actions.ghe.com:ref"} {
		if got, ok := c.Key(name); ok {
			t.Errorf("Key(%q) = %+v", name, got)
		}
	}
	if !c.SupportsRCP("S3") || c.SupportsRCP("ec2") {
		t.Error("resource control policies apply to S3, and not to EC2")
	}
	if !ArrayOfARN.Multivalued() || ArrayOfARN.Element() != ARN || ARN.Element() != ARN {
		t.Error("ArrayOfARN is a list of ARN")
	}
}

func TestManagedPolicies(t *testing.T) {
	c := Default()
	arns := c.ManagedPolicies()
	if len(arns) < 1500 {
		t.Fatalf("only %d policies", len(arns))
	}
	for _, arn := range arns {
		p, ok := c.ManagedPolicy(arn)
		if !ok || p.ARN != arn || p.Version == "" || p.Updated == "" || !json.Valid(p.Document) {
			t.Fatalf("ManagedPolicy(%s) = %+v, %v", arn, p, ok)
		}
	}
	p, ok := c.ManagedPolicy("arn:aws-us-gov:iam::aws:policy/AdministratorAccess")
	if !ok || !strings.Contains(string(p.Document), `"Action":"*"`) {
		t.Errorf("AdministratorAccess = %s, %v", p.Document, ok)
	}
	for _, arn := range []string{"", "AdministratorAccess", "arn:aws:iam::111122223333:policy/AdministratorAccess", "arn:aws:iam::aws:policy/Nothing"} {
		if _, ok := c.ManagedPolicy(arn); ok {
			t.Errorf("ManagedPolicy(%q) is found", arn)
		}
	}
}

func TestRead(t *testing.T) {
	const facts = `{"schema": 1, "source": {"name": "own", "version": "2", "updated": "2026-01-01T00:00:00Z", "license": "MIT"},
		"globals": {"aws:SourceIp": {"type": "IPAddress", "category": "network"}}, "rcpServices": ["new"],
		"services": {"new": {"actions": {"Make": {"l": "W", "r": [{"t": "thing", "req": true, "k": ["new:Size"], "d": ["iam:PassRole"]}]}},
			"resources": {"thing": {"arn": "arn:${Partition}:new:::${Name}"}}, "conditions": {"new:Size": "Numeric"}}}}`
	c, err := Read([]byte(facts))
	if err != nil {
		t.Fatal(err)
	}
	a := c.Action("new:make")
	if a == nil || !a.Resources[0].Required || a.Resources[0].Dependent[0] != "iam:PassRole" || !a.SupportsKey("NEW:size") {
		t.Errorf("new:Make = %+v", a)
	}
	if c.Source().Name != "own" || !c.SupportsRCP("new") || c.Service("s3") != nil {
		t.Error("not the catalogue that was given")
	}
	if _, ok := c.ManagedPolicy("arn:aws:iam::aws:policy/AdministratorAccess"); !ok {
		t.Error("the managed policies are gone")
	}
	for text, want := range map[string]string{
		"":              "line 1: unexpected end",
		"{\n\n]":        "line 3: ",
		`{"schema": 7}`: "schema is 7",
		`{"schema": 1}`: "no services",
		strings.Replace(facts, `"l": "W"`, `"l": "Z"`, 1):              `service new: action Make: unknown level "Z"`,
		strings.Replace(facts, `"t": "thing"`, `"t": "else"`, 1):       `unknown resource type "else"`,
		strings.Replace(facts, `["new:Size"]`, `["new:Sizes"]`, 1):     "key new:Sizes is not a key",
		strings.Replace(facts, `"new:Size": "Numeric"`, `"a": "B"`, 1): `unknown type "B"`,
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Read(%q) = %v, want %q", text, err, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(embeddedServices); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadEC2(b *testing.B) {
	c, _ := decode(embeddedServices)
	text := c.services[0].text
	for _, s := range c.services {
		if s.prefix == "ec2" {
			text = s.text
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		var s Service
		s.decode(text)
	}
}

func BenchmarkAction(b *testing.B) {
	c := Default()
	c.Action("iam:PassRole")
	b.ReportAllocs()
	for b.Loop() {
		if c.Action("iam:passrole") == nil {
			b.Fatal("not found")
		}
	}
}

func BenchmarkKey(b *testing.B) {
	c := Default()
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := c.Key("aws:RequestTag/team"); !ok {
			b.Fatal("not found")
		}
	}
}

func BenchmarkManagedPolicy(b *testing.B) {
	m, _ := decodeManaged(managedIndex, managedBlocks)
	b.ReportAllocs()
	for b.Loop() {
		newBlock(m.blocks[3].compressed).read()
	}
}

func TestSuggestions(t *testing.T) {
	c := Default()
	for got, want := range map[string]string{
		c.Service("s3").NearestAction("GetObjekt"): "GetObject",
		c.NearestService("dynamodbb"):              "dynamodb",
		c.NearestKey("aws:SourceIpp"):              "aws:SourceIp",
		c.Service("s3").NearestKey("s3:prefixx"):   "s3:prefix",
		NearestRegion("eu-centrall-1"):             "eu-central-1",
		c.NearestService("nothinglikeit"):          "",
	} {
		if got != want {
			t.Errorf("suggested %q, want %q", got, want)
		}
	}
	if RegionPartition("cn-north-1") != "aws-cn" || IsRegion("eu-middle-1") || !IsPartition("aws-us-gov") || IsPartition("aws-gov") {
		t.Error("regions and partitions")
	}
}
