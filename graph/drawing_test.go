package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/graph"
)

// TestDrawing draws each way once, and what makes somebody administrator toward
// a node of its own.
func TestDrawing(t *testing.T) {
	own := user("own", nil)
	own["UserPolicyList"] = []object{{"PolicyName": "p", "PolicyDocument": document(allow("iam:PutUserPolicy", prefix+"user/own"))}}
	g := load(t, object{
		"UserDetailList": []object{own, user("next", nil)}, "GroupDetailList": []object{}, "Policies": []object{},
		"RoleDetailList": []object{role("admin", trust("AWS", prefix+"user/next"), administered), role("idle", trust("AWS", prefix+"role/nobody"), administered)},
	})
	var d graph.Drawing
	for range 2 {
		for _, n := range g.Nodes {
			if d.Add(n.Ways...); n.Administrator {
				d.AddNode(n)
			}
		}
	}
	var got []string
	for _, n := range d.Nodes {
		text := fmt.Sprintf("%s %v", n.Kind, n.Administrator())
		if n.Node != nil {
			text += " " + n.Node.Name.Value
		}
		got = append(got, text)
	}
	for _, s := range d.Steps {
		got = append(got, fmt.Sprintf("%d %s %d", s.From, s.Way.ID(), s.To))
	}
	want := []string{
		"administrator true", "user false own", "role true admin", "user false next", "role true idle",
		"1 put-user-policy 0", "3 assume-role 2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the drawing (-want +got)\n%s", diff)
	}
}
