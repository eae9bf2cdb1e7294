package catalog

import (
	"slices"

	"github.com/iamlint/iamlint/internal/spelling"
)

// A Partition is a group of regions with accounts of its own (AWS General
// Reference: Regions and Zones; Amazon Resource Names).
type Partition struct {
	Name    string
	Regions []string // sorted
}

var partitions = []Partition{
	{"aws", []string{
		"af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
		"ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
		"ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
		"il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
	}},
	{"aws-cn", []string{"cn-north-1", "cn-northwest-1"}},
	{"aws-eusc", []string{"eusc-de-east-1"}},
	{"aws-iso", []string{"us-iso-east-1", "us-iso-west-1"}},
	{"aws-iso-b", []string{"us-isob-east-1", "us-isob-west-1"}},
	{"aws-iso-e", []string{"eu-isoe-west-1"}},
	{"aws-iso-f", []string{"us-isof-east-1", "us-isof-south-1"}},
	{"aws-us-gov", []string{"us-gov-east-1", "us-gov-west-1"}},
}

// Partitions are all partitions in order of name. They are not to be changed.
func Partitions() []Partition { return partitions }

// IsPartition says whether there is a partition of that name.
func IsPartition(name string) bool {
	return slices.ContainsFunc(partitions, func(p Partition) bool { return p.Name == name })
}

// IsRegion says whether there is a region of that name in any partition.
func IsRegion(name string) bool { return RegionPartition(name) != "" }

// RegionPartition is the partition of a region, "" for a region that does not exist.
func RegionPartition(region string) string {
	for _, p := range partitions {
		if _, ok := slices.BinarySearch(p.Regions, region); ok {
			return p.Name
		}
	}
	return ""
}

// NearestRegion is the region closest to a misspelt one, "" if none is close.
func NearestRegion(name string) string {
	return spelling.Nearest(name, func(yield func(string) bool) {
		for _, p := range partitions {
			for _, r := range p.Regions {
				if !yield(r) {
					return
				}
			}
		}
	})
}
