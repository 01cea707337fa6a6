using Nestor.Hooks.Services;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;
using Nestor.Server.Runtime;
using Nestor.Stores.Memfile;
using Nestor.Wire.Values;
using static Nestor.HookLibraries.Tests.LeaseCmds.LeaseCommands4;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary><c>lease4-write</c> and <c>lease6-write</c> on a lease file of the disk.</summary>
public sealed class LeaseWriteTests : IDisposable
{
    private const string Row = "192.0.2.11,1a:1b:1c:1d:1e:1f,,4000,1004000,44,0,0,,0,,7";

    private readonly string _folder = Directory.CreateTempSubdirectory("lw").FullName;
    private readonly LeaseCommands4 _server = new();
    private readonly LeaseStorage4 _storage;
    private readonly LeaseFile<Lease4View, Lease4Fields, Ip4, Csv4> _file;

    public LeaseWriteTests()
    {
        _storage = LeaseStorage4.TryOpen(Database, new LeaseTable4(1, 0), Logger.Silent, out string error)!;
        Assert.Equal("", error);
        _file = new(_storage, () => { });
        _server.Bench.LeaseFile = _file;
    }

    private LeaseDatabaseSettings Database => new() { Name = In("leases.csv") };

    [Fact]
    public void Lease4_write_stores_all_leases_in_a_file_and_keeps_the_one_before()
    {
        _server.Add("192.0.2.11");
        Assert.Equal($"{{ \"result\": 0, \"text\": \"IPv4 lease database into '{In("copy.csv")}'.\" }}", _server.Ask("lease4-write", "{ \"filename\": \"copy.csv\" }"));
        Assert.Equal(["address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id", Row], File.ReadAllLines(In("copy.csv")));
        _server.Ask("lease4-wipe");
        _server.Ask("lease4-write", $"{{ \"filename\": \"{In("copy.csv")}\" }}");
        Assert.Single(File.ReadAllLines(In("copy.csv")));
        Assert.Equal(Row, File.ReadAllLines(In($"copy.csv.bak{Environment.ProcessId}"))[^1]);
    }

