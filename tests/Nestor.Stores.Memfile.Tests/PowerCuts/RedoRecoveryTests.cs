using System.Text;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests.PowerCuts;

/// <summary>When a redo log is used, and when it is left aside because something else than a power cut was at work.</summary>
public sealed class RedoRecoveryTests : IDisposable
{
    private const int LogSize = 32 * 1024;
    private static readonly Guid Before = new(1, 0, 0, new byte[8]);
    private static readonly Guid After = new(2, 0, 0, new byte[8]);

    private readonly Disk _disk = new(1);
    private readonly Remembered _log = new();
    private readonly SyncedFile _redo;
    private readonly CachedFile _file;
    private readonly int _logged;
    private ulong _life;

    /// <summary>Three commits, the second and third of them in the log, and then a server that is killed.</summary>
    public RedoRecoveryTests()
    {
        _redo = new SyncedFile(_disk, LogSize);
        _file = new CachedFile(_disk, 7);
        var journal = New(_file, _redo);
        Assert.True(journal.Commit(Change(1)));
        _logged = (int)_file.Length;
        Assert.True(journal.Commit(Change(2)));
        Assert.True(journal.Commit(Change(3)));
        Whole = Text;
    }

    public void Dispose()
    {
        _file.Dispose();
        _redo.Dispose();
    }

    private string Whole { get; }

    private string Text => Encoding.ASCII.GetString(_file.Bytes);

    private Journal4 New(CachedFile file, SyncedFile redo, ICheckpointer? checkpointer = null)
    {
        var journal = new Journal4(isSynced: true);
        Assert.True(journal.TryUse(file, out _));
        journal.Offer(new RedoLog(redo, checkpointer ?? new SlowCheckpointer(), ++_life, Before, _log));
        return journal;
    }

    private static LeaseChanges4 Change(uint host)
    {
        var changes = new LeaseChanges4();
        changes.Put(new Lease4View
        {
            Fields = new Lease4Fields { Address = new Ip4(0xC0000200 + host), Cltt = 1000, ValidLifetime = 3600, SubnetId = 1 },
            HardwareAddress = (byte[])[2, 0, 0, 0, 0, 1],
        });
        return changes;
    }

    private void Recover(Guid boot, CachedFile? file) =>
        Assert.True(new RedoRecovery(boot, _log).TryRun("leases.csv", _redo, file, out string error), error);

