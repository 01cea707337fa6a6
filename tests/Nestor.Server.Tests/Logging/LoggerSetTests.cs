using System.Globalization;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;

namespace Nestor.Server.Tests.Logging;

public sealed class LoggerSetTests : IDisposable
{
    private static readonly LogId Info = LogId.Info("TEST_INFO");
    private static readonly LogId Error = LogId.Error("TEST_ERROR");
    private static readonly LogId Debug40 = LogId.Debug(40, "TEST_DEBUG");

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-log").FullName;
    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 3, 5, 14, 7, 9, TimeSpan.Zero));
    private readonly LoggerSet _set;

    public LoggerSetTests() => _set = new LoggerSet("kea-dhcp4", _clock, isVerbose: false);

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private LoggerSettings To(string file, string logger = "kea-dhcp4", Severity severity = Severity.Info, byte level = 0, long maxSize = 0, int maxVersions = 1) =>
        new(logger, severity, level, [new LogOutputSettings(Path(file), true, maxSize, maxVersions, "%p %c %m\\n")]);

    public void Dispose()
    {
        _set.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_logger_without_settings_has_those_above_it()
    {
        _set.Configure([To("root"), To("leases", "kea-dhcp4.leases", Severity.Debug, 40)]);
        _set.Find("").Write(Info, $"one");
        _set.Find("packets").Write(Info, $"two {2}");
        _set.Find("packets").Write(Debug40, $"not this");
        _set.Find("leases").Write(Debug40, $"three");
        _set.Find("leases.sub").Write(Info, $"four");
        _set.Find("leasesish").Write(Info, $"five");
        _set.Flush();
        Assert.Equal(
            ["INFO kea-dhcp4 TEST_INFO one", "INFO kea-dhcp4.packets TEST_INFO two 2", "INFO kea-dhcp4.leasesish TEST_INFO five"],
            File.ReadAllLines(Path("root")));
        Assert.Equal(
            ["DEBUG kea-dhcp4.leases TEST_DEBUG three", "INFO kea-dhcp4.leases.sub TEST_INFO four"],
            File.ReadAllLines(Path("leases")));
    }

    [Fact]
    public void Debug_lines_show_up_to_the_level()
    {
        _set.Configure([To("a", severity: Severity.Debug, level: 39)]);
        Assert.False(_set.Find("x").IsEnabled(Debug40));
        _set.Configure([To("a", severity: Severity.Debug, level: 40)]);
        Assert.True(_set.Find("x").IsEnabled(Debug40));
        _set.Configure([To("a", severity: Severity.None)]);
        Assert.False(_set.Find("x").IsEnabled(LogId.Fatal("X")));
    }

    [Fact]
    public void New_settings_move_the_same_logger_to_another_file()
    {
        var log = _set.Find("dhcp4");
        _set.Configure([To("a")]);
        log.Write(Info, $"before");
        _set.Configure([To("b")]);
        log.Write(Info, $"after");
        _set.Flush();
        Assert.Equal(["INFO kea-dhcp4.dhcp4 TEST_INFO before"], File.ReadAllLines(Path("a")));
        Assert.Equal(["INFO kea-dhcp4.dhcp4 TEST_INFO after"], File.ReadAllLines(Path("b")));
    }

    [Fact]
    public void A_file_that_was_moved_away_is_made_anew_at_a_reload()
    {
        var log = _set.Find("");
        _set.Configure([To("a")]);
        log.Write(Info, $"1");
        _set.Flush();
        File.Move(Path("a"), Path("a.old"));
        log.Write(Info, $"2");
        _set.Configure([To("a")]);
        log.Write(Info, $"3");
        _set.Flush();
        Assert.Equal(["INFO kea-dhcp4 TEST_INFO 1", "INFO kea-dhcp4 TEST_INFO 2"], File.ReadAllLines(Path("a.old")));
        Assert.Equal(["INFO kea-dhcp4 TEST_INFO 3"], File.ReadAllLines(Path("a")));
    }

    [Fact]
    public void Lines_wait_for_the_end_of_the_batch_but_errors_do_not()
    {
        var log = _set.Find("");
        _set.Configure([To("a")]);
        log.Write(Info, $"1");
        _set.Flush();
        log.Write(Info, $"2");
        Assert.Single(File.ReadAllLines(Path("a")));
        log.Write(Error, $"3");
        Assert.Equal(3, File.ReadAllLines(Path("a")).Length);
        _clock.Now += TimeSpan.FromSeconds(1);
        log.Write(Info, $"4");
        Assert.Equal(4, File.ReadAllLines(Path("a")).Length);
    }

    [Fact]
    public void A_file_rotates_at_maxsize_and_keeps_maxver_old_ones()
    {
        var log = _set.Find("");
        _set.Configure([To("a", maxSize: 204_800, maxVersions: 2)]);
        string text = new('x', 999 - "INFO kea-dhcp4 TEST_INFO ".Length);
        for (int i = 0; i < 1000; i++)
        {
            log.Write(Info, text);
            _set.Flush();
        }

        Assert.Equal(["a", "a.1", "a.2"], Directory.GetFiles(_folder).Select(f => System.IO.Path.GetFileName(f)).Order());
        Assert.All(Directory.GetFiles(_folder), f => Assert.InRange(new FileInfo(f).Length, 1000, 204_800));
    }

    [Fact]
    public void A_file_cut_short_by_another_program_is_appended_to_at_its_end()
    {
        var log = _set.Find("");
        _set.Configure([To("a")]);
        log.Write(Error, $"1");
        File.WriteAllText(Path("a"), "");
        log.Write(Error, $"2");
        Assert.Equal("ERROR kea-dhcp4 TEST_ERROR 2\n", File.ReadAllText(Path("a")));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_does_not_stop_the_others()
    {
        _set.Configure([To("no/such/folder/a"), To("b", "kea-dhcp4.b")]);
        _set.Find("b").Write(Error, $"1");
        Assert.Single(File.ReadAllLines(Path("b")));
    }

    [Fact]
    public void Many_threads_and_new_settings_lose_no_line()
    {
        const int lines = 5000;
        _set.Configure([To("0")]);
        var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
        {
            var log = _set.Find("t");
            for (int i = 0; i < lines; i++)
            {
                log.Write(Info, $"{t} {i}");
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        for (int i = 0; i < 20; i++)
        {
            _set.Configure([To((i % 3).ToString(CultureInfo.InvariantCulture))]);
        }

        threads.ForEach(t => t.Join());
        _set.Flush();
        string[] all = [.. Directory.GetFiles(_folder).SelectMany(File.ReadAllLines)];
        Assert.Equal(4 * lines, all.Length);
        Assert.Equal(4 * lines, all.Distinct().Count());
    }

    [Fact]
    public void A_line_allocates_nothing()
    {
        using var set = new LoggerSet("kea-dhcp4", TimeProvider.System, isVerbose: false);
        set.Configure([new LoggerSettings("kea-dhcp4", Severity.Info, 0, [new LogOutputSettings(Path("a"), true, 0, 1, null)])]);
        var log = set.Find("leases");
        for (int i = 0; i < 20_000; i++)
        {
            log.Write(Info, $"warm up {i}");
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < 100_000; i++)
        {
            log.Write(Info, $"[hwtype=1 02:00:00:00:00:01], cid=[no info], tid={i}: lease {i} has been allocated for {3600} seconds");
        }

        double nanoseconds = (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / 100_000;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        TestContext.Current.TestOutputHelper?.WriteLine($"{nanoseconds:F0} ns of CPU a line");
    }
}
