package jsontape

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/tidwall/gjson"
)

// exportText is an export of roles as the AWS CLI indents it.
func exportText(roles int) []byte {
	var text bytes.Buffer
	text.WriteString("{\n    \"RoleDetailList\": [\n")
	for i := range roles {
		if i > 0 {
			text.WriteString(",\n")
		}
		fmt.Fprintf(&text, `        {
            "RoleName": "role-%d",
            "Arn": "arn:aws:iam::111122223333:role/role-%d",
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": [
                            "sts:AssumeRole",
                            "sts:TagSession"
                        ]
                    }
                ]
            },
            "MaxSessionDuration": 3600,
            "AttachedManagedPolicies": []
        }`, i, i)
	}
	text.WriteString("\n    ]\n}\n")
	return text.Bytes()
}

// benchmarkText is the file that IAMLINT_BENCH_FILE names, or 20,000 roles.
func benchmarkText(b *testing.B) []byte {
	b.Helper()
	name := os.Getenv("IAMLINT_BENCH_FILE")
	if name == "" {
		return exportText(20_000)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	return text
}

// bench runs f over the text of the benchmarks.
func bench(b *testing.B, f func(text []byte) error) {
	text := benchmarkText(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := f(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	bench(b, func(text []byte) error {
		_, err := Parse(text)
		return err
	})
}

func BenchmarkParseInto(b *testing.B) {
	tape := new(Tape)
	bench(b, func(text []byte) error { return ParseInto(tape, text) })
}

func BenchmarkParseElements(b *testing.B) {
	bench(b, func(text []byte) error {
		_, err := ParseElements(text, func(*Tape, Node, Node, Node) Reader { return func(*Tape, Node) {} })
		return err
	})
}

// BenchmarkGJSONValid is the yardstick.
func BenchmarkGJSONValid(b *testing.B) {
	bench(b, func(text []byte) error {
		if !gjson.ValidBytes(text) {
			return fmt.Errorf("not valid")
		}
		return nil
	})
}

// BenchmarkSmall reads a policy document of a few lines, of which an export has thousands.
func BenchmarkSmall(b *testing.B) {
	text := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::bucket/*"}]}`)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
