using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;
using Nestor.Server.Tests.Logging;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Runtime;

/// <summary>The lease file of kea-dhcp6 from one start to the next, in a folder of the test's own.</summary>
public sealed class LeaseStorage6Tests : IDisposable
{
    private static readonly Ip6 Address = Ip6.Parse("2001:db8:1::10");
    private static readonly Ip6 Prefix = Ip6.Parse("3000:0:0:5::");
    private static readonly byte[] Client = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1];

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-storage6").FullName;
    private readonly ListLogger _log = new();

    private string FileName => Path.Combine(_folder, "state", "kea-leases6.csv");

    private LeaseDatabaseSettings Settings => new() { Name = FileName };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_committed_is_there_after_a_restart_and_what_was_deleted_is_not()
    {
        using (var storage = Open(out var empty))
        {
            Assert.Equal(0, empty.Count);
            Assert.True(storage.Journal.Commit(Changes((Address, 128, false), (Prefix, 64, false))));
        }

        using (var storage = Open(out var both))
        {
            Assert.Equal(2, both.Count);
            int slot = both.FindPrefix(Prefix, 64);
            Assert.Equal((7u, LeaseType.Pd, 4000u), (both.Fields(slot).Iaid, both.Fields(slot).Type, both.Fields(slot).ValidLifetime));
            Assert.Equal(Client, both.Duid(slot).ToArray());
            Assert.True(storage.Journal.Commit(Changes((Address, 128, true))));
        }

        using var last = Open(out var one);
        Assert.Equal((1, -1), (one.Count, one.Find(Address)));
        Assert.Equal(FileName, last.FileName);
        Assert.Contains(_log.Lines, line => line.StartsWith("DHCPSRV_MEMFILE_DB ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_that_a_crash_cut_off_is_not_a_lease_and_the_next_one_has_a_line_of_its_own()
    {
        using (var storage = Open(out _))
        {
            storage.Journal.Commit(Changes((Address, 128, false)));
        }

        File.AppendAllText(FileName, "3000:0:0:9::,00:03:00:01:02:00");
        using (var storage = Open(out var table))
        {
            Assert.Equal(1, table.Count);
            storage.Journal.Commit(Changes((Prefix, 64, false)));
        }

        Assert.Equal(3, File.ReadAllLines(FileName).Length);
        using var again = Open(out var both);
        Assert.Equal(2, both.Count);
    }

    [Fact]
    public void What_a_clean_up_left_behind_is_read_before_the_file()
    {
        using (var storage = Open(out _))
        {
            storage.Journal.Commit(Changes((Address, 128, false), (Prefix, 64, false)));
        }

        File.Move(FileName, FileName + ".2");
        using (var storage = Open(out var table))
        {
            Assert.Equal(2, table.Count);
            storage.Journal.Commit(Changes((Address, 128, true)));
        }

        using var again = Open(out var one);
        Assert.Equal((1, -1), (one.Count, one.Find(Address)));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_a_reason_and_no_exception()
    {
        Directory.CreateDirectory(FileName);
        Assert.Null(LeaseStorage6.TryOpen(Settings, new LeaseTable6(1, 0), _log, out string error));
        Assert.Contains("kea-leases6.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public void More_damaged_rows_than_are_allowed_refuse_the_start()
    {
        using (var storage = Open(out _))
        {
            storage.Journal.Commit(Changes((Address, 128, false)));
        }

        File.AppendAllText(FileName, "nonsense\nmore nonsense\n");
        Assert.Null(LeaseStorage6.TryOpen(Settings with { MaxRowErrors = 1 }, new LeaseTable6(1, 0), _log, out _));
        using var storage2 = Open(out var table);
        Assert.Equal(1, table.Count);
    }

    private LeaseStorage6 Open(out LeaseTable6 table)
    {
        table = new LeaseTable6(1, 0);
        var storage = LeaseStorage6.TryOpen(Settings, table, _log, out string error);
        Assert.True(storage is not null, error);
        return storage!;
    }

    private static LeaseChanges6 Changes(params (Ip6 Address, byte Length, bool IsDelete)[] leases)
    {
        var changes = new LeaseChanges6();
        foreach (var (address, length, isDelete) in leases)
        {
            var lease = new Lease6View
            {
                Fields = new Lease6Fields
                {
                    Address = address,
                    PrefixLength = length,
                    Type = length < 128 ? LeaseType.Pd : LeaseType.Na,
                    Iaid = 7,
                    SubnetId = 1,
                    Cltt = 1_000_000,
                    ValidLifetime = 4000,
                    PreferredLifetime = 3000,
                },
                Duid = Client,
            };
            if (isDelete)
            {
                changes.Delete(in lease);
            }
            else
            {
                changes.Put(in lease);
            }
        }

        return changes;
    }
}