    [Theory]
    [InlineData("/etc/passwd", "not allowed to write leases into /etc, only into FOLDER, where the lease file is")]
    [InlineData("../x.csv", "not allowed to write leases into ")]
    [InlineData("..", "the name is not that of a file")]
    [InlineData("x/", "the name is not that of a file")]
    [InlineData("leases.csv.2", "the name is one that the lease file's companions may have")]
    public void Only_a_file_beside_the_one_in_use_may_be_written(string name, string error)
    {
        string answer = _server.Ask("lease4-write", $"{{ \"filename\": \"{name}\" }}");
        Assert.StartsWith("{ \"result\": 1, \"text\": \"'filename' parameter is invalid: " + error.Replace("FOLDER", _folder, StringComparison.Ordinal), answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), f => Path.GetFileName(f) is not ("leases.csv" or "leases.csv.redo" or "leases.csv.pid.lock"));
    }

    [Fact]
    public void What_is_no_name_and_a_server_without_a_file_are_refused()
    {
        Assert.Equal(Error("'filename' parameter must be a string"), _server.Ask("lease4-write", "{ \"filename\": 5 }"));
        Assert.Equal(Error("arguments for the 'lease4-write' command must be a map"), _server.Ask("lease4-write", "5"));
        _server.Bench.LeaseFile = null;
        Assert.Equal(Error("there is no lease file: leases are kept in memory only"), _server.Ask("lease4-write"));
        Directory.CreateDirectory(In("folder"));
        _server.Bench.LeaseFile = _file;
        Assert.StartsWith("{ \"result\": 1", _server.Ask("lease4-write", "{ \"filename\": \"folder\" }"), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), f => f.Contains(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void The_file_in_use_is_made_anew_and_what_changes_meanwhile_is_not_lost()
    {
        AddAndCommit("192.0.2.11");
        AddAndCommit("192.0.2.12");
        Assert.Null(_file.BeginRenewal());
        var pack = new LeasePack<Lease4View, Lease4Fields>();
        for (int number = 0; number < _server.Bench.Leases4!.NumberLimit; number++)
        {
            if (_server.Bench.Leases4.TryGet(number, out var lease))
            {
                pack.Add(in lease);
            }
        }

        AddAndCommit("192.0.2.13");
        _server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.11\" }");
        Commit();

        // As a start after a crash would find it, before and after.
        Assert.Equal("192.0.2.12 192.0.2.13", Stored());
        Assert.Null(_file.Renew(pack));
        Assert.Equal("192.0.2.12 192.0.2.13", Stored());
        Assert.False(_storage.IsCleaning);
    }

    [Fact]
    public void A_lease_file_that_somebody_deleted_or_damaged_is_made_whole()
    {
        AddAndCommit("192.0.2.11");
        File.Delete(In("leases.csv"));
        Assert.Equal("", Stored());
        Assert.Equal($"{{ \"result\": 0, \"text\": \"IPv4 lease database into '{In("leases.csv")}'.\" }}", _server.Ask("lease4-write"));
        AddAndCommit("192.0.2.12");
        Assert.Equal("192.0.2.11 192.0.2.12", Stored());
        File.WriteAllText(In("leases.csv"), "nonsense\n");
        Assert.StartsWith("{ \"result\": 0", _server.Ask("lease4-write", "{ \"filename\": \"leases.csv\" }"), StringComparison.Ordinal);
        Assert.Equal("192.0.2.11 192.0.2.12", Stored());
        Assert.Equal("nonsense", File.ReadAllLines(In($"leases.csv.bak{Environment.ProcessId}"))[0]);
    }

    [Fact]
    public void While_another_clean_up_has_not_ended_the_file_in_use_is_left_alone()
    {
        AddAndCommit("192.0.2.11");
        File.WriteAllText(In("leases.csv.1"), "");
        Assert.StartsWith(
            $"{{ \"result\": 1, \"text\": \"could not write leases into '{In("leases.csv")}': a clean-up of the lease file has not ended",
            _server.Ask("lease4-write"), StringComparison.Ordinal);
        Assert.Equal("192.0.2.11", Stored());
    }

    [Fact]
    public void Lease6_write_stores_addresses_and_prefixes()
    {
        using var server = new LeaseCommands6();
        using var storage = LeaseStorage6.TryOpen(new() { Name = In("leases6.csv") }, new LeaseTable6(1, 0), Logger.Silent, out _)!;
        server.Bench.LeaseFile = new LeaseFile<Lease6View, Lease6Fields, Ip6, Csv6>(storage, () => { });
        server.Add("2001:db8:1::11");
        server.Add("2001:db8:8001::", "'type': 'IA_PD', 'prefix-len': 48, 'subnet-id': 66");
        Assert.Equal($"{{ \"result\": 0, \"text\": \"IPv6 lease database into '{In("copy.csv")}'.\" }}", server.Ask("lease6-write", "{ 'filename': 'copy.csv' }"));
        string[] rows = File.ReadAllLines(In("copy.csv"));
        Assert.Equal(3, rows.Length);
        Assert.Equal("2001:db8:1::11,01:02:03:04:05:06:07:08,4000,1004000,66,3000,0,1234,128,0,0,,,0,,,,0", rows[1]);
        Assert.StartsWith("{ \"result\": 0", server.Ask("lease6-write"), StringComparison.Ordinal);
        Assert.Equal(rows, File.ReadAllLines(In("leases6.csv.2")));
        Assert.Equal(Error("'filename' parameter must be a string"), server.Ask("lease6-write", "{ 'filename': 5 }"));
    }

    public void Dispose()
    {
        _server.Dispose();
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private void AddAndCommit(string address)
    {
        _server.Add(address);
        Commit();
    }

    private void Commit()
    {
        _storage.Journal.Add(_server.Bench.Bench.Batch.Changes);
        Assert.True(_storage.Journal.Commit());
    }

    /// <summary>The addresses that a server started now would find.</summary>
    private string Stored()
    {
        var table = new LeaseTable4(1, 0);
        Assert.True(new LeaseLoader4(new LeaseFiles(In("leases.csv")), table, 0, Logger.Silent).TryLoad(out string error), error);
        return string.Join(' ', Enumerable.Range(0, table.SlotLimit).Where(table.IsUsed).Select(slot => table.Fields(slot).Address).Order());
    }
}
