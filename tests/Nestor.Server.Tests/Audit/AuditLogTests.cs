using System.Security.Cryptography;
using System.Text;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Audit;

namespace Nestor.Server.Tests.Audit;

/// <summary>The audit log on a real disk: what is written, what is found when somebody changes it, and starts after ends of all kinds.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-audit-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "audit.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_entry_tells_who_did_what_and_what_became_of_it()
    {
        await Write(new AuditedCommand(
            new("https") { User = "ann", Certificate = "CN=ann", Address = "192.0.2.1:5000" }, "lease4-del", Parse("{ \"ip-address\": \"192.0.2.9\" }"), 3, "not found"));
        var entry = Entries().Single();
        Assert.Equal(
            ["sequence", "time", "channel", "user", "certificate", "address", "command", "arguments", "result", "text", "previous", "hash"],
            entry.Members.Select(m => m.Name));
        Assert.Equal("{ \"ip-address\": \"192.0.2.9\" }", JsonWriter.Compact(entry["arguments"]!));
        Assert.Equal((3, "not found", "ann"), (entry["result"]!.Integer, entry["text"]!.Text, entry["user"]!.Text));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(Path));
    }

    [Fact]
    public async Task Anybody_can_work_out_the_hash_of_a_line_by_other_means()
    {
        await Write(Command("a"), Command("b\u00e4\u2028\n\""));
        string before = AuditChain.Beginning;
        foreach (string line in File.ReadAllLines(Path))
        {
            int at = line.LastIndexOf(", \"hash\": \"", StringComparison.Ordinal);
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line[..at])));
            Assert.Equal($", \"hash\": \"{hash}\" }}", line[at..]);
            Assert.EndsWith($", \"previous\": \"{before}\"", line[..at], StringComparison.Ordinal);
            before = hash;
        }
    }

    [Fact]
    public async Task Secrets_are_not_written()
    {
        await Write(new AuditedCommand(new("unix"), "config-set", Parse("""
            { "Dhcp4": { "lease-database": { "password": "s3cret", "password-file": "/etc/p" }, "tsig-keys": [ { "secret": "s3cret", "name": "k" } ],
              "clients": [ { "user": "ann", "Password": "s3cret" } ], "secret": { "deep": { "basic-auth-password": "s3cret" } } } }
            """), 0, null));
        string text = File.ReadAllText(Path);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.Equal(4, text.Split("*****").Length - 1);
        Assert.Contains("/etc/p", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_long_arguments_size_and_hash_are_written()
    {
        await Write(new AuditedCommand(new("unix"), "config-set", Element.Of(new string('x', AuditedCommand.MaxArguments)), 0, null));
        var entry = Entries().Single();
        Assert.Null(entry["arguments"]);
        Assert.Equal(AuditedCommand.MaxArguments + 2, entry["arguments-size"]!.Integer);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"\"{new string('x', AuditedCommand.MaxArguments)}\""))), entry["arguments-sha256"]!.Text);
    }

    [Theory]
    [InlineData("changed", 2, "line 3: entry 3 is not as it was written: its hash is another")]
    [InlineData("changed with its hash", 2, "line 4: entry 4 was written behind another entry 3 than the one that is there")]
    [InlineData("removed", 2, "line 3: found entry 4, wanted entry 3")]
    [InlineData("removed", 0, "line 1: found entry 2, wanted entry 1")]
    [InlineData("exchanged", 2, "line 3: found entry 4, wanted entry 3")]
    [InlineData("doubled", 2, "line 4: found entry 3, wanted entry 4")]
    [InlineData("cut", 4, "was written and is not there: the log was cut")]
    [InlineData("cut within", 4, "line 5: the line has no end")]
    [InlineData("garbled", 2, "line 3: it is no entry")]
    public async Task A_log_that_somebody_changed_is_found_out(string how, int at, string problem)
    {
        await Write(Command("one"), Command("two"), Command("three"), Command("four"), Command("five"));
        Assert.Empty(Verify().Problems);
        var lines = File.ReadAllLines(Path).ToList();
        string rest = "";
        switch (how)
        {
            case "changed":
                lines[at] = lines[at].Replace("three", "other", StringComparison.Ordinal);
                break;
            case "changed with its hash":
                string hashed = lines[at].Replace("three", "other", StringComparison.Ordinal)[..lines[at].LastIndexOf(", \"hash\"", StringComparison.Ordinal)];
                lines[at] = $"{hashed}, \"hash\": \"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed)))}\" }}";
                break;
            case "removed":
                lines.RemoveAt(at);
                break;
            case "exchanged":
                (lines[at], lines[at + 1]) = (lines[at + 1], lines[at]);
                break;
            case "doubled":
                lines.Insert(at, lines[at]);
                break;
            case "garbled":
                lines[at] = "{ }" + new string(' ', 100);
                break;
            default:
                rest = how == "cut" ? "" : lines[at][..50];
                lines.RemoveAt(at);
                break;
        }

        File.WriteAllText(Path, string.Concat(lines.Select(l => l + "\n")) + rest);
        string problems = string.Join('\n', Verify().Problems);
        Assert.Contains(problem.StartsWith("line ", StringComparison.Ordinal) ? $"{Path}:{problem[5..]}" : problem, problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_single_byte_that_is_changed_is_found_out()
    {
        await Write(Command("one"), Command("two"));
        byte[] good = File.ReadAllBytes(Path);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 1;
            File.WriteAllBytes(Path, bad);
            Assert.NotEmpty(Verify().Problems);
        }
    }

    [Fact]
    public async Task An_end_that_was_kept_elsewhere_finds_a_cut_also_when_the_file_beside_the_log_is_gone()
    {
        await Write(Command("one"), Command("two"));
        var end = Verify().Last;
        File.Delete(Path + ".head");
        File.WriteAllLines(Path, File.ReadAllLines(Path)[..1]);
        Assert.False(Verify().IsEndKnown);
        Assert.Empty(Verify().Problems);
        Assert.NotEmpty(AuditVerification.Run(Path, AuditChain.Empty, end).Problems);
    }

    [Fact]
    public async Task Another_start_goes_on_with_the_chain()
    {
        await Write(Command("one"));
        await Write(Command("two"), Command("three"));
        Assert.Equal([1, 2, 3], Entries().Select(e => e["sequence"]!.Integer));
        Assert.Empty(Verify().Problems);
    }

    [Fact]
    public async Task A_start_after_a_cut_does_not_heal_it()
    {
        await Write(Command("one"), Command("two"), Command("three"));
        File.WriteAllLines(Path, File.ReadAllLines(Path)[..1]);
        var log = new Logging.ListLogger();
        await Write(log, Command("four"));
        Assert.Contains("NESTOR_AUDIT_CUT", string.Join('\n', log.Lines), StringComparison.Ordinal);
        Assert.Contains("found entry 4, wanted entry 2", string.Join('\n', Verify().Problems), StringComparison.Ordinal);
        File.Delete(Path);
        await Write(Command("five"));
        Assert.Contains("found entry 5, wanted entry 1", string.Join('\n', Verify().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_entry_of_a_power_cut_is_taken_away_for_nobody_was_told_of_it()
    {
        await Write(Command("one"));
        File.AppendAllText(Path, "{ \"sequence\": 2, \"ti");
        await Write(Command("two"));
        Assert.Equal([1, 2], Entries().Select(e => e["sequence"]!.Integer));
        Assert.Empty(Verify().Problems);
    }

    [Fact]
    public async Task A_log_that_grows_too_large_is_set_aside_and_the_chain_goes_on()
    {
        using (var log = Open(maxSize: 2000))
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Null(await log.Record(Command("c" + i)));
            }
        }

        var older = AuditFile.Older(Path);
        Assert.InRange(older.Count, 2, 10);
        Assert.All(older, f => Assert.InRange(new FileInfo(f).Length, 1, 2000));
        await Write(Command("last"));
        Assert.Equal(21, Verify().Entries);
        Assert.Empty(Verify().Problems);
        File.Delete(older[1]);
        Assert.NotEmpty(Verify().Problems);
    }

    [Fact]
    public async Task A_start_right_after_a_file_was_set_aside_finds_the_chain_in_that()
    {
        await Write(Command("one"));
        File.Move(Path, Path + ".000000000001");
        File.Delete(Path + ".head");
        await Write(Command("two"));
        Assert.Equal(2, Verify().Entries);
        Assert.Empty(Verify().Problems);
    }

    [Fact]
    public void A_log_belongs_to_one_server()
    {
        using var first = Open();
        using var second = Open();
        Assert.Null(first.Open());
        Assert.Contains("audit.log.head", second.Open(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/proc/nothing/here")]
    public void What_is_no_file_is_no_log(string path)
    {
        File.CreateSymbolicLink(Path, path);
        using var log = Open();
        Assert.NotNull(log.Open());
    }

    private static AuditedCommand Command(string name) => new(new("unix") { UserId = 0, ProcessId = 7 }, name, null, 0, "done");

    private static Element Parse(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text), "test", new Diagnostics())!;

    private AuditLog Open(long maxSize = 0, Logger? log = null)
    {
        var logger = log ?? Logger.Silent;
        return new AuditLog((out string error) => AuditFile.TryOpen(Path, logger, out error), new AuditSettings(Path, maxSize, IsRefusing: true), TimeProvider.System, logger);
    }

    private Task Write(params AuditedCommand[] commands) => Write(Logger.Silent, commands);

    private async Task Write(Logger logger, params AuditedCommand[] commands)
    {
        using var log = Open(log: logger);
        foreach (var command in commands)
        {
            Assert.Null(await log.Refusal());
            Assert.Null(await log.Record(command));
        }
    }

    private AuditVerification Verify() => AuditVerification.Run(Path, AuditChain.Empty, null);

    private List<Element> Entries()
    {
        var entries = new List<Element>();
        AuditVerification.Run(Path, AuditChain.Empty, null, entries.Add);
        return entries;
    }
}
