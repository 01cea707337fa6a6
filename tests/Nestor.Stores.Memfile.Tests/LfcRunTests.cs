using System.Text;
using Nestor.Leases;
using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile.Tests;

public sealed class LfcRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-lfc").FullName;

    private LeaseFiles Files => new(Path.Combine(_folder, "leases.csv"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Header => Encoding.ASCII.GetString(Csv4.Header) + "\n";

    private static string Row(int host, uint lifetime) =>
        $"192.0.2.{host},02:00:00:00:00:01,,{lifetime},{1000 + lifetime},1,0,0,,0,,0\n";

    private int Run() => new LfcRun(
        new LfcFiles(Files.Previous, Files.Copy, Files.Output, Files.Completed, Files.Pid), LeaseCompaction.Of4(), Logger.Silent).Run();

    private SortedDictionary<string, uint> Loaded()
    {
        var table = new LeaseTable4(1, 0);
        Assert.True(new LeaseLoader4(Files, table, 0, Logger.Silent).TryLoad(out string error), error);
        var found = new SortedDictionary<string, uint>();
        for (int slot = 0; slot < table.SlotLimit; slot++)
        {
            if (table.IsUsed(slot))
            {
                found[table.Fields(slot).Address.ToString()] = table.Fields(slot).ValidLifetime;
            }
        }

        return found;
    }

    private void Prepare()
    {
        File.WriteAllText(Files.Previous, Header + Row(1, 100) + Row(2, 100) + Row(3, 100));
        File.WriteAllText(Files.Copy, Header + Row(1, 2000) + Row(2, 0) + Row(4, 100) + Row(4, 300));
        File.WriteAllText(Files.Current, Header + Row(5, 100) + Row(3, 0));
    }

    [Fact]
    public void The_last_row_of_each_lease_stays_and_the_old_files_go()
    {
        Prepare();
        var before = Loaded();
        Assert.Equal(0, Run());
        Assert.Equal(before, Loaded());
        Assert.Equal(Header + Row(1, 2000) + Row(3, 100) + Row(4, 300), File.ReadAllText(Files.Previous));
        Assert.False(File.Exists(Files.Copy) || File.Exists(Files.Output) || File.Exists(Files.Completed) || File.Exists(Files.Pid));
    }

    [Fact]
    public void Killed_at_any_point_nothing_is_lost_and_the_next_run_ends_the_work()
    {
        string compacted = Header + Row(1, 2000) + Row(3, 100) + Row(4, 300);
        Action[] points =
        [
            () => File.WriteAllText(Files.Output, ""),
            () => File.WriteAllText(Files.Output, compacted[..^20]),
            () => File.WriteAllText(Files.Output, compacted),
            () => File.WriteAllText(Files.Completed, compacted),
            () =>
            {
                File.WriteAllText(Files.Completed, compacted);
                File.Delete(Files.Previous);
            },
            () =>
            {
                File.WriteAllText(Files.Completed, compacted);
                File.Delete(Files.Previous);
                File.Delete(Files.Copy);
            },
            () =>
            {
                File.WriteAllText(Files.Previous, compacted);
                File.Delete(Files.Copy);
                File.WriteAllText(Files.Pid, "999999999\n");
            },
        ];
        foreach (var point in points)
        {
            foreach (string file in Directory.GetFiles(_folder))
            {
                File.Delete(file);
            }

            Prepare();
            var before = Loaded();
            point();
            Assert.Equal(before, Loaded());
            Assert.Equal(0, Run());
            Assert.Equal(before, Loaded());
            Assert.Equal(compacted, File.ReadAllText(Files.Previous));
        }
    }

    [Fact]
    public void A_clean_up_that_lives_is_not_disturbed_and_a_stale_PID_file_does_not_matter()
    {
        Prepare();
        using var other = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("sh", ["-c", "read x; true", "kea-lfc"]) { RedirectStandardInput = true })!;
        File.WriteAllText(Files.Pid, $"{other.Id}\n");
        Assert.True(LfcRun.IsRunning(Files.Pid));
        Assert.Equal(1, Run());
        Assert.True(File.Exists(Files.Copy) && File.Exists(Files.Pid));
        other.Kill();
        other.WaitForExit();
        Assert.Equal(0, Run());
        Assert.False(File.Exists(Files.Pid));
    }

    [Fact]
    public void Two_started_together_do_not_both_work()
    {
        Prepare();
        using (LfcLock.TryTake(Files.Pid))
        {
            Assert.Equal(1, Run());
            Assert.True(File.Exists(Files.Copy) && !File.Exists(Files.Pid));
        }

        Assert.Equal(0, Run());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_failure_and_no_crash()
    {
        string gone = Path.Combine(_folder, "gone", "x");
        Assert.Equal(1, new LfcRun(new LfcFiles(gone, gone, gone, gone, gone), LeaseCompaction.Of4(), Logger.Silent).Run());
    }

    [Fact]
    public void The_files_of_Kea_2_2_come_out_in_the_schema_of_today()
    {
        string old = Header[..Header.LastIndexOf(",pool_id", StringComparison.Ordinal)] + "\n";
        File.WriteAllText(Files.Copy, old + "192.0.2.9,02:00:00:00:00:01,,3600,4600,1,0,0,vm,0,\n");
        Assert.Equal(0, Run());
        Assert.Equal(Header + "192.0.2.9,02:00:00:00:00:01,,3600,4600,1,0,0,vm,0,,0\n", File.ReadAllText(Files.Previous));
    }

    [Fact]
    public void Moving_aside_gives_way_to_what_is_missing_and_can_be_undone()
    {
        Assert.False(Files.TryMoveAside(out string error));
        Assert.NotEmpty(error);
        File.WriteAllText(Files.Current, Header);
        Assert.True(Files.TryMoveAside(out _));
        Assert.False(File.Exists(Files.Current));
        Assert.True(Files.TryMoveBack(out _));
        Assert.Equal(Header, File.ReadAllText(Files.Current));
    }

    [Fact]
    public void Too_many_bad_rows_leave_everything_as_it_is()
    {
        Prepare();
        File.AppendAllText(Files.Copy, string.Concat(Enumerable.Repeat("nonsense\n", 101)));
        Assert.Equal(1, Run());
        Assert.True(File.Exists(Files.Copy) && File.Exists(Files.Previous));
        Assert.False(File.Exists(Files.Completed));
    }
}
