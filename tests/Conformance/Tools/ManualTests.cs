using System.Text.RegularExpressions;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Tools;

/// <summary>The manual, the help texts and the completion of shells say the same of each program, and what they say is so.</summary>
public sealed partial class ManualTests
{
    public static TheoryData<string> Pages =>
    [
        "kea-dhcp4", "kea-dhcp6", "kea-ctrl-agent", "kea-lfc", "kea-shell", "keactrl", "kea-admin", "perfdhcp", "nestor", "nestor-status", "nestor-top",
        "nestor-leases", "nestor-config", "nestor-audit", "nestor-explain", "nestor-what-if", "nestor-completion", "nestor-man",
    ];

    [Fact]
    public void Every_program_has_a_page()
    {
        Assert.Equal(Pages.Select(p => p.Data).Order(), Nestor("man", "--list").TrimEnd('\n').Split('\n').Order());
        string folder = Directory.CreateTempSubdirectory("nestor-man-").FullName;
        try
        {
            Nestor("man", "--write", folder);
            Assert.Equal(Pages.Count, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);
            Assert.True(File.Exists(Path.Combine(folder, "man8/kea-dhcp4.8")) && File.Exists(Path.Combine(folder, "man1/nestor-leases.1")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_sound_roff_and_lists_the_flags_of_the_help(string page)
    {
        string roff = Nestor("man", page);
        Assert.Contains($".SH NAME\n{page.Replace("-", "\\-", StringComparison.Ordinal)} \\- ", roff, StringComparison.Ordinal);
        Assert.NotEmpty(FlagsOf(roff));
        string help = HelpOf(page);
        Assert.All(FlagsOf(roff), flag => Assert.Matches($@"(^|[ ,]){Regex.Escape(flag)}($|[ ,\n])", help));

        Assert.SkipUnless(Shell.Find("groff") is not null, "needs the package groff");
        Assert.Equal(new Ended(0, "", ""), Tool.Run(Shell.Find("groff")!, ["-man", "-ww", "-z", "-Tutf8"], roff));
    }

    /// <summary>Each letter is tried: what the page has must be taken, what it has not must be refused as unknown.</summary>
    [Theory]
    [InlineData("kea-dhcp4", "unknown flag")]
    [InlineData("kea-dhcp6", "unknown flag")]
    [InlineData("kea-ctrl-agent", "unknown flag")]
    [InlineData("kea-lfc", "unknown flag or missing value")]
    [InlineData("perfdhcp", "unknown")]
    [InlineData("kea-shell", "unrecognized arguments")]
    [InlineData("keactrl", "invalid option")]
    [InlineData("kea-admin", "invalid option")]
    [InlineData("nestor-status", "unknown flag")]
    [InlineData("nestor-top", "unknown flag")]
    [InlineData("nestor-leases", "unknown flag")]
    [InlineData("nestor-config", "unknown flag")]
    [InlineData("nestor-audit", "unknown flag")]
    [InlineData("nestor-explain", "unknown flag")]
    [InlineData("nestor-what-if", "unknown flag")]
    [InlineData("nestor-man", "unknown flag")]
    [InlineData("nestor-completion", "unknown flag")]
    public void A_program_takes_the_flags_of_its_page_and_no_others(string page, string refusal)
    {
        string[] listed = FlagsOf(Nestor("man", page));
        IEnumerable<string> letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".Concat(listed.Contains("-4") ? "0123456789" : "").Select(c => $"-{c}");
        string[] wrong = [.. letters.Concat(listed).Concat(["--no-such-flag"]).Distinct().AsParallel().WithDegreeOfParallelism(4)
            .Where(flag => IsRefused(page, flag, refusal) == listed.Contains(flag))];
        Assert.True(wrong.Length == 0, $"{page}: {string.Join(' ', wrong)}: on its page and not taken, or taken and not on it");
    }

    [Fact]
    public void Bash_completes_commands_flags_values_and_files()
    {
        string folder = Directory.CreateTempSubdirectory("nestor-bash-").FullName;
        try
        {
            string file = Path.Combine(folder, "completion");
            File.WriteAllText(file, Nestor("completion", "bash"));
            File.WriteAllText(Path.Combine(folder, "a b.conf"), "");
            Assert.Equal(new Ended(0, "", ""), Tool.Run("/bin/bash", ["-n", file]));
            Assert.Equal("complete -F _nestor_kea_shell_words kea-shell\n", Tool.Run("/bin/bash", ["-c", $". {file}; complete -p kea-shell"]).Output);
            Assert.Contains("leases\n", Complete(file, folder, "_nestor", "nestor", ""), StringComparison.Ordinal);
            Assert.Equal("start\nstatus\nstop\n", Sorted(Complete(file, folder, "_nestor_keactrl_words", "keactrl", "st")));
            Assert.Equal("memfile\nmysql\npgsql\n", Sorted(Complete(file, folder, "_nestor_kea_admin_words", "kea-admin", "db-init", "")));
            Assert.Equal("--auth-password\n--auth-password-file\n", Sorted(Complete(file, folder, "_nestor_kea_shell_words", "kea-shell", "--auth-p")));
            Assert.Equal("a b.conf\n", Complete(file, folder, "_nestor_kea_dhcp4_words", "kea-dhcp4", "-c", "a"));
            Assert.Equal("active\n", Complete(file, folder, "_nestor", "nestor", "leases", "--state", "a"));
            Assert.Equal("set\n", Complete(file, folder, "_nestor", "nestor", "config", "se"));
            Assert.Equal("a b.conf\n", Complete(file, folder, "_nestor", "nestor", "config", "set", "a"));
            Assert.Equal("--json\n", Complete(file, folder, "_nestor", "nestor", "status", "-c", "x", "--j"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Completion_knows_every_long_flag_and_command_of_every_page(string shell)
    {
        string text = Nestor("completion", shell);
        foreach (string page in Pages.Select(p => p.Data).Where(p => p != "nestor"))
        {
            foreach (string flag in FlagsOf(Nestor("man", page)).Where(f => f.StartsWith("--", StringComparison.Ordinal)))
            {
                Assert.Contains(shell == "fish" ? $" -l {flag[2..]}" : flag, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Zsh_takes_the_completion_and_completes()
    {
        Assert.SkipUnless(Shell.Find("zsh") is not null, "needs the package zsh");
        string folder = Directory.CreateTempSubdirectory("nestor-zsh-").FullName;
        try
        {
            string file = Path.Combine(folder, "_nestor");
            File.WriteAllText(file, Nestor("completion", "zsh"));
            Assert.Equal(new Ended(0, "", ""), Tool.Run(Shell.Find("zsh")!, ["-f", "-n", file]));

            // Loaded as zsh does it: the first line says which programs it is for.
            Ended loaded = Tool.Run(Shell.Find("zsh")!, ["-f", "-c", $"fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[kea-shell] $_comps[nestor]"]);
            Assert.Equal("_nestor _nestor\n", loaded.Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Fish_takes_the_completion_and_completes()
    {
        Assert.SkipUnless(Shell.Find("fish") is not null, "needs the package fish");
        string folder = Directory.CreateTempSubdirectory("nestor-fish-").FullName;
        try
        {
            string file = Path.Combine(folder, "nestor.fish");
            File.WriteAllText(file, Nestor("completion", "fish"));
            Dictionary<string, string> home = new() { ["HOME"] = folder, ["XDG_CONFIG_HOME"] = folder, ["XDG_DATA_HOME"] = folder };
            Assert.Equal(new Ended(0, "", ""), Tool.Run(Shell.Find("fish")!, ["-n", file], "", home));
            string told = Tool.Run(Shell.Find("fish")!, ["-c", $"source {file}; complete -C 'nestor leases --sta'; complete -C 'keactrl rel'; complete -C 'nestor lea'"], "", home).Output;
            Assert.Equal(["--state", "reload", "leases"], told.TrimEnd('\n').Split('\n').Select(l => l.Split('\t')[0]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Nestor(params string[] arguments)
    {
        Ended ended = Tool.Ours("nestor", arguments);
        Assert.True(ended.Code == 0, ended.Errors);
        return ended.Output;
    }

    /// <summary>The flags a page lists, each name by itself.</summary>
    private static string[] FlagsOf(string roff)
    {
        int begin = roff.IndexOf(".SH OPTIONS\n", StringComparison.Ordinal);
        string options = begin < 0 ? "" : roff[begin..];
        int end = options.IndexOf(".SH", 4, StringComparison.Ordinal);
        return [.. Names().Matches(end < 0 ? options : options[..end]).SelectMany(m => Bold().Matches(m.Value))
            .Select(m => m.Groups[1].Value.Replace("\\-", "-", StringComparison.Ordinal))];
    }

    /// <summary>What the program says of itself.</summary>
    private static string HelpOf(string page) => page switch
    {
        "kea-dhcp4" or "kea-dhcp6" or "kea-ctrl-agent" => Tool.Ours(page, ["-?"]).Errors,
        "kea-lfc" or "perfdhcp" => Tool.Ours(page, ["-h"]).Output,
        "nestor" => Nestor("--help"),
        _ when page.StartsWith("nestor-", StringComparison.Ordinal) => Nestor(page["nestor-".Length..], "--help"),
        _ => Tool.Ours(page, ["--help"]).Output,
    };

    private static bool IsRefused(string page, string flag, string refusal)
    {
        if (page == "nestor-audit")
        {
            return new[] { "verify", "show" }.All(command => flag is not ("-h" or "--help")
                && Tool.Ours("nestor", ["audit", command, "/nonexistent", flag, "1:" + new string('0', 64)]).Errors.Contains($"{refusal} {flag},", StringComparison.Ordinal));
        }

        if (page == "nestor-config")
        {
            // Some are for the commands that ask a server, some for one that does not.
            return new[] { "get", "import-dhcpd" }.All(command =>
                Tool.Ours("nestor", ["config", command, flag, "/nonexistent"]).Errors.Contains($"{refusal} {flag}\n", StringComparison.Ordinal));
        }

        string[] call = page switch
        {
            "kea-admin" when flag is "-v" or "-V" or "--version" => ["kea-admin", flag],
            "kea-admin" => ["kea-admin", "stats-recount", "memfile", flag, "value"],

            // A value that is refused, so that nothing begins; flags without one take it for a second server.
            "perfdhcp" => ["perfdhcp", flag, "", "nowhere.invalid", "more"],
            "kea-lfc" => ["kea-lfc", flag, "/nonexistent"],
            _ when page.StartsWith("nestor-", StringComparison.Ordinal) => [page["nestor-".Length..], flag, .. page == "nestor-man" ? Array.Empty<string>() : ["/nonexistent"]],
            _ => [page, flag, .. page == "kea-shell" && flag != "--service" ? ["1"] : Array.Empty<string>()],
        };
        Ended ended = Tool.Run(Builds.Program, call);
        string first = (ended.Output + ended.Errors).Split("\n").FirstOrDefault(l => l.Contains(refusal, StringComparison.Ordinal)) ?? "";
        return first.Contains(page == "perfdhcp" ? "" : page.StartsWith("kea-dhcp", StringComparison.Ordinal) ? flag[..2] : flag, StringComparison.Ordinal) && first.Length > 0;
    }

    private static string Complete(string file, string folder, string function, params string[] words)
    {
        string script = $". {file}; cd {folder}; COMP_WORDS=({string.Join(' ', words.Select(w => $"'{w}'"))}); COMP_CWORD={words.Length - 1}; "
            + $"{function}; printf '%s\\n' \"${{COMPREPLY[@]}}\"";
        Ended ended = Tool.Run("/bin/bash", ["-c", script]);
        Assert.Equal("", ended.Errors);
        return ended.Output;
    }

    private static string Sorted(string lines) => string.Join('\n', lines.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)) + "\n";

    [GeneratedRegex(@"^\.TP\n.*$", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex(@"\\fB(.*?)\\fR")]
    private static partial Regex Bold();
}
