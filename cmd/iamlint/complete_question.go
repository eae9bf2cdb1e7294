package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// accounts are those that the exports on the command line have.
func (f *questionFlags) accounts(string) []cobra.Completion {
	var list []cobra.Completion
	for _, a := range f.exported("") {
		list = append(list, cobra.CompletionWithDesc(a.ID, a.Title()))
	}
	return list
}

// exported are the accounts of the exports whose principals are known: all, or
// the one with an id. What cannot be read has nothing to offer.
func (f *questionFlags) exported(id string) []*account.Account {
	var list []*account.Account
	for _, a := range account.Load(f.paths(), account.Options{}).Accounts {
		if a.AuthorizationDetails != nil && (id == "" || a.ID == id) {
			list = append(list, a)
		}
	}
	return list
}

// principals are the users and roles of the exports on the command line, in the
// form that the user has begun: a name, user/NAME or role/NAME, or an ARN.
func (f *questionFlags) principals(begun string) []cobra.Completion {
	var list []cobra.Completion
	for _, a := range f.exported(f.account) {
		for _, p := range account.PrincipalsOf(a, catalog.Default()).All {
			switch {
			case strings.HasPrefix(begun, "arn:"):
				list = append(list, p.ARN.Value)
			case strings.HasPrefix(begun, p.Type+"/"):
				list = append(list, p.Type+"/"+p.Name.Value)
			default:
				list = append(list, cobra.CompletionWithDesc(p.Name.Value, p.Type+" of "+a.Title()))
			}
		}
	}
	return append(list, cobra.CompletionWithDesc("root", "the root user"), cobra.CompletionWithDesc(policy.Anonymous, "everybody, without credentials"))
}

// actions are the prefixes of services, then the actions of one.
func (*questionFlags) actions(begun string) []cobra.Completion {
	var list []cobra.Completion
	prefix, _, named := strings.Cut(begun, ":")
	if !named {
		for _, prefix := range catalog.Default().Prefixes() {
			list = append(list, prefix+":")
		}
		return list
	}
	if s := catalog.Default().Service(prefix); s != nil {
		for i := range s.Actions() {
			list = append(list, s.Actions()[i].String())
		}
	}
	return list
}

// contextKeys are the condition keys that all services know.
func (*questionFlags) contextKeys(string) []cobra.Completion {
	var list []cobra.Completion
	for _, k := range catalog.Default().GlobalKeys() {
		name, _, _ := strings.Cut(k.Name, "${")
		if name == k.Name {
			name += "="
		}
		list = append(list, name)
	}
	return list
}
