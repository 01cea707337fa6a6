using System.Diagnostics;
using System.Text;
using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile.Tests;

public sealed class Lfc6Tests : IDisposable
{
    private const string TheirProgram = "/usr/sbin/kea-lfc";

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-lfc6").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Header => Encoding.ASCII.GetString(Csv6.Header) + "\n";

    private static string HeaderOfKea22 => Header.Replace(",pool_id", "", StringComparison.Ordinal);

    private LeaseFiles FilesIn(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        return new LeaseFiles(Path.Combine(_folder, folder, "leases6.csv"));
    }

    private static int Run(LeaseFiles files) => new LfcRun(
        new LfcFiles(files.Previous, files.Copy, files.Output, files.Completed, files.Pid), LeaseCompaction.Of6(), Logger.Silent).Run();

    [Fact]
    public void The_last_row_of_each_address_and_prefix_stays_and_the_old_files_go()
    {
        static string Row(string address, uint lifetime, int type = 0, int length = 128) =>
            $"{address},00:03:00:01:02:00:00:00:00:01,{lifetime},{1000 + lifetime},1,{lifetime / 2},{type},5,{length},0,0,,,0,,,,0\n";
        var files = FilesIn("ours");
        File.WriteAllText(files.Previous, Header + Row("2001:db8::1", 100) + Row("2001:db8::2", 100) + Row("2001:db8:5::", 60, 2, 56));
        File.WriteAllText(files.Copy, Header + Row("2001:db8::1", 2000) + Row("2001:db8::2", 0) + Row("2001:db8:4::", 60, 2, 48));
        Assert.Equal(0, Run(files));
        Assert.Equal(
            Header + Row("2001:db8::1", 2000) + Row("2001:db8:4::", 60, 2, 48) + Row("2001:db8:5::", 60, 2, 56),
            File.ReadAllText(files.Previous));
        Assert.False(File.Exists(files.Copy) || File.Exists(files.Output) || File.Exists(files.Completed) || File.Exists(files.Pid));
    }

    [Fact]
    public void Each_row_that_is_left_is_the_one_that_Keas_own_clean_up_leaves()
    {
        Assert.SkipUnless(File.Exists(TheirProgram), "kea-lfc is not installed");
        var random = new Random(20_26);
        string previous = HeaderOfKea22 + string.Concat(Enumerable.Range(0, 2000).Select(_ => RandomRow(random)));
        string copy = HeaderOfKea22 + string.Concat(Enumerable.Range(0, 3000).Select(_ => RandomRow(random)));
        var ours = FilesIn("ours");
        var theirs = FilesIn("theirs");
        foreach (var files in (LeaseFiles[])[ours, theirs])
        {
            File.WriteAllText(files.Previous, previous);
            File.WriteAllText(files.Copy, copy);
        }

        Assert.Equal(0, Run(ours));
        RunTheirs(theirs);
        string[] expected = [.. File.ReadLines(theirs.Previous).Skip(1).Select(line => line + ",0")];
        Assert.InRange(expected.Length, 100, 2000);
        Assert.Equal(expected, File.ReadLines(ours.Previous).Skip(1));
        Assert.False(File.Exists(ours.Copy) || File.Exists(theirs.Copy));
    }

    private static void RunTheirs(LeaseFiles files)
    {
        var start = new ProcessStartInfo(
            TheirProgram,
            ["-6", "-x", files.Previous, "-i", files.Copy, "-o", files.Output, "-f", files.Completed, "-p", files.Pid, "-c", "ignored-path"]);
        start.Environment["KEA_LOCKFILE_DIR"] = "none";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>A row of a small world, so that most addresses have several.</summary>
    private static string RandomRow(Random random)
    {
        bool isPrefix = random.Next(4) == 0;
        int number = random.Next(400);
        string address = (isPrefix, random.Next(3)) switch
        {
            (true, _) => $"2001:db8:{number:x}::",
            (_, 0) => $"2001:DB8:0:0:1:0:0:{number:X}",
            _ => $"2001:db8::1:0:0:{number:x}",
        };
        bool isDeclined = random.Next(20) == 0;
        string duid = isDeclined ? "00:00:00" : $"00:03:00:01:02:00:00:00:00:{random.Next(256):x2}";
        bool isGone = random.Next(5) == 0;
        uint lifetime = isGone ? 0 : random.Next(10) == 0 ? uint.MaxValue : (uint)random.Next(1, 100_000);
        string hardware = random.Next(2) == 0 ? "" : $"02:00:00:00:00:{random.Next(256):X2}";
        string hardwareKind = hardware.Length == 0 ? "," : $"{random.Next(1, 40)},{1 << random.Next(8)}";
        string name = random.Next(3) == 0 ? $"host{number}&#x2c.example.org" : "";
        string context = random.Next(3) == 0 ? $"{{ \"m\": \"&#x26\"&#x2c \"n\": {number} }}" : "";
        int state = isDeclined ? 1 : random.Next(3) * 2;
        return $"{address},{duid},{lifetime},{1_900_000_000L + lifetime},{random.Next(1, 5)},{lifetime / 2},{(isPrefix ? 2 : 0)},"
            + $"{(uint)random.NextInt64(1L << 32)},{(isPrefix ? 56 : 128)},{random.Next(2)},{random.Next(2)},{name},{hardware},{state},"
            + $"{context},{hardwareKind}\n";
    }
}
