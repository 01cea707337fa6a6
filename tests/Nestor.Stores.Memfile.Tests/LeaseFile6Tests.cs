using System.Text;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests;

/// <summary>Files in a folder of the test's own, gone when it ends.</summary>
public sealed class LeaseFile6Tests : IDisposable
{
    /// <summary>
    /// Written by kea-dhcp6 2.2.0 itself: leases added, deleted, changed and reclaimed with its lease commands.
    /// </summary>
    private const string FileOfKea22 = """
        address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source
        2001:db8:1::10,00:03:00:01:02:00:00:00:00:01,7200,1795526985,1,7200,0,1,128,0,0,,,0,,,
        2001:db8:1::11,00:03:00:01:02:00:00:00:00:02,1000,1795520785,1,500,0,4294967295,128,1,1,a.example.org,02:00:00:00:00:02,0,{ "note": "a&#x2cb &#x26 c" },1,0
        2001:db8:2:5::,00:03:00:01:02:00:00:00:00:02,7200,1795526985,1,7200,2,7,64,0,0,,,0,,,
        2001:db8:1::12,00:03:00:01:02:00:00:00:00:03,1,1795519786,1,7200,0,1,128,0,0,,,0,,,
        2001:db8:1::13,00:03:00:01:02:00:00:00:00:04,7200,1795526985,1,7200,0,1,128,0,0,,,0,,,
        2001:db8:1::14,00:00:00,7200,1795526985,1,7200,0,1,128,0,0,,,1,,,
        2001:db8:1::13,00:03:00:01:02:00:00:00:00:04,0,1795519785,1,0,0,1,128,0,0,,,0,,,
        2001:db8:1::15,00:03:00:01:02:00:00:00:00:05,4294967295,6090487080,1,4294967295,0,1,128,0,0,,,0,,,
        2001:db8:1::10,00:03:00:01:02:00:00:00:00:01,7200,1795526985,1,7200,0,1,128,0,0,,02:00:00:00:00:01,0,,1,0
        2001:db8:1::12,00:03:00:01:02:00:00:00:00:03,1,1795519786,1,7200,0,1,128,0,0,,,2,,,

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-leases").FullName;

    private LeaseFiles Files => new(Path.Combine(_folder, "leases6.csv"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Header => Encoding.ASCII.GetString(Csv6.Header) + "\n";

    private static string Row(string address, uint lifetime, uint preferred = 50) =>
        $"{address},00:03:00:01:02:00:00:00:00:01,{lifetime},{1000 + lifetime},1,{preferred},0,5,128,0,0,,,0,,,,0\n";

    private LeaseTable6 Load(out LeaseLoader6 loader, uint maxErrors = 0)
    {
        var table = new LeaseTable6(1, 0);
        loader = new LeaseLoader6(Files, table, maxErrors, Logger.Silent);
        Assert.True(loader.TryLoad(out string error), error);
        return table;
    }

    private static LeaseChanges6 Change(string address, bool isDelete = false)
    {
        var changes = new LeaseChanges6();
        var lease = new Lease6View
        {
            Fields = new Lease6Fields
            {
                Address = Ip6.Parse(address),
                PrefixLength = 128,
                Iaid = 5,
                Cltt = 1000,
                ValidLifetime = 3600,
                PreferredLifetime = 50,
                SubnetId = 1,
            },
            Duid = (byte[])[0, 3, 0, 1, 2, 0, 0, 0, 0, 1],
        };
        if (isDelete)
        {
            changes.Delete(in lease);
        }
        else
        {
            changes.Put(in lease);
        }

        return changes;
    }

    [Fact]
    public void A_file_that_Kea_2_2_wrote_is_read_and_asks_to_be_rewritten()
    {
        File.WriteAllText(Files.Current, FileOfKea22);
        var table = Load(out var loader);
        Assert.True(loader.NeedsConversion);
        Assert.Equal((10L, 6), (loader.Rows, table.Count));
        int named = table.FindAddress(Ip6.Parse("2001:db8:1::11"));
        Assert.Equal("a.example.org"u8, table.Hostname(named));
        Assert.Equal("{ \"note\": \"a,b & c\" }"u8, table.UserContext(named));
        Assert.Equal((4294967295u, 500u, 1), (table.Fields(named).Iaid, table.Fields(named).PreferredLifetime, table.Fields(named).HardwareType));
        int prefix = table.FindPrefix(Ip6.Parse("2001:db8:2:5::"), 64);
        Assert.Equal(prefix, table.FirstInIa(table.Duid(named), 7, LeaseType.Pd));
        Assert.Equal(-1, table.Find(Ip6.Parse("2001:db8:1::13")));
        Assert.True(table.Fields(table.Find(Ip6.Parse("2001:db8:1::15"))).IsInfinite);
        Assert.Equal((byte[])[2, 0, 0, 0, 0, 1], table.HardwareAddress(table.Find(Ip6.Parse("2001:db8:1::10"))).ToArray());
        int declined = table.Find(Ip6.Parse("2001:db8:1::14"));
        Assert.Equal((LeaseState.Declined, true), (table.Fields(declined).State, table.Duid(declined).IsEmpty));
        Assert.Equal(LeaseState.ExpiredReclaimed, table.Fields(table.Find(Ip6.Parse("2001:db8:1::12"))).State);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(17)]
    public void Files_of_every_older_schema_are_read(int columns)
    {
        string Cut(string line) => string.Join(',', line.TrimEnd('\n').Split(',')[..columns]) + "\n";
        File.WriteAllText(Files.Current, Cut(Header) + Cut(Row("2001:db8::1", 100)) + Row("2001:db8::2", 100));
        Assert.Equal(2, Load(out var loader).Count);
        Assert.True(loader.NeedsConversion);
    }

    [Fact]
    public void The_last_row_of_an_address_counts_and_a_lifetime_of_0_removes_it()
    {
        File.WriteAllText(Files.Previous, Header + Row("2001:db8::1", 100) + Row("2001:db8::3", 100));
        File.WriteAllText(Files.Copy, Header + Row("2001:db8::2", 100) + Row("2001:db8::3", 0, 0));
        File.WriteAllText(Files.Current, Header + Row("2001:db8::1", 200) + Row("2001:db8::2", 0, 0) + Row("2001:db8::4", 0));
        var table = Load(out var loader);
        Assert.Equal((1, false), (table.Count, loader.NeedsConversion));
        Assert.Equal(200u, table.Fields(table.Find(Ip6.Parse("2001:db8::1"))).ValidLifetime);
    }

    [Fact]
    public void Bad_rows_cost_only_themselves_until_there_are_too_many()
    {
        File.WriteAllText(Files.Current, Header + Row("2001:db8::1", 100) + "nonsense\n\n" + Row("2001:db8::2", 100));
        Assert.Equal(2, Load(out _, maxErrors: 1).Count);
        File.AppendAllText(Files.Current, Row("192.0.2.1", 100));
        Assert.Equal(2, Load(out _).Count);
        Assert.False(new LeaseLoader6(Files, new LeaseTable6(1, 0), 1, Logger.Silent).TryLoad(out string error));
        Assert.Contains("more than 1 bad rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_DHCPv4_leases_is_refused()
    {
        File.WriteAllBytes(Files.Current, [.. Csv4.Header, (byte)'\n']);
        Assert.False(new LeaseLoader6(Files, new LeaseTable6(1, 0), 0, Logger.Silent).TryLoad(out string error));
        Assert.Contains("no header of a DHCPv6 lease file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_writes_what_loads_again()
    {
        using (var journal = new Journal6(isSynced: true))
        {
            Assert.True(journal.TryUse(PosixJournalFile.TryOpen(Files.Current, out _)!, out _));
            Assert.True(journal.Commit(Change("2001:db8::1")));
            Assert.True(journal.Commit(Change("2001:db8::2")));
            Assert.True(journal.Commit(Change("2001:db8::1", isDelete: true)));
        }

        Assert.Equal(
            Header + Row("2001:db8::1", 3600) + Row("2001:db8::2", 3600) + Row("2001:db8::1", 0), File.ReadAllText(Files.Current));
        Assert.Equal(1, Load(out _).Count);
    }
}
