using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests.PowerCuts;

/// <summary>A lease store that is read while a server may use it.</summary>
public sealed class LeaseSnapshotTests : IDisposable
{
    private static readonly Guid Before = new(1, 0, 0, new byte[8]);
    private static readonly Guid After = new(2, 0, 0, new byte[8]);
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-snapshot").FullName;

    private LeaseFiles Files => new(Path.Combine(_folder, "leases.csv"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_that_a_power_cut_took_are_seen_and_no_file_is_changed()
    {
        long synced = Written();
        byte[] redo = File.ReadAllBytes(Files.Redo);
        using (var file = File.OpenWrite(Files.Current))
        {
            file.SetLength(synced);
        }

        byte[] cut = File.ReadAllBytes(Files.Current);
        Assert.Equal(50, Read(After));
        Assert.Equal(50, Read(After));
        Assert.Equal(cut, File.ReadAllBytes(Files.Current));
        Assert.Equal(redo, File.ReadAllBytes(Files.Redo));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);

        // Without a boot between, somebody cut the file and meant it, as at a start.
        Assert.Equal(1, Read(Before));
    }

    [Fact]
    public void The_store_of_a_server_that_runs_is_read_beside_it()
    {
        using var journal = Start();
        for (uint i = 0; i < 20; i++)
        {
            Assert.True(journal.Commit(Changes(i)));
            Assert.Equal((int)i + 1, Read(Before));
        }
    }

    [Fact]
    public void A_redo_log_that_is_none_is_left_aside_and_files_that_are_not_there_are_told()
    {
        Assert.False(new LeaseSnapshot(Files, After).TryRead(() => throw new InvalidOperationException("nothing is to be read"), out string error));
        Assert.Contains("there is no such lease file", error, StringComparison.Ordinal);
        Written();
        foreach (byte[] nonsense in (byte[][])[[], [1, 2, 3], new byte[8192], [.. Enumerable.Repeat((byte)0xA5, 5 << 20)]])
        {
            File.WriteAllBytes(Files.Redo, nonsense);
            Assert.Equal(50, Read(After));
        }
    }

    /// <summary>Writes 50 leases by a server that is killed; the length of the file when only one was on the disk.</summary>
    private long Written()
    {
        byte[] redo;
        byte[] file;
        long synced;
        using (var journal = Start())
        {
            Assert.True(journal.Commit(Changes(0)));
            synced = new FileInfo(Files.Current).Length;
            for (uint i = 1; i < 50; i++)
            {
                Assert.True(journal.Commit(Changes(i)));
            }

            redo = File.ReadAllBytes(Files.Redo);
            file = File.ReadAllBytes(Files.Current);
        }

        // A stop empties the log; a kill does not. In place, for the log knows its file by the inode.
        using (var log = File.OpenWrite(Files.Redo))
        {
            log.Write(redo);
        }

        Assert.Equal(file, File.ReadAllBytes(Files.Current));
        return synced;
    }

    private Journal4 Start()
    {
        var journal = new Journal4(isSynced: true);
        Assert.True(journal.TryUse(PosixJournalFile.TryOpen(Files.Current, out _)!, out _));
        var redo = PosixRedoFile.TryMake(Files.Redo, out string error);
        Assert.True(redo is not null, error);
        journal.Offer(new RedoLog(redo, new Checkpointer(), 1, Before, Logger.Silent));
        return journal;
    }

    private int Read(Guid boot)
    {
        LeaseTable4 table = new(1, 0);
        Assert.True(
            new LeaseSnapshot(Files, boot).TryRead(() => new LeaseLoader4(Files, table = new LeaseTable4(1, 0), 0, Logger.Silent), out string error), error);
        return table.Count;
    }

    private static LeaseChanges4 Changes(uint number)
    {
        var changes = new LeaseChanges4();
        changes.Put(new Lease4View
        {
            Fields = new Lease4Fields { Address = new Ip4(0x0A000000 + number), Cltt = 1000, ValidLifetime = 3600, SubnetId = 1 },
            HardwareAddress = (byte[])[2, 0, 0, 0, 0, 1],
        });
        return changes;
    }
}
