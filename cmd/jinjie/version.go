package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand(t *talk) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "显示版本",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			t.result("%s", versionLine())
			return nil
		},
	}
}

// versionLine names this program as exactly as the build allows.
func versionLine() string {
	version := "开发版"
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
	}
	return "jinjie " + version + "，" + runtime.Version() + "，" + runtime.GOOS + "/" + runtime.GOARCH
}

// fingerprint identifies this very program: the hash of its file, since a version alone
// stays the same while the source changes. It is empty where the file cannot be read;
// then nothing made earlier counts as current.
func fingerprint() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
