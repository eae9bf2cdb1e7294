package account

import (
	"cmp"
	"strings"
)

// exposures joins what opens resources besides their policies.
func (m *merger) exposures() {
	m.publicAccessBlocks()
	for _, p := range pagesOf[any](m, BucketACLKind) {
		acl := p.content.(*BucketACL)
		acl.Bucket = p.file.Resource
		if m.account.BucketACLs == nil {
			m.account.BucketACLs = &BucketACLs{}
		}
		m.account.BucketACLs.List = append(m.account.BucketACLs.List, acl)
	}
	if len(m.kinds[FunctionURLsKind]) > 0 {
		key := func(u *FunctionURL) string { return u.Function.Value }
		m.account.FunctionURLs = &FunctionURLs{List: joined[*FunctionURL](m, FunctionURLsKind, key)}
	}
	m.endpointServices()
}

func (m *merger) publicAccessBlocks() {
	blocks := &PublicAccessBlocks{}
	for _, p := range pagesOf[any](m, PublicAccessBlockKind) {
		b := p.content.(*PublicAccessBlock)
		switch {
		case strings.HasPrefix(p.file.Command, "s3control "):
			b.Of = "account"
		case p.file.Resource != "":
			b.Of, b.Name = "bucket", p.file.Resource
		}
		blocks.List = append(blocks.List, b)
	}
	for _, p := range pagesOf[any](m, AccessPointKind) {
		a := p.content.(*AccessPoint)
		if b := a.block; b != nil {
			b.Of, b.Name = "access point", a.Name.Value
			blocks.List = append(blocks.List, b)
		}
	}
	if len(blocks.List) > 0 {
		m.account.PublicAccessBlocks = blocks
	}
}

func (m *merger) endpointServices() {
	if len(m.kinds[EndpointPermissionsKind]) == 0 {
		return
	}
	services := &EndpointServices{}
	byID := make(map[string]*EndpointService)
	for _, p := range pagesOf[any](m, EndpointServicesKind) {
		for _, s := range p.content.([]*EndpointService) {
			if byID[s.ID] == nil {
				byID[s.ID] = s
				services.List = append(services.List, s)
			}
		}
	}
	for _, p := range pagesOf[any](m, EndpointPermissionsKind) {
		for _, principal := range p.content.([]*EndpointPrincipal) {
			id := cmp.Or(principal.service, p.file.Resource)
			s := byID[id]
			if s == nil {
				s = &EndpointService{ID: id}
				byID[id] = s
				services.List = append(services.List, s)
			}
			s.Principals = append(s.Principals, *principal)
		}
	}
	m.account.EndpointServices = services
}