    private void AssertIgnored(string reason, string left)
    {
        Assert.Equal(left, Text);
        Assert.StartsWith("NESTOR_MEMFILE_REDO_IGNORED ", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Contains(reason, _log.Lines[0], StringComparison.Ordinal);

        // Said once: the log is empty now.
        Recover(After, _file);
        Assert.Single(_log.Lines);
        Assert.Equal(left, Text);
    }

    private void BecomesAfterReboot(string text) => _file.Become(Encoding.ASCII.GetBytes(text));

    [Fact]
    public void Rows_that_a_power_cut_took_come_back_wherever_it_cut()
    {
        byte[] redo = [.. _redo.Bytes];
        for (int length = _logged; length < Whole.Length; length++)
        {
            redo.CopyTo(_redo.Bytes, 0);
            BecomesAfterReboot(Whole[..length]);
            Recover(After, _file);
            Assert.Equal(Whole, Text);
        }

        Assert.All(_log.Lines, l => Assert.StartsWith("NESTOR_MEMFILE_REDO_DONE ", l, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_read_as_zeros_after_a_power_cut_come_back()
    {
        BecomesAfterReboot(Whole[..(_logged + 9)] + new string('\0', 20) + Whole[(_logged + 29)..]);
        Recover(After, _file);
        Assert.Equal(Whole, Text);
    }

    [Fact]
    public void A_server_that_was_killed_needs_nothing_and_is_told_nothing()
    {
        Recover(Before, _file);
        Assert.Empty(_log.Lines);
        Assert.Equal(Whole, Text);
    }

    [Fact]
    public void Rows_that_Kea_appended_after_a_kill_stay()
    {
        BecomesAfterReboot(Whole + "192.0.2.9,,,1,1,1,0,0,,0,,0\n");
        Recover(After, _file);
        Assert.Empty(_log.Lines);
        Assert.StartsWith(Whole, Text, StringComparison.Ordinal);
        Assert.EndsWith("192.0.2.9,,,1,1,1,0,0,,0,,0\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_Kea_wrote_to_where_a_power_cut_took_rows_is_left_as_it_is()
    {
        string kea = Whole[.._logged] + "192.0.2.9,,,1,1,1,0,0,,0,,0\n";
        BecomesAfterReboot(kea);
        Recover(After, _file);
        AssertIgnored("written by somebody else", kea);
    }

    [Fact]
    public void A_file_that_was_cut_while_the_machine_was_up_is_left_as_it_is()
    {
        BecomesAfterReboot(Whole[.._logged]);
        Recover(Before, _file);
        AssertIgnored("the machine has not been down", Whole[.._logged]);
    }

    [Fact]
    public void A_file_that_was_deleted_does_not_come_back()
    {
        Recover(After, null);
        AssertIgnored("there is no lease file", Whole);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(7, 2)]
    public void A_file_that_took_the_place_of_the_one_of_the_log_is_left_as_it_is(ulong inode, long birth)
    {
        BecomesAfterReboot(Whole[.._logged]);
        _file.Identity = new FileIdentity(inode, birth);
        Recover(After, _file);
        AssertIgnored("another lease file", Whole[.._logged]);
    }

    [Theory]
    [InlineData("address,")]
    [InlineData("")]
    public void An_older_copy_written_over_the_file_is_left_as_it_is(string older)
    {
        BecomesAfterReboot(older);
        Recover(After, _file);
        AssertIgnored("shorter or another one", older);
    }

    [Fact]
    public void Other_rows_of_the_same_length_before_the_log_begins_are_left_as_they_are()
    {
        string other = Whole[..(_logged - 2)] + "9\n";
        BecomesAfterReboot(other);
        Recover(After, _file);
        AssertIgnored("shorter or another one", other);
    }

    [Fact]
    public void A_log_of_another_version_is_left_aside()
    {
        _redo.Bytes[(LogSize / 2) + 8] = 2;
        BecomesAfterReboot(Whole[.._logged]);
        Recover(After, _file);
        AssertIgnored("is of version 2", Whole[.._logged]);
    }

    [Fact]
    public void A_log_that_is_none_is_left_aside()
    {
        new Random(1).NextBytes(_redo.Bytes);
        BecomesAfterReboot(Whole[.._logged]);
        Recover(After, _file);
        AssertIgnored("is no redo log", Whole[.._logged]);
    }

    [Fact]
    public void No_damage_to_one_byte_brings_back_anything_but_whole_rows_that_were_promised()
    {
        byte[] redo = [.. _redo.Bytes];
        for (int at = 0; at < LogSize; at = at == 500 ? LogSize / 2 : at == (LogSize / 2) + 500 ? LogSize : at + 1)
        {
            redo.CopyTo(_redo.Bytes, 0);
            _redo.Bytes[at] ^= 0x55;
            BecomesAfterReboot(Whole[.._logged]);
            Recover(After, _file);
            Assert.StartsWith(Text, Whole, StringComparison.Ordinal);
            Assert.EndsWith("\n", Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_mended_stops_the_start_and_the_log_is_kept()
    {
        BecomesAfterReboot(Whole[.._logged]);
        _disk.FailsOneIn = 1;
        Assert.False(new RedoRecovery(After, _log).TryRun("leases.csv", _redo, _file, out string error));
        Assert.Contains("leases.csv.redo", error, StringComparison.Ordinal);
        _disk.FailsOneIn = 0;
        Recover(After, _file);
        Assert.Equal(Whole, Text);
    }

    [Fact]
    public void Before_a_file_is_moved_for_clean_up_all_of_it_is_on_the_disk_and_the_log_is_empty()
    {
        var journal = New(_file, _redo);
        Assert.True(journal.Commit(Change(4)));
        Assert.True(journal.Commit(Change(5)));
        string whole = Text;
        Assert.True(journal.TrySettle(out _));
        _file.Reboot();
        Assert.Equal(whole, Text);
        Recover(After, new CachedFile(_disk, 9));
        Assert.Empty(_log.Lines);
        journal.Dispose();
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_given_up_and_the_file_synced()
    {
        using var journal = New(_file, _redo);
        Assert.True(journal.Commit(Change(4)));
        _redo.IsBroken = true;
        Assert.True(journal.Commit(Change(5)));
        Assert.True(journal.Commit(Change(6)));
        Assert.StartsWith("NESTOR_MEMFILE_REDO_GIVEN_UP ", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.True(_redo.IsDiscarded);
        string whole = Text;
        _file.Reboot();
        Assert.Equal(whole, Text);
    }

    [Fact]
    public void The_file_is_synced_beside_the_commits_when_a_half_of_the_log_is_full()
    {
        var checkpointer = new SlowCheckpointer();
        using var journal = New(_file, _redo, checkpointer);
        uint host = 4;
        while (checkpointer.Count == 0)
        {
            Assert.True(journal.Commit(Change(host++)));
        }

        // It is not over; its rows and those since are all in the log.
        Assert.True(journal.Commit(Change(host)));
        string whole = Text;
        _file.Reboot();
        Recover(After, _file);
        Assert.Equal(whole, Text);
    }
}
