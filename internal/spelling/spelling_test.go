package spelling

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	words := []string{"GetObject", "GetObjects", "PutObject", "s3", "sqs"}
	for text, want := range map[string]string{
		"GetObjekt": "GetObject", "getobject": "GetObject", "PutObjct": "PutObject", "DeleteObject": "", "sq": "sqs", "ec2": "", "": "",
	} {
		if got := Nearest(text, slices.Values(words)); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", text, got, want)
		}
	}
}
