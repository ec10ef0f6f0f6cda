package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFullDiskLeavesThePublishedSite fills a small disk and builds again, where the site
// is exchanged as a whole and where it is written in place.
func TestFullDiskLeavesThePublishedSite(t *testing.T) {
	for name, below := range map[string]string{"a folder of the disk": "site", "the disk itself": "."} {
		t.Run(name, func(t *testing.T) {
			disk := smallDisk(t)
			source := filepath.Join(t.TempDir(), "site")
			if err := unpack("testdata/site.txtar", source); err != nil {
				t.Fatal(err)
			}
			site := filepath.Join(disk, below)
			if code, _, stderr := jinjie(t, "build", "-s", source, "-d", site); code != exitFine {
				t.Fatalf("first build: exit %d\n%s", code, stderr)
			}
			before := pagesOf(t, site)
			fill(t, filepath.Join(disk, "filler"))
			home := filepath.Join(source, "content/index.md")
			if err := os.WriteFile(home, []byte("---\ntitle: 改名\nfooter: 每一页都变\n---\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			code, stdout, stderr := jinjie(t, "build", "-s", source, "-d", site)
			if code != exitMachine || !strings.Contains(stderr, "磁盘已满") || stdout != "" {
				t.Errorf("on a full disk: exit %d, want %d\n%s%s", code, exitMachine, stdout, stderr)
			}
			if after := pagesOf(t, site); !maps.Equal(before, after) {
				t.Error("the published site has changed")
			}
			if err := os.Remove(filepath.Join(disk, "filler")); err != nil {
				t.Fatal(err)
			}
			if code, _, stderr := jinjie(t, "build", "-s", source, "-d", site); code != exitFine {
				t.Errorf("with room again: exit %d\n%s", code, stderr)
			}
			if maps.Equal(before, pagesOf(t, site)) {
				t.Error("with room again the site is still the old one")
			}
		})
	}
}

// smallDisk mounts a disk of two megabytes, where that is allowed.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return dir
}

// fill writes to name until the disk takes no more.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 12, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
}
