using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests.PowerCuts;

/// <summary>The redo log as a real file in a folder of the test's own.</summary>
public sealed class PosixRedoFileTests : IDisposable
{
    private static readonly Guid Before = new(1, 0, 0, new byte[8]);
    private static readonly Guid After = new(2, 0, 0, new byte[8]);
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-redo").FullName;

    private LeaseFiles Files => new(Path.Combine(_folder, "leases.csv"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Journal4 Start(LeaseFiles files)
    {
        var journal = new Journal4(isSynced: true);
        Assert.True(journal.TryUse(PosixJournalFile.TryOpen(files.Current, out _)!, out _));
        var redo = PosixRedoFile.TryMake(files.Redo, out string error);
        Assert.True(redo is not null, error);
        journal.Offer(new RedoLog(redo, new Checkpointer(), 1, Before, Logger.Silent));
        return journal;
    }

    private static LeaseChanges4 Changes(uint first, uint count = 1)
    {
        var changes = new LeaseChanges4();
        for (uint i = first; i < first + count; i++)
        {
            changes.Put(new Lease4View
            {
                Fields = new Lease4Fields { Address = new Ip4(0x0A000000 + i), Cltt = 1000, ValidLifetime = 3600, SubnetId = 1 },
                HardwareAddress = (byte[])[2, 0, 0, 0, 0, 1],
            });
        }

        return changes;
    }

    private static int Load(LeaseFiles files)
    {
        var table = new LeaseTable4(1, 0);
        Assert.True(new LeaseLoader4(files, table, 1, Logger.Silent).TryLoad(out string error), error);
        return table.Count;
    }

    private static void Recover(LeaseFiles files)
    {
        using var redo = PosixRedoFile.TryOpen(files.Redo, out string error);
        Assert.True(redo is not null, error);
        using var file = PosixJournalFile.TryOpen(files.Current, out _)!;
        Assert.True(new RedoRecovery(After, Logger.Silent).TryRun(files.Current, redo, file, out error), error);
    }

    [Fact]
    public void Leases_whose_rows_a_power_cut_took_are_there_after_the_next_start()
    {
        using var journal = Start(Files);
        Assert.True(journal.Commit(Changes(0)));
        long synced = new FileInfo(Files.Current).Length;
        for (uint i = 1; i < 50; i++)
        {
            Assert.True(journal.Commit(Changes(i * 10, 1 + (i % 7))));
        }

        int all = Load(Files);
        using (var file = File.OpenWrite(Files.Current))
        {
            file.SetLength(synced);
        }

        Assert.Equal(1, Load(Files));
        Recover(Files);
        Assert.Equal(all, Load(Files));
    }

    [Fact]
    public void Rows_of_many_halves_are_written_once_and_a_stop_leaves_nothing_to_redo()
    {
        using (var journal = Start(Files))
        {
            for (uint i = 0; i < 40; i++)
            {
                Assert.True(journal.Commit(Changes(i * 3000, 3000)));
            }
        }

        Assert.Equal(120_000, Load(Files));
        using var redo = PosixRedoFile.TryOpen(Files.Redo, out _)!;
        byte[] half = new byte[redo.Size / 2];
        for (int i = 0; i < 2; i++)
        {
            Assert.True(redo.TryRead(i * half.Length, half, out _));
            Assert.Equal(0, half.AsSpan(0, 88).IndexOfAnyExcept((byte)0) + 1);
        }
    }

    [Fact]
    public void Each_lease_file_has_a_log_of_its_own()
    {
        var other = new LeaseFiles(Path.Combine(_folder, "other.csv"));
        using var one = Start(Files);
        using var two = Start(other);
        for (uint i = 0; i < 10; i++)
        {
            Assert.True(one.Commit(Changes(i)));
            Assert.True(two.Commit(Changes(i * 2, 2)));
        }

        Recover(Files);
        Recover(other);
        Assert.Equal(10, Load(Files));
        Assert.Equal(20, Load(other));
    }

    [Fact]
    public void A_file_made_under_the_name_of_a_deleted_one_is_another()
    {
        using var first = PosixJournalFile.TryOpen(Files.Current, out _)!;
        var identity = first.Identity;
        File.Move(Files.Current, Files.Copy);
        using (var moved = PosixJournalFile.TryOpen(Files.Copy, out _)!)
        {
            Assert.Equal(identity, moved.Identity);
        }

        File.Delete(Files.Copy);
        first.Dispose();
        using var second = PosixJournalFile.TryOpen(Files.Current, out _)!;
        Assert.NotEqual(identity, second.Identity);
    }

    [Fact]
    public void A_log_of_another_size_is_not_opened_and_is_made_anew()
    {
        File.WriteAllBytes(Files.Redo, new byte[100]);
        Assert.Null(PosixRedoFile.TryOpen(Files.Redo, out string error));
        Assert.Contains("size", error, StringComparison.Ordinal);
        using var made = PosixRedoFile.TryMake(Files.Redo, out error);
        Assert.True(made is not null, error);
        Assert.Equal(made.Size, new FileInfo(Files.Redo).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Files.Redo));
    }

    [Fact]
    public void A_log_that_cannot_be_made_is_an_error_and_leaves_nothing()
    {
        Assert.Null(PosixRedoFile.TryMake(Path.Combine(_folder, "none", "leases.csv.redo"), out string error));
        Assert.NotEqual("", error);

        // A device without space, as a full disk is.
        Assert.Null(PosixRedoFile.TryOpen("/dev/full", out error));
        Assert.NotEqual("", error);
    }

    [Fact]
    public void Commits_allocate_nothing()
    {
        using var journal = Start(Files);
        var changes = Changes(0, 3);
        for (int i = 0; i < 50; i++)
        {
            Assert.True(journal.Commit(changes));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
        {
            _ = journal.Commit(changes);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
