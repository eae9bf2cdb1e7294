package accountgen

import (
	"fmt"
	"io"
	"iter"
)

// AuthorizationDetails writes what "aws iam get-account-authorization-details"
// prints.
func AuthorizationDetails(w io.Writer, o Options) error {
	a := newAccount(o)
	err := writeLists(w, o.Compact,
		list{"UserDetailList", entries(o.Users, a.user)},
		list{"GroupDetailList", entries(o.Groups, a.group)},
		list{"RoleDetailList", entries(o.Roles, a.role)},
		list{"Policies", a.policies()},
	)
	if err != nil {
		return fmt.Errorf("write authorization details: %w", err)
	}
	return nil
}

func entries[T any](n int, entry func(int) T) iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range n {
			if !yield(entry(i)) {
				return
			}
		}
	}
}

// policies are those of the account, then those of AWS that are in use.
func (a *account) policies() iter.Seq[any] {
	return func(yield func(any) bool) {
		for policy := range entries(a.Policies, a.policy) {
			if !yield(policy) {
				return
			}
		}
		for i := range awsManaged {
			if a.plan.attachments[policyRef{awsPolicy, i}] > 0 && !yield(a.awsManagedPolicy(i)) {
				return
			}
		}
	}
}
